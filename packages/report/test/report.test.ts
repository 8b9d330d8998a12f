/** The whole page: complete, closed to the network, and deaf to what users' files say. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { reportHtml, type ReportInput } from "../src/index.js";
import { STYLE } from "../src/html/style.js";
import { COMPARISON, FACTORIAL, RUN, withTexts } from "./fixture.js";

const ALL: ReportInput = { runs: [RUN], comparison: COMPARISON, sweep: FACTORIAL };

const HOSTILE = [
  "<script>window.pwned=1</script>",
  "</script><script>window.pwned=1</script>",
  "</style><img src=x onerror=window.pwned=1>",
  `" onmouseover="window.pwned=1" x="`,
  "' onfocus='window.pwned=1' autofocus='",
  "--><svg onload=window.pwned=1>",
  "]]><script>window.pwned=1</script>",
  "&lt;script&gt;${window.pwned=1}{{constructor}}",
  "javascript:window.pwned=1",
  "\u0000\u202e\ud800\u2028<b>",
  "url(https://example.com/x)",
];

function partsOf(html: string, element: string): { attributes: string; content: string }[] {
  return [...html.matchAll(new RegExp(`<${element}\\b([^>]*)>([\\s\\S]*?)</${element}>`, "gi"))].map(
    ([, attributes = "", content = ""]) => ({ attributes, content }),
  );
}

/** The page without its scripts, its data and its style. */
function bodyOf(html: string): string {
  return html.replaceAll(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/gi, "");
}

/** Names of elements with their attributes' names: what a page consists of, whatever its texts say. */
function skeletonOf(html: string): string[] {
  return [...bodyOf(html).matchAll(/<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([, name = "", attributes = ""]) =>
      `${name} ${[...attributes.matchAll(/([\w:-]+)(?:="[^"]*")?/g)].map(([, attribute]) => attribute).join(" ")}`,
  );
}

describe("a report", () => {
  const html = reportHtml(ALL);

  test("is a pure function of its input", () => {
    expect(reportHtml(structuredClone(ALL))).toBe(html);
  });

  test.each([
    "Time to failover",
    "Idle resources",
    "State-change resources",
    "Latency over time: zosmf",
    "Requests by outcome: zosmf",
    "Latency distribution",
    "Stacks, owners of dynamic VIPAs, and active targets",
    "Zowe: launchers and components",
    "Containers: pods that are ready",
    "BackOff",
    "Stale registry entries",
    "The seconds explained",
    "Sensitivity: Outage",
    "Interactions of two factors",
    "IXC402D",
    "ZWEL0038E",
    "NO_VIPABACKUP (EZD1205I)",
    "sysplex.partitionDuration",
    "not done: SYSC has no such server",
    "logonsNeeded",
    "0123456789abcdef",
    "f00d",
    "beef",
    "sysplex run pair/scenario.yaml --seed 7",
    "sysplex compare ha/scenario.yaml single/scenario.yaml --replications 20",
  ])("tells %j", (text) => {
    expect(html).toContain(text);
  });

  test("asks for nothing from anywhere: no link, image, frame or import, no address but those in texts", () => {
    const body = bodyOf(html);

    expect(body).not.toMatch(/<(?:link|img|iframe|object|embed|base|form|audio|video|source)\b/i);
    expect(body).not.toMatch(/\s(?:src|srcset|action|formaction|data)="/i);
    expect([...body.matchAll(/href="([^"]*)"/g)].every(([, target]) => target?.startsWith("#"))).toBe(true);
    expect(STYLE).not.toMatch(/url\(|@import/);
  });

  test("allows its two scripts and its style by their hashes, and nothing else", () => {
    const [policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.slice(1) ?? [];
    const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const plain = policy.replaceAll("&#39;", "'");
    const scripts = partsOf(html, "script").filter(
      ({ attributes }) => !attributes.includes("application/json"),
    );
    const styles = partsOf(html, "style");

    expect(scripts).toHaveLength(2);
    expect(styles).toHaveLength(1);
    expect(plain).toContain(`script-src ${scripts.map(({ content }) => hash(content)).join(" ")};`);
    expect(plain).toContain(`style-src-elem ${styles.map(({ content }) => hash(content)).join(" ")};`);
    expect(plain).toMatch(/^default-src 'none';/);
    expect(plain).not.toMatch(/script-src[^;]*unsafe/);
  });

  test("has a heading order without jumps, one first heading, labels for regions, and a language", () => {
    const levels = [...bodyOf(html).matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));

    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.slice(1).forEach((level, index) => {
      expect(level - (levels[index] as number)).toBeLessThanOrEqual(1);
    });
    expect(html).toContain('<html lang="en">');
    for (const { attributes } of partsOf(html, "figure")) expect(attributes).toMatch(/id="c\d+"/);
    expect(html.match(/role="img" aria-label="[^"]{20}/g)).toHaveLength(partsOf(html, "figure").length);
  });

  test("has every id once, and every link leads to one", () => {
    const ids = [...bodyOf(html).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);

    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of bodyOf(html).matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });

  test("of results without a series says so", () => {
    const [service] = Object.values(RUN.services);
    if (service === undefined) throw new Error("The fixture has a service");
    const { series: _series, latencyDistribution: _distribution, ...old } = service;

    expect(reportHtml({ runs: [{ ...RUN, services: { zosmf: old } }] })).toContain("has no series over time");
  });

  test("of a run in which nothing was asked and nothing happened is still one", () => {
    const quiet = {
      ...RUN,
      services: {},
      users: {},
      timeline: [],
      owners: [],
      activeTargets: [],
      stacks: [],
      messages: [],
      expectations: [],
      files: [],
      diagnostics: [],
      assumptions: [],
      zowe: null,
      kubernetes: null,
      story: null,
    };

    expect(reportHtml({ runs: [quiet] })).toContain("Nobody asked for anything");
  });

  test("shows the command and the texts of the files, with their hashes, when they are told", () => {
    const text = "VIPADYNAMIC <!-- & -->\n";
    const page = reportHtml({
      ...ALL,
      command: "sysplex run 'a b.yaml'",
      sources: [{ file: "TCPPROF", text }],
    });

    expect(page).toContain("sysplex run &#39;a b.yaml&#39;");
    expect(page).toContain("VIPADYNAMIC &lt;!-- &amp; --&gt;");
    expect(page).toContain(createHash("sha256").update(text).digest("hex"));
  });
});

describe("what users' files say", () => {
  const sound = skeletonOf(reportHtml({ runs: [RUN] }));

  test.each(HOSTILE)("as %j adds no element and no attribute, wherever it stands", (hostile) => {
    // Kinds, phases, outcomes and tones are not texts of users: they choose colours and words.
    const kept = new Set(["kind", "phase", "to", "severity"]);
    const changed = withTexts(RUN, (text, key) => (kept.has(key) ? text : `${text} ${hostile}`));
    const services = Object.fromEntries(
      Object.entries(changed.services).map(([name, service]) => [name + hostile, service]),
    );
    const html = reportHtml({ runs: [{ ...changed, services }] });

    expect(
      skeletonOf(html).filter(
        (part) => !/^(?:path|g|text|polygon|clipPath|defs|rect|svg|polyline) ?/.test(part),
      ),
    ).toEqual(
      sound.filter((part) => !/^(?:path|g|text|polygon|clipPath|defs|rect|svg|polyline) ?/.test(part)),
    );
    expect(new Set(skeletonOf(html).map((part) => part.split(" ")[0]))).toEqual(
      new Set(sound.map((part) => part.split(" ")[0])),
    );
    expect(bodyOf(html)).not.toMatch(/<[^>"]*\son\w+\s*=/i);
    expect(partsOf(html, "script")).toHaveLength(3);
  });

  test("comes back from the data for the charts as it was", () => {
    const html = reportHtml({
      runs: [withTexts(RUN, (text, key) => (key === "because" ? (HOSTILE[1] as string) : text))],
    });
    const data = partsOf(html, "script").find(({ attributes }) => attributes.includes("application/json"));

    expect(data?.content).not.toMatch(/[<>&]/);
    expect(JSON.stringify(JSON.parse(data?.content ?? ""))).toContain("window.pwned");
  });

  test("in variants' and factors' names stays text too", () => {
    const [, hostile = ""] = HOSTILE;
    const rename = <Row>(record: Readonly<Record<string, Row>>): Record<string, Row> =>
      Object.fromEntries(Object.entries(record).map(([name, row]) => [name === "ha" ? hostile : name, row]));
    const comparison = {
      ...COMPARISON,
      variants: [hostile, "single"],
      summaries: rename(COMPARISON.summaries),
      metrics: Object.fromEntries(
        Object.entries(COMPARISON.metrics).map(([name, metric]) => [
          name,
          { ...metric, variants: rename(metric.variants) },
        ]),
      ),
    };
    const sweep = withTexts(FACTORIAL, (text, key) =>
      ["factor", "factors", "title"].includes(key) ? hostile : text,
    );
    const html = reportHtml({ comparison, sweep });

    expect(partsOf(html, "script")).toHaveLength(3);
    expect(bodyOf(html)).not.toContain("<script");
  });
});

describe("the size of a report", () => {
  const long = "x".repeat(5_000);

  test("stays under 3 MB with four long runs of everything", () => {
    const many = <Row>(row: Row | undefined, count: number): Row[] =>
      row === undefined
        ? []
        : Array.from({ length: count }, (_, index) => ({ ...row, at: (index * 660) / count }));
    const [service] = Object.values(RUN.services);
    if (service === undefined || RUN.zowe === null) throw new Error("The fixture has a service and Zowe");
    const full = {
      ...RUN,
      title: long,
      messages: many(RUN.messages[0], 10_000),
      owners: many(RUN.owners[0], 10_000),
      zowe: {
        ...RUN.zowe,
        turns: many(RUN.zowe.turns[0], 10_000),
        sysprint: many(RUN.zowe.sysprint[0], 10_000),
      },
      services: Object.fromEntries(
        Array.from({ length: 6 }, (_, index) => [
          `service ${index}`,
          {
            ...service,
            outages: Array.from({ length: 1_000 }, (_, at) => ({ from: at / 2, to: at / 2 + 0.25 })),
            series: {
              fromSeconds: 0,
              stretchSeconds: 2.75,
              ...Object.fromEntries(
                ["sent", "succeeded", "failed", "p50", "p90", "p99", "max"].map((key, place) => [
                  key,
                  Array.from({ length: 240 }, (_, at) => 1_000.001 * (place + 1) + at),
                ]),
              ),
            } as typeof service.series,
          },
        ]),
      ),
    };
    const html = reportHtml({
      runs: [full, full, full, full, full] as never,
      sources: [{ file: "f", text: long.repeat(100) }],
    });

    expect(Buffer.byteLength(html)).toBeLessThan(3_000_000);
    expect(html).toContain("more runs in JSON results only.");
    expect(html).toMatch(/\d+ more rows are in the JSON result/);
  });
});

describe("colours", () => {
  /** Variables by name: of the page as it stands, and as it is in the dark. */
  const [light = {}, dark = {}] = [...STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, block = ""]) =>
    Object.fromEntries(
      [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = "", color = ""]) => [name, color]),
    ),
  );

  /** @source WCAG 2.2, relative luminance and contrast ratio. */
  function contrast(a = "", b = ""): number {
    const luminance = (color: string): number => {
      const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
        const part = parseInt(color.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const [bright = 0, dim = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
    return (bright + 0.05) / (dim + 0.05);
  }

  test.each([
    ["light", light],
    ["dark", dark],
  ])("in the %s keep the contrast that WCAG asks of text (4.5) and of drawings (3)", (_scheme, colors) => {
    for (const text of ["ink", "faint", "link", "good", "warn", "bad"])
      for (const ground of ["paper", "panel"])
        expect(contrast(colors[text], colors[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    for (const series of ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "good", "warn", "bad", "idle"]) {
      expect(contrast(colors[series], colors["paper"]), series).toBeGreaterThanOrEqual(3);
      expect(contrast(colors[series], colors["on-lane"]), `text on ${series}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});

/** What a report says of a sweep: interactions of two factors, and how far its order of factors can be trusted. */
import { describe, expect, test } from "vitest";
import { reportHtml, type SweepResult } from "../../src/index.js";
import { interactionWords } from "../../src/section/interacting.js";
import { sweepVerdicts } from "../../src/section/swept.js";
import { FACTORIAL, HYPERCUBE, SWEEP } from "../fixture.js";

/** What a person reads, without the data for the charts. */
function textOf(sweep: SweepResult): string {
  return reportHtml({ sweep })
    .replaceAll(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");
}

/** Behind the head of the row. */
function cellsOf(table: string, row: number): string[] {
  const [, body = ""] = table.split("<tbody>");
  const line = body.split("</tr>")[row] ?? "";
  return [...line.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = ""]) => cell);
}

const verdictsOf = (sweep: SweepResult): string[] => sweepVerdicts(sweep).map(({ text }) => text);

describe("interactions of two factors", () => {
  const html = reportHtml({ sweep: FACTORIAL });

  test("have a table with a heading, a caption and heads, and each row its interval and words", () => {
    const [, section = ""] = /<h3 id="interactions">([\s\S]*?)<details>/.exec(html) ?? [];

    expect(section).toContain("<caption>Interactions of two factors");
    expect(section.match(/<th scope="col"/g)).toHaveLength(6);
    expect(section.match(/<th scope="row"/g)).toHaveLength(3);
    expect(section).toContain("with 95 % intervals");
    expect(cellsOf(section, 0).slice(1, 4)).toEqual(["−12 s", "−14 s", "−10 s"]);
    expect(cellsOf(section, 1).slice(1, 4)).toEqual(["3 s", "−2 s", "8 s"]);
    expect(cellsOf(section, 2).slice(1, 4)).toEqual(["—", "—", "—"]);
    expect(section.match(/No interaction is shown\./g)).toHaveLength(1);
    expect(section).toContain("No run has a value at all four corners.");
  });

  test("are told with their direction", () => {
    const [lower] = FACTORIAL.interactions?.["outageSeconds"] ?? [];
    if (lower === undefined) throw new Error("The fixture has an interaction");
    const { effect } = lower;
    const higher = { ...lower, effect: { ...effect, mean: 12, low: 10, high: 14 } };

    expect(interactionWords(lower, "s")).toBe(
      "From its least to its greatest value sfm.isolateTime takes the metric 12 s lower when tcpip.takeoverDuration is at its greatest value than when that is at its least.",
    );
    expect(interactionWords(higher, "s")).toContain("12 s higher");
    expect(interactionWords({ ...lower, effect: { ...effect, low: null, high: null } }, "s")).toBe(
      "Too few runs for an interval.",
    );
  });

  test("of a share are points, not a share", () => {
    const effect = { mean: -0.1, low: -0.12, high: -0.08, confidence: 0.95, method: "t", count: 20 };
    const [point] = FACTORIAL.points;
    if (point === undefined) throw new Error("The fixture has a point");
    const share = { ...effect, missing: 0, unit: "share" };
    const summary = { ...point.summary, metrics: { ...point.summary.metrics, availability: share } };
    const interactions = { availability: [{ factors: ["a", "b"] as const, effect }] };

    expect(textOf({ ...FACTORIAL, points: [{ ...point, summary }], interactions })).toContain(
      "10 points lower",
    );
  });

  test("are not there where the result has none: another design, or an old result", () => {
    for (const sweep of [SWEEP, HYPERCUBE, { ...FACTORIAL, interactions: { outageSeconds: [] } }])
      expect(reportHtml({ sweep })).not.toContain("Interactions of two factors");
  });

  test("that are shown stand in the verdict on the factor that moves the metric most", () => {
    expect(verdictsOf(FACTORIAL)[1]).toContain(
      "sfm.isolateTime moves it most, by 1 min over its range. How far depends on tcpip.takeoverDuration, by 12 s.",
    );
    const [, unshown] = FACTORIAL.interactions?.["outageSeconds"] ?? [];
    const none = { ...FACTORIAL, interactions: { outageSeconds: unshown === undefined ? [] : [unshown] } };
    expect(verdictsOf(none)[1]).not.toContain("depends on");
  });

  test("are text, whatever a factor is called", () => {
    const hostile = `"><img src=x onerror=window.pwned=1>`;
    const [row] = FACTORIAL.interactions?.["outageSeconds"] ?? [];
    if (row === undefined) throw new Error("The fixture has an interaction");
    const named = { ...row, factors: [hostile, hostile] as const };
    const html = reportHtml({ sweep: { ...FACTORIAL, interactions: { [hostile]: [named] } } });
    const page = html.replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>/g, "");

    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img");
  });
});

describe("a rank regression", () => {
  test("is told with its coefficients, their intervals and R², and what it does not show", () => {
    const text = textOf(HYPERCUBE);

    expect(text).toContain("configured, SRRC 0.91 (0.87 to 0.95), rank correlation 0.88");
    expect(text).toContain("assumed, SRRC −0.10 (−0.30 to 0.10), rank correlation 0.20");
    expect(text).toContain("No effect is shown of tcpip.takeoverDuration.");
    expect(text).toContain("The ranks of the factors explain R² = 0.93 of those of the metric at 40 points.");
  });

  test("that explains little says so beside the chart and on the first screen", () => {
    const text = textOf(HYPERCUBE);

    expect(text.match(/That is little: the metric turns/g)?.length).toBeGreaterThanOrEqual(1);
    expect(text).toContain("R² = 0.12 of those of the metric at 40 points. That is little");
    expect(text).not.toContain("0.93 of those of the metric at 40 points. That is little");
    const [, outage, latency] = sweepVerdicts(HYPERCUBE);
    expect(outage).toMatchObject({ tone: "good" });
    expect(outage?.text).not.toMatch(/explain little|takeoverDuration/);
    expect(latency).toMatchObject({ tone: "warn" });
    expect(latency?.text).toContain("The factors by themselves explain little of it.");
  });

  test("is not spoken of where each factor was taken by itself", () => {
    expect(textOf(FACTORIAL)).not.toMatch(/SRRC|R²/);
  });
});

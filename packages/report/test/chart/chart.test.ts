/** Drawings: the same options give the same drawing, in Node as in the browser. */
import { describe, expect, test } from "vitest";
import { svgOf, type Chart } from "../../src/chart/chart.js";
import { failoversExplained, outageByCause } from "../../src/chart/explained.js";
import { faultMarks } from "../../src/chart/faults.js";
import { intervalChart } from "../../src/chart/intervals.js";
import { lanesChart } from "../../src/chart/lanes.js";
import { latencyOverTime, requestsOverTime } from "../../src/chart/over-time.js";
import { percentileChart } from "../../src/chart/percentiles.js";
import { resourcesChart } from "../../src/chart/resources.js";
import { staleChart } from "../../src/chart/stale.js";
import { ownershipLanes, zoweLanes } from "../../src/section/lanes-of-run.js";
import { COMPARISON, RUN } from "../fixture.js";

const [service] = Object.values(RUN.services);
if (service === undefined) throw new Error("The fixture has a service");

const CHARTS: readonly (readonly [string, Chart | undefined])[] = [
  ["latency over time", latencyOverTime(RUN, "zosmf", service)],
  ["requests over time", requestsOverTime(RUN, "zosmf", service)],
  ["percentiles", percentileChart("Latency", [{ name: "zosmf", points: service.latencyDistribution ?? [] }])],
  ["lanes", lanesChart(ownershipLanes(RUN), { title: "Lanes", words: "", end: 660, marks: faultMarks(RUN) })],
  ["stale entries", staleChart(RUN)],
  ["failovers explained", failoversExplained("zosmf", service.failovers)],
  ["outage by cause", outageByCause(COMPARISON)],
  [
    "resources",
    resourcesChart([
      {
        name: "a",
        idleCpuSecondsPerHour: 1,
        idleMemoryMiB: 2,
        stateChangeCpuSeconds: 3,
        messages: 4,
        bytes: 5,
        restarts: 6,
      },
    ]),
  ],
  [
    "intervals",
    intervalChart(
      [
        {
          name: "x",
          interval: { mean: 1, low: 0, high: 2, confidence: 0.95, method: "t", count: 9 },
          note: "",
        },
      ],
      { title: "Effect", words: "", unit: "s" },
    ),
  ],
];

interface Series {
  readonly name: string;
  readonly data: readonly unknown[];
  readonly markArea?: {
    readonly data: readonly (readonly { readonly name?: string; readonly xAxis: number }[])[];
  };
}

function seriesOf(chart: Chart | undefined, name?: string): Series[] {
  const all = (chart?.option as { series?: Series[] } | undefined)?.series ?? [];
  return name === undefined ? all : all.filter((series) => series.name === name);
}

describe.each(CHARTS)("the chart of %s", (_name, chart) => {
  if (chart === undefined) throw new Error("The fixture has something to draw");

  test("is drawn the same every time, whatever has been drawn before", () => {
    const first = svgOf(chart, "c1").text;
    svgOf(CHARTS[0]?.[1] as Chart, "c9");

    expect(svgOf(chart, "c1").text).toBe(first);
    expect(first).toMatch(/^<svg aria-hidden="true"[^>]* viewBox="0 0 900 \d+">/);
    expect(first).toContain("</text>");
  });

  test("keeps its ids to itself, and brings no styles or scripts of its own", () => {
    const svg = svgOf(chart, "c7").text;

    expect([...svg.matchAll(/ id="([^"]*)"/g)].every(([, id]) => id?.startsWith("c7-"))).toBe(true);
    expect(svg).not.toMatch(/<style|<script|class=|NaN|undefined|Infinity/);
  });

  test("has options that survive JSON: nothing of them is code", () => {
    expect(JSON.parse(JSON.stringify(chart.option))).toEqual(chart.option);
  });

  test("colours by the variables of the page only, so that it turns dark with it", () => {
    const colors = [...svgOf(chart, "c1").text.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(
      ([, color]) => color ?? "",
    );
    const plain = new Set(["none", "transparent", "#fff", "#000", "rgb(0,0,0)"]); // Of clips, and of what cannot be seen.

    expect(colors.filter((color) => !color.startsWith("var(--") && !plain.has(color))).toEqual([]);
  });

  test("has words, a table with its figures, and a row as long as its head", () => {
    expect(chart.table.rows.length).toBeGreaterThan(0);
    for (const row of chart.table.rows) expect(row).toHaveLength(chart.table.head.length);
  });
});

describe("faults", () => {
  test("last until their object is repaired, or to the end; what was refused is none", () => {
    expect(faultMarks(RUN)).toEqual({
      bands: [{ from: 300, to: 600, name: "fail SYSA" }],
      moments: [{ at: 600, name: "ipl SYSA" }],
    });
  });

  test.each([
    [["stop SYSA/TCPIP", "ipl SYSA"], [[0, 1, "stop SYSA/TCPIP"]]],
    [["stop SYSA/TCPIP", "start SYSA/TCPIP"], [[0, 1, "stop SYSA/TCPIP"]]],
    [["partition SYSA SYSB", "heal SYSA SYSB"], [[0, 1, "partition SYSA SYSB"]]],
    [["fail SYSB", "ipl SYSA"], [[0, 9, "fail SYSB"]]],
    [["fail SYSAB", "ipl SYSA"], [[0, 9, "fail SYSAB"]]],
    [["set a.b", "command D XCF"], []],
  ])("of %j are the bands %j", (entries, bands) => {
    const timeline = entries.map((what, at) => ({ at, what }));

    expect(faultMarks({ ...RUN, timeline, simulatedSeconds: 9 }).bands).toEqual(
      bands.map(([from, to, name]) => ({ from, to, name })),
    );
  });

  test("and outages stand behind the latencies, with their names", () => {
    const [fault] = seriesOf(CHARTS[0]?.[1], "fault");
    const [outage] = seriesOf(CHARTS[0]?.[1], "no service");
    const spans = (series: Series | undefined) =>
      series?.markArea?.data.map(([from, to]) => [from?.name, from?.xAxis, to?.xAxis]);

    expect(spans(fault)).toEqual([["fail SYSA", 5, 10]]); // Minutes.
    expect(spans(outage)).toEqual([
      ["no service", 5, 350 / 60],
      ["no service", 655 / 60, 11],
    ]);
  });
});

describe("the seconds explained", () => {
  test("are bars that add up to the time to failover", () => {
    const parts = seriesOf(CHARTS[5]?.[1]).filter(({ name }) => name.startsWith("part"));
    const sum = parts.reduce((total, { data }) => total + (data[0] as { value: number }).value, 0);

    expect(sum).toBeCloseTo(service.failovers[0]?.timeToFailoverSeconds ?? NaN, 6);
    expect(CHARTS[5]?.[1]?.words).toContain("50.5 s = 45 s to detect + 5 s to decide + 500 ms to accept");
  });

  test("of a comparison add up to each variant's outage, under the causes' titles", () => {
    expect(CHARTS[6]?.[1]?.table.rows).toEqual([
      ["status interval", "45 s", "1 min"],
      ["operator", "5 s", "5 min"],
      ["all", "50 s", "6 min"],
    ]);
  });

  test("come in the order in which they usually happen, whichever variant has which", () => {
    const [ha, single] = Object.values(COMPARISON.summaries);
    if (ha === undefined || single === undefined) throw new Error("The fixture compares two");
    const summaries = {
      ha: { ...ha, outageSecondsByCause: { serverReady: 5, unexplained: 1 } },
      single: { ...single, outageSecondsByCause: { probe: 1, operator: 3, statusInterval: 4, inFlight: 2 } },
    };

    expect(outageByCause({ ...COMPARISON, summaries })?.table.rows.map(([cause]) => cause)).toEqual([
      "in flight",
      "status interval",
      "operator",
      "server ready",
      "probe",
      "unexplained",
      "all",
    ]);
  });

  test("of a failover that never ended are no bar", () => {
    const open = service.failovers.map((failover) => ({
      ...failover,
      timeToFailoverSeconds: null,
      phases: null,
    }));

    expect(failoversExplained("zosmf", open)).toBeUndefined();
  });
});

describe("swim lanes", () => {
  test("tell the owner, and that it is dead while it still counts", () => {
    const owner = ownershipLanes(RUN).find(({ name }) => name === "owner 10.1.1.100");

    expect(owner?.segments.map(({ from, to, name }) => [from, to, name])).toEqual([
      [0, 300, "SYSA/TCPIP"],
      [300, 350, "SYSA/TCPIP (down)"],
      [350, 660, "SYSB/TCPIP"],
    ]);
  });

  test("tell when nobody is active", () => {
    const active = ownershipLanes(RUN).find(({ name }) => name.startsWith("active"));

    expect(active?.segments.map(({ name }) => name)).toEqual(["SYSA/TCPIP", "nobody", "SYSB/TCPIP"]);
  });

  test("of Zowe begin with the components that changed", () => {
    expect(
      zoweLanes(RUN).map(({ name, segments }) => [name, segments.map((segment) => segment.name)]),
    ).toEqual([
      ["SYSA/ZWE1SV/gateway", ["ready", "down"]],
      ["SYSB/ZWE1SV/gateway", ["ready"]],
    ]);
  });

  test("cover the run without gap or overlap", () => {
    for (const { segments } of [...ownershipLanes(RUN), ...zoweLanes(RUN)]) {
      expect(segments[0]?.from).toBe(0);
      expect(segments.at(-1)?.to).toBe(660);
      segments.slice(1).forEach(({ from }, index) => {
        expect(from).toBe(segments[index]?.to);
      });
    }
  });
});

describe("latencies", () => {
  test("have no point where no request succeeded", () => {
    const [median] = seriesOf(CHARTS[0]?.[1], "median");

    expect(median?.data[4]).toEqual([5, null]);
    expect(median?.data[5]).toEqual([6, 4_000]);
  });

  test("are placed by how many tenfold steps what is left has shrunk", () => {
    const [line] = seriesOf(CHARTS[2]?.[1], "zosmf");
    const places = line?.data.map((point) => (point as readonly [number, number])[0]) ?? [];

    expect(places[0]).toBeCloseTo(0, 10);
    expect(places[1]).toBeCloseTo(0.30103, 5);
    expect(places[2]).toBeCloseTo(1, 10);
    expect(places[3]).toBeCloseTo(2, 10);
    expect(places[4]).toBeGreaterThan(2);
  });

  test("of results without a series have no chart", () => {
    const { series: _series, ...old } = service;

    expect(latencyOverTime(RUN, "zosmf", old)).toBeUndefined();
  });
});

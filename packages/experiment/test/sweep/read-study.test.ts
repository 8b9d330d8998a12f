/** Study files: what they say, and every mistake at its place. */
import { describe, expect, test } from "vitest";
import { readStudy, type StudyHost } from "../../src/index.js";
import { hostOf, PAIR } from "../pair.js";

const HOST: StudyHost = {
  openScenario: (path) => {
    const text = PAIR[path];
    return text === undefined
      ? { ok: false, problem: "missing" }
      : { ok: true, source: { file: path, text }, host: hostOf(PAIR) };
  },
};

function read(text: string) {
  return readStudy({ file: "study.yaml", text }, HOST);
}

const HEAD = "study: knobs\nscenario: scenario.yaml\n";

describe("a design", () => {
  test("factorial has every combination, the last factor fastest", () => {
    const { study, diagnostics } = read(`${HEAD}factors:
  sysplex.spinTimeDedicated: [10s, 40s]
  clients.rest.arrivals: [poisson 2/s, poisson 8/s]
`);

    expect(diagnostics).toEqual([]);
    expect(study?.points.map(({ name }) => name)).toEqual([
      "sysplex.spinTimeDedicated=10s, clients.rest.arrivals=poisson 2/s",
      "sysplex.spinTimeDedicated=10s, clients.rest.arrivals=poisson 8/s",
      "sysplex.spinTimeDedicated=40s, clients.rest.arrivals=poisson 2/s",
      "sysplex.spinTimeDedicated=40s, clients.rest.arrivals=poisson 8/s",
    ]);
    expect(study?.variants[2]?.bundle.main).toContain("sysplex.spinTimeDedicated: 40s");
    expect(study?.service).toBe("zosmf");
  });

  test("of a range has both ends, and steps between", () => {
    const { study } = read(`${HEAD}factors:\n  zosmf.startDuration: { from: 1m, to: 8m, steps: 3 }\n`);

    expect(study?.points.map(({ levels }) => levels["zosmf.startDuration"]?.text)).toEqual([
      "1m",
      "4.5m",
      "8m",
    ]);
  });

  test("Latin hypercube takes every stratum of every factor once, and the same ones for the same seed", () => {
    const text = `${HEAD}design: { latinHypercube: 8 }
factors:
  sysplex.spinTimeDedicated: { from: 10s, to: 50s }
  clients.rest.arrivals: { from: poisson 2/s, to: poisson 10/s }
`;
    const { study } = read(text);
    const strata = (factor: string, from: number, width: number) =>
      study?.points.map(({ levels }) => Math.floor(((levels[factor]?.number ?? 0) - from) / width)).sort();

    expect(strata("sysplex.spinTimeDedicated", 10, 5)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(strata("clients.rest.arrivals", 2, 1)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(read(text).study?.points).toEqual(study?.points);
    expect(read(`seed: 2\n${text}`).study?.points).not.toEqual(study?.points);
  });

  test("list has the points as written, and choices set several things at once", () => {
    const list = read(
      `${HEAD}design: list\npoints:\n  - { duration: 2m }\n  - { duration: 3m, "timeline[1].at": 40s }\n`,
    );
    const choices = read(`${HEAD}factors:
  fault: { choices: { system: { "timeline[1].fail": SYSA }, stack: { "timeline[1].fail": SYSA/TCPIP, "timeline[1].at": 40s } } }
`);

    expect(list.study?.points.map(({ name }) => name)).toEqual([
      "duration=2m",
      "duration=3m, timeline[1].at=40s",
    ]);
    expect(choices.study?.points.map(({ name }) => name)).toEqual(["fault=system", "fault=stack"]);
    expect(choices.study?.variants[1]?.bundle.main).toContain("{ at: 40s, fail: SYSA/TCPIP }");
  });
});

test("replications are a number, or a precision within a budget", () => {
  const factors = "factors: { duration: [2m] }\n";

  expect(read(`${HEAD}${factors}replications: 7`).study?.replications).toEqual({ kind: "fixed", count: 7 });
  expect(read(`${HEAD}${factors}replications: { precision: 5%, max: 60 }`).study?.replications).toEqual({
    kind: "precise",
    precision: { relative: 0.05 },
    budget: { min: 10, max: 60 },
    of: ["outageSeconds"],
  });
});

describe("a mistake", () => {
  test.each([
    ["nothing", "", "WRONG_TYPE", 1],
    ["no scenario", "study: a\n", "MISSING_KEY", 1],
    ["no YAML", "a: [", "YAML_SYNTAX", 1],
    ["a mistyped key", `${HEAD}factor: {}\n`, "UNKNOWN_KEY", 3],
    ["a mistyped design", `${HEAD}design: factorail\nfactors: { duration: [2m] }\n`, "BAD_VALUE", 3],
    ["no factors", HEAD, "NO_FACTORS", 1],
    ["a factor without values", `${HEAD}factors:\n  duration: []\n`, "NO_VALUES", 4],
    [
      "a range between unlike values",
      `${HEAD}factors:\n  duration: { from: 1m, to: poisson 2/s }\n`,
      "NO_RANGE",
      4,
    ],
    ["a list without points", `${HEAD}design: list\n`, "NO_POINTS", 3],
    [
      "points of a factorial design",
      `${HEAD}factors: { duration: [2m] }\npoints: [{ duration: 1m }]\n`,
      "POINTS_UNUSED",
      4,
    ],
    [
      "too many points",
      `${HEAD}factors:\n  duration: { from: 1m, to: 9m, steps: 100 }\n  warmup: { from: 1s, to: 9s, steps: 100 }\n  seed: { from: 1, to: 9, steps: 2 }\n`,
      "TOO_MANY_POINTS",
      4,
    ],
    ["an unknown metric", `${HEAD}metrics: [outage]\nfactors: { duration: [2m] }\n`, "BAD_VALUE", 3],
    ["a confidence of 100 %", `${HEAD}confidence: 100%\nfactors: { duration: [2m] }\n`, "BAD_VALUE", 3],
    [
      "a turned budget",
      `${HEAD}replications: { precision: 5%, min: 50, max: 10 }\nfactors: { duration: [2m] }\n`,
      "BUDGET_TURNED",
      3,
    ],
    ["an unknown service", `${HEAD}service: zowe\nfactors: { duration: [2m] }\n`, "UNKNOWN_SERVICE", 3],
    [
      "a scenario that is not there",
      "study: a\nscenario: other.yaml\nfactors: { duration: [2m] }\n",
      "SCENARIO_UNREADABLE",
      2,
    ],
    ["an unknown setting", `${HEAD}factors:\n  duration: [2m]\n  sfm.noSuch: [1]\n`, "SETTING_FAILS", 5],
    ["an unknown key of the scenario", `${HEAD}factors:\n  durations: [2m]\n`, "SCENARIO_UNSOUND", 4],
    [
      "a value that the scenario refuses",
      `${HEAD}factors:\n  duration: [2m, forever]\n`,
      "SCENARIO_UNSOUND",
      4,
    ],
  ])("is told at its place: %s", (_what, text, code, line) => {
    const { study, diagnostics } = read(text);

    expect(study).toBeUndefined();
    expect(diagnostics.map((each) => each.code)).toContain(code);
    const told = diagnostics.find((each) => each.code === code);
    expect(told).toMatchObject({ severity: "error", then: "The study is not run." });
    expect(told?.range).toMatchObject({ file: "study.yaml", start: { line } });
    expect(told?.text).not.toMatch(/^A scenario/);
  });

  test("does not hide the next one", () => {
    const { diagnostics } = read(`${HEAD}confidence: 2\nreplications: none\nfactors: 7\n`);

    expect(diagnostics).toHaveLength(3);
  });
});

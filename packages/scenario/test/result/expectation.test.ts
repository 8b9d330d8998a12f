import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { millis, minutes, seconds } from "@sysplex/sim-core";
import {
  type Expectation,
  type MetricUnit,
  evaluateExpectation,
  findMetric,
  formatObserved,
  metrics,
  parseCondition,
} from "../../src/result/expectation.js";

const nowhere = { offset: 0, line: 1, column: 1 };

function expectation(unit: MetricUnit, text: string): Expectation {
  const reading = parseCondition(text, unit);
  if (!reading.ok) throw new Error(reading.problem);
  const range = { file: "", start: nowhere, end: nowhere };
  return {
    metric: "zosmf.x",
    subject: "zosmf",
    measure: "x",
    unit,
    condition: reading.condition,
    text,
    range,
  };
}

const isMet = (unit: MetricUnit, text: string, observed: number | undefined) =>
  evaluateExpectation(expectation(unit, text), observed).ok;

describe("an expectation", () => {
  test.each([
    ["< 60s", seconds(59), true],
    ["< 60s", seconds(60), false],
    ["<= 1m", minutes(1), true],
    ["> 48s", seconds(48), false],
    [">= 48s", seconds(48), true],
    ["= 48s", seconds(48), true],
    ["48s", seconds(48), true],
    ["!= 0s", 0, false],
    ["45s..50s", seconds(45), true],
    ["45s..50s", seconds(50), true],
    ["45s .. 50s", seconds(50) + 1, false],
    ["48s ± 500ms", seconds(48) - millis(500), true],
    ["48s ± 500ms", seconds(48) - millis(501), false],
    ["48s +- 500ms", seconds(48) + millis(500), true],
    ["never", seconds(48), false],
    ["never", 0, true],
  ])("of a duration: %s, observed %d µs: %s", (text, observed, ok) => {
    expect(isMet("duration", text, observed)).toBe(ok);
  });

  test.each([
    [">= 95%", 0.95, true],
    [">= 95%", 19 / 20, true],
    [">= 99.99%", 0.9998, false],
    ["= 100%", 1, true],
    ["90%..95%", 0.91, true],
  ])("of a share: %s, observed %d: %s", (text, observed, ok) => {
    expect(isMet("share", text, observed)).toBe(ok);
  });

  test.each([
    ["= 0", 0, true],
    ["0", 1, false],
    ["<=10", 10, true],
    ["never", 0, true],
    ["1..3", 4, false],
  ])("of a count: %s, observed %d: %s", (text, observed, ok) => {
    expect(isMet("count", text, observed)).toBe(ok);
  });

  test("is not met by what never happened, unless that is expected", () => {
    expect(isMet("duration", "< 60s", undefined)).toBe(false);
    expect(isMet("duration", ">= 0s", undefined)).toBe(false);
    expect(isMet("duration", "never", undefined)).toBe(true);
  });

  test("stands beside what was observed", () => {
    expect(evaluateExpectation(expectation("duration", "< 60s"), millis(47_200))).toEqual({
      metric: "zosmf.x",
      expected: "< 60s",
      observed: "47.2 s",
      ok: true,
    });
  });

  test.each([
    ["duration", "60"],
    ["duration", "< 60"],
    ["duration", "60s <"],
    ["duration", "50s..45s"],
    ["duration", "45s.."],
    ["duration", "48s ± 1"],
    ["duration", "sometimes"],
    ["duration", ""],
    ["share", "0.95"],
    ["share", ">= 101%"],
    ["share", "95"],
    ["count", "1.5"],
    ["count", "3s"],
    ["count", "-1"],
  ] as const)("cannot be a %s of %j", (unit, text) => {
    expect(parseCondition(text, unit).ok).toBe(false);
  });

  test("reads or refuses whatever text there is", () => {
    const units = fc.constantFrom<MetricUnit>("duration", "share", "count");
    const pieces = fc.array(fc.constantFrom(..."<>=! .±+-/%s0123456789m", "..", "never"), { maxLength: 20 });
    fc.assert(
      fc.property(
        units,
        fc.oneof(
          fc.string(),
          pieces.map((parts) => parts.join("")),
        ),
        (unit, text) => {
          const reading = parseCondition(text, unit);
          if (reading.ok && reading.condition.kind === "between") {
            expect(reading.condition.least).toBeLessThanOrEqual(reading.condition.most);
          }
        },
      ),
      { numRuns: Number(process.env["FUZZ_RUNS"] ?? 2000) },
    );
  });
});

describe("an observation in words", () => {
  test.each([
    [undefined, "duration", "never"],
    [0, "duration", "0 s"],
    [millis(47_200), "duration", "47.2 s"],
    [millis(12.5), "duration", "12.5 ms"],
    [seconds(60) - 1, "duration", "59.999999 s"],
    [0.95, "share", "95 %"],
    [0.99995, "share", "99.995 %"],
    [7, "count", "7"],
  ] as const)("%j of a %s is %s", (observed, unit, text) => {
    expect(formatObserved(observed, unit)).toBe(text);
  });
});

describe("metrics", () => {
  test("have names of their own and a meaning", () => {
    expect(new Set(metrics.map(({ scope, name }) => `${scope} ${name}`)).size).toBe(metrics.length);
    for (const { meaning } of metrics) expect(meaning).toMatch(/^[A-Z0-9].*\.$/);
  });

  test("of a family are found by any of its names, and by no other", () => {
    expect(findMetric("failures.http503", "service")?.name).toBe("failures.http<status>");
    expect(findMetric("failures.http999", "service")).toBeUndefined();
    expect(findMetric("messages.IXC402D", "run")?.name).toBe("messages.<id>");
    expect(findMetric("availability", "run")).toBeUndefined();
  });
});

import { describe, expect, test } from "vitest";
import {
  choiceParameter,
  defineParameters,
  distributionParameter,
  durationParameter,
  flagParameter,
  numberParameter,
  parameterValues,
  seconds,
} from "../src/index.js";

const row = { standing: "assumed", source: "for these tests", meaning: "A number." } as const;

const table = defineParameters("zosmf", {
  startDuration: distributionParameter({ ...row, default: "triangular(2m, 4m, 10m)" }),
  stopTimeout: durationParameter({ ...row, default: seconds(90) }),
  threads: numberParameter({ ...row, default: 100, unit: "threads", min: 1, max: 1_000, whole: true }),
  angel: flagParameter({ ...row, default: true }),
  connect: choiceParameter({ ...row, default: "CONNECT", choices: ["LOCAL", "CONNECT"] }),
});

describe("parameters", () => {
  test("have their defaults, with overrides in place of some", () => {
    const values = parameterValues(table, { threads: 7 });

    expect(values.threads).toBe(7);
    expect(values.stopTimeout).toBe(90_000_000);
    expect(values.startDuration.mean).toBeCloseTo(320_000_000, 3); // (2 + 4 + 10) / 3 minutes
    expect(values.connect).toBe("CONNECT");
  });

  test("show their defaults as a scenario would write them", () => {
    expect(Object.values(table.rows).map((parameter) => parameter.defaultText)).toEqual([
      "triangular(2m, 4m, 10m)",
      "90s",
      "100",
      "true",
      "CONNECT",
    ]);
  });

  test("read back the default that they show", () => {
    const { startDuration, stopTimeout, connect } = table.rows;

    expect(startDuration.read(startDuration.defaultText)).toMatchObject({ ok: true });
    expect(stopTimeout.read(stopTimeout.defaultText)).toEqual({ ok: true, value: seconds(90) });
    expect(connect.read(connect.defaultText)).toEqual({ ok: true, value: "CONNECT" });
  });

  test("say what they expect and what they found", () => {
    const { startDuration, stopTimeout, threads, angel, connect } = table.rows;

    expect(problem(stopTimeout.read(45))).toBe("expected a duration such as 500ms, 45s or 2m, found 45");
    expect(problem(startDuration.read("soon"))).toMatch(
      /^expected a duration or a distribution .* found "soon"$/,
    );
    expect(problem(threads.read(0))).toBe("expected a whole number (threads) from 1 to 1000, found 0");
    expect(problem(threads.read(1.5))).toMatch(/found 1.5$/);
    expect(problem(threads.read(NaN))).toMatch(/found NaN$/);
    expect(problem(angel.read("YES"))).toBe('expected true or false, found "YES"');
    expect(problem(connect.read("local"))).toBe('expected LOCAL or CONNECT, found "local"');
  });

  test("name what is no scalar in a few words, however large it is", () => {
    const circular: unknown[] = [];
    circular.push(circular);

    expect(problem(table.rows.angel.read(circular))).toBe("expected true or false, found a list");
    expect(problem(table.rows.angel.read({ a: 1 }))).toBe("expected true or false, found a mapping");
    expect(problem(table.rows.angel.read(null))).toBe("expected true or false, found nothing");
    expect(problem(table.rows.angel.read("x".repeat(1e6))).length).toBeLessThan(100);
  });

  test("refuse a default that is no distribution when the table is made", () => {
    expect(() => distributionParameter({ ...row, default: "often" })).toThrow("often is no distribution");
  });
});

function problem(reading: { readonly ok: boolean; readonly problem?: string }): string {
  return reading.problem ?? "";
}

test("durations have bounds: a period is not zero, and nothing is longer than a year", () => {
  const period = durationParameter({ ...row, default: seconds(60), min: seconds(1) });
  const delay = durationParameter({ ...row, default: seconds(0) });

  expect(period.read("0s")).toEqual({
    ok: false,
    problem: 'expected a duration from 1s to 365d, found "0s"',
  });
  expect(period.read("1s")).toEqual({ ok: true, value: seconds(1) });
  expect(delay.read("0s").ok).toBe(true);
  expect(delay.read("365d").ok).toBe(true);
  expect(delay.read("366d").ok).toBe(false);
});

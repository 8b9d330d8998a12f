import { describe, expect, test } from "vitest";
import {
  choiceParameter,
  defineParameters,
  durationParameter,
  minutes,
  numberParameter,
} from "@sysplex/sim-core";
import { parameterFromText, readParameters } from "../../src/file/index.js";
import { TWO_SYSTEMS, read } from "./fixture.js";

const origin = { standing: "assumed", source: "test", meaning: "A test." } as const;
const tables = [
  defineParameters("sysplex", {
    cleanup: durationParameter({ ...origin, default: minutes(1) }),
  }),
  defineParameters("zosmf", {
    serverStart: durationParameter({ ...origin, default: minutes(2) }),
    threads: numberParameter({ ...origin, default: 4, unit: "threads" }),
  }),
];

describe("parameters", () => {
  test("are read by the table that owns the name", () => {
    expect(readParameters(read(TWO_SYSTEMS).parameters, tables)).toEqual({
      overrides: { sysplex: {}, zosmf: { serverStart: minutes(4) } },
      diagnostics: [],
    });
  });

  test("of a command line come after those of the file", () => {
    const later = ["zosmf.serverStart=5m", "zosmf.threads=8"].map(parameterFromText);
    const given = [...read(TWO_SYSTEMS).parameters, ...later.filter((override) => override !== undefined)];

    expect(readParameters(given, tables).overrides).toEqual({
      sysplex: {},
      zosmf: { serverStart: minutes(5), threads: 8 },
    });
  });

  test("of a command line point into it when they are faulty", () => {
    const override = parameterFromText("zosmf.threads=many");

    expect(readParameters(override ? [override] : [], tables).diagnostics).toMatchObject([
      { code: "BAD_PARAMETER", range: { file: "--set", start: { column: 15 } } },
    ]);
    expect(parameterFromText("zosmf.threads")).toBeUndefined();
  });
});

test("a choice that looks like a number is taken as it is spelled", () => {
  const parameters = defineParameters("zowe", {
    phase: choiceParameter({
      choices: ["1", "2"],
      default: "1",
      standing: "assumed",
      source: "A test.",
      meaning: "Which one.",
    }),
  });
  const range = {
    file: "scenario.yaml",
    start: { offset: 0, line: 1, column: 1 },
    end: { offset: 1, line: 1, column: 2 },
  };
  const set = (raw: number) =>
    readParameters([{ name: "zowe.phase", raw, nameRange: range, range }], [parameters]);

  expect(set(2).overrides["zowe"]).toEqual({ phase: "2" });
  expect(set(3).diagnostics).toMatchObject([{ code: "BAD_PARAMETER" }]);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printScenario, readScenario } from "../../src/file/index.js";
import { hostOf, sourceOf, withoutRanges } from "./fixture.js";

const RUNS = Number(process.env["FUZZ_RUNS"] ?? 2000);
const TIMEOUT_MS = 600_000;

/** Small, since parsing is what an input costs. */
const SMALL = `scenario: s
title: t
duration: 5m
sysplex: {systems: {SYSA: {tcpip: P, processors: shared}}}
hosts: {z: 10.1.1.1}
clients: [{name: c, request: GET https://z/zosmf, arrivals: every 1s}]
timeline: [{at: 2m, fail: SYSA}]
expect: {c.outage: < 9s}
`;

const WORDS = SMALL.split(/(?<=[\s:,{}[\]])|(?=[\s:,{}[\]])/);
const PIECES = [
  ..."{}[]:,-?&*!|>#%@`\"'\n \t\\<=",
  "- ",
  ": ",
  "\n  ",
  "&a ",
  "*a",
  "!!x ",
  "|\n ",
  "---\n",
  "<<: *a",
  "\uFEFF",
  "null",
  "0x1",
  "1e9",
  "-5",
  "é",
  "\u0007",
];

/** The sound text with a few stretches cut out, put in or replaced. */
const mutated = fc
  .array(
    fc.record({
      at: fc.nat(SMALL.length),
      cut: fc.nat(12),
      put: fc.oneof(fc.constantFrom(...PIECES), fc.constantFrom(...WORDS), fc.string({ maxLength: 6 })),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((changes) =>
    changes.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), SMALL),
  );

const random = fc.oneof(
  fc.array(fc.constantFrom(...PIECES, ...WORDS), { maxLength: 30 }).map((pieces) => pieces.join("")),
  fc.string({ maxLength: 80, unit: "binary" }),
);

const HOST = hostOf({ P: "extends: P", z: SMALL });

/** Reads without a crash; every position is inside the file; what is sound prints and reads the same. */
function check(text: string): void {
  const { scenario, diagnostics } = readScenario(sourceOf(text), HOST);
  for (const { range } of diagnostics) {
    if (range.file !== "scenario.yaml") continue;
    const isInside = range.start.offset <= range.end.offset && range.end.offset <= text.length;
    if (!isInside || range.start.line < 1 || range.start.column < 1) expect.fail(JSON.stringify(range));
  }
  if (scenario === undefined) {
    if (diagnostics.length === 0) expect.fail("neither a scenario nor a reason");
    return;
  }
  const printed = readScenario(sourceOf(printScenario(scenario)), HOST);
  expect(withoutRanges(printed.scenario)).toEqual(withoutRanges(scenario));
}

describe("whatever the text", () => {
  test("a mutated scenario is read or refused", { timeout: TIMEOUT_MS }, () => {
    fc.assert(fc.property(mutated, check), { numRuns: Math.ceil(RUNS / 4) });
  });

  test("random text is read or refused", { timeout: TIMEOUT_MS }, () => {
    fc.assert(fc.property(random, check), { numRuns: RUNS - Math.ceil(RUNS / 4) });
  });
});

import { seconds } from "@sysplex/sim-core";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { decideOnMissingStatus, electSurvivors } from "../src/index.js";

const INTERVAL = seconds(45);
const OPNOTIFY = seconds(48);
const decide = (policy: Parameters<typeof decideOnMissingStatus>[0], signalling = false) =>
  decideOnMissingStatus(policy, signalling, INTERVAL, OPNOTIFY);

// z/OS MVS Setting Up a Sysplex, defining an SFM policy.
describe("a missing status update", () => {
  test("asks the operator without a policy, and with PROMPT", () => {
    const prompt = { step: "prompt operator", delay: OPNOTIFY };
    expect(decide(undefined)).toEqual(prompt);
    expect(decide({ action: { kind: "prompt" }, weight: 1 })).toEqual(prompt);
  });

  test("isolates ISOLATETIME after the interval", () => {
    expect(decide({ action: { kind: "isolate", after: seconds(100) }, weight: 1 })).toEqual({
      step: "isolate",
      delay: seconds(145),
    });
  });

  test("resets the image DEACTTIME or RESETTIME after the interval", () => {
    for (const kind of ["deactivate", "reset"] as const) {
      const decision = decide({ action: { kind, after: seconds(10) }, weight: 1 });
      expect(decision).toEqual({ step: "reset image", delay: seconds(55) });
    }
  });

  test("of a system that signals waits for SSUMLIMIT, or for the operator with NONE", () => {
    const action = { kind: "isolate", after: seconds(0) } as const;
    expect(decide({ action, weight: 1, ssumLimit: seconds(900) }, true)).toEqual({
      step: "isolate",
      delay: seconds(945),
    });
    expect(decide({ action, weight: 1 }, true)).toEqual({ step: "prompt operator", delay: OPNOTIFY });
  });
});

type Pair = readonly [string, string];
const cutBetween =
  (...pairs: readonly Pair[]) =>
  (a: string, b: string): boolean =>
    !pairs.some((pair) => pair.includes(a) && pair.includes(b)) || a === b;
const weights = (values: Record<string, number>) => (system: string) => values[system] ?? 1;

describe("the survivors of lost signalling paths", () => {
  test("are all systems when nothing is lost", () => {
    expect(electSurvivors(["SYSA", "SYSB"], cutBetween(), weights({}))).toEqual(["SYSA", "SYSB"]);
  });

  test("are the heavier side", () => {
    const cut = cutBetween(["SYSA", "SYSB"]);
    expect(electSurvivors(["SYSA", "SYSB"], cut, weights({ SYSA: 10, SYSB: 20 }))).toEqual(["SYSB"]);
  });

  test("are the side of the first system at equal weights", () => {
    expect(electSurvivors(["SYSA", "SYSB"], cutBetween(["SYSA", "SYSB"]), weights({}))).toEqual(["SYSA"]);
  });

  test("may be two light systems against a heavy one", () => {
    const cut = cutBetween(["SYSA", "SYSC"], ["SYSB", "SYSC"]);
    const survivors = electSurvivors(["SYSA", "SYSB", "SYSC"], cut, weights({ SYSA: 6, SYSB: 6, SYSC: 10 }));
    expect(survivors).toEqual(["SYSA", "SYSB"]);
  });

  property.prop([
    fc.integer({ min: 1, max: 6 }),
    fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 8 }),
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 6, maxLength: 6 }),
  ])("reach one another and outweigh every other such set", (count, cuts, weightOf) => {
    const names = ["SYSA", "SYSB", "SYSC", "SYSD", "SYSE", "SYSF"].slice(0, count);
    const connected = (a: string, b: string): boolean =>
      a === b || !cuts.some(([x, y]) => [names[x], names[y]].includes(a) && [names[x], names[y]].includes(b));
    const weight = (system: string): number => weightOf[names.indexOf(system)] ?? 1;
    const total = (set: readonly string[]): number => set.reduce((sum, system) => sum + weight(system), 0);
    const reachOneAnother = (set: readonly string[]): boolean =>
      set.every((a) => set.every((b) => connected(a, b)));

    const survivors = electSurvivors(names, connected, weight);

    expect(reachOneAnother(survivors)).toBe(true);
    for (let bits = 1; bits < 1 << count; bits += 1) {
      const set = names.filter((_, index) => (bits >> index) & 1);
      if (reachOneAnother(set)) expect(total(set)).toBeLessThanOrEqual(total(survivors));
    }
  });
});

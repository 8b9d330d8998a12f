/** A fork of a sysplex at any instant, in the middle of a failure too. */
import { defineEvent, micros, seconds, type Instant } from "@sysplex/sim-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences, sharedMutables } from "../../../test/support/forked.js";
import {
  armPolicy,
  isolateAfter,
  operatorAfter,
  registerElement,
  sfmPolicy,
  threeSystems,
  type Setting,
  type TestPlex,
} from "./fixture.js";

interface Step {
  readonly atSecond: number;
  readonly act: (plex: TestPlex) => void;
}

const failure: Step = { atSecond: 60, act: (plex) => plex.lpar("SYSA").fail("wait-state") };

/** What happens, and in which sysplex. */
const STORIES: Readonly<Record<string, { readonly setting?: Setting; readonly steps: readonly Step[] }>> = {
  "a system dies and the operator replies DOWN": {
    setting: { operator: operatorAfter(120) },
    steps: [failure, { atSecond: 400, act: (plex) => plex.lpar("SYSA").ipl() }],
  },
  "SFM isolates a system that hangs, and it is IPLed": {
    setting: { sfm: sfmPolicy(isolateAfter(10)) },
    steps: [
      { atSecond: 60, act: (plex) => plex.lpar("SYSA").hang({ signalling: false }) },
      { atSecond: 300, act: (plex) => plex.lpar("SYSA").ipl() },
    ],
  },
  "a link is slow, is cut, and heals": {
    setting: { operator: operatorAfter(200, "SYSB") },
    steps: [
      { atSecond: 0, act: (plex) => plex.sysplex.xcf.join("GROUP", "A", "SYSA") },
      { atSecond: 0, act: (plex) => plex.sysplex.xcf.join("GROUP", "B", "SYSB") },
      { atSecond: 30, act: (plex) => plex.sysplex.xcf.slowLink("SYSA", "SYSB", seconds(40)) },
      { atSecond: 31, act: (plex) => plex.sysplex.xcf.leave("GROUP", "A") },
      { atSecond: 60, act: (plex) => plex.sysplex.xcf.cutLink("SYSA", "SYSB") },
      { atSecond: 90, act: (plex) => plex.sysplex.xcf.healLink("SYSA", "SYSB") },
      { atSecond: 100, act: (plex) => plex.sysplex.xcf.cutLink("SYSA", "SYSB", "a-to-b") },
    ],
  },
  "ARM restarts an element in place and on another system": {
    setting: { operator: operatorAfter(20), arm: armPolicy("RESTART_GROUP(G) ELEMENT(*)") },
    steps: [
      { atSecond: 5, act: (plex) => registerElement(plex, "ZOWE", "SYSA") },
      { atSecond: 8, act: (plex) => plex.sysplex.arm.ready("ZOWE") },
      { atSecond: 10, act: (plex) => plex.sysplex.arm.elementEnded("ZOWE") },
      { atSecond: 12, act: (plex) => registerElement(plex, "ZOWE", "SYSA") },
      failure,
    ],
  },
  "a planned removal, and a coupling facility fails": {
    steps: [
      { atSecond: 50, act: (plex) => plex.lpar("SYSC").remove() },
      { atSecond: 70, act: (plex) => plex.sysplex.failCouplingFacility("CF01") },
    ],
  },
};

const noted = defineEvent("fork.noted", () => undefined);

const END = seconds(900) as number as Instant;

/** Everything that happens from now on up to an instant; what is due then is left. */
function play(plex: TestPlex, steps: readonly Step[], until: Instant): void {
  for (const { atSecond, act } of steps) {
    const at = seconds(atSecond) as number as Instant;
    if (at < plex.sim.now || at >= until) continue;
    plex.sim.runUntil(at);
    act(plex);
  }
  plex.sim.runUntil(until);
}

/** The configuration is the context function's, and nobody changes it. */
const sharedBy = (plex: TestPlex, fork: TestPlex): string[] =>
  sharedMutables(plex, fork, (value) => value === plex.sysplex.configuration);

function story(name: string): { plex: TestPlex; steps: readonly Step[] } {
  const { setting, steps } = STORIES[name] ?? expect.fail(name);
  return { plex: threeSystems(setting), steps };
}

describe.each(Object.keys(STORIES))("%s", (name) => {
  test("a fork at any instant holds the same, shares nothing that changes, and goes on as its parent", () => {
    const { plex: straight, steps } = story(name);
    play(straight, steps, END);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: END - 1 }), (instant) => {
        const { plex } = story(name);
        play(plex, steps, instant as Instant);
        const fork = plex.fork();

        expect(differences(plex, fork)).toEqual([]);
        expect(sharedBy(plex, fork)).toEqual([]);
        play(fork, steps, END);
        play(plex, steps, END);
        expect(differences(straight, fork)).toEqual([]);
        expect(differences(straight, plex)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

test("what happens in one is not seen in the other", () => {
  const plex = threeSystems({ operator: operatorAfter(120) });
  play(plex, [failure], seconds(100) as number as Instant);
  plex.sysplex.xcf.send(plex, "SYSC", "SYSC", noted, "before the fork", 50);
  const [before, messages] = [plex.sim.fingerprint, plex.sysplex.console.messages.length];
  const fork = plex.fork();
  fork.lpar("SYSB").fail("reset");
  fork.sysplex.xcf.send(fork, "SYSC", "SYSC", noted, "after it", 100);
  fork.runFor(seconds(900));

  expect(plex.sim.fingerprint).toBe(before);
  expect(plex.sysplex.console.messages).toHaveLength(messages);
  expect(fork.sysplex.console.messages.length).toBeGreaterThan(messages);
  expect(plex.sysplex.xcf.traffic).toEqual({ messages: 1, bytes: 50 });
  expect(fork.sysplex.xcf.traffic).toEqual({ messages: 2, bytes: 150 });
  expect(plex.lpar("SYSB").isRunning).toBe(true);
  expect(fork.lpar("SYSB").isRunning).toBe(false);
});

test("parameters are those of the parent now, in an object of the fork's own", () => {
  const plex = threeSystems();
  Object.assign(plex.parameters, { isolationDuration: micros(7) });
  const fork = plex.fork();
  Object.assign(fork.parameters, { partitionDuration: micros(8) });

  expect(fork.parameters.isolationDuration).toBe(7);
  expect(plex.parameters.partitionDuration).not.toBe(8);
});

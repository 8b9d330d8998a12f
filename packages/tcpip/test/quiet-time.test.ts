/** Quiet time costs no events, and nobody can tell that a distributor has rested. */
import { defineEvent, hours, minutes, seconds, type Instant } from "@sysplex/sim-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TcpipPlex } from "../src/index.js";
import { threeSystems, twoSystems, type Setting, type TestPlex } from "./fixture.js";
import { happen, stage, story } from "./happenings.js";

const YEAR = hours(24 * 365);
const DUE = "tcpip.responsiveness-due";

/** When the distributors looked at their targets, in seconds. */
function evaluationsOf(plex: TestPlex): number[] {
  const instants: number[] = [];
  plex.sim.trace(({ at, kind }) => {
    if (kind === DUE) instants.push(at / 1e6);
  });
  return instants;
}

/** A year old, its distributor built at 0 and at rest since its first minute. */
function quietPair(setting: Setting = {}): TestPlex {
  const plex = twoSystems({ clients: ["linux"], ...setting });
  plex.runFor(YEAR);
  plex.sim.runUntil(yearAnd(0));
  return plex;
}

/** So many seconds after a whole number of minutes, about a year after the start. */
const yearAnd = (second: number): Instant => seconds(YEAR / 1e6 + 60 + second) as number as Instant;

describe("two idle systems", () => {
  // Each distributor looks once, a period after it was built; the stacks' news take a signalling delay. Then nothing is
  // scheduled, so that nothing can happen: a year costs what two minutes cost.
  test("for a year run no event after the first two minutes, but for one evaluation a distributor", () => {
    const plex = twoSystems();
    const evaluations = evaluationsOf(plex);
    plex.runFor(minutes(2));
    const { eventCount } = plex.sim;
    plex.runFor(YEAR);

    expect(evaluations).toEqual([60]);
    expect(plex.sim.eventCount).toBe(eventCount);
    expect(plex.sim.pendingCount).toBe(0);
  });

  test("three with a port range of 64 distributors look 64 times, not 33 million times", () => {
    const dynamic = ["VIPADEFINE 255.255.255.0 10.1.1.100"];
    const distribution =
      "VIPADISTRIBUTE DEFINE DISTMETHOD HOTSTANDBY 10.1.1.100 PORT 8000-8063 DESTIP 10.9.0.1 PREFERRED 10.9.0.2 BACKUP 50";
    const plex = threeSystems({ dynamic: { SYSA: [...dynamic, distribution] } });
    const evaluations = evaluationsOf(plex);
    plex.runFor(YEAR);

    expect(evaluations).toHaveLength(64);
    expect(plex.sim.pendingCount).toBe(0);
  });
});

describe("a distributor that has rested", () => {
  test("looks at the next whole minute since it was built, and then rests again", () => {
    const plex = quietPair();
    const evaluations = evaluationsOf(plex);
    plex.sim.runUntil(yearAnd(70));
    plex.clients[0]?.connect();
    plex.runFor(YEAR);

    // At 120 s it has news; the minute after that is quiet.
    expect(evaluations).toEqual([yearAnd(120) / 1e6, yearAnd(180) / 1e6]);
  });

  test("tells of a server that hangs at the end of the minute in which somebody tried", () => {
    const plex = quietPair();
    plex.server("SYSA").accepting = false;
    plex.sim.runUntil(yearAnd(190));
    plex.clients[0]?.connect();
    plex.sim.runUntil(yearAnd(239));
    expect(plex.active).toBe("SYSA");
    plex.runFor(seconds(2));

    expect(plex.timesOf("EZD1182I")).toEqual([yearAnd(240) / 1e6]);
    expect(plex.active).toBe("SYSB");
  });

  test("counts what arrives on one of its instants for the period that begins there", () => {
    const plex = quietPair();
    const evaluations = evaluationsOf(plex);
    plex.sim.runUntil((yearAnd(60) - 500) as Instant); // A SYN takes 500 µs.
    plex.clients[0]?.connect();
    plex.runFor(seconds(90));

    expect(evaluations).toEqual([yearAnd(120) / 1e6]);
  });
});

// ---------------------------------------------------------------------------------------------------------------------

const periodSet = defineEvent("test.period-set", ({ tcpip }: TcpipPlex, change: object) => {
  Object.assign(tcpip.parameters, change);
  tcpip.onParametersChanged();
});

describe("a parameter that is changed while the distributor rests", () => {
  test("tsrPeriod: the next of its instants stays, those after it follow in the new period", () => {
    const plex = quietPair();
    const evaluations = evaluationsOf(plex);
    plex.sim.at(yearAnd(70), periodSet, { tsrPeriod: seconds(50) });
    plex.sim.runUntil(yearAnd(200));
    plex.clients[0]?.connect();
    plex.runFor(seconds(200));

    // 120, 170, 220, 270, …: the first after 200 and, as something had arrived, the one after it.
    expect(evaluations).toEqual([yearAnd(220) / 1e6, yearAnd(270) / 1e6]);
  });

  test("healthSwitchIsFinal: a target without health gets another chance at the next instant", () => {
    const plex = quietPair();
    plex.server("SYSA").accepting = false;
    plex.clients[0]?.connect();
    plex.sim.runUntil(yearAnd(1_000));
    expect(plex.tsr).toEqual({ SYSA: 0, SYSB: 100 });
    plex.sim.at(yearAnd(1_030), periodSet, { healthSwitchIsFinal: false });
    plex.runFor(seconds(79));
    expect(plex.tsr).toEqual({ SYSA: 0, SYSB: 100 });
    plex.runFor(seconds(2));

    expect(plex.timesOf("EZD1183I")).toEqual([yearAnd(1_080) / 1e6]);
    expect(plex.tsr).toEqual({ SYSA: 100, SYSB: 100 });
  });
});

// ---------------------------------------------------------------------------------------------------------------------

const parameters = fc.record({
  healthSwitchIsFinal: fc.boolean(),
  tsrAttempts: fc.constantFrom(1, 3),
});

/** The reference: its distributors look every minute, whatever happens. */
function keepAwake(plex: TestPlex): void {
  const { evaluations } = plex.tcpip;
  const scheduleNext = evaluations.scheduleNext.bind(evaluations);
  evaluations.scheduleNext = (service) => scheduleNext(service, false);
}

test("whatever happens, all that can be seen is as if every distributor looked every minute", () => {
  let restedCount = 0;
  let tsrChangeCount = 0;
  fc.assert(
    fc.property(story, parameters, (story, parameters) => {
      const [plex, awake] = [1, 2].map(() => stage(story, parameters)) as [TestPlex, TestPlex];
      keepAwake(awake);
      for (const one of [plex, awake]) {
        for (const happening of story.happenings) {
          happen(one, happening);
          one.runFor(happening.wait);
        }
        one.runFor(minutes(5.7));
      }
      // An evaluation and a poll of WLM at the same instant do not depend on each other, nor does their order count.
      const changes = (one: TestPlex): readonly string[] =>
        one.sim.store.history.map(({ at, cause }) => `${at} ${cause}`).sort();

      expect(changes(plex)).toEqual(changes(awake));
      expect(plex.sysplex.console.messages).toEqual(awake.sysplex.console.messages);
      expect(plex.attempts.map(({ outcome, at }) => [outcome, at])).toEqual(
        awake.attempts.map(({ outcome, at }) => [outcome, at]),
      );
      restedCount += awake.sim.eventCount - plex.sim.eventCount;
      tsrChangeCount += changes(plex).filter((change) => change.includes("has TSR")).length;
    }),
    { numRuns: 300, seed: 1 },
  );
  expect(restedCount).toBeGreaterThan(500);
  expect(tsrChangeCount).toBeGreaterThan(5);
});

/** Instants, exact to the microsecond, whatever the instant of the failure. */
import { fc, test as property } from "@fast-check/vitest";
import { micros, minutes, seconds, type Instant } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { lastStatusUpdate } from "../../src/index.js";
import {
  isolateAfter,
  operatorAfter,
  sfmPolicy,
  threeSystems,
  twoSystems,
  type Setting,
  type TestPlex,
} from "../fixture.js";

const instant = (time: number): Instant => time as Instant;

describe("the last status update", () => {
  test("is the last whole period before the failure", () => {
    expect(lastStatusUpdate(instant(0), instant(2_999_999), seconds(1))).toBe(seconds(2));
  });

  test("counts as made when it is due at the very instant", () => {
    expect(lastStatusUpdate(instant(0), instant(3_000_000), seconds(1))).toBe(seconds(3));
  });

  test("counts from the moment the system joined or ran on", () => {
    expect(lastStatusUpdate(instant(500_000), instant(2_100_000), seconds(1))).toBe(seconds(1.5));
  });
});

const failureInstant = fc.integer({ min: 1, max: minutes(60) }).map(instant);
const period = fc.integer({ min: 1, max: 5_000_000 }).map((count) => micros(count));

function afterFailureAt(
  at: Instant,
  setting: Setting,
): { readonly plex: TestPlex; readonly completed: readonly number[] } {
  const plex = twoSystems(setting);
  plex.sim.runUntil(at);
  plex.lpar("SYSA").fail("wait-state");
  plex.runFor(minutes(60));
  const completions = plex.sysplex.console.messages.filter(({ id }) => id === "IXC105I");
  return { plex, completed: completions.map(({ at }) => at) };
}

const floor = (at: number, step: number): number => at - (at % step);

describe("IXC105I", () => {
  property.prop([failureInstant, period, fc.nat(600)])(
    "without SFM: last update + interval + OPNOTIFY + reply + partitioning",
    (at, statusUpdatePeriod, reply) => {
      const setting = { operator: operatorAfter(reply), parameters: { statusUpdatePeriod } };
      const { plex, completed } = afterFailureAt(at, setting);
      const expected =
        floor(at, statusUpdatePeriod) + seconds(45 + 3 + reply) + plex.parameters.partitionDuration;
      expect(completed).toEqual([expected]);
    },
  );

  property.prop([failureInstant, fc.nat(300), fc.constantFrom("dedicated", "shared")])(
    "with ISOLATETIME(n): last update + interval + n + isolation + partitioning",
    (at, isolateTime, processors) => {
      const { plex, completed } = afterFailureAt(at, {
        sfm: sfmPolicy(isolateAfter(isolateTime)),
        processors,
      });
      const { isolationDuration, partitionDuration, statusUpdatePeriod } = plex.parameters;
      const interval = processors === "dedicated" ? 45 : 165;
      const lastUpdate = floor(at, statusUpdatePeriod);
      expect(completed).toEqual([
        lastUpdate + seconds(interval + isolateTime) + isolationDuration + partitionDuration,
      ]);
    },
  );

  property.prop([failureInstant])("with status detection: failure + detection + partitioning", (at) => {
    const { plex, completed } = afterFailureAt(at, { statusDetection: true });
    expect(completed).toEqual([
      at + plex.parameters.statusDetectionDelay + plex.parameters.partitionDuration,
    ]);
  });
});

/** Something that happens to a system or to the link of two. */
type Happening = readonly [
  pause: number,
  what:
    | "fail"
    | "power-loss"
    | "hang"
    | "stall"
    | "resume"
    | "ipl"
    | "remove"
    | "cut"
    | "cut one way"
    | "heal"
    | "reply"
    | "cf",
  system: "SYSA" | "SYSB" | "SYSC",
];

const happening = fc.tuple(
  fc.constantFrom(0, 1, 7, 46, 50, 200),
  fc.constantFrom<Happening[1][]>(
    ...(["fail", "power-loss", "hang", "stall", "resume", "ipl", "ipl", "remove"] as const),
    ...(["cut", "cut one way", "heal", "heal", "reply", "cf"] as const),
  ),
  fc.constantFrom<Happening[2][]>("SYSA", "SYSB", "SYSC"),
);

function make(plex: TestPlex, [pause, what, system]: Happening): void {
  const { sysplex } = plex;
  const lpar = plex.lpar(system);
  const next = { SYSA: "SYSB", SYSB: "SYSC", SYSC: "SYSA" }[system];
  const acts: Record<Happening[1], () => unknown> = {
    fail: () => lpar.fail("wait-state"),
    "power-loss": () => lpar.fail("power-loss"),
    hang: () => lpar.hang({ signalling: false }),
    stall: () => lpar.hang({ signalling: true }),
    resume: () => lpar.resume(),
    ipl: () => lpar.ipl(),
    remove: () => lpar.remove({ confirmed: pause % 2 === 0 }),
    cut: () => sysplex.xcf.cutLink(system, next),
    "cut one way": () => sysplex.xcf.cutLink(system, next, "a-to-b"),
    heal: () => sysplex.xcf.healLink(system, next),
    reply: () => sysplex.reply(["DOWN", "RETRY", `SYSNAME=${system}`, "INTERVAL=30"][pause % 4] ?? "C"),
    cf: () => (pause === 0 ? sysplex.restoreCouplingFacility("CF01") : sysplex.failCouplingFacility("CF01")),
  };
  acts[what]();
  plex.runFor(seconds(pause));
}

const SETTINGS: readonly Setting[] = [
  {},
  { operator: operatorAfter(20) },
  {
    sfm: sfmPolicy(isolateAfter(0), { connFail: true, ssumLimit: seconds(60) }),
    operator: operatorAfter(20),
  },
  { statusDetection: true, sfm: sfmPolicy({ kind: "reset", after: seconds(5) }) },
  { parameters: { reIplRemovesOldImage: false }, operator: operatorAfter(5) },
];

describe("whatever happens", () => {
  property.prop([fc.constantFrom(...SETTINGS), fc.array(happening, { maxLength: 14 })], { numRuns: 800 })(
    "no system runs on after it was partitioned, and everybody's view agrees",
    (setting, happenings) => {
      const plex = systemsUnderWatch(setting);
      for (const next of happenings) make(plex, next);
      plex.runFor(minutes(60));

      for (const { name, isUp, isRunning, record } of plex.sysplex.lpars) {
        if (isRunning) expect([name, isUp]).toEqual([name, true]);
        if (!isUp) expect(record.absence).toBeUndefined();
      }
    },
  );

  property.prop([fc.array(happening, { maxLength: 14 })], { numRuns: 400 })(
    "with an operator, those that stay in the sysplex are alive and reach one another",
    (happenings) => {
      const plex = systemsUnderWatch({ operator: operatorAfter(20) });
      for (const next of happenings) make(plex, next);
      plex.runFor(minutes(60));

      const members = plex.sysplex.lpars.filter(({ isUp }) => isUp);
      if (!members.some(({ canAct }) => canAct)) return; // Nobody is there to remove anybody.
      for (const { name, isRunning } of members) expect([name, isRunning]).toEqual([name, true]);
      for (const a of members) {
        for (const b of members) expect(plex.sysplex.xcf.signallingDelay(a.name, b.name)).toBeDefined();
      }
      expect(plex.outstanding).toEqual([]);
    },
  );
});

/** Three systems; a signal that contradicts what was told before fails the test. */
function systemsUnderWatch(setting: Setting): TestPlex {
  const plex = threeSystems(setting);
  const running = new Set(["SYSA", "SYSB", "SYSC"]);
  const { sysplex } = plex;
  sysplex.lparStopped.subscribe(({ system }) => expect(running.delete(system)).toBe(true));
  for (const signal of [sysplex.lparStarted, sysplex.lparResumed]) {
    signal.subscribe(({ system }) => {
      expect(running.has(system)).toBe(false);
      running.add(system);
    });
  }
  sysplex.systemPartitioned.subscribe(({ system }) => expect(running.has(system)).toBe(false));
  return plex;
}

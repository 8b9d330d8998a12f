/** Whatever happens in whatever order: what always holds, and what holds once things have settled. */
import { millis, minutes, seconds, type Duration } from "@sysplex/sim-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { electTarget } from "../src/index.js";
import { distribute, DVIPA, MASKED, systemOf, TestPlex, type Setting } from "./fixture.js";

const SYSTEMS = ["SYSA", "SYSB", "SYSC"];

/** Something that may befall a system; some do nothing in some states. */
const HAPPENINGS: Readonly<Record<string, (plex: TestPlex, system: string, other: string) => void>> = {
  "stack fails": (plex, system) => plex.stack(system).fail(),
  "stack stops": (plex, system) => plex.stack(system).stop(),
  "stack starts": (plex, system) => plex.stack(system).start(),
  "system dies": (plex, system) => plex.lpar(system).fail("wait-state"),
  "system hangs": (plex, system) => plex.lpar(system).hang({ signalling: false }),
  "system runs on": (plex, system) => plex.lpar(system).resume(),
  "system is IPLed": (plex, system) => plex.lpar(system).ipl(),
  "system is removed": (plex, system) => plex.lpar(system).remove(),
  "server listens": (plex, system) => plex.lpar(system).isRunning && plex.listen(system),
  "server ends": (plex, system) => plex.lpar(system).isRunning && plex.closeListener(system),
  "server hangs": (plex, system) => (plex.server(system).accepting = false),
  "server goes on": (plex, system) => (plex.server(system).accepting = true),
  "group is left": (plex, system) => enter(plex, system, "LEAVEGROUP"),
  "group is joined": (plex, system) => enter(plex, system, "JOINGROUP"),
  "DVIPA is deactivated": (plex, system) => enter(plex, system, `DEACTIVATE,DVIPA=${DVIPA}`),
  "DVIPA is reactivated": (plex, system) => enter(plex, system, `REACTIVATE,DVIPA=${DVIPA}`),
  "target is quiesced": (plex, system) => enter(plex, system, "QUIESCE,TARGET"),
  "target is resumed": (plex, system) => enter(plex, system, "RESUME,TARGET"),
  "link is cut": (plex, system, other) => plex.sysplex.xcf.cutLink(system, other),
  "link is slow": (plex, system, other) => plex.sysplex.xcf.slowLink(system, other, seconds(2)),
  "link heals": (plex, system, other) => plex.sysplex.xcf.healLink(system, other),
  "clients connect": (plex) => {
    for (const client of [plex.client(), plex.client("windows"), plex.client("zos")]) client.connect();
  },
  "clients send": (plex) => {
    for (const attempt of plex.attempts)
      if (attempt.outcome === "connected" && attempt.isOpen) attempt.send();
  },
};

const happening = fc.record({
  what: fc.constantFrom(...Object.keys(HAPPENINGS)),
  where: fc.nat(2),
  other: fc.integer({ min: 1, max: 2 }),
  wait: fc.constantFrom<Duration[]>(
    millis(0),
    millis(0.3),
    millis(50),
    millis(700),
    seconds(20),
    seconds(70),
  ),
});

const backup = (rank: number): string => `VIPABACKUP ${rank} ${DVIPA}`;
const SETTINGS: Readonly<Record<string, Setting["dynamic"]>> = {
  "one VIPADEFINE, two VIPABACKUP": {
    SYSA: [`VIPADEFINE ${MASKED}`, distribute()],
    SYSB: [backup(100)],
    SYSC: [backup(50)],
  },
  "VIPADEFINE everywhere": {
    SYSA: [`VIPADEFINE ${MASKED}`, distribute("NOAUTOSWITCHBACK")],
    SYSB: [`VIPADEFINE ${MASKED}`, distribute("NOAUTOSWITCHBACK")],
    SYSC: [`VIPADEFINE ${MASKED}`, distribute("NOAUTOSWITCHBACK")],
  },
  "WHENIDLE, and VIPABACKUP that creates": {
    SYSA: [`VIPADEFINE MOVEABLE WHENIDLE ${MASKED}`, distribute()],
    SYSB: [`VIPABACKUP 100 MOVEABLE IMMEDIATE ${MASKED}`],
    SYSC: [`VIPABACKUP 100 MOVEABLE WHENIDLE ${MASKED}`, distribute("NOHEALTHSWITCH")],
  },
};

const story = fc.record({
  setting: fc.constantFrom(...Object.keys(SETTINGS)),
  happenings: fc.array(happening, { maxLength: 25 }),
});

type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

function enter(plex: TestPlex, system: string, operation: string): void {
  if (plex.lpar(system).isRunning) plex.command(system, `V TCPIP,,SYSPLEX,${operation}`);
}

/** Lets everything happen, with `check` after each step. */
function play({ setting, happenings }: Story, check: (plex: TestPlex) => void): TestPlex {
  const plex = new TestPlex(SYSTEMS, { dynamic: SETTINGS[setting] ?? {} });
  for (const { what, where, other, wait } of happenings) {
    HAPPENINGS[what]?.(plex, SYSTEMS[where] as string, SYSTEMS[(where + other) % 3] as string);
    check(plex);
    plex.runFor(wait);
    check(plex);
  }
  return plex;
}

/** All news arrive: hung systems run on, paths heal, the operator answers. */
function settle(plex: TestPlex): void {
  for (const system of SYSTEMS) plex.lpar(system).resume();
  plex.sysplex.xcf.healLink("SYSA", "SYSB");
  plex.sysplex.xcf.healLink("SYSA", "SYSC");
  plex.sysplex.xcf.healLink("SYSB", "SYSC");
  plex.runFor(minutes(15));
}

function expectSoundState(plex: TestPlex): void {
  const { owner, entries, distributors } = plex.dvipa();
  for (const [stack, { status }] of Object.entries(entries))
    if (status === "active") expect(stack).toBe(owner);
  for (const { active, targets } of Object.values(distributors)) {
    if (active !== undefined) expect(targets.map(({ stack }) => stack)).toContain(active);
  }
  const { transport, stackNames } = plex.tcpip;
  for (const destination of transport.routes.destinationsOf(DVIPA)) {
    transport.routes.refresh();
    const ingress = stackNames[transport.routes.ingress[destination] as number];
    if (ingress !== undefined) expect(plex.tcpip.stack(ingress).isMember).toBe(true);
  }
}

/** The owner is alive, the right one, and knows the truth about its targets. */
function expectSettled(plex: TestPlex): void {
  if (!plex.tcpip.stacks.some(({ isMember }) => isMember))
    return expect(plex.connect().outcome).toBe("pending");
  const { owner, entries, move, distributors } = plex.dvipa();
  const chain = Object.entries(entries).filter(
    ([stack, { status }]) =>
      plex.tcpip.stack(stack).isMember && status !== "deactivated" && status !== "quiescing",
  );
  expect(Object.keys(entries).filter((stack) => !plex.tcpip.stack(stack).isMember)).toEqual([]);
  expect(move).toBeUndefined();
  if (owner === undefined) expect(chain.filter(([, { creates }]) => creates)).toEqual([]);
  else
    expect([chain.map(([stack]) => stack).includes(owner), entries[owner]?.status]).toEqual([true, "active"]);
  const lastDefined = chain.findLast(
    ([, { kind, moveable }]) => kind === "define" && moveable === "immediate",
  )?.[0];
  if (lastDefined !== undefined) expect(owner).toBe(lastDefined);
  for (const distributor of Object.values(distributors)) {
    for (const { stack, ready, quiesced, reachable } of distributor.targets) {
      const view = plex.tcpip.stack(stack);
      const truth = view.isMember
        ? [view.readyCount(DVIPA, 443), view.isQuiesced(443), true]
        : [0, quiesced, reachable];
      expect([stack, ready, quiesced, reachable]).toEqual([stack, ...truth]);
    }
    expect(distributor.active).toBe(electTarget(distributor)?.stack);
  }
}

/** Everything is brought up again: systems, stacks, group, DVIPAs, servers. */
function repair(plex: TestPlex): void {
  for (let time = 0; time < 2; time += 1) {
    // Twice: a system that was to be removed while nobody ran is removed when the first of the others is back.
    for (const system of SYSTEMS) if (!plex.lpar(system).isRunning) plex.lpar(system).ipl();
    plex.runFor(minutes(15));
  }
  for (const system of SYSTEMS) plex.stack(system).start();
  plex.runFor(minutes(2));
  for (const system of SYSTEMS) {
    enter(plex, system, "JOINGROUP");
    enter(plex, system, `REACTIVATE,DVIPA=${DVIPA}`);
    plex.server(system).accepting = true;
    plex.closeListener(system);
    plex.listen(system);
    enter(plex, system, "RESUME,TARGET");
  }
  plex.runFor(minutes(2));
}

describe("whatever happens", () => {
  test("always: only the owner's definition is active, the active target is a target, members answer", () => {
    fc.assert(
      fc.property(story, (story) => {
        play(story, expectSoundState);
      }),
      { numRuns: 500 },
    );
  });

  test("eventually: a living stack that may own the DVIPA does, and its distributors know the truth", () => {
    fc.assert(
      fc.property(story, (story) => {
        const plex = play(story, () => undefined);
        settle(plex);
        expectSettled(plex);
      }),
      { numRuns: 500 },
    );
  });

  test("eventually: brought up again, everything works as on the first day", () => {
    fc.assert(
      fc.property(story, (story) => {
        const plex = play(story, () => undefined);
        for (const { close, isOpen } of plex.attempts) if (isOpen) close();
        settle(plex);
        repair(plex);
        expectSettled(plex);
        const attempt = plex.connect();
        expect([attempt.outcome, attempt.endsAt]).toEqual(["connected", systemOf(plex.distributor?.active)]);
      }),
      { numRuns: 300 },
    );
  });

  test("eventually: no connection and no event is left behind", () => {
    fc.assert(
      fc.property(story, (story) => {
        const plex = play(story, () => undefined);
        settle(plex);
        for (const attempt of plex.attempts) attempt.close();
        plex.runFor(minutes(5));
        expect(plex.tcpip.transport.connections.openCount).toBe(0);
        // One evaluation per distributor, and what XCF or the operator may still have to do about one system.
        expect(plex.sim.pendingCount).toBeLessThanOrEqual(Object.keys(plex.dvipa().distributors).length + 1);
      }),
      { numRuns: 300 },
    );
  });

  test("sometimes: take-overs, returns and switches do happen", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(story, (story) => {
        const plex = play(story, () => undefined);
        for (const { id } of plex.sysplex.console.messages) seen.add(id);
        if (plex.switches.length > 1) seen.add("switch");
        if (plex.attempts.some(({ outcome }) => outcome === "reset")) seen.add("reset");
      }),
      { numRuns: 300, seed: 1 },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining(["EZZ8301I", "EZZ8302I", "EZZ8303I", "IXC105I", "switch", "reset"]),
    );
  });

  test("the same story twice has the same fingerprint", () => {
    fc.assert(
      fc.property(story, (story) => {
        const [first, second] = [1, 2].map(() => play(story, () => undefined).sim.fingerprint);
        expect(first).toBe(second);
      }),
      { numRuns: 30 },
    );
  });
});

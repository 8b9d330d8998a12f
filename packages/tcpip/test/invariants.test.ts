/** Whatever happens in whatever order: what always holds, and what holds once things have settled. */
import { minutes, NO_TIME } from "@sysplex/sim-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { electTarget } from "../src/index.js";
import { DVIPA, systemOf, type TestPlex } from "./fixture.js";
import { enter, happen, stage, story, SYSTEMS, type Story } from "./happenings.js";

/** Lets everything happen, with `check` after each step. */
function play(story: Story, check: (plex: TestPlex) => void): TestPlex {
  const plex = stage(story);
  for (const happening of story.happenings) {
    happen(plex, happening);
    check(plex);
    plex.runFor(happening.wait);
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
  for (const { active, available = [], targets } of Object.values(distributors)) {
    const inForce = active === undefined ? available : [active];
    expect(targets.map(({ stack }) => stack)).toEqual(expect.arrayContaining([...inForce]));
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
    if (distributor.method === "HOTSTANDBY") expect(distributor.active).toBe(electTarget(distributor)?.stack);
    else {
      const available = distributor.targets.filter(
        ({ ready, quiesced, reachable }) => ready > 0 && !quiesced && reachable,
      );
      expect(distributor.available ?? []).toEqual(available.map(({ stack }) => stack));
    }
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

  test("an owner that was outside of the group for a moment learns who left meanwhile", () => {
    // What a search for broken stories once came to.
    const at = (what: string, where: number) => ({ what, where, other: 1, wait: NO_TIME });
    const happenings = [at("group is left", 2), at("stack fails", 0), at("group is joined", 2)];
    const plex = play({ setting: "VIPADEFINE everywhere", happenings } as unknown as Story, () => undefined);
    settle(plex);

    expectSettled(plex);
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
        const targets = plex.tcpip.distributor(DVIPA, 443).availableStacks.map(systemOf);
        expect(attempt.outcome).toBe("connected");
        expect(targets).toContain(attempt.endsAt);
        if (plex.distributor?.method === "HOTSTANDBY") expect(targets).toHaveLength(1);
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
        // Distributors rest; what XCF or the operator may still have to do about one system stays.
        expect(plex.sim.pendingCount).toBeLessThanOrEqual(1);
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

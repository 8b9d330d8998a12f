import { describe, expect, test } from "vitest";
import { minutes, seconds } from "@sysplex/sim-core";
import { TsoRefusal } from "../../src/index.js";
import { ALICE, BOB, COLLECT, COMMAND, TsoFixture } from "./fixture.js";

describe("a console", () => {
  test("is made by the first command, within an address space of the user", () => {
    const plex = new TsoFixture();

    expect([COMMAND, COMMAND, COLLECT].map((request) => plex.answer(request, ALICE))).toEqual([
      200, 200, 200,
    ]);
    expect(plex.tso().counts.started).toBe(1);
    expect(plex.answer(COLLECT, BOB)).toBe(500); // He has none.
  });

  test("commands that come while it is made wait for it", () => {
    const plex = new TsoFixture();

    plex.ask(COMMAND, ALICE, { count: 4 });
    plex.runFor(seconds(2.9)); // LOGON 2 s, the command 1 s
    expect(plex.answers()).toEqual([]);
    plex.runFor(seconds(0.2));

    expect(plex.answers()).toEqual([200, 200, 200, 200]);
    expect(plex.tso().counts.started).toBe(1);
  });

  test("that is not made in time fails the commands that waited for it, and the next one begins anew", () => {
    const plex = new TsoFixture({ tsoLogonTimeout: seconds(1) });

    plex.ask(COMMAND, ALICE, { count: 3 });
    plex.runFor(seconds(30));
    expect(plex.answers()).toEqual([500, 500, 500]);
    expect([plex.tso().sessions, plex.tso().queues.count]).toEqual([0, 0]);

    Object.assign(plex.plex.zosmf.parameters, { tsoLogonTimeout: seconds(30) });
    plex.plex.zosmf.onParametersChanged();
    expect(plex.answer(COMMAND, ALICE)).toBe(200);
  });

  test("whose address space has ended is missed by one command (rc 3, reason 12), and made anew by the next", () => {
    const plex = new TsoFixture();
    plex.runFor(minutes(7));
    plex.answer(COMMAND, ALICE); // Ends at 22 min; z/OSMF looks at 15 min and 30 min.

    plex.runFor(minutes(16)); // 23 min
    expect([plex.tso().sessions, plex.tso().queues.count]).toEqual([0, 0]);
    expect([COMMAND, COMMAND].map((request) => plex.answer(request, ALICE))).toEqual([500, 200]);
    expect(plex.tso().counts.refused(TsoRefusal.consoleLost)).toBe(1);
  });

  test("is not missed when z/OSMF has looked", () => {
    const plex = new TsoFixture();
    plex.runFor(minutes(7));
    plex.answer(COMMAND, ALICE);

    plex.runFor(minutes(24)); // 31 min

    expect(plex.answer(COMMAND, ALICE)).toBe(200);
  });

  test("commands at random miss it as often as the gaps say: between its end and z/OSMF's look", () => {
    const plex = new TsoFixture();
    const gaps = plex.sim.random("test/gaps");
    const commands = 2_000;
    const mean = 20;
    for (let command = 0; command < commands; command += 1) {
      plex.runFor(seconds(Math.round(-60 * mean * Math.log(1 - gaps.uniform()))));
      plex.ask(COMMAND, ALICE);
    }

    const missed = plex.tso().counts.refused(TsoRefusal.consoleLost) / commands;
    const expected = Math.exp(-15 / mean) * (1 - (mean / 15) * (1 - Math.exp(-15 / mean)));
    const deviation = Math.sqrt((expected * (1 - expected)) / commands);
    expect(Math.abs(missed - expected)).toBeLessThan(3 * deviation);
  });
});

describe("the name of a console is unique in the sysplex", () => {
  test("so a user cannot have one on two systems (rc 5, reason 7)", () => {
    const plex = new TsoFixture();
    plex.answer(COMMAND, ALICE);

    expect([plex.answer(COMMAND, ALICE, "SYSB"), plex.answer(COMMAND, BOB, "SYSB")]).toEqual([500, 200]);
    expect(plex.tso("SYSB").counts.refused(TsoRefusal.consoleInUse)).toBe(1);
  });

  test("users that are not known have names of their own", () => {
    const plex = new TsoFixture();
    plex.answer(COMMAND, 0);

    expect(plex.answer(COMMAND, 0, "SYSB")).toBe(200);
  });

  test("after a crash of the server its address space holds it, until that has idled for 15 minutes", () => {
    const plex = new TsoFixture();
    plex.answer(COMMAND, ALICE);

    plex.server("SYSA").crash();
    expect(plex.answer(COMMAND, ALICE, "SYSB")).toBe(500);
    plex.runFor(minutes(15));

    expect(plex.answer(COMMAND, ALICE, "SYSB")).toBe(200);
  });

  test("a server that is started again ends what its predecessor has left", () => {
    const plex = new TsoFixture();
    plex.answer(COMMAND, ALICE);
    plex.server("SYSA").crash();
    plex.server("SYSA").start();
    plex.runFor(minutes(3));

    expect(plex.tso().sessions).toBe(0);
    expect(plex.answer(COMMAND, ALICE, "SYSB")).toBe(200);
  });

  test("a dead system holds it until it is partitioned", () => {
    const plex = new TsoFixture();
    plex.answer(COMMAND, ALICE);
    let partitionedAt = 0;
    plex.plex.sysplex.systemPartitioned.subscribe(({ at }) => (partitionedAt = at));

    plex.plex.sysplex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(10));
    expect(plex.answer(COMMAND, ALICE, "SYSB")).toBe(500);
    expect(partitionedAt).toBe(0);
    plex.runFor(minutes(10));

    expect(partitionedAt).toBeGreaterThan(0);
    expect(plex.answer(COMMAND, ALICE, "SYSB")).toBe(200);
  });
});

import { describe, expect, test } from "vitest";
import { defineEvent, minutes, seconds } from "@sysplex/sim-core";
import { requestBy } from "@sysplex/tcpip";
import { operationOf, type ZosmfPlex } from "../../src/index.js";
import { serverOn } from "../fixture.js";
import { ALICE, BOB, COMMAND, LOGON, READ, SEND, TsoFixture } from "./fixture.js";

/** No such connection: the answer goes nowhere. */
const NO_CONNECTION = 2 ** 40;

const asked = defineEvent("test.tso-asked", (plex: ZosmfPlex, request: number) =>
  plex.zosmf.threadsOf(serverOn("SYSA")).onRequest(NO_CONNECTION, 0, request),
);

function lostUsers(plex: TsoFixture): number[] {
  const users: number[] = [];
  plex.plex.zosmf.tsoSessionLost.subscribe(({ user }) => users.push(user));
  return users;
}

describe("sessions that are lost", () => {
  test.each([
    ["a crash", (plex: TsoFixture) => plex.server("SYSA").crash()],
    ["STOP", (plex: TsoFixture) => plex.server("SYSA").stop()],
    ["the loss of the system", (plex: TsoFixture) => plex.plex.sysplex.lpar("SYSA").fail("wait-state")],
  ])("by %s are counted one by one; address spaces for files and consoles are no sessions", (_, fail) => {
    const plex = new TsoFixture();
    const users = lostUsers(plex);
    [ALICE, ALICE, BOB].forEach((user) => plex.answer(LOGON, user));
    plex.answer(LOGON, BOB, "SYSB");
    plex.answer(READ, ALICE);
    plex.answer(COMMAND, BOB);

    fail(plex);

    expect([...users].sort()).toEqual([ALICE, ALICE, BOB]);
    expect(plex.tso().counts.lost).toBe(3);
    expect(plex.answer(SEND, BOB, "SYSB")).toBe(200);
    plex.runFor(minutes(30));
    expect(plex.tso().counts.lost).toBe(3);
  });

  test("a session that ends as nobody uses it is not lost", () => {
    const plex = new TsoFixture();
    const users = lostUsers(plex);
    plex.answer(LOGON, ALICE);

    plex.runFor(minutes(20));
    plex.server("SYSA").crash();

    expect(users).toEqual([]);
  });

  test("requests in service end with the server, and their address spaces idle from then on", () => {
    const plex = new TsoFixture();
    plex.ask(READ, ALICE, { count: 3 });
    plex.runFor(seconds(1)); // LOGON

    plex.server("SYSA").crash();
    plex.runFor(minutes(16));

    expect(plex.answers()).toEqual(["reset", "reset", "reset"]);
    expect([plex.tso().sessions, plex.tso().queues.leftBehind]).toEqual([0, 3]);
  });

  test("a server of after a crash begins with none", () => {
    const plex = new TsoFixture();
    plex.answer(LOGON, ALICE);
    plex.server("SYSA").crash();
    plex.server("SYSA").start();
    plex.runFor(minutes(3));

    expect([SEND, LOGON, SEND].map((request) => plex.answer(request, ALICE))).toEqual([500, 200, 200]);
  });

  test("a hang of the server loses none, but the idle ones end", () => {
    const plex = new TsoFixture();
    plex.answer(LOGON, ALICE);
    plex.ask(READ, BOB);
    plex.runFor(seconds(1));

    plex.server("SYSA").hang();
    plex.runFor(minutes(20));
    expect(plex.tso().sessions).toBe(1); // Bob's: a request is in it.
    plex.server("SYSA").resume();
    plex.runFor(seconds(5));

    expect(plex.answers()).toEqual([200, 200]);
    expect(plex.tso().counts.lost).toBe(0);
  });

  test("a hang of the system stops CEA too: what has idled meanwhile ends when it runs on", () => {
    const plex = new TsoFixture({}, { systems: ["SYSA"] });
    plex.answer(LOGON, ALICE);

    plex.plex.sysplex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(minutes(20));
    expect(plex.tso().sessions).toBe(1);
    plex.plex.sysplex.lpar("SYSA").resume();

    expect([plex.tso().sessions, plex.tso().counts.timedOut]).toEqual([0, 1]);
  });

  test("a system that hangs and is partitioned loses its sessions then", () => {
    const plex = new TsoFixture();
    const users = lostUsers(plex);
    plex.answer(LOGON, ALICE);

    plex.plex.sysplex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(seconds(10));
    expect(users).toEqual([]);
    plex.runFor(minutes(10)); // Long enough for its removal.

    expect(users).toEqual([ALICE]);
    expect(plex.tso().queues.count).toBe(0);
  });
});

describe("a fork", () => {
  /** Asked by events, as a fork has no clients of the test. */
  const busy = (): TsoFixture => {
    const plex = new TsoFixture({ tsoSiteCancelsAfter: minutes(10) });
    const ask = (at: number, request: string, user: number) => {
      const [method = "", path = ""] = request.split(" ");
      plex.sim.after(seconds(at), asked, requestBy(operationOf(method, path) ?? -1, user));
    };
    ask(1, LOGON, ALICE);
    ask(2, COMMAND, BOB);
    for (let count = 0; count < 12; count += 1) ask(9, READ, ALICE); // Three are refused: one place has the session.
    plex.runFor(seconds(10)); // In service; later some end with S222, and later yet the site cancels the others.
    return plex;
  };
  const stateOf = (sim: TsoFixture["sim"]) => {
    const tso = sim.context.zosmf.tsoOn("SYSA");
    const { started, most, cancelled, cancelledBySite, timedOut, lost, refusedCount } = tso.counts;
    return {
      counts: { started, most, cancelled, cancelledBySite, timedOut, lost, refusedCount },
      sessions: [tso.sessions, tso.sessionsOf(ALICE), tso.sessionsOf(BOB)],
      queues: [tso.queues.ofSessions, tso.queues.leftBehind, tso.queues.most],
      busy: sim.context.zosmf.threadsOf(serverOn("SYSA")).busy,
      fingerprint: sim.fingerprint,
    };
  };

  test("has the address spaces of its parent, and comes to the same", () => {
    const plex = busy();
    const fork = plex.sim.fork();
    expect(stateOf(fork)).toEqual(stateOf(plex.sim));
    expect(stateOf(fork).sessions[1]).toBe(10);

    fork.runFor(minutes(30));
    expect(stateOf(plex.sim).sessions[1]).toBe(10); // The parent has not moved.
    plex.runFor(minutes(30));

    expect(stateOf(fork)).toEqual(stateOf(plex.sim));
    expect(stateOf(fork).queues[1]).toBeGreaterThan(0);
  });

  test("loses its own", () => {
    const plex = busy();
    const fork = plex.sim.fork();

    fork.context.sysplex.lpar("SYSA").fail("wait-state");

    expect(stateOf(fork)).toMatchObject({ sessions: [0, 0, 0], busy: 0 });
    expect(stateOf(plex.sim).sessions[0]).toBe(11);
    expect(fork.context.zosmf.tsoOn("SYSA").hasConsole(BOB)).toBe(true); // Not partitioned yet.
  });
});

import { describe, expect, test } from "vitest";
import { hours, minutes, seconds } from "@sysplex/sim-core";
import { TsoRefusal } from "../../src/index.js";
import { ALICE, BOB, LOGOFF, LOGON, PING, READ, RECEIVE, SEND, TIME, TsoFixture } from "./fixture.js";

describe("the limits of CEA", () => {
  test("a user has ten address spaces at most, the eleventh is refused (rc 12, reason 4)", () => {
    const plex = new TsoFixture();

    plex.ask(LOGON, ALICE, { count: 11 });
    plex.runFor(seconds(1)); // The refusal comes at once, the others after LOGON.
    expect(plex.answers()).toEqual([500]);
    plex.runFor(seconds(2));

    expect(plex.answers()).toEqual([500, ...new Array<number>(10).fill(200)]);
    expect(plex.tso().sessionsOf(ALICE)).toBe(10);
    expect(plex.tso().counts.refused(TsoRefusal.sessionsOfUser)).toBe(1);
    expect(plex.answer(LOGON, BOB)).toBe(200);
  });

  test("a system has 50, whoever they are of", () => {
    const plex = new TsoFixture();

    for (let user = 1; user <= 6; user += 1) plex.ask(LOGON, user, { count: 9 }); // 54
    plex.runFor(seconds(10));

    expect(plex.answers().filter((answer) => answer === 200)).toHaveLength(50);
    expect(plex.tso().counts.refused(TsoRefusal.sessionsOfSystem)).toBe(4);
    expect(plex.answer(LOGON, ALICE, "SYSB")).toBe(200); // Each system has its own table.
  });

  test("requests of nobody in particular are not limited by user", () => {
    const plex = new TsoFixture();

    plex.ask(LOGON, 0, { count: 20 });
    plex.runFor(seconds(10));

    expect(plex.tso().sessions).toBe(20);
  });

  test("other limits hold from the moment that they are set", () => {
    const plex = new TsoFixture({ tsoMaxSessionsPerUser: 1 });
    expect([plex.answer(LOGON, ALICE), plex.answer(LOGON, ALICE)]).toEqual([200, 500]);

    Object.assign(plex.plex.zosmf.parameters, { tsoMaxSessionsPerUser: 2 });
    plex.plex.zosmf.onParametersChanged();

    expect(plex.answer(LOGON, ALICE)).toBe(200);
  });

  test("of a system's own members count before the parameters", () => {
    const tsoLimits = { SYSA: { tsoMaxSessionsPerUser: 1, ipcMsgNIds: 7 } };
    const plex = new TsoFixture({ tsoMaxSessionsPerUser: 2 }, { tsoLimits });

    plex.ask(LOGON, ALICE, { count: 3 });
    plex.ask(LOGON, ALICE, { count: 3, system: "SYSB" });
    plex.runFor(seconds(5));

    expect([plex.tso("SYSA").sessions, plex.tso("SYSB").sessions]).toEqual([1, 2]);
    expect([plex.tso("SYSA").queues.limit, plex.tso("SYSB").queues.limit]).toEqual([7, 500]);
  });

  test("a refusal is told once, not each time", () => {
    const plex = new TsoFixture({ tsoMaxSessionsPerUser: 1 });
    const told: string[] = [];
    plex.plex.zosmf.tsoRefused.subscribe(({ system, what }) => told.push(`${system}: ${what}`));

    plex.ask(LOGON, ALICE, { count: 5 });
    plex.runFor(minutes(1));

    expect(told).toEqual([
      "SYSA: z/OSMF answers HTTP 500, rc 12, reason 4: The maximum number of TSO address spaces have been created",
    ]);
    plex.runFor(hours(2)); // Quiet: then it is news again.
    plex.ask(LOGON, ALICE, { count: 5 });
    plex.runFor(minutes(1));
    expect(told).toHaveLength(2);
  });
});

describe("a session", () => {
  test("is known by its user alone", () => {
    const plex = new TsoFixture();
    plex.answer(LOGON, ALICE);

    expect(plex.answer(SEND, ALICE)).toBe(200);
    expect(plex.answer(SEND, BOB)).toBe(500);
  });

  test("cannot be used before LOGON is over", () => {
    const plex = new TsoFixture();

    plex.ask(LOGON, ALICE);
    plex.runFor(seconds(1));
    plex.ask(SEND, ALICE);
    plex.runFor(seconds(5));

    expect(plex.answers()).toEqual([500, 200]);
  });

  test("ends by DELETE, and makes room", () => {
    const plex = new TsoFixture({ tsoMaxSessionsPerUser: 1 });

    expect([LOGON, LOGON, LOGOFF, SEND, LOGON].map((request) => plex.answer(request, ALICE))).toEqual([
      200, 500, 200, 500, 200,
    ]);
    expect(plex.tso().queues.count).toBe(1);
  });

  test("ends 15 minutes after its last use, unless it is pinged", () => {
    const plex = new TsoFixture();
    plex.answer(LOGON, ALICE); // Over at 2 s.
    plex.runFor(minutes(14));
    plex.answer(PING, ALICE); // Over at about 14 min 3 s.

    plex.runFor(minutes(14)); // 28 min: it would be gone since 15:02 without the ping.
    expect(plex.tso().sessions).toBe(1);
    plex.runFor(minutes(2)); // 30 min

    expect(plex.tso().sessions).toBe(0);
    expect(plex.tso().queues.count).toBe(0);
    expect(plex.tso().counts.timedOut).toBe(1);
    expect(plex.answer(SEND, ALICE)).toBe(500);
  });

  test("is not idle while a request waits in it", () => {
    const plex = new TsoFixture({ tsoEmptyReceives: 1, tsoIdleTimeout: seconds(10) });
    plex.answer(LOGON, ALICE);

    plex.ask(RECEIVE, ALICE); // 15 s for a message that does not come, and 1 s.
    plex.runFor(seconds(14));
    expect(plex.tso().sessions).toBe(1);
    plex.runFor(seconds(3));

    expect(plex.answers()).toEqual([200, 200]);
    plex.runFor(seconds(10));
    expect(plex.tso().sessions).toBe(0);
  });

  test("that others still use when its user ends it goes with the last of them", () => {
    const plex = new TsoFixture({ tsoEmptyReceives: 1 });
    plex.answer(LOGON, ALICE);

    plex.ask(RECEIVE, ALICE);
    plex.ask(LOGOFF, ALICE);
    plex.runFor(seconds(3));
    expect([plex.tso().sessions, plex.answer(SEND, ALICE)]).toEqual([1, 500]);
    plex.runFor(seconds(15));

    expect(plex.tso().sessions).toBe(0);
  });

  test("a command has an address space of its own, which ends with it", () => {
    const plex = new TsoFixture();

    plex.ask(TIME, ALICE, { count: 3 });
    plex.runFor(seconds(1));
    expect(plex.tso().sessions).toBe(3);
    plex.runFor(seconds(2));

    expect([plex.tso().sessions, plex.answers()]).toEqual([0, [200, 200, 200]]);
  });
});

describe("sessions to reconnect to", () => {
  const reconnect = { tsoReconnectSessions: 1, tsoReconnectTime: minutes(5), tsoMaxSessionsPerUser: 2 };

  test("there are none by default: RECONSESSIONS and RECONTIME are 0", () => {
    const plex = new TsoFixture();
    [LOGON, LOGOFF].forEach((request) => plex.answer(request, ALICE));

    expect(plex.tso().sessions).toBe(0);
  });

  test("an ended session sleeps with its queue, and is the user's next one", () => {
    const plex = new TsoFixture(reconnect);
    [LOGON, LOGOFF].forEach((request) => plex.answer(request, ALICE));
    expect([plex.tso().sessions, plex.tso().queues.count]).toEqual([1, 1]);

    expect([SEND, LOGON, SEND].map((request) => plex.answer(request, ALICE))).toEqual([500, 200, 200]);
    expect(plex.tso().counts.started).toBe(1);
    expect(plex.tso().sessions).toBe(1);
  });

  test("no more sleep than RECONSESSIONS says, and no longer than RECONTIME", () => {
    const plex = new TsoFixture(reconnect);
    [LOGON, LOGON, LOGOFF, LOGOFF].forEach((request) => plex.answer(request, ALICE));
    expect(plex.tso().sessions).toBe(1);

    plex.runFor(minutes(6));

    expect([plex.tso().sessions, plex.tso().queues.count]).toEqual([0, 0]);
  });
});

describe("address spaces for files", () => {
  test("one is started for the first request, and used again by the next of the same user", () => {
    const plex = new TsoFixture();
    const client = plex.client("10.0.0.1");
    const took = (user: number): number => {
      const from = plex.sim.now;
      client.send(READ, user);
      plex.runFor(seconds(10));
      return Math.round(((client.answeredAt.at(-1) ?? 0) - from) / 1_000_000);
    };

    expect([took(ALICE), took(ALICE), took(BOB)]).toEqual([3, 1, 3]); // LOGON 2 s, the work 1 s.
    expect(plex.tso().counts.started).toBe(2);
  });

  test("of those that idle two are kept: the others end with S222, and take their places for 10 s", () => {
    const plex = new TsoFixture();

    plex.ask(READ, ALICE, { count: 8 });
    plex.runFor(seconds(4)); // All are done after 3 s.
    expect(plex.tso().counts.cancelled).toBe(6);
    expect(plex.messages("SYSA")).toEqual([]);
    expect(plex.plex.sysplex.console.messages.filter(({ id }) => id === "IEF450I")).toHaveLength(1);
    expect(plex.tso().sessionsOf(ALICE)).toBe(8);
    plex.runFor(seconds(10));

    expect(plex.tso().sessionsOf(ALICE)).toBe(2);
    expect(plex.tso().queues.count).toBe(2);
  });

  test("until they are gone the user is refused, and another is not", () => {
    const plex = new TsoFixture();
    plex.ask(READ, ALICE, { count: 10 });
    plex.runFor(seconds(4)); // Two idle ones, and eight on their way out.

    plex.ask(READ, ALICE, { count: 3 }); // Two find one.
    plex.ask(READ, BOB);
    plex.runFor(seconds(5)); // 9 s

    expect(plex.answers().slice(10)).toEqual([500, 200, 200, 200]);
    plex.runFor(seconds(5)); // 14 s: the eight are gone.
    plex.ask(READ, ALICE, { count: 3 });
    plex.runFor(seconds(5));
    expect(plex.answers().slice(14)).toEqual([200, 200, 200]);
  });

  test("more than 100 at once: ten are served, the rest is refused", () => {
    const plex = new TsoFixture();

    plex.ask(READ, ALICE, { count: 120 });
    plex.runFor(seconds(10));

    expect(plex.answers().filter((answer) => answer === 200)).toHaveLength(10);
    expect(plex.tso().counts.refused(TsoRefusal.sessionsOfUser)).toBe(110);
  });

  test("a LOGON that takes too long is cancelled, and the request fails", () => {
    const plex = new TsoFixture({ tsoLogonTimeout: millisBelow2s });
    const client = plex.client("10.0.0.1");

    client.send(READ, ALICE);
    plex.runFor(seconds(5));

    expect(client.answers).toEqual([500]);
    expect(client.answeredAt.map((at) => Math.round(at / 100_000))).toEqual([15]);
    expect(plex.tso().counts.refused(TsoRefusal.logonTimeout)).toBe(1);
    expect(plex.tso().counts.cancelled).toBe(1);
  });

  test("they are not needed where the services do without (z/OS 3.2)", () => {
    const plex = new TsoFixture({ tsoFilesNeedAddressSpace: false });

    plex.ask(READ, ALICE, { count: 120 });
    plex.runFor(seconds(2));

    expect(plex.answers()).toEqual(new Array(120).fill(200));
    expect(plex.tso().counts.started).toBe(0);
  });
});

const millisBelow2s = seconds(1.5);

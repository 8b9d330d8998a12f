import { describe, expect, test } from "vitest";
import { minutes, seconds } from "@sysplex/sim-core";
import { TsoRefusal } from "../../src/index.js";
import { ALICE, BOB, LOGON, READ, TsoFixture } from "./fixture.js";

const warnings = (plex: TsoFixture): string[] =>
  plex.plex.sysplex.console.messages.filter(({ id }) => id === "BPXI039I").map(({ text }) => text);

describe("z/OS UNIX message queues", () => {
  test("each session has one; with IPCMSGNIDS used up, no session starts (rc 12, reason 2)", () => {
    const plex = new TsoFixture({ ipcMsgNIds: 3 });

    plex.ask(LOGON, ALICE, { count: 4 });
    plex.runFor(seconds(5));

    expect(plex.answers()).toEqual([500, 200, 200, 200]);
    expect(plex.tso().counts.refused(TsoRefusal.messageQueues)).toBe(1);
    expect(plex.tso().queues).toMatchObject({ count: 3, most: 3 });
  });

  test("those of other programs count", () => {
    const plex = new TsoFixture({ ipcMsgNIds: 10, otherMessageQueues: 9 });

    expect([plex.answer(LOGON, ALICE), plex.answer(LOGON, BOB)]).toEqual([200, 500]);
  });

  test.each([
    [20_971_520, 200],
    [20_971_519, 500],
  ])("IPCMSGQBYTES of %i: HTTP %i", (ipcMsgQBytes, status) => {
    const plex = new TsoFixture({ ipcMsgQBytes });

    expect(plex.answer(READ, ALICE)).toBe(status);
  });

  test("BPXI039I comes at 85 %, and every 5 % above it, and again after a fall below", () => {
    const plex = new TsoFixture({ ipcMsgNIds: 20, tsoMaxSessionsPerUser: 20 });

    plex.ask(LOGON, ALICE, { count: 20 }); // 17, 18, 19, 20 of 20
    plex.runFor(seconds(5));
    expect(warnings(plex)).toEqual(
      [85, 90, 95, 100].map(
        (percentage) => `SYSTEM LIMIT IPCMSGNIDS HAS REACHED ${percentage}% OF ITS CURRENT CAPACITY OF 20`,
      ),
    );
    plex.runFor(minutes(20)); // All have timed out.
    plex.ask(LOGON, ALICE, { count: 17 });
    plex.runFor(seconds(5));

    expect(warnings(plex)).toHaveLength(5);
  });
});

describe("queues are left behind", () => {
  test("by address spaces that the site cancels, until there are none for anybody", () => {
    const plex = new TsoFixture({ tsoSiteCancelsAfter: minutes(10), ipcMsgNIds: 4 });

    const answers = [0, 1, 2, 3, 4].map((round) => {
      const answer = plex.answer(READ, round % 2 === 0 ? ALICE : BOB);
      plex.runFor(minutes(11));
      return answer;
    });

    expect(answers).toEqual([200, 200, 200, 200, 500]);
    expect(plex.tso().sessions).toBe(0);
    expect(plex.tso().queues.leftBehind).toBe(4);
    expect(plex.tso().counts.cancelledBySite).toBe(4);
  });

  test("not by CEA, which ends a session that idles for 15 minutes before the site would", () => {
    const plex = new TsoFixture({ tsoSiteCancelsAfter: minutes(30) });
    plex.answer(READ, ALICE);
    plex.runFor(minutes(40));

    expect(plex.tso().queues.count).toBe(0);
    expect(plex.tso().counts).toMatchObject({ cancelledBySite: 0, timedOut: 1 });
  });

  test("by the sessions of a server that crashes, when they have idled for 15 minutes", () => {
    const plex = new TsoFixture();
    plex.answer(LOGON, ALICE);
    plex.answer(READ, BOB);

    plex.server("SYSA").crash();
    plex.runFor(minutes(14));
    expect([plex.tso().sessions, plex.tso().queues.leftBehind]).toEqual([2, 0]);
    plex.runFor(minutes(2));

    expect([plex.tso().sessions, plex.tso().queues.leftBehind]).toEqual([0, 2]);
  });

  test("not by a server that stops in order", () => {
    const plex = new TsoFixture();
    plex.answer(LOGON, ALICE);

    plex.server("SYSA").stop();

    expect([plex.tso().sessions, plex.tso().queues.count]).toEqual([0, 0]);
  });

  test("not where they go with the server", () => {
    const plex = new TsoFixture({ tsoQueuesOutliveServer: false });
    plex.answer(LOGON, ALICE);

    plex.server("SYSA").crash();
    plex.runFor(minutes(20));

    expect(plex.tso().queues.count).toBe(0);
  });

  test("and an IPL removes them", () => {
    const plex = new TsoFixture({ tsoSiteCancelsAfter: minutes(1) });
    plex.answer(READ, ALICE);
    plex.runFor(minutes(2));
    expect(plex.tso().queues.leftBehind).toBe(1);

    plex.plex.sysplex.lpar("SYSA").fail("wait-state");

    expect(plex.tso().queues.count).toBe(0);
  });
});

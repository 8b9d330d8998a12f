import { describe, expect, test } from "vitest";
import { minutes, seconds } from "@sysplex/sim-core";
import { duration, DVIPA, homeAddress, LIST_JOBS, ZosmfFixture } from "./fixture.js";

const TEN_MINUTE_START = { startDuration: duration("10m"), listenerToReady: seconds(20) };
const CONSTANT_SERVICE = { jobsServiceTime: duration("100ms") };

describe("a server that is up at the start", () => {
  test("is ready and listens at time 0, without a word", () => {
    const plex = new ZosmfFixture();

    expect(plex.state("SYSA")).toBe("ready");
    expect(plex.server("SYSA").isListening).toBe(true);
    expect(plex.messages("SYSA")).toEqual([]);
    expect(plex.sim.now).toBe(0);
  });

  test("answers requests", () => {
    const plex = new ZosmfFixture({ parameters: CONSTANT_SERVICE });
    const client = plex.client(homeAddress("SYSA"));

    client.send(LIST_JOBS);
    plex.runFor(seconds(1));

    expect(client.answers).toEqual([200]);
    expect(client.answeredAt).toEqual([100_000]);
  });
});

describe("STOP", () => {
  test("closes the port at once, resets what is in service, and ends with CWWKE0036I", () => {
    const plex = new ZosmfFixture({
      parameters: { jobsServiceTime: duration("1m"), stopDuration: seconds(10) },
    });
    const client = plex.client(homeAddress("SYSA"));
    client.send(LIST_JOBS);
    plex.runFor(seconds(1));

    plex.server("SYSA").stop();
    expect(plex.server("SYSA").isListening).toBe(false);
    expect(plex.state("SYSA")).toBe("stopping");
    plex.runFor(seconds(9));
    expect(client.answers).toEqual(["reset"]);
    expect(plex.state("SYSA")).toBe("stopping");
    plex.runFor(seconds(1));

    expect(plex.state("SYSA")).toBe("down");
    expect(plex.messages("SYSA")).toEqual(["CWWKE0036I", "$HASP395"]);
  });

  test("gives up a start that is under way", () => {
    const plex = new ZosmfFixture({ parameters: TEN_MINUTE_START });
    plex.server("SYSA").crash();
    plex.server("SYSA").start();
    plex.runFor(minutes(1));

    plex.server("SYSA").stop();
    plex.runFor(minutes(30));

    expect(plex.state("SYSA")).toBe("down");
    expect(plex.messages("SYSA")).not.toContain("CWWKF0011I");
  });
});

describe("a crash", () => {
  test("closes the port, and new connections through the DVIPA go to the backup at once (fact V7)", () => {
    const plex = new ZosmfFixture({ parameters: CONSTANT_SERVICE });
    plex.runFor(seconds(1));

    plex.server("SYSA").crash();
    plex.runFor(seconds(1));
    const client = plex.client(DVIPA);
    client.send(LIST_JOBS);
    plex.runFor(seconds(1));

    expect(client.answers).toEqual([200]);
    expect(plex.plex.zosmf.resources.map(({ requestsAnswered }) => requestsAnswered)).toEqual([0, 1]);
  });

  test("is followed by no restart (fact A12)", () => {
    const plex = new ZosmfFixture();

    plex.server("SYSA").crash();
    plex.runFor(minutes(60));

    expect(plex.state("SYSA")).toBe("down");
    expect(plex.client(homeAddress("SYSA")).answers).toEqual([]);
  });

  test("is followed by START where automation says so", () => {
    const plex = new ZosmfFixture({
      parameters: { ...TEN_MINUTE_START, automationRestartDelay: seconds(30) },
    });

    plex.server("SYSA").crash();
    plex.runFor(seconds(30));
    expect(plex.state("SYSA")).toBe("starting");
    plex.runFor(minutes(5)); // Warm: half of ten minutes.

    expect(plex.state("SYSA")).toBe("ready");
  });

  test("does not make another system of the group start a server (fact A7)", () => {
    const shared = { autostartGroup: "IZUDFLT" };
    const plex = new ZosmfFixture({ zosmf: { SYSA: shared, SYSB: shared } });

    plex.server("SYSA").crash();
    plex.runFor(minutes(60));

    expect(plex.server("SYSB").state).toEqual({ kind: "connected", to: undefined });
  });
});

describe("a hang", () => {
  test("keeps the port open and answers nothing until it is over", () => {
    const plex = new ZosmfFixture({ parameters: CONSTANT_SERVICE });
    const client = plex.client(homeAddress("SYSA"));

    plex.server("SYSA").hang();
    client.send(LIST_JOBS);
    plex.runFor(minutes(2));
    expect(plex.server("SYSA").isListening).toBe(true);
    expect(client.answers).toEqual([]);

    plex.server("SYSA").resume();
    plex.runFor(seconds(1));
    expect(client.answers).toEqual([200]);
    expect(client.answeredAt).toEqual([120_100_000]);
  });

  test("holds up a request in service by exactly its length", () => {
    const plex = new ZosmfFixture({ parameters: CONSTANT_SERVICE });
    const client = plex.client(homeAddress("SYSA"));
    client.send(LIST_JOBS);
    plex.runFor(seconds(0.05));

    plex.server("SYSA").hang();
    plex.runFor(seconds(60));
    plex.server("SYSA").resume();
    plex.runFor(seconds(1));

    expect(client.answeredAt).toEqual([60_100_000]);
  });

  test("does not end by STOP, but by a crash", () => {
    const plex = new ZosmfFixture();
    plex.server("SYSA").hang();

    plex.server("SYSA").stop();
    plex.runFor(minutes(1));
    expect(plex.state("SYSA")).toBe("hung");

    plex.server("SYSA").crash();
    expect(plex.state("SYSA")).toBe("down");
  });

  test("of a starting server delays it by exactly its length", () => {
    const plex = new ZosmfFixture({ parameters: TEN_MINUTE_START });
    plex.server("SYSA").crash();
    plex.server("SYSA").start(); // Warm: ready after five minutes.
    plex.runFor(minutes(2));

    plex.server("SYSA").hang();
    plex.runFor(minutes(10));
    plex.server("SYSA").resume();
    plex.runFor(minutes(4));

    expect(plex.timeOf("SYSA", "CWWKF0011I")).toBe(15 * 60);
  });
});

test("a slow server takes longer for each request, by the factor", () => {
  const plex = new ZosmfFixture({ parameters: CONSTANT_SERVICE });
  const client = plex.client(homeAddress("SYSA"));

  plex.server("SYSA").slow(25);
  client.send(LIST_JOBS);
  plex.runFor(minutes(1));

  expect(client.answeredAt).toEqual([2_500_000]);
});

describe("its system", () => {
  test("dies: the server is down at once and writes nothing", () => {
    const plex = new ZosmfFixture();

    plex.plex.sysplex.lpar("SYSA").fail("wait-state");

    expect(plex.state("SYSA")).toBe("down");
    expect(plex.angel("SYSA").state.kind).toBe("down");
    expect(plex.messages("SYSA")).toEqual([]);
  });

  test("dies: its server is autostarted by the next IPL, at its full duration (fact A11)", () => {
    const plex = new ZosmfFixture({ parameters: TEN_MINUTE_START });
    plex.plex.sysplex.lpar("SYSA").fail("wait-state");
    plex.runFor(minutes(10));

    plex.ipl("SYSA");
    plex.runFor(minutes(11));

    expect(plex.state("SYSA")).toBe("ready");
    expect(plex.messages("SYSA").filter((id) => id === "CWWKF0011I")).toHaveLength(1);
    expect(plex.server("SYSA").record.startsThisIpl).toBe(1);
  });

  test("dies: its ENQ on USER_DIR keeps others out until it is partitioned", () => {
    const shared = { autostartGroup: "IZUDFLT", userDir: "/global/zosmf" };
    const plex = new ZosmfFixture({ zosmf: { SYSA: shared, SYSB: { ...shared, autostart: "CONNECT" } } });
    plex.angel("SYSB").start();
    plex.plex.sysplex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(10)); // Nobody has noticed: the failure detection interval is 45 s.

    plex.server("SYSB").start();
    expect(plex.server("SYSB").state).toMatchObject({
      kind: "failed",
      why: "USER_DIR /global/zosmf is in use by SYSA/IZUSVRA",
    });

    plex.runFor(minutes(5)); // 45 s, then the operator's minute for IXC402D.
    plex.server("SYSB").start();
    expect(plex.state("SYSB")).toBe("starting");
  });

  test("hangs: requests in service wait, and are answered when it runs on", () => {
    const plex = new ZosmfFixture({ parameters: CONSTANT_SERVICE });
    const client = plex.client(homeAddress("SYSA"));
    client.send(LIST_JOBS);
    plex.runFor(seconds(0.05));

    plex.plex.sysplex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(seconds(20));
    expect(plex.state("SYSA")).toBe("hung");
    expect(client.answers).toEqual([]);
    plex.plex.sysplex.lpar("SYSA").resume();
    plex.runFor(seconds(1));

    expect(plex.state("SYSA")).toBe("ready");
    expect(client.answeredAt).toEqual([20_100_000]);
  });

  test("runs on, but the server that hung before it still hangs", () => {
    const plex = new ZosmfFixture();
    plex.server("SYSA").hang();

    plex.plex.sysplex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(seconds(20));
    plex.plex.sysplex.lpar("SYSA").resume();

    expect(plex.state("SYSA")).toBe("hung");
  });

  test("hangs and is partitioned: the server is gone", () => {
    const plex = new ZosmfFixture();

    plex.plex.sysplex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(minutes(5));

    expect(plex.state("SYSA")).toBe("down");
  });

  test("signals but misses its status updates: the server does not notice", () => {
    const plex = new ZosmfFixture();

    plex.plex.sysplex.lpar("SYSA").hang({ signalling: true });

    expect(plex.state("SYSA")).toBe("ready");
  });

  test("is varied offline: the server is stopped first", () => {
    const plex = new ZosmfFixture();

    plex.plex.sysplex.lpar("SYSA").remove();
    plex.runFor(seconds(1));
    expect(plex.state("SYSA")).toBe("stopping");
    plex.runFor(minutes(1));

    expect(plex.state("SYSA")).toBe("down");
  });
});

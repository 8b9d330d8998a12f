import { describe, expect, test } from "vitest";
import { millis, minutes, seconds } from "@sysplex/sim-core";
import { parseCommand } from "../../src/index.js";
import { duration, ZoweFixture } from "../fixture.js";

/** Looks are far apart, so that something may happen between them. */
const SLOW_LOOKS = { stopPoll: seconds(10) };

describe("the text of a MODIFY", () => {
  test.each([
    ["START(GATEWAY)", { verb: "START", component: "GATEWAY" }],
    ["STARTED(GATEWAY)", { verb: "START", component: "GATEWAY" }],
    ["STOP( ZSS )", { verb: "STOP", component: " ZSS " }],
    ["STOP", { verb: "bad value" }],
    ["STOP)ZSS(", { verb: "bad value" }],
    ["DISPLAY", { verb: "DISP" }],
    ["RESTART(ZSS)", { verb: "unknown" }],
    ["start(ZSS)", { verb: "unknown" }],
  ])("%s", (text, expected) => {
    expect(parseCommand(text)).toEqual(expected);
  });
});

describe("F of a launcher", () => {
  test("echoes each command in capitals, and says what is wrong with it", () => {
    const plex = ZoweFixture.up();

    for (const text of ["start(gateway)", "start", "refresh", "stop(nobody)"]) plex.launcher().modify(text);

    expect(plex.lines().map(({ id, text }) => `${id} ${text}`)).toEqual([
      "ZWEL0013I command 'START(GATEWAY)' received",
      "ZWEL0039E cannot start component gateway - already running",
      "ZWEL0013I command 'START' received",
      "ZWEL0041E bad value supplied, command ignored",
      "ZWEL0013I command 'REFRESH' received",
      "ZWEL0042E command not recognized",
      "ZWEL0013I command 'STOP(NOBODY)' received",
      "ZWEL0054W component NOBODY not found",
    ]);
  });

  test("DISP shows a process id for each component, and -1 for one that is down", () => {
    const plex = ZoweFixture.up();
    plex.launcher().modify("STOP(zss)");
    plex.runFor(seconds(10));

    plex.launcher().modify("DISP");

    const shown = plex.lines().slice(-4);
    expect(shown.map(({ id }) => id)).toEqual(["ZWEL0010I", "ZWEL0011I", "ZWEL0011I", "ZWEL0011I"]);
    expect(shown[1]?.text).toMatch(/^ {4}name = {10}gateway, PID = [1-9]\d*$/);
    expect(shown[3]?.text).toBe("    name =              zss, PID = -1");
  });

  test("reaches nobody while the launcher is not active", () => {
    const plex = ZoweFixture.beforeStart();

    plex.launcher().modify("DISP");
    plex.launcher().stop();

    expect(plex.console()).toEqual(["IEE341I", "IEE341I"]);
  });

  test("during the preparation is refused; P waits for the console listener", () => {
    const plex = ZoweFixture.beforeStart();
    plex.launcher().start();
    plex.runFor(seconds(10));

    plex.launcher().modify("DISP");
    plex.launcher().stop();
    plex.runFor(minutes(2));

    expect(plex.console()).toEqual(["ZWEL0021I", "IEE342I"]);
    expect(plex.timesOf("ZWEL0014I")).toEqual([30]);
    expect(plex.ids().indexOf("ZWEL0014I")).toBe(plex.ids().indexOf("ZWEL0012I") + 1);
    expect(plex.launcher().state.kind).toBe("down");
  });
});

describe("STOP of a component", () => {
  test("is an orderly end: two ZWEL0002I, no ZWEL0005I, and it stays down", () => {
    const plex = ZoweFixture.up();

    plex.launcher().modify("STOP(gateway)");
    plex.runFor(minutes(10));

    expect(plex.ids()).toEqual(["ZWEL0013I", "ZWEL0004I", "ZWEL0002I", "ZWEL0002I"]);
    expect(plex.lines()[1]?.text).toMatch(/status = 15$/);
    // SIGTERM at 0 s, the end at 2 s, noticed 3 s later; looks every 300 ms: the seventeenth is at 5.1 s.
    expect(plex.timesOf("ZWEL0002I")).toEqual([5, 5.1]);
    expect(plex.news.slice(-1)).toEqual(["0 SYSA/ZWE1SV/gateway stopping"]);
    expect(plex.state("gateway")).toBe("down");
  });

  test("of one that hangs ends with SIGKILL after 67 looks, and nobody is told goodbye", () => {
    const plex = ZoweFixture.up();
    plex.component("gateway").hang();

    plex.launcher().modify("STOP(gateway)");
    plex.runFor(minutes(10));

    expect(plex.ids()).toEqual(["ZWEL0013I", "ZWEL0063W", "ZWEL0002I"]);
    expect(plex.timesOf("ZWEL0063W")).toEqual([20.1]);
    expect(plex.news.slice(-1)).toEqual(["20.1 SYSA/ZWE1SV/gateway lost"]);
  });

  test("of a gateway that heeds only SIGKILL takes as long", () => {
    const plex = ZoweFixture.up({ parameters: { gatewayHeedsSigterm: false } });

    plex.launcher().modify("STOP(gateway)");
    plex.launcher().modify("STOP(zss)");
    plex.runFor(minutes(1));

    expect(plex.timesOf("ZWEL0063W")).toEqual([20.1]);
  });

  test("keeps the console thread busy: one command waits, a further one is refused", () => {
    const plex = ZoweFixture.up();
    plex.launcher().modify("STOP(gateway)");

    plex.launcher().modify("DISP");
    plex.launcher().modify("STOP(zss)");
    plex.runFor(seconds(1));
    expect(plex.timesOf("ZWEL0010I")).toEqual([]);
    expect(plex.console()).toEqual(["IEE342I"]);
    plex.runFor(minutes(1));

    expect(plex.timesOf("ZWEL0010I")).toEqual([5.1]);
    expect(plex.state("zss")).toBe("ready");
  });

  test("waits for a process that was started between the end of the old one and the look at it", () => {
    const plex = ZoweFixture.up({ parameters: { ...SLOW_LOOKS, zssStart: duration("1s") } });
    plex.component("zss").crash();
    plex.runFor(seconds(4)); // It is about to be restarted, by the event loop.
    plex.launcher().modify("START(zss)");
    plex.runFor(millis(1)); // The event loop stops what is there: SIGTERM now, the end 2 s later, noticed after 3 s more.
    plex.runFor(seconds(6));
    expect(plex.component("zss").watch.pid).toBe(-1);

    plex.launcher().modify("START(zss)");
    plex.runFor(minutes(2));

    expect(plex.timesOf("ZWEL0063W").map(Math.round)).toEqual([24]);
    expect(plex.state("zss")).toBe("ready");
  });

  test("that is down does nothing", () => {
    const plex = ZoweFixture.up();
    plex.launcher().modify("STOP(zss)");
    plex.runFor(minutes(1));
    const lines = plex.lines().length;

    plex.launcher().modify("STOP(zss)");
    plex.runFor(minutes(1));

    expect(
      plex
        .lines()
        .slice(lines)
        .map(({ id }) => id),
    ).toEqual(["ZWEL0013I"]);
  });
});

describe("races of the launcher", () => {
  /** ZSS has crashed again and again, and begins a sleep of a minute; from now on it starts in half of that. */
  function inBackOff(): ZoweFixture {
    const plex = ZoweFixture.up({ parameters: { zssStart: duration("30s") } });
    plex.component("zss").breakStart();
    plex.component("zss").crash();
    while (!plex.lines().some(({ text }) => text.endsWith("in 60 seconds"))) plex.runFor(millis(100));
    plex.component("zss").repairStart();
    return plex;
  }

  test("STOP while a component sleeps has no effect: it is restarted when the sleep ends", () => {
    const plex = inBackOff();
    const begun = plex.now;

    plex.launcher().modify("STOP(zss)");
    plex.runFor(minutes(3));

    expect(plex.state("zss")).toBe("ready");
    expect(plex.timesOf("ZWEL0001I").at(-1)).toBeCloseTo(begun + 60, 0);
  });

  test("START while a component sleeps starts it at once, and once more when the sleep ends", () => {
    const plex = inBackOff();
    const since = plex.sim.now;

    plex.launcher().modify("START(zss)");
    expect(plex.state("zss")).toBe("starting");
    plex.runFor(minutes(5));

    const ofLauncher = plex.ids("SYSA", since).filter((id) => id.startsWith("ZWEL") || id === "ZWES1013I");
    expect(ofLauncher).toEqual([
      ...["ZWEL0013I", "ZWEL0001I", "ZWES1013I"],
      ...["ZWEL0004I", "ZWEL0002I", "ZWEL0002I", "ZWEL0001I", "ZWES1013I"],
    ]);
    expect(plex.state("zss")).toBe("ready");
  });

  test("of two components that ask for a restart at the same instant the first one stays down", () => {
    const plex = ZoweFixture.up();

    plex.component("discovery").crash();
    plex.component("zss").crash();
    plex.runFor(minutes(30));

    expect(plex.timesOf("ZWEL0005I")).toHaveLength(2);
    expect(plex.state("discovery")).toBe("down");
    expect(plex.state("zss")).toBe("ready");
  });

  test("a hundredth of a second apart both are restarted", () => {
    const plex = ZoweFixture.up();

    plex.component("discovery").crash();
    plex.runFor(millis(10));
    plex.component("zss").crash();
    plex.runFor(minutes(30));

    expect([plex.state("discovery"), plex.state("zss")]).toEqual(["ready", "ready"]);
  });
});

describe("P", () => {
  test("sends SIGTERM to all at once, waits for all, and ends", () => {
    const plex = ZoweFixture.up();

    plex.launcher().stop();
    plex.runFor(minutes(5));

    expect(plex.ids()).toEqual([
      ...["ZWEL0014I", "ZWEL0015I", "ZWEL0008I"],
      ...["ZWEL0004I", "ZWEL0002I", "ZWEL0004I", "ZWEL0002I", "ZWEL0004I", "ZWEL0002I"],
      ...["ZWEL0009I", "ZWEL0022I"],
    ]);
    // The loop wakes up after 1 ms; the ends at 2 s are noticed at 5 s; the look at 5.1 s sleeps once more.
    expect(plex.timesOf("ZWEL0022I")[0]).toBeCloseTo(5.401, 6);
    expect(plex.news.slice(-3)).toEqual([
      "0.001 SYSA/ZWE1SV/gateway stopping",
      "0.001 SYSA/ZWE1SV/discovery stopping",
      "0.001 SYSA/ZWE1SV/zss stopping",
    ]);
    expect(plex.launcher().state.kind).toBe("down");
    expect(plex.state("gateway", "SYSB")).toBe("ready");
  });

  test("kills what is still there after the one grace period for all", () => {
    const plex = ZoweFixture.up({ parameters: { stopDuration: duration("18s") } });

    plex.component("zss").hang();
    plex.launcher().stop();
    plex.runFor(minutes(5));

    // Ends at 18 s are noticed at 21 s, which is too late: all three count as survivors.
    expect(plex.timesOf("ZWEL0063W")).toHaveLength(3);
    expect(plex.timesOf("ZWEL0063W")[0]).toBeCloseTo(20.101, 6);
    expect(plex.ids().slice(-2)).toEqual(["ZWEL0053W", "ZWEL0022I"]);
    expect(plex.state("zss")).toBe("down");
  });

  test("lets nobody be restarted who sleeps", () => {
    const plex = ZoweFixture.up();
    plex.component("zss").crash();
    plex.runFor(seconds(3.5)); // It sleeps until 4 s.

    plex.launcher().stop();
    plex.runFor(minutes(5));

    expect(plex.ids()).not.toContain("ZWEL0001I");
    expect(plex.launcher().state.kind).toBe("down");
  });

  test("is not overwritten by a restart that is asked for before the event loop has taken it", () => {
    const plex = ZoweFixture.up();
    plex.component("zss").crash();
    plex.runFor(millis(3_999.5)); // It sleeps until 4 s; the loop takes P half a millisecond later.

    plex.launcher().stop();
    plex.runFor(minutes(5));

    expect(plex.ids()).not.toContain("ZWEL0001I");
    expect(plex.launcher().state.kind).toBe("down");
  });

  test("is carried out before a planned removal of the system", () => {
    const plex = ZoweFixture.up();

    plex.plex.sysplex.lpar("SYSA").remove();
    plex.runFor(seconds(6));

    expect(plex.ids().slice(-2)).toEqual(["ZWEL0009I", "ZWEL0022I"]);
  });
});

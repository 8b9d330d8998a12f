import { describe, expect, test } from "vitest";
import { minutes, NO_TIME, seconds } from "@sysplex/sim-core";
import { duration, homeAddress, LIST_JOBS, ZosmfFixture } from "./fixture.js";

describe("an IPL", () => {
  const parameters = {
    startDuration: duration("4m"),
    angelStartDuration: seconds(2),
    listenerToReady: seconds(20),
    launchShare: 0.1,
  };

  test("brings the angel up, then the server, with the messages in their documented order (fact section 3)", () => {
    const plex = new ZosmfFixture({ down: ["SYSB"], parameters });

    plex.ipl("SYSB");
    plex.runFor(minutes(10));

    expect(plex.messages("SYSB")).toEqual([
      "$HASP100",
      "$HASP373",
      "CWWKB0069I",
      "$HASP100",
      "$HASP373",
      "IEE252I",
      "CWWKE0001I",
      "IZUG349I",
      "IZUG400I",
      "CWWKO0219I",
      "CWWKF0011I",
    ]);
  });

  test("waits for TCP/IP (fact A5)", () => {
    const plex = new ZosmfFixture({ down: ["SYSB"], parameters });

    plex.ipl("SYSB");
    plex.runFor(minutes(10));

    expect(plex.timeOf("SYSB", "IEE252I")).toBeGreaterThan(plex.timeOf("SYSB", "EZD1214I") ?? Infinity);
  });

  test("opens the port before the applications answer: in between a client gets an error (facts 0.5, V5)", () => {
    const plex = new ZosmfFixture({ down: ["SYSB"], parameters });
    plex.ipl("SYSB");
    const client = plex.client(homeAddress("SYSB"));

    plex.runFor(seconds(2 + 240 - 21));
    client.send(LIST_JOBS);
    plex.runFor(seconds(2));
    client.send(LIST_JOBS);
    plex.runFor(seconds(20));
    client.send(LIST_JOBS);
    plex.runFor(seconds(10));

    expect(client.answers).toEqual(["refused", 404, 200]);
    expect((plex.timeOf("SYSB", "CWWKF0011I") ?? 0) - (plex.timeOf("SYSB", "CWWKO0219I") ?? 0)).toBeCloseTo(
      20,
      6,
    );
  });

  test("of a level that opens the port last leaves no gap", () => {
    const plex = new ZosmfFixture({
      down: ["SYSB"],
      parameters: { ...parameters, listenerToReady: NO_TIME },
    });

    plex.ipl("SYSB");
    plex.runFor(minutes(10));

    expect(plex.timeOf("SYSB", "CWWKO0219I")).toBe(plex.timeOf("SYSB", "CWWKF0011I"));
  });

  test("autostarts once: a server that was stopped stays so when TCP/IP is restarted", () => {
    const plex = new ZosmfFixture({ parameters });
    plex.server("SYSA").stop();
    plex.runFor(minutes(1));

    const stack = plex.plex.tcpip.stack("SYSA/TCPIP");
    stack.stop();
    stack.start();
    plex.runFor(minutes(10));

    expect(stack.isUp).toBe(true);
    expect(plex.state("SYSA")).toBe("down");
  });
});

describe("START by the operator", () => {
  const parameters = { startDuration: duration("4m") };

  test("after a crash in the same IPL takes half the time (fact T2)", () => {
    const plex = new ZosmfFixture({ parameters });
    plex.server("SYSA").crash();

    plex.server("SYSA").start();
    plex.runFor(minutes(10));

    expect(plex.timeOf("SYSA", "CWWKF0011I")).toBe(120);
  });

  test("of an active server is refused and changes nothing (fact A10)", () => {
    const plex = new ZosmfFixture({ parameters });

    plex.server("SYSA").start();

    expect(plex.state("SYSA")).toBe("ready");
    expect(plex.messages("SYSA")).toEqual(["$HASP100", "$HASP373", "$HASP395"]);
  });

  test("on a connected system starts a server there once the group has none: cold standby (fact H8)", () => {
    const shared = { autostartGroup: "IZUDFLT", userDir: "/global/zosmf" };
    const plex = new ZosmfFixture({
      zosmf: { SYSA: shared, SYSB: { ...shared, autostart: "CONNECT" } },
      parameters,
    });
    plex.server("SYSA").crash();

    plex.angel("SYSB").start(); // Autostart had no reason to.
    plex.runFor(minutes(1));
    plex.server("SYSB").start();
    plex.runFor(minutes(4));

    expect(plex.state("SYSB")).toBe("ready");
    expect(plex.plex.zosmf.groupServer("IZUDFLT")).toBe("SYSB/IZUSVRB");
  });

  test("does nothing on a system that is down", () => {
    const plex = new ZosmfFixture({ down: ["SYSB"] });

    plex.server("SYSB").start();

    expect(plex.state("SYSB")).toBe("down");
  });

  test("takes between 2 and 10 minutes when cold (fact T8), another time for another seed", () => {
    const times = [1, 2, 3, 4, 5].map((seed) => {
      const plex = new ZosmfFixture({ down: ["SYSB"], seed });
      plex.ipl("SYSB");
      plex.runFor(minutes(15));
      return (plex.timeOf("SYSB", "CWWKF0011I") ?? 0) - (plex.timeOf("SYSB", "IEE252I") ?? 0);
    });

    expect(Math.min(...times)).toBeGreaterThanOrEqual(120);
    expect(Math.max(...times)).toBeLessThanOrEqual(600);
    expect(new Set(times).size).toBe(5);
  });
});

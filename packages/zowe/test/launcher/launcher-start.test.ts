import { describe, expect, test } from "vitest";
import { millis, minutes, seconds } from "@sysplex/sim-core";
import { DVIPA, homeAddress, SMALL_ZOWE, ZoweFixture } from "../fixture.js";

const PREPARED = seconds(30);

function withSysMessages(...parts: readonly string[]): string {
  return SMALL_ZOWE.replace(
    "zowe:\n",
    `zowe:\n  sysMessages:\n${parts.map((part) => `    - ${part}\n`).join("")}`,
  );
}

describe("Zowe that is up at the start", () => {
  test("serves at time 0, without a word", () => {
    const plex = ZoweFixture.up();
    const client = plex.client(DVIPA);

    client.send();
    plex.runFor(seconds(1));

    expect(client.answers).toEqual([200]);
    expect(plex.ids()).toEqual([]);
    expect(plex.console()).toEqual([]);
    expect(plex.launcher().state.kind).toBe("running");
  });

  test("is not up where the system is not", () => {
    const plex = ZoweFixture.up({ down: ["SYSB"] });

    expect(plex.launcher("SYSB").state.kind).toBe("down");
    expect(plex.state("gateway", "SYSB")).toBe("down");
    expect(plex.state("gateway", "SYSA")).toBe("ready");
  });
});

describe("START", () => {
  test("writes its messages in the order of the program", () => {
    const plex = ZoweFixture.beforeStart();

    plex.launcher().start();
    expect(plex.ids()).toEqual([
      "ZWEL0021I",
      "ZWEL0023I",
      "ZWEL0024I",
      "ZWEL0017I",
      "ZWEL0069I",
      "ZWEL0058I",
    ]);
    plex.runFor(PREPARED);

    const perComponent = ["ZWEL0003I", "ZWEL0025I"];
    const spawned = ["ZWEL0006I", "ZWEL0001I", "ZWEL0001I", "ZWEL0001I", "ZWEL0007I", "ZWEL0012I"];
    expect(plex.ids("SYSA", PREPARED)).toEqual([
      "ZWEL0018I",
      "ZWEL0016I",
      ...perComponent,
      ...perComponent,
      ...perComponent,
      ...spawned,
    ]);
  });

  test("spawns in the order of the keys, with the built-in restart list", () => {
    const plex = ZoweFixture.beforeStart();

    plex.launcher().start();
    plex.runFor(PREPARED);

    const texts = plex.lines().map(({ id, text }) => `${id} ${text}`);
    expect(texts).toContain("ZWEL0016I start component list: 'gateway,discovery,zss'");
    expect(texts).toContain(
      "ZWEL0003I new component initialized gateway, restart_cnt=10, min_uptime=90 seconds, share_as=yes",
    );
    expect(texts).toContain(
      "ZWEL0025I restart_intervals for component 'gateway'= 1 1 1 5 5 10 20 60 120 240",
    );
    expect(texts.filter((text) => text.startsWith("ZWEL0001I"))).toEqual([
      "ZWEL0001I component gateway started",
      "ZWEL0001I component discovery started",
      "ZWEL0001I component zss started",
    ]);
  });

  test("components started are not ready: the port opens a second before their own message, a minute later", () => {
    const plex = ZoweFixture.beforeStart();
    const client = plex.client(homeAddress("SYSA"));

    plex.launcher().start();
    plex.runFor(PREPARED);
    plex.runFor(seconds(58));
    expect(plex.state("gateway")).toBe("starting");
    client.send();
    plex.runFor(millis(1_500));
    expect(plex.state("gateway")).toBe("listening");
    client.send();
    plex.runFor(seconds(1));

    expect(plex.state("gateway")).toBe("ready");
    expect(client.answers).toEqual(["refused", 503]);
    expect(plex.timesOf("ZWEAM000I")).toEqual([90, 90]); // Gateway and Discovery.
    expect(plex.timesOf("ZWES1013I")).toEqual([90]);
    expect(plex.news).toEqual([
      "90 SYSA/ZWE1SV/gateway ready",
      "90 SYSA/ZWE1SV/discovery ready",
      "90 SYSA/ZWE1SV/zss ready",
    ]);
  });

  test("only what sysMessages names goes to the console, and ZWEL0021I always", () => {
    const plex = ZoweFixture.beforeStart({ yaml: withSysMessages("ZWEL0018I", "ZWES1013I") });
    plex.launcher().start();
    plex.runFor(minutes(5));
    expect(plex.console()).toEqual(["ZWEL0021I", "ZWEL0018I", "ZWES1013I"]);

    const silent = ZoweFixture.beforeStart();
    silent.launcher().start();
    silent.runFor(minutes(5));
    expect(silent.console()).toEqual(["ZWEL0021I"]);
  });

  test("of nothing that is enabled ends the launcher", () => {
    const plex = ZoweFixture.beforeStart({ yaml: SMALL_ZOWE.replaceAll("enabled: true", "enabled: false") });

    plex.launcher().start();
    plex.runFor(PREPARED);

    expect(plex.ids("SYSA", PREPARED)).toEqual(["ZWEL0018I", "ZWEL0029E"]);
    expect(plex.launcher().state.kind).toBe("failed");
  });

  test("of a launcher that is active is ignored", () => {
    const plex = ZoweFixture.up();

    plex.launcher().start();
    plex.runFor(minutes(2));

    expect(plex.ids()).toEqual([]);
  });
});

describe("the preparation", () => {
  function stopZosmf(plex: ZoweFixture): void {
    for (const server of plex.plex.zosmf.servers) server.crash();
  }

  test("fails when z/OSMF is down, nothing is spawned, and the launcher ends with condition code 8", () => {
    const plex = ZoweFixture.beforeStart();
    stopZosmf(plex);

    plex.launcher().start();
    plex.runFor(minutes(10));

    expect(plex.launcher().state).toMatchObject({
      kind: "failed",
      why: "z/OSMF at dvipa.example.com:443 cannot be reached",
    });
    expect(plex.ids("SYSA", PREPARED)).toEqual(["ZWEL0066W", "ZWEL0030E"]);
    expect(plex.state("gateway")).toBe("down");
  });

  test("succeeds when another system's z/OSMF answers behind the DVIPA", () => {
    const plex = ZoweFixture.beforeStart();
    plex.plex.zosmf.server("SYSA/IZUSVRA").crash();

    plex.launcher().start();
    plex.runFor(minutes(1));

    expect(plex.launcher().state.kind).toBe("running");
  });

  test("fails when z/OSMF listens and is not ready yet", () => {
    const plex = ZoweFixture.beforeStart({ systems: ["SYSA"] });
    const server = plex.plex.zosmf.server("SYSA/IZUSVRA");
    server.crash();
    server.start();
    while (server.state.kind !== "listening") plex.runFor(seconds(1));
    plex.plex.zowe.launcher("SYSA/ZWE1SV").start();
    server.hang(); // It stays as it is until the preparation looks at it.
    plex.runFor(seconds(29));
    server.resume();
    plex.runFor(seconds(2));

    expect(plex.launcher().state.kind).toBe("failed");
  });

  test("does not ask for z/OSMF where discovery is not enabled and SAF checks logons", () => {
    const yaml = SMALL_ZOWE.replace(
      "discovery:\n    enabled: true",
      "discovery:\n    enabled: false",
    ).replace(
      "  gateway:\n    enabled: true\n",
      "  gateway:\n    enabled: true\n    apiml:\n      security:\n        auth:\n          provider: saf\n",
    );
    const plex = ZoweFixture.beforeStart({ yaml });
    stopZosmf(plex);

    plex.launcher().start();
    plex.runFor(minutes(1));

    expect(plex.launcher().state.kind).toBe("running");
  });

  test("does not care what becomes of z/OSMF afterwards", () => {
    const plex = ZoweFixture.beforeStart();
    plex.launcher().start();
    plex.runFor(minutes(1));

    stopZosmf(plex);
    plex.runFor(minutes(10));

    expect(plex.state("gateway")).toBe("ready");
  });

  test("fails when the resolver does not know z/OSMF's name", () => {
    const plex = ZoweFixture.beforeStart({ hosts: {} });

    plex.launcher().start();
    plex.runFor(minutes(1));

    expect(plex.launcher().state.kind).toBe("failed");
  });

  test("fails when a port is taken, unless validatePortFree says not to look", () => {
    const free = SMALL_ZOWE.replace(
      "zowe:\n",
      "zowe:\n  network:\n    server:\n      validatePortFree: false\n",
    );
    const kinds = [SMALL_ZOWE, free].map((yaml) => {
      const plex = ZoweFixture.beforeStart({ yaml });
      plex.plex.tcpip.stack("SYSA/TCPIP").listen({
        job: "OTHER",
        port: 7554,
        address: "any",
        backlog: 10,
        application: "SYSA/ZWE1SV/zss",
      });
      plex.launcher().start();
      plex.runFor(PREPARED);
      return plex.launcher().state;
    });

    expect(kinds[0]).toMatchObject({ kind: "failed", why: "Port 7554 is already in use by process OTHER" });
    expect(kinds[1]).toMatchObject({ kind: "running" });
  });

  test("looks at one address only where vipaIp is coded: two Zowes may share a port on two dynamic VIPAs", () => {
    // @source zowe-install-packaging issue 2943.
    const yaml = SMALL_ZOWE.replace("zowe:\n", `zowe:\n  network:\n    server:\n      vipaIp: ${DVIPA}\n`);
    const kinds = [homeAddress("SYSA"), DVIPA].map((address) => {
      const plex = ZoweFixture.beforeStart({ yaml });
      const stack = plex.plex.tcpip.stack("SYSA/TCPIP");
      stack.listen({ job: "OTHER", port: 7554, address, backlog: 10, application: "SYSA/ZWE1SV/zss" });
      plex.launcher().start();
      plex.runFor(PREPARED);
      return plex.launcher().state.kind;
    });

    expect(kinds).toEqual(["running", "failed"]);
  });

  test("a configure step that fails is a warning, unless onComponentConfigureFail says exit", () => {
    const exit = SMALL_ZOWE.replace(
      "zowe:\n",
      "zowe:\n  launchScript:\n    onComponentConfigureFail: exit\n",
    );
    const plexes = [SMALL_ZOWE, exit].map((yaml) => {
      const plex = ZoweFixture.beforeStart({ yaml });
      plex.component("zss").breakConfigure();
      plex.launcher().start();
      plex.runFor(PREPARED);
      return plex;
    });

    expect(plexes.map((plex) => plex.launcher().state.kind)).toEqual(["running", "failed"]);
    expect(plexes[0]?.lines().map(({ text }) => text)).toContain("Warning: zss failed to configure");
    plexes[1]?.component("zss").repairConfigure();
    plexes[1]?.launcher().start();
    plexes[1]?.runFor(PREPARED);
    expect(plexes[1]?.launcher().state.kind).toBe("running");
  });

  test("that lost the race in the workspace succeeds when it is tried again", () => {
    // @source zowe-install-packaging issue 3349: it worked on retry.
    const plex = ZoweFixture.beforeStart({ parameters: { sharedWorkspaceRace: seconds(1) } });
    plex.launcher("SYSA").start();
    plex.launcher("SYSB").start();
    plex.runFor(minutes(1));
    plex.launcher("SYSB").start();
    plex.runFor(minutes(1));
    expect(plex.launcher("SYSB").state.kind).toBe("running");
  });

  test("of two in one workspace at the same instant the second fails, where that race is asked for", () => {
    const states = [seconds(1), seconds(0)].map((sharedWorkspaceRace) => {
      const plex = ZoweFixture.beforeStart({ parameters: { sharedWorkspaceRace } });
      plex.launcher("SYSA").start();
      plex.launcher("SYSB").start();
      plex.runFor(minutes(1));
      return [plex.launcher("SYSA").state.kind, plex.launcher("SYSB").state.kind];
    });

    expect(states).toEqual([
      ["running", "failed"],
      ["running", "running"],
    ]);
  });
});

describe("an IPL", () => {
  test("starts Zowe when TCP/IP is up, and the DVIPA's z/OSMF lets it pass", () => {
    const plex = ZoweFixture.up({ down: ["SYSB"] });

    plex.ipl("SYSB");
    expect(plex.launcher("SYSB").state.kind).toBe("preparing");
    plex.runFor(minutes(2));

    expect(plex.state("gateway", "SYSB")).toBe("ready");
  });

  test("with the only z/OSMF on the same system fails, as that is slower; a delay helps", () => {
    const kinds = [seconds(0), minutes(15)].map((startDelayAfterIpl) => {
      const plex = ZoweFixture.up({ systems: ["SYSA"], parameters: { startDelayAfterIpl } });
      plex.plex.sysplex.lpar("SYSA").fail("wait-state");
      plex.runFor(minutes(1));
      plex.ipl("SYSA");
      plex.runFor(minutes(20));
      return plex.launcher().state.kind;
    });

    expect(kinds).toEqual(["failed", "running"]);
  });

  test("starts nothing where nothing is set up for it", () => {
    const plex = ZoweFixture.up({ down: ["SYSB"], parameters: { startsAtIpl: false } });

    plex.ipl("SYSB");
    plex.runFor(minutes(10));

    expect(plex.launcher("SYSB").state.kind).toBe("down");
  });
});

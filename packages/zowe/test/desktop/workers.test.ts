import { describe, expect, test } from "vitest";
import { minutes, seconds } from "@sysplex/sim-core";
import { ask, desktop, LOGON, serverOn, SERVICE, withTerminal } from "./fixture.js";

const SERVER = "SYSA/ZWE1SV/app-server";

/** Ten users, all with terminals at the server of SYSA. */
function tenTerminals() {
  const { zowe, browsers } = desktop({}, 10);
  zowe.component("app-server", "SYSB").breakStart();
  zowe.component("app-server", "SYSB").kill();
  zowe.runFor(seconds(1));
  for (const user of browsers) {
    for (let attempt = 0; attempt < 4 && ask(zowe, user, LOGON) !== 200; attempt += 1);
    for (let attempt = 0; attempt < 4 && user.socket !== "open"; attempt += 1) {
      user.openTerminal();
      zowe.runFor(seconds(2));
    }
  }
  return { zowe, browsers };
}

describe("the workers of a Desktop server", () => {
  // @source zlux-server-framework lib/clusterManager.js: an exit below EXIT_GENERIC restarts the worker, ZWED0023I.
  test("one ends: half of the terminals are cut, nobody must log on again, and it is started again", () => {
    const { zowe, browsers } = tenTerminals();
    const { desktop } = zowe.plex.zowe;
    const since = zowe.now * 1_000_000;
    desktop.endWorker(SERVER, 0);
    zowe.runFor(seconds(1));
    const sockets = browsers.map(({ socket }) => socket);
    const service = browsers.map((user) => ask(zowe, user, SERVICE));

    expect(sockets.filter((socket) => socket === "cut")).toHaveLength(5);
    expect(sockets.filter((socket) => socket === "open")).toHaveLength(5);
    expect(service).toEqual(Array.from({ length: 10 }, () => 200));
    expect(serverOn(zowe, "SYSA").report.sessions).toBe(10);
    expect(zowe.ids("SYSA", since)).toEqual(["ZWED0023I", "ZWED0022I"]);
    zowe.runFor(seconds(3));
    expect(desktop.workersOf(SERVER).map(({ kind }) => kind)).toEqual(["up", "up"]);
    expect(zowe.component("app-server").record.startCount).toBe(0);
  });

  test("one that ends before it is initialised is not started again", () => {
    // @source the same: ZWED0013W, and no fork.
    const { zowe } = desktop();
    const since = zowe.now * 1_000_000;
    zowe.plex.zowe.desktop.endWorker(SERVER, 1);
    zowe.runFor(seconds(1));
    zowe.plex.zowe.desktop.endWorker(SERVER, 1);
    zowe.runFor(minutes(5));

    expect(zowe.plex.zowe.desktop.workersOf(SERVER).map(({ kind }) => kind)).toEqual(["up", "gone"]);
    expect(zowe.ids("SYSA", since)).toEqual(["ZWED0023I", "ZWED0022I", "ZWED0013W"]);
  });

  test("a fatal exit ends the whole server, which its launcher starts again with all workers", () => {
    const { zowe } = desktop();
    zowe.plex.zowe.desktop.endWorker(SERVER, 0, 64);
    zowe.runFor(seconds(1));
    expect(zowe.state("app-server")).toBe("down");
    expect(zowe.plex.zowe.desktop.workersOf(SERVER)).toEqual([]);
    zowe.runFor(minutes(2));

    expect(zowe.state("app-server")).toBe("ready");
    expect(zowe.plex.zowe.desktop.workersOf(SERVER).map(({ kind }) => kind)).toEqual(["up", "up"]);
    expect(zowe.ids()).toContain("ZWEL0005I");
  });

  test("without any, requests wait until one is back", () => {
    const { zowe, browsers } = desktop({ parameters: { desktopWorkers: 1 } });
    const [user] = browsers;
    ask(zowe, user!, LOGON);
    for (const system of ["SYSA", "SYSB"]) {
      zowe.plex.zowe.desktop.endWorker(`${system}/ZWE1SV/app-server`, 0);
    }
    user!.send(SERVICE);
    zowe.runFor(seconds(2.9));
    const during = user!.told.length;
    zowe.runFor(seconds(1));

    expect([during, user!.told.length]).toEqual([1, 2]);
    expect(user!.answers.at(-1)).toBe(200);
  });
});

describe("a terminal of one user", () => {
  test("says nothing of another's", () => {
    const { zowe, browsers } = desktop({}, 2);
    const [one, two] = browsers;
    withTerminal(zowe, one!);
    withTerminal(zowe, two!);
    one!.closeTerminal();
    zowe.runFor(minutes(2));
    two!.type();
    zowe.runFor(seconds(2));

    expect(two!.answers.at(-1)).toBe(200);
    expect(
      ["SYSA", "SYSB"].map((system) => serverOn(zowe, system).report.websockets.cut.clientGone),
    ).toContain(1);
  });
});

describe("the report of the whole Desktop", () => {
  test("adds up its servers and Gateways", () => {
    const { zowe, browsers } = desktop({}, 3);
    for (const browser of browsers) withTerminal(zowe, browser);
    for (const browser of browsers) browser.type();
    zowe.runFor(seconds(2));
    zowe.component("gateway", "SYSA").kill();
    zowe.runFor(minutes(1));

    expect(zowe.plex.zowe.desktop.report).toMatchObject({
      logons: 3,
      websocketsOpened: 3,
      websocketsOpen: 0,
      terminalsLost: 0,
      cutAtServers: { clientGone: 3, processEnded: 0 },
      cutAtGateways: { gatewayEnded: 3, instanceReset: 0 },
    });
  });
});

import { describe, expect, test } from "vitest";
import { hours, minutes, seconds } from "@sysplex/sim-core";
import { requestBy } from "@sysplex/tcpip";
import { withCookieOnly, ZssNumber, type Zss } from "../../src/zss/index.js";
import { ask, desktop, LOGON, UNIX_FILE, type Browser, type FixtureOptions } from "../desktop/fixture.js";
import type { ZoweFixture } from "../fixture.js";

const ZSS_PORT = 7557;
const COOKIE_SERVICE = withCookieOnly("service", 1);
const TOKEN_SERVICE = requestBy(ZssNumber.service, 1);
const LOGIN = withCookieOnly("login", 1);
const PLAIN = requestBy(ZssNumber.plain, 0);

function zssOn(zowe: ZoweFixture, system = "SYSA") {
  return (zowe.plex.zowe.applicationOf(`${system}/ZWE1SV/zss`) as Zss).report;
}

/** A client of ZSS on SYSA itself. */
function direct(options: FixtureOptions = {}) {
  const { zowe, browsers } = desktop(options);
  const browser = browsers[0] as Browser;
  browser.goTo("SYSA", ZSS_PORT);
  const send = (operation: number): number | string | undefined => {
    browser.connect(operation);
    zowe.runFor(seconds(2));
    return browser.answers.at(-1);
  };
  return { zowe, browser, send };
}

describe("ZSS", () => {
  test("keeps its sessions in memory: a restart loses them, and a user with its cookie only must log on again", () => {
    const { zowe, send } = direct();
    expect([send(COOKIE_SERVICE), send(LOGIN), send(COOKIE_SERVICE)]).toEqual([401, 200, 200]);
    zowe.component("zss").crash();
    zowe.runFor(minutes(3));

    expect(zssOn(zowe)).toMatchObject({ sessionsLost: 1, sessions: 0 });
    expect([send(COOKIE_SERVICE), send(LOGIN), send(COOKIE_SERVICE)]).toEqual([401, 200, 200]);
  });

  test("knows a session for an hour", () => {
    // @source zowe/zss: 3600 s.
    const { zowe, send } = direct();
    send(LOGIN);
    zowe.runFor(minutes(59));
    const before = send(COOKIE_SERVICE);
    zowe.runFor(minutes(1));

    expect([before, send(COOKIE_SERVICE)]).toEqual([200, 401]);
  });

  test("takes the token of the API ML in place of its cookie, after a restart too", () => {
    const { zowe, send } = direct();
    expect(send(TOKEN_SERVICE)).toBe(200);
    zowe.component("zss").crash();
    zowe.runFor(minutes(3));

    expect(send(TOKEN_SERVICE)).toBe(200);
  });

  test("takes no token before it has the Gateway's key, for which it asks every ten seconds", () => {
    // @source zowe/zss ZWES1606W: retry in 10 seconds; ZWES1601I.
    const { zowe, send } = direct();
    zowe.component("gateway").breakStart();
    zowe.component("gateway").kill();
    zowe.component("zss").kill();
    zowe.runFor(seconds(100));
    expect(zowe.state("zss")).toBe("ready");
    expect([send(TOKEN_SERVICE), send(PLAIN)]).toEqual([401, 200]);
    const failures = zowe.timesOf("ZWES1606W");
    const gaps = failures.slice(1).map((time, place) => Math.round(time - (failures[place] as number)));
    expect(gaps.length).toBeGreaterThan(1);
    expect(new Set(gaps)).toEqual(new Set([10]));

    zowe.component("gateway").repairStart();
    zowe.launcher().modify("START(gateway)");
    zowe.runFor(minutes(5));
    expect(zowe.ids()).toContain("ZWES1601I");
    expect(send(TOKEN_SERVICE)).toBe(200);
  });
});

describe("the cross-memory server ZWESISTC", () => {
  // @source zowe/zowe-common-c issue 320: ZIS status 'Failure', cmsRC 47; ZSS stays up.
  test("is stopped: ZSS stays up, its services fail, and work again with the next one", () => {
    const { zowe, send } = direct();
    send(LOGIN);
    zowe.plex.zowe.crossMemory.stop("SYSA");
    expect([send(COOKIE_SERVICE), send(PLAIN)]).toEqual([500, 200]);
    expect(zowe.state("zss")).toBe("ready");
    expect(zowe.plex.zowe.crossMemory.start("SYSA")).toBe(true);

    expect(send(COOKIE_SERVICE)).toBe(200);
    expect(zssOn(zowe).withoutServer).toBe(1);
  });

  test("is missed by ZSS at its start, which says so and goes on", () => {
    const { zowe } = direct();
    zowe.plex.zowe.crossMemory.fail("SYSA");
    zowe.component("zss").crash();
    zowe.runFor(minutes(3));
    const status = zowe.lines().filter(({ id }) => id === "ZWES1014I");

    expect(status.map(({ text }) => text)).toEqual([
      "ZIS status - 'Failure' (name='ZWESIS_STD      ', cmsRC='47', description='ZVT is NULL')",
    ]);
    expect(zowe.state("zss")).toBe("ready");
  });

  test("is one on a system, and that of another system is not concerned", () => {
    const { zowe, browser, send } = direct();
    zowe.plex.zowe.crossMemory.stop("SYSA");
    browser.goTo("SYSB", ZSS_PORT);

    expect(send(TOKEN_SERVICE)).toBe(200);
  });

  test("cannot be started twice", () => {
    // @source zowe/zss issue 782: ZWES0106E, RC = 21.
    const { zowe } = direct();
    expect(zowe.plex.zowe.crossMemory.start("SYSA")).toBe(false);
    const [, last] = zowe.plex.sysplex.console.messages.slice(-2);

    expect([last?.id, last?.text]).toEqual(["ZWES0106E", "Core server initialization failed, RC = 21"]);
    expect(zowe.plex.zowe.crossMemory.isUp("SYSA")).toBe(true);
  });

  test("that failed and left its ENQ behind is back after an IPL only", () => {
    // @source the same: a stale ENQ, cured by an IPL.
    const { zowe } = direct({ parameters: { crossMemoryServerLeavesEnq: true } });
    const { crossMemory } = zowe.plex.zowe;
    crossMemory.fail("SYSA");
    zowe.runFor(hours(1));
    expect(crossMemory.start("SYSA")).toBe(false);
    zowe.plex.sysplex.lpar("SYSA").fail("wait-state");
    zowe.runFor(minutes(5));
    zowe.ipl("SYSA");

    expect(crossMemory.isUp("SYSA")).toBe(true);
  });

  test("hangs with its system, and is there when that runs on", () => {
    const { zowe } = direct();
    zowe.plex.sysplex.lpar("SYSA").hang({ signalling: true });
    zowe.runFor(seconds(5));
    zowe.plex.sysplex.lpar("SYSA").resume();

    expect(zowe.plex.zowe.crossMemory.isUp("SYSA")).toBe(true);
  });
});

describe("the static definition of ZSS", () => {
  // @source zowe/api-layer issues 3010 and 3011: the entry of a dead instance is still chosen.
  test("of a lost system is chosen every second time, for ever, and hangs as long as the Gateway lets it", () => {
    const { zowe, browsers } = desktop({}, 4);
    zowe.runFor(minutes(1));
    zowe.plex.sysplex.lpar("SYSB").fail("wait-state");
    zowe.runFor(hours(24));
    const view = zowe.plex.zowe.eureka.registryView("SYSA/ZWE1SV/gateway").instancesOf("zss");
    const since = zowe.now;
    for (const browser of browsers) browser.send("POST /zss/api/v1/certificate/x509/map", 0);
    zowe.runFor(minutes(2));
    const told = browsers.flatMap((browser) => browser.told);

    expect(view.map(({ host }) => host).sort()).toEqual(["sysa.example.com", "sysb.example.com"]);
    expect(told.map(({ what }) => what).sort()).toEqual([200, 200, 504, 504]);
    for (const { what, at } of told) expect(Math.round((at - since) / 60)).toBe(what === 504 ? 1 : 0);
  });

  test("fails the mapping of a certificate in version 2 too, after its own limit of 30 s: ZWEAG708E", () => {
    const { zowe, browsers } = desktop(
      {
        starts: (own) =>
          own.map((start) => ({ ...start, configuration: { ...start.configuration, release: "2.18" } })),
      },
      2,
    );
    zowe.runFor(minutes(1));
    zowe.plex.sysplex.lpar("SYSB").fail("wait-state");
    zowe.runFor(hours(1));
    const since = zowe.now;
    for (const browser of browsers) browser.send("POST /zss/api/v1/certificate/x509/map", 0);
    zowe.runFor(minutes(3));
    const failed = browsers.flatMap((browser) => browser.told).filter(({ what }) => what !== 200);

    expect(failed).toHaveLength(1);
    expect(Math.round((failed[0]?.at ?? 0) - since)).toBe(30);
  });

  test("makes a file of the Desktop hang as well, which asks ZSS through the Gateway", () => {
    const { zowe, browsers } = desktop({});
    ask(zowe, browsers[0] as Browser, LOGON);
    expect(ask(zowe, browsers[0] as Browser, UNIX_FILE)).toBe(200);
    zowe.plex.zowe.crossMemory.stop("SYSA");
    zowe.plex.zowe.crossMemory.stop("SYSB");

    expect(ask(zowe, browsers[0] as Browser, UNIX_FILE)).toBe(500);
  });
});

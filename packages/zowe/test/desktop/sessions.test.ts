import { describe, expect, test } from "vitest";
import { minutes, seconds } from "@sysplex/sim-core";
import { isHaEnvironment } from "../../src/desktop/index.js";
import { ask, askServer, desktop, LOGON, PAGE, SAVE, serverOn, SERVICE } from "./fixture.js";

const SYSTEMS = ["SYSA", "SYSB"] as const;

describe("a user of the Desktop in HA mode", () => {
  test("logs on once, and both servers serve: the one that does not know the session makes it from the token", () => {
    const { zowe, browsers } = desktop();
    const [user] = browsers;
    expect(ask(zowe, user!, LOGON)).toBe(200);
    const answers = Array.from({ length: 10 }, () => ask(zowe, user!, SERVICE));
    const reports = SYSTEMS.map((system) => serverOn(zowe, system).report);

    expect(answers).toEqual(Array.from({ length: 10 }, () => 200));
    expect(reports.map(({ sessions }) => sessions)).toEqual([1, 1]);
    expect(reports.reduce((sum, { logons }) => sum + logons, 0)).toBe(1);
    expect(reports.reduce((sum, { sessionsRenewed }) => sum + sessionsRenewed, 0)).toBe(1);
  });

  test("needs no session for a page, and one for a service", () => {
    const { zowe, browsers } = desktop({ parameters: { desktopHaVariable: "missing" } });

    expect(ask(zowe, browsers[0]!, PAGE)).toBe(200);
    expect(ask(zowe, browsers[0]!, SERVICE)).toBe(401);
  });

  test("never logged on, has no token that ZAAS would confirm", () => {
    const { zowe, browsers } = desktop();

    expect(ask(zowe, browsers[0]!, SERVICE)).toBe(401);
    expect(SYSTEMS.map((system) => serverOn(zowe, system).report.sessions)).toEqual([0, 0]);
  });

  test("goes on after the restart of a server, without a logon", () => {
    const { zowe, browsers } = desktop();
    ask(zowe, browsers[0]!, LOGON);
    for (const system of SYSTEMS) zowe.component("app-server", system).crash();
    zowe.runFor(minutes(3));

    expect(ask(zowe, browsers[0]!, SERVICE)).toBe(200);
    expect(SYSTEMS.map((system) => serverOn(zowe, system).report.sessionsLost)).toEqual([0, 0]);
  });
});

describe("without the variable that tells HA mode", () => {
  // @source zowe/zlux issue 969: Session Renewal Error, 401, in 2.7.
  test("every other request of a user gets 401, since the Gateway takes turns between the servers", () => {
    const { zowe, browsers } = desktop({ parameters: { desktopHaVariable: "missing" } });
    expect(ask(zowe, browsers[0]!, LOGON)).toBe(200);
    const answers = Array.from({ length: 10 }, () => ask(zowe, browsers[0]!, SERVICE));

    expect(answers.filter((answer) => answer === 401)).toHaveLength(5);
    expect(answers.filter((answer) => answer === 200)).toHaveLength(5);
  });

  test("release 2.7 is such a one, and 2.8 is none", () => {
    const haModeOf = (release: "2.7" | "2.8"): boolean => {
      const { zowe } = desktop({
        starts: (own) =>
          own.map((start) => ({ ...start, configuration: { ...start.configuration, release } })),
      });
      return zowe.plex.zowe.desktop.state.value.appServers["SYSA/ZWE1SV/app-server"]?.haMode ?? false;
    };

    expect(haModeOf("2.7")).toBe(false);
    expect(haModeOf("2.8")).toBe(true);
  });

  test("the restart of a server loses its sessions, and its users log on again", () => {
    const { zowe, browsers } = desktop({ parameters: { desktopHaVariable: "missing" } });
    const [user] = browsers;
    expect(askServer(zowe, user!, "SYSA", "logon")).toBe(200);
    expect(askServer(zowe, user!, "SYSA", "service")).toBe(200);
    zowe.component("app-server", "SYSA").crash();
    zowe.runFor(minutes(3));

    expect(askServer(zowe, user!, "SYSA", "service")).toBe(401);
    expect(serverOn(zowe, "SYSA").report.sessionsLost).toBe(1);
    expect(askServer(zowe, user!, "SYSA", "logon")).toBe(200);
    expect(askServer(zowe, user!, "SYSA", "service")).toBe(200);
  });

  test("is the same as one instance only", () => {
    // @source zlux-server-framework lib/util.js: more than one ZWE_haInstances_*_hostname.
    const one = { ZWE_haInstances_lpar1_hostname: "a", ZWE_haInstance_hostname: "a" };

    expect(isHaEnvironment(one)).toBe(false);
    expect(isHaEnvironment({ ...one, ZWE_haInstances_lpar2_hostname: "b" })).toBe(true);
  });
});

describe("a logon", () => {
  test("fails until Discovery knows the server, ZWED0021I, and works from then on", () => {
    const { zowe, browsers } = desktop();
    for (const system of SYSTEMS) zowe.component("discovery", system).breakStart();
    for (const system of SYSTEMS) zowe.component("discovery", system).kill();
    zowe.component("app-server", "SYSA").crash();
    zowe.runFor(seconds(40));
    const since = zowe.now * 1_000_000;
    expect(zowe.state("app-server")).toBe("ready");
    expect(askServer(zowe, browsers[0]!, "SYSA", "logon")).toBe(401);

    for (const system of SYSTEMS) zowe.component("discovery", system).repairStart();
    zowe.runFor(minutes(10));
    expect(zowe.ids("SYSA", since)).toContain("ZWED0021I");
    expect(askServer(zowe, browsers[0]!, "SYSA", "logon")).toBe(200);
  });

  test("fails while nobody can check it", () => {
    const { zowe, browsers } = desktop();
    for (const system of SYSTEMS) zowe.component("zaas", system).breakStart();
    for (const system of SYSTEMS) zowe.component("zaas", system).kill();
    zowe.runFor(seconds(5));

    expect(ask(zowe, browsers[0]!, LOGON)).toBe(401);
  });
});

describe("what is saved", () => {
  test("is counted where it was", () => {
    const { zowe, browsers } = desktop();
    ask(zowe, browsers[0]!, LOGON);
    expect(ask(zowe, browsers[0]!, SAVE)).toBe(200);

    expect(SYSTEMS.reduce((sum, system) => sum + serverOn(zowe, system).report.saves, 0)).toBe(1);
  });
});

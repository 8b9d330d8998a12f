/** UMS on two LPARs behind a DVIPA: who is active, and what users see in the seconds after a switch. */
import { minutes, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { Ums, umsFindings, umsSettings, UMS_PORT, type UmsUsersReport } from "../../src/index.js";
import { differences } from "../../../../test/support/forked.js";
import { DVIPA, duration, homeAddress, SMALL_ZOWE, ZoweFixture, type FixtureOptions } from "../fixture.js";
import { resolved } from "../yaml/fixture.js";

const HOSTS = {
  "dvipa.example.com": DVIPA,
  "sysa.example.com": homeAddress("SYSA"),
  "sysb.example.com": homeAddress("SYSB"),
};

const ZSS_PORT = 7557;

/** As the page on high availability asks for it. */
const WITH_UMS = SMALL_ZOWE.replace(
  "haInstances:",
  `  izp:
    enabled: true
    server:
      host: dvipa.example.com
      authType: MFA_JWT
haInstances:`,
);

const USERS = { name: "dba", count: 20, address: DVIPA, port: UMS_PORT, think: duration("uniform(5s, 15s)") };

/** Constants: a start 60 s, a take-over 5 s, a user's reaction 6 s, a logon 15 s. */
const CONSTANT = {
  umsStart: duration("60s"),
  umsTakeover: duration("5s"),
  umsUserReaction: duration("6s"),
  umsUserLogon: duration("15s"),
};

function zowe({ parameters, ...options }: FixtureOptions = {}): ZoweFixture {
  return ZoweFixture.up({
    yaml: WITH_UMS,
    hosts: HOSTS,
    ports: [UMS_PORT, ZSS_PORT],
    umsUsers: [USERS],
    parameters: { ...CONSTANT, ...parameters },
    ...options,
  });
}

function umsOn(plex: ZoweFixture, system: string): Ums {
  const program = plex.plex.zowe.applicationOf(`${system}/ZWE1SV/izp`);
  if (!(program instanceof Ums)) throw new Error("izp has no model of its own");
  return program;
}

function reportOf(plex: ZoweFixture): UmsUsersReport {
  const [users] = plex.plex.zowe.umsUsers;
  if (users === undefined) throw new Error("There are no users");
  return users.report;
}

describe("izp", () => {
  test("runs on both systems, and one of them is active: the one that hot standby prefers", () => {
    const plex = zowe();
    plex.runFor(minutes(5));

    expect([plex.state("izp", "SYSA"), plex.state("izp", "SYSB")]).toEqual(["ready", "ready"]);
    expect([umsOn(plex, "SYSA").isPassive, umsOn(plex, "SYSB").isPassive]).toEqual([false, true]);
    expect(umsOn(plex, "SYSA").report.admitted).toBeGreaterThan(100);
    expect(umsOn(plex, "SYSB").report.admitted).toBe(0);
  });

  test("has the job suffix IZP, and listens on its main HTTP port", () => {
    const plex = zowe();
    expect([plex.component("izp").job, plex.component("izp").ports]).toEqual(["ZWE1IZP", [12_023]]);
  });

  test("serves users without any trouble while nothing fails", () => {
    const plex = zowe();
    plex.runFor(minutes(10));

    expect(reportOf(plex)).toMatchObject({ failures: {}, disturbances: 0, reopenings: 0, logons: 0 });
  });

  test("takes its settings from zowe.yaml", () => {
    const { instance } = resolved(WITH_UMS, { name: "SYSA", haInstance: "lpar1" });
    const izp = instance.components.find(({ name }) => name === "izp");
    expect(izp?.started).toBe(true);
    expect(izp && umsSettings(izp)).toEqual({ host: "dvipa.example.com", port: 12_023, authType: "MFA_JWT" });
    expect(umsSettings({ configs: { server: { port: { http: 12_100 } } } })).toEqual({
      port: 12_100,
      authType: "STANDARD_JWT",
    });
  });
});

describe("a switch", () => {
  test("denies access for the seconds of the take-over, and then until the application is reopened", () => {
    const plex = zowe();
    plex.runFor(minutes(5));
    plex.component("izp").kill();
    plex.runFor(seconds(1));
    const backup = umsOn(plex, "SYSB");
    expect([backup.isPassive, backup.isTakingOver, backup.report.takeovers]).toEqual([false, true, 1]);

    plex.runFor(seconds(5));
    expect(backup.isTakingOver).toBe(false);
    plex.runFor(seconds(50));

    // MFA_JWT: nobody logs on again; every user reopens the application at least once.
    const report = reportOf(plex);
    expect(report).toMatchObject({ disturbances: USERS.count, disturbed: 0, logons: 0 });
    expect(report.reopenings).toBeGreaterThanOrEqual(USERS.count);
    expect(Object.keys(report.failures)).toContain("403");
    // One reaction of 6 s each: whoever reopens too early is denied once more.
    expect(report.longestDisturbanceSeconds).toBeLessThan(13);
    expect(report.longestDisturbanceSeconds).toBeGreaterThanOrEqual(6);
  });

  test("makes every user log on again with STANDARD_JWT", () => {
    const plex = zowe({ yaml: WITH_UMS.replace("MFA_JWT", "STANDARD_JWT") });
    plex.runFor(minutes(5));
    const before = reportOf(plex);
    plex.component("izp").kill();
    plex.runFor(seconds(59));
    const after = reportOf(plex);

    expect(before.logons).toBe(USERS.count);
    expect(after.logons).toBe(2 * USERS.count);
    // 6 s until it is reopened, and 15 s for the logon.
    expect(after.longestDisturbanceSeconds).toBeGreaterThanOrEqual(21);
  });

  test("back, when the preferred server has been started again, disturbs everybody once more", () => {
    const plex = zowe();
    plex.runFor(minutes(5));
    plex.component("izp").kill();
    plex.runFor(minutes(5));

    expect([umsOn(plex, "SYSA").isPassive, umsOn(plex, "SYSB").isPassive]).toEqual([false, true]);
    expect(reportOf(plex)).toMatchObject({ disturbances: 2 * USERS.count, disturbed: 0 });
  });

  test("of the whole LPAR takes the Gateway along, and single sign-on goes on at the other one", () => {
    const plex = zowe();
    plex.runFor(minutes(5));
    plex.plex.sysplex.lpar("SYSA").fail("wait-state");
    plex.runFor(minutes(10));

    expect(reportOf(plex)).toMatchObject({ disturbed: 0, logons: 0 });
    expect(umsOn(plex, "SYSB").report.admitted).toBeGreaterThan(100);
  });
});

describe("what UMS needs of others", () => {
  test("without any Gateway work goes on, and nobody can open it", () => {
    const plex = zowe();
    plex.runFor(minutes(5));
    for (const system of ["SYSA", "SYSB"]) plex.launcher(system).modify("STOP(gateway)");
    plex.runFor(minutes(1));
    expect(reportOf(plex)).toMatchObject({ disturbances: 0 });

    plex.component("izp").kill();
    plex.runFor(seconds(50));
    expect(reportOf(plex).disturbed).toBe(USERS.count);
    expect(reportOf(plex).failures["401"]).toBeGreaterThan(0);
  });

  test("an address serves in place of a host name", () => {
    const plex = zowe({
      yaml: WITH_UMS.replace("host: dvipa.example.com\n      auth", "host: 10.1.1.100\n      auth"),
    });
    plex.runFor(minutes(5));
    plex.component("izp").kill();
    plex.component("zss").kill();
    plex.runFor(seconds(50));

    expect(umsOn(plex, "SYSB").report).toMatchObject({ takeovers: 1, noZss: 0 });
    expect(reportOf(plex).disturbed).toBe(0);
  });

  test("ZSS at the same DVIPA moves by itself: the backup's does", () => {
    const plex = zowe();
    plex.runFor(minutes(5));
    plex.component("zss").kill();
    plex.runFor(seconds(50));

    expect(plex.state("zss")).not.toBe("ready");
    expect(reportOf(plex).failures).toEqual({});
  });

  test("ZSS whose port is not distributed is that of the DVIPA's owner only", () => {
    const plex = zowe({ ports: [UMS_PORT] });
    plex.runFor(minutes(5));
    plex.component("zss").kill();
    plex.runFor(seconds(30));

    expect(reportOf(plex).failures["500"]).toBeGreaterThan(0);
    expect(umsOn(plex, "SYSA").report.noZss).toBe(reportOf(plex).failures["500"]);
  });
});

describe("findings", () => {
  const hotStandby = () => "hotStandby" as const;
  const instances = (yaml: string) =>
    ["SYSA", "SYSB"].map((name, place) => resolved(yaml, { name, haInstance: `lpar${place + 1}` }).instance);
  const codes = (yaml: string, method: (port: number) => "none" | "hotStandby" | "other") =>
    umsFindings(instances(yaml), (_, port) => method(port)).map(({ code }) => code);

  test("of a configuration as it should be: the two products that high availability does not cover", () => {
    const found = umsFindings(instances(WITH_UMS), hotStandby);
    expect(found.map(({ code }) => code)).toEqual(["UMS_EXCLUDED_PRODUCTS"]);
    expect(found[0]?.text).toContain("Db2 DevOps Experience and IMS Administration Foundation");
  });

  test.each([
    ["UMS_AUTH_TYPE", WITH_UMS.replace("MFA_JWT", "STANDARD_JWT"), hotStandby],
    [
      "UMS_EXTERNAL_DOMAIN",
      WITH_UMS.replace("    - dvipa", "    - other.example.com\n    - dvipa"),
      hotStandby,
    ],
    [
      "UMS_WITHOUT_GATEWAY",
      WITH_UMS.replace("gateway:\n    enabled: true", "gateway:\n    enabled: false"),
      hotStandby,
    ],
    ["UMS_HOST", WITH_UMS, (port: number) => (port === UMS_PORT ? "none" : "hotStandby")],
    ["UMS_NOT_HOT_STANDBY", WITH_UMS, (port: number) => (port === UMS_PORT ? "other" : "hotStandby")],
    ["UMS_ZSS_PORT", WITH_UMS, (port: number) => (port === ZSS_PORT ? "none" : "hotStandby")],
  ] as const)("%s", (code, yaml, method) => {
    expect(new Set(codes(yaml, method))).toEqual(new Set([code, "UMS_EXCLUDED_PRODUCTS"]));
  });

  test("none without izp, or with one server only", () => {
    expect(codes(SMALL_ZOWE, () => "none")).toEqual([]);
    expect(umsFindings(instances(WITH_UMS).slice(0, 1), () => "none")).toEqual([]);
  });
});

test("a fork in the middle of a switch goes on as its parent", () => {
  const plex = zowe();
  plex.runFor(minutes(5));
  plex.component("izp").kill();
  plex.runFor(seconds(4));
  const fork = plex.fork();
  expect(umsOn(fork, "SYSB").isTakingOver).toBe(true);

  expect(differences(plex.sim, fork.sim)).toEqual([]);
  for (const one of [plex, fork]) one.runFor(minutes(5));
  expect(differences(plex.sim, fork.sim)).toEqual([]);
  fork.runFor(minutes(1));
  expect(reportOf(fork).sent).toBeGreaterThan(reportOf(plex).sent);
});

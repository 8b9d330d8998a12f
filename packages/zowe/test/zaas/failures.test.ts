/** What users notice when a ZAAS, z/OSMF or a whole system is lost. */
import { describe, expect, test } from "vitest";
import { millis, minutes, seconds } from "@sysplex/sim-core";
import { duration, homeAddress } from "../fixture.js";
import { LIST_JOBS, LOGIN, LOGOUT, QUERY, SUBMIT, ZaasFixture, type System } from "./fixture.js";

const USER = 7;
const GATEWAY_A = homeAddress("SYSA");

/** A process that is killed, and every start of which fails. */
function lose(plex: ZaasFixture, system: System): void {
  plex.zowe.component("zaas", system).breakStart();
  plex.zowe.component("zaas", system).kill();
}

function count(answers: readonly (number | string)[], wanted: number): number {
  return answers.filter((answer) => answer === wanted).length;
}

describe("a ZAAS whose process is lost", () => {
  test("fails every second logon and every second PUT until it leaves the registry, and then none", () => {
    // @source zowe/api-layer AuthEndpointConfig and AbstractAuthSchemeFactory: an error of the connection is passed up.
    const plex = ZaasFixture.up();
    plex.ask(LOGIN, USER, "basic");
    plex.ask(LOGIN, USER, "basic"); // Whichever ZAAS is left has seen the token, or asks z/OSMF.
    lose(plex, "SYSB");

    const logons = plex.askTimes(20, LOGIN, USER, "basic");
    expect([count(logons, 204), count(logons, 500)]).toEqual([10, 10]);
    const submits = plex.askTimes(20, SUBMIT, USER, "jwt");
    expect([count(submits, 201), count(submits, 500)]).toEqual([10, 10]);

    // Evicted 180 to 240 s after the last heartbeat, and fetched up to 30 s later.
    plex.runFor(seconds(240 + 30));
    expect(count(plex.askTimes(10, LOGIN, USER, "basic"), 204)).toBe(10);
    expect(count(plex.askTimes(10, SUBMIT, USER, "jwt"), 201)).toBe(10);
  });

  test("costs no GET: it is tried again, with the next ZAAS", () => {
    // @source Spring Cloud Gateway, filter Retry: IOException, also as a cause; RouteLocator puts it around the scheme's filter.
    const plex = ZaasFixture.up();
    plex.ask(LOGIN, USER, "basic");
    lose(plex, "SYSB");

    expect(count(plex.askTimes(10, LIST_JOBS, USER, "jwt"), 200)).toBe(10);
  });

  test("leaves nobody who could be asked when it was the last one: 503", () => {
    const plex = ZaasFixture.up({ systems: ["SYSA"] });
    plex.ask(LOGIN, USER, "basic");
    plex.zowe.launcher("SYSA").modify("STOP(zaas)");
    plex.runFor(minutes(1)); // An orderly stop: gone from the registry with the next fetch.

    expect(plex.ask(LOGIN, USER, "basic")).toBe(503);
    expect(plex.ask(LIST_JOBS, USER, "jwt")).toBe(503);
  });

  test("fails a logout while the registry still has it: 401, and the token stays good", () => {
    // @source zowe/api-layer AuthenticationService.invalidateTokenOnAnotherInstance, JWTLogoutHandler.
    const plex = ZaasFixture.up();
    plex.ask(LOGIN, USER, "basic");
    lose(plex, "SYSB");
    const logouts = plex.askTimes(2, LOGOUT, USER, "jwt"); // One of them meets the Gateway's round robin to the lost one.

    expect([...logouts].sort()).toEqual([401, 500]);
    expect(count(plex.askTimes(4, QUERY, USER, "jwt"), 200)).toBe(2);
    expect(plex.zaas("SYSA").memory.markCount).toBe(0);
  });
});

describe("z/OSMF", () => {
  test("is not served behind its DVIPA: logons fail with 503, and work again afterwards", () => {
    const plex = ZaasFixture.up();
    plex.crashZosmf();
    expect(plex.askTimes(4, LOGIN, USER, "basic")).toEqual([503, 503, 503, 503]);

    for (const server of plex.plex.zosmf.servers) server.start();
    plex.runFor(minutes(15));
    expect(plex.askTimes(4, LOGIN, USER, "basic")).toEqual([204, 204, 204, 204]);
  });

  test("hangs: a logon waits for the Gateway's 60 s, and ZAAS is rid of it at its own limit", () => {
    // @source zowe/api-layer start.sh of gateway and zaas: apiml.connection.timeout 60000 in both.
    const plex = ZaasFixture.up();
    for (const server of plex.plex.zosmf.servers) server.hang();
    const before = plex.zowe.now;
    expect(plex.ask(LOGIN, USER, "basic")).toBe(504);
    expect(plex.zowe.now - before).toBeGreaterThanOrEqual(60);
    expect(plex.zowe.now - before).toBeLessThan(62);

    const inside = (): number => plex.zaas("SYSA").inside + plex.zaas("SYSB").inside;
    plex.runFor(seconds(1));
    expect(inside()).toBe(0);
    expect(plex.zaas("SYSA").report.callsFailed + plex.zaas("SYSB").report.callsFailed).toBe(1);
  });

  test("is not needed by a ZAAS whose provider is saf", () => {
    const plex = ZaasFixture.up({ provider: "saf" });
    plex.crashZosmf();

    expect(plex.ask(LOGIN, USER, "basic")).toBe(204);
    expect(plex.askTimes(4, QUERY, USER, "jwt")).toEqual([200, 200, 200, 200]);
  });

  test("was away when a ZAAS first met a token: it refuses that token for a day, the other ZAAS takes it", () => {
    // @source zowe/api-layer AuthenticationService.validateJwtToken is cached whatever it comes to.
    for (const cachesRefusals of [true, false]) {
      const plex = ZaasFixture.up({ parameters: { cachesRefusals } });
      plex.ask(LOGIN, USER, "basic");
      plex.crashZosmf();
      expect(count(plex.askTimes(4, QUERY, USER, "jwt"), 401)).toBe(2);

      for (const server of plex.plex.zosmf.servers) server.start();
      plex.runFor(minutes(15));
      expect(count(plex.askTimes(4, QUERY, USER, "jwt"), 401)).toBe(cachesRefusals ? 2 : 0);
    }
  });
});

describe("the loss of a system", () => {
  function survivors(sharedJwtKey: boolean): (number | string)[] {
    const plex = ZaasFixture.up({ zosmf: { sharedJwtKey } });
    plex.ask(LOGIN, USER, "basic"); // By z/OSMF on SYSA, the preferred target of its DVIPA.
    plex.plex.sysplex.lpar("SYSA").fail("wait-state");
    plex.runFor(minutes(5));
    return plex.askTimes(6, QUERY, USER, "jwt");
  }

  test("leaves users logged on, as far as a ZAAS answers at all", () => {
    // @source zowe-install-packaging issue 1863: tokens of one z/OSMF work at the other of a pair that was set up for it.
    const answers = survivors(true);
    expect(count(answers, 200)).toBeGreaterThan(0);
    expect(count(answers, 401)).toBe(0);
    // The lost ZAAS stays in the registry, and calls to it hang for the Gateway's 60 s.
    expect(count(answers, 200) + count(answers, 504)).toBe(6);
  });

  test("logs them off when the servers do not share their keys", () => {
    const answers = survivors(false);
    expect(count(answers, 200)).toBe(0);
    expect(count(answers, 401)).toBeGreaterThan(0);
  });
});

describe("a ZAAS that hangs", () => {
  test("answers nobody, and goes on with what came meanwhile", () => {
    const plex = ZaasFixture.up({ systems: ["SYSA"] });
    plex.ask(LOGIN, USER, "basic");
    plex.zowe.component("zaas", "SYSA").hang();
    expect(plex.ask(QUERY, USER, "jwt")).toBe(504);
    plex.zowe.component("zaas", "SYSA").resume();

    expect(plex.ask(QUERY, USER, "jwt")).toBe(200);
    expect(plex.zaas("SYSA").inside).toBe(0);
  });

  test("meets the answer of z/OSMF when it runs on", () => {
    const plex = ZaasFixture.up({ systems: ["SYSA"], parameters: { zaasServiceTime: duration("1ms") } });
    plex.send(LOGIN, USER, "basic");
    plex.runFor(millis(15)); // z/OSMF works on it.
    plex.zowe.component("zaas", "SYSA").hang();
    expect(plex.zaas("SYSA").inside).toBe(1);
    plex.runFor(seconds(30));
    expect(plex.zaas("SYSA").report.logons).toBe(0);
    plex.zowe.component("zaas", "SYSA").resume();
    plex.runFor(seconds(1));

    expect(plex.zaas("SYSA").report).toMatchObject({ logons: 1, callsFailed: 0 });
  });

  test("finds a call too late whose time was over meanwhile", () => {
    const plex = ZaasFixture.up({ systems: ["SYSA"] });
    for (const server of plex.plex.zosmf.servers) server.hang();
    plex.send(LOGIN, USER, "basic");
    plex.runFor(seconds(1));
    plex.zowe.component("zaas", "SYSA").hang();
    plex.runFor(minutes(5));
    plex.zowe.component("zaas", "SYSA").resume();
    plex.runFor(seconds(1));

    expect(plex.zaas("SYSA").report).toMatchObject({ logonsFailed: 1, callsFailed: 1 });
    expect(plex.zaas("SYSA").inside).toBe(0);
  });
});

describe("a ZAAS asked through the Gateway of the other system", () => {
  test("serves its users as well: round robin knows no systems", () => {
    const plex = ZaasFixture.up();
    for (let logon = 0; logon < 10; logon += 1) plex.ask(LOGIN, USER, "basic", GATEWAY_A);

    expect([plex.zaas("SYSA").report.logons, plex.zaas("SYSB").report.logons]).toEqual([5, 5]);
  });
});

/** z/OSMF judges its own tokens, whoever brings them. */
import { describe, expect, test } from "vitest";
import { hours, minutes, seconds } from "@sysplex/sim-core";
import { Bears, placeOf, TokenKind, Jar } from "@sysplex/zosmf";
import { GENERATE, LIST_JOBS, LOGIN, LOGOUT, QUERY, ZaasFixture } from "./fixture.js";

const USER = 7;
const LOG_ON = "POST /ibmzosmf/api/v1/services/authenticate";

describe("the LTPA token in a JWT of ZAAS", () => {
  test("is judged by z/OSMF, while ZAAS judges its own JWT", () => {
    // @source zowe/api-layer issue 615: /query says that the token is good, z/OSMF answers 401.
    const plex = ZaasFixture.up({ jwt: "ltpa", parameters: { jwtLifetime: hours(24) } });
    plex.ask(LOGIN, USER, "basic");
    plex.runFor(minutes(499));
    expect([plex.ask(QUERY, USER, "jwt"), plex.ask(LIST_JOBS, USER, "jwt")]).toEqual([200, 200]);
    plex.runFor(minutes(1));
    expect([plex.ask(QUERY, USER, "jwt"), plex.ask(LIST_JOBS, USER, "jwt")]).toEqual([200, 401]);
    plex.ask(LOGIN, USER, "basic");
    expect(plex.ask(LIST_JOBS, USER, "jwt")).toBe(200);
  });

  test("is of no use at the other server, unless the keys are shared", () => {
    const statusAfterCrash = (sharedLtpaKeys: boolean) => {
      const plex = ZaasFixture.up({ jwt: "ltpa", zosmf: { sharedLtpaKeys } });
      plex.ask(LOGIN, USER, "basic");
      plex.plex.zosmf.server("SYSA/IZUSVRA").crash();
      plex.runFor(seconds(30));
      return plex.ask(LIST_JOBS, USER, "jwt");
    };
    expect([statusAfterCrash(false), statusAfterCrash(true)]).toEqual([401, 200]);
  });

  test("is logged out at z/OSMF with it", () => {
    const plex = ZaasFixture.up({ jwt: "ltpa" });
    plex.ask(LOGIN, USER, "basic");
    const { zosmf } = plex.plex;
    const security = zosmf.securityOf("SYSA/IZUSVRA");
    const isTaken = () => security.admits(0, USER, Bears.zoweToken, security.tokenOf(USER, Bears.zoweToken));
    expect(isTaken()).toBe(true);
    expect(plex.ask(LOGOUT, USER, "jwt")).toBe(204);
    expect(isTaken()).toBe(false);
  });
});

describe("a JWT of ZAAS", () => {
  test("is good as long as tokenProperties.expirationInSeconds says, where it is coded", () => {
    // @source Zowe documentation, Enabling single sign on for clients via JWT: expirationInSeconds.
    const plex = ZaasFixture.up({ provider: "saf", expirationInSeconds: 600 });
    plex.ask(LOGIN, USER, "basic");
    plex.runFor(seconds(590));
    expect(plex.ask(QUERY, USER, "jwt")).toBe(200);
    plex.runFor(seconds(10));
    expect(plex.ask(QUERY, USER, "jwt")).toBe(401);
  });
});

describe("a logon that z/OSMF answers without a JWT", () => {
  test("fails, as it is z/OSMF's that ZAAS wants: jwtAutoconfiguration jwt", () => {
    // @source zowe/api-layer issue 1645: invalid user or password, whatever they are.
    expect(ZaasFixture.up({ zosmf: { jwtSupport: false } }).ask(LOGIN, USER, "basic")).toBe(401);
    expect(ZaasFixture.up({ jwt: "ltpa", zosmf: { jwtSupport: false } }).ask(LOGIN, USER, "basic")).toBe(204);
  });
});

describe("a JWT that is stuck at z/OSMF", () => {
  /** The user logs on with his password and through a PassTicket, and logs the JWT out. */
  function stuck(): ZaasFixture {
    const plex = ZaasFixture.up({ pat: true });
    plex.ask(LOGIN, USER, "basic");
    plex.ask(GENERATE, USER, "basic");
    expect(plex.ask(LIST_JOBS, USER, "pat")).toBe(200);
    expect(plex.ask(LOGOUT, USER, "jwt")).toBe(204);
    return plex;
  }
  const jwtOf = ({ plex }: ZaasFixture) => plex.zosmf.tokens.tokenAt(placeOf(USER, Jar.zowe, TokenKind.jwt));

  test("is seen by ZAAS, which logs the LTPA token out and logs on again", () => {
    // @source zowe/api-layer pull request 1161; ZosmfService.authenticate.
    const plex = stuck();
    const old = jwtOf(plex);
    const calls = () => plex.zaas("SYSA").report.zosmfCalls + plex.zaas("SYSB").report.zosmfCalls;
    const before = calls();
    expect(plex.ask(LOGIN, USER, "basic")).toBe(204);
    expect(calls() - before, "a logon, the logout, a logon").toBe(3);
    expect(jwtOf(plex)).not.toBe(old);
    expect(plex.ask(LIST_JOBS, USER, "jwt")).toBe(200);
  });

  test("is what a ZAAS without the mark hands out", () => {
    const plex = stuck();
    for (const system of ["SYSA", "SYSB"] as const) plex.zaas(system).memory.forget({ marksToo: true });
    expect(plex.ask(LOGIN, USER, "basic")).toBe(204);
    expect(plex.ask(LIST_JOBS, USER, "jwt")).toBe(401);
  });
});

describe("personal access tokens", () => {
  test("leave the session of their user alone", () => {
    const plex = ZaasFixture.up({ pat: true });
    plex.ask(LOGIN, USER, "basic");
    plex.runFor(minutes(20)); // The authentication cache has dropped the logon.
    plex.ask(GENERATE, USER, "basic");
    expect(plex.ask(LIST_JOBS, USER, "pat")).toBe(200);
    plex.runFor(minutes(485));
    expect([plex.ask(LIST_JOBS, USER, "jwt"), plex.ask(LIST_JOBS, USER, "pat")]).toEqual([401, 200]);
  });

  test("with nothing behind them do not get to z/OSMF", () => {
    expect(ZaasFixture.up({ pat: true }).ask(LOG_ON, USER, "pat")).toBe(401);
  });
});

/** Tokens of z/OSMF: who gets which, for how long they are good, and where. */
import { describe, expect, test } from "vitest";
import { hours, minutes, NO_TIME, seconds } from "@sysplex/sim-core";
import { Bears, effectiveLtpaExpire, operationOf, type ZosmfPlex } from "../../src/index.js";
import { serverOn, ZosmfFixture } from "../fixture.js";
import { ALICE, BOB, LOG_ON, LOG_OUT, TokenFixture } from "./fixture.js";

describe("a request to z/OSMF", () => {
  test("needs a password, or a token of one's own", () => {
    const plex = new TokenFixture();
    expect(plex.list(ALICE, "password")).toBe(200);
    expect(plex.list(ALICE, "none")).toBe(401);
    expect(plex.list(ALICE, "jwt")).toBe(401);
    plex.logOn();
    expect([plex.list(ALICE, "jwt"), plex.list(ALICE, "ltpa"), plex.list(BOB, "jwt")]).toEqual([
      200, 200, 401,
    ]);
  });

  test("for information needs neither", () => {
    // @source z/OSMF Programming Guide, z/OSMF information retrieval service.
    expect(new TokenFixture().ask("GET /zosmf/info", ALICE, "none")).toBe(200);
  });

  test("that is refused is none of the application's: the web container answers", () => {
    const plex = new TokenFixture({ parameters: { notReadyServiceTime: NO_TIME } });
    const before = plex.zosmf.plex.zosmf.threadsOf(serverOn("SYSA")).cpuSeconds;
    expect(plex.list(ALICE, "ltpa")).toBe(401);
    expect(plex.zosmf.plex.zosmf.threadsOf(serverOn("SYSA")).cpuSeconds).toBe(before);
    expect(plex.zosmf.plex.zosmf.securityOf(serverOn("SYSA")).refusedCount).toBe(1);
  });

  test("bears a JWT only where z/OSMF issues them", () => {
    const plex = new TokenFixture({ parameters: { jwtSupport: false } });
    plex.logOn();
    expect([plex.list(ALICE, "ltpa"), plex.list(ALICE, "jwt")]).toEqual([200, 401]);
  });
});

describe("a token", () => {
  /** What the two kinds are answered a second before a time after the logon, and a second after it. */
  function around(plex: TokenFixture, time: number): unknown[] {
    plex.logOn();
    plex.runFor(minutes(time));
    return [plex.list(ALICE, "ltpa"), plex.list(ALICE, "jwt")];
  }

  test("is good for LTPA_EXPIRE, of either kind", () => {
    // The logon took a millisecond of its second; each question takes one more.
    const plex = new TokenFixture();
    expect(around(plex, 499)).toEqual([200, 200]);
    plex.runFor(minutes(1));
    expect([plex.list(ALICE, "ltpa"), plex.list(ALICE, "jwt")]).toEqual([401, 401]);
  });

  test("of one kind may outlive the other", () => {
    const plex = new TokenFixture({ parameters: { jwtLifetime: minutes(30) } });
    expect(around(plex, 31)).toEqual([200, 401]);
  });

  test("lasts longer where SESSION_EXPIRE is, which the server says", () => {
    // @source zowe/community issue 2202: SESSION_EXPIRE(43200) comes to LTPA_EXPIRE 43205, with IZUG018W.
    expect(effectiveLtpaExpire(minutes(43_200), minutes(500))).toEqual({
      value: minutes(43_205),
      isRaised: true,
    });
    expect(effectiveLtpaExpire(minutes(495), minutes(500))).toEqual({ value: minutes(500), isRaised: false });
    expect(effectiveLtpaExpire(minutes(500), minutes(500)).isRaised).toBe(true);

    const plex = new TokenFixture({ zosmf: { SYSA: { sessionExpire: minutes(43_200) } } });
    expect(plex.zosmf.messages("SYSA")).toContain("IZUG018W");
    expect(plex.zosmf.messages("SYSB")).not.toContain("IZUG018W");
    expect(around(plex, 43_200)).toEqual([200, 200]);
  });

  test("that lasts longer is announced at each start", () => {
    const { zosmf } = new TokenFixture({ zosmf: { SYSB: { sessionExpire: minutes(600) } } });
    zosmf.server("SYSB").crash();
    zosmf.server("SYSB").start();
    zosmf.runFor(minutes(10));
    expect(zosmf.messages("SYSB").filter((id) => id === "IZUG018W")).toHaveLength(2);
  });

  test("counts as proof where one logs on, and is not issued anew by that", () => {
    const plex = new TokenFixture({ parameters: { allowBasicAuthLookup: false } });
    plex.logOn();
    plex.runFor(minutes(499));
    expect(plex.ask(LOG_ON, ALICE, "jwt")).toBe(200);
    plex.runFor(minutes(1));
    expect(plex.ask(LOG_ON, ALICE, "jwt")).toBe(401);
  });

  test("outlives the server's end: the keys are in USER_DIR", () => {
    const plex = new TokenFixture();
    plex.logOn(ALICE, "password", "SYSB");
    plex.zosmf.server("SYSB").crash();
    plex.zosmf.server("SYSB").start();
    plex.runFor(minutes(10));
    expect(plex.list(ALICE, "ltpa", "SYSB")).toBe(200);
  });
});

describe("the other server", () => {
  const both = (options: ConstructorParameters<typeof TokenFixture>[0]): unknown[] => {
    const plex = new TokenFixture(options);
    plex.logOn(ALICE, "password", "SYSA");
    return [plex.list(ALICE, "ltpa", "SYSB"), plex.list(ALICE, "jwt", "SYSB")];
  };

  test("takes a JWT, whose key is in the common key ring, and no LTPA token, whose key is not shared", () => {
    // @source zowe-install-packaging wiki: Enable JWT function, and Enable single sign on, on z/OSMF HA servers.
    expect(both({})).toEqual([401, 200]);
    expect(both({ parameters: { sharedLtpaKeys: true } })).toEqual([200, 200]);
    expect(both({ parameters: { sharedJwtKey: false } })).toEqual([401, 401]);
  });

  test("takes neither with another SAF prefix, and no JWT with another key ring", () => {
    const parameters = { sharedLtpaKeys: true };
    expect(both({ parameters, zosmf: { SYSB: { safPrefix: "OTHER" } } })).toEqual([401, 401]);
    expect(both({ parameters, zosmf: { SYSB: { keyringName: "OTHER" } } })).toEqual([200, 401]);
  });

  test("takes both where it has the same USER_DIR, in which the keys are", () => {
    const plex = new TokenFixture({
      parameters: { sharedJwtKey: false },
      zosmf: { SYSB: { userDir: "/global/zosmf/zosmfa" } },
    });
    plex.logOn(ALICE, "password", "SYSA");
    plex.zosmf.server("SYSA").stop();
    plex.runFor(minutes(1));
    plex.zosmf.server("SYSB").start({ operator: false });
    plex.runFor(minutes(10));
    expect([plex.list(ALICE, "ltpa", "SYSB"), plex.list(ALICE, "jwt", "SYSB")]).toEqual([200, 200]);
  });

  test("of a pair whose preferred server is lost makes users with LTPA tokens log on again", () => {
    const plex = new TokenFixture();
    plex.logOn();
    plex.zosmf.server("SYSA").crash();
    plex.runFor(seconds(5));
    expect([plex.list(ALICE, "password"), plex.list(ALICE, "jwt"), plex.list(ALICE, "ltpa")]).toEqual([
      200, 200, 401,
    ]);
    plex.logOn();
    expect(plex.list(ALICE, "ltpa")).toBe(200);
  });
});

describe("a logout", () => {
  test("is remembered by the server where it was, of that token alone", () => {
    const plex = new TokenFixture();
    plex.logOn();
    expect(plex.ask(LOG_OUT, ALICE, "jwt")).toBe(204);
    expect([plex.list(ALICE, "jwt"), plex.list(ALICE, "ltpa")]).toEqual([401, 200]);
    expect(plex.list(ALICE, "jwt", "SYSB"), "nobody tells the other server").toBe(200);
    expect(plex.ask(LOG_OUT, ALICE, "jwt"), "a second time").toBe(401);
  });

  test("is in the server's memory only", () => {
    // @source Open Liberty LocalLoggedOutJwtSsoCookieCache.
    const plex = new TokenFixture();
    plex.logOn(ALICE, "password", "SYSB");
    plex.ask(LOG_OUT, ALICE, "jwt", "SYSB");
    plex.zosmf.server("SYSB").crash();
    plex.zosmf.server("SYSB").start();
    plex.runFor(minutes(10));
    expect(plex.list(ALICE, "jwt", "SYSB")).toBe(200);
  });

  test("counts for nothing where it is not remembered", () => {
    const plex = new TokenFixture({ parameters: { remembersLogout: false } });
    plex.logOn();
    expect(plex.ask(LOG_OUT, ALICE, "jwt")).toBe(204);
    expect(plex.list(ALICE, "jwt")).toBe(200);
  });

  test("is not forgotten for later ones of the same user", () => {
    const plex = new TokenFixture({ parameters: { allowBasicAuthLookup: false } });
    plex.logOn(ALICE, "zowePassword");
    plex.ask(LOG_OUT, ALICE, "zoweToken");
    for (let time = 0; time < 7; time += 1) {
      plex.logOn();
      plex.ask(LOG_OUT, ALICE, "jwt");
    }
    expect(plex.list(ALICE, "zoweToken")).toBe(401);
  });
});

describe("a fork", () => {
  const logOn = operationOf("POST", "/zosmf/services/authenticate") ?? -1;
  const logOut = operationOf("DELETE", "/zosmf/services/authenticate") ?? -1;

  /** Nobody asks over the network: a fork has the clients that its own context makes. */
  function judge({ zosmf }: ZosmfPlex) {
    const security = zosmf.securityOf(serverOn("SYSA"));
    const { jwt } = Bears;
    return {
      logOn: (user: number) => security.onDone(logOn, user, Bears.password, 0),
      logOut: (user: number) => security.onDone(logOut, user, jwt, security.tokenOf(user, jwt)),
      admits: (user: number) => security.admits(0, user, jwt, security.tokenOf(user, jwt)),
      tokenOf: (user: number) => security.tokenOf(user, jwt),
    };
  }

  test("has tokens, logouts and cache of its own", () => {
    const { sim } = new ZosmfFixture();
    const [first, second] = [judge(sim.context), judge(sim.fork().context)];
    first.logOn(ALICE);
    expect(second.admits(ALICE)).toBe(false);

    const fork = sim.fork();
    const third = judge(fork.context);
    first.logOut(ALICE);
    expect([first.admits(ALICE), third.admits(ALICE)]).toEqual([false, true]);
    const token = third.tokenOf(ALICE);
    third.logOn(ALICE);
    first.logOn(ALICE);
    expect([third.tokenOf(ALICE) === token, first.tokenOf(ALICE) === token]).toEqual([true, false]);
    fork.runFor(hours(9));
    expect([first.admits(ALICE), third.admits(ALICE)]).toEqual([true, false]);
  });
});

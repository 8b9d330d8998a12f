/** Who learns of a logout, and for how long. */
import { describe, expect, test } from "vitest";
import { hours, minutes, seconds } from "@sysplex/sim-core";
import type { ZoweParameters } from "../fixture.js";
import { LOGIN, LOGOUT, QUERY, ZaasFixture, type ZaasSetting } from "./fixture.js";

const [FIRST, SECOND] = [11, 12];

/**
 * The story of zowe/api-layer issue 4193: X is logged out while both ZAAS serve, Y while that of SYSB is stopped; then SYSB's
 * starts, and SYSA's stops. Who is still let in?
 */
function afterTheStory(setting: ZaasSetting) {
  const plex = ZaasFixture.up({ provider: "saf", ...setting });
  const { issuer } = plex;
  for (const user of [FIRST, SECOND]) plex.ask(LOGIN, user, "basic");
  expect(plex.ask(LOGOUT, FIRST, "jwt")).toBe(204);
  plex.zowe.launcher("SYSB").modify(`STOP(${issuer})`);
  plex.runFor(minutes(1));
  expect(plex.ask(LOGOUT, SECOND, "jwt")).toBe(204);
  plex.zowe.launcher("SYSB").modify(`START(${issuer})`);
  plex.runFor(minutes(3));
  plex.zowe.launcher("SYSA").modify(`STOP(${issuer})`);
  plex.runFor(minutes(1));
  return { x: plex.ask(QUERY, FIRST, "jwt"), y: plex.ask(QUERY, SECOND, "jwt") };
}

describe("a logout while one ZAAS is stopped", () => {
  test("is never heard of there in version 3: the token works on", () => {
    // @source zowe/api-layer issue 4193: token X is invalid, but token Y is valid.
    expect(afterTheStory({})).toEqual({ x: 401, y: 200 });
  });

  test("is told to it when it registers, as version 2 does", () => {
    expect(afterTheStory({ within: "gateway" })).toEqual({ x: 401, y: 401 });
    expect(afterTheStory({ parameters: { distributesMarks: "always" } })).toEqual({ x: 401, y: 401 });
    expect(afterTheStory({ within: "gateway", parameters: { distributesMarks: "never" } })).toEqual({
      x: 401,
      y: 200,
    });
  });

  test("is not told to the single process of version 3.3 either", () => {
    expect(afterTheStory({ within: "apiml" })).toEqual({ x: 401, y: 200 });
  });

  test("is known to z/OSMF, which a ZAAS that was started anew asks", () => {
    expect(afterTheStory({ provider: "zosmf" })).toEqual({ x: 401, y: 401 });
    const zosmf = { remembersLogout: false };
    expect(afterTheStory({ provider: "zosmf", zosmf })).toEqual({ x: 401, y: 200 });
  });
});

describe("the mark of a token that was logged out", () => {
  /** Answer of SYSB's ZAAS, once it has been ended in some way and has started again. */
  function afterRestart(end: "stop" | "kill", parameters: Partial<ZoweParameters> = {}): number | string {
    const plex = ZaasFixture.up({ provider: "saf", parameters });
    plex.ask(LOGIN, FIRST, "basic");
    plex.ask(LOGOUT, FIRST, "jwt");
    if (end === "kill") plex.zowe.component("zaas", "SYSB").kill();
    else {
      plex.zowe.launcher("SYSB").modify("STOP(zaas)");
      plex.runFor(seconds(30));
      plex.zowe.launcher("SYSB").modify("START(zaas)");
    }
    plex.runFor(minutes(3));
    plex.zowe.launcher("SYSA").modify("STOP(zaas)");
    plex.runFor(minutes(1));
    return plex.ask(QUERY, FIRST, "jwt");
  }

  test("outlives an orderly stop, and no other end of the process", () => {
    // @source ehcache/ehcache3 issue 712: a store that was not closed is emptied when it is opened again.
    expect(afterRestart("stop")).toBe(401);
    expect(afterRestart("kill")).toBe(200);
    expect(afterRestart("kill", { marksSurvive: "always" })).toBe(401);
    expect(afterRestart("stop", { marksSurvive: "never" })).toBe(200);
  });

  test("is forgotten after a day, when the token has long expired", () => {
    const plex = ZaasFixture.up({ provider: "saf" });
    plex.ask(LOGIN, FIRST, "basic");
    plex.ask(LOGOUT, FIRST, "jwt");
    expect(plex.zaas("SYSA").memory.markCount).toBe(1);
    plex.runFor(hours(24));

    expect(plex.zaas("SYSA").memory.markCount).toBe(0);
    expect(plex.ask(QUERY, FIRST, "jwt")).toBe(401);
  });
});

describe("a JWT", () => {
  test.each([
    ["saf", { parameters: { jwtLifetime: hours(8) } }],
    ["zosmf", { zosmf: { jwtLifetime: hours(8) } }],
  ] as const)("of provider %s is good for eight hours", (provider, setting) => {
    const plex = ZaasFixture.up({ provider, ...setting });
    plex.ask(LOGIN, FIRST, "basic");
    plex.runFor(hours(7.99));
    expect(plex.ask(QUERY, FIRST, "jwt")).toBe(200);
    plex.runFor(minutes(1));
    expect(plex.ask(QUERY, FIRST, "jwt")).toBe(401);
  });

  test("of a ZAAS is refused by the other one when they do not share their key", () => {
    const plex = ZaasFixture.up({ provider: "saf", parameters: { sharedJwtKey: false } });
    plex.ask(LOGIN, FIRST, "basic");
    const answers = plex.askTimes(6, QUERY, FIRST, "jwt");

    expect(answers.filter((answer) => answer === 401)).toHaveLength(3);
  });

  test("of z/OSMF is asked about once at each other ZAAS, and remembered for a day", () => {
    const plex = ZaasFixture.up({ zosmf: { jwtLifetime: hours(48) } });
    const calls = (): number => plex.zaas("SYSA").report.zosmfCalls + plex.zaas("SYSB").report.zosmfCalls;
    plex.ask(LOGIN, FIRST, "basic");
    plex.askTimes(10, QUERY, FIRST, "jwt");
    expect(calls(), "the logon, and one question").toBe(2);
    plex.runFor(hours(24));
    plex.askTimes(10, QUERY, FIRST, "jwt");
    expect(calls()).toBe(4);
  });
});

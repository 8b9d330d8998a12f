/** Logons and logouts through the Gateway, wherever ZAAS is. */
import { describe, expect, test } from "vitest";
import { LIST_JOBS, LOGIN, LOGOUT, QUERY, ZaasFixture } from "./fixture.js";

const USER = 7;

describe.each([undefined, "gateway", "apiml"] as const)("a user, ZAAS within: %s", (within) => {
  test("logs on with a password, and is known by the JWT from then on", () => {
    const plex = ZaasFixture.up(within === undefined ? {} : { within });

    expect(plex.ask(QUERY, USER, "jwt")).toBe(401);
    expect(plex.ask(LOGIN, USER, "basic")).toBe(204);
    expect(plex.ask(QUERY, USER, "jwt")).toBe(200);
    expect(plex.ask(LIST_JOBS, USER, "jwt")).toBe(200);
    expect(plex.ask(QUERY, USER + 1, "jwt"), "another one is not").toBe(401);
  });

  test("who logs out is not, and a second logout is refused", () => {
    const plex = ZaasFixture.up(within === undefined ? {} : { within });
    plex.ask(LOGIN, USER, "basic");

    expect(plex.ask(LOGOUT, USER, "jwt")).toBe(204);
    expect(plex.askTimes(4, QUERY, USER, "jwt")).toEqual([401, 401, 401, 401]);
    expect([plex.zaas("SYSA").memory.markCount, plex.zaas("SYSB").memory.markCount]).toEqual([1, 1]);
    expect(plex.ask(LOGOUT, USER, "jwt")).toBe(401);
    expect(plex.ask(LOGIN, USER, "basic")).toBe(204);
    expect(plex.askTimes(4, QUERY, USER, "jwt")).toEqual([200, 200, 200, 200]);
  });
});

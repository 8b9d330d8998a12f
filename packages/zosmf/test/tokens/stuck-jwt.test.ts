/**
 * Liberty's authentication cache, and what it does to logons.
 *
 * @source OpenLiberty/open-liberty issue 18697: a logout may take the wrong entry away, and the next logon finds the old
 * token; zowe/api-layer issues 838 and 2826: 401 until the LTPA token is logged out, or with allowBasicAuthLookup="false".
 */
import { describe, expect, test } from "vitest";
import { minutes, seconds } from "@sysplex/sim-core";
import { placeOf } from "../../src/index.js";
import { ALICE, LOG_OUT, TokenFixture } from "./fixture.js";

const CLIENT_JWT = placeOf(ALICE, 0, 1);

const tokenOf = (plex: TokenFixture): number => plex.zosmf.plex.zosmf.tokens.tokenAt(CLIENT_JWT);

describe("the authentication cache", () => {
  test("answers a second logon with the tokens of the first, whoever logs the user on", () => {
    const plex = new TokenFixture();
    plex.logOn(ALICE, "zowePassword");
    plex.logOn();
    const first = tokenOf(plex);
    plex.logOn();
    expect(tokenOf(plex)).toBe(first);
    expect(plex.zosmf.plex.zosmf.tokens.tokenAt(placeOf(ALICE, 1, 1))).toBe(first);
  });

  test("is one server's own", () => {
    const plex = new TokenFixture();
    plex.logOn();
    const first = tokenOf(plex);
    plex.logOn(ALICE, "password", "SYSB");
    expect(tokenOf(plex)).not.toBe(first);
  });

  test("drops what nobody has asked for in ten minutes", () => {
    const plex = new TokenFixture();
    plex.logOn();
    const first = tokenOf(plex);
    plex.runFor(minutes(9));
    plex.logOn();
    plex.runFor(minutes(9));
    plex.logOn();
    expect(tokenOf(plex)).toBe(first);
    plex.runFor(minutes(10));
    plex.logOn();
    expect(tokenOf(plex)).not.toBe(first);
  });

  test("hands out no tokens that have expired", () => {
    const plex = new TokenFixture({ parameters: { jwtLifetime: minutes(5) } });
    plex.logOn();
    const first = tokenOf(plex);
    plex.runFor(minutes(5));
    plex.logOn();
    expect(tokenOf(plex)).not.toBe(first);
    expect(plex.list(ALICE, "jwt")).toBe(200);
  });

  test("is told of a logout: the next logon makes new tokens", () => {
    const plex = new TokenFixture();
    plex.logOn();
    plex.ask(LOG_OUT, ALICE, "jwt");
    plex.logOn();
    expect(plex.list(ALICE, "jwt")).toBe(200);
  });
});

describe("a JWT that is logged out after a logon with a PassTicket", () => {
  function stuck(allowBasicAuthLookup = true): TokenFixture {
    const plex = new TokenFixture({ parameters: { allowBasicAuthLookup } });
    plex.logOn();
    plex.logOn(ALICE, "passTicket");
    expect(plex.ask(LOG_OUT, ALICE, "jwt")).toBe(204);
    return plex;
  }

  test("comes back with each logon, and is refused", () => {
    const plex = stuck();
    for (let time = 0; time < 3; time += 1) {
      plex.logOn();
      expect(plex.list(ALICE, "jwt")).toBe(401);
      expect(plex.ask(LOG_OUT, ALICE, "jwt"), "nobody can log it out either").toBe(401);
      plex.runFor(minutes(5));
    }
    plex.logOn(ALICE, "passTicket");
    expect(plex.list(ALICE, "ticketToken"), "that of the PassTicket is another").toBe(200);
  });

  test("goes with the logout of the LTPA token that came with it", () => {
    const plex = stuck();
    plex.logOn();
    expect(plex.ask(LOG_OUT, ALICE, "ltpa")).toBe(204);
    plex.logOn();
    expect(plex.list(ALICE, "jwt")).toBe(200);
  });

  test("does not come back without lookups by user and password", () => {
    const plex = stuck(false);
    plex.logOn();
    expect(plex.list(ALICE, "jwt")).toBe(200);
  });

  test("does not come back once the cache has dropped it", () => {
    const plex = stuck();
    plex.runFor(seconds(601));
    plex.logOn();
    expect(plex.list(ALICE, "jwt")).toBe(200);
  });

  test("is no trouble for the other server", () => {
    const plex = stuck();
    plex.logOn(ALICE, "password", "SYSB");
    expect(plex.list(ALICE, "jwt", "SYSB")).toBe(200);
  });
});

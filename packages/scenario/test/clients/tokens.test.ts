/** Clients that show tokens, at z/OSMF itself or behind Zowe. */
import { describe, expect, test } from "vitest";
import { printScenario } from "../../src/file/index.js";
import { pairWith, resolvedOf, runOf, type Files } from "../fixture.js";
import { zowePair } from "../zowe/fixture.js";

const SCENARIO = "scenario.yaml";

function observedOf(files: Files): Record<string, string | undefined> {
  return Object.fromEntries(runOf(files).expectations.map(({ metric, observed }) => [metric, observed]));
}

describe("a client of z/OSMF", () => {
  /** It asks once a second; the preferred server ends at 1 min. */
  function switched(auth: string, parameters = ""): Record<string, string | undefined> {
    return observedOf(
      pairWith({
        [SCENARIO]: [
          ["arrivals: every 1s", `arrivals: every 1s, auth: ${auth}`],
          ["client.tlsHandshake: 0s", `client.tlsHandshake: 0s${parameters}`],
          [
            "clients:",
            `timeline:\n  - { at: 1m, stop: SYSA/IZUSVRA }\nexpect: { rest.logons: ">= 0", rest.lost.sessions: ">= 0", rest.failures.http401: ">= 0" }\nclients:`,
          ],
        ],
      }),
    );
  }
  const seen = (logons: number, lost: number, refused: number) => ({
    "rest.logons": String(logons),
    "rest.lost.sessions": String(lost),
    "rest.failures.http401": String(refused),
  });

  test("with an LTPA token loses its session by a switch, unless the keys are shared", () => {
    // @source z/OSMF, Enabling single sign-on between z/OSMF instances.
    expect(switched("ltpa")).toEqual(seen(2, 1, 0));
    expect(switched("ltpa", ", zosmf.sharedLtpaKeys: true")).toEqual(seen(1, 0, 0));
  });

  test("with a JWT does not, as the key is in the common key ring, unless each server has its own", () => {
    expect(switched("jwt")).toEqual(seen(1, 0, 0));
    expect(switched("jwt", ", zosmf.sharedJwtKey: false")).toEqual(seen(2, 1, 0));
  });

  test("with user and password has no session to lose", () => {
    expect(switched("basic")).toEqual(seen(0, 0, 0));
  });

  test.each(["none", "pat"])("with %s is refused each time", (auth) => {
    // Five minutes of one request a second; that at 300 s is still under way at the end.
    const result = runOf(pairWith({ [SCENARIO]: [["every 1s", `every 1s, auth: ${auth}`]] }));
    const { requests } = result.services["zosmf"]!;
    expect([requests.succeeded, requests.failed, requests.byFailure["http401"]]).toEqual([0, 300, 300]);
  });

  test("logs on by name: probes and other clients have sessions of their own", () => {
    const files = pairWith({
      [SCENARIO]: [
        [
          "every 1s }",
          "every 1s, auth: jwt, user: alice }\n  - { name: leaver, request: DELETE https://zosmf.example.com/zosmf/services/authenticate, arrivals: every 2m, auth: jwt, user: bob }",
        ],
        ["clients:", `expect: { rest.lost.sessions: ">= 0" }\nclients:`],
      ],
    });
    const same = { ...files, [SCENARIO]: (files[SCENARIO] ?? "").replace("bob", "alice") };
    expect(observedOf(files)).toEqual({ "rest.lost.sessions": "0" });
    expect(
      Number(observedOf(same)["rest.lost.sessions"]),
      "at 2 and 4 min, and perhaps at 0",
    ).toBeGreaterThanOrEqual(2);
  });
});

describe("a client of the Gateway whose LTPA token has expired", () => {
  /** LTPA tokens are good for 2 min, the JWT of Zowe for 8 h; jobs are listed once in 10 s. */
  function explorer(renewal: string): Record<string, string | undefined> {
    const files = zowePair(
      [
        [
          "GET https://zowe.example.com:7554/apicatalog/ui/v1",
          "GET https://zowe.example.com:7554/ibmzosmf/api/v1/restjobs/jobs",
        ],
        ["name: catalog", "name: explorer"],
        ["arrivals: every 1s", `arrivals: every 10s, auth: jwt${renewal}`],
        ["client.tlsHandshake: 0s", "client.tlsHandshake: 0s, zosmf.ltpaExpire: 2m"],
        ["clients:", `expect: { explorer.logons: ">= 0", explorer.failures.http401: ">= 0" }\nclients:`],
      ],
      [
        [
          "gateway: { enabled: true, port: 7554 }",
          "gateway: { enabled: true, port: 7554, apiml: { security: { auth: { zosmf: { jwtAutoconfiguration: ltpa } } } } }",
        ],
      ],
    );
    for (const member of ["IZUPRM0A", "IZUPRM0B"]) files[member] += "\nSESSION_EXPIRE(1)\n";
    return observedOf(files);
  }

  test("logs on anew at the first 401", () => {
    // At 0, and past 2 and 4 min.
    expect(explorer("")).toEqual({ "explorer.logons": "3", "explorer.failures.http401": "0" });
  });

  test("goes round in circles when it believes Zowe, which finds its own JWT good", () => {
    // @source zowe/zlux issue 437. Of 30 requests in 5 min, those at 130 to 290 s: 17; that at 120 s may just be in time.
    const { "explorer.logons": logons, "explorer.failures.http401": refused } =
      explorer(", renewal: queried");
    expect(logons).toBe("1");
    expect([17, 18]).toContain(Number(refused));
  });

  test("has its renewal written out", () => {
    const files = pairWith({ [SCENARIO]: [["every 1s }", "every 1s, auth: jwt, renewal: queried }"]] });
    expect(printScenario(resolvedOf(files).document)).toContain("renewal: queried");
    expect(printScenario(resolvedOf(pairWith({})).document)).not.toContain("renewal");
  });
});

describe("parameters of tokens that were Zowe's", () => {
  test("are z/OSMF's, and are known by their former names", () => {
    const formerly =
      ", zowe.zosmfJwtLifetime: 1h, zowe.sharedZosmfTokens: false, zowe.zosmfRemembersLogout: false";
    const { zosmf, overridden } = resolvedOf(
      pairWith({ [SCENARIO]: [["client.tlsHandshake: 0s", `client.tlsHandshake: 0s${formerly}`]] }),
    );
    expect(zosmf.parameters).toMatchObject({
      jwtLifetime: 3_600_000_000,
      sharedJwtKey: false,
      remembersLogout: false,
    });
    expect(overridden.slice(-3)).toEqual([
      "zosmf.jwtLifetime",
      "zosmf.sharedJwtKey",
      "zosmf.remembersLogout",
    ]);
  });
});

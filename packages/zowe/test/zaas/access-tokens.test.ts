/** Personal access tokens: they need a Caching Service that has lists. */
import { describe, expect, test } from "vitest";
import { seconds } from "@sysplex/sim-core";
import { GENERATE, LIST_JOBS, QUERY, REVOKE, VALIDATE, ZaasFixture } from "./fixture.js";

const USER = 21;

function up(caching: "infinispan" | "inMemory" | "VSAM" = "infinispan"): ZaasFixture {
  return ZaasFixture.up({ pat: true, caching });
}

describe("a personal access token", () => {
  test("opens services until it is revoked, at every ZAAS", () => {
    const plex = up();
    expect(plex.ask(LIST_JOBS, USER, "pat"), "there is none yet").toBe(401);
    expect(plex.ask(GENERATE, USER, "basic")).toBe(200);
    expect(plex.askTimes(4, LIST_JOBS, USER, "pat")).toEqual([200, 200, 200, 200]);
    expect(plex.ask(VALIDATE, USER, "pat")).toBe(204);
    expect(plex.ask(QUERY, USER, "pat"), "it is no JWT").toBe(401);
    expect(plex.ask(REVOKE, USER, "pat")).toBe(204);
    expect(plex.askTimes(4, LIST_JOBS, USER, "pat")).toEqual([401, 401, 401, 401]);
    expect(plex.ask(VALIDATE, USER, "pat")).toBe(401);
    expect(plex.ask(GENERATE, USER, "basic"), "another one is another one").toBe(200);
    expect(plex.ask(LIST_JOBS, USER, "pat")).toBe(200);
  });

  test.each(["inMemory", "VSAM"] as const)("is given out with storage %s, and then refused", (caching) => {
    // @source zowe/api-layer caching-log-messages.yml ZWECS136; PATAuthSourceService: any failure means not valid.
    const plex = up(caching);

    expect(plex.ask(GENERATE, USER, "basic")).toBe(200);
    expect(plex.askTimes(2, LIST_JOBS, USER, "pat")).toEqual([401, 401]);
    expect(plex.ask(VALIDATE, USER, "pat")).toBe(500);
    expect(plex.ask(REVOKE, USER, "pat")).toBe(500);
  });

  test("is refused while the Gateway's external address does not lead to a Caching Service", () => {
    const plex = up();
    plex.ask(GENERATE, USER, "basic");
    for (const system of ["SYSA", "SYSB"] as const) {
      plex.zowe.component("caching-service", system).breakStart();
      plex.zowe.component("caching-service", system).kill();
    }
    plex.runFor(seconds(1));

    expect(plex.ask(LIST_JOBS, USER, "pat")).toBe(401);
    expect(plex.ask(VALIDATE, USER, "pat")).toBe(500);
  });

  test("is no source of authentication while they are off, as shipped", () => {
    const plex = ZaasFixture.up();

    expect(plex.ask(GENERATE, USER, "basic")).toBe(200);
    expect(plex.ask(LIST_JOBS, USER, "pat")).toBe(401);
  });
});

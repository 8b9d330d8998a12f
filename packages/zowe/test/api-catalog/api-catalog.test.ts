import { describe, expect, test } from "vitest";
import { minutes, seconds } from "@sysplex/sim-core";
import type { ApiCatalog } from "../../src/api-catalog/index.js";
import { ask, desktop, LOGON, WHOLE_ZOWE, type Browser, type FixtureOptions } from "../desktop/fixture.js";
import { duration } from "../fixture.js";

const CONTAINERS = "GET /apicatalog/api/v1/containers";
const PAGE = "GET /apicatalog/ui/v1/";

/** One user, logged on, who asks through the Gateway of SYSB. */
function catalog(options: FixtureOptions = {}) {
  const { zowe, browsers } = desktop(options);
  const browser = browsers[0] as Browser;
  ask(zowe, browser, LOGON);
  return { zowe, browser };
}

describe("the API Catalog", () => {
  test("shows its page to everybody, and its list to whom a Gateway knows", () => {
    const { zowe, browser } = catalog();

    expect(ask(zowe, browser, PAGE)).toBe(200);
    expect(ask(zowe, browser, CONTAINERS)).toBe(200);
    browser.send(CONTAINERS, 0);
    zowe.runFor(seconds(2));
    expect(browser.answers.at(-1)).toBe(401);
  });

  // @source zowe/api-layer issue 1768: ZWEAS103E until the Catalog was started again.
  test.each([true, false])("whose Gateway is gone for good: keeps to it: %s", (keeps) => {
    const { zowe, browser } = catalog({ parameters: { catalogKeepsGateway: keeps } });
    for (let count = 0; count < 4; count += 1) ask(zowe, browser, CONTAINERS);
    const catalogs = ["SYSA", "SYSB"].map(
      (system) => zowe.plex.zowe.applicationOf(`${system}/ZWE1SV/api-catalog`) as ApiCatalog,
    );
    // The first Gateway of the registry says goodbye, and is not there any more.
    const [first] = zowe.plex.zowe.eureka.registryView("SYSA/ZWE1SV/api-catalog").instancesOf("gateway");
    const gone = first?.host === "sysa.example.com" ? "SYSA" : "SYSB";
    browser.goTo(gone === "SYSA" ? "SYSB" : "SYSA");
    zowe.launcher(gone).modify("STOP(gateway)");
    zowe.runFor(minutes(5));
    const answers = Array.from({ length: 4 }, () => ask(zowe, browser, CONTAINERS));
    const unconfirmed = catalogs.reduce((sum, { unconfirmedCount }) => sum + unconfirmedCount, 0);

    // A GET that is answered 503 is sent again, and ends as it began.
    expect(answers).toEqual(Array.from({ length: 4 }, () => (keeps ? 503 : 200)));
    expect(unconfirmed > 0).toBe(keeps);
    expect(zowe.ids("SYSA").includes("ZWEAS103E") || zowe.ids("SYSB").includes("ZWEAS103E")).toBe(keeps);
    if (!keeps) return;
    for (const system of ["SYSA", "SYSB"]) zowe.component("api-catalog", system).crash();
    zowe.runFor(minutes(5));
    expect(ask(zowe, browser, CONTAINERS)).toBe(200);
  });
});

describe("jobs-api of version 2", () => {
  const JOBS = "GET /jobs/api/v2/jobs";
  const yaml = WHOLE_ZOWE.replace("  zss:\n", "  jobs-api:\n    enabled: true\n    port: 7560\n  zss:\n");
  const jobs = (parameters: FixtureOptions["parameters"] = {}) =>
    desktop({
      yaml,
      parameters,
      starts: (own) =>
        own.map((start) => ({ ...start, configuration: { ...start.configuration, release: "2.18" } })),
    });

  test("asks z/OSMF, and takes longer than it", () => {
    const { zowe, browsers } = jobs({
      explorerServiceTime: duration("300ms"),
      gatewayLatency: duration("1ms"),
    });
    const servedBefore = zowe.plex.zosmf.servers.map(
      ({ name }) => zowe.plex.zosmf.threadsOf(name).answeredCount,
    );
    const since = zowe.now;

    expect(ask(zowe, browsers[0] as Browser, JOBS)).toBe(200);
    const served = zowe.plex.zosmf.servers.map(({ name }) => zowe.plex.zosmf.threadsOf(name).answeredCount);
    expect(served.reduce((a, b) => a + b) - servedBefore.reduce((a, b) => a + b)).toBe(1);
    expect((browsers[0] as Browser).told[0]?.at).toBeGreaterThan(since + 0.3);
  });

  test("hands a failure of z/OSMF on", () => {
    const { zowe, browsers } = jobs();
    for (const server of zowe.plex.zosmf.servers) server.crash();
    zowe.runFor(seconds(1));
    browsers[0]?.send(JOBS);
    zowe.runFor(minutes(1));

    expect(Number(browsers[0]?.answers.at(-1))).toBeGreaterThanOrEqual(500);
  });
});

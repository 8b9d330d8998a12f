import { describe, expect, test } from "vitest";
import { minutes, seconds } from "@sysplex/sim-core";
import { duration, homeAddress, ZosmfFixture } from "./fixture.js";

describe("one autostart group on two systems", () => {
  const shared = { autostartGroup: "IZUDFLT" };

  test("gives one server, that of the first system to IPL (facts 0.4, A2)", () => {
    const plex = new ZosmfFixture({ zosmf: { SYSA: shared, SYSB: shared } });

    expect(plex.state("SYSA")).toBe("ready");
    expect(plex.server("SYSB").state).toEqual({ kind: "connected", to: "SYSA/IZUSVRA" });
  });

  test("gives it to the second system when the first is not there", () => {
    const plex = new ZosmfFixture({ zosmf: { SYSA: shared, SYSB: shared }, down: ["SYSA"] });
    expect(plex.state("SYSB")).toBe("ready");

    plex.ipl("SYSA");
    plex.runFor(minutes(15));

    expect(plex.server("SYSA").state).toEqual({ kind: "connected", to: "SYSB/IZUSVRB" });
  });

  test("is told by ENF 83 when its server has gone and when there is one again (fact A4)", () => {
    const plex = new ZosmfFixture({ zosmf: { SYSA: shared, SYSB: shared } });

    plex.server("SYSA").crash();
    expect(plex.server("SYSB").state).toEqual({ kind: "connected", to: undefined });
    plex.server("SYSA").start();

    expect(plex.server("SYSB").state).toEqual({ kind: "connected", to: "SYSA/IZUSVRA" });
  });
});

test("AUTOSTART(CONNECT) on every system of a group: no server ever starts (facts 5.1, A9)", () => {
  const connect = { autostart: "CONNECT", autostartGroup: "NEVERUSED" } as const;
  const plex = new ZosmfFixture({ zosmf: { SYSA: connect, SYSB: connect } });

  plex.runFor(minutes(60));

  expect([plex.state("SYSA"), plex.state("SYSB")]).toEqual(["connected", "connected"]);
});

test("two servers on one USER_DIR: the second cannot run (fact A3)", () => {
  const plex = new ZosmfFixture({ zosmf: { SYSB: { userDir: "/global/zosmf/zosmfa" } } });

  expect(plex.state("SYSA")).toBe("ready");
  expect(plex.server("SYSB").state).toMatchObject({
    kind: "failed",
    why: "USER_DIR /global/zosmf/zosmfa is in use by SYSA/IZUSVRA",
  });
  expect(plex.messages("SYSB")).toEqual(["$HASP100", "$HASP373", "$HASP395"]);
});

describe("after a switch (fact section 8)", () => {
  const parameters = { startDuration: duration("4m") };

  test.each([
    ["GET /zosmf/restjobs/jobs", 200],
    ["GET /zosmf/restfiles/ds/SYS1.PARMLIB(IEASYS00)", 200],
    ["PUT /zosmf/tsoApp/v1/tso", 200],
    ["GET /zosmf/workflow/rest/1.0/workflows/d043b5f1", 404],
    ["POST /zosmf/workflow/rest/1.0/workflows", 201],
    ["GET /zosmf/swmgmt/swi/PLEX1/ZOS", 404],
  ])("%s is answered %i by the other server", (request, status) => {
    const plex = new ZosmfFixture({ parameters });
    const client = plex.client(homeAddress("SYSB"));

    client.send(request);
    plex.runFor(minutes(1));

    expect(client.answer).toBe(status);
  });

  test("workflows are found where they live", () => {
    const plex = new ZosmfFixture({ parameters });
    const client = plex.client(homeAddress("SYSA"));

    client.send("GET /zosmf/workflow/rest/1.0/workflows/d043b5f1");
    plex.runFor(minutes(1));

    expect(client.answer).toBe(200);
  });

  test("a TSO/E servletKey is unknown: IZUG1126E with HTTP 500", () => {
    const plex = new ZosmfFixture({ parameters });
    const [first, second] = [plex.client(homeAddress("SYSA")), plex.client(homeAddress("SYSB"))];
    first.send("POST /zosmf/tsoApp/tso");
    plex.runFor(minutes(1));

    first.send("GET /zosmf/tsoApp/tso/IBMUSER-71-aaa");
    second.send("GET /zosmf/tsoApp/tso/IBMUSER-71-aaa");
    plex.runFor(minutes(1));

    expect(first.answers).toEqual([200, 200]);
    expect(second.answers).toEqual([500]);
  });

  test("a restarted server does not know the servletKeys of its previous life", () => {
    const plex = new ZosmfFixture({ parameters });
    const client = plex.client(homeAddress("SYSA"));
    client.send("POST /zosmf/tsoApp/tso");
    plex.runFor(minutes(1));

    plex.server("SYSA").crash();
    plex.server("SYSA").start();
    plex.runFor(minutes(5));
    client.send("GET /zosmf/tsoApp/tso/IBMUSER-71-aaa");
    plex.runFor(minutes(1));

    expect(client.answers).toEqual([200, 500]);
  });
});

test("every change of a server's state is told, with its reason", () => {
  const plex = new ZosmfFixture({ parameters: { startDuration: duration("4m") } });
  plex.changes.length = 0;

  plex.server("SYSA").crash();
  plex.server("SYSA").start();
  plex.runFor(minutes(5));
  plex.server("SYSA").hang();

  expect(plex.changes.map(({ from, to, why }) => `${from} → ${to}: ${why}`)).toEqual([
    "ready → down: crash",
    "down → starting: START",
    "starting → listening: web applications start",
    "listening → ready: CWWKF0011I",
    "ready → hung: server hung",
  ]);
});

test("the same seed gives the same run, another seed another", () => {
  const fingerprint = (seed: number): string => {
    const plex = new ZosmfFixture({ seed });
    const client = plex.client(homeAddress("SYSA"));
    for (let request = 0; request < 20; request += 1) client.send("GET /zosmf/restjobs/jobs");
    plex.runFor(seconds(30));
    plex.server("SYSA").crash();
    plex.server("SYSA").start();
    plex.runFor(minutes(15));
    return plex.sim.fingerprint;
  };

  expect(fingerprint(7)).toBe(fingerprint(7));
  expect(fingerprint(7)).not.toBe(fingerprint(8));
});

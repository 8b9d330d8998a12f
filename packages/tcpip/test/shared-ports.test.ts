/**
 * PORT SHAREPORT and SHAREPORTWLM: several listeners on one stack.
 *
 * @source IP Configuration Guide, "Considerations for multiple servers sharing a TCP port": weighted round robin by the
 * accept efficiency fractions (SEF), or by WLM's server weights modified by them; intervals of about a minute.
 */
import { minutes, seconds } from "@sysplex/sim-core";
import { beforeEach, describe, expect, test } from "vitest";
import type { WlmWeights } from "../src/index.js";
import { balanced, homeAddress, twoSystems, type Client, type TestPlex } from "./fixture.js";

const JOBS = ["SERV1", "SERV2"];
const HOME = homeAddress("SYSA");

/** Two servers share port 443 of SYSA's home address: the applications of SYSA and SYSB, of which SYSB's stack is idle. */
function pair(sharing: string, servers: WlmWeights["servers"] = {}): TestPlex {
  const plex = twoSystems({
    servers: [],
    statements: { SYSA: [`PORT 443 TCP SERV1 ${sharing}`, "     443 TCP SERV2"] },
    wlm: { SYSA: { servers } },
  });
  for (const job of JOBS) {
    const application = job === "SERV1" ? "SYSA/SERVER" : "SYSB/SERVER";
    expect(plex.listen("SYSA", { job, application })).toBe("ok");
  }
  return plex;
}

/** Opens so many connections and sends a request on each: how many requests each server has had more. */
function serve(plex: TestPlex, count: number, client = plex.client("linux", HOME)): number[] {
  const before = requestsOf(plex);
  plex.connectEach(count, client);
  for (const attempt of client.attempts.slice(-count)) attempt.send();
  plex.runFor(seconds(1));
  return requestsOf(plex).map((requests, index) => requests - (before[index] as number));
}

const requestsOf = (plex: TestPlex): number[] =>
  ["SYSA", "SYSB"].map((system) => plex.server(system).requests.length);

describe("SHAREPORT", () => {
  let plex: TestPlex;
  let client: Client;
  beforeEach(() => {
    plex = pair("SHAREPORT");
    client = plex.client("linux", HOME);
  });

  test("is said of one of the port's jobs, and counts for all", () => {
    expect(plex.stack("SYSA").listeners.map(({ job }) => job)).toEqual(JOBS);
    expect(pair("SHAREPORTWLM").stack("SYSA").listeners).toHaveLength(2);
  });

  test("gives connections to the listeners in turn", () => {
    expect(serve(plex, 10, client)).toEqual([5, 5]);
  });

  test("a listener that is bound to the address goes before one that is bound to any", () => {
    const other = twoSystems({
      servers: [],
      statements: { SYSA: ["PORT 443 TCP SERV1 SHAREPORT 443 TCP SERV2"] },
    });
    other.listen("SYSA", { job: "SERV1", application: "SYSA/SERVER" });
    other.listen("SYSA", { job: "SERV2", application: "SYSB/SERVER", address: HOME });

    expect(serve(other, 4)).toEqual([0, 4]);
  });

  test("a fork goes on with the turn that its parent has come to", () => {
    const parent = twoSystems({
      servers: [],
      clients: ["linux"],
      statements: { SYSA: ["PORT 443 TCP SERV1 SHAREPORT 443 TCP SERV2"] },
    });
    for (const [job, system] of [
      ["SERV1", "SYSA"],
      ["SERV2", "SYSB"],
    ] as const)
      parent.listen("SYSA", { job, application: `${system}/SERVER` });
    parent.runFor(seconds(1));
    expect(serve(parent, 1, parent.clients[0])).toEqual([1, 0]);
    const fork = parent.fork();

    for (const plex of [fork, parent]) expect(serve(plex, 1, plex.clients[0])).toEqual([0, 1]);
  });

  test("WLM weights do not count", () => {
    expect(serve(pair("SHAREPORT", { SERV1: 1, SERV2: 3 }), 8)).toEqual([4, 4]);
  });

  test("a listener that closes: its connections are reset, new ones go to the other", () => {
    serve(plex, 4, client);
    plex.closeListener("SYSA", 443, "SERV1");
    plex.runFor(seconds(1));

    expect(client.attempts.map(({ outcome }) => outcome).sort()).toEqual([
      "connected",
      "connected",
      "reset",
      "reset",
    ]);
    expect(serve(plex, 4, client)).toEqual([0, 4]);
  });

  test("a third listener has its turn", () => {
    plex.tcpip.applications.set("THIRD", plex.server("SYSA"));
    plex.stack("SYSA").obey({
      ...plex.stack("SYSA").state.profile,
      ports: [...plex.stack("SYSA").state.profile.ports].flatMap((entry) => [
        entry,
        { ...entry, job: "SERV3" },
      ]),
    });
    plex.listen("SYSA", { job: "SERV3", application: "THIRD" });

    expect(serve(plex, 9, client)).toEqual([6, 3]);
  });

  test("a server that took half of an interval's connections at once gets one of three in the next", () => {
    plex.server("SYSB").accepting = false;
    plex.connectEach(4, client);
    plex.server("SYSB").accepting = true;
    plex.connectEach(4, client);
    plex.runUntil(61);

    expect(serve(plex, 12, client)).toEqual([8, 4]);
    plex.runUntil(121);
    expect(serve(plex, 12, client)).toEqual([6, 6]);
  });

  test("a server that hangs has an SEF of 0: one connection an interval goes to it, until it is taken at once", () => {
    plex.server("SYSB").accepting = false;
    plex.connectEach(4, client);
    plex.runUntil(61);
    expect(serve(plex, 6, client)).toEqual([5, 1]);
    plex.runUntil(121);
    plex.server("SYSB").accepting = true;
    expect(serve(plex, 6, client)).toEqual([5, 1]);
    plex.runUntil(181);

    expect(serve(plex, 6, client)).toEqual([3, 3]);
  });

  test("while all of them hang, connections queue up at both", () => {
    for (const system of ["SYSA", "SYSB"]) plex.server(system).accepting = false;
    plex.connectEach(4, client);
    plex.runUntil(61);

    expect(serve(plex, 8, client)).toEqual([4, 4]);
  });

  test("an interval without connections says nothing", () => {
    plex.server("SYSB").accepting = false;
    plex.connectEach(4, client);
    plex.server("SYSB").accepting = true;
    plex.runFor(minutes(10));

    expect(serve(plex, 6, client)).toEqual([5, 1]);
  });
});

describe("SHAREPORTWLM", () => {
  test("gives connections in proportion to WLM's weights of the servers", () => {
    expect(serve(pair("SHAREPORTWLM", { SERV1: 1, SERV2: 3 }), 12)).toEqual([3, 9]);
  });

  test("reduced by the SEF", () => {
    const plex = pair("SHAREPORTWLM", { SERV1: 1, SERV2: 2 });
    const client = plex.client("linux", HOME);
    plex.server("SYSB").accepting = false;
    plex.connectEach(6, client);
    plex.server("SYSB").accepting = true;
    plex.connectEach(6, client);
    plex.runUntil(61);

    expect(serve(plex, 12, client)).toEqual([6, 6]); // 1 × 100 % and 2 × 50 %
  });

  test("a new weight counts from the stack's next poll", () => {
    const plex = pair("SHAREPORTWLM");
    plex.tcpip.wlm("SYSA/TCPIP").setServerWeight("SERV1", 0);
    expect(serve(plex, 4)).toEqual([2, 2]);
    plex.runUntil(61);

    expect(serve(plex, 4)).toEqual([0, 4]);
  });
});

describe("behind a distributor", () => {
  test("QUIESCE of one job keeps distributed connections from it; others still reach it", () => {
    const plex = twoSystems({
      servers: [],
      dynamic: balanced("ROUNDROBIN", ["SYSA"]),
      statements: { SYSA: ["PORT 443 TCP SERV1 SHAREPORT 443 TCP SERV2"] },
    });
    plex.listen("SYSA", { job: "SERV1", application: "SYSA/SERVER" });
    plex.listen("SYSA", { job: "SERV2", application: "SYSB/SERVER" });
    plex.command("SYSA", "V TCPIP,,SYSPLEX,QUIESCE,PORT=443,JOBNAME=SERV1");
    plex.runFor(seconds(1));

    expect(serve(plex, 4, plex.client())).toEqual([0, 4]);
    expect(serve(plex, 4)).toEqual([2, 2]);
  });
});

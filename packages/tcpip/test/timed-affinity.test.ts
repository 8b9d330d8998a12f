/** TIMEDAFFINITY: connections of one client go to one server instance. @source IP Configuration Guide, "Timed affinities". */
import { minutes, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { tallyOf } from "./distribution-support.js";
import { balanced, threeSystems, twoSystems, type Client, type Setting, type TestPlex } from "./fixture.js";

const TARGETS = ["SYSB", "SYSC"];

/** SYSA distributes by turns over SYSB and SYSC, with an affinity of 30 s. */
function bound(setting: Setting = {}, method = "ROUNDROBIN TIMEDAFFINITY 30"): TestPlex {
  return threeSystems({ dynamic: balanced(method, TARGETS), ...setting });
}

function closeAll(client: Client): void {
  for (const attempt of client.attempts) if (attempt.isOpen) attempt.close();
}

describe("a client's connections", () => {
  test("all go to the target of the first one; another client has an affinity of its own", () => {
    const plex = bound();
    const [one, other] = [plex.client(), plex.client()];

    expect(plex.connectEach(3, one)).toEqual(["SYSB", "SYSB", "SYSB"]);
    expect(plex.connectEach(3, other)).toEqual(["SYSC", "SYSC", "SYSC"]);
    expect(plex.connectEach(1, one)).toEqual(["SYSB"]);
  });

  test.each(["BASEWLM", "SERVERWLM", "WEIGHTEDACTIVE"])("the same with %s", (method) => {
    const plex = bound({}, `${method} TIMEDAFFINITY 30`);

    expect(Object.keys(tallyOf(plex.connectEach(5)))).toHaveLength(1);
  });

  test("TIMEDAFFINITY 0, the default, binds nobody", () => {
    const plex = bound({}, "ROUNDROBIN TIMEDAFFINITY 0");

    expect(tallyOf(plex.connectEach(4))).toEqual({ SYSB: 2, SYSC: 2 });
  });
});

describe("the timer", () => {
  test.each([
    [29, "SYSB"],
    [31, "SYSC"],
  ])("starts when the last connection has closed: %i s later the next one goes to %s", (wait, system) => {
    const plex = bound();
    const client = plex.client();
    plex.connectEach(1, client);
    plex.runFor(minutes(5)); // Open connections hold the affinity.
    closeAll(client);
    plex.runFor(seconds(wait));

    expect(plex.connectEach(1, client)).toEqual([system]);
  });

  test("is stopped by another connection, and starts again when that has closed", () => {
    const plex = bound();
    const client = plex.client();
    for (let turn = 0; turn < 4; turn += 1) {
      expect(plex.connectEach(1, client)).toEqual(["SYSB"]);
      closeAll(client);
      plex.runFor(seconds(20));
    }
  });

  test("does not start while another connection of the client is open", () => {
    const plex = bound();
    const client = plex.client();
    plex.connectEach(2, client);
    client.attempts[0]?.close();
    plex.runFor(minutes(5));

    expect(plex.connectEach(1, client)).toEqual(["SYSB"]);
  });

  test("needs no events: an idle affinity schedules nothing", () => {
    const plex = bound();
    const client = plex.client();
    plex.connectEach(1, client);
    closeAll(client);
    plex.runFor(minutes(5));

    expect(plex.sim.pendingCount).toBe(0);
  });
});

describe("an affinity ends", () => {
  test.each<[string, (plex: TestPlex) => void]>([
    ["its target's server ends", (plex) => plex.closeListener("SYSB")],
    ["its target's stack fails", (plex) => plex.stack("SYSB").fail()],
    ["its target is quiesced", (plex) => plex.command("SYSB", "V TCPIP,,SYSPLEX,QUIESCE,TARGET")],
  ])("when %s; the new one stays", (_, end) => {
    const plex = bound();
    const client = plex.client();
    plex.connectEach(2, client);
    end(plex);
    plex.runFor(seconds(1));
    expect(plex.connectEach(2, client)).toEqual(["SYSC", "SYSC"]);
    plex.command("SYSB", "V TCPIP,,SYSPLEX,RESUME,TARGET");
    plex.runFor(seconds(1));

    expect(plex.connectEach(2, client)).toEqual(["SYSC", "SYSC"]);
  });

  test("old connections do not hold the new affinity", () => {
    const plex = bound();
    const client = plex.client();
    plex.connectEach(2, client);
    plex.command("SYSB", "V TCPIP,,SYSPLEX,QUIESCE,TARGET");
    plex.runFor(seconds(1));
    plex.connectEach(1, client);
    plex.command("SYSB", "V TCPIP,,SYSPLEX,RESUME,TARGET");
    client.attempts[2]?.close(); // The only one at SYSC; two at SYSB are open.
    plex.runFor(seconds(31));

    expect(plex.connectEach(1, client)).toEqual(["SYSB"]); // Its turn: the last by turns was SYSC.
  });

  test("when more connections end at its target than it counts: those of an earlier affinity", () => {
    const plex = bound();
    const client = plex.client();
    const quiesce = (operation: string): void => {
      plex.command("SYSB", `V TCPIP,,SYSPLEX,${operation},TARGET`);
      plex.runFor(seconds(1));
    };
    plex.connectEach(2, client); // SYSB
    quiesce("QUIESCE");
    plex.connectEach(1, client);
    client.attempts[2]?.close();
    quiesce("RESUME");
    plex.runFor(seconds(31));
    expect(plex.connectEach(1, client)).toEqual(["SYSB"]); // A new affinity, which counts one.
    closeAll(client);
    plex.runFor(seconds(31));

    expect(plex.connectEach(1, client)).toEqual(["SYSC"]);
  });

  test("with a stack that is there again: its new incarnation has no affinities", () => {
    const plex = bound({}, "ROUNDROBIN TIMEDAFFINITY 300");
    const client = plex.client();
    expect(plex.connectEach(1, client)).toEqual(["SYSB"]);
    plex.stack("SYSB").fail();
    plex.runFor(minutes(1));
    plex.stack("SYSB").start();
    plex.runUntilUp("SYSB");
    plex.listen("SYSB");
    plex.runFor(seconds(1));

    expect(plex.connectEach(1, client)).toEqual(["SYSC"]); // The next in turn.
  });

  test("not with its distributor: the take-over stack hears of it", () => {
    const plex = bound();
    const client = plex.client();
    plex.connectEach(1, plex.client());
    plex.connectEach(1, client);
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));

    expect(plex.connectEach(3, client)).toEqual(["SYSC", "SYSC", "SYSC"]);
  });
});

test("server instances that share a port: the client stays with one of them", () => {
  const plex = twoSystems({
    dynamic: balanced("ROUNDROBIN TIMEDAFFINITY 30", ["SYSA"]),
    statements: { SYSA: ["PORT 443 TCP SERVER SHAREPORT 443 TCP OTHER"] },
    servers: ["SYSA"],
  });
  plex.listen("SYSA", { job: "OTHER", application: "SYSB/SERVER" });
  const clients = [plex.client(), plex.client()];
  for (const client of clients) plex.connectEach(3, client);
  for (const attempt of plex.attempts) attempt.send();
  plex.runFor(seconds(1));

  expect([plex.server("SYSA").requests, plex.server("SYSB").requests].map(({ length }) => length)).toEqual([
    3, 3,
  ]);
  plex.closeListener("SYSA", 443, "SERVER");
  plex.runFor(seconds(1));
  expect(tallyOf(clients.flatMap((client) => plex.connectEach(2, client)))).toEqual({ SYSA: 4 });
});

import { minutes, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { OUTSIDE_REFUSED, OUTSIDE_SILENCE, type Application, type OutsideNetwork } from "../src/index.js";
import { LATENCY, twoSystems, type TestPlex } from "./fixture.js";

const OUTSIDE = "198.51.100.7";

/** Two processes behind one address, in turn; each may be lost or ended. */
class Hosts implements OutsideNetwork {
  next = [1, 2];
  reachable = new Set([1, 2]);
  served: number[] = [];

  constructor(private readonly plex: TestPlex) {}

  owns(address: string): boolean {
    return address === OUTSIDE;
  }

  endFor(_address: string, port: number): number {
    if (port !== 443) return OUTSIDE_REFUSED;
    const end = this.next.shift() ?? OUTSIDE_SILENCE;
    this.next.push(end);
    return end;
  }

  application(end: number): Application {
    return {
      accepting: true,
      onRequest: (connection, request) => {
        this.served.push(end);
        this.plex.tcpip.respond(connection, request, 200);
      },
    };
  }

  isReachable(end: number): boolean {
    return this.reachable.has(end);
  }
}

function outside(): { plex: TestPlex; hosts: Hosts } {
  const plex = twoSystems();
  const hosts = new Hosts(plex);
  plex.tcpip.transport.routes.outside = hosts;
  return { plex, hosts };
}

describe("hosts outside of the sysplex", () => {
  test("choose an end for each connection, and it stays", () => {
    const { plex, hosts } = outside();
    const client = plex.client("linux", OUTSIDE);
    const attempts = [client.connect(), client.connect()];
    plex.runFor(seconds(1));
    for (const { connection } of attempts) plex.tcpip.transport.send(connection, 1, 0, LATENCY);
    plex.runFor(seconds(1));

    expect(attempts.map(({ outcome }) => outcome)).toEqual(["connected", "connected"]);
    expect(hosts.served).toEqual([1, 2]);
  });

  test("that refuse cost a round trip, and those that are silent the client's patience", () => {
    const { plex, hosts } = outside();
    hosts.next = [OUTSIDE_SILENCE];
    const start = plex.sim.now;
    const refused = plex.client("linux", OUTSIDE, 80).connect();
    const silent = plex.client("linux", OUTSIDE).connect();
    plex.runFor(minutes(3));

    expect([refused.outcome, refused.at]).toEqual(["refused", (start + 2 * LATENCY) / 1e6]);
    expect([silent.outcome, silent.at]).toEqual(["timeout", start / 1e6 + 127]);
  });

  test("that are lost let a request be sent again and again; those whose process ends reset it", () => {
    const { plex, hosts } = outside();
    const client = plex.client("linux", OUTSIDE);
    const attempts = [client.connect(), client.connect()];
    plex.runFor(seconds(1));
    hosts.reachable.delete(1);
    hosts.reachable.delete(2);
    for (const { connection } of attempts) plex.tcpip.transport.send(connection, 1, 0, LATENCY);
    plex.tcpip.transport.resetOutside(2);
    plex.runFor(seconds(1));

    expect(attempts.map(({ connection }) => plex.tcpip.transport.isOpen(connection))).toEqual([true, false]);
    expect(hosts.served).toEqual([]);
  });

  test("do not change what addresses of the sysplex lead to", () => {
    const { plex } = outside();
    const attempt = plex.client("linux").connect();
    plex.runFor(seconds(1));

    expect(attempt.outcome).toBe("connected");
  });
});

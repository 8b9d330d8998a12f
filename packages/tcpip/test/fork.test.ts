/** A fork of stacks, distributors and connections at any instant, in the middle of a failure too. */
import { micros, millis, minutes, seconds, type Duration } from "@sysplex/sim-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences, sharedMutables } from "../../../test/support/forked.js";
import { tcpProfiles } from "../src/index.js";
import { threeSystems, twoSystems, type TestPlex } from "./fixture.js";
import { happen, stage, story, type Story } from "./happenings.js";

/** What the context function built from: nobody changes it. */
function sharedBy(plex: TestPlex, fork: TestPlex): string[] {
  const constants: readonly unknown[] = [plex.setting, plex.systems, ...Object.values(tcpProfiles)];
  return sharedMutables(plex, fork, (value) => constants.includes(value));
}

function play(plex: TestPlex, happenings: Story["happenings"]): void {
  for (const happening of happenings) {
    happen(plex, happening);
    plex.runFor(happening.wait);
  }
}

/** So that from the start there are connections, some of them with an answer. */
function beginWithRequests(plex: TestPlex): void {
  const attempts = plex.clients.map((client) => client.connect());
  plex.runFor(seconds(1));
  for (const attempt of attempts) attempt.send();
}

/** A story, when it is forked, and how far into the wait that follows. */
const forkedStory = fc.record({
  story,
  cut: fc.double({ min: 0, max: 1, noNaN: true }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  healthSwitchIsFinal: fc.boolean(),
});

describe("a fork in the middle of any story", () => {
  test("holds the same, shares nothing that changes, and goes on as its parent and as one never forked", () => {
    let connections = 0;
    fc.assert(
      fc.property(forkedStory, ({ story, cut, share, healthSwitchIsFinal }) => {
        const count = Math.floor(cut * story.happenings.length);
        const [first, rest] = [story.happenings.slice(0, count), story.happenings.slice(count)];
        const parts = [Math.floor(share * minutes(3)), minutes(3) - Math.floor(share * minutes(3))];
        const [plex, straight] = [1, 2].map(() => stage(story, { healthSwitchIsFinal })) as [
          TestPlex,
          TestPlex,
        ];
        for (const one of [plex, straight]) {
          beginWithRequests(one);
          play(one, first);
          one.runFor(parts[0] as Duration);
        }
        const fork = plex.fork();
        connections += fork.tcpip.transport.connections.openCount;

        expect(differences(plex, fork)).toEqual([]);
        expect(sharedBy(plex, fork)).toEqual([]);
        for (const one of [fork, plex, straight]) {
          one.runFor(parts[1] as Duration);
          play(one, rest);
          one.runFor(minutes(5));
        }
        expect(differences(straight, fork)).toEqual([]);
        expect(differences(straight, plex)).toEqual([]);
      }),
      { numRuns: 200 },
    );
    expect(connections, "some connections were open when it was forked").toBeGreaterThan(0);
  });
});

describe("what happens in one is not seen in the other", () => {
  test("a request that is under way is answered by the fork's server, not by the parent's", () => {
    const plex = twoSystems({ clients: ["linux"] });
    const attempt = plex.clients[0]?.connect() ?? expect.fail("no client");
    plex.runFor(seconds(1));
    attempt.send();
    const fork = plex.fork();
    fork.runFor(seconds(1));

    expect(fork.attempts.map(({ answers }) => answers)).toEqual([[200]]);
    expect(fork.server("SYSA").requests).toEqual([1]);
    expect(plex.server("SYSA").requests).toEqual([]);
    expect(attempt.answers).toEqual([]);
    plex.runFor(seconds(1));
    expect(attempt.answers).toEqual([200]);
  });

  test("an answer that is under way arrives in the fork", () => {
    const plex = twoSystems({ clients: ["linux"] });
    const attempt = plex.clients[0]?.connect() ?? expect.fail("no client");
    plex.runFor(seconds(1));
    attempt.send();
    plex.runFor(micros(700)); // A request takes 500 µs, and so does its answer.
    expect(plex.server("SYSA").requests).toEqual([1]);
    const fork = plex.fork();
    fork.runFor(seconds(1));

    expect(fork.attempts.map(({ answers }) => answers)).toEqual([[200]]);
    expect(fork.server("SYSA").requests).toEqual([1]);
  });

  test("a destination that became known after the start is known in the fork", () => {
    const plex = twoSystems({ clients: ["linux"] });
    const destination = plex.tcpip.transport.routes.destination("10.0.0.2", 443);
    const fork = plex.fork();
    fork.tcpip.transport.connect(0, destination, 0);
    fork.runFor(millis(2));

    expect(fork.tcpip.transport.routes.destination("10.0.0.2", 443)).toBe(destination);
    expect(fork.tcpip.transport.servedBy(destination)).toEqual({ ingress: 1, target: 1 });
  });

  test("a server that hangs in the fork goes on accepting in the parent", () => {
    const plex = twoSystems({ clients: ["linux"] });
    const fork = plex.fork();
    fork.server("SYSA").accepting = false;
    for (const one of [plex, fork]) {
      one.clients[0]?.connect();
      one.runFor(minutes(2));
    }

    expect([plex.active, plex.tsr]).toEqual(["SYSA", { SYSA: 100, SYSB: 100 }]);
    expect([fork.active, fork.tsr]).toEqual(["SYSB", { SYSA: 0, SYSB: 100 }]);
  });

  test("a listener opened after the fork, a new destination and a backlog are there alone", () => {
    const plex = twoSystems({ clients: ["linux"] });
    const fork = plex.fork();
    fork.listen("SYSB", { port: 9443, backlog: 1 });
    fork.server("SYSB").accepting = false;
    const destination = fork.tcpip.transport.routes.destination("10.0.0.2", 9443);
    for (let count = 0; count < 2; count += 1) fork.tcpip.transport.connect(0, destination, 0);
    fork.runFor(seconds(1));

    expect(fork.tcpip.transport.connections.openCount).toBe(2);
    expect(plex.tcpip.transport.connections.openCount).toBe(0);
    expect(plex.tcpip.transport.routes.destinationIfKnown("10.0.0.2", 9443)).toBe(-1);
    expect(plex.listen("SYSB", { port: 9443 })).toBe("ok");
  });

  test("parameters are those of the parent now, in an object of the fork's own", () => {
    const plex = threeSystems();
    Object.assign(plex.tcpip.parameters, { takeoverDuration: micros(7) });
    const fork = plex.fork();
    Object.assign(fork.tcpip.parameters, { stackStartDuration: micros(8) });

    expect(fork.tcpip.parameters.takeoverDuration).toBe(7);
    expect(plex.tcpip.parameters.stackStartDuration).not.toBe(8);
  });
});

describe("what the context function does not make again is named", () => {
  test("a client that was added later", () => {
    const plex = twoSystems();
    plex.client();

    expect(() => plex.fork()).toThrow(/TCP clients that its context function adds/);
  });

  test("a server program that was registered later", () => {
    const plex = twoSystems();
    plex.tcpip.applications.set("SYSA/LATE", plex.server("SYSA"));
    plex.listen("SYSA", { port: 9443, application: "SYSA/LATE" });

    expect(() => plex.fork()).toThrow(/did not register the server program SYSA\/LATE again/);
  });
});

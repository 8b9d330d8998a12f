import { millis, minutes, NO_TIME, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { differences } from "../../../../test/support/forked.js";
import type { Resolver } from "../../src/index.js";
import { threeSystems, twoSystems, type Setting, type TestPlex } from "../fixture.js";

const ONE = "10.1.1.53";
const TWO = "10.1.1.54";

function plexWith(text: string, setting: Setting = {}): TestPlex {
  return twoSystems({ ...setting, tcpipData: { SYSA: text } });
}

function resolverOf(plex: TestPlex, system = "SYSA"): Resolver {
  const resolver = plex.tcpip.resolvers.of(system);
  if (resolver === undefined) throw new Error(`${system} asks no name server`);
  return resolver;
}

/** Carries a whole lookup out: what it comes to, and how long it takes in seconds. */
function lookUp(plex: TestPlex): {
  readonly found: boolean;
  readonly took: number;
  readonly queries: number;
} {
  const resolver = resolverOf(plex);
  const since = plex.sim.now;
  for (let query = 0; ;) {
    const { outcome, takes, next } = resolver.ask(query);
    plex.runFor(takes);
    if (next === undefined)
      return { found: outcome === "answered", took: (plex.sim.now - since) / 1e6, queries: query + 1 };
    query = next;
  }
}

describe("a lookup", () => {
  test("is answered by the first name server", () => {
    expect(lookUp(plexWith(`NSINTERADDR ${ONE} ${TWO}`))).toEqual({ found: true, took: 0.001, queries: 1 });
  });

  test("costs a silent name server's time-out, and is answered by the next one", () => {
    const plex = plexWith(`NSINTERADDR ${ONE} ${TWO}`);
    plex.tcpip.resolvers.nameServer(ONE).fail();

    expect(lookUp(plex)).toEqual({ found: true, took: 5.001, queries: 2 });
  });

  // Time-out × times through the list × name servers × (the name as it is and with each domain).
  test.each([
    [`NSINTERADDR ${ONE}`, 5],
    [`NSINTERADDR ${ONE}\nRESOLVERTIMEOUT 30`, 30],
    [`NSINTERADDR ${ONE} ${TWO}\nRESOLVERTIMEOUT 2`, 4],
    [`NSINTERADDR ${ONE} ${TWO}\nRESOLVERTIMEOUT 2\nRESOLVERUDPRETRIES 3`, 12],
    [`NSINTERADDR ${ONE}\nDOMAINORIGIN example.com`, 10],
    [`NSINTERADDR ${ONE} ${TWO}\nSEARCH a.example b.example\nRESOLVERTIMEOUT .5\nRESOLVERUDPRETRIES 2`, 6],
  ])("%j costs %d s where nobody answers", (text, took) => {
    const plex = plexWith(text);
    for (const address of [ONE, TWO]) plex.tcpip.resolvers.nameServer(address).fail();

    expect(lookUp(plex)).toMatchObject({ found: false, took });
  });

  test("a name server that refuses costs no time-out", () => {
    const plex = plexWith(`NSINTERADDR ${ONE}\nRESOLVERUDPRETRIES 3`);
    plex.tcpip.resolvers.nameServer(ONE).stop();

    expect(lookUp(plex)).toEqual({ found: false, took: 0.003, queries: 3 });
  });

  test("a slow name server answers late, and past the time-out not at all", () => {
    const plex = plexWith(`NSINTERADDR ${ONE}\nRESOLVERTIMEOUT 2`);
    plex.tcpip.resolvers.nameServer(ONE).slow(millis(1_500));
    expect(lookUp(plex)).toMatchObject({ found: true, took: 1.501 });

    plex.tcpip.resolvers.nameServer(ONE).slow(seconds(2));
    expect(lookUp(plex)).toMatchObject({ found: false, took: 2 });
  });

  test("a name server that comes back answers from then on", () => {
    const plex = plexWith(`NSINTERADDR ${ONE}`);
    plex.tcpip.resolvers.nameServer(ONE).slow(seconds(9));
    plex.tcpip.resolvers.nameServer(ONE).fail();
    lookUp(plex);
    plex.tcpip.resolvers.nameServer(ONE).restore();

    expect(lookUp(plex)).toMatchObject({ found: true, took: 0.001 });
    expect(plex.tcpip.resolvers.nameServer(ONE).state).toEqual({ kind: "answers", delay: NO_TIME });
  });

  test("RESOLVERTIMEOUT left out is the parameter", () => {
    const plex = plexWith(`NSINTERADDR ${ONE}`, { parameters: { resolverTimeout: seconds(30) } });
    plex.tcpip.resolvers.nameServer(ONE).fail();

    expect(lookUp(plex).took).toBe(30);
  });

  test("systems without TCPIP.DATA, or with one that names nobody, have no resolver", () => {
    const plex = threeSystems({ tcpipData: { SYSA: `NSINTERADDR ${ONE}`, SYSB: "HOSTNAME MVSB" } });

    expect(["SYSA", "SYSB", "SYSC"].map((system) => plex.tcpip.resolvers.of(system)?.system)).toEqual([
      "SYSA",
      undefined,
      undefined,
    ]);
    expect(plex.tcpip.resolvers.nameServers).toEqual([ONE]);
  });
});

describe("the watch over name servers", () => {
  test("tells of one that is unresponsive, once, and that it is responsive again", () => {
    const plex = plexWith(`NSINTERADDR ${ONE}`);
    plex.tcpip.resolvers.nameServer(ONE).fail();
    for (let lookup = 0; lookup < 30; lookup += 1) lookUp(plex); // 150 s.

    expect(plex.messages("EZZ9308E")).toEqual([
      `SYSA UNRESPONSIVE NAME SERVER DETECTED AT IP ADDRESS ${ONE}`,
    ]);
    // A query every 5 s: those of the first minute, at its end.
    expect(plex.messages("EZZ9310I")).toEqual([
      `SYSA NAME SERVER ${ONE} TOTAL NUMBER OF QUERIES SENT 12 TOTAL NUMBER OF FAILURES 12 PERCENTAGE 100%`,
    ]);
    expect(plex.messages("EZZ9309I")).toEqual([]);

    plex.tcpip.resolvers.nameServer(ONE).restore();
    for (let lookup = 0; lookup < 400; lookup += 1) {
      lookUp(plex);
      plex.runFor(seconds(1));
    }
    expect(plex.messages("EZZ9309I")).toEqual([`SYSA NAME SERVER IS NOW RESPONSIVE AT IP ADDRESS ${ONE}`]);
    expect(plex.messages("EZZ9308E")).toHaveLength(1);
  });

  test("a threshold that is not exceeded is no message: 1 of 4 fails, and 25 % is the default", () => {
    const plex = plexWith(`NSINTERADDR ${ONE}`);
    const nameServer = plex.tcpip.resolvers.nameServer(ONE);
    for (let lookup = 0; lookup < 4; lookup += 1) {
      if (lookup === 3) nameServer.fail();
      lookUp(plex);
    }
    plex.runFor(minutes(2));
    expect(plex.messages("EZZ9308E")).toEqual([]);

    lookUp(plex); // 2 of 5.
    plex.runFor(minutes(2));
    expect(plex.messages("EZZ9308E")).toHaveLength(1);
  });

  test("rests when nobody has asked for the interval, and keeps its opinion", () => {
    const plex = plexWith(`NSINTERADDR ${ONE}`);
    plex.tcpip.resolvers.nameServer(ONE).fail();
    lookUp(plex);
    plex.runFor(minutes(10));

    expect(plex.tcpip.resolvers.state.value.systems["SYSA"]?.watching).toBe(false);
    expect(plex.messages("EZZ9309I")).toEqual([]);
    lookUp(plex);
    expect(plex.tcpip.resolvers.state.value.systems["SYSA"]?.watching).toBe(true);
  });

  test("threshold 0 ends it", () => {
    const plex = plexWith(`NSINTERADDR ${ONE}`, { parameters: { unresponsiveThreshold: 0 } });
    plex.tcpip.resolvers.nameServer(ONE).fail();
    lookUp(plex);
    plex.runFor(minutes(10));

    expect(plex.messages("EZZ9308E")).toEqual([]);
  });

  test("is gone with its system", () => {
    const plex = plexWith(`NSINTERADDR ${ONE}`);
    plex.tcpip.resolvers.nameServer(ONE).fail();
    lookUp(plex);
    plex.lpar("SYSA").fail("reset");
    plex.runFor(minutes(2));

    expect(plex.tcpip.resolvers.state.value.systems["SYSA"]).toEqual({ seen: {}, watching: false });
    expect(plex.messages("EZZ9308E")).toEqual([]);
  });
});

test("a fork in the middle of a watch goes on as its parent", () => {
  const plex = plexWith(`NSINTERADDR ${ONE}`);
  plex.tcpip.resolvers.nameServer(ONE).fail();
  lookUp(plex);
  const fork = plex.fork();
  expect(differences(plex, fork)).toEqual([]);

  for (const one of [plex, fork]) one.runFor(minutes(2));
  expect(fork.messages("EZZ9308E")).toEqual(plex.messages("EZZ9308E"));
  expect(fork.messages("EZZ9308E")).toHaveLength(1);
  expect(differences(plex, fork)).toEqual([]);
});

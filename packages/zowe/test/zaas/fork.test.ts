/** A fork in the middle of logons, logouts and calls, while what they need comes and goes. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { millis, minutes, type Duration } from "@sysplex/sim-core";
import { differences, sharedMutables } from "../../../../test/support/forked.js";
import { credentialKinds, zaasOperations } from "../../src/zaas/index.js";
import type { ZoweFixture } from "../fixture.js";
import { LIST_JOBS, LOGIN, LOGOUT, SUBMIT, ZaasFixture, type System } from "./fixture.js";

const REQUESTS = [
  ...zaasOperations.map(({ method, path }) => `${method} /gateway/api/v1/auth${path}`),
  LIST_JOBS,
  SUBMIT,
];

interface Happening {
  readonly what: string;
  readonly component: string;
  readonly system: System;
  readonly requests: readonly {
    readonly request: string;
    readonly user: number;
    readonly credentials: (typeof credentialKinds)[number];
  }[];
  readonly wait: Duration;
}

const things: Readonly<Record<string, (plex: ZoweFixture, happening: Happening) => void>> = {
  nothing: () => undefined,
  kill: (plex, { component, system }) => plex.component(component, system).kill(),
  hang: (plex, { component, system }) => plex.component(component, system).hang(),
  resume: (plex, { component, system }) => plex.component(component, system).resume(),
  slow: (plex, { component, system }) => plex.component(component, system).slow(30),
  stopOne: (plex, { component, system }) => plex.launcher(system).modify(`STOP(${component})`),
  startOne: (plex, { component, system }) => plex.launcher(system).modify(`START(${component})`),
  fail: (plex, { system }) => plex.plex.sysplex.lpar(system).fail("wait-state"),
  stopStack: (plex, { system }) => plex.plex.tcpip.stack(`${system}/TCPIP`).stop(),
  startStack: (plex, { system }) => plex.plex.tcpip.stack(`${system}/TCPIP`).start(),
  hangZosmf: (plex) => plex.plex.zosmf.servers[0]?.hang(),
  crashZosmf: (plex) => plex.plex.zosmf.servers[0]?.crash(),
};

/** Whatever there is, and more often what people do. */
const request = fc.oneof(
  fc.record({
    request: fc.constantFrom(...REQUESTS),
    user: fc.integer({ min: 1, max: 2 }),
    credentials: fc.constantFrom(...credentialKinds),
  }),
  fc.record({
    request: fc.constant(LOGIN),
    user: fc.integer({ min: 1, max: 2 }),
    credentials: fc.constant("basic" as const),
  }),
  fc.record({
    request: fc.constantFrom(LOGOUT, LIST_JOBS, SUBMIT),
    user: fc.integer({ min: 1, max: 2 }),
    credentials: fc.constant("jwt" as const),
  }),
);

const happening = fc.record({
  what: fc.constantFrom(...Object.keys(things)),
  component: fc.constantFrom("zaas", "gateway"),
  system: fc.constantFrom<System>("SYSA", "SYSB"),
  requests: fc.array(request, { maxLength: 6 }),
  wait: fc.integer({ min: 0, max: 20_000 }).map((wait) => millis(wait)),
});

function play(plex: ZoweFixture, story: readonly Happening[]): void {
  for (const one of story) {
    for (const asked of one.requests) ask(plex, one.system, asked);
    plex.runFor(millis(12)); // Something is under way when it happens.
    things[one.what]?.(plex, one);
    plex.runFor(one.wait);
  }
}

/** From nowhere: the answer finds no connection, and everything is done all the same. */
function ask(plex: ZoweFixture, system: System, asked: Happening["requests"][number]): void {
  const { zowe } = plex.plex;
  const [method = "", path = ""] = asked.request.split(" ");
  const number = zowe.operations.operationOf(method, path, asked.user, asked.credentials) ?? -1;
  zowe.applicationOf(`${system}/ZWE1SV/gateway`).onRequest(0x3fff_ffff, 1, number);
}

describe("a fork of a Zowe in which users log on and off", () => {
  test("goes on as its parent, and as one that was never forked", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 6 }), fc.nat(9), (story, cut) => {
        const count = cut % (story.length + 1);
        const [plex, straight] = [0, 1].map(() => ZaasFixture.up({ pat: true }).zowe) as [
          ZoweFixture,
          ZoweFixture,
        ];
        for (const one of [plex, straight]) {
          play(one, story.slice(0, count));
          one.runFor(millis(3));
        }
        const fork = plex.fork();
        expect(differences(plex.sim, fork.sim)).toEqual([]);
        for (const one of [fork, plex, straight]) {
          play(one, story.slice(count));
          one.runFor(minutes(2));
        }
        expect(differences(straight.sim, fork.sim)).toEqual([]);
        expect(differences(straight.sim, plex.sim)).toEqual([]);
        for (const system of ["SYSA", "SYSB"]) {
          const report = plex.plex.zowe.zaas(`${system}/ZWE1SV/zaas`)?.report;
          for (const [name, value] of Object.entries(report ?? {})) if (value > 0) seen.add(name);
        }
      }),
      { numRuns: 25, seed: 4_193 },
    );
    expect([...seen].sort()).toEqual(
      expect.arrayContaining(["callsFailed", "logons", "logonsFailed", "logouts", "tickets", "zosmfCalls"]),
    );
  });

  test("shares nothing of ZAAS that changes", () => {
    const plex = ZaasFixture.up({ pat: true }).zowe;
    for (const asked of [LOGIN, LIST_JOBS, LOGOUT])
      ask(plex, "SYSA", { request: asked, user: 1, credentials: asked === LOGIN ? "basic" : "jwt" });
    plex.runFor(millis(15));
    const fork = plex.fork();
    const isDistribution = (value: object): boolean => "sample" in value && "mean" in value;
    const shared = sharedMutables(plex.sim, fork.sim, isDistribution);

    expect(plex.plex.zowe.zaas("SYSA/ZWE1SV/zaas")).not.toBe(fork.plex.zowe.zaas("SYSA/ZWE1SV/zaas"));
    expect(shared.filter((path) => /zaas|token|programs/i.test(path))).toEqual([]);
  });

  test("knows tokens of its own from then on", () => {
    const plex = ZaasFixture.up({ provider: "saf" }).zowe;
    const fork = plex.fork();
    ask(fork, "SYSA", { request: LOGIN, user: 1, credentials: "basic" });
    for (const one of [plex, fork]) one.runFor(minutes(1));

    expect(fork.plex.zowe.tokens.jwtOf(1)).toBe(1);
    expect(plex.plex.zowe.tokens.jwtOf(1)).toBe(0);
  });
});

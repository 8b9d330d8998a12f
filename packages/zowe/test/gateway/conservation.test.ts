/** Under any faults: every request ends once, counters add up, nothing is left open; and a fork goes on the same way. */
import { micros, minutes, seconds } from "@sysplex/sim-core";
import { tcpProfiles } from "@sysplex/tcpip";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences, sharedMutables } from "../../../../test/support/forked.js";
import { outcomeNames } from "../../src/gateway/index.js";
import {
  instanceOn,
  LIST_JOBS,
  SUBMIT,
  twoGateways,
  ZOSMF,
  type GatewayFixture,
  type Setting,
} from "./fixture.js";

const happenings = {
  crashZosmf: (plex: GatewayFixture) => plex.zosmfServer("SYSB").crash(),
  startZosmf: (plex: GatewayFixture) => plex.zosmfServer("SYSB").start(),
  hangZosmf: (plex: GatewayFixture) => plex.zosmfServer("SYSA").hang(),
  resumeZosmf: (plex: GatewayFixture) => plex.zosmfServer("SYSA").resume(),
  loseLpar: (plex: GatewayFixture) => plex.sysplex.lpar("SYSB").fail("wait-state"),
  crashGateway: (plex: GatewayFixture) => plex.crashGateway("SYSA"),
  startGateway: (plex: GatewayFixture) => plex.openGateway("SYSA"),
  hangGateway: (plex: GatewayFixture) => {
    if (plex.gatewayOn("SYSA").mode === "serving") plex.gatewayOn("SYSA").setMode("stopped");
  },
  resumeGateway: (plex: GatewayFixture) => {
    if (plex.gatewayOn("SYSA").mode === "stopped") plex.gatewayOn("SYSA").setMode("serving");
  },
  forgetSysb: (plex: GatewayFixture) => plex.register(ZOSMF, instanceOn("SYSA")),
  forgetAll: (plex: GatewayFixture) => plex.register(ZOSMF),
  knowBoth: (plex: GatewayFixture) => plex.register(ZOSMF, instanceOn("SYSA"), instanceOn("SYSB")),
  burst: (plex: GatewayFixture) => {
    for (let request = 0; request < 30; request += 1)
      plex.clientOf("SYSA").send(request % 3 === 0 ? SUBMIT : LIST_JOBS, 1 + (request % 4));
  },
  giveUp: (plex: GatewayFixture) => {
    const open = plex.clientOf("SYSA").requests.filter(({ answer }) => answer === undefined);
    for (const request of open.slice(0, 5)) plex.clientOf("SYSA").giveUp(request);
  },
} satisfies Record<string, (plex: GatewayFixture) => void>;
type Happening = keyof typeof happenings;

interface Step {
  readonly what: Happening;
  readonly waitMicros: number;
}

const steps = fc.array(
  fc.record({
    what: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...(Object.keys(happenings) as Happening[])) },
      { weight: 2, arbitrary: fc.constant<Happening>("burst") },
    ),
    waitMicros: fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 90_000_000 })),
  }),
  { minLength: 3, maxLength: 25 },
);

const settings: fc.Arbitrary<Setting> = fc.record({
  version: fc.constantFrom(2, 3),
  serviceTime: fc.constantFrom("exponential(mean 50ms)", "exponential(mean 2s)"),
  gatewayLatency: fc.constant("exponential(mean 5ms)"),
  settings: fc.record({
    maxConnectionsPerRoute: fc.constantFrom(2, 7, 100),
    maxTotalConnections: fc.constantFrom(3, 1_000),
  }),
  registry: fc.constantFrom(
    { [ZOSMF]: [instanceOn("SYSA"), instanceOn("SYSB")] },
    { [ZOSMF]: [instanceOn("SYSA", { sticky: true }), instanceOn("SYSB")] },
    { [ZOSMF]: [instanceOn("SYSB", { timeout: seconds(4) }), instanceOn("SYSA"), instanceOn("SYSB")] },
  ),
});

function play(plex: GatewayFixture, story: readonly Step[]): void {
  for (const { what, waitMicros } of story) {
    happenings[what](plex);
    plex.runFor(micros(waitMicros));
  }
}

/** Everything goes on that hangs, and every limit is over. */
function settle(plex: GatewayFixture): void {
  happenings.resumeZosmf(plex);
  happenings.resumeGateway(plex);
  plex.runFor(minutes(15));
}

function addsUp(plex: GatewayFixture): boolean {
  return plex.gateways.every(({ report: { received, open, ended } }) => {
    const sum = outcomeNames.reduce((all, name) => all + ended[name], 0);
    return received === open + sum;
  });
}

/** Each fault meets requests that are under way. */
const eventful: readonly Step[] = (
  [
    ["burst", 1_000_000],
    ["crashZosmf", 1_000_000],
    ["burst", 1_000_000],
    ["crashGateway", 1_000_000],
    ["startGateway", 0],
    ["forgetAll", 0],
    ["burst", 1_000_000],
    ["knowBoth", 0],
    ["loseLpar", 0],
    ["burst", 90_000_000],
    ["hangZosmf", 0],
    ["burst", 90_000_000],
  ] as const
).map(([what, waitMicros]) => ({ what, waitMicros }));

describe("every request ends once", () => {
  test("whatever happens, counters add up and no connection is left", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(settings, steps, (setting, story) => {
        const plex = twoGateways(setting);
        play(plex, story);
        expect(addsUp(plex)).toBe(true);
        settle(plex);

        const { report } = plex.gatewayOn("SYSA");
        expect(addsUp(plex)).toBe(true);
        expect(report).toMatchObject({ open: 0, connectionsOpen: 0 });
        expect(plex.tcpip.transport.connections.openCount).toBe(0);
        expect(plex.clientOf("SYSA").answers).not.toContain(undefined);
        for (const name of outcomeNames) if (report.ended[name] > 0) seen.add(name);
      }),
      {
        numRuns: 150,
        examples: [[{ serviceTime: "2s" }, [...eventful]]],
      },
    );
    // The eventful story, at least, leads there: not only never anything wrong.
    const expected = ["answered", "lost", "refused", "reset", "blackHoled", "unanswered", "noInstance"];
    for (const name of expected) expect([...seen]).toContain(name);
  });
});

/** What nobody changes, and a fork may hold in common with its parent. */
function constantsOf({ setting, zosmf }: GatewayFixture): (value: object) => boolean {
  const constants: readonly unknown[] = [setting, zosmf.operations, ...Object.values(tcpProfiles)];
  return (value) =>
    constants.includes(value) ||
    "draw" in value ||
    "serviceId" in value ||
    "host" in value ||
    Object.values(setting.registry ?? {}).includes(value as never);
}

describe("a fork", () => {
  test("holds the same, shares nothing that changes, and goes on as its parent", () => {
    fc.assert(
      fc.property(settings, steps, steps, (setting, before, after) => {
        const plex = twoGateways(setting);
        play(plex, before);
        const fork = plex.fork();
        expect(differences(plex, fork)).toEqual([]);
        expect(sharedMutables(plex, fork, constantsOf(plex))).toEqual([]);
        for (const one of [plex, fork]) {
          play(one, after);
          settle(one);
        }
        expect(fork.sim.fingerprint).toBe(plex.sim.fingerprint);
        expect(fork.clientOf("SYSA").requests).toEqual(plex.clientOf("SYSA").requests);
        expect(fork.gateways.map(({ report }) => report)).toEqual(plex.gateways.map(({ report }) => report));
      }),
      { numRuns: 30 },
    );
  });
});

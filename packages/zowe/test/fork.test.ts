/** A fork of launchers and components at any instant: in a preparation, a back-off, a stop, a hang. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { millis, minutes, seconds, type Duration } from "@sysplex/sim-core";
import { differences } from "../../../test/support/forked.js";
import { ZoweFixture } from "./fixture.js";
import { sharedByFork } from "./shared-by-fork.js";

const COMPONENTS = ["gateway", "discovery", "zss"] as const;

interface Happening {
  readonly what: string;
  readonly component: (typeof COMPONENTS)[number];
  readonly system: "SYSA" | "SYSB";
  readonly wait: Duration;
}

const things: Readonly<Record<string, (plex: ZoweFixture, happening: Happening) => void>> = {
  crash: (plex, { component, system }) => plex.component(component, system).crash(),
  kill: (plex, { component, system }) => plex.component(component, system).kill(),
  hang: (plex, { component, system }) => plex.component(component, system).hang(),
  resume: (plex, { component, system }) => plex.component(component, system).resume(),
  outOfMemory: (plex, { component, system }) => plex.component(component, system).outOfMemory(),
  breakStart: (plex, { component, system }) => plex.component(component, system).breakStart(),
  slow: (plex, { component, system }) => plex.component(component, system).slow(3),
  startOne: (plex, { component, system }) => plex.launcher(system).modify(`START(${component})`),
  stopOne: (plex, { component, system }) => plex.launcher(system).modify(`STOP(${component})`),
  stop: (plex, { system }) => plex.launcher(system).stop(),
  start: (plex, { system }) => plex.launcher(system).start(),
  cancel: (plex, { system }) => plex.launcher(system).cancel(),
  abend: (plex, { system }) => plex.launcher(system).abend(),
  damage: (plex, { system }) => plex.launcher(system).workspace.damage(),
  backUp: (plex, { system }) => plex.launcher(system).workspace.backUp(),
  recover: (plex, { system }) => plex.launcher(system).workspace.recover(),
  fail: (plex, { system }) => plex.plex.sysplex.lpar(system).fail("wait-state"),
  ipl: (plex, { system }) => plex.plex.sysplex.lpar(system).ipl(),
  hangLpar: (plex, { system }) => plex.plex.sysplex.lpar(system).hang({ signalling: false }),
  resumeLpar: (plex, { system }) => plex.plex.sysplex.lpar(system).resume(),
  stopStack: (plex, { system }) => plex.plex.tcpip.stack(`${system}/TCPIP`).stop(),
  startStack: (plex, { system }) => plex.plex.tcpip.stack(`${system}/TCPIP`).start(),
};

const story = fc.array(
  fc.record({
    what: fc.constantFrom(...Object.keys(things)),
    component: fc.constantFrom(...COMPONENTS),
    system: fc.constantFrom("SYSA" as const, "SYSB" as const),
    wait: fc.integer({ min: 0, max: 60_000 }).map((wait) => millis(wait)),
  }),
  { minLength: 1, maxLength: 10 },
);

const phase = fc.constantFrom("1" as const, "2" as const);

function play(plex: ZoweFixture, happenings: readonly Happening[]): void {
  for (const happening of happenings) {
    things[happening.what]?.(plex, happening);
    ask(plex, happening);
    plex.runFor(happening.wait);
  }
}

/** A request from nowhere: its answer finds no connection, and the component works on it all the same. */
function ask(plex: ZoweFixture, { component, system }: Happening): void {
  const { zowe } = plex.plex;
  const operation = zowe.operations.operationOf("GET", "/ibmzosmf/api/v1/restjobs/jobs") ?? NaN;
  zowe.applicationOf(`${system}/ZWE1SV/${component}`).onRequest(0x3fff_ffff, 1, operation);
}

describe("a fork in the middle of any story", () => {
  test("holds the same, shares nothing that changes, and goes on as its parent and as one never forked", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(story, fc.nat(9), phase, (happenings, cut, launcherPhase) => {
        const count = cut % (happenings.length + 1);
        const parameters = { launcherPhase };
        const [plex, straight] = [ZoweFixture.up({ parameters }), ZoweFixture.up({ parameters })];
        for (const one of [plex, straight]) {
          play(one, happenings.slice(0, count));
          one.runFor(seconds(2.5));
        }
        const fork = plex.fork();
        for (const { state } of plex.plex.zowe.components) seen.add(state.kind);

        expect(differences(plex.sim, fork.sim)).toEqual([]);
        expect(sharedByFork(plex.sim, fork.sim)).toEqual([]);
        for (const one of [fork, plex, straight]) {
          play(one, happenings.slice(count));
          one.runFor(minutes(10));
        }
        expect(differences(straight.sim, fork.sim)).toEqual([]);
        expect(differences(straight.sim, plex.sim)).toEqual([]);
      }),
      { numRuns: 50 },
    );
    expect(seen.size, "components were in many states when forked").toBeGreaterThan(3);
  });

  test("parameters are those of the parent now, in an object of the fork's own", () => {
    const plex = ZoweFixture.up();
    Object.assign(plex.plex.zowe.parameters, { stopGrace: seconds(7) });
    const fork = plex.fork();
    Object.assign(fork.plex.zowe.parameters, { stopGrace: seconds(8) });

    expect(plex.plex.zowe.parameters.stopGrace).toBe(seconds(7));
    expect(fork.plex.zowe.parameters.stopGrace).toBe(seconds(8));
  });

  test("a crash in the fork is not noticed in the parent", () => {
    const plex = ZoweFixture.up();
    const fork = plex.fork();
    fork.component("gateway").crash();
    for (const one of [plex, fork]) one.runFor(seconds(10));

    expect(plex.ids()).toEqual([]);
    expect(fork.ids()).toEqual(["ZWEL0004I", "ZWEL0005I", "ZWEL0001I"]);
    expect(plex.component("gateway").isListening).toBe(true);
  });
});

describe("whatever happens", () => {
  test("a port is open only where a process is alive, and only one process has it", () => {
    fc.assert(
      fc.property(story, phase, (happenings, launcherPhase) => {
        const plex = ZoweFixture.up({ parameters: { launcherPhase } });
        for (const happening of happenings) {
          play(plex, [happening]);
          for (const component of plex.plex.zowe.components) {
            const { state, isListening, record } = component;
            const onStack = plex.plex.tcpip
              .stack(`${component.system}/TCPIP`)
              .listeners.filter(({ application }) => application === component.name);
            expect(onStack).toHaveLength(isListening ? 1 : 0);
            if (isListening) expect(state.kind).not.toBe("down");
            expect(record.port === "open" && record.orphan?.port === "open").toBe(false);
          }
        }
      }),
      { numRuns: 75 },
    );
  });
});

/** A fork of a whole Zowe with users in the middle of their work. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { millis, minutes, seconds, type Duration } from "@sysplex/sim-core";
import { differences } from "../../../../test/support/forked.js";
import { desktop, LOGON, PAGE, SAVE, SERVICE, UNIX_FILE, type DesktopFixture } from "./fixture.js";

interface Happening {
  readonly what: string;
  readonly system: "SYSA" | "SYSB";
  readonly user: number;
  readonly wait: Duration;
}

const things: Readonly<Record<string, (plex: DesktopFixture, happening: Happening) => void>> = {
  crashServer: ({ zowe }, { system }) => zowe.component("app-server", system).crash(),
  hangServer: ({ zowe }, { system }) => zowe.component("app-server", system).hang(),
  resumeServer: ({ zowe }, { system }) => zowe.component("app-server", system).resume(),
  crashGateway: ({ zowe }, { system }) => zowe.component("gateway", system).crash(),
  hangGateway: ({ zowe }, { system }) => zowe.component("gateway", system).hang(),
  resumeGateway: ({ zowe }, { system }) => zowe.component("gateway", system).resume(),
  crashZss: ({ zowe }, { system }) => zowe.component("zss", system).crash(),
  endWorker: ({ zowe }, { system, user }) =>
    zowe.plex.zowe.desktop.endWorker(`${system}/ZWE1SV/app-server`, user % 2),
  stopCrossMemory: ({ zowe }, { system }) => zowe.plex.zowe.crossMemory.fail(system),
  stopTelnet: ({ zowe }, { system }) => zowe.plex.zowe.desktop.terminalServer(system).stop(),
  startTelnet: ({ zowe }, { system }) => zowe.plex.zowe.desktop.terminalServer(system).start(),
  failSystem: ({ zowe }, { system }) => zowe.plex.sysplex.lpar(system).fail("wait-state"),
  logOn: ({ browsers }, { user }) => browsers[user]?.send(LOGON),
  terminal: ({ browsers }, { user }) => {
    if (browsers[user]?.socket !== "open") browsers[user]?.openTerminal();
  },
  type: ({ browsers }, { user }) => {
    if (browsers[user]?.socket === "open") browsers[user].type();
  },
  page: ({ browsers }, { user }) => browsers[user]?.send(PAGE),
  service: ({ browsers }, { user }) => browsers[user]?.send(SERVICE),
  save: ({ browsers }, { user }) => browsers[user]?.send(SAVE),
  file: ({ browsers }, { user }) => browsers[user]?.send(UNIX_FILE),
  catalog: ({ browsers }, { user }) => browsers[user]?.send("GET /apicatalog/api/v1/containers"),
};

const story = fc.array(
  fc.record({
    what: fc.constantFrom(...Object.keys(things)),
    system: fc.constantFrom("SYSA" as const, "SYSB" as const),
    user: fc.nat(2),
    wait: fc.integer({ min: 0, max: 20_000 }).map((wait) => millis(wait)),
  }),
  { minLength: 1, maxLength: 12 },
);

function begin(): DesktopFixture {
  const plex = desktop({}, 3);
  for (const browser of plex.browsers) browser.send(LOGON);
  plex.zowe.runFor(seconds(2));
  for (const browser of plex.browsers) browser.openTerminal();
  plex.zowe.runFor(seconds(1));
  return plex;
}

function play(plex: DesktopFixture, happenings: readonly Happening[]): void {
  for (const happening of happenings) {
    things[happening.what]?.(plex, happening);
    plex.zowe.runFor(happening.wait);
  }
}

describe("a fork of a Desktop in use", () => {
  test("holds the same, and goes on as its parent and as one never forked", () => {
    fc.assert(
      fc.property(story, fc.nat(12), (happenings, cut) => {
        const count = cut % (happenings.length + 1);
        const [plex, straight] = [begin(), begin()];
        for (const one of [plex, straight]) play(one, happenings.slice(0, count));
        const fork = plex.forked();

        expect(differences(plex.zowe.sim, fork.zowe.sim)).toEqual([]);
        for (const one of [fork, plex, straight]) {
          play(one, happenings.slice(count));
          one.zowe.runFor(minutes(3));
        }
        expect(differences(straight.zowe.sim, fork.zowe.sim)).toEqual([]);
        expect(differences(straight.zowe.sim, plex.zowe.sim)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test("a terminal cut in the fork is open in the parent", () => {
    const plex = begin();
    expect(plex.browsers.map(({ socket }) => socket)).toEqual(["open", "open", "open"]);
    const fork = plex.forked();
    fork.zowe.component("gateway", "SYSA").crash();
    for (const one of [plex, fork]) one.zowe.runFor(seconds(1));

    expect(plex.browsers.map(({ socket }) => socket)).toEqual(["open", "open", "open"]);
    expect(fork.browsers.map(({ socket }) => socket)).toEqual(["cut", "cut", "cut"]);
  });
});

describe("whatever happens", () => {
  test("every websocket that a Gateway opened is open or was cut for one reason, and every upgrade has an end", () => {
    fc.assert(
      fc.property(story, (happenings) => {
        const plex = begin();
        play(plex, happenings);
        plex.zowe.runFor(minutes(2));
        for (const system of ["SYSA", "SYSB"]) {
          const report = plex.zowe.plex.zowe.gateway(`${system}/ZWE1SV/gateway`)?.websockets.report;
          if (report === undefined) throw new Error("No Gateway");
          const cut = Object.values(report.cut).reduce((a, b) => a + b);
          const hangs = plex.zowe.state("gateway", system) === "hung";
          const behindHang = ["SYSA", "SYSB"].some(
            (other) => plex.zowe.state("app-server", other) === "hung",
          );
          if (!hangs && !behindHang) expect(report.open + cut + report.refused).toBe(report.upgrades);
          expect(report.open + cut + report.refused).toBeLessThanOrEqual(report.upgrades);
        }
      }),
      { numRuns: 30 },
    );
  });
});

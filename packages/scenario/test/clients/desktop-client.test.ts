/** Users of the Desktop before a whole Zowe on two systems. */
import { describe, expect, test } from "vitest";
import { minutes, seconds, Simulation } from "@sysplex/sim-core";
import { differences } from "../../../../test/support/forked.js";
import type { DesktopClientReport } from "../../src/clients/desktop-counts.js";
import { ScenarioPlex } from "../../src/plex.js";
import type { UserFigures } from "../../src/result/user-metrics.js";
import { resolvedOf } from "../fixture.js";
import { zowePair } from "../zowe/fixture.js";

const USERS = 20;

type Changes = readonly (readonly [string, string])[];

const DESKTOP: Changes = [
  ["  api-catalog: { enabled: true, port: 7552 }\n", "  app-server: { enabled: true, port: 7556 }\n"],
];

const PEOPLE: Changes = [
  [
    "clients:\n",
    `clients:
  - name: desk
    desktop: https://zowe.example.com:7554
    users: ${USERS}
    arrivals: every 1s
    messageEvery: 5s
    logonsWithin: 20s
    backoff: 2s
`,
  ],
];

function sim(scenario: Changes = []): Simulation<ScenarioPlex> {
  const resolved = resolvedOf(zowePair([...PEOPLE, ...scenario], DESKTOP));
  const built = new Simulation<ScenarioPlex>({
    seed: 1,
    context: (sim) => new ScenarioPlex(sim, resolved, true),
  });
  built.context.start();
  return built;
}

function figuresOf({ context }: Simulation<ScenarioPlex>): UserFigures {
  const [desk] = context.users;
  if (desk === undefined) throw new Error("The scenario has no users");
  return desk.figures;
}

const reportOf = (plex: Simulation<ScenarioPlex>): DesktopClientReport | undefined => figuresOf(plex).desktop;

const serverOf = (plex: ScenarioPlex, system: string) => plex.zowe.component(`${system}/ZWE1SV/app-server`);

describe("users of the Desktop", () => {
  test("log on once each, have a terminal each, and are served", () => {
    const plex = sim();
    plex.runFor(minutes(5));
    const report = reportOf(plex);
    const { sent, succeeded, byFailure } = figuresOf(plex);

    expect(report).toMatchObject({
      loggedOn: USERS,
      logons: USERS,
      logonsNeeded: 0,
      terminalsOpen: USERS,
      websocketsOpened: USERS,
      websocketsCut: { reset: 0, stalled: 0 },
    });
    // One a second from 0 to 300 s; the last one is under way.
    expect([sent, succeeded]).toEqual([301, 300]);
    expect(Object.values(byFailure).every((count) => count === 0)).toBe(true);
    // 20 users, a message every 5 s, for some 290 s each.
    expect(report?.messages).toBeGreaterThan((USERS * 270) / 5);
    expect(report?.messages).toBeLessThanOrEqual((USERS * 300) / 5);
  });

  test("lose their terminals with a server, open others, and need no logon in HA mode", () => {
    const plex = sim();
    plex.runFor(minutes(2));
    serverOf(plex.context, "SYSA").kill();
    plex.runFor(minutes(3));
    const report = reportOf(plex);

    expect(report?.websocketsCut.reset).toBeGreaterThan(0);
    expect(report?.websocketsCut.reset).toBe(report?.unsavedStateLost);
    expect(report?.reconnectSeconds.count).toBe(report?.websocketsCut.reset);
    // No earlier than the users' own pause.
    expect(report?.reconnectSeconds.mean).toBeGreaterThanOrEqual(2);
    expect(report).toMatchObject({ logonsNeeded: 0, logons: USERS, terminalsOpen: USERS });
  });

  test("must log on again and again when the servers do not know that they are several", () => {
    const plex = sim([
      ["client.tlsHandshake: 0s", "client.tlsHandshake: 0s, zowe.desktopHaVariable: missing"],
    ]);
    plex.runFor(minutes(5));
    const { failed, byFailure } = figuresOf(plex);

    expect(reportOf(plex)?.logonsNeeded).toBeGreaterThan(USERS);
    expect(failed).toBeGreaterThan(0);
    expect(byFailure["http401"]).toBe(failed);
  });

  test("are cut with the Gateway that the DVIPA had, and come back through the other", () => {
    const plex = sim();
    plex.runFor(minutes(2));
    plex.context.zowe.component("SYSA/ZWE1SV/gateway").kill();
    plex.runFor(minutes(1));
    const report = reportOf(plex);

    expect(report?.websocketsCut).toEqual({ reset: USERS, stalled: 0 });
    expect(report?.terminalsOpen).toBe(USERS);
    expect(report?.logonsNeeded).toBe(0);
  });

  test("find out about a system that has gone by their own patience", () => {
    const plex = sim();
    plex.runFor(minutes(2));
    plex.context.sysplex.lpar("SYSA").fail("wait-state");
    plex.runFor(minutes(4));
    const report = reportOf(plex);

    const { reset = 0, stalled = 0 } = report?.websocketsCut ?? {};
    expect(reset + stalled).toBeGreaterThanOrEqual(USERS);
    expect(stalled).toBeGreaterThan(0);
  });

  test("are the same in a fork, and go on as if there had been none", () => {
    const [plex, straight] = [sim(), sim()];
    for (const one of [plex, straight]) {
      one.runFor(seconds(70));
      serverOf(one.context, "SYSB").kill();
      one.runFor(seconds(1));
    }
    const fork = plex.fork();
    expect(differences(plex, fork)).toEqual([]);
    for (const one of [plex, straight, fork]) one.runFor(minutes(2));

    expect(differences(straight, fork)).toEqual([]);
    expect(figuresOf(fork)).toEqual(figuresOf(straight));
  });
});

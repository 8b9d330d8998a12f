/** Users of the Desktop and of UMS in a scenario: declared, run, measured, and asked for in expectations. */
import { describe, expect, test } from "vitest";
import { minutes, after, START } from "@sysplex/sim-core";
import { differences } from "../../../../test/support/forked.js";
import { buildScenario } from "../../src/run.js";
import { resolutionOf, resolvedOf, runOf, type Files } from "../fixture.js";
import { withTimeline, zowePair } from "./fixture.js";

const USERS = 10;

const UMS = `  izp: { enabled: true, server: { host: zowe.example.com, port: { http: 12023 }, authType: MFA_JWT } }
  app-server: { enabled: true, port: 7556 }
  zss: { enabled: true, port: 7557 }
`;

const people = `clients:
  - { name: desk, desktop: "https://zowe.example.com:7554", users: ${USERS}, arrivals: every 1s, logonsWithin: 20s }
  - { name: admins, ums: "https://zowe.example.com:12023", users: ${USERS}, think: 5s }
`;

/** The ports of UMS and of ZSS are hot standby too, as that of the Gateway. */
function withPeople(expectations = "", ...entries: readonly string[]): Files {
  // The switch back, once the launcher has started the first server again, is beyond the run.
  const late = ["client.tlsHandshake: 0s", "client.tlsHandshake: 0s, zowe.umsStart: 20m"] as const;
  const files = zowePair([["clients:\n", people], late], [["components:\n", `components:\n${UMS}`]]);
  const changed = (name: string): string =>
    (files[name] ?? "").replace("PORT 7554 ", "PORT 7554 7557 12023 ");
  const both: Files = {
    ...files,
    "TCPPROF.SYSA": changed("TCPPROF.SYSA"),
    "TCPPROF.SYSB": changed("TCPPROF.SYSB"),
  };
  return withTimeline(
    { ...both, "scenario.yaml": `${both["scenario.yaml"] ?? ""}${expectations}` },
    ...entries,
  );
}

const KILL = "{ at: 3m, fail: SYSA/ZWESLSTC/izp, how: kill }";

describe("users", () => {
  test("are counted, each group by itself", () => {
    const { users, services } = runOf(withPeople("", KILL));

    expect(Object.keys(users)).toEqual(["desk", "admins"]);
    expect(users["desk"]).toMatchObject({ kind: "desktop", count: USERS });
    expect(users["desk"]?.metrics).toMatchObject({ logons: USERS, logonsNeeded: 0, websocketsCut: 0 });
    // One disturbance each: MFA_JWT needs no new logon, as IBM's page on high availability has it.
    expect(users["admins"]).toMatchObject({ kind: "ums", count: USERS });
    expect(users["admins"]?.metrics).toMatchObject({ disturbances: USERS, logonsNeeded: 0 });
    expect(users["admins"]?.metrics["websocketsCut"]).toBeUndefined();
    expect(Object.keys(services)).not.toContain("desk");
  });

  test("are not counted in the warm-up", () => {
    const files = withPeople("", KILL);
    const warm = (files["scenario.yaml"] ?? "").replace("duration: 5m", "duration: 5m\nwarmup: 4m");
    const { users } = runOf({ ...files, "scenario.yaml": warm });

    expect(users["desk"]?.metrics).toMatchObject({ logons: 0, websocketsOpened: 0, loggedOnAtEnd: USERS });
    expect(users["admins"]?.metrics).toMatchObject({ disturbances: 0, reopenings: 0 });
    // One a second, of the last minute.
    expect(users["desk"]?.metrics["requests.sent"]).toBeGreaterThanOrEqual(60);
    expect(users["desk"]?.metrics["requests.sent"]).toBeLessThanOrEqual(61);
  });

  test("have metrics of their own, for expectations", () => {
    const expectations = `expect:
  desk.logons: = ${USERS}
  desk.failures.http401: = 0
  admins.disturbances: = ${USERS}
  admins.longestDisturbance: 1s..60s
  admins.availability: "> 0%"
`;

    expect(runOf(withPeople(expectations, KILL)).expectations.map(({ ok }) => ok)).toEqual(
      Array.from({ length: 5 }, () => true),
    );
  });

  test.each([
    ["desk.disturbances: = 0", "desk.disturbances"],
    ["admins.websocketsCut: = 0", "admins.websocketsCut"],
    ["desk.timeToFailover: never", "desk.timeToFailover"],
  ])("have none of the other kind, nor of a service: %s", (line, metric) => {
    const { diagnostics } = resolutionOf(withPeople(`expect:\n  ${line}\n`, KILL));
    const found = diagnostics.find(({ code }) => code === "UNKNOWN_METRIC");

    expect(found?.text).toContain(metric);
  });

  test("are the same in a fork", () => {
    const built = buildScenario(resolvedOf(withPeople("", KILL)), "1");
    built.runUntil(after(START, minutes(3)));
    const fork = built.fork();
    expect(differences(built.sim, fork.sim)).toEqual([]);
    for (const one of [built, fork]) one.runUntil(after(START, minutes(5)));

    expect(differences(built.sim, fork.sim)).toEqual([]);
    const figures = ({ plex }: typeof built) => plex.users.map((users) => users.figures);
    expect(figures(fork)).toEqual(figures(built));
  });
});

test("each person has a number of its own, behind those of the clients", () => {
  const { plex } = buildScenario(resolvedOf(withPeople("", KILL)), "1");

  expect(plex.desktopClients[0]?.options.firstUser).toBeGreaterThan(plex.clients.length);
});

test("weights of WLM are those that the scenario says, from the start on", () => {
  const files = zowePair([
    [
      "zosmf: IZUPRM0A, processors: dedicated",
      "zosmf: IZUPRM0A, processors: dedicated, wlm: { system: 40, servers: { IZUSVRA: 30 } }",
    ],
  ]);
  const { plex } = buildScenario(resolvedOf(files), "1");
  const [own, other] = plex.tcpip.stacks.map(({ name }) => plex.tcpip.wlm(name));

  expect([own?.systemWeight, own?.serverWeight("IZUSVRA")]).toEqual([40, 30]);
  // The default of both parameters, tcpip.wlmSystemWeight and tcpip.wlmServerWeight, is one.
  expect(other?.systemWeight).toBe(plex.tcpip.parameters.wlmSystemWeight);
});

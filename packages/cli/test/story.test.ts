/** The story of a result that was made by hand. */
import { describe, expect, test } from "vitest";
import type { FailoverResult, RunResult, ServiceResult } from "@sysplex/scenario";
import { paintFor } from "../src/io.js";
import { tellStory } from "../src/index.js";
import { RESULT } from "./fixture.js";

function story(changes: Partial<RunResult> = {}, settings: readonly string[] = []): string {
  const options = { scenarioPath: "scenarios/a b/scenario.yaml", settings, paint: paintFor(false) };
  return tellStory({ ...RESULT, ...changes }, options).join("\n");
}

function withService(changes: Partial<ServiceResult>): string {
  const zosmf = RESULT.services["zosmf"] as ServiceResult;
  return story({ services: { zosmf: { ...zosmf, ...changes } } });
}

function withFailover(changes: Partial<FailoverResult>): string {
  const failover = RESULT.services["zosmf"]?.failovers[0] as FailoverResult;
  return withService({ failovers: [{ ...failover, ...changes }] });
}

describe("the story", () => {
  test("begins with the question and ends with the line that repeats the run", () => {
    const lines = story({}, ["tcpip.clientLatency=1ms"]).split("\n");

    expect(lines[0]).toBe(RESULT.title);
    expect(lines.at(-1)).toBe(
      "Repeat: sysplex run 'scenarios/a b/scenario.yaml' --seed 1 --set tcpip.clientLatency=1ms",
    );
    expect(lines.at(-2)).toContain("fingerprint 0123456789abcdef");
  });

  test("is no wider than 110 columns, whatever the texts", () => {
    const long = "WORD ".repeat(80);
    const messages = [{ at: 1, system: "SYSA", id: "IXC101I", text: long + "X".repeat(300), standing: null }];

    const lines = story({ messages, title: long }).split("\n").slice(0, -1);

    expect(lines.filter(({ length }) => length > 110)).toEqual([]);
  });

  test("tells in one line what of a file is not modelled, and surprises at length", () => {
    const text = story();

    expect(text).toMatch(/TCP\/IP profile of SYSA; 1 warning; 1 statement or keyword read and not modelled/);
    expect(text).toContain("  ! Nothing backs up 10.1.1.100: only SYSA defines it");
    expect(text).toContain("configs/TCPPROF.SYSA:12:3  NO_VIPABACKUP");
    expect(text).not.toContain("SOURCEVIPA");
  });

  test("tells what became of TSO/E address spaces where requests needed some, and leaves out what did not happen", () => {
    const metrics = {
      tsoStarted: 12,
      tsoSessions: 10,
      tsoSessionsOfUser: 9,
      tsoRefused: 1,
      tsoCancelled: 0,
      messageQueuesLeft: 3,
      messageQueues: 10,
    };

    expect(story({ zosmf: { metrics } })).toContain(
      [
        "TSO/E address spaces behind z/OSMF",
        "  12 address spaces started; at a time 10 on one system at most, 9 of one user",
        "  1 request refused, as a limit was reached",
        "  3 message queues left behind, 10 in use at a time at most",
        "",
      ].join("\n"),
    );
    expect(story()).not.toContain("TSO/E address spaces");
  });

  test("merges actions, messages, owners and targets in order of time", () => {
    const times = [...story().matchAll(/^ {2}(\d\d:\d\d\.\d{3}) {2}(\S+) +(.*)$/gm)].map(
      ([, at, who]) => `${at} ${who}`,
    );

    expect(times).toEqual([
      "00:00.000 =",
      "00:00.000 =",
      "05:00.000 >>>",
      "05:48.000 SYSB",
      "05:50.000 SYSB",
      "05:50.000 =",
    ]);
  });

  test("tells the first of each message only when there are hundreds", () => {
    const messages = Array.from({ length: 500 }, (_, at) => ({
      at,
      system: "SYSA",
      id: "EZD1214I",
      text: "AGAIN",
      standing: null,
    }));

    expect(story({ messages }).match(/EZD1214I AGAIN/g)).toHaveLength(1);
    expect(story({ messages })).toContain("EZD1214I AGAIN (500 of these until 08:19.000)");
  });

  test("splits a failover into its phases and says where each number comes from", () => {
    const text = story();

    expect(text).toContain("failover at 05:00.000, fail SYSA: SYSA → SYSB: 50.000001 s");
    expect(text).toMatch(/detect +45\.000 +s {2}█{40} {2}the sysplex knows/);
    expect(text).toContain("(3 + 1) × 10s + 5s = 45s");
    expect(text).toContain("[documented: Setting Up a Sysplex]");
    expect(text).toContain("[assumed: sysplex.partitionDuration]");
    expect(text).toMatch(/accept +0\.000001 s/);
  });

  test("says what a failover waits for that never ends", () => {
    const zosmf = RESULT.services["zosmf"];
    const failover = zosmf?.failovers[0];
    const waiting = {
      phase: "recover",
      seconds: null,
      because: "IXC402D waits for a reply, and nobody gives one",
      cause: "operator",
      standing: "observed",
      source: "",
      parameters: [],
    } as const;
    const failovers = [
      { ...failover, to: null, phases: null, timeToFailoverSeconds: null, explanation: [waiting] },
    ];

    const text = story({ services: { zosmf: { ...zosmf, failovers } } } as unknown as Partial<RunResult>);

    expect(text).toContain("SYSA → nobody: no request succeeded again");
    expect(text).toContain("IXC402D waits for a reply, and nobody gives one");
  });

  test("shows who owned the address for how much of the run", () => {
    const text = story();
    const bars = [...text.matchAll(/(SYS[AB])\/TCPIP {2}([█░·]+)$/gm)].map(([, system, bar]) => [
      system,
      (bar?.match(/█/g) ?? []).length,
      (bar?.match(/░/g) ?? []).length,
    ]);

    // 350 s of 1200 s are 21 of 72 cells; a cell that both had is filled for both. SYSA died at 300 s, cell 18.
    expect(bars).toEqual([
      ["SYSA", 18, 3],
      ["SYSB", 51, 0],
      ["SYSA", 18, 54],
    ]);
    expect(text).toContain("░ counts as such, and does not run");
  });

  test("shows a WTOR with its reply id, and whose wording is not IBM's", () => {
    expect(story()).toMatch(/SYSB {2}01 IXC402D SYSA LAST OPERATIVE/);
    expect(story()).toContain(
      "Recalled, or worded here in part or whole (sysplex messages): IXC105I, IXC402D",
    );
  });

  test("calls a service that is back at the same place a recovery", () => {
    const text = withFailover({ kind: "recovery", to: "SYSA", noticedBy: "nobody" });

    expect(text).toContain("recovery at 05:00.000, fail SYSA: SYSA again: 50.000001 s");
    expect(text).toMatch(/detect .* over, and nobody had noticed/);
  });

  test("tells when the cause happened if that was before the loss", () => {
    expect(withFailover({ causedAt: 120 })).toContain("failover at 05:00.000, fail SYSA at 02:00.000: SYSA");
  });

  test("says that a service never worked, and why", () => {
    const unserved = "nobody owns 10.1.1.100: no stack defines it";
    const text = withService({ failovers: [], wasServed: false, unservedAtEnd: unserved });
    expect(text).toContain(`None; never worked: ${unserved}.`);

    const requests = {
      sent: 9,
      succeeded: 0,
      failed: 9,
      abandoned: 0,
      retried: 0,
      unfinished: 0,
      byFailure: { http404: 9 },
    };
    expect(withService({ failovers: [], requests })).toContain("no request succeeds (9 http404)");
  });

  test("names the assumed numbers that the answer rests on, and counts the others", () => {
    const [, section = ""] = story().split("Assumed numbers that this answer rests on\n");

    expect(section).toMatch(/^ {2}sysplex\.partitionDuration +2s +No published figure found\.$/m);
    expect(section).toMatch(/^ {2}tcpip\.clientLatency +1ms +set for this run$/m);
    expect(section).not.toContain("takeoverDuration");
    expect(section).toContain("1 other assumed number of the models: sysplex parameters");
  });

  test("tells what clients saw and which expectations failed", () => {
    const text = story();

    expect(text).toMatch(/requests +100 sent, 90 succeeded, 10 failed, 3 tried again/);
    expect(text).toMatch(
      /outage +50\.000 s, to within 1\.000 s, the longest 50\.000 s: 05:00\.000 to 05:50\.000/,
    );
    expect(text).toMatch(/^ {2}ok {6}zosmf\.timeToFailover {2}< 60s {3}observed 50 s$/m);
    expect(text).toMatch(/^ {2}FAILED {2}zosmf\.availability/m);
  });

  test("says why an outage ends before the move, and what fell between two probes", () => {
    const early = withService({ outages: [{ from: 300, to: 335 }] });
    expect(early).toMatch(
      /a request sent from 05:35\.000 on succeeds, though the move comes later: its\s+SYN/,
    );

    const missed = withService({ outages: [], probeSeconds: 60 });
    expect(missed).toContain("the failover at 05:00.000 fell between two probes");

    expect(story()).not.toMatch(/its\s+SYN|between two probes/);
  });
});

describe("the story of Zowe", () => {
  const zowe = {
    metrics: { starts: 1, givenUp: 0, evictions: 2, selfPreservations: 0 },
    turns: [
      { at: 0, name: "SYSA/ZWE1SV/gateway", to: "ready", why: "there at the start" },
      { at: 300, name: "SYSA/ZWE1SV/gateway", to: "down", why: "crash" },
    ],
    staleEntries: [{ at: 300, discovery: "SYSB/ZWE1SV/discovery", count: 1 }],
    sysprint: [
      { at: 300, launcher: "SYSA/ZWE1SV", id: "ZWEL0001I", text: "component gateway started" },
      {
        at: 303,
        launcher: "SYSA/ZWE1SV",
        id: "ZWEL0004I",
        text: "component gateway(1) terminated, status = 256",
      },
    ],
  };

  test("tells what ended and started, not what was there when the run began", () => {
    const text = story({ zowe });

    expect(text).toContain("05:00.000  SYSA/ZWE1SV/gateway  down: crash");
    expect(text).not.toContain("there at the start");
    expect(text).toContain("1 start of components, 0 given up, 2 evictions, 0 times in self-preservation");
  });

  test("tells the lines of SYSPRINT that speak of trouble, and the entries that nobody serves", () => {
    const text = story({ zowe });

    expect(text).toContain("ZWEL0004I component gateway(1) terminated, status = 256");
    expect(text).not.toContain("ZWEL0001I");
    expect(text).toContain("SYSB/ZWE1SV/discovery  1 entry");
  });

  test("escapes what a zowe.yaml may have put into a name", () => {
    const turns = [{ at: 1, name: "SYSA/\u001b[31m", to: "down", why: "\u202ecrash" }];

    expect(story({ zowe: { ...zowe, turns } })).toContain("SYSA/\\u{1b}[31m  down: \\u{202e}crash");
  });

  test("says nothing where there is no Zowe", () => {
    expect(story()).not.toContain("Zowe");
  });
});

describe("the story of users", () => {
  const desk = {
    kind: "desktop",
    count: 30,
    metrics: {
      "requests.sent": 100,
      "requests.succeeded": 90,
      "requests.failed": 10,
      availability: 0.9,
      logons: 30,
      logonsFailed: 2,
      logonsNeeded: 1,
      loggedOnAtEnd: 29,
      websocketsOpened: 34,
      websocketsCut: 5,
      websocketsReset: 3,
      websocketsStalled: 2,
      terminalsAtEnd: 28,
      unsavedStateLost: 4,
      longestReconnect: 12.5,
    },
    byFailure: { http401: 1, timeout: 9, refused: 0 },
  } as const;
  const admins = {
    kind: "ums",
    count: 20,
    metrics: {
      disturbances: 20,
      longestDisturbance: null,
      disturbedAtEnd: 3,
      reopenings: 25,
      logonsNeeded: 1,
      availability: null,
    },
    byFailure: {},
  } as const;

  test("tells of the Desktop: logons, terminals, and what was lost in them", () => {
    const text = story({ users: { desk } });

    expect(text).toContain("What users of desk saw");
    expect(text).toContain("100 sent, 90 succeeded, 10 failed, 90 %");
    expect(text).toContain("1 http401, 9 timeout");
    expect(text).not.toContain("0 refused");
    expect(text).toContain(
      "30 succeeded, 2 failed, 1 needed in the middle of work; 29 users logged on at the end",
    );
    expect(text).toContain("34 opened, 5 cut (3 reset, 2 given up); the longest until the next one 12.500 s");
    expect(text).toContain("lost in 4 terminals");
  });

  test("of whom nothing was cut lose nothing", () => {
    const metrics = { ...desk.metrics, websocketsCut: 0, longestReconnect: null };

    expect(story({ users: { desk: { ...desk, metrics } } })).toContain("nothing lost");
  });

  test("tells of UMS: disturbances, and no length while one has not ended", () => {
    const text = story({ users: { admins } });

    expect(text).toContain("20, with Unified Management Server");
    expect(text).toContain("20 times; 3 at the end");
    expect(text).toContain("left UMS and opened it again 25 times, logged on again 1 time");
  });

  test("says nothing where there are none", () => {
    expect(story()).not.toContain("What users of");
  });
});

test("a scenario that retells what happened says where it was told, what was seen, and what mends it", () => {
  const told = { thread: "zowe/api-layer#2461", symptom: "The page shows dead instances.", fixed: null };

  expect(story({ story: told })).toContain(
    "told in  zowe/api-layer#2461\nseen     The page shows dead instances.",
  );
  expect(story({ story: { ...told, fixed: "seven systems" } })).toContain(
    "was seen The page shows dead instances.\nnow with seven systems",
  );
});

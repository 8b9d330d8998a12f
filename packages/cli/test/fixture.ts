/** A command to run in this process, a folder with a sound scenario, and a result made by hand. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { RunResult } from "@sysplex/scenario";
import { afterAll } from "vitest";
import { main, type CommandIo, type ExitStatus } from "../src/index.js";

export interface Outcome {
  readonly status: ExitStatus;
  readonly out: string;
  readonly err: string;
}

/** Runs `sysplex …` in the folder, and keeps what it printed. */
export async function sysplexIn(
  cwd: string,
  argv: readonly string[],
  io: Partial<CommandIo> = {},
): Promise<Outcome> {
  let out = "";
  let err = "";
  const status = await main(argv, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    outColors: false,
    errColors: false,
    errIsTerminal: false,
    cwd,
    now: () => 0,
    debug: false,
    ...io,
  });
  return { status, out, err };
}

/** A folder that is gone when the test file ends. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "sysplex-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** One system without z/OSMF: nothing but the stack answers, so that a run takes a moment. */
export const SCENARIO = `scenario: small
title: Does the stack refuse a connection when nobody listens?
duration: 1m
sysplex:
  systems:
    SYSA: { tcpip: configs/TCPPROF, processors: dedicated }
clients:
  - name: rest
    request: GET https://10.1.1.1/zosmf/info
    arrivals: every 10s
expect:
  rest.requests.succeeded: "= 0"
`;

export const PROFILE = `IPCONFIG SYSPLEXROUTING DYNAMICXCF 10.1.2.1 255.255.255.0 1
INTERFACE OSAA DEFINE IPAQENET PORTNAME OSAP1
  IPADDR 10.1.1.1/24
PORT
   443 TCP IZUSVRA
`;

/** `small/scenario.yaml` and its profile, with `changes` in place of some files. */
export function writeScenario(
  folder: string,
  changes: Readonly<Record<string, string | Uint8Array>> = {},
): void {
  writeFiles(folder, { "small/scenario.yaml": SCENARIO, "small/configs/TCPPROF": PROFILE, ...changes });
}

/** What a run could have answered: one failover, one expectation met and one not. */
export const RESULT: RunResult = {
  schema: 1,
  scenario: "zosmf-lpar-loss",
  title: "The preferred z/OSMF's LPAR dies. What does a client notice?",
  story: null,
  zowe: null,
  kubernetes: null,
  users: {},
  seed: "1",
  fingerprint: "0123456789abcdef",
  version: "1.2.3",
  simulatedSeconds: 1200,
  events: 1000,
  wallSeconds: 0.25,
  services: {
    zosmf: {
      requests: {
        sent: 100,
        succeeded: 90,
        failed: 10,
        abandoned: 0,
        retried: 3,
        unfinished: 0,
        byFailure: { refused: 0, timeout: 13, reset: 0, http503: 0 },
      },
      availability: 0.9,
      outageSeconds: 50,
      longestOutageSeconds: 50,
      outages: [{ from: 300, to: 350 }],
      probeSeconds: 1,
      latencyMs: { p50: 20, p90: 30, p99: 40.5, p999: 50, max: 60 },
      failovers: [
        {
          kind: "failover",
          cause: "fail SYSA",
          from: "SYSA",
          to: "SYSB",
          at: 300,
          causedAt: 300,
          noticedBy: "sysplex",
          timeToFailoverSeconds: 50.000001,
          phases: { detect: 45, decide: 5, move: 0, accept: 0.000001, recover: 0 },
          milestones: [{ at: 345, what: "SYSB knows that SYSA misses its status updates" }],
          explanation: [
            {
              phase: "detect",
              seconds: 45,
              because:
                "SYSA misses its status updates for 45s: (3 + 1) × 10s + 5s = 45s, dedicated processors",
              cause: "statusInterval",
              standing: "documented",
              source: "Setting Up a Sysplex",
              parameters: ["sysplex.spinTimeDedicated"],
            },
            {
              phase: "decide",
              seconds: 5,
              because: "SYSA is partitioned from the sysplex (IXC105I)",
              cause: "isolation",
              standing: "assumed",
              source: "No published figure found.",
              parameters: ["sysplex.partitionDuration"],
            },
          ],
        },
      ],
      wasServed: true,
      unservedAtEnd: null,
      lost: { connections: 1, sessions: 0, jobs: null },
    },
  },
  clients: {
    rest: {
      requests: {
        sent: 100,
        succeeded: 90,
        failed: 10,
        abandoned: 0,
        retried: 3,
        unfinished: 0,
        byFailure: {},
      },
      availability: 0.9,
      latencyMs: { p50: 20, p90: 30, p99: 40.5, p999: 50, max: 60 },
      lostConnections: 1,
    },
  },
  resources: {
    idle: { cpuSecondsPerHour: 6.5, memoryMiB: 2048 },
    stateChange: { cpuSeconds: 120, messages: 4, bytes: 1024, restarts: 1 },
  },
  messages: [
    {
      at: 348,
      system: "SYSB",
      id: "IXC402D",
      text: "SYSA LAST OPERATIVE AT 00:05:00.00. REPLY DOWN",
      standing: "own wording",
      replyId: 1,
    },
    {
      at: 350,
      system: "SYSB",
      id: "IXC105I",
      text: "SYSPLEX PARTITIONING HAS COMPLETED FOR SYSA.",
      standing: "own wording",
    },
  ],
  expectations: [
    { metric: "zosmf.timeToFailover", expected: "< 60s", observed: "50 s", ok: true },
    { metric: "zosmf.availability", expected: ">= 95%", observed: "90 %", ok: false },
  ],
  timeline: [{ at: 300, what: "fail SYSA" }],
  owners: [
    { at: 0, of: "10.1.1.100", stack: "SYSA/TCPIP" },
    { at: 350, of: "10.1.1.100", stack: "SYSB/TCPIP" },
  ],
  activeTargets: [{ at: 0, of: "10.1.1.100:443", stack: "SYSA/TCPIP" }],
  stacks: [
    { at: 0, stack: "SYSA/TCPIP", isUp: true },
    { at: 0, stack: "SYSB/TCPIP", isUp: true },
    { at: 300, stack: "SYSA/TCPIP", isUp: false },
  ],
  remarks: [],
  files: [{ file: "configs/TCPPROF.SYSA", what: "TCP/IP profile of SYSA" }],
  diagnostics: [
    {
      severity: "info",
      code: "NOT_MODELLED",
      text: "SOURCEVIPA is not modelled",
      then: "It is read.",
      file: "configs/TCPPROF.SYSA",
      line: 3,
      column: 1,
    },
    {
      severity: "warning",
      code: "NO_VIPABACKUP",
      text: "Nothing backs up 10.1.1.100: only SYSA defines it",
      then: "Nobody owns it then.",
      instead: "VIPABACKUP on another system.",
      file: "configs/TCPPROF.SYSA",
      line: 12,
      column: 3,
    },
  ],
  assumptions: [
    { name: "sysplex.partitionDuration", value: "2s", overridden: false },
    { name: "tcpip.takeoverDuration", value: "100ms", overridden: false },
    { name: "tcpip.clientLatency", value: "1ms", overridden: true },
  ],
};

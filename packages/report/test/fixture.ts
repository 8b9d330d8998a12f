/** Results as a run, a comparison and a sweep could have given them: small, with one of everything. */
import type { RunResult, SeriesResult } from "@sysplex/scenario";
import { LatencyHistogram } from "@sysplex/sim-core";
import type {
  ComparisonResult,
  DifferenceResult,
  MetricResult,
  MetricSummaryResult,
  SweepResult,
  VariantSummaryResult,
} from "../src/index.js";

/** Ten stretches of a minute from 1:00 on; in the fifth nothing succeeds. */
export const SERIES: SeriesResult = {
  fromSeconds: 60,
  stretchSeconds: 60,
  sent: [10, 10, 10, 10, 10, 10, 10, 10, 10, 10],
  succeeded: [10, 10, 10, 10, 0, 10, 10, 10, 10, 9],
  failed: [0, 0, 0, 0, 10, 0, 0, 0, 0, 0],
  p50: [20, 20, 20, 20, null, 4_000, 20, 20, 20, 20],
  p90: [30, 30, 30, 30, null, 5_000, 30, 30, 30, 30],
  p99: [40, 40, 40, 40, null, 6_000, 40, 40, 40, 40],
  max: [41, 42, 43, 44, null, 7_000, 45, 46, 47, 48],
};

export const RUN: RunResult = {
  schema: 1,
  scenario: "pair",
  title: "SYSA dies. What does a client notice?",
  story: { thread: "zowe/api-layer#1768", symptom: "requests hang", fixed: null },
  seed: "7",
  fingerprint: "0123456789abcdef",
  version: "1.2.3",
  simulatedSeconds: 660,
  events: 1_234_567,
  services: {
    zosmf: {
      requests: {
        sent: 100,
        succeeded: 89,
        failed: 10,
        abandoned: 0,
        retried: 3,
        unfinished: 1,
        byFailure: { refused: 0, timeout: 13, reset: 0, http503: 0 },
      },
      availability: 89 / 99,
      outageSeconds: 55,
      longestOutageSeconds: 50,
      outages: [
        { from: 300, to: 350 },
        { from: 655, to: null },
      ],
      probeSeconds: 1,
      latencyMs: { p50: 20, p90: 30, p99: 40, p999: 6_500, max: 7_000 },
      latencyDistribution: [
        [0, 5],
        [0.5, 20],
        [0.9, 30],
        [0.99, 40],
        [1, 7_000],
      ],
      series: SERIES,
      failovers: [
        {
          kind: "failover",
          cause: "fail SYSA",
          from: "SYSA",
          to: "SYSB",
          at: 300,
          causedAt: 300,
          noticedBy: "sysplex",
          timeToFailoverSeconds: 50.5,
          phases: { detect: 45, decide: 5, move: 0, accept: 0.5, recover: 0 },
          milestones: [],
          explanation: [
            {
              phase: "detect",
              seconds: 45,
              because: "SYSA misses its status updates",
              cause: "statusInterval",
              standing: "documented",
              source: "Setting Up a Sysplex",
              parameters: ["sysplex.spinTimeDedicated"],
            },
            {
              phase: "decide",
              seconds: 5,
              because: "SYSA is partitioned",
              cause: "isolation",
              standing: "assumed",
              source: "",
              parameters: ["sysplex.partitionDuration"],
            },
            {
              phase: "accept",
              seconds: 0.5,
              because: "the next SYN",
              cause: "retryBackOff",
              standing: "observed",
              source: "",
              parameters: [],
            },
          ],
        },
      ],
      wasServed: true,
      unservedAtEnd: null,
      lost: { connections: 1, sessions: 0, jobs: null },
    },
  },
  clients: {},
  users: { desk: { kind: "desktop", count: 25, metrics: { logonsNeeded: 12 }, byFailure: { http401: 4 } } },
  resources: {
    idle: { cpuSecondsPerHour: 6.5, memoryMiB: 2_048 },
    stateChange: { cpuSeconds: 120, messages: 4, bytes: 1_024, restarts: 1 },
  },
  messages: [
    {
      at: 348,
      system: "SYSB",
      id: "IXC402D",
      text: "SYSA LAST OPERATIVE",
      standing: "own wording",
      replyId: 1,
    },
  ],
  expectations: [
    { metric: "zosmf.timeToFailover", expected: "< 60s", observed: "50.5 s", ok: true },
    { metric: "zosmf.availability", expected: ">= 95%", observed: "89.9 %", ok: false },
  ],
  timeline: [
    { at: 300, what: "fail SYSA" },
    { at: 400, what: "start SYSC/IZUSVRC", refusal: "SYSC has no such server" },
    { at: 600, what: "ipl SYSA" },
  ],
  owners: [
    { at: 0, of: "10.1.1.100", stack: "SYSA/TCPIP" },
    { at: 350, of: "10.1.1.100", stack: "SYSB/TCPIP" },
  ],
  activeTargets: [
    { at: 0, of: "10.1.1.100:443", stack: "SYSA/TCPIP" },
    { at: 300, of: "10.1.1.100:443", stack: null },
    { at: 350, of: "10.1.1.100:443", stack: "SYSB/TCPIP" },
  ],
  stacks: [
    { at: 0, stack: "SYSA/TCPIP", isUp: true },
    { at: 0, stack: "SYSB/TCPIP", isUp: true },
    { at: 300, stack: "SYSA/TCPIP", isUp: false },
  ],
  remarks: [],
  zowe: {
    metrics: { staleEntries: 1, staleEntriesAtEnd: 0, staleTime: 90 },
    turns: [
      { at: 0, name: "SYSA/ZWE1SV/gateway", to: "ready", why: "there at the start" },
      { at: 300, name: "SYSA/ZWE1SV/gateway", to: "down", why: "SYSA fails" },
      { at: 0, name: "SYSB/ZWE1SV/gateway", to: "ready", why: "there at the start" },
    ],
    staleEntries: [
      { at: 300, discovery: "SYSB/ZWE1SV/discovery", count: 1 },
      { at: 390, discovery: "SYSB/ZWE1SV/discovery", count: 0 },
    ],
    sysprint: [{ at: 320, launcher: "SYSB/ZWE1SV", id: "ZWEL0038E", text: "gave up" }],
  },
  kubernetes: {
    orchestrator: "kubernetes",
    metrics: { restarts: 1 },
    events: [
      {
        at: 310,
        type: "Warning",
        reason: "BackOff",
        object: "pod/gateway-1",
        message: "Back-off restarting",
      },
    ],
    readyPods: [
      { at: 0, workload: "gateway", ready: 2, wanted: 2 },
      { at: 305, workload: "gateway", ready: 1, wanted: 2 },
    ],
    podsAtStart: [],
    pods: [],
  },
  files: [{ file: "configs/TCPPROF.SYSA", what: "TCP/IP profile of SYSA" }],
  diagnostics: [
    {
      severity: "warning",
      code: "NO_VIPABACKUP",
      zosMessage: "EZD1205I",
      text: "Nothing backs up 10.1.1.100",
      then: "Nobody owns it then.",
      instead: "VIPABACKUP on another system.",
      file: "configs/TCPPROF.SYSA",
      line: 12,
      column: 3,
    },
  ],
  assumptions: [{ name: "sysplex.partitionDuration", value: "2s", overridden: false }],
};

function summary(mean: number | null, half: number, missing = 0): MetricSummaryResult {
  const [low, high] = mean === null ? [null, null] : [mean - half, mean + half];
  return { mean, low, high, confidence: 0.95, method: "t", count: 20 - missing, missing };
}

function difference(mean: number | null, half: number, better: string | null): DifferenceResult {
  return { ...summary(mean, half), of: ["ha", "single"], shown: better !== null, better };
}

function metric(
  title: string,
  unit: string,
  means: readonly [number | null, number | null],
  better: string | null,
): MetricResult {
  const [ha, single] = means;
  const between = ha === null || single === null ? null : ha - single;
  return {
    title,
    unit,
    better: "lower",
    variants: { ha: summary(ha, 1), single: summary(single, 1, single === null ? 20 : 0) },
    differences: {
      single: difference(between, between === null || better !== null ? 0.5 : Math.abs(between) + 1, better),
    },
  };
}

function variant(
  metrics: Readonly<Record<string, MetricResult>>,
  name: "ha" | "single",
  causes: Readonly<Record<string, number>>,
): VariantSummaryResult {
  const latency = new LatencyHistogram();
  for (let k = 1; k <= 1_000; k += 1) latency.record(k * (name === "ha" ? 100 : 130));
  return {
    replications: 20,
    metrics: Object.fromEntries(
      Object.entries(metrics).map(([key, { unit, variants }]) => [
        key,
        { ...(variants[name] as MetricSummaryResult), unit },
      ]),
    ),
    latency: latency.toJSON(),
    outageSecondsByCause: causes,
  };
}

const METRICS = {
  timeToFailoverSeconds: metric("Time to failover, the longest of the run", "s", [50, null], null),
  outageSeconds: metric("Outage, as a probe sees it", "s", [50, 360], "ha"),
  latencyP50Ms: metric("Latency, median", "ms", [20, 20.5], null),
  latencyP99Ms: metric("Latency, 99th percentile", "ms", [40, 90], "ha"),
  idleCpuSecondsPerHour: metric("Processor time of what stands by, an hour", "s", [6.5, 0], "single"),
  idleMemoryMiB: metric("Memory of what stands by", "MiB", [2_048, 0], "single"),
  stateChangeCpuSeconds: metric("Processor time of starts and moves", "s", [60, 120], "ha"),
  restarts: metric("Starts of servers", "count", [1, 1], null),
  outageSecondsOperator: metric("Outage by cause: operator", "s", [5, 300], "ha"),
};

export const COMPARISON: ComparisonResult = {
  schema: 1,
  service: "zosmf",
  confidence: 0.95,
  variants: ["ha", "single"],
  metrics: METRICS,
  summaries: {
    ha: variant(METRICS, "ha", { statusInterval: 45, operator: 5 }),
    single: variant(METRICS, "single", { statusInterval: 60, operator: 300 }),
  },
  hash: "f00d",
};

export const SWEEP: SweepResult = {
  schema: 1,
  study: "knobs",
  title: "Which knob buys most?",
  service: "zosmf",
  confidence: 0.95,
  hash: "beef",
  replications: 20,
  isPrecise: true,
  points: [
    {
      name: "a",
      levels: { "sfm.isolateTime": "0s", "tcpip.takeoverDuration": "100ms" },
      summary: variant(METRICS, "ha", {}),
    },
    {
      name: "b",
      levels: { "sfm.isolateTime": "60s", "tcpip.takeoverDuration": "3s" },
      summary: variant(METRICS, "single", {}),
    },
  ],
  sensitivity: {
    outageSeconds: [
      { factor: "sfm.isolateTime", standing: null, effect: summary(60, 2), correlation: summary(0.9, 0.05) },
      {
        factor: "tcpip.takeoverDuration",
        standing: "assumed",
        effect: summary(3, 1),
        correlation: summary(0.2, 0.1),
      },
    ],
    latencyP99Ms: [
      { factor: "sfm.isolateTime", standing: null, effect: summary(1, 2), correlation: summary(null, 0) },
    ],
  },
};

/** Of every combination of its factors. */
export const FACTORIAL: SweepResult = {
  ...SWEEP,
  interactions: {
    outageSeconds: [
      { factors: ["sfm.isolateTime", "tcpip.takeoverDuration"], effect: summary(-12, 2) },
      { factors: ["sfm.isolateTime", "couple.interval"], effect: summary(3, 5) },
    ],
    latencyP99Ms: [{ factors: ["sfm.isolateTime", "tcpip.takeoverDuration"], effect: summary(null, 0) }],
  },
};

/** Of a Latin hypercube: no interactions, and ranks that explain the outage well and the latency badly. */
export const HYPERCUBE: SweepResult = {
  ...SWEEP,
  interactions: {},
  sensitivity: {
    outageSeconds: [
      {
        factor: "sfm.isolateTime",
        standing: null,
        method: "rank regression",
        effect: summary(60, 2),
        coefficient: summary(0.91, 0.04),
        correlation: summary(0.88, 0.06),
        shown: true,
      },
      {
        factor: "tcpip.takeoverDuration",
        standing: "assumed",
        method: "rank regression",
        effect: summary(-3, 1),
        coefficient: summary(-0.1, 0.2),
        correlation: summary(0.2, 0.3),
        shown: false,
      },
    ],
    latencyP99Ms: [
      {
        factor: "sfm.isolateTime",
        standing: null,
        method: "rank regression",
        effect: summary(1, 0.5),
        coefficient: summary(0.3, 0.2),
        correlation: summary(0.3, 0.3),
        shown: true,
      },
    ],
  },
  rankRegression: {
    outageSeconds: { points: 40, rSquared: 0.93, explainsLittle: false },
    latencyP99Ms: { points: 40, rSquared: 0.12, explainsLittle: true },
  },
};

/** Every text of a result replaced by what `hostile` makes of it; keys of records are texts of users too. */
export function withTexts<Value>(
  value: Value,
  hostile: (text: string, key: string) => string,
  key = "",
): Value {
  const change = (part: unknown, at: string): unknown => {
    if (typeof part === "string") return hostile(part, at);
    if (Array.isArray(part)) return part.map((item) => change(item, at));
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, item]) => [name, change(item, name)]));
  };
  return change(value, key) as Value;
}

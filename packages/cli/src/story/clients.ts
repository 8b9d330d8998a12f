/** What clients saw, and what it cost. */
import type {
  ClientResult,
  LatencyResult,
  ResourcesResult,
  RunResult,
  ServiceResult,
} from "@sysplex/scenario";
import { clock, columns, counted, printable, secondsText } from "../plain-text.js";
import { section, type StoryOptions } from "./section.js";

/** Outages beyond these are counted only. */
const OUTAGES_MAX = 8;

export function clientsStory({ services, clients }: RunResult, { paint }: StoryOptions): string[] {
  const names = Object.keys(clients);
  return Object.entries(services)
    .flatMap(([name, service]) => {
      const rows = [...requestRows(service), ...outageRows(service), ["lost", lostText(service)]];
      return section(`What clients of ${printable(name)} saw`, columns(rows, { indent: 2 }), paint);
    })
    .concat(names.length > 1 ? section("Client by client", clientTable(clients), paint) : []);
}

function requestRows({ requests, availability, latencyMs }: ServiceResult): string[][] {
  const { sent, succeeded, failed, retried, unfinished, byFailure } = requests;
  const kinds = Object.entries(byFailure)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`);
  const rest = unfinished === 0 ? "" : `, ${unfinished} not finished at the end`;
  return [
    ["requests", `${sent} sent, ${succeeded} succeeded, ${failed} failed, ${retried} tried again${rest}`],
    ["failed attempts", kinds.length === 0 ? "none" : kinds.join(", ")],
    ["availability", availability === null ? "-" : percent(availability)],
    ["latency", latencyText(latencyMs)],
  ];
}

function outageRows(service: ServiceResult): string[][] {
  const { outageSeconds, longestOutageSeconds, outages, probeSeconds } = service;
  const remarks = outageRemarks(service).map((remark) => ["", remark]);
  const resolution = probeSeconds === null ? "" : `, to within ${secondsText(probeSeconds)} s`;
  if (outages.length === 0) return [["outage", `none seen${resolution}`], ...remarks];
  const told = outages
    .slice(0, OUTAGES_MAX)
    .map(({ from, to }) => `${clock(from)} to ${to === null ? "the end" : clock(to)}`);
  const left = outages.length - told.length;
  const all = left === 0 ? told : [...told, `and ${left} more`];
  return [
    [
      "outage",
      `${secondsText(outageSeconds)} s${resolution}, the longest ${secondsText(longestOutageSeconds)} s: ${all.join(", ")}`,
    ],
    ...remarks,
  ];
}

/** Where the outage is not what one reads elsewhere in the story. */
function outageRemarks({ outages, failovers, probeSeconds, requests }: ServiceResult): string[] {
  const moves = failovers.flatMap(({ at, phases }) =>
    phases === null ? [] : [{ at, moved: at + phases.detect + phases.decide + phases.move }],
  );
  const early = outages.find(({ from, to }) =>
    moves.some(({ at, moved }) => to !== null && from <= moved && at <= to && to < moved),
  );
  const missed = failovers.find(
    ({ at, timeToFailoverSeconds: time }) =>
      time !== null &&
      time < (probeSeconds ?? 0) &&
      !outages.some(({ from, to }) => from <= at + time && at <= (to ?? Infinity)),
  );
  const failed = Object.values(requests.byFailure).some((count) => count > 0);
  return [
    ...(early === undefined
      ? []
      : [
          `a request sent from ${clock(early.to ?? 0)} on succeeds, though the move comes later: its SYN is repeated until then`,
        ]),
    ...(failed && missed !== undefined
      ? [`the ${missed.kind} at ${clock(missed.at)} fell between two probes; probe.every sets their distance`]
      : []),
    ...(failed && missed === undefined && outages.length === 0
      ? ["clients saw failures, and no probe did; probe.every sets the distance of probes"]
      : []),
  ];
}

function lostText({ lost: { connections, sessions } }: ServiceResult): string {
  return `${counted(connections, "connection")}, ${counted(sessions, "session")}; jobs are not modelled`;
}

function clientTable(clients: RunResult["clients"]): string[] {
  const head = ["client", "sent", "failed", "availability", "p50 ms", "p99 ms", "max ms", "connections lost"];
  const rows = Object.entries(clients).map(([name, client]) => [printable(name), ...clientCells(client)]);
  return columns([head, ...rows], { indent: 2, right: [1, 2, 3, 4, 5, 6, 7] });
}

function clientCells({
  requests,
  availability,
  latencyMs: { p50, p99, max },
  lostConnections,
}: ClientResult): string[] {
  const latencies = [p50, p99, max].map((value) => millis(value));
  return [
    String(requests.sent),
    String(requests.failed),
    availability === null ? "-" : percent(availability),
    ...latencies,
    String(lostConnections),
  ];
}

function latencyText({ p50, p90, p99, p999, max }: LatencyResult): string {
  if (max === null) return "no request succeeded";
  const parts = [
    ["p50", p50],
    ["p90", p90],
    ["p99", p99],
    ["p99.9", p999],
    ["max", max],
  ] as const;
  return `${parts.map(([name, value]) => `${name} ${millis(value)}`).join(", ")} ms`;
}

function millis(value: number | null): string {
  if (value === null) return "-";
  return value >= 1_000 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function percent(share: number): string {
  return `${String(Number((share * 100).toFixed(4)))} %`;
}

export function resourcesStory({ resources }: RunResult, { paint }: StoryOptions): string[] {
  return section("What it costs", columns(resourceRows(resources), { indent: 2 }), paint);
}

function resourceRows({ idle, stateChange }: ResourcesResult): string[][] {
  const { cpuSeconds, messages, bytes, restarts } = stateChange;
  return [
    ["standing by", `${round(idle.cpuSecondsPerHour)} CPU s an hour, ${round(idle.memoryMiB)} MiB`],
    [
      "changes",
      `${counted(restarts, "start")} (${round(cpuSeconds)} CPU s), ${counted(messages, "group message")} (${bytes} bytes)`,
    ],
  ];
}

function round(value: number): string {
  return String(Number(value.toFixed(3)));
}

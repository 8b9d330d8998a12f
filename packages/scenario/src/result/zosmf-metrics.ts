/** Metrics of TSO/E behind z/OSMF: name, unit, meaning, and where the figure is read. Their counts begin with the run. */
import { TsoRefusal, type TsoAddressSpaceManager } from "@sysplex/zosmf";
import type { ScenarioPlex } from "../plex.js";

export interface ZosmfMetric {
  /** Behind `zosmf.`. */
  readonly name: string;
  readonly unit: "count";
  readonly meaning: string;
  readonly observe: (plex: ScenarioPlex) => number;
}

const row = (
  name: string,
  meaning: string,
  of: (tso: TsoAddressSpaceManager) => number,
  over: (values: readonly number[]) => number = sum,
): ZosmfMetric => ({
  name,
  unit: "count",
  meaning,
  observe: ({ zosmf }) => over(zosmf.tsoManagers.map(of)),
});

export const zosmfMetrics: readonly ZosmfMetric[] = [
  row("tsoStarted", "TSO/E address spaces that were started for requests.", ({ counts }) => counts.started),
  row(
    "tsoSessions",
    "Most TSO/E address spaces at a time in the table of CEA, of the system that had most.",
    ({ counts }) => counts.most,
    most,
  ),
  row(
    "tsoSessionsOfUser",
    "Most of them of one user, on one system.",
    ({ counts }) => counts.mostOfUser,
    most,
  ),
  row(
    "tsoRefused",
    "Requests that failed as MAXSESSIONS, MAXSESSPERUSER, IPCMSGNIDS or IPCMSGQBYTES was reached.",
    ({ counts }) => counts.refusedByLimit,
  ),
  row(
    "tsoCancelled",
    "TSO/E address spaces that ended with S222: the services needed them no more, or LOGON took too long.",
    ({ counts }) => counts.cancelled,
  ),
  row(
    "tsoCancelledBySite",
    "Idle TSO/E address spaces that something of the site has cancelled.",
    ({ counts }) => counts.cancelledBySite,
  ),
  row("tsoTimedOut", "Idle TSO/E address spaces that CEA has ended.", ({ counts }) => counts.timedOut),
  row(
    "tsoSessionsLost",
    "TSO/E sessions of clients that ended with their server or system.",
    ({ counts }) => counts.lost,
  ),
  row(
    "consolesLost",
    "Console requests that failed as the address space of the console was gone (rc 3, reason 12).",
    ({ counts }) => counts.refused(TsoRefusal.consoleLost),
  ),
  row(
    "consolesInUse",
    "Console commands that failed as the user's console was active elsewhere (rc 5, reason 7).",
    ({ counts }) => counts.refused(TsoRefusal.consoleInUse),
  ),
  row(
    "messageQueues",
    "Most z/OS UNIX message queues at a time, of the system that had most.",
    ({ queues }) => queues.most,
    most,
  ),
  row(
    "messageQueuesLeft",
    "Message queues that ended sessions have left behind, when the run ends.",
    ({ queues }) => queues.leftBehind,
  ),
];

/** `undefined`: there is none of this name. */
export function zosmfMetric(name: string): ZosmfMetric | undefined {
  return zosmfMetrics.find((metric) => `zosmf.${metric.name}` === name);
}

/** By name; `undefined`: no request has needed TSO/E. */
export function zosmfFigures(plex: ScenarioPlex): Readonly<Record<string, number>> | undefined {
  const isUsed = plex.zosmf.tsoManagers.some(({ counts }) => counts.started > 0 || counts.refusedCount > 0);
  return isUsed
    ? Object.fromEntries(zosmfMetrics.map(({ name, observe }) => [name, observe(plex)]))
    : undefined;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function most(values: readonly number[]): number {
  return Math.max(0, ...values);
}

/** Metrics of Zowe as a whole: name, unit, meaning, and where the figure is read. */
import { seconds } from "@sysplex/sim-core";
import type { ScenarioPlex } from "../plex.js";

export interface ZoweMetric {
  /** Behind `zowe.`. */
  readonly name: string;
  readonly unit: "duration" | "share" | "count";
  readonly meaning: string;
  readonly observe: (plex: ScenarioPlex) => number | undefined;
}

export const zoweMetrics: readonly ZoweMetric[] = [
  {
    name: "starts",
    unit: "count",
    meaning: "Processes of components that were started after the run began, by launchers or by people.",
    observe: ({ zoweRecord }) => zoweRecord.starts,
  },
  {
    name: "givenUp",
    unit: "count",
    meaning: "Components that a launcher gave up (ZWEL0038E).",
    observe: (plex) => sysprintCount(plex, "ZWEL0038E"),
  },
  {
    name: "staleEntries",
    unit: "count",
    meaning: "Most entries at a time that one Discovery kept as UP while nothing served behind them.",
    observe: ({ zoweRecord }) => zoweRecord.staleMax,
  },
  {
    name: "staleEntriesAtEnd",
    unit: "count",
    meaning: "Such entries when the run ends, of the Discovery that has most.",
    observe: ({ zoweRecord }) => zoweRecord.staleNow,
  },
  {
    name: "staleTime",
    unit: "duration",
    meaning: "The longest time without a break in which a Discovery kept such an entry.",
    observe: ({ zoweRecord }) => zoweRecord.staleTime,
  },
  {
    name: "evictions",
    unit: "count",
    meaning: "Entries that Discovery took out because their lease had expired.",
    observe: ({ zoweRecord }) => zoweRecord.evictions,
  },
  {
    name: "selfPreservations",
    unit: "count",
    meaning: "How often a Discovery began to preserve its registry: it evicts nothing then.",
    observe: ({ zoweRecord }) => zoweRecord.selfPreservations,
  },
  {
    name: "entriesAtEnd",
    unit: "count",
    meaning: "Entries when the run ends, of the Discovery that knows most.",
    observe: ({ zowe }) => Math.max(0, ...zowe.eureka.discoveries.map(({ entries }) => entries.length)),
  },
  {
    name: "timeToGiveUp",
    unit: "duration",
    meaning: "From the first end of a component to its being given up (ZWEL0038E). Of several, the longest.",
    observe: timeToGiveUp,
  },
  {
    name: "resentBatches",
    unit: "count",
    meaning: "Registrations and cancels that a Discovery sent to a peer again, as the answer came too late.",
    observe: ({ zowe }) => sum(zowe.eureka.discoveries.map(({ record }) => record.resentCount)),
  },
  {
    name: "stuckReplicationThreads",
    unit: "count",
    meaning:
      "Replication threads that wait for answers which come too late, when the run ends; of the Discovery that has most.",
    observe: ({ zowe: { eureka } }) =>
      Math.max(0, ...eureka.discoveries.map(({ name }) => eureka.replication.stuckThreads(name))),
  },
  {
    name: "peerConnectionsInVain",
    unit: "count",
    meaning: "Connections that Discovery services opened to peers whose certificate they refuse.",
    observe: ({ zowe }) =>
      Math.floor(sum(zowe.eureka.discoveries.map(({ name }) => zowe.peerFloods.connections(name)))),
  },
  {
    name: "cacheEntriesLost",
    unit: "count",
    meaning: "Entries that the Caching Services have lost, whatever the reason.",
    observe: ({ zowe }) => zowe.caching.report.lost,
  },
  {
    name: "cacheSplits",
    unit: "count",
    meaning: "How often one cluster of Caching Services became several.",
    observe: ({ zoweRecord }) => zoweRecord.cacheSplits,
  },
  {
    name: "splitTime",
    unit: "duration",
    meaning: "Time in which Caching Services that could be one cluster were several.",
    observe: ({ zowe }) => seconds(zowe.caching.report.splitSeconds),
  },
  {
    name: "websocketsCut",
    unit: "count",
    meaning: "Websockets that ended with their Gateway, or whose other end a Gateway lost.",
    observe: ({ zowe }) => {
      const { gatewayEnded, instanceReset, instanceSilent } = zowe.desktop.report.cutAtGateways;
      return gatewayEnded + instanceReset + instanceSilent;
    },
  },
  {
    name: "terminalsLost",
    unit: "count",
    meaning: "Terminals of the Desktop in use that were cut: what was done in them is lost.",
    observe: ({ zowe }) => zowe.desktop.report.terminalsLost,
  },
  {
    name: "sessionsLost",
    unit: "count",
    meaning: "Sessions of the Desktop that ended with an app-server or one of its workers.",
    observe: ({ zowe }) => zowe.desktop.report.sessionsLost,
  },
  {
    name: "logonsNeeded",
    unit: "count",
    meaning: "Answers 401 of all ZAAS to a token: its user must log on again.",
    observe: ({ zowe }) => sum(zowe.components.map(({ name }) => zowe.zaas(name)?.report.tokensRefused ?? 0)),
  },
];

/** By what launchers write; `undefined`: none has given up. */
function timeToGiveUp({ zowe }: ScenarioPlex): number | undefined {
  const { lines } = zowe.sysprint;
  const times = lines
    .filter(({ id }) => id === "ZWEL0038E")
    .map(({ at, launcher, text }) => {
      const component = /component ([^ ,]+)/.exec(text)?.[1] ?? "";
      const ends = lines.filter((line) => line.id === "ZWEL0004I" && line.launcher === launcher);
      const first = ends.find((line) => line.text.startsWith(`component ${component}(`));
      return at - (first?.at ?? at);
    });
  return times.length === 0 ? undefined : Math.max(...times);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** `undefined`: there is none of this name. */
export function zoweMetric(name: string): ZoweMetric | undefined {
  return zoweMetrics.find((metric) => `zowe.${metric.name}` === name);
}

/** Lines of this id in the SYSPRINT of all launchers. */
export function sysprintCount({ zowe }: ScenarioPlex, id: string): number {
  return zowe.sysprint.lines.filter((line) => line.id === id).length;
}

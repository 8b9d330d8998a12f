/** What a server has used: standing by, answering, and starting. */
import { between, inSeconds, NO_TIME, plus } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { ZosmfPlex } from "./plex.js";
import type { RequestThreads } from "./request-threads.js";
import type { Server } from "./server.js";
import { isActive, type ServerName, type ServerRecord } from "./state.js";

export interface ServerResources {
  readonly server: ServerName;
  readonly system: SystemName;
  readonly cpuSeconds: {
    /** While ready, whether or not there are requests. */
    readonly idle: number;
    readonly requests: number;
    readonly starts: number;
  };
  /** Now. */
  readonly memoryMiB: number;
  /** Starts since the beginning; to be up then is none. */
  readonly startCount: number;
  readonly requestsAnswered: number;
  /** Requests in the server when it ended. */
  readonly requestsLost: number;
}

const SECONDS_PER_HOUR = 3_600;

export function resourcesOf(
  { sim, zosmf: { parameters } }: ZosmfPlex,
  server: Server,
  { state, readyTime, startCount }: ServerRecord,
  threads: RequestThreads,
): ServerResources {
  const readyNow = state.kind === "ready" ? between(state.since, sim.now) : NO_TIME;
  return {
    server: server.name,
    system: server.system,
    cpuSeconds: {
      idle: (parameters.idleCpu * inSeconds(plus(readyTime, readyNow))) / SECONDS_PER_HOUR,
      requests: threads.cpuSeconds,
      starts: startCount * inSeconds(parameters.startCpu),
    },
    memoryMiB: isActive(state) ? parameters.memory : 0,
    startCount,
    requestsAnswered: threads.answeredCount,
    requestsLost: threads.lostCount,
  };
}

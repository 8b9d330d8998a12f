/** What standing by and changing state cost: read off the models at an instant. */
import type { ScenarioPlex } from "../plex.js";
import type { ResourcesResult } from "../result/result.js";
import type { Service } from "./service.js";

export interface ResourceUse {
  readonly standby: { readonly cpuSecondsPerHour: number; readonly memoryMiB: number };
  readonly startCpuSeconds: number;
  readonly startCount: number;
  readonly messages: number;
  readonly bytes: number;
}

export function resourceUse(plex: ScenarioPlex, services: readonly Service[]): ResourceUse {
  const { zosmf, sysplex } = plex;
  const active = new Set(
    services.flatMap(({ activeTarget }) => (activeTarget === undefined ? [] : [activeTarget])),
  );
  const activeSystems = new Set([...active].map((stack) => plex.tcpip.stack(stack).system));
  const resources = zosmf.resources;
  const standby = resources.filter(
    ({ server, system }) => zosmf.server(server).state.kind === "ready" && !activeSystems.has(system),
  );
  const { messages, bytes } = sysplex.xcf.traffic;
  const ofZowe = zoweUse(plex, activeSystems);
  return {
    standby: {
      cpuSecondsPerHour: standby.length * zosmf.parameters.idleCpu + ofZowe.standby.cpuSecondsPerHour,
      memoryMiB: standby.reduce((sum, { memoryMiB }) => sum + memoryMiB, ofZowe.standby.memoryMiB),
    },
    startCpuSeconds: resources.reduce(
      (sum, { cpuSeconds }) => sum + cpuSeconds.starts,
      ofZowe.startCpuSeconds,
    ),
    startCount: resources.reduce((sum, { startCount }) => sum + startCount, ofZowe.startCount),
    messages,
    bytes,
  };
}

/**
 * Components on systems to which no new connections go. Gateways of other systems may still send requests to them: they stand
 * by for connections, not for every request.
 */
function zoweUse(
  { zowe, zoweRecord }: ScenarioPlex,
  activeSystems: ReadonlySet<string>,
): Pick<ResourceUse, "standby" | "startCpuSeconds" | "startCount"> {
  const { componentIdleCpu, componentMemory, componentStartCpu } = zowe.parameters;
  const { length: count } = zowe.components.filter(
    ({ state, system }) => state.kind === "ready" && !activeSystems.has(system),
  );
  return {
    standby: { cpuSecondsPerHour: count * componentIdleCpu, memoryMiB: count * componentMemory },
    startCpuSeconds: zoweRecord.starts * componentStartCpu,
    startCount: zoweRecord.starts,
  };
}

/** Standing by is what it was when measuring began; the rest is what came since. */
export function resourcesBetween(before: ResourceUse, now: ResourceUse): ResourcesResult {
  return {
    idle: before.standby,
    stateChange: {
      cpuSeconds: now.startCpuSeconds - before.startCpuSeconds,
      messages: now.messages - before.messages,
      bytes: now.bytes - before.bytes,
      restarts: now.startCount - before.startCount,
    },
  };
}

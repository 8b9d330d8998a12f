/**
 * The timeline's verbs on what helps components of Zowe: the cross-memory server, the Telnet server, a Redis, the cluster of a
 * Caching Service, the workers of an app-server; and why they would have no effect.
 */
import { CROSS_MEMORY_JOB, TERMINAL_SERVER_JOB, type TerminalServer } from "@sysplex/zowe";
import type { AddressSpaceObject, ComponentObject, TimelineAction } from "../file/index.js";
import type { ScenarioPlex } from "../plex.js";
import { componentOf, type Verb } from "./zowe-play.js";

/** ZWESISTC or TN3270 of a system that has one. */
export function isHelper(plex: ScenarioPlex, object: AddressSpaceObject): boolean {
  return isCrossMemory(plex, object) || terminalServerOf(plex, object) !== undefined;
}

/** False: it is neither. */
export function playOnHelper(plex: ScenarioPlex, verb: Verb, object: AddressSpaceObject): boolean {
  if (isCrossMemory(plex, object)) {
    const { crossMemory } = plex.zowe;
    if (verb === "start") crossMemory.start(object.system);
    else if (verb === "stop") crossMemory.stop(object.system);
    else crossMemory.fail(object.system);
    return true;
  }
  const server = terminalServerOf(plex, object);
  if (verb === "start") server?.start();
  else server?.stop(); // Its connections are reset, however it ends.
  return server !== undefined;
}

export function helperRefusal(
  plex: ScenarioPlex,
  verb: Verb,
  object: AddressSpaceObject,
): string | undefined {
  const { system, job } = object;
  const name = `${system}/${job}`;
  if (verb === "hang" || verb === "heal") return `a hang of ${name} is not simulated: stop it`;
  if (!plex.sysplex.lpar(system).isRunning) return `${system} does not run`;
  const isUp = terminalServerOf(plex, object)?.isListening ?? plex.zowe.crossMemory.isUp(system);
  if (verb === "start") return isUp ? `${name} is started already` : undefined;
  return isUp ? undefined : `${name} is not started`;
}

function isCrossMemory({ zowe }: ScenarioPlex, { system, job }: AddressSpaceObject): boolean {
  return job === CROSS_MEMORY_JOB && zowe.crossMemory.state.value.servers[system] !== undefined;
}

function terminalServerOf(
  { zowe }: ScenarioPlex,
  { system, job }: AddressSpaceObject,
): TerminalServer | undefined {
  if (job !== TERMINAL_SERVER_JOB) return undefined;
  return zowe.desktop.terminalServers.find((server) => server.system === system);
}

type RedisAction = Extract<TimelineAction, { verb: "redis" }>;

export function playOnRedis({ zowe }: ScenarioPlex, { does, object: { name, part } }: RedisAction): void {
  const { redis } = zowe.caching;
  if (does === "promote") redis.promote(name);
  else if (part?.what === "sentinel") redis.setSentinel(name, part.place, does === "heal");
  else if (does === "fail") redis.fail(name, part?.place ?? redis.record(name).master);
  else for (const server of serversDown(zowe, name, part?.place)) redis.restore(name, server);
}

/** The present master first: a replica takes its entries from it. */
function serversDown({ caching }: ScenarioPlex["zowe"], name: string, place?: number): readonly number[] {
  const { up, master } = caching.redis.record(name);
  const places = [master, ...up.keys()].filter((server, at, all) => all.indexOf(server) === at);
  return places.filter((server) => up[server] === false && (place === undefined || server === place));
}

export function redisRefusal({ zowe }: ScenarioPlex, { does, object }: RedisAction): string | undefined {
  const { name, part } = object;
  const record = zowe.caching.state.redis[name];
  if (record === undefined) return `${name} is the Redis of no Caching Service`;
  const { up, master, sentinelsUp } = record;
  if (does === "promote")
    return up.some((isUp, server) => isUp && server !== master)
      ? undefined
      : `no replica of ${name} is there to be promoted`;
  const all = part?.what === "sentinel" ? sentinelsUp : up;
  if (part !== undefined && all[part.place] === undefined)
    return `${name} has ${all.length} ${part.what}s: ${part.place} is none of them`;
  if (does === "heal") {
    const isDown = part === undefined ? up.includes(false) : all[part.place] === false;
    return isDown ? undefined : `redis ${name} has not failed`;
  }
  return all[part?.place ?? master] === true ? undefined : `redis ${name} has failed already`;
}

export function stallMember(plex: ScenarioPlex, object: ComponentObject): void {
  const component = componentOf(plex, object);
  if (component !== undefined) plex.zowe.caching.stall(component.name);
}

export function stallRefusal(plex: ScenarioPlex, object: ComponentObject): string | undefined {
  const component = componentOf(plex, object);
  if (component === undefined || !plex.zowe.caching.isMember(component.name))
    return `${object.system}/${object.job}/${object.component} is no Caching Service`;
  const running = plex.zowe.caching.state.running[component.name];
  if (running === undefined) return `${component.name} is not started`;
  return running.stalled === undefined ? undefined : `${component.name} has stalled already`;
}

type FailComponent = Extract<TimelineAction, { verb: "failComponent" }>;

export function workerRefusal(plex: ScenarioPlex, { object, worker }: FailComponent): string | undefined {
  const component = componentOf(plex, object);
  if (worker === undefined || component === undefined) return undefined;
  const { desktop } = plex.zowe;
  if (desktop.state.value.appServers[component.name] === undefined)
    return `${component.name} has no workers: only an app-server has`;
  const found = desktop.workersOf(component.name)[worker];
  if (found === undefined || found.kind === "gone") return `${component.name} has no worker ${worker}`;
  return undefined;
}

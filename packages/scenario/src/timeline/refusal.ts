/**
 * Why an entry of the timeline would have no effect: what it is about is not there, or is as the entry wants it already.
 *
 * The models let such calls pass in silence, as a console would with a message; a scenario that does nothing where its
 * author expects something has to be told.
 */
import { isActive, type Angel, type Server } from "@sysplex/zosmf";
import type {
  ClusterObject,
  LanObject,
  NameServerObject,
  ProgramObject,
  TimelineAction,
  TimelineObject,
} from "../file/scenario-document.js";
import { formatObject } from "../file/print.js";
import type { ScenarioPlex } from "../plex.js";
import { helperRefusal, isHelper, redisRefusal, stallRefusal, workerRefusal } from "./zowe-helpers.js";
import { clusterRefusal } from "./cluster-play.js";
import { nameServerRefusal } from "./name-server-play.js";
import { componentRefusal, launcherOf, launcherRefusal, updateRefusal, type Verb } from "./zowe-play.js";

/** `undefined`: it has an effect. Of commands and replies, those who carry them out know. */
export function refusalOf(plex: ScenarioPlex, action: TimelineAction): string | undefined {
  switch (action.verb) {
    case "failComponent":
      return componentRefusal(plex, "fail", action.object) ?? workerRefusal(plex, action);
    case "redis":
      return redisRefusal(plex, action);
    case "nameServer":
      return nameServerRefusal(plex, action);
    case "stall":
      return componentRefusal(plex, "stall", action.object) ?? stallRefusal(plex, action.object);
    case "slowServer":
      return slowRefusal(plex, action.object);
    case "fail":
    case "hang":
    case "stop":
    case "start":
    case "heal":
      return refusalFor(plex, action.verb, action.object, "signalling" in action && action.signalling);
    case "cluster":
      return clusterRefusal(plex, action);
    case "workspace":
      return launcherOf(plex, action.object) === undefined
        ? `${action.object.system}/${action.object.job} is no launcher of Zowe`
        : undefined;
    case "rotate": {
      const { targets } = plex.zowe.certificates;
      const isKnown = action.target === "all" || targets.includes(action.target);
      return isKnown
        ? undefined
        : `${action.target} has no certificates; ${["all", ...targets].join(", ")} have`;
    }
    case "update":
      return updateRefusal(plex, action);
    case "partition": {
      if (action.object.kind === "lan") return lanRefusal(plex, action.object, true);
      const { a, b } = action.object;
      const isCut = isCutFrom(plex, a, b) && (action.direction === "aToB" || isCutFrom(plex, b, a));
      return isCut ? `${a} and ${b} have no signalling paths already` : undefined;
    }
    case "obeyfile": {
      const { system, job } = action.object;
      return stackRefusal(plex, "stop", system, job);
    }
    default:
      return undefined;
  }
}

function refusalFor(
  plex: ScenarioPlex,
  verb: Verb,
  object: Exclude<TimelineObject, ClusterObject | NameServerObject>,
  signalling: boolean,
): string | undefined {
  switch (object.kind) {
    case "system":
      return systemRefusal(plex, verb, object.system, signalling);
    case "stack":
      return stackRefusal(plex, verb, object.system, object.job);
    case "component":
      return componentRefusal(plex, verb, object);
    case "addressSpace": {
      const launcher = plex.zowe.findLauncher(object.system, object.job);
      if (launcher !== undefined) return launcherRefusal(launcher, verb);
      if (isHelper(plex, object)) return helperRefusal(plex, verb, object);
      return addressSpaceRefusal(plex, verb, object.system, object.job);
    }
    case "link":
      return linkRefusal(plex, object.a, object.b);
    case "lan":
      return lanRefusal(plex, object, false);
    case "redis":
      return undefined; // Judged by its own verb.
    case "couplingFacility": {
      const hasFailed = plex.sysplex.state.value.failedCouplingFacilities.includes(object.name);
      if (hasFailed === (verb === "heal")) return undefined;
      return hasFailed ? `${object.name} has failed already` : `${object.name} has not failed`;
    }
  }
}

function slowRefusal({ zosmf }: ScenarioPlex, object: ProgramObject): string | undefined {
  const name = formatObject(object);
  if (object.kind === "component" || zosmf.servers.some((server) => server.name === name)) return undefined;
  return `${name} serves no requests: only z/OSMF servers and components of Zowe can be slow`;
}

function systemRefusal(
  plex: ScenarioPlex,
  verb: Verb,
  system: string,
  signalling: boolean,
): string | undefined {
  const lpar = plex.sysplex.lpar(system);
  const { state } = lpar;
  if (verb === "stop") return varyOfflineRefusal(plex, system);
  if (verb === "heal") return state.kind === "hung" ? undefined : `${system} does not hang`;
  if (state.kind === "dead" || state.kind === "down") return `${system} does not run`;
  if (verb === "fail") return undefined;
  if (state.kind === "hung") return state.signalling && !signalling ? undefined : `${system} hangs already`;
  return state.kind === "running" ? undefined : `${system} is in its IPL or being removed`;
}

/** Of `VARY XCF,sys,OFFLINE`: what is not in the sysplex, or on its way out, cannot be removed. */
export function varyOfflineRefusal({ sysplex }: ScenarioPlex, system: string): string | undefined {
  const lpar = sysplex.lpar(system);
  if (!lpar.isUp) return `${system} is not in the sysplex`;
  const isLeaving =
    lpar.state.kind === "closing" || sysplex.state.value.systems[system]?.absence?.stage === "removing";
  return isLeaving ? `${system} is being removed already` : undefined;
}

function stackRefusal(plex: ScenarioPlex, verb: Verb, system: string, job: string): string | undefined {
  const { name, state } = plex.tcpip.stack(`${system}/${job}`);
  if (!plex.sysplex.lpar(system).isRunning) return `${system} does not run`;
  const isStarted = state.status.kind !== "down";
  if (verb === "start") return isStarted ? `${name} is started already` : undefined;
  return isStarted ? undefined : `${name} is not started`;
}

/** Also of P, S and C of an address space. */
export function addressSpaceRefusal(
  plex: ScenarioPlex,
  verb: Verb,
  system: string,
  job: string,
): string | undefined {
  const name = `${system}/${job}`;
  const server = plex.zosmf.servers.find((server) => server.name === name);
  if (verb === "heal") return server === undefined ? `${name} does not hang` : healRefusal(server);
  if (!plex.sysplex.lpar(system).isRunning) return `${system} does not run`;
  if (server === undefined) return angelRefusal(plex.zosmf.angel(name), verb);
  const { kind } = server.state;
  if (verb === "start") return isActive(server.state) ? `${name} is started already` : undefined;
  if (!isActive(server.state)) return `${name} is not started`;
  if (verb === "fail") return undefined;
  if (kind === "hung") return verb === "stop" ? `${name} hangs and does not obey` : `${name} hangs already`;
  if (verb === "stop") return kind === "stopping" ? `${name} is being stopped already` : undefined;
  return kind === "waitingForAngel" ? `${name} waits for its angel` : undefined;
}

function healRefusal({ name, state }: Server): string | undefined {
  return state.kind === "hung" && state.cause === "server" ? undefined : `${name} does not hang`;
}

function angelRefusal({ name, state }: Angel, verb: Verb): string | undefined {
  const isStarted = state.kind !== "down";
  if (verb === "start") return isStarted ? `${name} is started already` : undefined;
  return isStarted ? undefined : `${name} is not started`;
}

function linkRefusal(plex: ScenarioPlex, a: string, b: string): string | undefined {
  const { signallingDelay } = plex.sysplex.parameters;
  const { paths } = plex.sysplex.state.value;
  const isSound = [`${a}>${b}`, `${b}>${a}`].every((direction) => {
    const path = paths[direction];
    return path === undefined || (!path.cut && path.delay === signallingDelay);
  });
  return isSound ? `the paths between ${a} and ${b} are neither cut nor slow` : undefined;
}

function lanRefusal({ tcpip }: ScenarioPlex, { a, b }: LanObject, cuts: boolean): string | undefined {
  if (tcpip.isLanCut(a, b) !== cuts) return undefined;
  return `the network between ${a} and ${b} is ${cuts ? "cut already" : "not cut"}`;
}

function isCutFrom(plex: ScenarioPlex, from: string, to: string): boolean {
  return plex.sysplex.state.value.paths[`${from}>${to}`]?.cut === true;
}

/** What the scenario does to the simulated sysplex: each entry of its timeline at its instant. */
import { defineEvent, Signal, type Forkable, type Instant } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { playOnCluster } from "./cluster-play.js";
import { executeCommand } from "./commands.js";
import type { LanObject, TimelineAction, TimelineEntry } from "../file/index.js";
import type { ScenarioPlex } from "../plex.js";
import { refusalOf } from "./refusal.js";
import {
  beginUpdate,
  changeWorkspace,
  componentOf,
  failComponent,
  playOnComponent,
  playOnLauncher,
} from "./zowe-play.js";
import { playOnHelper, playOnRedis, stallMember } from "./zowe-helpers.js";
import { playOnNameServer } from "./name-server-play.js";
import type { ResolvedTimelineFiles } from "../resolve/timeline-files.js";

const entryDue = defineEvent("scenario.timeline-due", ({ timeline }: ScenarioPlex, index: number) =>
  timeline.onDue(index),
);

/** An entry, and what became of it when that is not what was asked. */
export interface PlayedEntry {
  readonly at: Instant;
  readonly text: string;
  readonly refusal?: string;
}

/** What people would name as the reason of something, and when it happened. */
export interface Cause {
  readonly what: string;
  readonly at: Instant;
}

export class Timeline implements Forkable {
  readonly played: PlayedEntry[] = [];
  /** Something that was lost on the system is about to be started anew. */
  readonly repairBegun = new Signal<{ readonly system: SystemName; readonly what: string }>();
  /** Somebody starts a node, or deletes it, so that Kubernetes goes on without it. */
  readonly nodeTended = new Signal<{ readonly what: string }>();
  private last: Cause | undefined;

  constructor(
    private readonly plex: ScenarioPlex,
    private readonly entries: readonly TimelineEntry[],
    private readonly files: ResolvedTimelineFiles,
  ) {
    plex.sim.attach("timeline", this);
  }

  copyFrom(twin: Timeline): void {
    this.played.splice(0, Infinity, ...twin.played);
    this.last = twin.last;
  }

  start(): void {
    this.entries.forEach(({ at }, index) => this.plex.sim.at(at, entryDue, index));
  }

  get hasBegun(): boolean {
    return this.last !== undefined;
  }

  /** The latest entry played is the cause of what happens; before the first one, the model's own reason is. */
  causeOf(reason: string): Cause {
    return this.last ?? { what: reason, at: this.plex.sim.now };
  }

  /** @internal */
  onDue(index: number): void {
    const entry = this.entries[index] as TimelineEntry;
    const refusal = refusalOf(this.plex, entry) ?? this.carryOut(entry, index);
    this.played.push({ at: entry.at, text: entry.text, ...(refusal === undefined ? {} : { refusal }) });
  }

  /** An entry without effect causes nothing. */
  private carryOut(entry: TimelineEntry, index: number): string | undefined {
    const before = this.last;
    this.last = { what: entry.text, at: this.plex.sim.now };
    const repaired = repairedBy(entry);
    if (repaired !== undefined) this.repairBegun.emit({ system: repaired, what: entry.text });
    if (entry.verb === "cluster" && (entry.does === "start" || entry.does === "remove"))
      this.nodeTended.emit({ what: entry.text });
    const refusal = this.play(entry, index);
    if (refusal !== undefined) this.last = before;
    return refusal;
  }

  private play(action: TimelineAction, index: number): string | undefined {
    const { sysplex, tcpip } = this.plex;
    switch (action.verb) {
      case "fail":
      case "hang":
      case "stop":
      case "start":
      case "heal":
        return this.playOnObject(action);
      case "failComponent":
        failComponent(this.plex, action);
        return undefined;
      case "redis":
        playOnRedis(this.plex, action);
        return undefined;
      case "nameServer":
        playOnNameServer(this.plex, action);
        return undefined;
      case "stall":
        stallMember(this.plex, action.object);
        return undefined;
      case "ipl":
        sysplex.lpar(action.object.system).ipl();
        return undefined;
      case "slowLink":
        sysplex.xcf.slowLink(action.object.a, action.object.b, action.delay);
        return undefined;
      case "partition":
        if (action.object.kind === "lan") this.cutLan(action.object, true);
        else
          sysplex.xcf.cutLink(
            action.object.a,
            action.object.b,
            action.direction === "both" ? "both" : "a-to-b",
          );
        return undefined;
      case "slowServer":
        if (action.object.kind === "component") componentOf(this.plex, action.object)?.slow(action.factor);
        else this.plex.zosmf.server(serverName(action.object)).slow(action.factor);
        return undefined;
      case "command":
        return executeCommand(this.plex, action.system, action.command);
      case "reply":
        return this.reply(action);
      case "obeyfile": {
        const stack = tcpip.stack(serverName(action.object));
        const { profile, messages } = this.files.profileOnTop(index, stack.state.profile);
        stack.obey(profile, messages);
        return undefined;
      }
      case "cluster":
        return playOnCluster(this.plex, action);
      case "workspace":
        changeWorkspace(this.plex, action);
        return undefined;
      case "rotate":
        this.plex.zowe.certificates.rotate(
          action.target === "all" ? undefined : action.target,
          action.certificate,
        );
        return undefined;
      case "update":
        beginUpdate(this.plex, action);
        return undefined;
      case "set":
        this.setParameters(index);
        return undefined;
    }
  }

  private playOnObject(
    action: Extract<TimelineAction, { verb: "fail" | "hang" | "stop" | "start" | "heal" }>,
  ): undefined {
    const { object } = action;
    switch (object.kind) {
      case "system":
        return this.playOnSystem(action, object.system);
      case "lan":
        return this.cutLan(object, false);
      case "stack": {
        const stack = this.plex.tcpip.stack(serverName(object));
        if (action.verb === "fail") stack.fail();
        else if (action.verb === "stop") stack.stop();
        else stack.start();
        return undefined;
      }
      case "component":
        playOnComponent(this.plex, action.verb, object);
        return undefined;
      case "addressSpace": {
        const launcher = this.plex.zowe.findLauncher(object.system, object.job);
        if (launcher === undefined) {
          if (playOnHelper(this.plex, action.verb, object)) return undefined;
          return this.playOnAddressSpace(action.verb, serverName(object));
        }
        playOnLauncher(launcher, action.verb);
        return undefined;
      }
      case "link":
        this.plex.sysplex.xcf.healLink(object.a, object.b);
        return undefined;
      case "couplingFacility":
        if (action.verb === "fail") this.plex.sysplex.failCouplingFacility(object.name);
        else this.plex.sysplex.restoreCouplingFacility(object.name);
        return undefined;
    }
  }

  /** Calls of Discovery and of its clients are no segments: they are told by themselves. */
  private cutLan({ a, b }: LanObject, isCut: boolean): undefined {
    this.plex.tcpip.cutLan(a, b, isCut);
    this.plex.zowe.eureka.setCut(a, b, isCut);
    return undefined;
  }

  private playOnSystem(
    action: Extract<TimelineAction, { verb: "fail" | "hang" | "stop" | "start" | "heal" }>,
    system: string,
  ): undefined {
    const lpar = this.plex.sysplex.lpar(system);
    if (action.verb === "fail") lpar.fail(action.how);
    else if (action.verb === "hang") lpar.hang({ signalling: action.signalling });
    else if (action.verb === "stop") lpar.remove();
    else lpar.resume();
    return undefined;
  }

  private playOnAddressSpace(verb: "fail" | "hang" | "stop" | "start" | "heal", name: string): undefined {
    const { zosmf } = this.plex;
    const isServer = zosmf.servers.some((server) => server.name === name);
    if (!isServer) {
      const angel = zosmf.angel(name);
      if (verb === "start") angel.start();
      else if (verb === "stop") angel.stop();
      else angel.crash();
      return undefined;
    }
    const server = zosmf.server(name);
    if (verb === "fail") server.crash();
    else if (verb === "hang") server.hang();
    else if (verb === "stop") server.stop();
    else if (verb === "start") server.start();
    else server.resume();
    return undefined;
  }

  /** The models read a parameter at each use: a new value counts from now on. */
  private setParameters(index: number): void {
    const { sysplex, tcpip, zosmf, zowe, clientParameters } = this.plex;
    const values: Readonly<Record<string, object>> = {
      sysplex: sysplex.parameters,
      tcpip: tcpip.parameters,
      zosmf: zosmf.parameters,
      zowe: zowe.parameters,
      client: clientParameters,
    };
    for (const [scope, settings] of Object.entries(this.files.settings(index))) {
      Object.assign(values[scope] ?? {}, settings);
    }
    tcpip.onParametersChanged();
    zosmf.onParametersChanged();
    zowe.onParametersChanged();
  }

  private reply({ reply, to }: Extract<TimelineAction, { verb: "reply" }>): string | undefined {
    const outcome = this.plex.sysplex.reply(reply, to as Parameters<typeof this.plex.sysplex.reply>[1]);
    return outcome === "accepted" ? undefined : `the reply ${reply} was not taken: ${outcome}`;
  }
}

/** The system that an entry repairs, or something on it. What hung and is healed goes on by itself: nobody acts. */
function repairedBy(action: TimelineAction): SystemName | undefined {
  if (action.verb !== "ipl" && action.verb !== "start") return undefined;
  return "system" in action.object ? action.object.system : undefined;
}

function serverName({ system, job }: { readonly system: string; readonly job: string }): string {
  return `${system}/${job}`;
}

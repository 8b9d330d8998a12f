/**
 * A TCP/IP stack: its address space, its membership of the sysplex group, its listeners.
 *
 * Modelled: start and stop, abend, loss with its system, joining at once, with DELAYJOIN and by command, LEAVEGROUP,
 * QUIESCE and RESUME, OBEYFILE, port reservations, listeners bound to one address or to any.
 * Simplified: profile processing takes no time of its own; OMPROUTE is a delay.
 * Not modelled: SYSPLEXMONITOR recovery (VTAM, OMPROUTE and storage trouble inside one stack), AUTOLOG restarts.
 * @source z/OS Communications Server: IP Configuration Guide and IP Configuration Reference.
 */
import { defineEvent, known } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { isTarget } from "./distribution-table.js";
import { Distributor } from "./distributor.js";
import { draftOf, type Draft } from "./draft.js";
import { Dvipa } from "./dvipa.js";
import { stackMessages } from "./messages.js";
import type { ProfileMessage, TcpipPlex } from "./plex.js";
import { boundAddress, portRefusal, sharingOf, type ListenerOptions, type ListenResult } from "./ports.js";
import type { DvipaDefinition, IpAddress, StackProfile } from "./profile/stack-profile.js";
import type { ListenerState, StackName, StackState, StackStatus } from "./state.js";
import { serverWeight } from "./wlm.js";

const started = defineEvent("tcpip.stack-started", (plex: TcpipPlex, stack: StackName) =>
  plex.tcpip.stack(stack).onTimer(),
);

const joinDue = defineEvent("tcpip.join-due", (plex: TcpipPlex, stack: StackName) =>
  plex.tcpip.stack(stack).onTimer(),
);

export type StackStopReason = "stopped" | "failed" | "lpar";

/** A view of one stack in the store: it has no state of its own. */
export class Stack {
  constructor(
    private readonly plex: TcpipPlex,
    readonly name: StackName,
  ) {}

  get state(): StackState {
    return known(this.plex.tcpip.state.value.stacks[this.name], `stack ${this.name}`);
  }

  get system(): SystemName {
    return this.state.system;
  }

  /** Its address space is up and its system executes programs. */
  get isUp(): boolean {
    return this.state.status.kind === "up" && this.plex.sysplex.lpar(this.system).isRunning;
  }

  /** It is up and has joined the sysplex group. */
  get isMember(): boolean {
    const { status } = this.state;
    return status.kind === "up" && status.group === "joined" && this.isUp;
  }

  /** The group counts it as a member: true also of a dead stack whose loss nobody has noticed yet. */
  get isKnownMember(): boolean {
    return this.plex.sysplex.xcf.members(this.group).some(({ member }) => member === this.member);
  }

  /** The incarnation that the group counts as a member; −1 when none. */
  get memberIncarnation(): number {
    return this.isKnownMember ? this.state.incarnation : -1;
  }

  get listeners(): readonly ListenerState[] {
    return Object.values(this.state.listeners);
  }

  /** EZBTCPCS, or with XCFGRPID nn EZBTCPnn. */
  get group(): string {
    return `EZBTCP${this.state.profile.globalConfig.xcfGroupId ?? "CS"}`;
  }

  /** System name, padded to eight, and job name. */
  get member(): string {
    return this.system.padEnd(8) + this.state.job;
  }

  /** START of the address space. `instantly`: it is part of the initial state. */
  start(instantly = false): void {
    if (this.state.status.kind !== "down" || !this.plex.sysplex.lpar(this.system).isRunning) return;
    const { sim, tcpip } = this.plex;
    const timer = instantly ? undefined : sim.after(tcpip.parameters.stackStartDuration, started, this.name);
    this.change(`${this.name} is started`, (stack) => {
      stack.status = { kind: "starting", since: sim.now, ...(timer === undefined ? {} : { timer }) };
      stack.incarnation += 1;
      stack.profile = draftOf(tcpip.initialProfile(this.name)); // What OBEYFILE had changed is lost.
    });
    if (instantly) this.onStarted(true);
  }

  /** P: the stack leaves the group and ends. A hung system does not carry it out. */
  stop(): void {
    this.endByItself("stopped");
  }

  /** The address space abends. */
  fail(): void {
    this.endByItself("failed");
  }

  /** @internal Its system has died: nobody is told by this stack. */
  onLparLost(): void {
    if (this.state.status.kind !== "down") this.end("lpar");
  }

  /** @internal A start or a wait for OMPROUTE is over; on a hung system it goes on when that runs again. */
  onTimer(): void {
    const { status } = this.state;
    if (!this.plex.sysplex.lpar(this.system).isRunning) this.setStatus("due", withoutTimer(status));
    else if (status.kind === "starting") this.onStarted(false);
    else this.join();
  }

  /** @internal Its system hung and runs on: what was due happens, what was missed is caught up with. */
  onResumed(): void {
    const { status } = this.state;
    const isDue = status.kind === "starting" || (status.kind === "up" && status.group === "waiting");
    if (isDue && status.timer === undefined) return this.onTimer();
    if (!this.isMember) return;
    for (const address of this.dvipaAddresses) new Dvipa(this.plex, address).onResumed(this.name);
    this.plex.tcpip.onRoutesChanged();
    for (const stack of this.plex.tcpip.stacks) stack.reportAll();
  }

  /** Joins the sysplex group and brings its dynamic VIPAs: at the start, after OMPROUTE, or by JOINGROUP. */
  join(): void {
    const { status, profile, job } = this.state;
    if (status.kind !== "up" || status.group === "joined") return;
    const { sysplex, sim, tcpip } = this.plex;
    if (status.timer !== undefined) sim.cancel(status.timer);
    sysplex.xcf.join(this.group, this.member, this.system);
    this.setStatus(`joins ${this.group}`, { kind: "up", since: status.since, group: "joined" });
    this.forgetStrangersIfAlone(1);
    this.write("EZD1176I", stackMessages.EZD1176I(job, this.group));
    for (const definition of profile.dvipas) this.define(definition);
    this.write("EZD1214I", stackMessages.EZD1214I(job));
    tcpip.onRoutesChanged();
    tcpip.dropGoneTargets(this.name);
    this.reportAll();
  }

  /** LEAVEGROUP: all dynamic VIPAs are given up, the definitions stay. */
  leaveGroup(): void {
    const { status } = this.state;
    if (status.kind !== "up" || status.group !== "joined") return;
    this.setStatus(`leaves ${this.group}`, { kind: "up", since: status.since, group: "outside" });
    this.plex.sysplex.xcf.leave(this.group, this.member);
    this.forgetStrangersIfAlone(0);
    this.plex.tcpip.groupLeft.emit({ stack: this.name, at: this.plex.sim.now });
  }

  /** bind() and listen(). */
  listen(options: ListenerOptions): ListenResult {
    const { status, profile } = this.state;
    if (status.kind !== "up") return "EADDRNOTAVAIL";
    const use = { reservations: profile.ports, listeners: this.listeners };
    const address = boundAddress(use, options);
    const refusal = portRefusal(use, { ...options, address });
    if (refusal !== undefined) return refusal;
    if (address !== "any" && !this.hasAddress(address)) return "EADDRNOTAVAIL";
    const backlog = Math.min(options.backlog, profile.tcpConfig.soMaxConn);
    const id = this.plex.tcpip.transport.listeners.add({ application: options.application, backlog });
    this.change(`${options.job} listens on ${options.port}`, (stack) => {
      stack.listeners[`${address}/${options.port}/${options.job}`] = { ...options, address, backlog, id };
    });
    this.report(options.port);
    this.plex.tcpip.listenerChanged.emit({ stack: this.name, port: options.port, at: this.plex.sim.now });
    return "ok";
  }

  /** The job's listening sockets on the port close; connections that end there are reset at once. */
  closeListener(job: string, port: number): void {
    const closing = Object.entries(this.state.listeners).filter(
      ([, listener]) => listener.job === job && listener.port === port,
    );
    if (closing.length === 0) return;
    this.change(`${job} stopped listening on ${port}`, (stack) => {
      for (const [key] of closing) delete stack.listeners[key];
    });
    for (const [, { id }] of closing) if (this.isUp) this.plex.tcpip.transport.resetListener(id);
    this.report(port);
    this.plex.tcpip.listenerChanged.emit({ stack: this.name, port, at: this.plex.sim.now });
  }

  /** The listener that a connection to an address and port ends at. */
  listenerFor(address: IpAddress, port: number): ListenerState | undefined {
    return this.listeners.find(
      (listener) => listener.port === port && (listener.address === "any" || listener.address === address),
    );
  }

  /**
   * The listeners that share connections to an address and port (SHAREPORT); with another than one there is no sharing.
   * Those bound to the address go before those bound to any.
   */
  sharingListeners(address: IpAddress, port: number): readonly ListenerState[] {
    const { ports } = this.state.profile;
    const listeners = this.listenersOn(address, port);
    if (listeners.length < 2 || sharingOf(ports, port) === "none") return [];
    const bound = listeners.filter((listener) => listener.address === address);
    return bound.length > 0 ? bound : listeners;
  }

  /** Listeners on a port that connections to the address may end at, less what is quiesced by job. */
  readyListeners(address: IpAddress, port: number): readonly ListenerState[] {
    const { jobs } = this.state.quiesced;
    return this.listenersOn(address, port).filter(
      ({ job }) => !jobs.includes(job) && !jobs.includes(`${port}/${job}`),
    );
  }

  /** `Rdy`: how many these are. */
  readyCount(address: IpAddress, port: number): number {
    return this.readyListeners(address, port).length;
  }

  private listenersOn(address: IpAddress, port: number): readonly ListenerState[] {
    return this.listeners.filter(
      (listener) => listener.port === port && (listener.address === "any" || listener.address === address),
    );
  }

  isQuiesced(port: number): boolean {
    const { target, ports } = this.state.quiesced;
    return target || ports.includes(port);
  }

  /** The address is on the stack: static, owned, kept for old connections, or hidden because the stack is a target. */
  hasAddress(address: IpAddress): boolean {
    const { homeAddresses, ipConfig } = this.state.profile;
    const ownAddresses = [...homeAddresses, ipConfig.dynamicXcf?.address, ipConfig.dynamicXcf6?.address];
    if (ownAddresses.includes(address)) return true;
    const dvipa = this.plex.tcpip.state.value.dvipas[address];
    if (dvipa === undefined || dvipa.owner === undefined || !this.isMember) return false;
    const status = dvipa.entries[this.name]?.status;
    if (dvipa.owner === this.name || status === "moving" || status === "quiescing") return true;
    return isTarget(this.plex, dvipa, this.name);
  }

  /** QUIESCE and RESUME of the whole target, a port, a job, or a job's listener on a port. */
  quiesce({ port, job }: { readonly port?: number; readonly job?: string }, quiesced: boolean): void {
    this.change(`${quiesced ? "QUIESCE" : "RESUME"} on ${this.name}`, (stack) => {
      const { ports, jobs } = stack.quiesced;
      if (job !== undefined) {
        const name = port === undefined ? job : `${port}/${job}`;
        stack.quiesced.jobs = withOrWithout(jobs, name, quiesced);
      } else if (port !== undefined) stack.quiesced.ports = withOrWithout(ports, port, quiesced);
      else stack.quiesced.target = quiesced;
    });
    this.reportAll();
  }

  /** VARY TCPIP,,OBEYFILE: the statements of a file, already resolved on top of the active profile. */
  obey(profile: StackProfile, messages: readonly ProfileMessage[] = []): void {
    const before = this.state.profile;
    this.write("EZZ0060I", stackMessages.EZZ0060I(`VARY TCPIP,,OBEYFILE,${profile.file}`));
    for (const { id, text } of messages) this.write(id, text);
    this.change(`OBEYFILE ${profile.file}`, (stack) => {
      stack.profile = draftOf(profile);
    });
    if (!this.isMember) return;
    for (const definition of before.dvipas) {
      if (!profile.dvipas.some((other) => isSameDvipa(other, definition)))
        new Dvipa(this.plex, definition.address).giveUp(this.name, "deleted");
    }
    for (const definition of profile.dvipas) {
      if (!before.dvipas.some((other) => isSameDvipa(other, definition))) this.define(definition);
    }
    for (const address of changedDistributions(before, profile))
      this.plex.tcpip.onDistributionChanged(this.name, address);
    this.plex.tcpip.onRoutesChanged();
  }

  write(id: string, text: string): void {
    this.plex.sysplex.console.write(this.system, id, text);
  }

  /** @internal Tells the owners of distributed addresses about all its ports. */
  reportAll(): void {
    const { dvipas } = this.plex.tcpip.state.value;
    const distributed = Object.values(dvipas).flatMap(({ distributors }) =>
      Object.keys(distributors).map(Number),
    );
    for (const port of new Set([...this.listeners.map(({ port }) => port), ...distributed]))
      this.report(port);
  }

  /** Tells the owners of distributed addresses how many listeners the port has now. */
  private report(port: number): void {
    if (!this.isMember) return;
    const quiesced = this.isQuiesced(port);
    for (const dvipa of Object.values(this.plex.tcpip.state.value.dvipas)) {
      if (!isTarget(this.plex, dvipa, this.name)) continue;
      const { address } = dvipa;
      const ready = this.readyCount(address, port);
      const boundToAddress = this.listeners.some(
        (listener) => listener.port === port && listener.address === address,
      );
      const weight = serverWeight(this.plex, this.name, address, port);
      const report = {
        address,
        port,
        stack: this.name,
        ready,
        quiesced,
        serverWeight: weight,
        boundToAddress,
      };
      Distributor.report(this.plex, report);
    }
  }

  private onStarted(atStart: boolean): void {
    const { sim, tcpip } = this.plex;
    this.writeProfileMessages(this.state.profileMessages);
    for (const address of this.dvipaAddresses) new Dvipa(this.plex, address).onRestarted(this.name);
    const { join } = this.state.profile.globalConfig;
    const waits = join === "delayJoin" && !atStart;
    const timer = waits ? sim.after(tcpip.parameters.omprouteStartDuration, joinDue, this.name) : undefined;
    const group = waits ? "waiting" : "outside";
    this.setStatus("is up", { kind: "up", since: sim.now, group, ...(timer === undefined ? {} : { timer }) });
    if (join !== "noJoin" && !waits) this.join();
    tcpip.stackStarted.emit({ stack: this.name, system: this.system, atStart });
  }

  private writeProfileMessages(messages: readonly ProfileMessage[]): void {
    this.write("EZZ0309I", stackMessages.EZZ0309I());
    for (const { id, text } of messages) this.write(id, text);
    if (messages.length > 0) this.write("EZZ0303I", stackMessages.EZZ0303I());
    this.write("EZZ0316I", stackMessages.EZZ0316I());
  }

  private define(definition: DvipaDefinition): void {
    new Dvipa(this.plex, definition.address).define(this.name, definition);
  }

  private endByItself(why: "stopped" | "failed"): void {
    const { status } = this.state;
    if (status.kind === "down" || !this.plex.sysplex.lpar(this.system).isRunning) return;
    this.end(why);
    if (status.kind !== "up" || status.group !== "joined") return;
    const { xcf } = this.plex.sysplex;
    if (why === "stopped") xcf.leave(this.group, this.member);
    else xcf.failMember(this.group, this.member);
    this.forgetStrangersIfAlone(0);
  }

  private end(why: StackStopReason): void {
    const { status } = this.state;
    if (status.kind !== "down" && status.timer !== undefined) this.plex.sim.cancel(status.timer);
    this.change(`${this.name} ${why}`, (stack) => {
      stack.status = { kind: "down" };
      stack.listeners = {};
      stack.quiesced = { target: false, ports: [], jobs: [] };
    });
    this.plex.tcpip.stackStopped.emit({ stack: this.name, system: this.system, why });
  }

  /** With nobody else in the group, nobody hears of what has changed in it. */
  private forgetStrangersIfAlone(memberCount: number): void {
    if (this.plex.sysplex.xcf.members(this.group).length > memberCount) return;
    for (const address of this.dvipaAddresses) new Dvipa(this.plex, address).forgetStrangers();
  }

  private get dvipaAddresses(): readonly IpAddress[] {
    return Object.keys(this.plex.tcpip.state.value.dvipas);
  }

  private setStatus(cause: string, status: StackStatus): void {
    this.change(`${this.name} ${cause}`, (stack) => {
      stack.status = status;
    });
  }

  private change(cause: string, recipe: (stack: Draft<StackState>) => void): void {
    this.plex.tcpip.change(cause, (state) => recipe(known(state.stacks[this.name], this.name)));
  }
}

function withOrWithout<Item>(list: readonly Item[], item: Item, present: boolean): Item[] {
  const rest = list.filter((known) => known !== item);
  return present ? [...rest, item] : rest;
}

function withoutTimer(status: StackStatus): StackStatus {
  if (status.kind === "down") return status;
  const { timer: _, ...rest } = status;
  return rest;
}

/** A definition that is repeated as it stands changes nothing. */
function isSameDvipa(a: DvipaDefinition, b: DvipaDefinition): boolean {
  return (
    a.address === b.address &&
    a.kind === b.kind &&
    a.rank === b.rank &&
    a.moveable === b.moveable &&
    a.prefixLength === b.prefixLength &&
    a.tier === b.tier
  );
}

/** The addresses whose VIPADISTRIBUTE statements are not the same any more. */
function changedDistributions(before: StackProfile, after: StackProfile): readonly IpAddress[] {
  const [gone, added] = [before.distributions, after.distributions].map((own, index, both) =>
    own.filter((definition) => !(both[1 - index] ?? []).includes(definition)),
  );
  return [...new Set([...(gone ?? []), ...(added ?? [])].map(({ address }) => address))];
}

/**
 * A TCP/IP stack: its address space, its membership of the sysplex group, its listeners.
 *
 * Modelled: start and stop, abend, loss with its system, joining at once, with DELAYJOIN and by command, LEAVEGROUP,
 * QUIESCE and RESUME, OBEYFILE, port reservations, listeners bound to one address or to any.
 * Simplified: profile processing takes no time of its own; OMPROUTE is a delay.
 * Not modelled: SYSPLEXMONITOR recovery (VTAM, OMPROUTE and storage trouble inside one stack), AUTOLOG restarts.
 * @source z/OS Communications Server: IP Configuration Guide and IP Configuration Reference.
 */
import { defineEvent, known, type Duration } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { Distributor } from "./distributor.js";
import { draftOf, type Draft } from "./draft.js";
import { Dvipa } from "./dvipa.js";
import { stackMessages } from "./messages.js";
import type { TcpipPlex } from "./plex.js";
import type { IpAddress, StackProfile } from "./profile/stack-profile.js";
import type { ListenerState, StackName, StackState } from "./state.js";

const started = defineEvent("tcpip.stack-started", (plex: TcpipPlex, stack: StackName) =>
  plex.tcpip.stack(stack).onStarted(false),
);

const joinDue = defineEvent("tcpip.join-due", (plex: TcpipPlex, stack: StackName) => plex.tcpip.stack(stack).join());

/** What a server program asks of bind() and listen(). */
export interface ListenerOptions {
  readonly job: string;
  readonly port: number;
  readonly address: IpAddress | "any";
  /** Connections that wait for accept(); SOMAXCONN of the profile is the most. */
  readonly backlog: number;
  /** Key in `Tcpip.applications`. */
  readonly application: string;
}

export type ListenResult = "ok" | "EADDRINUSE" | "EADDRNOTAVAIL" | "EACCES";

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
    const timer = sim.after(instantly ? (0 as Duration) : tcpip.parameters.stackStartDuration, started, this.name);
    this.change(`${this.name} is started`, (stack) => {
      stack.status = { kind: "starting", since: sim.now, timer };
      stack.incarnation += 1;
    });
    if (!instantly) return;
    sim.cancel(timer);
    this.onStarted(true);
  }

  /** P: the stack leaves the group and ends. */
  stop(): void {
    if (this.state.status.kind === "down") return;
    const { status } = this.state;
    this.end("stopped");
    if (status.kind === "up" && status.group === "joined") this.plex.sysplex.xcf.leave(this.group, this.member);
    this.plex.tcpip.stackStopped.emit({ stack: this.name, system: this.system, why: "stopped" });
  }

  /** The address space abends. */
  fail(): void {
    if (this.state.status.kind === "down") return;
    const { status } = this.state;
    this.end("failed");
    if (status.kind === "up" && status.group === "joined") this.plex.sysplex.xcf.failMember(this.group, this.member);
    this.plex.tcpip.stackStopped.emit({ stack: this.name, system: this.system, why: "failed" });
  }

  /** @internal Its system has died: nobody is told by this stack. */
  onLparLost(): void {
    if (this.state.status.kind === "down") return;
    this.end("lpar");
    this.plex.tcpip.stackStopped.emit({ stack: this.name, system: this.system, why: "lpar" });
  }

  /** @internal */
  onStarted(atStart: boolean): void {
    const { sim, tcpip } = this.plex;
    this.write("EZZ0309I", stackMessages.EZZ0309I());
    this.change(`${this.name} is up`, (stack) => {
      stack.status = { kind: "up", since: sim.now, group: "outside" };
    });
    this.write("EZZ0316I", stackMessages.EZZ0316I());
    for (const address of Object.keys(tcpip.state.value.dvipas)) new Dvipa(this.plex, address).forget(this.name);
    const { join } = this.state.profile.globalConfig;
    if (join === "atOnce" || (join === "delayJoin" && atStart)) this.join();
    else if (join === "delayJoin") sim.after(tcpip.parameters.omprouteStartDuration, joinDue, this.name);
    tcpip.stackStarted.emit({ stack: this.name, system: this.system, atStart });
  }

  /** Joins the sysplex group and brings its dynamic VIPAs: at the start, after OMPROUTE, or by JOINGROUP. */
  join(): void {
    const { status, profile, job } = this.state;
    if (status.kind !== "up" || status.group === "joined") return;
    this.plex.sysplex.xcf.join(this.group, this.member, this.system);
    this.change(`${this.name} joins ${this.group}`, (stack) => {
      stack.status = { ...status, group: "joined" };
    });
    this.write("EZD1176I", stackMessages.EZD1176I(job, this.group));
    for (const definition of profile.dvipas) new Dvipa(this.plex, definition.address).define(this.name, definition);
    this.write("EZD1214I", stackMessages.EZD1214I(job));
    this.plex.tcpip.onRoutesChanged();
    for (const { port } of this.listeners) this.report(port);
  }

  /** LEAVEGROUP: all dynamic VIPAs are given up, the definitions stay. */
  leaveGroup(): void {
    const { status } = this.state;
    if (status.kind !== "up" || status.group !== "joined") return;
    this.change(`${this.name} leaves ${this.group}`, (stack) => {
      stack.status = { ...status, group: "outside" };
    });
    this.plex.sysplex.xcf.leave(this.group, this.member);
  }

  /** bind() and listen(). */
  listen(options: ListenerOptions): ListenResult {
    const refusal = this.refusalOf(options);
    if (refusal !== undefined) return refusal;
    const backlog = Math.min(options.backlog, this.state.profile.tcpConfig.soMaxConn);
    const id = this.plex.tcpip.transport.addListener({ application: options.application, backlog });
    this.change(`${options.job} listens on ${options.port}`, (stack) => {
      stack.listeners[`${options.port}/${options.job}`] = { ...options, backlog, id };
    });
    this.report(options.port);
    return "ok";
  }

  /** The listening socket closes; connections that end there are reset at once. */
  closeListener(job: string, port: number): void {
    const listener = this.state.listeners[`${port}/${job}`];
    if (listener === undefined) return;
    this.change(`${job} stopped listening on ${port}`, (stack) => {
      delete stack.listeners[`${port}/${job}`];
    });
    if (this.isUp) this.plex.tcpip.transport.resetListener(listener.id);
    this.report(port);
  }

  /** The listener that a connection to an address and port ends at. */
  listenerFor(address: IpAddress, port: number): ListenerState | undefined {
    return this.listeners.find(
      (listener) => listener.port === port && (listener.address === "any" || listener.address === address),
    );
  }

  /** `Rdy`: listeners on a port that connections to the address may end at, less what is quiesced by job. */
  readyCount(address: IpAddress, port: number): number {
    const { quiesced } = this.state;
    return this.listeners.filter(
      (listener) =>
        listener.port === port &&
        (listener.address === "any" || listener.address === address) &&
        !quiesced.jobs.includes(listener.job),
    ).length;
  }

  isQuiesced(port: number): boolean {
    const { target, ports } = this.state.quiesced;
    return target || ports.includes(port);
  }

  /** The address is on the stack: static, owned, kept for old connections, or hidden because the stack is a target. */
  hasAddress(address: IpAddress): boolean {
    const { profile } = this.state;
    if (profile.homeAddresses.includes(address) || profile.ipConfig.dynamicXcf?.address === address) return true;
    const dvipa = this.plex.tcpip.state.value.dvipas[address];
    if (dvipa === undefined || dvipa.owner === undefined || !this.isMember) return false;
    if (dvipa.owner === this.name || dvipa.entries[this.name]?.status === "moving") return true;
    return Object.values(dvipa.distributors).some(({ targets }) => targets.some(({ stack }) => stack === this.name));
  }

  /** QUIESCE and RESUME of the whole target, a port, or a job. */
  quiesce(what: { readonly port?: number; readonly job?: string }, quiesced: boolean): void {
    this.change(`${quiesced ? "QUIESCE" : "RESUME"} on ${this.name}`, (stack) => {
      const { ports, jobs } = stack.quiesced;
      if (what.port !== undefined) stack.quiesced.ports = withOrWithout(ports, what.port, quiesced);
      else if (what.job !== undefined) stack.quiesced.jobs = withOrWithout(jobs, what.job, quiesced);
      else stack.quiesced.target = quiesced;
    });
    for (const port of new Set(this.listeners.map(({ port }) => port))) this.report(port);
  }

  /** VARY TCPIP,,OBEYFILE: the statements of a file, already resolved on top of the active profile. */
  obey(profile: StackProfile): void {
    const before = this.state.profile;
    this.change(`OBEYFILE ${profile.file}`, (stack) => {
      stack.profile = draftOf(profile);
    });
    if (!this.isMember) return;
    const has = (dvipas: StackProfile["dvipas"], address: IpAddress): boolean =>
      dvipas.some((definition) => definition.address === address);
    for (const { address } of before.dvipas) {
      if (!has(profile.dvipas, address)) new Dvipa(this.plex, address).giveUp(this.name, "deleted");
    }
    for (const definition of profile.dvipas) {
      if (!has(before.dvipas, definition.address)) new Dvipa(this.plex, definition.address).define(this.name, definition);
    }
    this.plex.tcpip.onDistributionsChanged(this.name);
  }

  write(id: string, text: string): void {
    this.plex.sysplex.console.write(this.system, id, text);
  }

  private end(why: StackStopReason): void {
    const { status } = this.state;
    if (status.kind === "starting") this.plex.sim.cancel(status.timer);
    this.change(`${this.name} ${why}`, (stack) => {
      stack.status = { kind: "down" };
      stack.listeners = {};
      stack.quiesced = { target: false, ports: [], jobs: [] };
    });
  }

  private refusalOf({ job, port, address }: ListenerOptions): Exclude<ListenResult, "ok"> | undefined {
    const { profile, listeners } = this.state;
    const reservations = profile.ports.filter(
      ({ first, last, protocol }) => protocol === "TCP" && first <= port && port <= last,
    );
    const mine = reservations.find((reservation) => reservation.job === job || reservation.job === "*");
    if (reservations.length > 0 && mine === undefined) return "EACCES";
    const others = Object.values(listeners).filter(
      (listener) =>
        listener.port === port && (listener.address === "any" || address === "any" || listener.address === address),
    );
    if (others.length > 0 && (mine === undefined || mine.sharing === "none")) return "EADDRINUSE";
    return address === "any" || this.hasAddress(address) ? undefined : "EADDRNOTAVAIL";
  }

  /** Tells the owners of all distributed addresses how many listeners the port has now. */
  private report(port: number): void {
    if (!this.isMember) return;
    const quiesced = this.isQuiesced(port);
    for (const address of Object.keys(this.plex.tcpip.state.value.dvipas)) {
      const ready = this.readyCount(address, port);
      const boundToAddress = this.listeners.some((listener) => listener.port === port && listener.address === address);
      Distributor.report(this.plex, { address, port, stack: this.name, ready, quiesced, boundToAddress });
    }
  }

  private change(cause: string, recipe: (stack: Draft<StackState>) => void): void {
    this.plex.tcpip.change(cause, (state) => recipe(known(state.stacks[this.name], this.name)));
  }
}

function withOrWithout<Item>(list: readonly Item[], item: Item, present: boolean): Item[] {
  const rest = list.filter((known) => known !== item);
  return present ? [...rest, item] : rest;
}

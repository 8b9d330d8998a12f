/**
 * What the data plane needs of the control plane, compiled into small tables of numbers, as a real router compiles its
 * forwarding table: where the LAN sends an address, which target gets new connections, which stacks run.
 *
 * The tables are thrown away at every control-plane change and made anew at the next packet.
 */
import { ConnectionRoutingTable } from "./connection-routing-table.js";
import type { Connections } from "./connections.js";
import { sharingOf } from "./ports.js";
import type { IpAddress } from "./profile/stack-profile.js";
import type { OutsideNetwork } from "./outside.js";
import type { TcpipPlex } from "./plex.js";
import { SharedPorts } from "./shared-ports.js";
import type { DvipaState, StackState } from "./state.js";

export const SILENCE = -1;
export const NOBODY = -2;
/** Each new connection is given a target of its own, by the connection routing table. */
export const DISTRIBUTED = -4;
/** The address is of a host that is no system of the sysplex. */
export const OUTSIDE = -3;

/** In place of a listener: nobody listens, or several share the port. */
export const NO_LISTENER = -1;
export const SHARED_PORT = -2;

interface Destination {
  readonly address: IpAddress;
  readonly port: number;
}

export class Routes {
  private destinations: Destination[] = [];
  private compiled = false;
  /** Who answers for addresses that are not of the sysplex; set while the context is built. */
  outside: OutsideNetwork | undefined;
  /** By destination: the stack that packets reach, SILENCE, or OUTSIDE. */
  ingress = new Int32Array(0);
  /** By destination: the stack that new connections end at, SILENCE, NOBODY (rejected), or DISTRIBUTED. */
  target = new Int32Array(0);
  /** By stack: its address space is up and its system executes. */
  running = new Uint8Array(0);
  incarnation = new Float64Array(0);
  /** By stack: the incarnation that the group counts as a member, −1 when none. */
  member = new Float64Array(0);
  /** By stack pair (from × count + to): forwarding delay in µs, −1 when there is no route. */
  hop = new Float64Array(0);
  /** By stack pair: 1, their hosts do not reach each other over the LAN. Empty while all do. */
  cut = new Uint8Array(0);
  /** By destination × stacks + stack: the listener there, NO_LISTENER, or SHARED_PORT. */
  listener = new Int32Array(0);
  readonly stackCount: number;
  /** Distribution by other methods than HOTSTANDBY. */
  readonly routing: ConnectionRoutingTable;
  /** Listeners that share a port. */
  readonly sharedPorts: SharedPorts;

  constructor(
    private readonly plex: TcpipPlex,
    private readonly stacks: readonly string[],
    connections: Connections,
  ) {
    this.stackCount = stacks.length;
    this.routing = new ConnectionRoutingTable(plex, connections, stacks);
    this.sharedPorts = new SharedPorts(plex);
  }

  /** The index of a destination; made at first use, when a client is built. */
  destination(address: IpAddress, port: number): number {
    const known = this.destinations.findIndex((known) => known.address === address && known.port === port);
    if (known >= 0) return known;
    this.destinations.push(Object.freeze({ address, port }));
    this.compiled = false;
    return this.destinations.length - 1;
  }

  /** What an index stands for. */
  destinationAt(index: number): Destination {
    return this.destinations[index] as Destination;
  }

  destinationIfKnown(address: IpAddress, port: number): number {
    return this.destinations.findIndex((known) => known.address === address && known.port === port);
  }

  /** The destinations of an address, whatever their port. */
  destinationsOf(address: IpAddress): readonly number[] {
    return this.destinations.flatMap((destination, index) =>
      destination.address === address ? [index] : [],
    );
  }

  /** The control plane has changed. */
  invalidate(): void {
    this.compiled = false;
  }

  /** Makes the tables true; costs nothing when they are. */
  refresh(): void {
    if (!this.compiled) this.compile();
  }

  /** The tables too: forwarding delays are those of the instant at which they were compiled. */
  copyFrom(other: Routes): void {
    this.destinations = [...other.destinations];
    this.compiled = other.compiled;
    this.ingress = other.ingress.slice();
    this.target = other.target.slice();
    this.running = other.running.slice();
    this.incarnation = other.incarnation.slice();
    this.member = other.member.slice();
    this.hop = other.hop.slice();
    this.cut = other.cut.slice();
    this.listener = other.listener.slice();
    this.routing.copyFrom(other.routing);
    this.sharedPorts.copyFrom(other.sharedPorts);
  }

  private compile(): void {
    this.compiled = true;
    const count = this.stackCount;
    this.running = new Uint8Array(count);
    this.incarnation = new Float64Array(count);
    this.member = new Float64Array(count);
    this.hop = new Float64Array(count * count);
    this.stacks.forEach((_, index) => this.compileStack(index));
    this.compileCuts();
    this.ingress = new Int32Array(this.destinations.length).fill(SILENCE);
    this.target = new Int32Array(this.destinations.length).fill(SILENCE);
    this.listener = new Int32Array(this.destinations.length * count).fill(NO_LISTENER);
    this.routing.forget();
    this.sharedPorts.forget();
    this.destinations.forEach((destination, index) => this.compileDestination(destination, index));
  }

  private compileStack(index: number): void {
    const { sysplex, tcpip } = this.plex;
    const stack = tcpip.stack(this.stacks[index] as string);
    this.running[index] = stack.isUp ? 1 : 0;
    this.incarnation[index] = stack.state.incarnation;
    this.member[index] = stack.memberIncarnation;
    this.stacks.forEach((to, toIndex) => {
      const receiver = tcpip.stack(to).state;
      const delay = hasVipaRoute(stack.state, receiver)
        ? tcpip.parameters.clientLatency
        : sysplex.xcf.pathDelay(stack.state.system, receiver.system);
      this.hop[index * this.stackCount + toIndex] = index === toIndex ? 0 : (delay ?? -1);
    });
  }

  private compileCuts(): void {
    const { tcpip } = this.plex;
    const isWhole = tcpip.state.value.lanCuts.length === 0;
    if (isWhole && this.cut.length === 0) return;
    const systems = this.stacks.map((name) => tcpip.stack(name).system);
    const cuts = systems.flatMap((a) => systems.map((b) => (tcpip.isLanCut(a, b) ? 1 : 0)));
    this.cut = Uint8Array.from(isWhole ? [] : cuts);
  }

  private compileDestination({ address, port }: Destination, index: number): void {
    const { tcpip } = this.plex;
    const { dvipas, lan } = tcpip.state.value;
    const dvipa = dvipas[address];
    const learned = dvipa === undefined ? tcpip.stackWithHomeAddress(address) : lan[address];
    const distributor = dvipa?.distributors[String(port)];
    this.stacks.forEach((name, stackIndex) => {
      const key = index * this.stackCount + stackIndex;
      this.listener[key] = this.listenerAt(key, name, { address, port }, distributor !== undefined);
    });
    if (learned === undefined) {
      if (this.outside?.owns(address) === true) this.ingress[index] = OUTSIDE;
      return;
    }
    const ingress = this.stacks.indexOf(learned);
    const owner = dvipa === undefined ? learned : packetOwner(dvipa, learned);
    if (this.running[ingress] === 0 || owner === undefined) return;
    if (dvipa !== undefined && !tcpip.stack(learned).isMember) return; // LEAVEGROUP takes it off the stack at once.
    this.ingress[index] = ingress;
    if (distributor !== undefined && distributor.method !== "HOTSTANDBY") {
      const isAvailable = this.routing.compile(index, owner, distributor);
      this.target[index] = isAvailable ? DISTRIBUTED : NOBODY;
      return;
    }
    const target = distributor === undefined ? owner : distributor.active;
    this.target[index] = target === undefined ? NOBODY : this.stacks.indexOf(target);
  }

  /**
   * The listener that connections to an address and port end at on a stack.
   *
   * @source IP System Administrator's Commands, VARY TCPIP,,SYSPLEX: QUIESCE keeps new Sysplex Distributor connections
   * from a server; others still reach it.
   */
  private listenerAt(
    key: number,
    name: string,
    { address, port }: Destination,
    isDistributed: boolean,
  ): number {
    const { tcpip } = this.plex;
    const stack = tcpip.stack(name);
    if (!stack.hasAddress(address)) return NO_LISTENER;
    const sharing = stack.sharingListeners(address, port);
    if (sharing.length === 0) return stack.listenerFor(address, port)?.id ?? NO_LISTENER;
    const ready = isDistributed ? stack.readyListeners(address, port) : sharing;
    const takers = sharing.filter((listener) => ready.includes(listener));
    const listeners = takers.length > 0 ? takers : sharing;
    const byWlm = sharingOf(stack.state.profile.ports, port) === "shareportwlm";
    const weights = listeners.map(({ job }) => (byWlm ? tcpip.wlm(name).serverWeight(job) : 1));
    this.sharedPorts.compile(key, listeners, weights);
    return SHARED_PORT;
  }
}

/** Who answers for an address at the stack that the LAN sends it to: a stack that gave it up forwards to the new owner. */
function packetOwner({ owner, entries }: DvipaState, learned: string): string | undefined {
  const status = entries[learned]?.status;
  if (status === "moving" || status === "quiescing") return owner;
  return owner === learned && status !== undefined ? owner : undefined;
}

/**
 * VIPAROUTE: the distributor reaches this target over the IP network in place of dynamic XCF. One whose address is not on
 * the target is inactive.
 */
export function hasVipaRoute(from: StackState, to: StackState): boolean {
  const { ipConfig, homeAddresses } = to.profile;
  const addresses = [ipConfig.dynamicXcf?.address, ipConfig.dynamicXcf6?.address];
  return from.profile.vipaRoutes.some(
    ({ dynamicXcf, target }) => addresses.includes(dynamicXcf) && homeAddresses.includes(target),
  );
}

/**
 * TIMEDAFFINITY: connections of one client to a distributed address and port go to one server instance.
 *
 * Modelled: the affinity begins with a client's first connection, counts its connections, and ends so many seconds after
 * the last of them closed; a server instance among several that share the port on the target stack.
 * Simplified: a TCP client of the model is one client address. Nobody is told when an affinity ends: it is found to be
 * over when the client comes again.
 * @source z/OS Communications Server: IP Configuration Guide, "Timed affinities".
 */
import { grownTo, type Duration, type Instant } from "@sysplex/sim-core";

const NONE = -1;

/** The affinities of one destination; columns by client. */
class AffinityColumns {
  /** −1: the client has none. */
  stack = new Int32Array(0);
  incarnation = new Float64Array(0);
  /** −1: no instance has accepted yet. */
  listener = new Int32Array(0);
  connections = new Int32Array(0);
  /** When the last connection closed. */
  idleSince = new Float64Array(0);

  growTo(clientCount: number): void {
    const before = this.stack.length;
    if (clientCount <= before) return;
    this.stack = grownTo(clientCount, this.stack).fill(NONE, before);
    this.incarnation = grownTo(clientCount, this.incarnation);
    this.listener = grownTo(clientCount, this.listener).fill(NONE, before);
    this.connections = grownTo(clientCount, this.connections);
    this.idleSince = grownTo(clientCount, this.idleSince);
  }

  copy(): AffinityColumns {
    const copy = new AffinityColumns();
    copy.stack = this.stack.slice();
    copy.incarnation = this.incarnation.slice();
    copy.listener = this.listener.slice();
    copy.connections = this.connections.slice();
    copy.idleSince = this.idleSince.slice();
    return copy;
  }
}

export class TimedAffinities {
  /** By destination; absent: no TIMEDAFFINITY. */
  private durations: (Duration | undefined)[] = [];
  private readonly columns: (AffinityColumns | undefined)[] = [];

  /** The tables are made anew: see {@link TimedAffinities.compile}. */
  forget(): void {
    if (this.durations.length > 0) this.durations = [];
  }

  compile(destination: number, duration: Duration): void {
    if (duration > 0) this.durations[destination] = duration;
  }

  isUsedFor(destination: number): boolean {
    return this.durations[destination] !== undefined;
  }

  /** The stack that a client is bound to now, in its incarnation at that time; −1: to none. */
  stackOf(destination: number, client: number, now: Instant): number {
    const columns = this.columns[destination];
    const duration = this.durations[destination];
    if (columns === undefined || duration === undefined) return NONE;
    const isIdle = columns.connections[client] === 0;
    if (isIdle && now - (columns.idleSince[client] as number) >= duration) return NONE;
    return columns.stack[client] ?? NONE;
  }

  incarnationOf(destination: number, client: number): number {
    return this.columns[destination]?.incarnation[client] ?? NONE;
  }

  /** The server instance that a client is bound to; −1: to none yet. */
  listenerOf(destination: number, client: number): number {
    return this.columns[destination]?.listener[client] ?? NONE;
  }

  /** A client without an affinity is sent to a stack. */
  bind(destination: number, client: number, stack: number, incarnation: number): void {
    const columns = (this.columns[destination] ??= new AffinityColumns());
    columns.growTo(client + 1);
    columns.stack[client] = stack;
    columns.incarnation[client] = incarnation;
    columns.listener[client] = NONE;
    columns.connections[client] = 0;
  }

  begin(destination: number, client: number): void {
    const columns = this.columns[destination];
    if (columns !== undefined) columns.connections[client] = (columns.connections[client] as number) + 1;
  }

  /** A server instance has accepted: the next ones go to it, too. */
  bindListener(destination: number, client: number, listener: number): void {
    const columns = this.columns[destination];
    if (columns !== undefined) columns.listener[client] = listener;
  }

  /** A connection has ended. One that an earlier affinity sent to another stack does not count. */
  end(destination: number, client: number, stack: number, now: Instant): void {
    const columns = this.columns[destination];
    if (columns?.stack[client] !== stack) return;
    const connections = columns.connections[client] as number;
    if (connections === 0) return;
    columns.connections[client] = connections - 1;
    if (connections === 1) columns.idleSince[client] = now;
  }

  copyFrom(twin: TimedAffinities): void {
    this.durations = [...twin.durations];
    this.columns.splice(0, Infinity, ...twin.columns.map((columns) => columns?.copy()));
  }
}

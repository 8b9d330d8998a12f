/**
 * The simulation: a clock, the pending events, named random streams, the store, and the loop.
 *
 * Promises, each with a test of its name: time is whole microseconds; ties run in the order scheduled; a handler runs
 * to completion; the same seed and scenario give the same fingerprint; nothing is global.
 */
import type { AnyEventKind, EventKind } from "./event.js";
import { Fingerprint } from "./fingerprint.js";
import type { EventHandle, EventQueue } from "./event-slots.js";
import { LadderQueue } from "./queue.js";
import { ReferenceQueue } from "./reference-queue.js";
import { RandomStream } from "./random.js";
import { Store } from "./store.js";
import { inSeconds, START, type Duration, type Instant } from "./time.js";

export interface SimulationOptions<Context> {
  /** Seeds every random stream. */
  readonly seed: number | string;
  /** Builds the model: what every event handler receives. Called once, when the simulation is complete otherwise. */
  readonly context: (simulation: Simulation<Context>) => Context;
  /** `reference`: the plain queue on heap-js, slower, with the same results. */
  readonly queue?: "production" | "reference";
}

/** One event as a trace sees it. */
export interface TracedEvent {
  readonly at: Instant;
  readonly kind: string;
  readonly payload: unknown;
}

/** What a handler threw, with the seed, the instant and the event that repeat it. */
export class SimulationError extends Error {
  override readonly name = "SimulationError";
}

export class Simulation<Context> {
  readonly seed: string;
  readonly store: Store;
  readonly context: Context;
  private clock: Instant = START;
  private executed = 0;
  private running = false;
  private readonly queue: EventQueue;
  private readonly streams = new Map<string, RandomStream>();
  /** By id; holes where this simulation has not met the kind yet. */
  private readonly kinds: (AnyEventKind | undefined)[] = [];
  private readonly hash = new Fingerprint();
  private traceSink: ((event: TracedEvent) => void) | undefined;

  constructor({ seed, context, queue = "production" }: SimulationOptions<Context>) {
    this.queue = queue === "production" ? new LadderQueue() : new ReferenceQueue();
    this.seed = String(seed);
    this.store = new Store(() => this.clock);
    this.context = context(this);
  }

  get now(): Instant {
    return this.clock;
  }

  /** Events run so far. */
  get eventCount(): number {
    return this.executed;
  }

  /** Events still to run. */
  get pendingCount(): number {
    return this.queue.size;
  }

  /** Hash over the time, kind and order of every event run so far: sixteen hexadecimal digits. */
  get fingerprint(): string {
    return this.hash.toString();
  }

  /** Schedules an event `delay` from now. */
  after<Payload>(delay: Duration, kind: EventKind<Context, Payload>, payload: Payload): EventHandle {
    return this.schedule(this.clock + delay, kind, payload);
  }

  /** Schedules an event at `instant`, which must not lie in the past. */
  at<Payload>(instant: Instant, kind: EventKind<Context, Payload>, payload: Payload): EventHandle {
    return this.schedule(instant, kind, payload);
  }

  /** Takes a pending event out; false once it has run or was cancelled. */
  cancel(handle: EventHandle): boolean {
    return this.queue.cancel(handle);
  }

  /** The stream of random numbers of that name; the same object at every call. */
  random(name: string): RandomStream {
    const known = this.streams.get(name);
    if (known !== undefined) return known;
    const stream = new RandomStream(this.seed, name);
    this.streams.set(name, stream);
    return stream;
  }

  /** Runs the events of the next `distance`, its end included, and leaves the clock there. */
  runFor(distance: Duration): void {
    this.runUntil((this.clock + distance) as Instant);
  }

  /** Runs every event up to `instant`, that instant included, and leaves the clock there. */
  runUntil(instant: Instant): void {
    this.refuseInsideHandler();
    if (!Number.isSafeInteger(instant)) throw new RangeError(`Run until ${instant} µs: no whole microsecond`);
    for (;;) {
      const next = this.queue.nextTime();
      if (next > instant) break;
      this.execute(next as Instant);
    }
    if (instant > this.clock) this.clock = instant;
  }

  /** Runs until no event is pending. A model with a heartbeat never ends: use {@link runFor}. */
  run(): void {
    while (this.step());
  }

  /** Runs the next event; false when none is pending. */
  step(): boolean {
    this.refuseInsideHandler();
    const next = this.queue.nextTime();
    if (next === Infinity) return false;
    this.execute(next as Instant);
    return true;
  }

  /** When the next event is due; `undefined` when none is pending. */
  peek(): Instant | undefined {
    const next = this.queue.nextTime();
    return next === Infinity ? undefined : (next as Instant);
  }

  /** Hands every event to `sink` just before it runs; `undefined` stops the trace. */
  trace(sink: ((event: TracedEvent) => void) | undefined): void {
    this.traceSink = sink;
  }

  private schedule(time: number, kind: AnyEventKind, payload: unknown): EventHandle {
    if (!(time >= this.clock) || !Number.isSafeInteger(time)) {
      throw new RangeError(`Event ${kind.name} at ${time} µs: not a whole microsecond from ${this.clock} on`);
    }
    if (this.kinds[kind.id] !== kind) this.register(kind);
    return this.queue.push(time, kind.id, payload);
  }

  private register(kind: AnyEventKind): void {
    if (this.kinds.some((known) => known?.name === kind.name)) {
      throw new Error(`Two event kinds are named ${kind.name}`);
    }
    this.kinds[kind.id] = kind;
  }

  private refuseInsideHandler(): void {
    if (this.running) throw new Error("A handler runs to completion: it cannot run the simulation");
  }

  private execute(time: Instant): void {
    const slot = this.queue.pop();
    const kind = this.kinds[this.queue.kindOf(slot)] as AnyEventKind;
    const payload = this.queue.payloadOf(slot);
    this.clock = time;
    this.executed += 1;
    this.hash.add(time, kind.nameHash);
    this.traceSink?.({ at: time, kind: kind.name, payload });
    this.running = true;
    try {
      kind.handler(this.context, payload);
    } catch (error) {
      throw this.located(error, kind);
    } finally {
      this.running = false;
    }
  }

  private located(error: unknown, kind: AnyEventKind): SimulationError {
    const what = error instanceof Error ? error.message : String(error);
    const where = `seed ${this.seed}, at ${inSeconds(this.clock).toFixed(6)} s, event ${kind.name} #${this.executed}`;
    return new SimulationError(`${what} [${where}]`, { cause: error });
  }
}

/**
 * The simulation: a clock, the pending events, named random streams, the store, and the loop.
 *
 * Promises, each with a test of its name: time is whole microseconds; ties run in the order scheduled; a handler runs
 * to completion; the same seed and scenario give the same fingerprint; nothing is global.
 */
import { assert } from "./assert.js";
import type { AnyEventKind, EventKind } from "./event.js";
import { Fingerprint } from "./fingerprint.js";
import { KIND_ID_LIMIT, type EventHandle, type EventQueue } from "./event-queue.js";
import { drawnDuration } from "./distribution.js";
import type { Forkable } from "./forkable.js";
import { LadderQueue } from "./ladder-queue.js";
import type { SimulationMemory } from "./memory.js";
import { newQueue, type SimulationOptions } from "./simulation-options.js";
import { RandomStream } from "./random.js";
import { Store } from "./store.js";
import { inSeconds, type Duration, type Instant } from "./time.js";

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

const PROCESSES_CANNOT_BE_FORKED =
  "A simulation with processes cannot be forked, since JavaScript cannot copy a generator that is under way. " +
  "Write as event kinds and handlers what is to be forked";

const { isSafeInteger } = Number;

/** A model under way: its clock, its pending events, its random streams, its state, and the loop. */
export class Simulation<Context> {
  readonly seed: string;
  readonly store: Store;
  readonly context: Context;
  private running = false;
  private isOver = false;
  private readonly memory: SimulationMemory | undefined;
  private readonly queue: EventQueue;
  private readonly streams = new Map<string, RandomStream>();
  /** By id; holes where this simulation has not met the kind yet. */
  private readonly kinds: (AnyEventKind | undefined)[] = [];
  private readonly hash = new Fingerprint();
  private readonly parts = new Map<string, Forkable>();
  private usesProcesses = false;
  private traceSink: ((event: TracedEvent) => void) | undefined;

  private readonly newTwin: () => Simulation<Context>;

  constructor(options: SimulationOptions<Context>) {
    const { seed, context, memory, ...others } = options;
    this.newTwin = () => new Simulation({ seed, context, ...others });
    this.queue = newQueue(options);
    this.memory = memory;
    this.seed = String(seed);
    this.store = new Store(() => this.now);
    this.context = context(this);
  }

  /** The instant of the event that runs; between events, where the last run ended. */
  get now(): Instant {
    return this.queue.time as Instant;
  }

  /** Events run so far. */
  get eventCount(): number {
    return this.queue.taken;
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
    const { queue } = this;
    queue.due = queue.time + delay;
    return this.schedule(kind, payload);
  }

  /**
   * Schedules an event after what the stream has drawn last, see {@link Distribution.draw}: as `after` with a sample, but no
   * number is handed over that costs memory. For what happens a million times.
   */
  afterDrawn<Payload>(
    stream: RandomStream,
    kind: EventKind<Context, Payload>,
    payload: Payload,
  ): EventHandle {
    const { queue } = this;
    queue.due = queue.time + drawnDuration(stream);
    return this.schedule(kind, payload);
  }

  /** Schedules an event at `instant`, which must not lie in the past. */
  at<Payload>(instant: Instant, kind: EventKind<Context, Payload>, payload: Payload): EventHandle {
    this.queue.due = instant;
    return this.schedule(kind, payload);
  }

  /** Takes a pending event out; false once it has run or was cancelled. */
  cancel(handle: EventHandle): boolean {
    this.refuseWhenOver();
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
    this.runUntil((this.now + distance) as Instant);
  }

  /** Runs every event up to `instant`, that instant included, and leaves the clock there. */
  runUntil(instant: Instant): void {
    if (!Number.isSafeInteger(instant)) throw new RangeError(`Run until ${instant} µs: no whole microsecond`);
    this.runThrough(instant);
    if (instant > this.now) this.queue.time = instant;
  }

  /** Runs until no event is pending. A model with a heartbeat never ends: use {@link runFor}. */
  run(): void {
    this.runThrough(Infinity);
  }

  /** Runs the next event; false when none is pending. */
  step(): boolean {
    const before = this.eventCount;
    this.runThrough(Infinity, true);
    return this.eventCount > before;
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

  /** Names a part of the model that has state beside the store, so that a fork can copy it. */
  attach(name: string, part: Forkable): void {
    if (this.parts.has(name)) throw new Error(`The simulation already has a part ${name}`);
    this.parts.set(name, part);
  }

  /**
   * An independent copy of everything, at this instant: left alone, both go on to the same fingerprint.
   *
   * The context is built anew; then the store, the pending events (handles stay valid), the random streams and every
   * attached part take over the state. Payloads are shared, since they are plain data that nobody changes. A trace is not.
   */
  fork(): Simulation<Context> {
    this.refuseInsideHandler();
    if (this.usesProcesses) throw new Error(PROCESSES_CANNOT_BE_FORKED);
    const twin = this.newTwin();
    twin.takeOver(this);
    return twin;
  }

  /** @internal There are processes or what they wait for: generators cannot be copied. */
  markUnforkable(): void {
    this.usesProcesses = true;
  }

  /**
   * The simulation is over: its pending events are dropped, and its memory is for the next one. Its clock, counts, fingerprint
   * and state stay readable; nothing can be scheduled, cancelled, run or forked any more. Needless without a memory.
   */
  end(): void {
    this.refuseInsideHandler();
    this.isOver = true;
    this.kinds.length = 0;
    if (this.queue instanceof LadderQueue) this.memory?.giveBack(this.queue.vacate());
  }

  private takeOver(original: Simulation<Context>): void {
    this.hash.copyFrom(original.hash);
    this.queue.copyFrom(original.queue);
    for (const [name, stream] of original.streams) this.random(name).copyFrom(stream);
    original.kinds.forEach((kind, id) => (this.kinds[id] = kind));
    this.store.copyFrom(original.store);
    for (const [name, part] of original.parts) {
      const twin = this.parts.get(name);
      assert(twin !== undefined, `The context function did not attach the part ${name} again`);
      twin.copyFrom(part);
    }
  }

  /** At the time that `queue.due` says. Short, as it is to be compiled into every handler that schedules. */
  private schedule(kind: AnyEventKind, payload: unknown): EventHandle {
    const { queue, kinds } = this;
    const { id } = kind;
    const { due } = queue;
    if (!(due >= queue.time && isSafeInteger(due) && kinds[id] === kind)) this.check(kind);
    return queue.push(id, payload);
  }

  /** Refuses a time that is none; takes in a kind that was not met before. */
  private check(kind: AnyEventKind): void {
    this.refuseWhenOver();
    const { due, time } = this.queue;
    if (!(due >= time && isSafeInteger(due))) {
      throw new RangeError(`Event ${kind.name} at ${due} µs: not a whole microsecond from ${time} on`);
    }
    if (kind.id >= KIND_ID_LIMIT) {
      throw new RangeError(
        `Event ${kind.name}: ${KIND_ID_LIMIT} kinds were defined before, and no more are possible`,
      );
    }
    if (this.kinds.some((known) => known?.name === kind.name)) {
      throw new Error(`Two event kinds are named ${kind.name}`);
    }
    this.kinds[kind.id] = kind;
  }

  private refuseWhenOver(): void {
    if (this.isOver) throw new Error("The simulation is over: nothing more can happen in it");
  }

  private refuseInsideHandler(): void {
    this.refuseWhenOver();
    if (this.running) throw new Error("A handler runs to completion: it cannot run the simulation");
  }

  private runThrough(last: number, once = false): void {
    this.refuseInsideHandler();
    this.running = true;
    try {
      this.runEvents(last, once);
    } catch (error) {
      throw this.located(error);
    } finally {
      this.running = false;
    }
  }

  /** The loop. What is done here is done for every event. */
  private runEvents(last: number, once: boolean): void {
    const { queue, kinds, hash, context } = this;
    do {
      const event = queue.takeUntil(last);
      if (event < 0) return;
      const kind = kinds[queue.kind] as AnyEventKind;
      const payload = queue.payloadOf(event);
      hash.add(queue.time, kind.nameHash);
      if (this.traceSink !== undefined) this.traceSink({ at: this.now, kind: kind.name, payload });
      kind.handler(context, payload);
    } while (!once);
  }

  private located(error: unknown): SimulationError {
    const what = error instanceof Error ? error.message : String(error);
    const event = `event ${this.kinds[this.queue.kind]?.name ?? "?"} #${this.eventCount}`;
    const where = `seed ${this.seed}, at ${inSeconds(this.now).toFixed(6)} s, ${event}`;
    return new SimulationError(`${what} [${where}]`, { cause: error });
  }
}

import fc from "fast-check";
import seedrandom from "seedrandom";
import { describe, expect, test } from "vitest";
import type { EventHandle, EventQueue } from "../src/event-queue.js";
import { LadderQueue } from "../src/ladder-queue.js";
import { ReferenceQueue } from "../src/reference-queue.js";

const kind = 1;

function push(queue: EventQueue, time: number, payload: unknown): EventHandle {
  queue.due = time;
  return queue.push(kind, payload);
}

interface Pending {
  readonly time: number;
  readonly order: number;
  readonly handle: EventHandle;
}

/** What the queue must do, with nothing clever in it: an array that is sorted again for every look. */
class PlainQueue {
  private pending: Pending[] = [];

  push(entry: Pending): void {
    this.pending.push(entry);
    this.pending.sort((a, b) => a.time - b.time || a.order - b.order);
  }

  cancel(handle: EventHandle): boolean {
    const before = this.pending.length;
    this.pending = this.pending.filter((entry) => entry.handle !== handle);
    return this.pending.length < before;
  }

  pop(): Pending | undefined {
    return this.pending.shift();
  }

  get size(): number {
    return this.pending.length;
  }
}

type Step = readonly ["push", number] | readonly ["cancel", number] | readonly ["pop"];

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant("push" as const), fc.nat(6)) }, // Few times: many ties.
  { weight: 2, arbitrary: fc.tuple(fc.constant("cancel" as const), fc.nat(80)) },
  { weight: 3, arbitrary: fc.constant(["pop"] as const) },
);

const queues = [
  ["production", LadderQueue],
  ["reference", ReferenceQueue],
] as const;

describe.each(queues)("the %s queue", (_, Queue) => {
  test("does what a sorted array does", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => compareWithPlainQueue(new Queue(), steps)),
      { numRuns: 500 },
    );
  });

  test("purges cancelled events and keeps the rest in order", () => {
    const queue = new Queue();
    const handles = Array.from({ length: 10_000 }, (_, index) => push(queue, 10_000 - index, index));
    handles.forEach((handle, index) => {
      if (index % 10 !== 0) expect(queue.cancel(handle)).toBe(true);
    });

    expect(queue.size).toBe(1_000);
    expect(drain(queue)).toEqual(Array.from({ length: 1_000 }, (_, index) => 9_990 - 10 * index));
    expect(handles.some((handle) => queue.cancel(handle))).toBe(false);
  });

  test("numbers events on, so that a handle of one that has run names no other", () => {
    const queue = new Queue();
    const handles = new Set<number>();
    for (let round = 0; round < 1_000; round += 1) {
      handles.add(push(queue, round, undefined));
      take(queue);
    }

    expect(handles.size).toBe(1_000);
    expect([...handles].some((handle) => queue.cancel(handle as EventHandle))).toBe(false);
  });

  test("hands every payload back as it was, however many are pending, cancelled and copied", () => {
    const values = [0, -0, NaN, 0.1, -1, 2 ** 53 - 1, Infinity, "text", undefined, null, { a: 1 }, [1], true];
    const payloadOf = (serial: number): unknown =>
      serial % 2 === 0 ? serial : values[serial % values.length];
    const queue = new Queue();
    const handles = Array.from({ length: 5_000 }, (_, serial) => push(queue, serial, payloadOf(serial)));
    handles.forEach((handle, serial) => serial % 3 === 0 && queue.cancel(handle));
    const copy: EventQueue = new Queue();
    copy.copyFrom(queue);

    const expected = handles.map((_, serial) => payloadOf(serial)).filter((_, serial) => serial % 3 !== 0);
    expect(drain(copy)).toEqual(expected);
    expect(drain(queue)).toEqual(expected);
  });

  test("tells kinds, payloads and handles apart where the numbers of events begin again", () => {
    const queue = new Queue();
    expect(Reflect.has(queue, "nextNumber")).toBe(true);
    Reflect.set(queue, "nextNumber", 2 ** 31 - 5);
    const handles = Array.from({ length: 10 }, (_, serial) => {
      queue.due = 7;
      return queue.push(2 ** 21 - 1 - serial, serial % 2 === 0 ? serial / 8 : `${serial}`);
    });

    expect(handles).toEqual(handles.map((_, serial) => (serial < 5 ? 2 ** 31 - 5 + serial : serial - 5)));
    expect(queue.cancel(handles[4] as EventHandle)).toBe(true);
    for (const serial of [0, 1, 2, 3, 5, 6, 7, 8, 9]) {
      expect(take(queue)).toEqual([7, serial % 2 === 0 ? serial / 8 : `${serial}`]);
      expect(queue.kind).toBe(2 ** 21 - 1 - serial);
    }
    expect(take(queue)).toBeUndefined();
  });

  test("tells hundreds of thousands apart that pend, have run and were cancelled", () => {
    // So many that bits tell which slots are taken: 524,288 slots, of which a new number leaves out those taken.
    const [count, run, slots] = [200_000, 50_000, 524_288];
    const queue = new Queue();
    const payloadOf = (serial: number): unknown => (serial % 7 === 0 ? `${serial}` : serial);
    const handles = Array.from({ length: count }, (_, serial) => push(queue, serial, payloadOf(serial)));
    for (let serial = 0; serial < run; serial += 1) take(queue);
    expect(handles.slice(0, run).some((handle) => queue.cancel(handle))).toBe(false);
    const isCancelled = (serial: number): boolean => serial >= run && serial % 5 === 0;
    const cancelled = handles.filter((_, serial) => isCancelled(serial));
    expect(cancelled.every((handle) => queue.cancel(handle))).toBe(true);
    expect(cancelled.some((handle) => queue.cancel(handle))).toBe(false);

    Reflect.set(queue, "nextNumber", slots);
    const later = Array.from({ length: run + 3 }, (_, serial) => push(queue, count + serial, serial));
    const slotsMet = later.map((handle) => (handle as number) - slots);
    expect(slotsMet.slice(0, run)).toEqual(Array.from({ length: run }, (_, serial) => serial));
    expect(slotsMet.slice(run)).toEqual([run, run + 5, run + 10]); // The others' events are pending.
    expect(handles.slice(0, run).some((handle) => queue.cancel(handle))).toBe(false);

    const copy: EventQueue = new Queue();
    copy.copyFrom(queue);
    expect(copy.cancel(later[1] as EventHandle)).toBe(true);
    expect(queue.cancel(later[2] as EventHandle)).toBe(true);
    const first = handles
      .map((_, serial) => payloadOf(serial))
      .filter((_, serial) => serial >= run && !isCancelled(serial));
    const second = later.map((_, serial) => serial);
    expect(drain(queue)).toEqual([...first, ...second.filter((serial) => serial !== 2)]);
    expect(drain(copy)).toEqual([...first, ...second.filter((serial) => serial !== 1)]);
  });

  test("knows no handle that it did not give", () => {
    const queue = new Queue();
    push(queue, 1, undefined);

    for (const stranger of [-1, 1, 0.5, NaN, 2 ** 24, 2 ** 31, 2 ** 32, Infinity, -Infinity]) {
      expect(queue.cancel(stranger as EventHandle)).toBe(false);
    }
    expect(queue.size).toBe(1);
  });
});

function compareWithPlainQueue(queue: EventQueue, steps: readonly Step[]): void {
  const plain = new PlainQueue();
  const handles: EventHandle[] = [];
  for (const step of steps) {
    if (step[0] === "push") {
      const order = handles.length;
      const handle = push(queue, step[1], order);
      handles.push(handle);
      plain.push({ time: step[1], order, handle });
    } else if (step[0] === "cancel") {
      const handle = handles[step[1]];
      if (handle !== undefined) expect(queue.cancel(handle)).toBe(plain.cancel(handle));
    } else {
      const expected = plain.pop();
      expect(queue.nextTime()).toBe(expected?.time ?? Infinity);
      expect(queue.takeUntil((expected?.time ?? 0) - 1)).toBe(-1);
      expect(take(queue)).toEqual(expected && [expected.time, expected.order]);
    }
    expect(queue.size).toBe(plain.size);
  }
}

/** Time and payload of the next event, which is taken out. */
function take(queue: EventQueue): [time: number, payload: unknown] | undefined {
  const slot = queue.takeUntil(Infinity);
  return slot < 0 ? undefined : [queue.time, queue.payloadOf(slot)];
}

function drain(queue: EventQueue): unknown[] {
  const payloads: unknown[] = [];
  for (let next = take(queue); next !== undefined; next = take(queue)) payloads.push(next[1]);
  return payloads;
}

/** How far ahead events are scheduled: what makes a queue of buckets stumble. */
const distances: Readonly<Record<string, (next: () => number) => number>> = {
  uniform: (next) => Math.floor(next() * 1e6),
  "many ties": (next) => Math.floor(next() * 4) * 1_000,
  "near and very far": (next) => (next() < 0.9 ? Math.floor(next() * 100) : Math.floor(next() * 1e15)),
  clustered: (next) => Math.floor(next() * 3) * 1e9 + Math.floor(next() * 50),
  "every scale": (next) => Math.floor(Math.exp(next() * 34)),
  "one instant": () => 0,
  "one far instant": () => 1_000_000_000,
  "an instant and around it": (next) => (next() < 0.5 ? 1_000 : 990 + Math.floor(next() * 20)),
  "ever later": (next) => 1_000_000 + Math.floor(next() * 10),
};

/** Some 285 years: as far as whole microseconds are exact. */
const TIME_LIMIT = 2 ** 53;

/** Drives both queues with the same operations, and says where they differ. */
class Pair {
  private queue = new LadderQueue();
  private reference = new ReferenceQueue();
  private readonly handles: (readonly [EventHandle, EventHandle])[] = [];
  private now = 0;
  private order = 0;

  constructor(
    private readonly next: () => number,
    private readonly distance: (next: () => number) => number,
  ) {}

  get size(): number {
    return this.reference.size;
  }

  push(): void {
    const wanted = this.now + this.distance(this.next);
    const time = wanted < TIME_LIMIT ? wanted : this.now;
    this.handles.push([push(this.queue, time, this.order), push(this.reference, time, `${this.order}`)]);
    this.order += 1;
  }

  cancel(): void {
    const pair = this.handles[Math.floor(this.next() * this.handles.length)];
    if (pair !== undefined) this.same(this.queue.cancel(pair[0]), this.reference.cancel(pair[1]), "cancel");
  }

  take(): void {
    const [mine, its] = [take(this.queue), take(this.reference)];
    this.same(mine?.[0], its?.[0], "time");
    this.same(String(mine?.[1]), String(its?.[1]), "payload");
    this.now = mine?.[0] ?? this.now;
  }

  /** Looks at the next event. */
  look(): number {
    const time = this.queue.nextTime();
    this.same(time, this.reference.nextTime(), "peek");
    return time;
  }

  /** Looks at the next event, and lets the clock go some way towards it, as a run that ends between events does. */
  peek(): void {
    const time = this.look();
    if (time !== Infinity) this.now += Math.floor((time - this.now) * this.next());
  }

  /** Goes on with copies. */
  fork(): void {
    const [queue, reference] = [new LadderQueue(), new ReferenceQueue()];
    queue.copyFrom(this.queue);
    reference.copyFrom(this.reference);
    if (this.next() < 0.5) {
      this.queue = queue;
      this.reference = reference;
    }
  }

  private same(mine: unknown, its: unknown, what: string): void {
    if (mine !== its) throw new Error(`${what}: ${String(mine)} for ${String(its)}, at ${this.now} µs`);
    if (this.queue.size !== this.reference.size) throw new Error(`size differs at ${this.now} µs`);
  }
}

describe("the production queue does what the reference does", () => {
  const cases = Object.keys(distances).flatMap((name) =>
    [0, 10, 100, 3_000, 20_000].map((size) => [name, size] as const),
  );

  test.each(cases)("%s, %i pending", (name, size) => {
    const next = seedrandom.alea(`${name}/${size}`);
    const pair = new Pair(next, distances[name] as (next: () => number) => number);
    while (pair.size < size) pair.push();
    for (let step = 0; step < 2 * size + 3_000; step += 1) {
      const choice = next();
      if (choice < 0.3) pair.cancel();
      if (choice > 0.9) pair.peek();
      if (choice < 0.65 || pair.size < size / 2) pair.push();
      else pair.take();
      if (next() < 20 / (2 * size + 3_000)) pair.fork();
    }
    while (pair.size > 0) pair.take();
    pair.take();
    expect(pair.size).toBe(0);
  });

  test("bursts: the number that is pending goes up and down, and so does the scale of time", () => {
    for (let run = 0; run < 30; run += 1) {
      const next = seedrandom.alea(`bursts/${run}`);
      const all = Object.values(distances);
      let distance = all[0] as (next: () => number) => number;
      const pair = new Pair(next, (draw) => distance(draw));
      for (let phase = 0; phase < 40; phase += 1) {
        distance = all[Math.floor(next() * all.length)] as typeof distance;
        const length = Math.floor(Math.exp(next() * 6.5));
        const pushShare = next();
        for (let step = 0; step < length; step += 1) {
          if (next() < pushShare) pair.push();
          else pair.take();
          if (next() < 0.1) pair.peek();
          if (next() < 0.1) pair.cancel();
        }
        if (next() < 0.2) pair.fork();
      }
      while (pair.size > 0) pair.take();
      expect(pair.size).toBe(0);
    }
  });

  test("a large instant that was looked at, and then ever more before it", () => {
    const next = seedrandom.alea("before an instant");
    let distance = 1_000_000;
    const pair = new Pair(next, () => distance);
    for (let count = 0; count < 500; count += 1) pair.push();
    pair.look();
    for (let count = 0; count < 3_000; count += 1) {
      distance = Math.floor(next() * 900_000);
      pair.push();
      if (next() < 0.3) pair.take();
    }
    while (pair.size > 0) pair.take();
    expect(pair.size).toBe(0);
  });

  test("ever nearer ones, two of each instant, before others that were looked at", () => {
    let distance = 0;
    const pair = new Pair(seedrandom.alea("ever nearer"), () => distance);
    for (let count = 0; count < 500; count += 1) {
      distance = 1_000_000 * (count + 1);
      pair.push();
    }
    while (pair.size > 400) pair.take();
    pair.look();
    for (let count = 0; count < 3_000; count += 1) {
      distance = 900_000 - 100 * Math.floor(count / 2);
      pair.push();
    }
    while (pair.size > 0) pair.take();
    expect(pair.size).toBe(0);
  });

  test("a million pending", () => {
    const next = seedrandom.alea("a million");
    const pair = new Pair(next, distances["every scale"] as (next: () => number) => number);
    while (pair.size < 1_000_000) pair.push();
    for (let step = 0; step < 20_000; step += 1) {
      pair.take();
      pair.push();
      pair.cancel();
    }
    expect(pair.size).toBeLessThan(1_000_000);
  });
});

describe("the production queue costs no more than it should", () => {
  // Not timed: with a cost in proportion to the size per event, these would take minutes.
  const COUNT = 200_000;

  test("a burst of one instant, each of which schedules another for the same instant", () => {
    const queue = new LadderQueue();
    const order: unknown[] = [];
    for (let serial = 0; serial < COUNT; serial += 1) push(queue, 1_000, serial);
    for (let serial = 0; serial < COUNT; serial += 1) {
      order.push(take(queue)?.[1]);
      push(queue, 1_000, COUNT + serial);
    }
    order.push(...drain(queue).slice(0, 10));

    expect(order).toEqual(Array.from({ length: COUNT + 10 }, (_, serial) => serial));
  });

  test("ever nearer events", () => {
    const queue = new LadderQueue();
    for (let serial = 0; serial < COUNT; serial += 1) push(queue, COUNT - serial, serial);

    expect(drain(queue)).toEqual(Array.from({ length: COUNT }, (_, serial) => COUNT - 1 - serial));
  });

  test("a million timers of which 99 % are cancelled or re-armed leave no growth", () => {
    const queue = new LadderQueue();
    const armed: EventHandle[] = [];
    let held = 0;
    for (let order = 0; order < 1_000_000; order += 1) {
      const handle = push(queue, order + 30_000_000, order);
      held = Math.max(held, queue.heldCount);
      if (order % 100 === 0) continue;
      armed.push(handle);
      if (armed.length > 100) queue.cancel(armed.shift() as EventHandle);
    }

    // Never more than 10,000 + 100 live ones; as many cancelled ones may wait for the purge.
    expect(queue.size).toBe(10_000 + 100);
    expect(held).toBeLessThanOrEqual(2 * 10_100 + 1);
  });
});

import fc from "fast-check";
import seedrandom from "seedrandom";
import { describe, expect, test } from "vitest";
import type { EventHandle, EventQueue } from "../src/event-slots.js";
import { LadderQueue } from "../src/queue.js";
import { ReferenceQueue } from "../src/reference-queue.js";

const kind = 1;

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
    const handles = Array.from({ length: 10_000 }, (_, index) => queue.push(10_000 - index, kind, index));
    handles.forEach((handle, index) => {
      if (index % 10 !== 0) expect(queue.cancel(handle)).toBe(true);
    });

    expect(queue.size).toBe(1_000);
    expect(drain(queue)).toEqual(Array.from({ length: 1_000 }, (_, index) => 9_990 - 10 * index));
    expect(handles.some((handle) => queue.cancel(handle))).toBe(false);
  });

  test("uses slots again, so that a steady number of events takes a steady amount of memory", () => {
    const queue = new Queue();
    const handles = new Set<number>();
    for (let round = 0; round < 1_000; round += 1) {
      handles.add(queue.push(round, kind, undefined) % 2 ** 24);
      queue.nextTime();
      queue.pop();
    }

    expect(handles).toEqual(new Set([0]));
  });

  test("knows no handle that it did not give", () => {
    const queue = new Queue();
    queue.push(1, kind, undefined);

    for (const stranger of [-1, 1, 0.5, NaN, 2 ** 24, Infinity]) {
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
      const handle = queue.push(step[1], kind, order);
      handles.push(handle);
      plain.push({ time: step[1], order, handle });
    } else if (step[0] === "cancel") {
      const handle = handles[step[1]];
      if (handle !== undefined) expect(queue.cancel(handle)).toBe(plain.cancel(handle));
    } else {
      const expected = plain.pop();
      expect(queue.nextTime()).toBe(expected?.time ?? Infinity);
      if (expected !== undefined) expect(queue.payloadOf(queue.pop())).toBe(expected.order);
    }
    expect(queue.size).toBe(plain.size);
  }
}

function drain(queue: EventQueue): unknown[] {
  const payloads: unknown[] = [];
  while (queue.nextTime() !== Infinity) payloads.push(queue.payloadOf(queue.pop()));
  return payloads;
}

/** How far ahead events are scheduled: what makes a queue of buckets stumble. */
const distances: Readonly<Record<string, (next: () => number) => number>> = {
  uniform: (next) => Math.floor(next() * 1e6),
  "many ties": (next) => Math.floor(next() * 4) * 1_000,
  "near and very far": (next) => (next() < 0.9 ? Math.floor(next() * 100) : Math.floor(next() * 1e15)),
  clustered: (next) => Math.floor(next() * 3) * 1e9 + Math.floor(next() * 50),
  "one instant": () => 0,
  "ever later": (next) => 1_000_000 + Math.floor(next() * 10),
};

describe("the production queue does what the reference does", () => {
  const cases = Object.keys(distances).flatMap((name) =>
    [10, 400, 3_000, 60_000].map((size) => [name, size] as const),
  );

  test.each(cases)("%s, %i pending", (name, size) => {
    const next = seedrandom.alea(`${name}/${size}`);
    const distance = distances[name] as (next: () => number) => number;
    const queue = new LadderQueue();
    const reference = new ReferenceQueue();
    const handles: (readonly [EventHandle, EventHandle])[] = [];
    let now = 0;
    let order = 0;
    const push = (): void => {
      const time = now + distance(next);
      handles.push([queue.push(time, kind, order), reference.push(time, kind, order)]);
      order += 1;
    };
    const pop = (): void => {
      now = reference.nextTime();
      const popped = [queue.nextTime(), queue.payloadOf(queue.pop())];
      if (popped[0] !== now || popped[1] !== reference.payloadOf(reference.pop())) {
        throw new Error(`differs at ${now}, event ${String(popped[1])} at ${String(popped[0])}`);
      }
    };

    while (reference.size < size) push();
    for (let step = 0; step < 2 * size + 2_000; step += 1) {
      const choice = next();
      if (choice < 0.3) {
        const [mine, its] = handles[Math.floor(next() * handles.length)] as readonly [
          EventHandle,
          EventHandle,
        ];
        if (queue.cancel(mine) !== reference.cancel(its)) throw new Error(`cancel differs in step ${step}`);
      }
      if (choice < 0.65 || reference.size < size / 2) push();
      else pop();
    }
    while (reference.size > 0) pop();

    expect(queue.size).toBe(0);
    expect(queue.nextTime()).toBe(Infinity);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defineEvent } from "../src/index.js";
import { EventQueue, type EventHandle } from "../src/queue.js";

const kind = defineEvent("test.queued", () => undefined);

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

describe("the event queue", () => {
  test("does what a sorted array does", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => compareWithPlainQueue(steps)),
      { numRuns: 500 },
    );
  });

  test("purges cancelled events and keeps the rest in order", () => {
    const queue = new EventQueue();
    const handles = Array.from({ length: 10_000 }, (_, index) => queue.push(10_000 - index, kind, index));
    handles.forEach((handle, index) => {
      if (index % 10 !== 0) expect(queue.cancel(handle)).toBe(true);
    });

    expect(queue.size).toBe(1_000);
    expect(drain(queue)).toEqual(Array.from({ length: 1_000 }, (_, index) => 9_990 - 10 * index));
    expect(handles.some((handle) => queue.cancel(handle))).toBe(false);
  });

  test("uses slots again, so that a steady number of events takes a steady amount of memory", () => {
    const queue = new EventQueue();
    const handles = new Set<number>();
    for (let round = 0; round < 1_000; round += 1) {
      handles.add(queue.push(round, kind, undefined) % 2 ** 24);
      queue.nextTime();
      queue.pop();
    }

    expect(handles).toEqual(new Set([0]));
  });

  test("knows no handle that it did not give", () => {
    const queue = new EventQueue();
    queue.push(1, kind, undefined);

    for (const stranger of [-1, 1, 0.5, NaN, 2 ** 24, Infinity]) {
      expect(queue.cancel(stranger as EventHandle)).toBe(false);
    }
    expect(queue.size).toBe(1);
  });
});

function compareWithPlainQueue(steps: readonly Step[]): void {
  const queue = new EventQueue();
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
      expect(queue.nextTime()).toBe(expected?.time);
      if (expected !== undefined) expect(queue.pop()).toBe(expected.order);
    }
    expect(queue.size).toBe(plain.size);
  }
}

function drain(queue: EventQueue): unknown[] {
  const payloads: unknown[] = [];
  while (queue.nextTime() !== undefined) payloads.push(queue.pop());
  return payloads;
}

import fc from "fast-check";
import { expect, test } from "vitest";
import { grownTo, SlotPool } from "../src/index.js";

function pool(slotLimit = 1_024): SlotPool {
  return new SlotPool({ slotLimit, what: "things are open", grow: () => undefined });
}

test("names keep apart what comes and goes, as a set does", () => {
  const steps = fc.array(fc.oneof(fc.constant("take" as const), fc.nat(60)), { maxLength: 200 });
  fc.assert(
    fc.property(steps, (steps) => {
      const slots = pool();
      const open = new Set<number>();
      const gone = new Set<number>();
      for (const step of steps) {
        const name = step === "take" ? slots.nameOf(slots.take()) : [...open][step];
        if (name === undefined) continue;
        if (step === "take") open.add(name);
        else {
          slots.release(slots.slotOf(name));
          open.delete(name);
          gone.add(name);
        }
      }
      expect(slots.size).toBe(open.size);
      expect(new Set([...open].map((name) => slots.slotOf(name))).size).toBe(open.size);
      for (const name of open) expect(slots.nameOf(slots.slotOf(name))).toBe(name);
      for (const name of gone) expect(slots.slotOf(name)).toBe(-1);
    }),
  );
});

test("slots are used again: their number follows what is open at a time", () => {
  const slots = pool();
  for (let round = 0; round < 10_000; round += 1) {
    const [a, b] = [slots.take(), slots.take()];
    slots.release(a);
    slots.release(b);
  }
  expect(slots.slotCount).toBe(2);
});

test("names are 31-bit numbers, and none comes up twice while slots are used again", () => {
  const slots = pool();
  const kept = slots.nameOf(slots.take());
  const names = new Set([kept]);
  for (let round = 0; round < 10_000; round += 1) {
    const slot = slots.take();
    names.add(slots.nameOf(slot));
    slots.release(slot);
  }

  expect(names.size).toBe(10_001);
  expect(Math.max(...names)).toBeLessThan(2 ** 31);
  expect([...names].filter((name) => slots.slotOf(name) >= 0)).toEqual([kept]);
});

test("it grows to its limit and says what there is too much of", () => {
  const capacities: number[] = [];
  const slots = new SlotPool({
    slotLimit: 256,
    what: "things are open",
    grow: (capacity) => capacities.push(capacity),
  });
  for (let count = 0; count < 256; count += 1) slots.take();

  expect(capacities).toEqual([64, 128, 256]);
  expect(() => slots.take()).toThrow("More than 256 things are open");
});

test("no name is no slot", () => {
  expect(pool().slotOf(-1)).toBe(-1);
  expect(pool().slotOf(5)).toBe(-1);
});

test("a grown column keeps its kind and its content", () => {
  expect(grownTo(4, Int32Array.of(1, 2))).toEqual(Int32Array.of(1, 2, 0, 0));
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { WaitingRing } from "../src/index.js";

test("a ring serves in order of arrival, as a plain array does", () => {
  const steps = fc.array(
    fc.oneof(fc.nat(1_000), fc.constant("shift" as const), fc.constant("clear" as const)),
    {
      maxLength: 300,
    },
  );
  fc.assert(
    fc.property(steps, (steps) => {
      const ring = new WaitingRing();
      const plain: number[] = [];
      for (const step of steps) {
        if (step === "clear") {
          ring.clear();
          plain.length = 0;
        } else if (step !== "shift") {
          ring.push(step);
          plain.push(step);
        } else if (plain.length > 0) expect(ring.shift()).toBe(plain.shift());
        expect(ring.count).toBe(plain.length);
      }
      while (plain.length > 0) expect(ring.shift()).toBe(plain.shift());
    }),
  );
});

test("a ring that has turned keeps the order when it grows", () => {
  const ring = new WaitingRing();
  for (let number = 0; number < 10; number += 1) ring.push(number);
  for (let number = 0; number < 10; number += 1) ring.shift();
  for (let number = 0; number < 100; number += 1) ring.push(number);

  expect(Array.from({ length: 100 }, () => ring.shift())).toEqual(Array.from({ length: 100 }, (_, n) => n));
});

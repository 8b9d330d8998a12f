import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventHandle, Instant } from "../../src/index.js";
import { ServiceList } from "../../src/resource/service-list.js";

const at = (micros: number): Instant => micros as Instant;
const handle = (number: number): EventHandle => number as EventHandle;

test("the list of services does what an array sorted by end and beginning does", () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ begin: fc.nat(20) }) },
    { weight: 2, arbitrary: fc.constantFrom("end", "end too early", "clear at times" as const) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const list = new ServiceList();
      let plain: { end: number; number: number }[] = [];
      steps.forEach((step, number) => {
        const first = [...plain].sort((a, b) => a.end - b.end || a.number - b.number)[0];
        if (typeof step === "object") {
          list.push(at(step.begin), handle(number));
          plain.push({ end: step.begin, number });
        } else if (step === "end") {
          expect(list.endFirst(at(first?.end ?? 0))).toBe(first !== undefined);
          plain = plain.filter((service) => service !== first);
        } else if (step === "end too early") {
          expect(list.endFirst(at((first?.end ?? 0) - 1))).toBe(false);
        } else if (number % 5 === 0) {
          list.clear();
          plain = [];
        }
        expect(list.count).toBe(plain.length);
        expect(list.handlesInOrder()).toEqual(plain.map((service) => service.number));
      });
    }),
    { numRuns: 300 },
  );
});

test("nothing ends in a list that held something before", () => {
  const list = new ServiceList();
  list.push(at(5), handle(0));

  expect([list.endFirst(at(5)), list.endFirst(at(5))]).toEqual([true, false]);
});

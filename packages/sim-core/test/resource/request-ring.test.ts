import fc from "fast-check";
import { expect, test } from "vitest";
import { defineEvent, type Duration, type Instant } from "../../src/index.js";
import { RequestRing } from "../../src/resource/request-ring.js";

const kind = defineEvent("test.ringed", () => undefined);

test("the ring of waiting requests does what an array does", () => {
  const step = fc.constantFrom("push", "push", "push", "shift", "shift", "clear");
  const steps = fc.array(
    fc.oneof({ weight: 30, arbitrary: step }, { weight: 5, arbitrary: fc.constant("push") }),
    {
      maxLength: 200,
    },
  );
  fc.assert(
    fc.property(steps, (steps) => {
      const ring = new RequestRing();
      let plain: number[] = [];
      steps.forEach((step, index) => {
        if (step === "push") {
          ring.push(index as Instant, (2 * index) as Duration, kind, `payload ${index}`);
          plain.push(index);
        } else if (step === "clear" && index % 7 === 0) {
          ring.clear();
          plain = [];
        } else if (plain.length > 0) {
          ring.shift();
          plain.shift();
        }
        expectFirst(ring, plain);
      });
    }),
    { numRuns: 300 },
  );
});

function expectFirst(ring: RequestRing, plain: readonly number[]): void {
  expect(ring.size).toBe(plain.length);
  const first = plain[0];
  if (first === undefined) return;
  expect([ring.firstArrival, ring.firstServiceTime, ring.firstKind, ring.firstPayload]).toEqual([
    first,
    2 * first,
    kind,
    `payload ${first}`,
  ]);
}

/** Requests in typed arrays, against a plain map. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_CONNECTION, NO_REQUEST, RequestPool } from "../../src/clients/request-pool.js";

test("a new request has its instant and number, no connection, and no attempt behind it", () => {
  const pool = new RequestPool();
  const slot = pool.slotOf(pool.open(1_500_000, 7));

  expect(pool.due[slot]).toBe(1_500_000);
  expect(pool.serial[slot]).toBe(7);
  expect(pool.attempts[slot]).toBe(0);
  expect(pool.connected[slot]).toBe(0);
  expect(pool.connection[slot]).toBe(NO_CONNECTION);
});

test("the name of a request that has ended is stale, also when its slot is used again", () => {
  const pool = new RequestPool();
  const first = pool.open(1, 0);
  pool.close(pool.slotOf(first));
  const second = pool.open(2, 1);

  expect(pool.slotOf(first)).toBe(NO_REQUEST);
  expect(pool.slotOf(second)).toBe(0);
  expect(second).not.toBe(first);
});

test("no request is no slot", () => {
  expect(new RequestPool().slotOf(-1)).toBe(NO_REQUEST);
});

test("it keeps apart what is open, as a map does, however requests open and close", () => {
  const steps = fc.array(fc.oneof(fc.constant("open" as const), fc.nat({ max: 300 })), { maxLength: 400 });
  fc.assert(
    fc.property(steps, (steps) => {
      const pool = new RequestPool();
      const plain = new Map<number, number>();
      steps.forEach((step, serial) => {
        if (step === "open") plain.set(pool.open(serial, serial), serial);
        else {
          const name = [...plain.keys()][step];
          if (name === undefined) return;
          pool.close(pool.slotOf(name));
          plain.delete(name);
          expect(pool.slotOf(name)).toBe(NO_REQUEST);
        }
      });
      expect(pool.openCount).toBe(plain.size);
      for (const [name, serial] of plain) expect(pool.serial[pool.slotOf(name)]).toBe(serial);
    }),
    { numRuns: 200 },
  );
});

test("more than a million requests under way at once are refused with the reason", () => {
  const pool = new RequestPool();
  for (let serial = 0; serial < 1_048_576; serial += 1) pool.open(0, serial);

  expect(() => pool.open(0, 1_048_576)).toThrow(/rate outruns the servers/);
});

/** Requests in typed arrays, against a plain map. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_CONNECTION, NO_REQUEST, RequestPool } from "../../src/clients/request-pool.js";

test("a new request has its client and number, no connection, and no attempt behind it", () => {
  const pool = new RequestPool();
  const slot = pool.slotOf(pool.open(3, 7));

  expect(pool.client[slot]).toBe(3);
  expect(pool.serial[slot]).toBe(7);
  expect(pool.attempts[slot]).toBe(0);
  expect(pool.connected[slot]).toBe(0);
  expect(pool.connection[slot]).toBe(NO_CONNECTION);
});

test("the name of a request that has ended is stale, also when its slot is used again", () => {
  const pool = new RequestPool();
  const first = pool.open(0, 0);
  pool.close(pool.slotOf(first));
  const second = pool.open(0, 1);

  expect(pool.slotOf(first)).toBe(NO_REQUEST);
  expect(pool.slotOf(second)).toBe(0);
  expect(second).not.toBe(first);
});

test("each client finds its own", () => {
  const pool = new RequestPool();
  const slots = [0, 1, 0, 2].map((client, serial) => pool.slotOf(pool.open(client, serial)));
  pool.close(slots[2] as number);

  expect([0, 1, 2, 3].map((client) => pool.openSlotsOf(client))).toEqual([
    [slots[0]],
    [slots[1]],
    [slots[3]],
    [],
  ]);
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
        if (step === "open") plain.set(pool.open(0, serial), serial);
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

test("more than four million requests under way at once are refused with the reason", () => {
  const pool = new RequestPool();
  for (let serial = 0; serial < 4_194_304; serial += 1) pool.open(0, serial);

  expect(() => pool.open(0, 4_194_304)).toThrow(/rate outruns the servers/);
});

test("a copy holds the same requests under the same names, and neither sees what becomes of the other's", () => {
  const pool = new RequestPool();
  const names = Array.from({ length: 100 }, (_, serial) => {
    const name = pool.open(0, serial);
    pool.due[pool.slotOf(name)] = 1_000 * serial;
    return name;
  });
  pool.close(pool.slotOf(names[7] ?? -1));
  const copy = new RequestPool();
  copy.copyFrom(pool);
  pool.close(pool.slotOf(names[8] ?? -1));
  pool.due[pool.slotOf(names[9] ?? -1)] = 0;

  expect([pool.openCount, copy.openCount]).toEqual([98, 99]);
  expect(copy.slotOf(names[7] ?? -1)).toBe(NO_REQUEST);
  expect(copy.serial[copy.slotOf(names[8] ?? -1)]).toBe(8);
  expect(copy.due[copy.slotOf(names[9] ?? -1)]).toBe(9_000);
});

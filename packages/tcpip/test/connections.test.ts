import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConnectionPhase, Connections } from "../src/connections.js";

const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 2_000);

describe("the pool of connections", () => {
  test("agrees with a plain map, whatever is opened and closed", () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(200)), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (sequence) => {
        const pool = new Connections();
        const open = new Map<number, number>();
        const closed: number[] = [];
        for (const [opens, pick] of sequence) {
          if (opens) open.set(pool.open(0, 0, pick), pick);
          else {
            const name = [...open.keys()][pick % Math.max(1, open.size)];
            if (name === undefined) continue;
            pool.close(pool.slotOf(name));
            open.delete(name);
            closed.push(name);
          }
        }
        expect(pool.openCount).toBe(open.size);
        for (const [name, purpose] of open) expect(pool.purpose[pool.slotOf(name)]).toBe(purpose);
        for (const name of closed) expect(pool.slotOf(name)).toBe(-1);
      }),
      { numRuns: FUZZ_RUNS },
    );
  });

  test("grows, and keeps what it holds", () => {
    const pool = new Connections();
    const names = Array.from({ length: 1_000 }, (_, purpose) => pool.open(1, 2, purpose));

    expect(names.map((name) => pool.purpose[pool.slotOf(name)])).toEqual(names.map((_, purpose) => purpose));
    expect(names.every((name) => pool.phase[pool.slotOf(name)] === ConnectionPhase.SynSent)).toBe(true);
  });

  test("slots are reused: closing and opening does not let it grow", () => {
    const pool = new Connections();
    for (let turn = 0; turn < 10_000; turn += 1) pool.close(pool.slotOf(pool.open(0, 0, 0)));

    expect(pool.slotCount).toBe(1);
  });
});

/** The table in typed arrays against a plain list. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { AddressSpaces, NONE, TsoPhase, TsoUse } from "../../src/tso/address-spaces.js";

interface Plain {
  readonly slot: number;
  readonly user: number;
  readonly server: number;
  readonly use: TsoUse;
  phase: TsoPhase;
  requests: number;
}

const uses = Object.values(TsoUse);
const phases = Object.values(TsoPhase);
const step = fc.record({
  does: fc.constantFrom("add", "add", "remove", "turn", "look"),
  user: fc.constantFrom(0, 1, 2, 70, 5_000),
  server: fc.constantFrom(-1, 0, 1),
  use: fc.constantFrom(...uses),
  phase: fc.constantFrom(...phases),
  requests: fc.integer({ min: 0, max: 2 }),
  pick: fc.nat(),
});

test("finds, counts and forgets as a list does that has the newest first", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      let table = new AddressSpaces();
      let list: Plain[] = [];
      for (const { does, user, server, use, phase, requests, pick } of steps) {
        const one = list[pick % Math.max(list.length, 1)];
        if (does === "add") {
          const slot = table.add(user, server, use);
          list = [{ slot, user, server, use, phase: TsoPhase.starting, requests: 1 }, ...list];
        } else if (does === "remove" && one !== undefined) {
          table.remove(one.slot);
          list = list.filter((other) => other !== one);
        } else if (does === "turn" && one !== undefined) {
          table.phases[one.slot] = phase;
          table.requests[one.slot] = requests;
          Object.assign(one, { phase, requests });
        }
        const twin = new AddressSpaces();
        twin.copyFrom(table);
        table = twin;

        const own = list.filter((other) => other.user === user);
        const isWanted = (other: Plain) =>
          other.server === server && other.use === use && other.phase === phase;
        const wanted = own.find((other) => isWanted(other) && (use !== TsoUse.files || other.requests === 0));
        expect(table.find(user, server, use, phase)).toBe(wanted?.slot ?? NONE);
        expect(table.countOf(user, phase)).toBe(own.filter((other) => other.phase === phase).length);
        expect(table.placesOf(user)).toBe(own.filter((other) => other.phase !== TsoPhase.lost).length);
        expect(table.hasAlive(user, use)).toBe(
          own.some((other) => other.use === use && other.phase <= TsoPhase.closing),
        );
      }
    }),
    { numRuns: 100 },
  );
});

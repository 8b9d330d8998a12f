import { describe, expect, test } from "vitest";
import { defineEvent, micros, minutes, Simulation, type SimulationOptions } from "../src/index.js";

interface Log {
  readonly sim: Simulation<Log>;
  readonly serials: number[];
}

const due = defineEvent("ties.due", ({ serials }: Log, serial: number) => serials.push(serial));

/** Six orders for every seed: three events of one instant, with one before and one after. */
function orderOf(ties: SimulationOptions<Log>["ties"]): string {
  const sim = new Simulation<Log>({
    seed: 1,
    ...(ties && { ties }),
    context: (sim) => ({ sim, serials: [] }),
  });
  for (const serial of [1, 2, 3]) sim.after(micros(10), due, serial);
  sim.after(micros(11), due, 9);
  sim.after(micros(9), due, 0);
  sim.run();
  return sim.context.serials.join("");
}

describe("ties", () => {
  test("run in the order scheduled, unless asked otherwise", () => {
    expect(orderOf(undefined)).toBe("01239");
    expect(orderOf("fifo")).toBe("01239");
  });

  test("are shuffled by a seed of their own: the same order for the same seed, every order for some, and nothing else moves", () => {
    const orders = Array.from({ length: 300 }, (_, seed) => orderOf({ shuffle: seed }));

    expect(orderOf({ shuffle: 7 })).toBe(orders[7]);
    expect(orderOf({ shuffle: "7" })).toBe(orders[7]);
    expect([...new Set(orders)].sort()).toEqual(["01239", "01329", "02139", "02319", "03129", "03219"]);
    // Uniform: 50 of each are expected; five degrees of freedom, chi-square beyond 20.5 has probability 0.001.
    const counts = [...new Set(orders)].map((order) => orders.filter((other) => other === order).length);
    expect(counts.reduce((sum, count) => sum + (count - 50) ** 2 / 50, 0)).toBeLessThan(20.5);
  });

  test("that are shuffled leave the random streams of the model alone", () => {
    const draws = (ties: SimulationOptions<undefined>["ties"]) => {
      const sim = new Simulation({ seed: 1, ...(ties && { ties }), context: () => undefined });
      for (let serial = 0; serial < 10; serial += 1) sim.after(micros(1), noop, serial);
      sim.run();
      return sim.random("ties").uniform();
    };

    expect(draws({ shuffle: 3 })).toBe(draws("fifo"));
  });

  test("that are shuffled are shuffled alike in a fork, cancelled events purged or not", () => {
    const build = () => {
      const sim = new Simulation<Log>({
        seed: 1,
        ties: { shuffle: 5 },
        context: (sim) => {
          const log: Log = { sim, serials: [] };
          sim.attach("log", { copyFrom: () => undefined });
          return log;
        },
      });
      const handles = Array.from({ length: 4_000 }, (_, serial) =>
        sim.after(minutes(serial % 3), due, serial),
      );
      handles.filter((_, index) => index % 4 !== 0).forEach((handle) => sim.cancel(handle));
      return sim;
    };
    const straight = build();
    straight.run();
    const parent = build();
    parent.step();
    const fork = parent.fork();
    parent.run();
    fork.run();

    expect(parent.context.serials).toEqual(straight.context.serials);
    expect(fork.context.serials).toEqual(straight.context.serials.slice(1));
    expect(straight.context.serials).toHaveLength(1_000);
  });
});

const noop = defineEvent("ties.nothing", () => undefined);

/**
 * simscript through its public interface: an entity for each event that is pending or for each customer, an asynchronous
 * script each. It looks through all pending events for every event it runs, so that only small models finish; and a
 * simulation that has reached its end cannot go on, so that every turn starts a new one. The first event beyond the end it
 * still runs, which the scripts ignore. Timers cannot be cancelled.
 */
import { createRequire } from "node:module";
import { checksum, choices, delays, distances, DRAW_COUNT, remainders } from "../support/draws.mjs";

const MASK = DRAW_COUNT - 1;
const { Entity, Exponential, Queue, Simulation } = createRequire(import.meta.url)("simscript");

/** Runs `entities` for `endUs`. */
function run(entities, endUs) {
  return new Promise((resolve) => {
    const sim = new Simulation({ timeEnd: endUs, yieldInterval: Infinity }); // To yield, it asks for a browser's frame.
    sim.started.addEventListener(() => entities.forEach((entity) => void sim.activate(entity)));
    sim.finished.addEventListener(() => resolve(sim));
    void sim.start(true);
  });
}

export function hold({ pending, distribution }) {
  const table = distances(distribution);
  const first = remainders(distribution);
  return async (operations) => {
    const endUs = Math.round((operations / pending) * 1e6);
    let next = 0;
    class Holder extends Entity {
      constructor(number) {
        super();
        this.number = number;
      }
      async script() {
        await this.delay(first[this.number & MASK]);
        while (this.simulation.timeNow <= endUs) {
          next += 1;
          await this.delay(table[(next - 1) & MASK]);
        }
      }
    }
    const holders = Array.from({ length: pending }, (_, number) => new Holder(number));
    await run(holders, endUs);
    return { count: next, pending };
  };
}

export function phold({ processes, messages, lookaheadMs, meanMs }) {
  const delay = delays({ lookaheadMs, meanMs });
  const target = choices(processes);
  const pending = processes * messages;
  const eventsPerSecond = (pending * 1000) / (lookaheadMs + meanMs);
  return async (operations) => {
    const endUs = Math.round((operations / eventsPerSecond) * 1e6);
    const received = new Float64Array(processes);
    let next = 0;
    let count = 0;
    class Message extends Entity {
      async script() {
        for (;;) {
          const process = target[next & MASK];
          next += 1;
          await this.delay(delay[(next - 1) & MASK]);
          if (this.simulation.timeNow > endUs) return;
          received[process] += 1;
          count += 1;
        }
      }
    }
    await run(
      Array.from({ length: pending }, () => new Message()),
      endUs,
    );
    return { count, pending, checksum: checksum(received) };
  };
}

/** The library keeps the waiting times of a queue itself: how long its members dwell in it. */
export function mm1({ load }) {
  let seed = 1;
  return async (customers) => {
    const gap = new Exponential(1, seed);
    const service = new Exponential(load, seed + 1_000_000);
    seed += 1;
    const line = new Queue("line");
    const desk = new Queue("desk", 1);
    class Customer extends Entity {
      async script() {
        this.enterQueueImmediately(line);
        await this.enterQueue(desk);
        this.leaveQueue(line);
        await this.delay(service.sample());
        this.leaveQueue(desk);
      }
    }
    class Source extends Entity {
      async script() {
        for (;;) {
          this.simulation.activate(new Customer());
          await this.delay(gap.sample());
        }
      }
    }
    await run([new Source()], customers);
    return { count: desk.totalIn, customers: desk.totalIn, meanWait: line.grossDwell.avg };
  };
}

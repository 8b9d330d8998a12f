/** Memory that outlives a simulation: it changes no result, and nobody gets at what is over. */
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  defineEvent,
  micros,
  Simulation,
  SimulationMemory,
  type Duration,
  type EventHandle,
  type RandomStream,
} from "../src/index.js";

/** A model whose queue grows, spills, purges itself and holds payloads of both kinds. */
class Bees {
  readonly told: string[] = [];
  private readonly handles: EventHandle[] = [];
  private readonly flights: RandomStream;

  constructor(readonly sim: Simulation<Bees>) {
    this.flights = sim.random("flights");
  }

  swarm(count: number, spread: number): void {
    for (let bee = 0; bee < count; bee += 1) {
      const delay = Math.floor(this.flights.uniform() * spread) as Duration;
      if (bee % 3 === 0) this.handles.push(this.sim.after(delay, named, { name: `bee ${bee}` }));
      else this.handles.push(this.sim.after(delay, numbered, bee));
    }
  }

  cancelSome(part: number): void {
    for (const handle of this.handles) if (this.flights.uniform() < part) this.sim.cancel(handle);
  }
}

const named = defineEvent("memory.named", (bees: Bees, { name }: { readonly name: string }) =>
  bees.told.push(name),
);
const numbered = defineEvent("memory.numbered", (bees: Bees, bee: number) => bees.told.push(String(bee)));

interface Plan {
  readonly seed: number;
  readonly count: number;
  readonly spread: number;
  readonly cancelled: number;
  readonly until: number;
}

const plan = fc.record({
  seed: fc.nat(),
  count: fc.nat({ max: 3_000 }),
  spread: fc.constantFrom(1, 40, 5_000, 1e9),
  cancelled: fc.constantFrom(0, 0.2, 0.95),
  until: fc.double({ min: 0, max: 1, noNaN: true }),
});

function open(seed: number, memory?: SimulationMemory): Simulation<Bees> {
  return new Simulation({ seed, memory, context: (sim) => new Bees(sim) });
}

/** Left in the middle, with events pending. */
function play(sim: Simulation<Bees>, { count, spread, cancelled, until }: Plan): string[] {
  sim.context.swarm(count, spread);
  sim.context.cancelSome(cancelled);
  sim.runFor(micros(Math.floor(spread * until)));
  sim.context.swarm(Math.floor(count / 2), spread);
  sim.runFor(micros(Math.floor(spread * until)));
  return [...sim.context.told, sim.fingerprint, `${sim.eventCount} run, ${sim.pendingCount} pending`];
}

describe("simulations that use one memory one after another", () => {
  test.prop([fc.array(plan, { minLength: 2, maxLength: 5 })], { numRuns: 60 })(
    "come to the results that they come to alone",
    (plans) => {
      const memory = new SimulationMemory();
      for (const each of plans) {
        const sim = open(each.seed, memory);
        expect(play(sim, each)).toEqual(play(open(each.seed), each));
        sim.end();
      }
    },
  );

  test("come to the same where so many are pending that bits tell which slots are taken", () => {
    const memory = new SimulationMemory();
    const many: Plan = { seed: 3, count: 150_000, spread: 1e6, cancelled: 0.1, until: 0.3 };
    for (const each of [many, { ...many, seed: 4, count: 300 }, many]) {
      const sim = open(each.seed, memory);
      expect(play(sim, each)).toEqual(play(open(each.seed), each));
      sim.end();
    }
  });

  test("stay readable when they are over, but for what is pending", () => {
    const memory = new SimulationMemory();
    const sim = open(1, memory);
    const whole: Plan = { seed: 1, count: 100, spread: 100, cancelled: 0, until: 1 };
    const told = play(sim, whole);
    const { fingerprint, eventCount, now } = sim;
    sim.end();
    play(open(2, memory), whole);
    expect([sim.fingerprint, sim.eventCount, sim.now]).toEqual([fingerprint, eventCount, now]);
    expect([sim.pendingCount, sim.peek()]).toEqual([0, undefined]);
    expect(sim.context.told).toEqual(told.slice(0, -2));
  });

  test("refuse everything else when they are over", () => {
    const memory = new SimulationMemory();
    const sim = open(1, memory);
    const handle = sim.after(micros(1), numbered, 1);
    sim.end();
    for (const late of [
      () => sim.after(micros(1), numbered, 1),
      () => sim.at(sim.now, named, { name: "late" }),
      () => sim.cancel(handle),
      () => sim.run(),
      () => sim.step(),
      () => sim.fork(),
      () => sim.end(),
    ]) {
      expect(late).toThrow("The simulation is over");
    }
  });

  test("cannot end while they run", () => {
    const ends = defineEvent("memory.ends", (sim: Simulation<unknown>) => sim.end());
    const sim = new Simulation<Simulation<unknown>>({ seed: 1, context: (sim) => sim });
    sim.after(micros(1), ends, 0);
    expect(() => sim.run()).toThrow("A handler runs to completion");
  });

  test("have a memory of their own while another has it", () => {
    const memory = new SimulationMemory();
    const [first, second] = [open(1, memory), open(1, memory)];
    const each: Plan = { seed: 1, count: 500, spread: 300, cancelled: 0.2, until: 0.5 };
    const fork = () => play(first.fork(), each);
    expect(fork()).toEqual(play(open(1), each));
    expect(play(first, each)).toEqual(play(second, each));
    first.end();
    second.end();
    expect(play(open(1, memory), each)).toEqual(play(open(1), each));
  });

  test("keep nothing of the model alive that is over", () => {
    const memory = new SimulationMemory();
    const sim = open(1, memory);
    const payload = { name: "long gone" };
    sim.after(micros(1), named, payload);
    sim.end();
    const left = memory.take();
    expect(left?.objects.every((object) => object === undefined)).toBe(true);
    expect(left?.numbers.every((number) => number === -1)).toBe(true);
  });
});

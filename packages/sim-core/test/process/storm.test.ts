/** Interrupts out of the blue, at any wait of any process: nothing is lost, held for ever, or granted twice. */
import { fc, test as property } from "@fast-check/vitest";
import {
  allOf,
  anyOf,
  Interrupt,
  ItemStore,
  micros,
  PreemptiveResource,
  Resource,
  sleep,
  startProcess,
  timeout,
  type Request,
  type Story,
} from "../../src/index.js";
import { newScene } from "./scene.js";

const step = fc.record({
  what: fc.constantFrom("sleep", "hold", "holdBoth", "holdOrGiveUp", "preempt", "put", "get"),
  micros: fc.integer({ min: 0, max: 4 }),
});
const stories = fc.array(fc.array(step, { maxLength: 3 }), { maxLength: 3 });
const blows = fc.array(
  fc.record({ at: fc.integer({ min: 0, max: 9 }), victim: fc.integer({ min: 0, max: 2 }) }),
  { maxLength: 3 },
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

class Town {
  readonly sim = newScene().sim;
  readonly desk = new Resource(this.sim, { capacity: 2 });
  readonly machine = new PreemptiveResource(this.sim);
  readonly belt = new ItemStore<number>(this.sim, { capacity: 1 });
  putCount = 0;
  gotCount = 0;

  *story(steps: readonly Step[]): Story {
    for (const step of steps) {
      const requests: Request[] = [];
      try {
        yield* this.step(step, requests);
      } catch (error) {
        Interrupt.of(error);
      } finally {
        for (const request of requests) request.release();
      }
    }
  }

  isSound(): boolean {
    return this.desk.busyCount <= 2 && this.machine.busyCount <= 1 && this.belt.count <= 1;
  }

  isAtRest(): boolean {
    return (
      this.desk.busyCount + this.desk.queuedCount === 0 &&
      this.machine.busyCount + this.machine.queuedCount === 0 &&
      this.belt.count === this.putCount - this.gotCount
    );
  }

  private *step({ what, micros: length }: Step, requests: Request[]): Story {
    const stay = sleep(micros(length));
    const ask = (request: Request): Request => {
      requests.push(request);
      return request;
    };
    if (what === "put") {
      yield this.belt.put(length);
      this.putCount += 1;
    } else if (what === "get") {
      yield* this.belt.get();
      this.gotCount += 1;
    } else if (what === "hold") yield ask(this.desk.request());
    else if (what === "holdBoth") yield allOf(this.sim, [ask(this.desk.request()), ask(this.desk.request())]);
    else if (what === "holdOrGiveUp")
      yield anyOf(this.sim, [ask(this.desk.request()), timeout(this.sim, stay)]);
    else if (what === "preempt") yield ask(this.machine.request({ priority: length }));
    yield stay;
  }
}

property.prop([stories, blows], { numRuns: Number(process.env["FUZZ_RUNS"] ?? 2000) })(
  "however processes are interrupted, what they held is free in the end and what they handed over is counted",
  (programs, blows) => {
    const town = new Town();
    const { sim } = town;
    const processes = programs.map((steps) => startProcess(sim, town.story(steps)));
    for (const { at, victim } of blows) {
      startProcess(sim, function* () {
        yield sleep(micros(at));
        const target = processes[victim];
        if (target?.isAlive === true) target.interrupt("out of the blue");
      });
    }
    let sound = true;
    while (sim.step()) sound &&= town.isSound();
    for (let alive = processes; alive.length > 0; alive = alive.filter(({ isAlive }) => isAlive)) {
      for (const survivor of alive) if (survivor.isAlive) survivor.interrupt("the end");
      while (sim.step()) sound &&= town.isSound();
    }
    return sound && town.isAtRest();
  },
);

/**
 * The hold model, through the kernel's public `Simulation`: with a fixed count of events pending, take the next one out and schedule
 * another a random distance later. The baseline is what one writes first: heap-js with one object per event and a
 * comparator over (time, order scheduled).
 */
import { Heap } from "heap-js";
import { defineEvent, Simulation } from "../packages/sim-core/dist/index.js";

const happened = defineEvent("bench.happened", () => undefined);

/** Distances in µs, exponential with mean 1 s, drawn before the clock starts; the same for every contender. */
const DISTANCE_COUNT = 1 << 16;
const distances = exponentialDistances();

function exponentialDistances() {
  let state = 0x9e3779b9 >>> 0;
  return Float64Array.from({ length: DISTANCE_COUNT }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.round(-Math.log((state + 1) / 4_294_967_297) * 1e6);
  });
}

function heapOfObjects(pending) {
  const heap = new Heap((a, b) => a.time - b.time || a.order - b.order);
  let order = 0;
  const schedule = (time) => heap.push({ time, order: order++, kind: happened, payload: undefined });
  for (let index = 0; index < pending; index += 1) schedule(distances[index % DISTANCE_COUNT]);
  return (operations) => {
    for (let index = 0; index < operations; index += 1) {
      schedule(heap.pop().time + distances[index % DISTANCE_COUNT]);
    }
  };
}

/** The whole kernel: named kinds, clock, fingerprint, queue. */
function simulation(pending, queue) {
  let next = 0;
  const held = defineEvent("bench.held", (context, payload) => {
    context.sim.after(distances[next & (DISTANCE_COUNT - 1)], held, payload);
    next += 1;
  });
  const sim = new Simulation({ seed: 1, queue, context: (sim) => ({ sim }) });
  for (let index = 0; index < pending; index += 1) sim.after(distances[index % DISTANCE_COUNT], held, index);
  return (operations) => {
    for (let index = 0; index < operations; index += 1) sim.step();
  };
}

export default {
  title: "Hold model",
  unit: "pop and schedule",
  cases: [10, 1_000, 100_000, 1_000_000].map((pending) => ({
    name: `${pending.toLocaleString("en")} pending`,
    operations: pending > 10_000 ? 50_000 : 200_000,
    contenders: {
      "heap-js, objects and a comparator": () => heapOfObjects(pending),
      "Simulation, heap-js inside": () => simulation(pending, "reference"),
      Simulation: () => simulation(pending, "production"),
    },
  })),
};

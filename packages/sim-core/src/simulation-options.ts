/** What a simulation is made of, and the queue that this comes to. */
import type { EventQueue } from "./event-queue.js";
import { LadderQueue } from "./ladder-queue.js";
import type { SimulationMemory } from "./memory.js";
import { RandomStream } from "./random.js";
import { ReferenceQueue } from "./reference-queue.js";
import type { Simulation } from "./simulation.js";

/** What a simulation is made of. */
export interface SimulationOptions<Context> {
  /** Seeds every random stream. */
  readonly seed: number | string;
  /**
   * Builds the model: what every event handler receives. Called when the simulation is complete otherwise, and once more
   * for each fork, whose state is then set to the parent's: it depends on nothing that changes.
   */
  readonly context: (simulation: Simulation<Context>) => Context;
  /** `reference`: the plain queue on heap-js, slower, with the same results. */
  readonly queue?: "production" | "reference";
  /**
   * The order of events that are due at the same microsecond. `fifo`: as they were scheduled. With a seed of its own,
   * shuffled: what else could have happened, for who explores whether a model depends on it. Takes the reference queue.
   */
  readonly ties?: "fifo" | { readonly shuffle: number | string };
  /** What the simulations before this one have left: see {@link SimulationMemory}. */
  readonly memory?: SimulationMemory | undefined;
}

/** @internal */
export function newQueue({
  queue = "production",
  ties = "fifo",
  memory,
}: Pick<SimulationOptions<unknown>, "queue" | "ties" | "memory">): EventQueue {
  if (ties !== "fifo") return new ReferenceQueue(new RandomStream(String(ties.shuffle), "ties"));
  return queue === "production" ? new LadderQueue(memory?.take()) : new ReferenceQueue();
}

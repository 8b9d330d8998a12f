/** Memory that outlives a simulation. */
import type { LadderQueueMemory } from "./ladder-queue.js";

/**
 * Memory that simulations use one after another, for whoever runs hundreds: the queue of pending events needs not grow each
 * time, and leaves no garbage. Each takes it when it is made and gives it back with {@link Simulation.end}; one that is made
 * while another has it allocates its own. It changes no result.
 */
export class SimulationMemory {
  private spare: LadderQueueMemory | undefined;

  /** @internal */
  take(): LadderQueueMemory | undefined {
    const { spare } = this;
    this.spare = undefined;
    return spare;
  }

  /** @internal */
  giveBack(memory: LadderQueueMemory): void {
    this.spare = memory;
  }
}

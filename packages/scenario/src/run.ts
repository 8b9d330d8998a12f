/** A resolved scenario → a simulation → its result. */
import { Simulation, type SimulationOptions, type TracedEvent } from "@sysplex/sim-core";
import { BuiltScenario, type FinishOptions } from "./built-scenario.js";
import { ScenarioPlex } from "./plex.js";
import type { ResolvedScenario } from "./resolve/configuration.js";
import type { RunResult } from "./result/result.js";

/** Which event queue, in which order the events of one microsecond run, in what memory: the kernel's options of these names. */
export type KernelOptions = Pick<SimulationOptions<ScenarioPlex>, "queue" | "ties" | "memory">;

export interface BuildOptions extends KernelOptions {
  /** false keeps nothing that only charts are drawn from: whoever runs thousands of replications draws none of one. */
  readonly charts?: boolean;
}

export interface RunOptions extends FinishOptions, BuildOptions {
  /** In place of the scenario's. */
  readonly seed?: string;
  /** Called with every event just before it runs. */
  readonly onEvent?: (event: TracedEvent) => void;
}

export function runScenario(resolved: ResolvedScenario, options: RunOptions): RunResult {
  const built = buildScenario(resolved, options.seed ?? resolved.document.seed, options);
  built.sim.trace(options.onEvent);
  return built.finish(options);
}

/** Builds the models and brings the sysplex up: the clock stands at 0, nothing has run yet. */
export function buildScenario(
  resolved: ResolvedScenario,
  seed: string,
  { queue = "production", ties = "fifo", charts = true, memory }: BuildOptions = {},
): BuiltScenario {
  const sim = new Simulation<ScenarioPlex>({
    seed,
    queue,
    ties,
    memory,
    context: (sim) => new ScenarioPlex(sim, resolved, charts),
  });
  sim.context.start();
  return new BuiltScenario(resolved, sim);
}

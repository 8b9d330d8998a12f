/** What a run is asked, and a simulation that has been built for it. */
import type { Simulation } from "@sysplex/sim-core";
import type { Diagnostic } from "@sysplex/sysplex";
import type { Measurement } from "./measure/measurement.js";
import type { Service } from "./measure/service.js";
import type { ServiceMeter } from "./measure/service-meter.js";
import type { ScenarioPlex } from "./plex.js";

export interface RunOptions {
  /** In place of the scenario's. */
  readonly seed?: string;
  readonly version: string;
  readonly diagnostics?: readonly Diagnostic[];
  /** Called once a simulated minute with the part that is done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** A simulation that has been built, with what measures it. */
export interface BuiltScenario {
  readonly sim: Simulation<ScenarioPlex>;
  readonly plex: ScenarioPlex;
  readonly services: readonly Service[];
  readonly clientMeters: ReadonlyMap<string, ServiceMeter>;
  readonly measurement: Measurement;
}

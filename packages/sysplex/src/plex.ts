import type { Simulation } from "@sysplex/sim-core";
import type { Sysplex } from "./sysplex.js";

/** What every event handler of this package receives. Packages above extend it by their own model root. */
export interface Plex {
  readonly sim: Simulation<Plex>;
  readonly sysplex: Sysplex;
}

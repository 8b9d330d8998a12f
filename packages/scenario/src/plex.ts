import type { ParameterValues, Simulation } from "@sysplex/sim-core";
import type { ZosmfPlex } from "@sysplex/zosmf";
import type { clientParameters } from "./resolve/parameters.js";
import type { RestClient } from "./clients/rest-client.js";
import type { Timeline } from "./timeline/timeline.js";

/** The whole simulated world: the models, the clients, and the scenario's timeline. */
export interface ScenarioPlex extends ZosmfPlex {
  readonly sim: Simulation<ScenarioPlex>;
  readonly clientParameters: ParameterValues<typeof clientParameters>;
  /** The declared clients, then one probe a service. An event names a client by its index. */
  readonly clients: readonly RestClient[];
  readonly timeline: Timeline;
}

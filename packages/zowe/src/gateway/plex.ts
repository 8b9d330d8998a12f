import type { Duration, Instant, Simulation } from "@sysplex/sim-core";
import type { ZosmfPlex } from "@sysplex/zosmf";

/** What the handlers of the gateway's events receive. */
export interface GatewayPlex extends ZosmfPlex {
  readonly sim: Simulation<GatewayPlex>;
  readonly zowe: {
    /** What answers requests to a component, by its place among the components: of a gateway, the `Gateway`. */
    application(index: number): object;
  };
}

/** What the gateway's parts need of the simulation. An instant is read from it, since one handed over costs memory. */
export interface Clock {
  readonly now: Instant;
}

/** An instance of a service, as the registry knows it. */
export interface RoutedInstance {
  readonly host: string;
  readonly port: number;
  /** Its metadata `apiml.connectTimeout`: connect and response time-out in place of the gateway's own. */
  readonly timeout?: Duration;
  /** Its metadata `apiml.lb.type: authentication`; that of the first instance counts for all. */
  readonly sticky?: boolean;
}

/** The registry as one gateway has cached it. The gateway must be told when it changes. */
export interface GatewayDirectory {
  /** In the order of the registry. The id is in lower case. */
  instancesOf(serviceId: string): readonly RoutedInstance[];
}

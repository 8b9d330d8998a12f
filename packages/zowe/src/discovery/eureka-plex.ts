/** What Discovery needs of the rest of the model: small interfaces, so that it can be built and tested by itself. */
import { defineParameters, type ParameterValues, type Simulation } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { IpAddress, TcpipPlex } from "@sysplex/tcpip";
import type { Eureka } from "./eureka.js";
import { discoveryRows } from "./parameters.js";
import type { CallOutcome } from "./reachability.js";
import type { ClientName, EurekaState } from "./state.js";

/** What the handlers of this folder's events receive. */
export interface EurekaPlex extends TcpipPlex {
  readonly sim: Simulation<EurekaPlex>;
  readonly zowe: { readonly eureka: Eureka };
}

/** Only for its type, and for tests: the rows stand in the package's table. */
export const discoveryParameters = defineParameters("zowe", discoveryRows);

export type DiscoveryParameters = ParameterValues<typeof discoveryParameters>;

export interface EurekaConfiguration {
  /** Components that register themselves, in the order of the configuration. */
  readonly clients: readonly EurekaClientConfiguration[];
  readonly statics: readonly StaticDefinition[];
  /** What the resolver knows: host names in lower case. A name that is not there is the host of the component that has it. */
  readonly hosts: Readonly<Record<string, IpAddress>>;
}

export interface EurekaClientConfiguration {
  readonly name: ClientName;
  readonly system: SystemName;
  /** `gateway`, `apicatalog`, `zlux`. */
  readonly serviceId: string;
  /** As it registers. */
  readonly host: string;
  readonly port: number;
  /** ZWE_DISCOVERY_SERVICES_LIST, in its order. */
  readonly discoveryList: readonly Address[];
  /** Of the Eureka server in it; absent: it has none. */
  readonly discoveryPort?: number;
  /** The directory of a Discovery's static definitions, which other instances may share. */
  readonly workspace?: string;
}

/** Who opens a connection. */
export type Caller = Pick<EurekaClientConfiguration, "name" | "system">;

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A file in `<workspace>/api-mediation/api-defs`, written when its instance was configured, and left there. */
export interface StaticDefinition extends Address {
  readonly serviceId: string;
  readonly workspace?: string;
  /** Who serves there, if it is a component of this Zowe. */
  readonly component?: ClientName;
}

/** `silent`: the process is there and does nothing. `gone`: there is none. */
export type ComponentLife = "serving" | "silent" | "gone";

/** How components are. */
export interface ComponentLives {
  lifeOf(component: ClientName): ComponentLife;
}

/** Clients and Discovery services that are on no system of the sysplex, as pods of a Kubernetes cluster. They may come and go. */
export interface OutsideClients {
  /** `undefined`: it is none of them. Its `system` is a name that {@link OutsideClients.outcomeOf} knows. */
  configurationOf(client: ClientName): EurekaClientConfiguration | undefined;
  /** What becomes of a call from one of them, or to the address of one; `undefined`: neither is. */
  outcomeOf(from: SystemName, address: Address): CallOutcome | undefined;
}

/** Whether certificates let one component talk to another, by the host name that it is called by. */
export type Handshakes = (from: ClientName, to: ClientName, hostName: string) => boolean;

/** Where the state is kept: a slice of the store, or a part of one. */
export interface EurekaStore {
  readonly value: EurekaState;
  change(cause: string, recipe: (draft: Draft<EurekaState>) => void): void;
}

/** A value of the store while a change is being made: what is readonly outside may be assigned inside. */
export type Draft<State> = State extends number | string
  ? State
  : State extends object
    ? { -readonly [Key in keyof State]: Draft<State[Key]> }
    : State;

/** A readonly value, to be assigned inside a change. The store freezes it afterwards. */
export function draftOf<State>(value: State): Draft<State> {
  return value as unknown as Draft<State>;
}

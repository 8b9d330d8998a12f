import type { Forkable, ParameterValues, Simulation } from "@sysplex/sim-core";
import { Sysplex } from "@sysplex/sysplex";
import { Tcpip } from "@sysplex/tcpip";
import { Zosmf, type ZosmfPlex } from "@sysplex/zosmf";
import { ClientBuilder } from "./clients/client-builder.js";
import { RequestPool } from "./clients/request-pool.js";
import type { RestClient } from "./clients/rest-client.js";
import { Measurement } from "./measure/measurement.js";
import type { Service } from "./measure/service.js";
import type { ServiceMeter } from "./measure/service-meter.js";
import type { ResolvedScenario } from "./resolve/configuration.js";
import type { clientParameters } from "./resolve/parameters.js";
import { Timeline } from "./timeline/timeline.js";

/** The whole simulated world: the models, the scenario's timeline, the clients, and what measures them. */
export class ScenarioPlex implements ZosmfPlex, Forkable {
  readonly sysplex: Sysplex;
  readonly tcpip: Tcpip;
  readonly zosmf: Zosmf;
  readonly timeline: Timeline;
  /** Of this run: the verb `set` changes them. */
  readonly clientParameters: ParameterValues<typeof clientParameters>;
  /** Of all clients. */
  readonly requests = new RequestPool();
  /** The declared clients, then one probe a service. An event names a client by its index. */
  readonly clients: readonly RestClient[];
  /** By the name of a declared client. */
  readonly clientMeters: ReadonlyMap<string, ServiceMeter>;
  readonly services: readonly Service[];
  readonly measurement: Measurement;

  constructor(
    readonly sim: Simulation<ScenarioPlex>,
    resolved: ResolvedScenario,
  ) {
    this.sysplex = new Sysplex(this, resolved.sysplex);
    this.tcpip = new Tcpip(this, resolved.tcpip);
    this.zosmf = new Zosmf(this, resolved.zosmf);
    this.timeline = new Timeline(this, resolved.document.timeline, resolved.timelineFiles);
    this.clientParameters = { ...resolved.client };
    const { clients, meters, services } = new ClientBuilder(this, resolved);
    this.clients = clients;
    this.clientMeters = meters;
    this.services = services;
    this.measurement = new Measurement(this, services);
    sim.attach("client parameters", this);
    sim.attach("client requests", this.requests);
  }

  copyFrom(twin: ScenarioPlex): void {
    Object.assign(this.clientParameters, twin.clientParameters);
  }

  /** Brings the sysplex up at 0, and has clients and timeline begin. Not of a fork: its parent has done so. */
  start(): void {
    this.sysplex.start();
    this.zosmf.start();
    this.measurement.begin();
    for (const client of this.clients) client.start();
    this.timeline.start();
  }
}

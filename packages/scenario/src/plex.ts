import type { Forkable, ParameterValues, Simulation } from "@sysplex/sim-core";
import { Sysplex } from "@sysplex/sysplex";
import { Tcpip } from "@sysplex/tcpip";
import { Zosmf } from "@sysplex/zosmf";
import { Zowe, type ZowePlex } from "@sysplex/zowe";
import { ClientBuilder } from "./clients/client-builder.js";
import type { DesktopClient } from "./clients/desktop-client.js";
import { RequestPool } from "./clients/request-pool.js";
import type { RestClient } from "./clients/rest-client.js";
import type { ScenarioUsers } from "./clients/users.js";
import { UsersBuilder } from "./clients/users-builder.js";
import { ClusterRecord } from "./measure/cluster-record.js";
import { Measurement } from "./measure/measurement.js";
import type { Service } from "./measure/service.js";
import type { ServiceMeter } from "./measure/service-meter.js";
import { ZoweRecord } from "./measure/zowe-record.js";
import type { ResolvedScenario } from "./resolve/configuration.js";
import type { clientParameters } from "./resolve/parameters.js";
import { Timeline } from "./timeline/timeline.js";

/** The whole simulated world: the models, the scenario's timeline, the clients, and what measures them. */
export class ScenarioPlex implements ZowePlex, Forkable {
  readonly sysplex: Sysplex;
  readonly tcpip: Tcpip;
  readonly zosmf: Zosmf;
  readonly zowe: Zowe;
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
  /** Of the Desktop. An event names one by its index. */
  readonly desktopClients: readonly DesktopClient[];
  /** People who work in the Desktop or with UMS, in the order declared. */
  readonly users: readonly ScenarioUsers[];
  readonly measurement: Measurement;
  readonly zoweRecord: ZoweRecord;
  readonly clusterRecord: ClusterRecord;

  constructor(
    readonly sim: Simulation<ScenarioPlex>,
    resolved: ResolvedScenario,
    /** Whether what charts are drawn from is kept. */
    readonly charts: boolean,
  ) {
    this.sysplex = new Sysplex(this, resolved.sysplex);
    this.tcpip = new Tcpip(this, resolved.tcpip);
    this.zosmf = new Zosmf(this, resolved.zosmf);
    this.zowe = new Zowe(this, resolved.zowe);
    this.zoweRecord = new ZoweRecord(this);
    this.clusterRecord = new ClusterRecord(this);
    this.timeline = new Timeline(this, resolved.document.timeline, resolved.timelineFiles);
    this.clientParameters = { ...resolved.client };
    const { clients, meters, services } = new ClientBuilder(this, resolved);
    this.clients = clients;
    this.clientMeters = meters;
    this.services = services;
    const { users, desktopClients } = new UsersBuilder(this, resolved, clients.length + 1);
    this.users = users;
    this.desktopClients = desktopClients;
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
    this.zowe.start();
    this.measurement.begin();
    this.clusterRecord.begin();
    for (const client of this.clients) client.start();
    for (const client of this.desktopClients) client.start();
    this.timeline.start();
  }
}

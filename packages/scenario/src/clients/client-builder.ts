/** The clients of a scenario, and one probe for each service that they ask. */
import { after, START, type Duration, type Instant } from "@sysplex/sim-core";
import { tcpProfiles } from "@sysplex/tcpip";
import type { ClientDeclaration } from "../file/index.js";
import { OutageMeter } from "../measure/outage-meter.js";
import { OutcomeSeries } from "../measure/outcome-series.js";
import { Service } from "../measure/service.js";
import { ServiceMeter } from "../measure/service-meter.js";
import type { ScenarioPlex } from "../plex.js";
import { addressOf, type ResolvedScenario } from "../resolve/configuration.js";
import { logonAt, operationAt, queryAt, routesOf } from "./operation.js";
import { RestClient } from "./rest-client.js";

/** A client, or a probe that asks as one does. */
type Asking = Omit<ClientDeclaration, "upload"> & {
  readonly upload?: ClientDeclaration["upload"] | undefined;
};

export class ClientBuilder {
  /** The declared clients, then the probes. */
  readonly clients: RestClient[] = [];
  readonly services: Service[] = [];
  /** By the name of a declared client. */
  readonly meters = new Map<string, ServiceMeter>();
  private readonly firstClients = new Map<Service, ClientDeclaration>();

  constructor(
    private readonly plex: ScenarioPlex,
    private readonly resolved: ResolvedScenario,
  ) {
    for (const declaration of resolved.document.clients) this.addClient(declaration);
    for (const service of this.services) this.addProbe(service);
  }

  private addClient(declaration: ClientDeclaration): void {
    const { name, arrivals, retry, connections } = declaration;
    const service = this.serviceOf(declaration);
    if (!this.firstClients.has(service)) this.firstClients.set(service, declaration);
    const own = this.common(declaration, service, this.userOf(declaration));
    service.routedBy(routesOf(this.plex, declaration.request, [own.operation, own.logon]));
    const meter = new ServiceMeter(
      this.measuredFrom,
      this.plex.sim,
      (age, stack) => service.onSuccess(age, stack),
      this.series(),
    );
    service.meters.push(meter);
    this.meters.set(name, meter);
    const { attempts, backoff } = retry;
    const options = { ...own, name, arrivals, attempts, backoff, connections };
    this.clients.push(new RestClient(this.plex, options, meter));
  }

  /** The probe asks what the service's first client asks, with that client's patience. */
  private addProbe(service: Service): void {
    const first = this.firstClients.get(service);
    if (first === undefined) return;
    const { every } = this.resolved.document.probe;
    const meter = new OutageMeter(
      this.measuredFrom,
      (serial) => (serial * every) as Instant,
      (age, stack) => {
        service.onProbed(age, true);
        service.onSuccess(age, stack);
      },
      (age) => service.onProbed(age, false),
    );
    service.probe = meter;
    const options = {
      ...this.common({ ...first, upload: undefined }, service), // It measures outages, and sends no body.
      name: `probe/${service.name}`,
      arrivals: { kind: "every", interval: every },
      attempts: 1,
      backoff: 0 as Duration,
      connections: { kind: "perRequest" },
    } as const;
    this.clients.push(new RestClient(this.plex, options, meter));
  }

  /** The number of the first client that names the same user. */
  private userOf({ user }: ClientDeclaration): number {
    const first = this.resolved.document.clients.findIndex((client) => client.user === user);
    return user === undefined ? this.clients.length + 1 : first + 1;
  }

  private common(declaration: Asking, service: Service, user = this.clients.length + 1) {
    const { request, timeout, os, auth, renewal, upload } = declaration;
    const credentials = { user, auth };
    const logon = logonAt(this.plex, request, credentials);
    const query = renewal === "queried" ? queryAt(this.plex, request, credentials) : undefined;
    const address = addressOf(this.resolved.document, request.host);
    return {
      index: this.clients.length,
      destination: this.plex.tcpip.transport.routes.destination(address, request.port),
      operation: operationAt(this.plex, request, credentials, upload),
      ...(logon === undefined ? {} : { logon }),
      ...(query === undefined ? {} : { query }),
      secure: request.scheme === "https",
      host: request.host,
      port: request.port,
      timeout,
      tcp: tcpProfiles[os],
      tokens: service,
    };
  }

  /** By product and destination: `zosmf`, and for another address or port `zosmf@10.1.1.2:443`. */
  private serviceOf(declaration: ClientDeclaration): Service {
    const { host, port } = declaration.request;
    const address = addressOf(this.resolved.document, host);
    const destination = this.plex.tcpip.transport.routes.destination(address, port);
    const product = declaration.service ?? declaration.name;
    const known = this.services.find(
      (service) => service.product === product && service.destination === destination,
    );
    if (known !== undefined) return known;
    const isFirst = !this.services.some((service) => service.product === product);
    const name = isFirst ? product : `${product}@${address}:${port}`;
    const service = new Service(this.plex, { name, product, address, port, destination });
    this.services.push(service);
    return service;
  }

  private get measuredFrom(): Instant {
    return after(START, this.resolved.document.warmup);
  }

  private series(): OutcomeSeries | undefined {
    if (!this.plex.charts) return undefined;
    return new OutcomeSeries(this.measuredFrom, after(START, this.resolved.document.duration));
  }
}

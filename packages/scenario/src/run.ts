/** A resolved scenario → a simulation → its result. */
import { after, minutes, Simulation, START, type Duration, type Instant } from "@sysplex/sim-core";
import { Sysplex } from "@sysplex/sysplex";
import { tcpProfiles, Tcpip } from "@sysplex/tcpip";
import { Zosmf } from "@sysplex/zosmf";
import { addressOf, type ResolvedScenario } from "./resolve/configuration.js";
import type { ClientDeclaration } from "./file/index.js";
import { Measurement } from "./measure/measurement.js";
import { OutageMeter } from "./measure/outage-meter.js";
import type { ScenarioPlex } from "./plex.js";
import { RestClient } from "./clients/rest-client.js";
import type { BuiltScenario, RunOptions } from "./built-scenario.js";
import type { RunResult } from "./result/result.js";
import { reportResult } from "./result/report-result.js";
import { resourceUse } from "./measure/resource-use.js";
import { Service } from "./measure/service.js";
import { ServiceMeter } from "./measure/service-meter.js";
import { Timeline } from "./timeline/timeline.js";

/** Simulated time between two calls of `onProgress`. */
const PROGRESS_STEP = minutes(1);

export function runScenario(resolved: ResolvedScenario, options: RunOptions): RunResult {
  const built = buildScenario(resolved, options.seed ?? resolved.document.seed);
  const { duration, warmup } = resolved.document;
  const end = after(START, duration);
  runInSteps(built.sim, after(START, warmup), (now) => options.onProgress?.(now / end));
  const before = resourceUse(built.plex, built.services);
  runInSteps(built.sim, end, (now) => options.onProgress?.(now / end));
  for (const client of built.plex.clients) client.finish();
  for (const { probe, failovers } of built.services) {
    probe?.finish(end);
    failovers.finish();
  }
  return reportResult(resolved, built, before, options);
}

/** Builds the models and brings the sysplex up: the clock stands at 0, nothing has run yet. */
export function buildScenario(resolved: ResolvedScenario, seed: string): BuiltScenario {
  const sim = new Simulation<ScenarioPlex>({ seed, context: (sim) => buildPlex(sim, resolved) });
  const plex = sim.context;
  const builder = new ClientBuilder(plex, resolved);
  const measurement = new Measurement(plex, builder.services);
  plex.sysplex.start();
  plex.zosmf.start();
  measurement.begin();
  for (const client of plex.clients) client.start();
  plex.timeline.start();
  return { sim, plex, services: builder.services, clientMeters: builder.meters, measurement };
}

/** Parameters of its own for each run: the verb `set` changes them, and must not reach the next one. */
function own<Configuration extends { readonly parameters: object }>(
  configuration: Configuration,
): Configuration {
  return { ...configuration, parameters: { ...configuration.parameters } };
}

function buildPlex(sim: Simulation<ScenarioPlex>, resolved: ResolvedScenario): ScenarioPlex {
  const plex = { sim, clientParameters: { ...resolved.client }, clients: [] as RestClient[] } as unknown as {
    -readonly [Key in keyof ScenarioPlex]: ScenarioPlex[Key];
  };
  plex.sysplex = new Sysplex(plex, own(resolved.sysplex));
  plex.tcpip = new Tcpip(plex, own(resolved.tcpip));
  plex.zosmf = new Zosmf(plex, own(resolved.zosmf));
  plex.timeline = new Timeline(plex, resolved.document.timeline, resolved.timelineFiles);
  return plex;
}

/** The clients of a scenario, and one probe for each service that they ask. */
class ClientBuilder {
  readonly services: Service[] = [];
  readonly meters = new Map<string, ServiceMeter>();
  private readonly clients: RestClient[];
  private readonly firstClients = new Map<Service, ClientDeclaration>();

  constructor(
    private readonly plex: ScenarioPlex,
    private readonly resolved: ResolvedScenario,
  ) {
    this.clients = plex.clients as RestClient[];
    for (const declaration of resolved.document.clients) this.addClient(declaration);
    for (const service of this.services) this.addProbe(service);
  }

  private addClient(declaration: ClientDeclaration): void {
    const { name, arrivals, retry, connections } = declaration;
    const service = this.serviceOf(declaration);
    if (!this.firstClients.has(service)) this.firstClients.set(service, declaration);
    const meter = new ServiceMeter(this.measuredFrom, this.plex.sim, (due, stack) =>
      service.onSuccess(due, stack),
    );
    service.meters.push(meter);
    this.meters.set(name, meter);
    const { attempts, backoff } = retry;
    const options = { ...this.common(declaration), name, arrivals, attempts, backoff, connections };
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
      (due, stack) => service.onSuccess(due, stack),
    );
    service.probe = meter;
    const options = {
      ...this.common(first),
      name: `probe/${service.name}`,
      arrivals: { kind: "every", interval: every },
      attempts: 1,
      backoff: 0 as Duration,
      connections: { kind: "perRequest" },
    } as const;
    this.clients.push(new RestClient(this.plex, options, meter));
  }

  private common(declaration: ClientDeclaration) {
    const { request, timeout, os } = declaration;
    const address = addressOf(this.resolved.document, request.host);
    return {
      index: this.clients.length,
      destination: this.plex.tcpip.transport.routes.destination(address, request.port),
      operation: this.plex.zosmf.operationOf(request.method, request.path) ?? -1,
      secure: request.scheme === "https",
      timeout,
      tcp: tcpProfiles[os],
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
}

function runInSteps(sim: Simulation<ScenarioPlex>, end: Instant, onStep: (now: Instant) => void): void {
  while (sim.now < end) {
    const next = after(sim.now, PROGRESS_STEP);
    sim.runUntil(next < end ? next : end);
    onStep(sim.now);
  }
}

/**
 * How one Eureka client comes to its copy of the registry.
 *
 * Modelled: a fetch every 30 s; the copy is kept while no Discovery answers.
 * Simplified: fetches that bring nothing new cost no event, and ask the Discovery that heartbeats go to, where Eureka makes a
 * choice for each.
 * Not modelled: delta fetches.
 * @source Netflix eureka-client DiscoveryClient.
 */
import { after, defineEvent, START, type Instant } from "@sysplex/sim-core";
import type { EurekaClient } from "./client.js";
import { draftOf, type EurekaPlex } from "./eureka-plex.js";
import { isSameInstance } from "./registry-entries.js";
import { firstOnGrid } from "./renewals.js";
import type { ClientName, DiscoveryName, ServiceInstance } from "./state.js";

const registryFetched = defineEvent("zowe.registry-fetched", ({ zowe }: EurekaPlex, client: ClientName) =>
  zowe.eureka.client(client).fetches.onDue(),
);

/** A view of a client in the store: it has no state of its own. */
export class RegistryFetches {
  constructor(
    private readonly plex: EurekaPlex,
    private readonly client: EurekaClient,
  ) {}

  /** After what was registered has been settled: is there news to fetch? */
  review(): void {
    const { sim } = this.plex;
    const { discovery: name, record } = this.client;
    if (name === undefined || record.fetch !== undefined) return;
    if (this.plex.zowe.eureka.lifeOf(this.client.name) !== "serving") return;
    const { startedAt, servesFrom, version } = this.plex.zowe.eureka.discovery(name).record;
    const has = record.fetched;
    if (has?.discovery === name && has.startedAt === startedAt && has.version === version) return;
    if (sim.now === START || (has === undefined && servesFrom <= sim.now)) return this.fetch(name);
    const { registryFetchPeriod } = this.plex.zowe.eureka.parameters;
    const earliest = Math.max(sim.now + 1, servesFrom) as Instant;
    const at = firstOnGrid(after(record.since, registryFetchPeriod), registryFetchPeriod, earliest);
    const handle = sim.at(at, registryFetched, this.client.name);
    this.client.change("has news to fetch", (client) => {
      client.fetch = handle;
    });
  }

  /** @internal */
  onDue(): void {
    this.client.change("fetches the registry", (client) => {
      delete client.fetch;
    });
    const { discovery } = this.client;
    if (discovery === undefined || this.plex.zowe.eureka.lifeOf(this.client.name) !== "serving") return;
    if (this.plex.zowe.eureka.discovery(discovery).record.servesFrom <= this.plex.sim.now)
      this.fetch(discovery);
  }

  private fetch(discovery: DiscoveryName): void {
    const { eureka } = this.plex.zowe;
    const { instances, record } = eureka.discovery(discovery);
    const { startedAt, version } = record;
    const isSame = isSameRegistry(instances, this.client.record.instances);
    this.client.change(`has the registry of ${discovery}`, (client) => {
      client.fetched = { discovery, startedAt, version };
      if (!isSame) client.instances = draftOf(instances) as ServiceInstance[];
    });
    if (!isSame) eureka.registryViewChanged.emit({ client: this.client.name, at: this.plex.sim.now });
  }
}

function isSameRegistry(a: readonly ServiceInstance[], b: readonly ServiceInstance[]): boolean {
  return (
    a.length === b.length &&
    a.every((instance, index) => isSameInstance(instance, b[index] as ServiceInstance))
  );
}

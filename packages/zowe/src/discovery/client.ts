/**
 * One Eureka client: a component that registers itself, sends heartbeats, and keeps a copy of the registry.
 *
 * Modelled: registration when it is ready; the cancel of an orderly stop. `client-heartbeats.ts` says which Discovery it talks
 * to, `registry-fetches.ts` how it comes to its copy.
 * Simplified: one choice of a Discovery for heartbeats and fetches, where Eureka makes two.
 * Not modelled: status updates.
 * @source Netflix eureka-client DiscoveryClient.
 */
import { known, START, type Instant } from "@sysplex/sim-core";
import { ClientHeartbeats } from "./client-heartbeats.js";
import { RegistryFetches } from "./registry-fetches.js";
import { draftOf, type Draft, type EurekaClientConfiguration, type EurekaPlex } from "./eureka-plex.js";
import { answering } from "./reachability.js";
import type { ClientName, ClientRecord, DiscoveryName, ServiceInstance } from "./state.js";

/** A view of one client in the store: it has no state of its own. */
export class EurekaClient {
  constructor(
    private readonly plex: EurekaPlex,
    readonly name: ClientName,
  ) {}

  get configuration(): EurekaClientConfiguration {
    return this.plex.zowe.eureka.clientConfiguration(this.name);
  }

  /** Its process takes part. */
  get isUp(): boolean {
    return this.plex.zowe.eureka.state.clients[this.name] !== undefined;
  }

  get record(): ClientRecord {
    return known(this.plex.zowe.eureka.state.clients[this.name], `Eureka client ${this.name}`);
  }

  /** As it registers itself. */
  get instance(): ServiceInstance {
    const { name: component, serviceId, host, port } = this.configuration;
    return { instanceId: `${host}:${serviceId}:${port}`, serviceId, host, port, component, isStatic: false };
  }

  /** The Discovery that it talks to, as far as it knows. */
  get discovery(): DiscoveryName | undefined {
    const { talksTo } = this.record;
    return talksTo === undefined
      ? undefined
      : answering(this.plex, this.configuration, this.configuration.discoveryList[talksTo]);
  }

  get heartbeats(): ClientHeartbeats {
    return new ClientHeartbeats(this.plex, this);
  }

  get fetches(): RegistryFetches {
    return new RegistryFetches(this.plex, this);
  }

  /** @internal It is ready. What is part of the initial state registers when everybody is there. */
  start(): void {
    const { sim } = this.plex;
    const { heartbeatPeriod } = this.plex.zowe.eureka.parameters;
    const isInitial = sim.now === START;
    // A Zowe that has run for long does not send all its heartbeats at the same instant.
    const phase = isInitial ? this.random.below(heartbeatPeriod) : 0;
    const record: ClientRecord = {
      since: (sim.now - phase) as Instant,
      isRegistered: false,
      quarantined: [],
      instances: [],
    };
    this.plex.zowe.eureka.change(`${this.name} looks for a Discovery`, ({ clients }) => {
      clients[this.name] = draftOf(record);
    });
    if (!isInitial) this.heartbeats.send();
  }

  /** @internal An orderly stop: it takes its entry out, at the first Discovery that answers. */
  cancel(): void {
    const { eureka } = this.plex.zowe;
    const { instance } = this;
    const { discoveryList } = this.configuration;
    const inUse = discoveryList[this.record.talksTo ?? -1];
    const asked = [...(inUse === undefined ? [] : [inUse]), ...discoveryList];
    const at = asked
      .map((address) => answering(this.plex, this.configuration, address))
      .find((name) => name !== undefined);
    const isDiscovery = eureka.discovery(this.name).isUp;
    if (isDiscovery && at !== this.name) eureka.replication.send(this.name, "cancel", instance);
    if (at === undefined) return;
    eureka.discovery(at).cancel(instance.instanceId, "cancelled");
    eureka.replication.send(at, "cancel", instance);
  }

  /** @internal Its process takes part no more. */
  end(): void {
    const { heartbeat, session, fetch } = this.record;
    for (const handle of [heartbeat, session, fetch]) if (handle !== undefined) this.plex.sim.cancel(handle);
    this.plex.zowe.eureka.change(`${this.name} is gone`, ({ clients }) => {
      delete clients[this.name];
    });
  }

  /** @internal Something has changed: does its Discovery still answer, is another one back? */
  review(): void {
    if (this.plex.zowe.eureka.lifeOf(this.name) !== "serving") return;
    const { isRegistered, heartbeat } = this.record;
    if (this.plex.sim.now === START && !isRegistered && heartbeat === undefined) this.heartbeats.send();
    this.heartbeats.review();
  }

  /** @internal */
  get random() {
    return this.plex.sim.random(`zowe/${this.name}/eureka-client`);
  }

  /** @internal */
  change(cause: string, recipe: (client: Draft<ClientRecord>) => void): void {
    this.plex.zowe.eureka.change(`${this.name} ${cause}`, ({ clients }) => {
      recipe(known(clients[this.name], this.name));
    });
  }
}

/**
 * One Eureka client: a component that registers itself, sends heartbeats, and keeps a copy of the registry.
 *
 * Modelled: the first Discovery of the list that answers; the next one when it fails, at the next heartbeat, at once when refused
 * and after a time-out when nothing answers; the return to the first after a session; the cancel of an orderly stop; the copy,
 * fetched every 30 s and kept while no Discovery answers.
 * Simplified: one choice of a Discovery for heartbeats and fetches, where Eureka makes two. Heartbeats that succeed and fetches
 * that bring nothing new cost no event. Heartbeats follow the registration in whole periods.
 * Not modelled: delta fetches, status updates.
 * @source Netflix eureka-client RetryableEurekaHttpClient, SessionedEurekaHttpClient, DiscoveryClient.
 */
import {
  after,
  defineEvent,
  known,
  NO_TIME,
  START,
  times,
  type Duration,
  type Instant,
} from "@sysplex/sim-core";
import { tcpProfiles } from "@sysplex/tcpip";
import { isSameInstance } from "./registry-entries.js";
import { draftOf, type Draft, type EurekaClientConfiguration, type EurekaPlex } from "./eureka-plex.js";
import { answering, callOutcome } from "./reachability.js";
import { firstOnGrid, nextBesideHanging } from "./renewals.js";
import type { ClientName, ClientRecord, DiscoveryName, ServiceInstance } from "./state.js";

interface Attempt {
  readonly client: ClientName;
  /** Requests that this heartbeat has cost so far. */
  readonly attempts: number;
  /** Places in the list that are left to try; absent: the list was not looked at yet. */
  readonly candidates?: readonly number[];
  /** The place that has not answered until now. */
  readonly timedOut?: number;
}

const heartbeatTried = defineEvent("zowe.heartbeat-tried", ({ zowe }: EurekaPlex, attempt: Attempt) =>
  zowe.eureka.client(attempt.client).onHeartbeat(attempt),
);

const sessionEnded = defineEvent("zowe.discovery-session-ended", ({ zowe }: EurekaPlex, client: ClientName) =>
  zowe.eureka.client(client).onSessionEnded(),
);

const registryFetched = defineEvent("zowe.registry-fetched", ({ zowe }: EurekaPlex, client: ClientName) =>
  zowe.eureka.client(client).onFetchDue(),
);

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

  /** @internal It is ready. What is part of the initial state registers when everybody is there. */
  start(): void {
    const { sim } = this.plex;
    const { heartbeatPeriod } = this.parameters;
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
    if (!isInitial) this.onHeartbeat({ client: this.name, attempts: 0 });
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

  /** @internal Something has changed: does its Discovery still answer, is another one back, is there news to fetch? */
  review(): void {
    if (this.plex.zowe.eureka.lifeOf(this.name) !== "serving") return;
    const { isRegistered, heartbeat } = this.record;
    if (this.plex.sim.now === START && !isRegistered && heartbeat === undefined) {
      this.onHeartbeat({ client: this.name, attempts: 0 });
    }
    this.overtakeHanging();
    this.armHeartbeat();
    this.armSession();
  }

  /** @internal After what was registered has been settled. */
  reviewFetch(): void {
    const { sim } = this.plex;
    const { discovery: name, record } = this;
    if (name === undefined || record.fetch !== undefined) return;
    if (this.plex.zowe.eureka.lifeOf(this.name) !== "serving") return;
    const { startedAt, servesFrom, version } = this.plex.zowe.eureka.discovery(name).record;
    const has = record.fetched;
    if (has?.discovery === name && has.startedAt === startedAt && has.version === version) return;
    if (sim.now === START || (has === undefined && servesFrom <= sim.now)) return this.fetch(name);
    const { registryFetchPeriod } = this.parameters;
    const earliest = Math.max(sim.now + 1, servesFrom) as Instant;
    const at = firstOnGrid(after(record.since, registryFetchPeriod), registryFetchPeriod, earliest);
    const handle = sim.at(at, registryFetched, this.name);
    this.change("has news to fetch", (client) => {
      client.fetch = handle;
    });
  }

  /** @internal One request of a heartbeat: to the Discovery in use, or to the next of the list. */
  onHeartbeat({ attempts, candidates, timedOut }: Attempt): void {
    if (this.record.heartbeat !== undefined) {
      this.change("sends a heartbeat", (client) => {
        delete client.heartbeat;
        delete client.hanging;
      });
    }
    if (timedOut !== undefined) this.fail(timedOut);
    if (this.plex.zowe.eureka.lifeOf(this.name) !== "serving") return;
    const { talksTo } = this.record;
    const [next, ...rest] = talksTo === undefined ? (candidates ?? this.candidates()) : [talksTo];
    if (attempts >= this.parameters.discoveryAttempts || next === undefined) return this.giveUp();
    const left = talksTo === undefined ? rest : undefined;
    this.call(next, {
      client: this.name,
      attempts: attempts + 1,
      ...(left === undefined ? {} : { candidates: left }),
    });
  }

  /** @internal A new session begins at the top of the list. */
  onSessionEnded(): void {
    this.change("begins a new session with Discovery", (client) => {
      delete client.session;
    });
    if (this.plex.zowe.eureka.lifeOf(this.name) !== "serving" || !this.hasBetter) return;
    if (this.record.heartbeat !== undefined) this.plex.sim.cancel(this.record.heartbeat);
    this.change("turns to the first Discovery of its list", (client) => {
      delete client.talksTo;
      delete client.heartbeat;
      delete client.hanging;
      client.quarantined = [];
    });
    this.onHeartbeat({ client: this.name, attempts: 0 });
  }

  /** @internal */
  onFetchDue(): void {
    this.change("fetches the registry", (client) => {
      delete client.fetch;
    });
    const { discovery } = this;
    if (discovery === undefined || this.plex.zowe.eureka.lifeOf(this.name) !== "serving") return;
    if (this.plex.zowe.eureka.discovery(discovery).record.servesFrom <= this.plex.sim.now)
      this.fetch(discovery);
  }

  private call(place: number, attempt: Attempt): void {
    const { discoveryList, serviceId } = this.configuration;
    const address = known(discoveryList[place], `Discovery ${place}`);
    const outcome = callOutcome(this.plex, this.configuration, address);
    if (outcome.kind === "answered") return this.onAnswered(place, outcome.by);
    if (outcome.kind === "refused") {
      this.fail(place);
      return this.onHeartbeat(attempt);
    }
    const { gatewayDiscoveryTimeout, discoveryTimeout } = this.parameters;
    const own = serviceId === "gateway" ? gatewayDiscoveryTimeout : discoveryTimeout;
    const timeout = outcome.connected ? own : (Math.min(own, this.connectTimeout) as Duration);
    const { now: since } = this.plex.sim;
    this.armAttempt(timeout, { ...attempt, timedOut: place });
    this.change("waits for an answer", (client) => {
      client.hanging = { place, since, until: after(since, timeout), isOvertaken: false };
    });
  }

  /** After it the stack gives a connection request up, whatever the client would wait for. */
  private get connectTimeout(): Duration {
    const isOutside = this.plex.zowe.eureka.outside?.configurationOf(this.name) !== undefined;
    if (isOutside) return tcpProfiles.linux.connectTimeout;
    const [stack] = this.plex.tcpip.stacksOn(this.configuration.system);
    return known(stack, `Stack of ${this.name}`).state.profile.tcpConfig.connectTimeout;
  }

  /** A heartbeat hangs, and the Discovery that it hangs at is back: a later heartbeat gets through before it. */
  private overtakeHanging(): void {
    const { hanging, heartbeat } = this.record;
    if (hanging === undefined || heartbeat === undefined || hanging.isOvertaken) return;
    if (!this.answersAt(hanging.place)) return;
    const { sim } = this.plex;
    const { heartbeatPeriod, heartbeatBackOffBound } = this.parameters;
    const at = nextBesideHanging(hanging.since, heartbeatPeriod, heartbeatBackOffBound, sim.now);
    if (at >= hanging.until) return;
    sim.cancel(heartbeat);
    this.armAttempt((at - sim.now) as Duration, { client: this.name, attempts: 0 });
    this.change("will overtake the heartbeat that hangs", (client) => {
      client.hanging = { ...hanging, isOvertaken: true };
    });
  }

  private fail(place: number): void {
    this.change(`has no answer from Discovery ${place + 1} of its list`, (client) => {
      if (client.talksTo === place) delete client.talksTo;
      else if (!client.quarantined.includes(place)) client.quarantined.push(place);
    });
  }

  /** A heartbeat for an entry that is not there is answered with 404, and the client registers. */
  private onAnswered(place: number, name: DiscoveryName): void {
    const { eureka } = this.plex.zowe;
    const discovery = eureka.discovery(name);
    const { instance } = this;
    const mustRegister =
      !this.record.isRegistered || discovery.record.entries[instance.instanceId] === undefined;
    this.change(`talks to ${name}`, (client) => {
      client.talksTo = place;
      client.isRegistered = true;
    });
    if (mustRegister) {
      discovery.register(instance);
      eureka.replication.send(name, "register", instance);
    } else discovery.renew(instance.instanceId);
  }

  /** The whole list has failed this heartbeat. */
  private giveUp(): void {
    this.armHeartbeat();
    if (this.record.heartbeat !== undefined || this.record.quarantined.length === 0) return;
    this.change("finds no Discovery", (client) => {
      client.quarantined = [];
    });
  }

  /** The list without those that failed, unless these are too many. */
  private candidates(): readonly number[] {
    const places = this.configuration.discoveryList.map((_, place) => place);
    const { quarantined } = this.record;
    const limit = Math.floor(places.length * this.parameters.quarantineShare);
    if (quarantined.length === 0) return places;
    if (quarantined.length < limit) return places.filter((place) => !quarantined.includes(place));
    this.change("forgets which Discovery has failed", (client) => {
      client.quarantined = [];
    });
    return places;
  }

  /** The next heartbeat is an event if it will fail, or if it can find a Discovery where there was none. */
  private armHeartbeat(): void {
    const { record } = this;
    if (record.heartbeat !== undefined || this.discovery !== undefined) return;
    if (record.talksTo === undefined && !this.canFindOne) return;
    const { heartbeatPeriod } = this.parameters;
    const at = firstOnGrid(record.since, heartbeatPeriod, (this.plex.sim.now + 1) as Instant);
    this.armAttempt((at - this.plex.sim.now) as Duration, { client: this.name, attempts: 0 });
  }

  private armAttempt(delay: Duration, attempt: Attempt): void {
    const heartbeat = this.plex.sim.after(delay, heartbeatTried, attempt);
    this.change("will ask for a Discovery", (client) => {
      client.heartbeat = heartbeat;
    });
  }

  private armSession(): void {
    if (this.record.session !== undefined || !this.hasBetter) return;
    // Of a session of 0.5 to 1.5 times its usual length, some part has passed.
    const length = times(this.parameters.discoverySession, 0.5 + this.random.uniform());
    const left = this.plex.sim.now === START ? NO_TIME : times(length, this.random.uniform());
    const session = this.plex.sim.after(left, sessionEnded, this.name);
    this.change("has a Discovery further up its list again", (client) => {
      client.session = session;
    });
  }

  private get canFindOne(): boolean {
    return this.configuration.discoveryList.some((_, place) => this.answersAt(place));
  }

  /** One before that in use answers. */
  private get hasBetter(): boolean {
    const { talksTo } = this.record;
    return (
      talksTo !== undefined &&
      this.configuration.discoveryList.some((_, place) => place < talksTo && this.answersAt(place))
    );
  }

  private answersAt(place: number): boolean {
    const { discoveryList } = this.configuration;
    return answering(this.plex, this.configuration, discoveryList[place]) !== undefined;
  }

  private fetch(discovery: DiscoveryName): void {
    const { eureka } = this.plex.zowe;
    const { instances, record } = eureka.discovery(discovery);
    const { startedAt, version } = record;
    const isSame = isSameRegistry(instances, this.record.instances);
    this.change(`has the registry of ${discovery}`, (client) => {
      client.fetched = { discovery, startedAt, version };
      if (!isSame) client.instances = draftOf(instances) as ServiceInstance[];
    });
    if (!isSame) eureka.registryViewChanged.emit({ client: this.name, at: this.plex.sim.now });
  }

  private get random() {
    return this.plex.sim.random(`zowe/${this.name}/eureka-client`);
  }

  private get parameters() {
    return this.plex.zowe.eureka.parameters;
  }

  private change(cause: string, recipe: (client: Draft<ClientRecord>) => void): void {
    this.plex.zowe.eureka.change(`${this.name} ${cause}`, ({ clients }) => {
      recipe(known(clients[this.name], this.name));
    });
  }
}

function isSameRegistry(a: readonly ServiceInstance[], b: readonly ServiceInstance[]): boolean {
  return (
    a.length === b.length &&
    a.every((instance, index) => isSameInstance(instance, b[index] as ServiceInstance))
  );
}

/**
 * The heartbeats of one Eureka client, and the Discovery of its list that it talks to.
 *
 * Modelled: the first Discovery of the list that answers; the next one when it fails, at the next heartbeat, at once when refused
 * and after a time-out when nothing answers; those that have failed are left out for a while; the return to the first of the
 * list after a session; a heartbeat that hangs, and later ones that get through before it.
 * Simplified: heartbeats that succeed cost no event. They follow the registration in whole periods.
 * @source Netflix eureka-client RetryableEurekaHttpClient, SessionedEurekaHttpClient, TimedSupervisorTask.
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
import type { EurekaClient } from "./client.js";
import type { EurekaPlex } from "./eureka-plex.js";
import { answering, callOutcome } from "./reachability.js";
import { firstOnGrid, nextBesideHanging } from "./renewals.js";
import type { ClientName, DiscoveryName } from "./state.js";

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
  zowe.eureka.client(attempt.client).heartbeats.onDue(attempt),
);

const sessionEnded = defineEvent("zowe.discovery-session-ended", ({ zowe }: EurekaPlex, client: ClientName) =>
  zowe.eureka.client(client).heartbeats.onSessionEnded(),
);

/** A view of a client in the store: it has no state of its own. */
export class ClientHeartbeats {
  constructor(
    private readonly plex: EurekaPlex,
    private readonly client: EurekaClient,
  ) {}

  /** The first one, or one out of turn. */
  send(): void {
    this.onDue({ client: this.client.name, attempts: 0 });
  }

  /** Something has changed: does its Discovery still answer, is another one back? */
  review(): void {
    this.overtakeHanging();
    this.armHeartbeat();
    this.armSession();
  }

  /** @internal One request of a heartbeat: to the Discovery in use, or to the next of the list. */
  onDue({ attempts, candidates, timedOut }: Attempt): void {
    if (this.client.record.heartbeat !== undefined) {
      this.client.change("sends a heartbeat", (client) => {
        delete client.heartbeat;
        delete client.hanging;
      });
    }
    if (timedOut !== undefined) this.fail(timedOut);
    if (this.plex.zowe.eureka.lifeOf(this.client.name) !== "serving") return;
    const { talksTo } = this.client.record;
    const [next, ...rest] = talksTo === undefined ? (candidates ?? this.candidates()) : [talksTo];
    if (attempts >= this.parameters.discoveryAttempts || next === undefined) return this.giveUp();
    const left = talksTo === undefined ? rest : undefined;
    this.call(next, {
      client: this.client.name,
      attempts: attempts + 1,
      ...(left === undefined ? {} : { candidates: left }),
    });
  }

  /** @internal A new session begins at the top of the list. */
  onSessionEnded(): void {
    this.client.change("begins a new session with Discovery", (client) => {
      delete client.session;
    });
    if (this.plex.zowe.eureka.lifeOf(this.client.name) !== "serving" || !this.hasBetter) return;
    if (this.client.record.heartbeat !== undefined) this.plex.sim.cancel(this.client.record.heartbeat);
    this.client.change("turns to the first Discovery of its list", (client) => {
      delete client.talksTo;
      delete client.heartbeat;
      delete client.hanging;
      client.quarantined = [];
    });
    this.send();
  }

  private call(place: number, attempt: Attempt): void {
    const { discoveryList, serviceId } = this.client.configuration;
    const address = known(discoveryList[place], `Discovery ${place}`);
    const outcome = callOutcome(this.plex, this.client.configuration, address);
    if (outcome.kind === "answered") return this.onAnswered(place, outcome.by);
    if (outcome.kind === "refused") {
      this.fail(place);
      return this.onDue(attempt);
    }
    const { gatewayDiscoveryTimeout, discoveryTimeout } = this.parameters;
    const own = serviceId === "gateway" ? gatewayDiscoveryTimeout : discoveryTimeout;
    const timeout = outcome.connected ? own : (Math.min(own, this.connectTimeout) as Duration);
    const { now: since } = this.plex.sim;
    this.armAttempt(timeout, { ...attempt, timedOut: place });
    this.client.change("waits for an answer", (client) => {
      client.hanging = { place, since, until: after(since, timeout), isOvertaken: false };
    });
  }

  /** After it the stack gives a connection request up, whatever the client would wait for. */
  private get connectTimeout(): Duration {
    const isOutside = this.plex.zowe.eureka.outside?.configurationOf(this.client.name) !== undefined;
    if (isOutside) return tcpProfiles.linux.connectTimeout;
    const [stack] = this.plex.tcpip.stacksOn(this.client.configuration.system);
    return known(stack, `Stack of ${this.client.name}`).state.profile.tcpConfig.connectTimeout;
  }

  /** A heartbeat hangs, and the Discovery that it hangs at is back: a later heartbeat gets through before it. */
  private overtakeHanging(): void {
    const { hanging, heartbeat } = this.client.record;
    if (hanging === undefined || heartbeat === undefined || hanging.isOvertaken) return;
    if (!this.answersAt(hanging.place)) return;
    const { sim } = this.plex;
    const { heartbeatPeriod, heartbeatBackOffBound } = this.parameters;
    const at = nextBesideHanging(hanging.since, heartbeatPeriod, heartbeatBackOffBound, sim.now);
    if (at >= hanging.until) return;
    sim.cancel(heartbeat);
    this.armAttempt((at - sim.now) as Duration, { client: this.client.name, attempts: 0 });
    this.client.change("will overtake the heartbeat that hangs", (client) => {
      client.hanging = { ...hanging, isOvertaken: true };
    });
  }

  private fail(place: number): void {
    this.client.change(`has no answer from Discovery ${place + 1} of its list`, (client) => {
      if (client.talksTo === place) delete client.talksTo;
      else if (!client.quarantined.includes(place)) client.quarantined.push(place);
    });
  }

  /** A heartbeat for an entry that is not there is answered with 404, and the client registers. */
  private onAnswered(place: number, name: DiscoveryName): void {
    const { eureka } = this.plex.zowe;
    const discovery = eureka.discovery(name);
    const { instance } = this.client;
    const mustRegister =
      !this.client.record.isRegistered || discovery.record.entries[instance.instanceId] === undefined;
    this.client.change(`talks to ${name}`, (client) => {
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
    if (this.client.record.heartbeat !== undefined || this.client.record.quarantined.length === 0) return;
    this.client.change("finds no Discovery", (client) => {
      client.quarantined = [];
    });
  }

  /** The list without those that failed, unless these are too many. */
  private candidates(): readonly number[] {
    const places = this.client.configuration.discoveryList.map((_, place) => place);
    const { quarantined } = this.client.record;
    const limit = Math.floor(places.length * this.parameters.quarantineShare);
    if (quarantined.length === 0) return places;
    if (quarantined.length < limit) return places.filter((place) => !quarantined.includes(place));
    this.client.change("forgets which Discovery has failed", (client) => {
      client.quarantined = [];
    });
    return places;
  }

  /** The next heartbeat is an event if it will fail, or if it can find a Discovery where there was none. */
  private armHeartbeat(): void {
    const { record } = this.client;
    if (record.heartbeat !== undefined || this.client.discovery !== undefined) return;
    if (record.talksTo === undefined && !this.canFindOne) return;
    const { heartbeatPeriod } = this.parameters;
    const at = firstOnGrid(record.since, heartbeatPeriod, (this.plex.sim.now + 1) as Instant);
    this.armAttempt((at - this.plex.sim.now) as Duration, { client: this.client.name, attempts: 0 });
  }

  private armAttempt(delay: Duration, attempt: Attempt): void {
    const heartbeat = this.plex.sim.after(delay, heartbeatTried, attempt);
    this.client.change("will ask for a Discovery", (client) => {
      client.heartbeat = heartbeat;
    });
  }

  private armSession(): void {
    if (this.client.record.session !== undefined || !this.hasBetter) return;
    // Of a session of 0.5 to 1.5 times its usual length, some part has passed.
    const length = times(this.parameters.discoverySession, 0.5 + this.client.random.uniform());
    const left = this.plex.sim.now === START ? NO_TIME : times(length, this.client.random.uniform());
    const session = this.plex.sim.after(left, sessionEnded, this.client.name);
    this.client.change("has a Discovery further up its list again", (client) => {
      client.session = session;
    });
  }

  private get canFindOne(): boolean {
    return this.client.configuration.discoveryList.some((_, place) => this.answersAt(place));
  }

  /** One before that in use answers. */
  private get hasBetter(): boolean {
    const { talksTo } = this.client.record;
    return (
      talksTo !== undefined &&
      this.client.configuration.discoveryList.some((_, place) => place < talksTo && this.answersAt(place))
    );
  }

  private answersAt(place: number): boolean {
    const { discoveryList } = this.client.configuration;
    return answering(this.plex, this.client.configuration, discoveryList[place]) !== undefined;
  }

  private get parameters() {
    return this.plex.zowe.eureka.parameters;
  }
}

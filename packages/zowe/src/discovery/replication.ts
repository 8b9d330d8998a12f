/**
 * How a Discovery tells its peers: registrations and cancels as batches; heartbeats are computed, see `heartbeats.ts`.
 *
 * Modelled: the wait for a batch; a peer that refuses, is not there, or does not answer; the limits of attempts and of time; a
 * peer that is slower than the read time-out, so that batches are sent again and again.
 * Simplified: each change is its own batch with its own count of attempts, where Eureka counts them for the peer.
 * Threads that wait for answers which come too late are counted, see `replication-threads.ts`.
 * Not modelled: that nothing gets through while all threads are stuck; the load that batches cost.
 * @source zowe/api-layer ApimlPeerEurekaNode; issue 4777; Netflix eureka-core PeerEurekaNode.
 */
import { after, defineEvent, inSeconds, plus, START, type Duration, type Instant } from "@sysplex/sim-core";
import type { Address, EurekaPlex } from "./eureka-plex.js";
import { answering, callOutcome, type CallOutcome } from "./reachability.js";
import { stuckThreads } from "./replication-threads.js";
import type { DiscoveryName, ServiceInstance } from "./state.js";

export type ReplicatedAction = "register" | "cancel";

interface Batch {
  readonly from: DiscoveryName;
  /** Of the sender: a batch dies with it. */
  readonly startedAt: Instant;
  readonly to: Address;
  readonly action: ReplicatedAction;
  readonly instance: ServiceInstance;
  readonly attempt: number;
  readonly expiresAt: Instant;
}

interface Delivery {
  readonly to: DiscoveryName;
  readonly startedAt: Instant;
  readonly action: ReplicatedAction;
  readonly instance: ServiceInstance;
}

const batchSent = defineEvent("zowe.batch-sent", ({ zowe }: EurekaPlex, batch: Batch) =>
  zowe.eureka.replication.onSent(batch),
);

const batchProcessed = defineEvent("zowe.batch-processed", ({ zowe }: EurekaPlex, delivery: Delivery) =>
  zowe.eureka.replication.onProcessed(delivery),
);

export class Replication {
  constructor(private readonly plex: EurekaPlex) {}

  /** The other Discovery services in the list: those under another host name than its own. */
  peerAddresses(from: DiscoveryName): readonly Address[] {
    const { discoveryList, host } = this.plex.zowe.eureka.clientConfiguration(from);
    return discoveryList.filter((address) => address.host.toLowerCase() !== host.toLowerCase());
  }

  /** The peers that it reaches now. */
  peersOf(from: DiscoveryName): readonly DiscoveryName[] {
    const { eureka } = this.plex.zowe;
    const caller = eureka.clientConfiguration(from);
    const peers = this.peerAddresses(from).map((address) => answering(this.plex, caller, address));
    return [...new Set(peers)].filter((peer) => peer !== undefined && peer !== from) as DiscoveryName[];
  }

  /** Threads of a Discovery that wait now for answers which come too late, of all its peers. */
  stuckThreads(from: DiscoveryName): number {
    const { eureka } = this.plex.zowe;
    if (eureka.state.registries[from] === undefined || eureka.lifeOf(from) !== "serving") return 0;
    const p = this.parameters;
    const passedOn = [...eureka.incomingRenewals(from).values()].filter(({ isDirect }) => isDirect);
    const threads = stuckThreads({
      renewalsPerSecond: passedOn.length / inSeconds(p.heartbeatPeriod),
      batchingDelay: p.replicationDelay,
      batchDuration: p.peerBatchDuration,
      readTimeout: p.peerReadTimeout,
      sleep: p.peerCongestionSleep,
      lifetime: p.peerTaskLifetime,
      threads: p.peerThreads,
    });
    return threads * this.peersOf(from).length;
  }

  /** A change goes to every peer. What is part of the initial state is there at once. */
  send(from: DiscoveryName, action: ReplicatedAction, instance: ServiceInstance): void {
    const { sim } = this.plex;
    const { replicationDelay, peerTaskLifetime } = this.parameters;
    const { startedAt } = this.plex.zowe.eureka.discovery(from).record;
    if (sim.now === START) {
      for (const to of this.peersOf(from)) this.apply({ to, startedAt: START, action, instance });
      return;
    }
    const expiresAt = after(sim.now, peerTaskLifetime);
    for (const to of this.peerAddresses(from)) {
      const batch: Batch = { from, startedAt, to, action, instance, attempt: 1, expiresAt };
      sim.after(replicationDelay, batchSent, batch);
    }
  }

  /** @internal */
  onSent(batch: Batch): void {
    const { eureka } = this.plex.zowe;
    if (eureka.state.registries[batch.from]?.startedAt !== batch.startedAt) return; // It died with its sender.
    const outcome = callOutcome(this.plex, eureka.clientConfiguration(batch.from), batch.to);
    if (outcome.kind === "answered") this.deliver(batch, outcome.by);
    else this.retry(batch, outcome);
  }

  /** @internal */
  onProcessed(delivery: Delivery): void {
    if (this.plex.zowe.eureka.state.registries[delivery.to]?.startedAt === delivery.startedAt) {
      this.apply(delivery);
    }
  }

  private deliver(batch: Batch, to: DiscoveryName): void {
    const { action, instance, from } = batch;
    if (to === from) return;
    const { peerBatchDuration, peerReadTimeout, peerCongestionSleep } = this.parameters;
    const { startedAt } = this.plex.zowe.eureka.discovery(to).record;
    const delivery: Delivery = { to, startedAt, action, instance };
    if (peerBatchDuration === 0) return this.apply(delivery);
    this.plex.sim.after(peerBatchDuration, batchProcessed, delivery);
    if (peerBatchDuration <= peerReadTimeout) return;
    if (this.again(batch, plus(peerReadTimeout, peerCongestionSleep))) {
      this.plex.zowe.eureka.discovery(from).countResent();
    }
  }

  private retry(batch: Batch, outcome: CallOutcome): void {
    const { peerRetries, peerRetrySleep, peerConnectTimeout, peerReadTimeout, peerCongestionSleep } =
      this.parameters;
    if (outcome.kind === "silent" && outcome.connected) {
      this.again(batch, plus(peerReadTimeout, peerCongestionSleep));
      return;
    }
    if (batch.attempt >= peerRetries) return;
    const wait = outcome.kind === "refused" ? peerRetrySleep : plus(peerConnectTimeout, peerRetrySleep);
    this.again(batch, wait);
  }

  private again(batch: Batch, wait: Duration): boolean {
    const isInTime = after(this.plex.sim.now, wait) <= batch.expiresAt;
    if (isInTime) this.plex.sim.after(wait, batchSent, { ...batch, attempt: batch.attempt + 1 });
    return isInTime;
  }

  private apply({ to, action, instance }: Delivery): void {
    const discovery = this.plex.zowe.eureka.discovery(to);
    if (action === "register") discovery.register(instance);
    else discovery.cancel(instance.instanceId, "cancelled at a peer");
  }

  private get parameters() {
    return this.plex.zowe.eureka.parameters;
  }
}

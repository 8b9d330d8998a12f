/**
 * The connections that a Discovery opens to a peer whose handshake fails, again and again.
 *
 * A failed handshake counts as an error of the network, after which the batch is tried once more. What keeps it going are the
 * heartbeats, of which each has to be passed on. No event is spent on the single connections: their rate is worked out
 * whenever something changes that it depends on.
 * @source zowe/api-layer issue 2720 (dozens of connections a second, one SMF 119 record each), pull request 2775.
 */
import { between, inSeconds, type Duration } from "@sysplex/sim-core";
import type { Eureka, DiscoveryName } from "../discovery/index.js";
import { tcpOutcome } from "../discovery/reachability.js";
import type { ZowePlex } from "../plex.js";

export interface ReplicationLoad {
  /** Between two attempts. */
  readonly retrySleep: Duration;
  /** Heartbeats that the Discovery passes on. */
  readonly renewalsPerSecond: number;
  /** After ten failures in a row each batch is tried once only. */
  readonly isLimited: boolean;
}

/**
 * Connections a second to one peer.
 *
 *     not limited   one each retrySleep, as long as there is anything to pass on
 *     limited       one for each heartbeat, and no more than that
 */
export function peerConnectionRate({ retrySleep, renewalsPerSecond, isLimited }: ReplicationLoad): number {
  if (renewalsPerSecond === 0) return 0;
  const most = 1 / inSeconds(retrySleep);
  return isLimited ? Math.min(most, renewalsPerSecond) : most;
}

export class PeerFloods {
  constructor(
    private readonly plex: ZowePlex,
    private readonly zowe: Pick<ZowePlex["zowe"], "certificates" | "parameters">,
    private readonly eureka: Eureka,
  ) {
    eureka.reviewed.subscribe(() => this.review());
  }

  /** Connections a second that a Discovery opens in vain now. */
  perSecond(discovery: DiscoveryName): number {
    return this.zowe.certificates.state.value.floods[discovery]?.perSecond ?? 0;
  }

  /** All connections that it has opened in vain so far. */
  connections(discovery: DiscoveryName): number {
    const flood = this.zowe.certificates.state.value.floods[discovery];
    if (flood === undefined) return 0;
    return flood.connections + flood.perSecond * inSeconds(between(flood.since, this.plex.sim.now));
  }

  /** Of all Discovery services. */
  get totalPerSecond(): number {
    const { floods } = this.zowe.certificates.state.value;
    return Object.values(floods).reduce((sum, { perSecond }) => sum + perSecond, 0);
  }

  private review(): void {
    const { certificates } = this.zowe;
    const known = Object.keys(certificates.state.value.floods);
    if (certificates.isInOrder && known.length === 0) return;
    const names = new Set([...known, ...this.eureka.discoveries.map(({ name }) => name)]);
    for (const name of names) this.settle(name, this.rateOf(name));
  }

  private settle(name: DiscoveryName, perSecond: number): void {
    if (this.perSecond(name) === perSecond) return;
    const connections = this.connections(name);
    this.zowe.certificates.state.change(
      `${name}: ${perSecond} connections a second in vain`,
      ({ floods }) => {
        floods[name] = { perSecond, since: this.plex.sim.now, connections };
      },
    );
  }

  private rateOf(name: DiscoveryName): number {
    const { eureka } = this;
    if (eureka.state.registries[name] === undefined || eureka.lifeOf(name) !== "serving") return 0;
    const { system } = eureka.clientConfiguration(name);
    const refusing = eureka.replication.peerAddresses(name).filter((address) => {
      const outcome = tcpOutcome(this.plex, system, address);
      return outcome.kind === "answered" && !eureka.permits(name, outcome.by, address.host);
    });
    const { peerRetrySleep, heartbeatPeriod, peerRetriesLimited } = this.zowe.parameters;
    const rate = peerConnectionRate({
      retrySleep: peerRetrySleep,
      renewalsPerSecond: this.renewersAt(name) / inSeconds(heartbeatPeriod),
      isLimited: peerRetriesLimited,
    });
    return refusing.length * rate;
  }

  /** Clients that talk to it, and its static definitions. */
  private renewersAt(name: DiscoveryName): number {
    const { entries } = this.eureka.discovery(name);
    return entries.filter(({ lease }) => lease.renewals.length > 0).length;
  }
}

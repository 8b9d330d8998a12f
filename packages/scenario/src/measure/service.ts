/**
 * One service that clients ask for, by product, address and port: its clients' and its probe's measurements, and its failovers.
 *
 * Reviews, at every piece of news, whether new connections reach a server that takes them, and through which stacks.
 */
import { START, type Duration, type Forkable, type Instant } from "@sysplex/sim-core";
import type { StackName } from "@sysplex/tcpip";
import { openPorts } from "@sysplex/zowe";
import { CLUSTER, TAKES_CONNECTIONS, whyClusterUnserved } from "../explain/explain-cluster.js";
import { whyUnserved } from "../explain/explain-unserved.js";
import { behindGateway, openBreaker, type GatewayAddress, type Routed } from "./behind-gateway.js";
import { FailoverTracker } from "./failover-tracker.js";
import { Hindrances } from "./hindrances.js";
import type { OutageMeter } from "./outage-meter.js";
import type { OutcomeSeries } from "./outcome-series.js";
import type { ScenarioPlex } from "../plex.js";
import { ServiceMeter } from "./service-meter.js";
import type { TokenWatch } from "../clients/rest-client.js";
import type { Cause } from "../timeline/timeline.js";

interface Serving {
  /** The stack that owns the address, and the one that new connections end at. */
  readonly owner: StackName;
  readonly target: StackName;
}

/** All pods behind an address stand as one: which of them answers is chosen for each connection. */
const PODS: Serving = { owner: CLUSTER, target: CLUSTER };

export interface ServiceOptions {
  readonly name: string;
  /** What answers there: `zosmf`. */
  readonly product: string;
  /** Where its clients send. */
  readonly address: string;
  readonly port: number;
  /** Index of the address and port in the data plane's tables. */
  readonly destination: number;
}

export class Service implements Forkable, TokenWatch {
  readonly failovers = new FailoverTracker();
  readonly hindrances = new Hindrances();
  readonly meters: ServiceMeter[] = [];
  probe: OutageMeter | undefined;
  private serving: Serving | undefined;
  /** What served when the service was lost. */
  private lost: Serving | undefined;
  /** Clients and probe that have no token, as the one that they had was refused. */
  private withoutToken = 0;
  /** Of the Gateway in between, where there is one. Set while the plex is built. */
  private routes: readonly Routed[] = [];

  readonly name: string;
  readonly product: string;
  readonly address: string;
  readonly port: number;
  readonly destination: number;

  constructor(
    private readonly plex: ScenarioPlex,
    { name, product, address, port, destination }: ServiceOptions,
  ) {
    this.name = name;
    this.product = product;
    this.address = address;
    this.port = port;
    this.destination = destination;
  }

  copyFrom(twin: Service): void {
    this.serving = twin.serving;
    this.lost = twin.lost;
    this.withoutToken = twin.withoutToken;
    this.failovers.copyFrom(twin.failovers);
    this.hindrances.copyFrom(twin.hindrances);
    twin.meters.forEach((meter, index) => this.meters[index]?.copyFrom(meter));
    if (twin.probe !== undefined) this.probe?.copyFrom(twin.probe);
  }

  /** All clients of the service taken together. */
  get meter(): ServiceMeter {
    const [only] = this.meters;
    if (only !== undefined && this.meters.length === 1) return only;
    const merged = new ServiceMeter(START, this.plex.sim, () => undefined);
    for (const meter of this.meters) merged.merge(meter);
    return merged;
  }

  /** All clients of the service taken together, over time; `undefined`: it has none. */
  get series(): OutcomeSeries | undefined {
    const [first, ...others] = this.meters.flatMap(({ series }) => series ?? []);
    if (others.length === 0) return first;
    const merged = first?.copy();
    for (const other of others) merged?.merge(other);
    return merged;
  }

  /** Pods serve it: what others tell by stacks and targets does not concern it. */
  get isOfCluster(): boolean {
    return this.plex.zowe.kubernetes?.network.owns(this.address) === true;
  }

  /** Whether pods of a workload may serve it. */
  isServedBy(workload: string): boolean {
    const cluster = this.plex.zowe.kubernetes;
    if (cluster === undefined) return false;
    return openPorts(cluster.configuration).some(
      ({ address, port, workloads }) =>
        address === this.address && port === this.port && workloads.includes(workload),
    );
  }

  /** What its clients ask for goes through a Gateway. Called while the plex is built. */
  routedBy(routes: readonly Routed[]): void {
    this.routes = [...this.routes, ...routes];
  }

  /** The initial state is no failover. */
  begin(): void {
    this.serving = this.servedNow();
  }

  onTokenRefused(): void {
    this.withoutToken += 1;
    this.hindrances.note("newLogon", "clients log on again: their tokens were refused", this.plex.sim.now);
  }

  onTokenRenewed(): void {
    this.withoutToken -= 1;
    if (this.withoutToken === 0) this.hindrances.note("newLogon", undefined, this.plex.sim.now);
  }

  /** A registry, or what is behind its entries, may have changed. */
  reviewGateway(): void {
    if (this.routes.length === 0) return;
    const { serverReady, registry } = behindGateway(this.plex, this.routes, this.gatewayAddress);
    this.hindrances.note("serverReady", serverReady, this.plex.sim.now);
    this.hindrances.note("registry", registry, this.plex.sim.now);
  }

  /** A circuit breaker changes with requests, and nobody else tells: so each answer to a probe looks at it. */
  onProbed(age: Duration, ok: boolean): void {
    if (this.routes.length === 0) return;
    const breaker = ok ? undefined : openBreaker(this.plex, this.routes, this.gatewayAddress);
    this.hindrances.note("targetHealth", breaker, (this.plex.sim.now - age) as Instant);
  }

  /** Something changed: is the service lost, moved, or back? `cause` is what people would name as the reason. */
  review(cause: Cause): void {
    const before = this.serving;
    const now = this.servedNow();
    this.serving = now ?? before;
    const at = this.plex.sim.now;
    if (now === undefined) {
      if (before === undefined) return;
      if (this.failovers.isOpen) this.failovers.onMoveUndone();
      this.open("failover", cause, this.lostOf(before), before);
    } else {
      if (before !== undefined && before.target !== now.target) this.onTargetMoved(before, now, cause);
      if (!this.failovers.isOpen) return;
      const isAsBefore = this.lost?.owner === now.owner && this.lost.target === now.target;
      const what = this.isOfCluster
        ? `an endpoint of ${this.address} ${TAKES_CONNECTIONS}`
        : `${now.owner} owns ${this.address}, ${now.target} serves`;
      this.failovers.onMoved(at, now.target, what, isAsBefore);
    }
  }

  /** New connections have ended at a server at some time. */
  get wasServed(): boolean {
    return this.serving !== undefined;
  }

  /** Why new connections reach no server now; `undefined`: they do. */
  get whyUnserved(): string | undefined {
    if (this.servedNow() !== undefined) return undefined;
    const { kubernetes } = this.plex.zowe;
    return kubernetes !== undefined && this.isOfCluster
      ? whyClusterUnserved(kubernetes, this)
      : whyUnserved(this.plex, this);
  }

  onSuccess(age: Duration, stack: number): void {
    if (!this.failovers.isOpen) return;
    const { now } = this.plex.sim;
    const by = this.isOfCluster ? CLUSTER : this.plex.tcpip.stackNames[stack];
    this.failovers.onSuccess((now - age) as Instant, now, by);
  }

  /** The stack that new connections end at; `undefined`: none takes them, or pods do. */
  get activeTarget(): StackName | undefined {
    return this.isOfCluster ? undefined : this.servedNow()?.target;
  }

  private onTargetMoved(before: Serving, now: Serving, cause: Cause): void {
    if (this.failovers.isOpen) return;
    if (this.plex.tcpip.transport.isLoadBalanced(this.destination)) return; // Others have served all the time.
    if (!this.couldServe(before.target)) return this.open("failover", cause, before.target, before);
    const kind = this.isPreferred(now.target) ? "switchback" : "switch";
    this.open(kind, cause, before.target, before);
  }

  private open(
    kind: "failover" | "switchback" | "switch",
    { what, at }: Cause,
    from: StackName,
    before: Serving,
  ): void {
    const wasLost = this.failovers.isLost;
    this.failovers.begin(kind, what, from, this.plex.sim.now, at);
    if (!wasLost) this.lost = before;
  }

  /** Of the two stacks that served, the one that does not work any more; the target when both or neither do. */
  private lostOf({ owner, target }: Serving): StackName {
    if (target === CLUSTER) return target;
    if (!this.couldServe(target)) return target;
    return this.plex.tcpip.stack(owner).isUp ? target : owner;
  }

  private couldServe(stack: StackName): boolean {
    const view = this.plex.tcpip.stack(stack);
    const listener = view.listenerFor(this.address, this.port);
    return (
      view.isUp &&
      listener !== undefined &&
      this.plex.tcpip.applications.get(listener.application)?.accepting === true
    );
  }

  private get gatewayAddress(): GatewayAddress {
    return { address: this.address, port: this.port, stacks: this.servingStacks };
  }

  /** Those that new connections may end at. */
  private get servingStacks(): readonly StackName[] {
    const served = this.servedNow();
    if (served === undefined || served === PODS) return [];
    const { tcpip } = this.plex;
    if (!tcpip.transport.isLoadBalanced(this.destination)) return [served.target];
    return tcpip.distributor(this.address, this.port).availableStacks;
  }

  private isPreferred(stack: StackName): boolean {
    const targets = this.plex.tcpip.distributor(this.address, this.port).state?.targets ?? [];
    return targets.some((target) => target.stack === stack && target.role === "preferred");
  }

  private servedNow(): Serving | undefined {
    const { kubernetes } = this.plex.zowe;
    if (kubernetes !== undefined && this.isOfCluster)
      return kubernetes.network.isServed(this.address, this.port) ? PODS : undefined;
    const served = this.plex.tcpip.transport.servedBy(this.destination);
    const owner = served && this.plex.tcpip.stackNames[served.ingress];
    const target = served && this.plex.tcpip.stackNames[served.target];
    return owner === undefined || target === undefined ? undefined : { owner, target };
  }
}

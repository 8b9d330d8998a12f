/**
 * A Kubernetes or OpenShift cluster beside the sysplex, in whose pods the API Mediation Layer runs; or a host with docker
 * compose. z/OSMF and ZSS stay on z/OS.
 *
 * Whenever something changes that controllers watch, everything is reviewed once, at that instant: replicas, pods without a
 * node, endpoints. The API server and etcd take no time and never fail.
 */
import {
  assert,
  defineEvent,
  known,
  NO_TIME,
  Signal,
  START,
  type Forkable,
  type Instant,
  type RandomStream,
  type Simulation,
  type Slice,
} from "@sysplex/sim-core";
import type { Eureka } from "../discovery/index.js";
import type { ZowePlex } from "../plex.js";
import type { Zowe } from "../zowe.js";
import {
  type ClusterConfiguration,
  type NodeConfiguration,
  type NodeName,
  type WorkloadConfiguration,
  type WorkloadName,
} from "./configuration.js";
import { reconcile } from "./controllers.js";
import { disruptionsAllowed } from "./disruption.js";
import type { Draft } from "./draft.js";
import { reviewEndpoints } from "./endpoints.js";
import { PodClients } from "./eureka-clients.js";
import { ClusterEvents, type EventReason } from "./events.js";
import { initialCluster } from "./initial.js";
import { PodNetwork } from "./network.js";
import { ClusterNode } from "./node.js";
import { Pod } from "./pod.js";
import { placePod } from "./pod-life.js";
import { modeOf } from "./program.js";
import { PodPrograms, type ProgramsOptions } from "./programs.js";
import type { ClusterState, PodName, WorkloadRecord } from "./state.js";

const reviewed = defineEvent("zowe.kubernetes-reviewed", ({ zowe }: ZowePlex, _: null) =>
  known(zowe.kubernetes, "Kubernetes cluster").onReview(),
);

export interface ClusterParts extends ProgramsOptions {
  readonly configuration: ClusterConfiguration;
  /** Of the run. */
  readonly parameters: Zowe["parameters"];
}

export class KubernetesCluster implements Forkable {
  readonly configuration: ClusterConfiguration;
  /** What `kubectl get events` shows. */
  readonly events = new ClusterEvents();
  readonly network: PodNetwork;
  /** What answers requests to its pods. */
  readonly programs: PodPrograms;
  /** Its pods as Eureka clients. */
  readonly clients: PodClients;

  readonly podReadyChanged = new Signal<{
    readonly pod: PodName;
    readonly workload: WorkloadName;
    readonly isReady: boolean;
    readonly at: Instant;
  }>();

  /** What clients find may have changed: pods, nodes, or endpoints as the nodes have them. */
  readonly changed = new Signal<{ readonly at: Instant }>();

  private readonly slice: Slice<ClusterState>;

  constructor(
    private readonly plex: ZowePlex,
    private readonly parts: ClusterParts,
  ) {
    const { configuration } = parts;
    this.configuration = configuration;
    this.slice = plex.sim.store.slice<ClusterState>("zowe.kubernetes", initialCluster(configuration));
    this.programs = new PodPrograms(plex, this, parts);
    this.network = new PodNetwork(this);
    this.clients = new PodClients(this);
    assert(plex.tcpip.transport.routes.outside === undefined, "There is one network outside of the sysplex");
    plex.tcpip.transport.routes.outside = this.network;
  }

  get sim(): Simulation<ZowePlex> {
    return this.plex.sim;
  }

  get now(): Instant {
    return this.plex.sim.now;
  }

  get eureka(): Eureka {
    return this.plex.zowe.eureka;
  }

  get parameters(): Zowe["parameters"] {
    return this.parts.parameters;
  }

  get state(): ClusterState {
    return this.slice.value;
  }

  get pods(): readonly Pod[] {
    return Object.keys(this.state.pods).map((name) => this.pod(name));
  }

  get nodes(): readonly ClusterNode[] {
    return this.configuration.nodes.map(({ name }) => this.node(name));
  }

  pod(name: PodName): Pod {
    return new Pod(this, name);
  }

  node(name: NodeName): ClusterNode {
    return new ClusterNode(this, name);
  }

  podsOf(workload: WorkloadName): readonly Pod[] {
    return this.pods.filter(({ record }) => record.workload === workload);
  }

  /** Pods of a workload that are Ready and not being deleted: a metric. */
  readyCount(workload: WorkloadName): number {
    return this.podsOf(workload).filter(({ record, isActive }) => record.isReady && isActive).length;
  }

  /** Restarts of containers so far, in pods that are gone too: a metric. */
  restartCount(workload?: WorkloadName): number {
    const names = workload === undefined ? Object.keys(this.state.workloads) : [workload];
    return names.reduce((sum, name) => sum + this.workloadRecord(name).restartCount, 0);
  }

  /** By its own name, or the first active one of a workload. */
  findPod(name: string): Pod | undefined {
    if (this.state.pods[name] !== undefined) return this.pod(name);
    return this.podsOf(name).find((pod) => pod.isActive);
  }

  /** As `kubectl get pdb` shows it. */
  disruptionsAllowed(budget: string): number {
    const { budgets } = this.configuration;
    return disruptionsAllowed(
      this,
      known(
        budgets.find(({ name }) => name === budget),
        `Budget ${budget}`,
      ),
    );
  }

  workload(name: WorkloadName): WorkloadConfiguration {
    return known(
      this.configuration.workloads.find((workload) => workload.name === name),
      `Workload ${name}`,
    );
  }

  nodeConfiguration(name: NodeName): NodeConfiguration {
    return known(
      this.configuration.nodes.find((node) => node.name === name),
      `Node ${name}`,
    );
  }

  workloadRecord(name: WorkloadName): WorkloadRecord {
    return known(this.state.workloads[name], `Workload ${name}`);
  }

  replicasOf(name: WorkloadName): number {
    return this.workloadRecord(name).replicas;
  }

  /** `kubectl scale`. */
  scale(workload: WorkloadName, replicas: number): void {
    this.change(`${workload} is scaled to ${replicas}`, ({ workloads }) => {
      known(workloads[workload], workload).replicas = replicas;
    });
    this.review();
  }

  /** `kubectl rollout restart`, or a new image. */
  rollOut(workload: WorkloadName): void {
    this.change(`${workload} has a new template`, ({ workloads }) => {
      known(workloads[workload], workload).revision += 1;
    });
    this.review();
  }

  /** A rollout is under way: pods of an older template exist. */
  isRollingOut(workload: WorkloadName): boolean {
    const { revision } = this.workloadRecord(workload);
    return this.podsOf(workload).some(({ record }) => record.revision !== revision);
  }

  /** @internal */
  podInSlot(slot: number): PodName | undefined {
    return Object.keys(this.state.pods).find((name) => this.state.pods[name]?.slot === slot);
  }

  /** @internal */
  stream(workload: WorkloadName, what: string): RandomStream {
    return this.plex.sim.random(`kubernetes/${workload}/${what}`);
  }

  /** @internal */
  takeParameters(): void {
    this.programs.takeParameters();
    this.network.invalidate();
  }

  /** @internal What stands beside the store. */
  copyFrom(twin: KubernetesCluster): void {
    this.events.copyFrom(twin.events);
    this.network.copyFrom(twin.network);
    this.programs.copyFrom(twin.programs);
  }

  /** @internal */
  say(reason: EventReason, object: string, message: string): void {
    if (this.now !== START) this.events.write(this.now, reason, object, message);
  }

  /** @internal Every change of this folder's state goes through here. */
  change(cause: string, recipe: (state: Draft<ClusterState>) => void): void {
    this.slice.change(cause, recipe as Parameters<Slice<ClusterState>["change"]>[1]);
  }

  /** @internal Something has changed that controllers watch. */
  review(): void {
    this.network.invalidate();
    if (this.state.review !== undefined) return;
    const review = this.sim.after(NO_TIME, reviewed, null);
    this.change("controllers will look", (state) => {
      state.review = review;
    });
  }

  /** @internal */
  onReview(): void {
    this.change("controllers look", (state) => {
      delete state.review;
    });
    for (const workload of this.configuration.workloads) reconcile(this, workload);
    for (const pod of this.pods) if (pod.record.node === undefined && pod.isActive) placePod(this, pod);
    for (const { name } of this.configuration.services) reviewEndpoints(this, name);
  }

  /** @internal Nodes or addresses have changed. */
  onNetworkChanged(): void {
    this.network.invalidate();
    this.eureka.invalidate();
    this.changed.emit({ at: this.now });
  }

  /** @internal The nodes have the endpoints of a service. */
  onEndpointsProgrammed(): void {
    this.network.invalidate();
    this.changed.emit({ at: this.now });
  }

  /** @internal A stable name has another address behind it. */
  onAddressChanged(): void {
    this.network.invalidate();
    this.programs.onRegistryChanged();
  }

  /** @internal */
  nextProcess(): number {
    this.change("a process starts", (state) => {
      state.processCount += 1;
    });
    return this.state.processCount;
  }

  /** @internal The program follows; so do those who send heartbeats to it, or read its entry. */
  onPodHealthChanged({ record }: Pod): void {
    this.programs.setMode(record.slot, modeOf(record));
    this.onNetworkChanged();
  }

  /** @internal */
  onProcessEnded(pod: Pod, process: number, tellsPeers: boolean): void {
    const { slot } = pod.record;
    this.programs.setMode(slot, "closed");
    if (tellsPeers) this.plex.tcpip.transport.resetOutside(this.network.endOf({ process, slot }));
    this.eureka.onEnded(pod.name);
    this.onNetworkChanged();
  }
}

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
import type { ComponentApplication } from "../applications.js";
import type { ComponentLife, Eureka, StaticDefinition } from "../discovery/index.js";
import { Gateway, type GatewayOperations } from "../gateway/index.js";
import type { ZowePlex } from "../plex.js";
import type { Zowe } from "../zowe.js";
import { Autoscaler } from "./autoscaler.js";
import {
  type ClusterConfiguration,
  type NodeConfiguration,
  type NodeName,
  type WorkloadConfiguration,
  type WorkloadName,
} from "./configuration.js";
import { nextAddress } from "./addresses.js";
import { reconcile } from "./controllers.js";
import { disruptionsAllowed } from "./disruption.js";
import type { Draft } from "./draft.js";
import { programEndpoints, reviewEndpoints } from "./endpoints.js";
import { PodClients } from "./eureka-clients.js";
import { ClusterEvents, type EventReason } from "./events.js";
import { initialCluster, slotsOf } from "./initial.js";
import { PodNetwork } from "./network.js";
import { ClusterNode } from "./node.js";
import { Pod } from "./pod.js";
import { cpuSecondsOf, modeOf, programFor } from "./program.js";
import { nodeFor } from "./scheduler.js";
import type { ClusterState, PodName, PodRecord, WorkloadRecord } from "./state.js";

const reviewed = defineEvent("zowe.kubernetes-reviewed", ({ zowe }: ZowePlex, _: null) =>
  known(zowe.kubernetes, "Kubernetes cluster").onReview(),
);

export interface ClusterParts {
  readonly configuration: ClusterConfiguration;
  /** Of the run. */
  readonly parameters: Zowe["parameters"];
  readonly operations: GatewayOperations;
  /** Index of the first program, behind those of the components. */
  readonly firstIndex: number;
}

export class KubernetesCluster implements Forkable {
  readonly configuration: ClusterConfiguration;
  /** What `kubectl get events` shows. */
  readonly events = new ClusterEvents();
  readonly network: PodNetwork;
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
  private readonly programs: readonly ComponentApplication[];
  /** Workload of each slot. */
  private readonly slots: readonly WorkloadName[];

  constructor(
    private readonly plex: ZowePlex,
    private readonly parts: ClusterParts,
  ) {
    const { configuration, operations, firstIndex } = parts;
    this.configuration = configuration;
    this.slice = plex.sim.store.slice<ClusterState>("zowe.kubernetes", initialCluster(configuration));
    this.slots = slotsOf(configuration);
    this.programs = this.slots.map((name, slot) =>
      programFor(plex, this, { workload: this.workload(name), slot, index: firstIndex + slot, operations }),
    );
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

  get zoweParameters(): Zowe["parameters"] {
    return this.parts.parameters;
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

  /** Brings everything up at once and silently. Discovery goes first, as the others register with it. */
  start(): void {
    const { workloads } = this.configuration;
    for (const workload of workloads)
      for (let ordinal = 0; ordinal < workload.replicas; ordinal += 1) this.createPod(workload, ordinal);
    const isDiscovery = ({ workload }: Pod): boolean => workload.component === "discovery";
    const bound = this.pods.filter((pod) => this.place(pod));
    for (const pod of bound.filter(isDiscovery)) pod.bringUp();
    for (const pod of bound.filter((pod) => !isDiscovery(pod))) pod.bringUp();
    for (const { name } of this.configuration.services) programEndpoints(this, name);
    for (const { name } of this.configuration.autoscalers) new Autoscaler(this, name).start();
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

  /** How a pod is, as others find it; `undefined`: it is no pod that exists. */
  lifeOf(name: PodName): ComponentLife | undefined {
    const record = this.state.pods[name];
    if (record === undefined) return this.isPodName(name) ? "gone" : undefined;
    if (record.isHung) return "silent";
    return record.container.kind === "serving" ? "serving" : "gone";
  }

  /** The file that the preparation writes for each Discovery; ZSS is not in it. */
  get statics(): readonly StaticDefinition[] {
    const { zosmf } = this.configuration;
    return zosmf === undefined
      ? []
      : [{ serviceId: "ibmzosmf", ...zosmf, workspace: this.clients.workspace }];
  }

  get slotCount(): number {
    return this.slots.length;
  }

  /** @internal On the request path: no check. */
  program(slot: number): ComponentApplication | undefined {
    return this.programs[slot];
  }

  /** @internal */
  programOf(name: PodName): ComponentApplication | undefined {
    const record = this.state.pods[name];
    return record === undefined ? undefined : this.programs[record.slot];
  }

  /** @internal */
  podInSlot(slot: number): PodName | undefined {
    return Object.keys(this.state.pods).find((name) => this.state.pods[name]?.slot === slot);
  }

  /** @internal */
  cpuSecondsOf(name: PodName): number {
    const program = this.programOf(name);
    return program === undefined ? 0 : cpuSecondsOf(program, this);
  }

  /** @internal */
  stream(workload: WorkloadName, what: string): RandomStream {
    return this.plex.sim.random(`kubernetes/${workload}/${what}`);
  }

  /** @internal */
  takeParameters(): void {
    for (const program of this.programs) program.takeParameters(this.parameters);
    this.network.invalidate();
  }

  /** @internal What stands beside the store. */
  copyFrom(twin: KubernetesCluster): void {
    this.events.copyFrom(twin.events);
    this.network.copyFrom(twin.network);
    this.programs.forEach((program, slot) => {
      program.copyFrom(twin.programs[slot] as ComponentApplication);
    });
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
    for (const pod of this.pods) if (pod.record.node === undefined && pod.isActive) this.place(pod);
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
    for (const program of this.programs) if (program instanceof Gateway) program.onRegistryChanged();
  }

  /** @internal */
  createPod(workload: WorkloadConfiguration, ordinal?: number): void {
    const { podCount } = this.workloadRecord(workload.name);
    const slot = this.freeSlot(workload.name);
    if (slot < 0) return; // As if a quota was exhausted: tried again when a pod has gone.
    const number = workload.kind === "StatefulSet" ? (ordinal ?? podCount) : podCount;
    const name = workload.kind === "Container" ? workload.name : `${workload.name}-${number}`;
    this.change(`${name} is created`, (state) => {
      const { revision } = known(state.workloads[workload.name], workload.name);
      known(state.workloads[workload.name], workload.name).podCount += 1;
      state.podCount += 1;
      state.pods[name] = newPod(this, {
        workload: workload.name,
        ordinal: number,
        revision,
        slot,
      }) as Draft<PodRecord>;
    });
    this.say("SuccessfulCreate", `${workload.kind.toLowerCase()}/${workload.name}`, `Created pod: ${name}`);
    this.review();
  }

  /** @internal */
  removePod(name: PodName): void {
    const pod = this.pod(name);
    pod.cancelAll();
    pod.cancel("evicted");
    if (pod.record.isReady) pod.setReady(false);
    this.change(`${name} is gone`, ({ pods }) => {
      delete pods[name];
    });
    this.onNetworkChanged();
    this.review();
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
    this.programs[record.slot]?.setMode(modeOf(record));
    this.onNetworkChanged();
  }

  /** @internal */
  onProcessEnded(pod: Pod, process: number, tellsPeers: boolean): void {
    const { slot } = pod.record;
    this.programs[slot]?.setMode("closed");
    if (tellsPeers) this.plex.tcpip.transport.resetOutside(this.network.endOf({ process, slot }));
    this.eureka.onEnded(pod.name);
    this.onNetworkChanged();
  }

  private place(pod: Pod): boolean {
    const node = nodeFor(this, pod);
    if (node === undefined) {
      const total = this.configuration.nodes.length;
      this.say("FailedScheduling", `pod/${pod.name}`, `0/${total} nodes are available.`);
      return false;
    }
    pod.bind(node.name, nextAddress(this, node.name));
    return true;
  }

  private freeSlot(workload: WorkloadName): number {
    const taken = new Set(this.pods.map(({ record }) => record.slot));
    return this.slots.findIndex((name, slot) => name === workload && !taken.has(slot));
  }

  /** A pod of that name may have been there. */
  private isPodName(name: string): boolean {
    if (name.includes("/")) return false; // A component on z/OS.
    return this.configuration.workloads.some(
      (workload) => name === workload.name || name.startsWith(`${workload.name}-`),
    );
  }
}

function newPod(
  { state, now }: KubernetesCluster,
  pod: Pick<PodRecord, "workload" | "ordinal" | "revision" | "slot">,
): PodRecord {
  return {
    ...pod,
    uid: state.podCount + 1,
    createdAt: now,
    container: { kind: "pending", since: now },
    isHung: false,
    hasStarted: false,
    isReady: false,
    restartCount: 0,
    failureCount: 0,
    process: -1,
    timers: {},
  };
}

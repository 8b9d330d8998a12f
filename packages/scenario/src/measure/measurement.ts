/**
 * What is measured: the models' news become milestones of failovers, and a record of who owned and who served.
 */
import { after, assert, seconds, START, type Forkable, type Instant } from "@sysplex/sim-core";
import type { ConsoleMessage } from "@sysplex/sysplex";
import { NO_USER, userIn } from "@sysplex/tcpip";
import type { ServerChange } from "@sysplex/zosmf";
import { ACTS, MARKED, NOT_READY_NODE, STARTED } from "../explain/explain-cluster.js";
import type { ScenarioPlex } from "../plex.js";
import type { ResourcesResult } from "../result/result.js";
import { resourcesBetween, resourceUse, type ResourceUse } from "./resource-use.js";
import type { Service } from "./service.js";

/** Who owned an address, or was the active target of a service, from an instant on; absent: nobody. */
export interface Tenure {
  readonly at: Instant;
  readonly of: string;
  readonly stack?: string;
}

export interface StackChange {
  readonly at: Instant;
  readonly stack: string;
  readonly isUp: boolean;
}

export interface Remark {
  readonly at: Instant;
  readonly system: string;
  readonly what: string;
}

/** Systems that are up at the start need a few signals until owners and targets are known. */
const SETTLED = after(START, seconds(1));

/** Most kept; a run that flaps for days still ends. */
const KEPT_MAX = 10_000;

export class Measurement implements Forkable {
  readonly owners: Tenure[] = [];
  readonly activeTargets: Tenure[] = [];
  /** When each stack came up and went down. */
  readonly stacks: StackChange[] = [];
  /** What no message tells. */
  readonly remarks: Remark[] = [];
  /** The first ten thousand. */
  readonly messages: ConsoleMessage[] = [];
  readonly messageCounts = new Map<string, number>();

  private readonly up = new Map<string, boolean>();
  /** When the warm-up was over. */
  private usedBefore: ResourceUse | undefined;
  private isFinished = false;

  constructor(
    private readonly plex: ScenarioPlex,
    private readonly services: readonly Service[],
  ) {
    this.listenToSysplex();
    this.listenToTcpip();
    plex.zosmf.serverChanged.subscribe((change) => this.onServerChanged(change));
    plex.zosmf.tsoRefused.subscribe(({ system, what }) => this.remark({ at: plex.sim.now, system, what }));
    plex.zosmf.tsoSessionLost.subscribe(({ user }) => this.onTsoSessionLost(user));
    plex.zowe.componentChanged.subscribe(({ component, from, to }) => {
      if (from === "hung" && to !== "down")
        for (const { failovers } of services) failovers.onRunsOn(plex.sim.now, component);
      this.review(`${component} is ${to}`);
    });
    this.listenToCluster();
    this.listenToRegistries();
    plex.timeline.repairBegun.subscribe(({ system, what }) => {
      for (const { failovers } of services) failovers.onRepair(plex.sim.now, system, what);
    });
    plex.timeline.nodeTended.subscribe(({ what }) => {
      for (const { failovers, isOfCluster } of services)
        if (isOfCluster) failovers.onDetected(plex.sim.now, `${ACTS}: ${what}`, "people");
    });
    plex.sim.attach("measurement", this);
  }

  copyFrom(twin: Measurement): void {
    this.owners.splice(0, Infinity, ...twin.owners);
    this.activeTargets.splice(0, Infinity, ...twin.activeTargets);
    this.stacks.splice(0, Infinity, ...twin.stacks);
    this.remarks.splice(0, Infinity, ...twin.remarks);
    this.messages.splice(0, Infinity, ...twin.messages);
    for (const [id, count] of twin.messageCounts) this.messageCounts.set(id, count);
    for (const [stack, isUp] of twin.up) this.up.set(stack, isUp);
    this.usedBefore = twin.usedBefore;
    this.isFinished = twin.isFinished;
    this.services.forEach((service, index) => service.copyFrom(twin.services[index] as Service));
    this.watchForAccept();
  }

  /** The models have been started: what serves now is the state from which failovers are told. */
  begin(): void {
    this.noteStacks();
    for (const service of this.services) service.begin();
  }

  /** The warm-up is over. */
  onWarm(): void {
    if (this.usedBefore !== undefined) return;
    this.usedBefore = resourceUse(this.plex, this.services);
    for (const users of this.plex.users) users.forgetCounts();
  }

  /** Since the warm-up was over. */
  get resources(): ResourcesResult {
    const now = resourceUse(this.plex, this.services);
    return resourcesBetween(this.usedBefore ?? now, now);
  }

  /** The run is over: what is under way in clients, probes and failovers is put down as it stands. */
  finish(): void {
    assert(!this.isFinished, "A run is finished once: fork it before, to go on from there");
    this.isFinished = true;
    for (const client of this.plex.clients) client.finish();
    for (const { probe, failovers } of this.services) {
      probe?.finish(this.plex.sim.now);
      failovers.finish();
    }
  }

  private listenToSysplex(): void {
    const { plex } = this;
    const { sysplex } = plex;
    sysplex.lparStopped.subscribe(({ system, why }) => {
      this.review(`${system} ${why}`);
      if (why === "removed") this.detected(plex.sim.now, `the sysplex removes ${system}`);
    });
    sysplex.lparResumed.subscribe(({ system }) => {
      for (const { failovers } of this.services) failovers.onRunsOn(plex.sim.now, system);
      this.review(`${system} runs on`);
    });
    sysplex.linkChanged.subscribe(({ a, b }) => this.review(`link ${a} ${b}`));
    sysplex.systemSuspected.subscribe(({ system, observer, at }) => {
      this.detected(at, `${observer} knows that ${system} misses its status updates`);
    });
    sysplex.systemPartitioned.subscribe(({ system, at }) =>
      this.decided(at, `${system} is out of the sysplex`),
    );
    sysplex.messageWritten.subscribe((message) => {
      if (this.messages.length < KEPT_MAX) this.messages.push(message);
      this.messageCounts.set(message.id, (this.messageCounts.get(message.id) ?? 0) + 1);
    });
  }

  private onServerChanged({ server, system, from, to, why }: ServerChange): void {
    const { sim } = this.plex;
    if (from === "hung" && to !== "down")
      for (const { failovers } of this.services) failovers.onRunsOn(sim.now, server);
    if (to === "failed") this.remark({ at: sim.now, system, what: `${server} does not start: ${why}` });
    this.review(`${server} is ${to}`);
  }

  /** Of several clients that are one user, the first one counts it; a probe is a user of its own, and nobody. */
  private onTsoSessionLost(user: number): void {
    if (user === NO_USER) return;
    const client = this.plex.clients.find(({ options }) => userIn(options.operation) === user);
    if (client !== undefined) this.plex.clientMeters.get(client.name)?.onTsoSessionLost();
  }

  private remark(remark: Remark): void {
    if (this.remarks.length < KEPT_MAX) this.remarks.push(remark);
  }

  private listenToTcpip(): void {
    const { tcpip } = this.plex;
    tcpip.stackStarted.subscribe(({ stack }) => this.review(`${stack} is up`));
    tcpip.stackStopped.subscribe(({ stack, why }) => this.review(`${stack} ${why}`));
    tcpip.stackMissed.subscribe(({ stack, observer, at }) => {
      this.decided(at, `${observer} learns that ${stack} has left the group`);
    });
    tcpip.dvipaMoved.subscribe(({ address, to, at }) => {
      keep(this.owners, { at, of: address, ...(to === undefined ? {} : { stack: to }) });
      this.review(`${address} moved`);
    });
    tcpip.dvipaReachable.subscribe(({ address, stack }) => this.review(`${address} reaches ${stack}`));
    tcpip.targetReported.subscribe(({ stack, ready, at }) => {
      this.review(`${stack} reports ${ready} listeners`);
      this.decided(at, `${stack} reports ${ready} ${ready === 1 ? "listener" : "listeners"}`);
    });
    tcpip.targetUnresponsive.subscribe(({ stack, at }) => this.decided(at, `${stack} has a TSR of 0`));
    tcpip.availableTargetsChanged.subscribe(({ service, targets, why, at }) => {
      const names = targets.length === 0 ? "nobody" : targets.join(", ");
      this.remark({ at, system: "=", what: `${service} is distributed to ${names}` });
      this.review(why);
    });
    tcpip.activeTargetChanged.subscribe(({ service, to, why, at }) => {
      keep(this.activeTargets, { at, of: service, ...(to === undefined ? {} : { stack: to }) });
      this.review(why);
    });
  }

  private review(reason: string): void {
    this.noteStacks();
    if (this.isSettling) return this.begin();
    const cause = this.plex.timeline.causeOf(reason);
    for (const service of this.services) {
      service.review(cause);
      service.reviewGateway();
    }
    this.watchForAccept();
  }

  /** The stacks are still telling one another what they have: that is no failover, unless the scenario has begun. */
  private get isSettling(): boolean {
    return !this.plex.timeline.hasBegun && this.plex.sim.now < SETTLED;
  }

  /** Which stacks are up, whoever counts them as an owner or a target. */
  private noteStacks(): void {
    const { sim, tcpip } = this.plex;
    for (const { name, isUp } of tcpip.stacks) {
      if (this.up.get(name) === isUp) continue;
      this.up.set(name, isUp);
      if (this.stacks.length < KEPT_MAX) this.stacks.push({ at: sim.now, stack: name, isUp });
    }
  }

  /** What the control plane of a cluster finds out, and when other pods serve. */
  private listenToCluster(): void {
    const { kubernetes } = this.plex.zowe;
    kubernetes?.podReadyChanged.subscribe(({ pod, workload, isReady, at }) => {
      for (const service of this.services) {
        if (!service.isOfCluster || !service.isServedBy(workload)) continue;
        if (isReady) service.failovers.onDecided(at, `${pod} is Ready`);
        else service.failovers.onDetected(at, `${pod} is not Ready`, "cluster");
      }
    });
    kubernetes?.events.written.subscribe(({ at, reason, object }) => {
      const name = object.replace(/^.*\//, "");
      const workload = kubernetes.state.pods[name]?.workload;
      for (const service of this.services) {
        if (!service.isOfCluster) continue;
        if (reason === "NodeNotReady")
          service.failovers.onDetected(at, `${name} ${NOT_READY_NODE}`, "cluster");
        else if (workload === undefined || !service.isServedBy(workload)) continue;
        else if (reason === "TaintManagerEviction") service.failovers.onSeen(at, `${name} ${MARKED}`);
        else if (reason === "Started") service.failovers.onSeen(at, `${name} ${STARTED}`);
      }
    });
    kubernetes?.changed.subscribe(() => this.review("the cluster"));
  }

  /** A component registers when it is ready: whether its entry is true is looked at when all have heard of it. */
  private listenToRegistries(): void {
    const { eureka } = this.plex.zowe;
    const review = (): void => {
      for (const service of this.services) service.reviewGateway();
    };
    eureka.registryViewChanged.subscribe(review);
    eureka.reviewed.subscribe(review);
  }

  private detected(at: Instant, what: string): void {
    for (const { failovers, isOfCluster } of this.services) if (!isOfCluster) failovers.onDetected(at, what);
  }

  private decided(at: Instant, what: string): void {
    for (const { failovers, isOfCluster } of this.services) if (!isOfCluster) failovers.onDecided(at, what);
  }

  /** Watching every accepted connection costs; so only while a failover waits for one. */
  private watchForAccept(): void {
    const { transport } = this.plex.tcpip;
    if (!this.services.some(({ failovers }) => failovers.awaitsAccept)) {
      transport.acceptWatch = undefined;
      return;
    }
    transport.acceptWatch = (destination) => {
      for (const { failovers, destination: own } of this.services) {
        if (own === destination && failovers.awaitsAccept) failovers.onAccepted(this.plex.sim.now);
      }
      if (!this.services.some(({ failovers }) => failovers.awaitsAccept)) transport.acceptWatch = undefined;
    };
  }
}

function keep(tenures: Tenure[], tenure: Tenure): void {
  if (tenures.length < KEPT_MAX) tenures.push(tenure);
}

/** What happened in the cluster, as far as its own events do not tell it: how many pods of each workload were Ready, when. */
import { START, type Duration, type Forkable, type Instant } from "@sysplex/sim-core";
import type { KubernetesCluster } from "@sysplex/zowe";
import { podResults, type PodResult } from "../result/kubernetes-result.js";
import type { ScenarioPlex } from "../plex.js";

/** From an instant on. */
export interface ReadyCount {
  readonly at: Instant;
  readonly workload: string;
  readonly ready: number;
  readonly wanted: number;
}

/** Most kept; a run that flaps for days still ends. */
const KEPT_MAX = 10_000;

export class ClusterRecord implements Forkable {
  readonly counts: ReadyCount[] = [];
  /** Everything that was there when the run began. */
  readonly podsAtStart: PodResult[] = [];
  /** By the workload. */
  private readonly last = new Map<string, ReadyCount>();
  /** Time with fewer Ready pods than wanted, by the workload, without what still lasts. */
  private readonly missing = new Map<string, Duration>();
  /** Of states that lasted. */
  private fewest: number | undefined;
  private countedAt = START;

  constructor(private readonly plex: ScenarioPlex) {
    const { kubernetes } = plex.zowe;
    if (kubernetes === undefined) return;
    kubernetes.podReadyChanged.subscribe(() => this.count());
    kubernetes.changed.subscribe(() => this.count());
    plex.sim.attach("cluster record", this);
  }

  /** Everything has been brought up: what was seen on the way there is no state of the run. */
  begin(): void {
    this.counts.splice(0, Infinity);
    this.last.clear();
    this.count();
    this.fewest = undefined;
    const { kubernetes } = this.plex.zowe;
    if (kubernetes !== undefined) this.podsAtStart.push(...podResults(kubernetes));
  }

  copyFrom(twin: ClusterRecord): void {
    this.counts.splice(0, Infinity, ...twin.counts);
    this.podsAtStart.splice(0, Infinity, ...twin.podsAtStart);
    this.last.clear();
    for (const [workload, count] of twin.last) this.last.set(workload, count);
    this.missing.clear();
    for (const [workload, time] of twin.missing) this.missing.set(workload, time);
    this.fewest = twin.fewest;
    this.countedAt = twin.countedAt;
  }

  /** Fewest Ready pods of all workloads together. */
  get readyPods(): number {
    return Math.min(this.fewest ?? Infinity, this.readyNow);
  }

  /** How long a workload had fewer Ready pods than wanted, until now; of several, the longest. */
  get notReadyTime(): Duration {
    const times = [...this.last].map(
      ([workload, last]) => (this.missing.get(workload) ?? 0) + this.missingSince(last),
    );
    return Math.max(0, ...times) as Duration;
  }

  private count(): void {
    const cluster = this.plex.zowe.kubernetes;
    if (cluster === undefined) return;
    const { now } = this.plex.sim;
    if (now > this.countedAt) this.fewest = this.readyPods;
    this.countedAt = now;
    for (const { name } of cluster.configuration.workloads) {
      const last = this.last.get(name);
      const count = {
        at: now,
        workload: name,
        ready: readyCount(cluster, name),
        wanted: cluster.replicasOf(name),
      };
      if (last !== undefined && isSame(last, count)) continue;
      if (last !== undefined)
        this.missing.set(name, ((this.missing.get(name) ?? 0) + this.missingSince(last)) as Duration);
      this.last.set(name, count);
      this.keep(count);
    }
  }

  /** What is undone at the same instant nobody has seen. */
  private keep(count: ReadyCount): void {
    const { counts } = this;
    const index = counts.findLastIndex(({ workload }) => workload === count.workload);
    if (counts[index]?.at === count.at) counts.splice(index, 1);
    const before = counts.findLast(({ workload }) => workload === count.workload);
    if (before !== undefined && isSame(before, count)) return;
    if (counts.length < KEPT_MAX) counts.push(count);
  }

  private get readyNow(): number {
    return [...this.last.values()].reduce((sum, { ready }) => sum + ready, 0);
  }

  private missingSince({ at, ready, wanted }: ReadyCount): number {
    return ready < wanted ? this.plex.sim.now - at : 0;
  }
}

function isSame(a: ReadyCount, b: ReadyCount): boolean {
  return a.ready === b.ready && a.wanted === b.wanted;
}

/** With docker compose nobody takes a container of a lost host for anything but running: so the host counts too. */
function readyCount(cluster: KubernetesCluster, workload: string): number {
  const { orchestrator } = cluster.configuration;
  if (orchestrator === "kubernetes") return cluster.readyCount(workload);
  return cluster.podsOf(workload).filter(({ record, isReachable }) => record.isReady && isReachable).length;
}

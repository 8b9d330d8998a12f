/**
 * Clusters that become one again by MERGE3.
 *
 * One hears of the other within an interval of chance, and a coordinator looks at what was heard each so often; whoever leads
 * the merge then takes in all that it has heard of. The side with more members goes on with its state.
 * @source zowe/api-layer infinispan.xml; JGroups MERGE3.
 */
import { defineEvent, known, micros, sampleDuration, type EventHandle } from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import type { ClusterObserver, Clusters } from "./clusters.js";
import { componentsOf, type CachingMember } from "./members.js";
import type { MemberName, ViewRecord } from "./state.js";

const clustersMerged = defineEvent("zowe.cache-clusters-merged", ({ zowe }: ZowePlex, pair: string) =>
  zowe.caching.clusters.merges.onMerge(pair),
);

export interface MergeParts {
  readonly members: readonly CachingMember[];
  /** Those that know each other's addresses, over third ones too. */
  readonly groups: readonly (readonly CachingMember[])[];
  readonly observer: ClusterObserver;
}

export class ClusterMerges {
  constructor(
    private readonly plex: ZowePlex,
    private readonly clusters: Clusters,
    private readonly parts: MergeParts,
  ) {}

  /** @internal Whoever leads a merge takes in all whom it has heard of. */
  onMerge(pair: string): void {
    this.setMerge(pair, undefined);
    const id = Number(pair.split("+")[0]);
    const groups = componentsOf(this.clusters.views, (a, b) => this.mayMerge(a, b));
    const [first, ...others] = known(
      groups.find((group) => group.some((view) => view.id === id)),
      `View ${id}`,
    ).map((view) => view.id);
    let into = known(first, "View");
    for (const other of others) into = this.merge(into, other);
    this.plex.zowe.caching.invalidate();
  }

  /** Which of the two has taken in the other. */
  private merge(a: number, b: number): number {
    const { preferred, other } = preferredOf(this.clusters.view(a), this.clusters.view(b), (view) =>
      this.weight(view),
    );
    this.clusters.cancel(other, other.members);
    for (const pair of Object.keys(this.plex.zowe.caching.state.merges)) {
      if (pair.split("+").includes(String(other.id))) this.cancelMerge(pair);
    }
    this.clusters.removeView(other.id);
    this.clusters.change("merged", preferred.id, (record) => ({
      ...record,
      members: [...record.members, ...other.members.filter((member) => !record.members.includes(member))],
    }));
    this.parts.observer.onMerged(preferred.id, other);
    return preferred.id;
  }

  /** Who may merge will, after a while; who may no longer does not. */
  review(): void {
    const { caching, parameters } = this.plex.zowe;
    const pairs = this.clusters.views.flatMap((a, place) =>
      this.clusters.views
        .slice(place + 1)
        .filter((b) => this.mayMerge(a, b))
        .map((b) => `${a.id}+${b.id}`),
    );
    for (const pair of Object.keys(caching.state.merges).filter((each) => !pairs.includes(each))) {
      this.cancelMerge(pair);
    }
    const stream = this.plex.sim.random("zowe/caching/merge");
    for (const pair of pairs.filter((each) => caching.state.merges[each] === undefined)) {
      const news = sampleDuration(parameters.jgroupsMergeNews, stream);
      const check = sampleDuration(parameters.jgroupsMergeCheck, stream);
      this.setMerge(pair, this.plex.sim.after(micros(news + check), clustersMerged, pair));
    }
  }

  /** Members that were in one cluster have learnt each other's addresses, over third ones too. */
  private mayMerge(a: ViewRecord, b: ViewRecord): boolean {
    return a.members.some((one) =>
      b.members.some((other) => this.inOneGroup(one, other) && this.clusters.isLinked(one, other)),
    );
  }

  private inOneGroup(a: MemberName, b: MemberName): boolean {
    const group = this.parts.groups.find((members) => members.some(({ name }) => name === a));
    return group?.some(({ name }) => name === b) === true;
  }

  private weight({ members }: ViewRecord): { readonly size: number; readonly first: number } {
    const up = members.filter((member) => this.clusters.isUp(member));
    const places = up.map((member) => this.parts.members.findIndex(({ name }) => name === member));
    return { size: up.length, first: Math.min(...places) };
  }

  private cancelMerge(pair: string): void {
    this.plex.sim.cancel(this.plex.zowe.caching.state.merges[pair] as EventHandle);
    this.setMerge(pair, undefined);
  }

  private setMerge(pair: string, handle: EventHandle | undefined): void {
    this.plex.zowe.caching.change(
      `${pair} ${handle === undefined ? "do not merge" : "will merge"}`,
      (draft) => {
        if (handle === undefined) delete draft.merges[pair];
        else draft.merges[pair] = handle;
      },
    );
  }
}

/** The larger one goes on with its state; of equal ones that with the first member. */
export function preferredOf<View>(
  a: View,
  b: View,
  weightOf: (view: View) => { readonly size: number; readonly first: number },
): { readonly preferred: View; readonly other: View } {
  const [one, two] = [weightOf(a), weightOf(b)];
  const isFirst = one.size > two.size || (one.size === two.size && one.first < two.first);
  return isFirst ? { preferred: a, other: b } : { preferred: b, other: a };
}

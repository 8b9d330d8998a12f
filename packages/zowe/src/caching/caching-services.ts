/**
 * The Caching Services of a Zowe: what they hold, who is in a cluster with whom, and what has been lost.
 *
 * Each storage has a file of its own. Here is what they have in common: the lives of the components they run in, the order of
 * writes, the counts, and the news that others wait for.
 */
import {
  defineEvent,
  known,
  NO_TIME,
  Signal,
  type Forkable,
  type Instant,
  type Slice,
} from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import type { ComponentName } from "../state.js";
import { Clusters, type ClusterObserver } from "./clusters.js";
import { CacheConsumers } from "./consumers.js";
import { CachingCounts, type CachingReport } from "./counts.js";
import { cachingFindings, type CachingFinding } from "./findings.js";
import { InMemory } from "./in-memory.js";
import { Infinispan } from "./infinispan.js";
import { MemberLives } from "./member-lives.js";
import { membersOf, type CachingMember } from "./members.js";
import type { ClusterChange, EntriesLost } from "./news.js";
import type { CacheOperations } from "./operations.js";
import { Redis } from "./redis.js";
import type { CacheAnswer, CacheRequest, StorageContext } from "./requests.js";
import { endStall, expectStalls, stall } from "./stalls.js";
import { INITIAL_CACHING_STATE, type CachingState, type MemberName, type StoreName } from "./state.js";
import { VsamDataSets } from "./vsam.js";

const reviewed = defineEvent("zowe.cache-clusters-reviewed", ({ zowe }: ZowePlex, _: null) =>
  zowe.caching.onReview(),
);

/** What ZAAS needs: lists that only Infinispan has. */
export interface CacheLists {
  append(caller: ComponentName, list: string, key: string, value: number): number;
  list(caller: ComponentName, list: string): ReadonlyMap<string, number> | number;
}

type Draft<State> = Parameters<Parameters<Slice<State>["change"]>[1]>[0];

export class CachingServices implements Forkable {
  /** Those that launchers start, in the order of the components. */
  readonly members: readonly CachingMember[];
  readonly clusters: Clusters;
  readonly infinispan: Infinispan;
  readonly vsam: VsamDataSets;
  readonly redis: Redis;
  /** What clients may ask through REST. */
  readonly operations: CacheOperations;
  /** Access by components of Zowe, along the way that they take. */
  readonly consumers: CacheConsumers;

  readonly entriesLost = new Signal<EntriesLost>();
  /** The last one has ended, and what it held is nowhere else. */
  readonly emptied = new Signal<{ readonly at: Instant }>();
  readonly clusterChanged = new Signal<ClusterChange>();
  readonly splitChanged = new Signal<{ readonly isSplit: boolean; readonly at: Instant }>();

  private readonly inMemory: InMemory;
  private readonly counts = new CachingCounts();

  private readonly slice: Slice<CachingState>;
  private readonly byName: ReadonlyMap<MemberName, CachingMember>;
  /** @internal What storages need of the simulation. */
  readonly context: StorageContext;

  /** @internal Called while Zowe is built, once its components are known. */
  constructor(
    private readonly plex: ZowePlex,
    zowe: ZowePlex["zowe"],
  ) {
    this.members = membersOf(zowe);
    this.operations = zowe.cacheOperations;
    this.byName = new Map(this.members.map((member) => [member.name, member]));
    this.infinispan = new Infinispan(plex, this.members);
    this.clusters = new Clusters(plex, this.members, this.observer());
    this.vsam = new VsamDataSets(plex, this.members);
    this.redis = new Redis(plex, this.members, zowe.parameters.redisReplicas);
    this.consumers = new CacheConsumers(plex, zowe);
    this.inMemory = new InMemory(plex, this.members);
    this.slice = plex.sim.store.slice<CachingState>("zowe.caching", {
      ...INITIAL_CACHING_STATE,
      redis: this.redis.initialRecords(this.members),
    });
    this.context = this.storageContext();
    if (this.members.length > 0) new MemberLives(plex, this, this.inMemory).subscribe(zowe);
  }

  copyFrom(twin: CachingServices): void {
    this.counts.copyFrom(twin.counts);
    this.inMemory.copyFrom(twin.inMemory);
    this.infinispan.copyFrom(twin.infinispan);
    this.vsam.copyFrom(twin.vsam);
    this.redis.copyFrom(twin.redis);
    this.operations.copyFrom(twin.operations);
    this.consumers.copyFrom(twin.consumers);
  }

  get state(): CachingState {
    return this.slice.value;
  }

  get report(): CachingReport {
    return this.counts.reportAt(this.plex.sim.now);
  }

  /** Writes so far, of all storages. */
  get writeCount(): number {
    return this.counts.writes;
  }

  /** Accesses of ZAAS: each component under the name of its certificate. */
  get lists(): CacheLists {
    const { consumers } = this;
    return {
      append: (from, key, item, value) =>
        consumers.access(from, { kind: "addItem", key, item, value }).status,
      list: (from, key) => {
        const { status, items } = consumers.access(from, { kind: "items", key });
        return items ?? status;
      },
    };
  }

  /** What the configuration tells already. */
  get findings(): readonly CachingFinding[] {
    return cachingFindings(this.members, this.plex.zowe.parameters.cachingJava);
  }

  /** Who believes to be in a cluster with whom. */
  get views(): readonly (readonly MemberName[])[] {
    return this.state.views.map(({ members }) => members);
  }

  member(name: MemberName): CachingMember {
    return known(this.byName.get(name), `Caching Service ${name}`);
  }

  isMember(name: MemberName): boolean {
    return this.byName.has(name);
  }

  /** Where entries are that are written through a member; `undefined`: it does not run. */
  storeOf(name: MemberName): StoreName | undefined {
    if (this.state.running[name] === undefined) return undefined;
    const { mode, vsam, redis } = this.member(name);
    if (mode === "VSAM") return `vsam:${vsam?.name ?? ""}`;
    if (mode === "redis") return `redis:${redis?.master ?? ""}`;
    if (mode === "inMemory") return `memory:${name}`;
    return `infinispan:${this.clusters.viewOf(name)?.id ?? name}`;
  }

  /** Entries that can be found through a member. */
  entriesThrough(name: MemberName): number {
    const { mode, vsam, redis } = this.member(name);
    if (mode === "VSAM") return this.vsam.entriesIn(vsam?.name ?? "");
    if (mode === "redis") return this.redis.entriesIn(redis?.master ?? "");
    return mode === "inMemory" ? this.inMemory.entriesOf(name) : this.infinispan.entriesOf(name);
  }

  /** What one member answers that runs. It does not ask whether the caller reaches it. */
  answer(name: MemberName, request: CacheRequest): CacheAnswer {
    const member = this.member(name);
    if (member.mode === "VSAM") return this.vsam.answer(member, request);
    if (member.mode === "redis") return this.redis.answer(member, request);
    if (member.mode === "infinispan") return this.infinispan.answer(name, request);
    return this.inMemory.answer(member, request);
  }

  /** Its cluster's threads do nothing any more, as with Java's virtual threads in 3.4 and 3.5. */
  stall(name: MemberName): void {
    stall(this.plex, name);
  }

  endStall(name: MemberName): void {
    endStall(this.plex, name);
  }

  /** Something has changed that decides who hears whom. */
  invalidate(): void {
    if (this.state.review !== undefined || this.state.views.length === 0) return;
    const review = this.plex.sim.after(NO_TIME, reviewed, null);
    this.change("clusters are to be reviewed", (draft) => {
      draft.review = review;
    });
  }

  /** @internal */
  onReview(): void {
    this.change("clusters are reviewed", (draft) => {
      delete draft.review;
    });
    this.clusters.review();
    expectStalls(this.plex);
    this.noteSplit();
  }

  /** @internal Every change of this folder's state goes through here. */
  change(cause: string, recipe: (draft: Draft<CachingState>) => void): void {
    this.slice.change(cause, recipe);
  }

  /** @internal */
  lose(store: StoreName, count: number, why: string): void {
    this.counts.noteLost(count, why);
    this.entriesLost.emit({ store, count, why, at: this.plex.sim.now });
  }

  /** Infinispan moves the entries first, then everybody else learns of it. */
  private observer(): ClusterObserver {
    const { infinispan } = this;
    return {
      onFounded: (member) => {
        infinispan.onFounded(member);
        this.announce(`${member} founds a cluster`);
      },
      onJoined: (view, member) => {
        infinispan.onJoined(view, member);
        this.announce(`${member} joins`);
      },
      onParted: (view, other, why) => {
        infinispan.onParted(view, other);
        this.announce(why);
      },
      onReunited: (view) => infinispan.onReunited(view),
      onMerged: (view, other) => {
        infinispan.onMerged(view, other);
        this.announce("merge");
      },
    };
  }

  private announce(why: string): void {
    this.clusterChanged.emit({ views: this.views, why, at: this.plex.sim.now });
  }

  private noteSplit(): void {
    const { isSplit } = this.clusters;
    const { now } = this.plex.sim;
    if (this.counts.noteSplit(isSplit, now)) this.splitChanged.emit({ isSplit, at: now });
  }

  private storageContext(): StorageContext {
    const { plex, counts } = this;
    return {
      get now() {
        return plex.sim.now;
      },
      nextWrite: () => {
        counts.writes += 1;
        return counts.writes;
      },
      onEvicted: () => {
        counts.evicted += 1;
      },
    };
  }
}

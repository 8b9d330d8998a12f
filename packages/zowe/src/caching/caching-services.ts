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
import { cachingComponents, cachingMember, type CachingMember } from "./members.js";
import type { CacheOperations } from "./operations.js";
import { Redis } from "./redis.js";
import type { CacheAnswer, CacheRequest, StorageContext } from "./requests.js";
import { cancelStall, endStall, expectStalls, stall } from "./stalls.js";
import { INITIAL_CACHING_STATE, type CachingState, type MemberName, type StoreName } from "./state.js";
import { VsamDataSets } from "./vsam.js";

const reviewed = defineEvent("zowe.cache-clusters-reviewed", ({ zowe }: ZowePlex, _: null) =>
  zowe.caching.onReview(),
);

export interface EntriesLost {
  readonly store: StoreName;
  readonly count: number;
  /** `process ended`, `merge`, `superseded by the cluster`, `file store damaged`, `data set damaged`, `not replicated`, … */
  readonly why: string;
  readonly at: Instant;
}

export interface ClusterChange {
  /** Each view with its members; silent ones that are not excluded yet are among them. */
  readonly views: readonly (readonly MemberName[])[];
  readonly why: string;
  readonly at: Instant;
}

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
    if (this.members.length > 0) this.subscribe(zowe);
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

  private onStarted(name: MemberName): void {
    this.onEnded(name);
    this.change(`${name} runs`, (draft) => {
      draft.running[name] = { since: this.plex.sim.now };
    });
    if (this.member(name).mode !== "infinispan") return;
    this.infinispan.onStarted(name);
    this.clusters.join(name);
    this.invalidate();
  }

  /** SIGTERM: it leaves its cluster and closes its files. */
  private onStopping(name: MemberName): void {
    if (this.state.running[name] === undefined) return;
    if (this.member(name).mode === "infinispan") {
      this.infinispan.onStopping(name);
      this.clusters.leave(name);
    }
    this.onEnded(name, true);
  }

  /** @param isClean It had the time to write its file store. */
  private onEnded(name: MemberName, isClean = false): void {
    const running = this.state.running[name];
    if (running === undefined) return;
    cancelStall(this.plex, running);
    this.change(`${name} has ended`, (draft) => {
      delete draft.running[name];
    });
    const { mode } = this.member(name);
    if (mode === "infinispan") this.infinispan.onEnded(name);
    if (mode === "inMemory") this.inMemory.onEnded(name);
    const isForgotten =
      mode === "inMemory" || (mode === "infinispan" && !this.infinispan.survives(name, isClean));
    if (isForgotten && Object.keys(this.state.running).length === 0)
      this.emptied.emit({ at: this.plex.sim.now });
    this.invalidate();
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

  private subscribe(zowe: ZowePlex["zowe"]): void {
    const ofMember =
      (act: (name: MemberName) => void) =>
      ({ component }: { readonly component: MemberName }) => {
        if (this.isMember(component)) act(component);
      };
    zowe.componentReady.subscribe(ofMember((name) => this.onStarted(name)));
    zowe.componentStopping.subscribe(ofMember((name) => this.onStopping(name)));
    zowe.componentLost.subscribe(ofMember((name) => this.onEnded(name)));
    zowe.componentChanged.subscribe(({ component, to }) => {
      if (!this.isMember(component)) return;
      if (to === "down") this.onEnded(component);
      else this.invalidate();
    });
    const { sysplex, tcpip } = this.plex;
    const review = (): void => this.invalidate();
    tcpip.stackStarted.subscribe(review);
    tcpip.stackStopped.subscribe(review);
    tcpip.dvipaMoved.subscribe(review);
    sysplex.lparStopped.subscribe(review);
    sysplex.lparResumed.subscribe(review);
    zowe.eureka.cutChanged.subscribe(review);
  }
}

function membersOf({ components, configuration }: ZowePlex["zowe"]): readonly CachingMember[] {
  return components
    .filter(({ id }) => cachingComponents.includes(id))
    .flatMap((component) => {
      const start = configuration.starts.find(
        ({ configuration: { instance } }) => instance === component.instance,
      );
      return start === undefined ? [] : [cachingMember(component, start.configuration)];
    });
}

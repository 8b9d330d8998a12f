/**
 * What the members of Infinispan's clusters hold: each its copy in memory, and a file store on disk.
 *
 * Modelled: replicated and distributed caches; what a member that joins gets, what is left when members go, what a split and a
 * merge do to entries; file stores that get entries at each write or at a clean stop, survive restarts, and are unreliable
 * where two members have opened one; writes that wait while a member of the cluster is silent.
 * Simplified: a write is acknowledged by all at once; what was written on two sides of a short silence is put together by the
 * later write of each entry, so that a deletion in it may be undone; a file store is read as a whole by whoever founds a cluster.
 * Not modelled: conflict resolution of Infinispan, partition handling (none is configured), memory.
 * @source zowe/api-layer caching-service: InfinispanConfig, InfinispanStorage; Infinispan: replicated and distributed caches.
 */
import { assert, hashText, known, NO_TIME, type Forkable } from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import type { ClusterObserver } from "./clusters.js";
import { Entries, type Entry, type KeyedStore } from "./entries.js";
import { isDistributedIn, passivatesIn, type CachingMember, type ClusterMember } from "./members.js";
import { answerFrom, HTTP_ERROR, isWrite, type CacheAnswer, type CacheRequest } from "./requests.js";
import type { MemberName, ViewRecord } from "./state.js";

/** A directory on disk. */
interface FileStore {
  readonly entries: Entries;
  /** Members that have it open. */
  openedBy: readonly MemberName[];
  /** Two had it open at once. */
  isDamaged: boolean;
}

const RULES = { evictionStrategy: "reject", makesRoomFirst: false, hasLists: true } as const;

export class Infinispan implements ClusterObserver, Forkable {
  private readonly memories = new Map<MemberName, Entries>();
  private readonly files = new Map<string, FileStore>();

  constructor(
    private readonly plex: ZowePlex,
    members: readonly CachingMember[],
  ) {
    for (const { name, cluster } of members) {
      if (cluster === undefined) continue;
      this.memories.set(name, new Entries());
      this.files.set(cluster.fileStore, { entries: new Entries(), openedBy: [], isDamaged: false });
    }
  }

  copyFrom(twin: Infinispan): void {
    for (const [name, memory] of twin.memories) this.memory(name).copyFrom(memory);
    for (const [path, { entries, openedBy, isDamaged }] of twin.files) {
      const file = this.file(path);
      file.entries.copyFrom(entries);
      file.openedBy = [...openedBy];
      file.isDamaged = isDamaged;
    }
  }

  /** Entries that a member has in memory. */
  entriesOf(member: MemberName): number {
    return this.memories.get(member)?.count ?? 0;
  }

  /** Entries in the file store of a member. */
  entriesOnDisk(member: MemberName): number {
    return this.fileOf(member).entries.count;
  }

  /** Through one member, which runs. */
  answer(member: MemberName, request: CacheRequest): CacheAnswer {
    const { caching, parameters } = this.plex.zowe;
    const { jgroupsAnswerTimeout, clusteredLockWait } = parameters;
    if (caching.state.running[member]?.stalled !== undefined)
      return { status: HTTP_ERROR, wait: jgroupsAnswerTimeout };
    const silence = isWrite(request) ? caching.clusters.silence(member) : NO_TIME;
    if (request.kind === "addItem" && silence > clusteredLockWait)
      return { status: HTTP_ERROR, wait: clusteredLockWait };
    if (silence > jgroupsAnswerTimeout) return { status: HTTP_ERROR, wait: jgroupsAnswerTimeout };
    const answer = answerFrom(this.storeOf(member), request, RULES, caching.context);
    return { ...answer, wait: silence };
  }

  /** It has started: its file store is open. */
  onStarted(member: MemberName): void {
    const file = this.fileOf(member);
    file.openedBy = [...file.openedBy.filter((each) => each !== member), member];
    if (file.openedBy.length > 1) file.isDamaged = true;
  }

  /** It ends in order: what it has in memory goes to its file store. */
  onStopping(member: MemberName): void {
    const file = this.fileOf(member);
    if (!this.isUnusable(file)) file.entries.copyFrom(this.memory(member));
  }

  /** Its process is gone. What nobody else has, and no file, is lost. */
  onEnded(member: MemberName): void {
    const file = this.fileOf(member);
    const memory = this.memory(member);
    file.openedBy = file.openedBy.filter((each) => each !== member);
    if (!this.passivates(member) && !this.isUnusable(file)) file.entries.copyFrom(memory);
    const others = this.runningWith(member);
    const lost = memory
      .keys()
      .filter((key) => !others.some((each) => each.get(key) !== undefined) && !this.isOnDisk(key));
    memory.clear();
    if (lost.length > 0) this.plex.zowe.caching.lose(`infinispan:${member}`, lost.length, "process ended");
  }

  /** What the last member had is in its file store. */
  survives(member: MemberName, isClean: boolean): boolean {
    return !this.isUnusable(this.fileOf(member)) && (isClean || !this.passivates(member));
  }

  onFounded(member: MemberName): void {
    const file = this.fileOf(member);
    const memory = this.memory(member);
    memory.clear();
    if (this.isUnusable(file)) {
      if (file.entries.count > 0)
        this.plex.zowe.caching.lose(`infinispan:${member}`, file.entries.count, "file store damaged");
      file.entries.clear();
    } else memory.copyFrom(file.entries);
    if (file.openedBy.length === 1) file.isDamaged = false; // It begins anew, alone.
    if (this.passivates(member)) file.entries.clear();
  }

  /** It takes over what the cluster has; what only its file store has is out of date and goes. */
  onJoined(view: number, member: MemberName): void {
    const memory = this.memory(member);
    const file = this.fileOf(member);
    memory.clear();
    if (file.openedBy.length === 1) {
      const others = this.runningWith(member);
      const lost = file.entries.keys().filter((key) => !others.some((each) => each.get(key) !== undefined));
      file.entries.clear();
      const unique = lost.filter((key) => !this.isOnDisk(key));
      if (unique.length > 0)
        this.plex.zowe.caching.lose(`infinispan:${member}`, unique.length, "superseded by the cluster");
    }
    this.share(view);
  }

  onParted(view: number, other: number | undefined): void {
    // Before the others know that owners are gone, nobody moves entries.
    this.shareIfDistributed(view);
    if (other !== undefined) this.shareIfDistributed(other);
  }

  onReunited(view: number): void {
    this.share(view);
  }

  /** Writes of the other side since they parted are lost, unless the latest of each counts. */
  onMerged(view: number, { members, ownWritesAfter }: ViewRecord): void {
    const { caching, parameters } = this.plex.zowe;
    const preferred = this.membersOf(view).filter((member) => !members.includes(member));
    const side = this.union(members.filter((member) => caching.clusters.isRunning(member)));
    const kept = this.union(preferred);
    const own = side.keys().filter((key) => (side.get(key) as Entry).written > ownWritesAfter);
    const isLatest = parameters.infinispanMergeKeeps === "latest";
    const lost = own.filter((key) => {
      const there = kept.get(key);
      if (there?.written === side.get(key)?.written) return false;
      return !isLatest || (there !== undefined && there.written > ownWritesAfter);
    });
    if (!isLatest) for (const member of members) this.memories.get(member)?.clear();
    this.share(view);
    if (lost.length > 0) caching.lose(`infinispan:${view}`, lost.length, "merge");
  }

  /** What a member finds and changes: its own copy, and those that it reaches. Only writes and distributed caches need these. */
  private storeOf(member: MemberName): KeyedStore {
    const { clusters } = this.plex.zowe.caching;
    const own = this.memory(member);
    const isSpread = this.isDistributed(member);
    const copies = (): readonly Entries[] => clusters.reachedFrom(member).map((each) => this.memory(each));
    const keys = (): readonly string[] => (isSpread ? unionOf(copies()).keys() : own.keys());
    const get = (key: string): Entry | undefined => {
      const entry = own.get(key);
      if (entry !== undefined || !isSpread) return entry;
      return copies()
        .find((copy) => copy.get(key) !== undefined)
        ?.get(key);
    };
    return {
      get count() {
        return keys().length;
      },
      get,
      set: (key, entry) => {
        const reached = clusters.reachedFrom(member);
        for (const each of reached) this.memory(each).delete(key);
        for (const owner of this.ownersAmong(key, reached, isSpread)) this.memory(owner).set(key, entry);
      },
      delete: (key) => {
        for (const copy of copies()) copy.delete(key);
      },
      keys,
      oldest: () => keys()[0],
    };
  }

  private ownersAmong(key: string, members: readonly MemberName[], isSpread: boolean): readonly MemberName[] {
    const { infinispanOwners } = this.plex.zowe.parameters;
    if (!isSpread || members.length <= infinispanOwners) return members;
    const first = (hashText(key) >>> 0) % members.length;
    return Array.from(
      { length: infinispanOwners },
      (_, place) => members[(first + place) % members.length] as MemberName,
    );
  }

  private shareIfDistributed(view: number): void {
    const [first] = this.membersOf(view);
    if (first !== undefined && this.isDistributed(first)) this.share(view);
  }

  /** Everybody in a view holds what it has to hold of what any of them holds. */
  private share(view: number): void {
    const members = this.membersOf(view);
    const [first] = members;
    if (first === undefined) return;
    const all = this.union(members);
    const isSpread = this.isDistributed(first);
    for (const member of members) {
      const memory = this.memory(member);
      memory.copyFrom(all);
      if (!isSpread) continue;
      for (const key of all.keys())
        if (!this.ownersAmong(key, members, isSpread).includes(member)) memory.delete(key);
    }
  }

  private union(members: readonly MemberName[]): Entries {
    return unionOf(members.map((member) => this.memory(member)));
  }

  /** Those of a view that run. */
  private membersOf(view: number): readonly MemberName[] {
    const { clusters } = this.plex.zowe.caching;
    return clusters.view(view).members.filter((member) => clusters.isRunning(member));
  }

  private runningWith(member: MemberName): readonly Entries[] {
    const { clusters } = this.plex.zowe.caching;
    return [...this.memories]
      .filter(([name]) => name !== member && clusters.isRunning(name))
      .map(([, memory]) => memory);
  }

  private isOnDisk(key: string): boolean {
    return [...this.files.values()].some(
      (file) => !this.isUnusable(file) && file.entries.get(key) !== undefined,
    );
  }

  private isUnusable({ isDamaged }: FileStore): boolean {
    return isDamaged && this.plex.zowe.parameters.sharedFileStore === "unusable";
  }

  private isDistributed(member: MemberName): boolean {
    const { infinispanCache } = this.plex.zowe.parameters;
    if (infinispanCache !== "byRelease") return infinispanCache === "distributed";
    return isDistributedIn(this.plex.zowe.caching.member(member).release);
  }

  private passivates(member: MemberName): boolean {
    const { infinispanPassivation } = this.plex.zowe.parameters;
    if (infinispanPassivation !== "byRelease") return infinispanPassivation === "on";
    return passivatesIn(this.plex.zowe.caching.member(member).release);
  }

  private memory(member: MemberName): Entries {
    return known(this.memories.get(member), `Memory of ${member}`);
  }

  private fileOf(member: MemberName): FileStore {
    return this.file(this.clusterOf(member).fileStore);
  }

  private file(path: string): FileStore {
    return known(this.files.get(path), `File store ${path}`);
  }

  private clusterOf(member: MemberName): ClusterMember {
    const { cluster } = this.plex.zowe.caching.member(member);
    assert(cluster !== undefined, `${member} has no Infinispan`);
    return cluster;
  }
}

function unionOf(all: readonly Entries[]): Entries {
  const union = new Entries();
  union.become(all);
  return union;
}

/**
 * Redis outside of the sysplex: one server, a master with replicas, or those with sentinels.
 *
 * Modelled: the time-out of a command while the master does not answer; replicas that follow a moment behind; sentinels that find
 * a master down, agree by majority and promote a replica; a promoted replica that lacks the last moment's writes; a server that
 * comes back with or without its entries, as a replica if another one is master by then.
 * Simplified: servers and sentinels answer or do not; all replicas are equally far behind; a request that waits for a promotion
 * is carried out on the replica that will be promoted; the network between z/OS and Redis is whole.
 * Not modelled: Redis Cluster, passwords and TLS, WAIT, slow servers.
 * @source zowe/api-layer caching-service: RedisConfiguration, RedisOperator (Lettuce); Redis documentation, sentinel.conf.
 */
import {
  after,
  assert,
  defineEvent,
  known,
  micros,
  sampleDuration,
  type Forkable,
  type Instant,
} from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import { Entries, type Entry, type KeyedStore } from "./entries.js";
import type { CachingMember } from "./members.js";
import { hasHost } from "./reachability.js";
import { answerFrom, HTTP_ERROR, type CacheAnswer, type CacheRequest } from "./requests.js";
import type { RedisRecord } from "./state.js";

const failoverDue = defineEvent("zowe.redis-failover", ({ zowe }: ZowePlex, name: string) =>
  zowe.caching.redis.onFailover(name),
);

/** A write on its way to the replicas; without an entry a deletion. */
interface Pending {
  readonly at: Instant;
  readonly key: string;
  readonly entry: Entry | undefined;
}

interface RedisData {
  /** By server: the configured master first. */
  readonly servers: readonly Entries[];
  /** Oldest first. */
  pending: Pending[];
}

export class Redis implements Forkable {
  private readonly data = new Map<string, RedisData>();

  /** Members with the same master share one Redis: its name is the master's `host:port`. */
  constructor(
    private readonly plex: ZowePlex,
    members: readonly CachingMember[],
    replicaCount: number,
  ) {
    for (const { redis } of members) {
      if (redis === undefined || this.data.has(redis.master)) continue;
      const servers = Array.from({ length: replicaCount + 1 }, () => new Entries());
      this.data.set(redis.master, { servers, pending: [] });
    }
  }

  /** What the store begins with. */
  initialRecords(members: readonly CachingMember[]): Readonly<Record<string, RedisRecord>> {
    const rows = [...this.data].map(([name, { servers }]): [string, RedisRecord] => {
      const sentinels = members.find(({ redis }) => redis?.master === name)?.redis?.sentinels ?? [];
      return [name, { master: 0, up: servers.map(() => true), sentinelsUp: sentinels.map(() => true) }];
    });
    return Object.fromEntries(rows);
  }

  copyFrom(twin: Redis): void {
    for (const [name, { servers, pending }] of twin.data) {
      const own = this.dataOf(name);
      own.servers.forEach((entries, server) => entries.copyFrom(servers[server] as Entries));
      own.pending = [...pending];
    }
  }

  record(name: string): RedisRecord {
    return known(this.plex.zowe.caching.state.redis[name], `Redis ${name}`);
  }

  /** Entries at the present master. */
  entriesIn(name: string): number {
    return this.server(name, this.record(name).master).count;
  }

  /** A server ends, and answers nobody. @param server 0: the configured master; 1 …: replicas. */
  fail(name: string, server = this.record(name).master): void {
    if (this.record(name).up[server] !== true) return;
    this.replicate(name);
    this.setUp(name, server, false);
    if (server === this.record(name).master) this.prepareFailover(name);
  }

  /** It is there again: as the master, if nobody took its place. */
  restore(name: string, server = 0): void {
    const { master, up, failover } = this.record(name);
    if (up[server] === true) return;
    const { redisKeepsData } = this.plex.zowe.parameters;
    const entries = this.server(name, server);
    const { length: before } = entries.keys();
    if (!redisKeepsData) entries.clear();
    this.setUp(name, server, true);
    if (server !== master) {
      if (up[master] === true) entries.copyFrom(this.server(name, master));
      else if (failover === undefined) this.prepareFailover(name);
      return;
    }
    this.cancelFailover(name);
    this.followMaster(name);
    if (before > entries.count)
      this.plex.zowe.caching.lose(`redis:${name}`, before - entries.count, "came back empty");
  }

  /** @param sentinel Its place in the configuration. */
  setSentinel(name: string, sentinel: number, isUp: boolean): void {
    this.change(`sentinel ${sentinel} of ${name} ${isUp ? "up" : "down"}`, name, (record) => ({
      ...record,
      sentinelsUp: record.sentinelsUp.map((up, place) => (place === sentinel ? isUp : up)),
    }));
    const { master, up, failover } = this.record(name);
    if (isUp && up[master] !== true && failover === undefined) this.prepareFailover(name);
  }

  answer(member: CachingMember, request: CacheRequest): CacheAnswer {
    const { master: name, timeout } = known(member.redis, `Redis of ${member.name}`);
    const { master, up, failover } = this.record(name);
    const { now } = this.plex.sim;
    this.replicate(name);
    if (!hasHost(this.plex, member.system)) return { status: HTTP_ERROR, wait: timeout };
    if (up[master] === true) return this.answerAt(name, master, request);
    const successor = this.successor(name);
    if (failover === undefined || successor === undefined || failover.due - now > timeout)
      return { status: HTTP_ERROR, wait: timeout };
    const answer = this.answerAt(name, successor, request);
    return { ...answer, wait: micros(failover.due - now) };
  }

  /** @internal The sentinels agree, or they cannot. */
  onFailover(name: string): void {
    this.change(`failover of ${name}`, name, withoutFailover);
    if (this.hasMajority(name)) this.promote(name);
  }

  /** The first replica that answers becomes the master: by the sentinels, or by an operator. */
  promote(name: string): void {
    const successor = this.successor(name);
    if (successor === undefined) return;
    this.cancelFailover(name);
    const { master } = this.record(name);
    const pending = new Set(this.dataOf(name).pending.map(({ key }) => key));
    const lost = [...pending].filter((key) => {
      const was = this.server(name, master).get(key);
      return was !== undefined && (this.server(name, successor).get(key)?.written ?? -1) < was.written;
    });
    this.dataOf(name).pending = [];
    this.change(`server ${successor} of ${name} is promoted`, name, (record) => ({
      ...record,
      master: successor,
    }));
    this.followMaster(name);
    if (lost.length > 0) this.plex.zowe.caching.lose(`redis:${name}`, lost.length, "not replicated");
  }

  private answerAt(name: string, server: number, request: CacheRequest): CacheAnswer {
    const { caching, parameters } = this.plex.zowe;
    const { redisEntriesMax } = parameters;
    const rules = {
      evictionStrategy: "reject",
      makesRoomFirst: false,
      hasLists: false,
      ...(redisEntriesMax === 0 ? {} : { sizeMax: redisEntriesMax }),
    } as const;
    return answerFrom(this.storeAt(name, server), request, rules, caching.context);
  }

  /** Writes go on to the replicas, a moment later. */
  private storeAt(name: string, server: number): KeyedStore {
    const entries = this.server(name, server);
    const note = (key: string): void => {
      const isMaster = server === this.record(name).master;
      const pending = { at: this.plex.sim.now, key, entry: entries.get(key) };
      if (isMaster) this.dataOf(name).pending.push(Object.freeze(pending));
    };
    return {
      get count() {
        return entries.count;
      },
      get: (key) => entries.get(key),
      set: (key, entry) => {
        entries.set(key, entry);
        note(key);
      },
      delete: (key) => {
        entries.delete(key);
        note(key);
      },
      keys: () => entries.keys(),
      oldest: () => entries.oldest(),
    };
  }

  /** Brings to the replicas what has had time to arrive. A master that is down sends nothing any more. */
  private replicate(name: string): void {
    const { master, up } = this.record(name);
    if (up[master] !== true) return;
    const data = this.dataOf(name);
    const { redisReplicationLag } = this.plex.zowe.parameters;
    const { now } = this.plex.sim;
    let arrived = 0;
    for (const { at, key, entry } of data.pending) {
      if (after(at, redisReplicationLag) > now) break;
      arrived += 1;
      data.servers.forEach((entries, server) => {
        if (server === master || up[server] !== true) return;
        if (entry === undefined) entries.delete(key);
        else entries.set(key, entry);
      });
    }
    data.pending.splice(0, arrived);
  }

  private followMaster(name: string): void {
    const { master, up } = this.record(name);
    const data = this.dataOf(name);
    data.pending = [];
    data.servers.forEach((entries, server) => {
      if (server !== master && up[server] === true) entries.copyFrom(this.server(name, master));
    });
  }

  private prepareFailover(name: string): void {
    const { sim, zowe } = this.plex;
    if (!this.hasMajority(name)) return;
    const { sentinelDownAfter, sentinelFailover } = zowe.parameters;
    const election = sampleDuration(sentinelFailover, sim.random(`zowe/redis/${name}/failover`));
    const delay = micros(sentinelDownAfter + election);
    const failover = { due: after(sim.now, delay), handle: sim.after(delay, failoverDue, name) };
    this.change(`sentinels of ${name} miss its master`, name, (record) => ({ ...record, failover }));
  }

  private cancelFailover(name: string): void {
    const { failover } = this.record(name);
    if (failover === undefined) return;
    this.plex.sim.cancel(failover.handle);
    this.change(`no failover of ${name}`, name, withoutFailover);
  }

  private hasMajority(name: string): boolean {
    const { sentinelsUp } = this.record(name);
    return 2 * sentinelsUp.filter((up) => up).length > sentinelsUp.length;
  }

  /** The first replica that answers. */
  private successor(name: string): number | undefined {
    const { master, up } = this.record(name);
    const place = up.findIndex((isUp, server) => isUp && server !== master);
    return place < 0 ? undefined : place;
  }

  private setUp(name: string, server: number, isUp: boolean): void {
    assert(this.record(name).up[server] !== undefined, `Redis ${name} has no server ${server}`);
    this.change(`server ${server} of ${name} ${isUp ? "up" : "down"}`, name, (record) => ({
      ...record,
      up: record.up.map((was, place) => (place === server ? isUp : was)),
    }));
  }

  private change(cause: string, name: string, next: (record: RedisRecord) => RedisRecord): void {
    const record = next(this.record(name));
    this.plex.zowe.caching.change(cause, (draft) => {
      draft.redis[name] = record as (typeof draft.redis)[string];
    });
  }

  private dataOf(name: string): RedisData {
    return known(this.data.get(name), `Redis ${name}`);
  }

  private server(name: string, server: number): Entries {
    return known(this.dataOf(name).servers[server], `Server ${server} of Redis ${name}`);
  }
}

function withoutFailover({ failover: _, ...record }: RedisRecord): RedisRecord {
  return record;
}

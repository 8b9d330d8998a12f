/** What happened inside Zowe, as far as no console message tells it: lives of components, and how true the registries are. */
import { START, type Duration, type Forkable, type Instant } from "@sysplex/sim-core";
import type { ScenarioPlex } from "../plex.js";

/** A component or a launcher came into another state. */
export interface ZoweTurn {
  readonly at: Instant;
  readonly name: string;
  readonly to: string;
  readonly why: string;
}

/** How many entries of a registry are UP while nothing serves behind them, from an instant on. */
export interface StaleCount {
  readonly at: Instant;
  readonly discovery: string;
  readonly count: number;
}

/** Most kept of each; a run that flaps for days still ends. */
const KEPT_MAX = 10_000;

export class ZoweRecord implements Forkable {
  readonly turns: ZoweTurn[] = [];
  readonly stale: StaleCount[] = [];
  /** By the registry. */
  private readonly staleSince = new Map<string, Instant>();
  private longestStale = 0;
  staleMax = 0;
  evictions = 0;
  /** How often a registry has gone into self-preservation. */
  selfPreservations = 0;
  /** Of components, since the run began. */
  starts = 0;
  /** How often one cluster of Caching Services became several. */
  cacheSplits = 0;

  constructor(private readonly plex: ScenarioPlex) {
    const { zowe } = plex;
    zowe.componentChanged.subscribe(({ component, from, to, why }) => {
      if (from === "down" && plex.sim.now > START) this.starts += 1;
      if (to === "down") this.onStale(component, 0, plex.sim.now); // A Discovery forgets with its process.
      keep(this.turns, { at: plex.sim.now, name: component, to, why });
    });
    zowe.launcherChanged.subscribe(({ launcher, to, why }) =>
      keep(this.turns, { at: plex.sim.now, name: launcher, to, why }),
    );
    zowe.eureka.stalenessChanged.subscribe(({ discovery, count, at }) => this.onStale(discovery, count, at));
    zowe.eureka.evicted.subscribe(() => {
      this.evictions += 1;
    });
    zowe.eureka.selfPreservationChanged.subscribe(({ on }) => {
      if (on) this.selfPreservations += 1;
    });
    zowe.caching.splitChanged.subscribe(({ isSplit }) => {
      if (isSplit) this.cacheSplits += 1;
    });
    plex.sim.attach("zowe record", this);
  }

  copyFrom(twin: ZoweRecord): void {
    this.turns.splice(0, Infinity, ...twin.turns);
    this.stale.splice(0, Infinity, ...twin.stale);
    this.staleSince.clear();
    for (const [discovery, since] of twin.staleSince) this.staleSince.set(discovery, since);
    this.longestStale = twin.longestStale;
    this.staleMax = twin.staleMax;
    this.evictions = twin.evictions;
    this.selfPreservations = twin.selfPreservations;
    this.starts = twin.starts;
    this.cacheSplits = twin.cacheSplits;
  }

  /** The longest time that a registry held a dead entry without interruption, until now. */
  get staleTime(): Duration {
    const open = [...this.staleSince.values()].map((since) => this.plex.sim.now - since);
    return Math.max(this.longestStale, ...open) as Duration;
  }

  /** Dead entries now, of the registry that has most. */
  get staleNow(): number {
    const last = new Map(this.stale.map(({ discovery, count }) => [discovery, count]));
    return Math.max(0, ...last.values());
  }

  private onStale(discovery: string, count: number, at: Instant): void {
    if (count === 0 && !this.staleSince.has(discovery)) return;
    keep(this.stale, { at, discovery, count });
    this.staleMax = Math.max(this.staleMax, count);
    const since = this.staleSince.get(discovery);
    if (count > 0 && since === undefined) this.staleSince.set(discovery, at);
    if (count === 0 && since !== undefined) {
      this.longestStale = Math.max(this.longestStale, at - since);
      this.staleSince.delete(discovery);
    }
  }
}

function keep<Item>(items: Item[], item: Item): void {
  if (items.length < KEPT_MAX) items.push(item);
}

/**
 * Who is in a cluster of Infinispan with whom: the views of JGroups.
 *
 * Modelled: a member that starts asks its initial hosts, and joins whoever answers or founds a cluster of its own; the end of a
 * process is noticed at once by its socket, a silent member after FD_ALL's time-out and a verification; a cluster whose members
 * lose each other splits; clusters that reach each other again merge by MERGE3. A member whose addresses nobody lists stays alone.
 * Simplified: messages are not simulated, what they would find is read off the state of hosts and processes; of a cluster that
 * falls apart the largest part that hears itself stays together at once, others leave it; two members that only lose each other
 * stay together through a third; joining takes no time of its own, as it is a part of the start.
 * Not modelled: flow control, keys and certificates (SSL_KEY_EXCHANGE, ASYM_ENCRYPT), flapping of views.
 * @source zowe/api-layer caching-service infinispan.xml; JGroups: TCPPING, GMS, FD_SOCK, FD_ALL, VERIFY_SUSPECT, MERGE3.
 */
import { after, defineEvent, known, micros, type Duration } from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import { ClusterMerges } from "./merges.js";
import { componentsOf, configuredClusters, type CachingMember } from "./members.js";
import { canBind, hasHost, hostsReach } from "./reachability.js";
import type { MemberName, ViewRecord } from "./state.js";

const memberExcluded = defineEvent(
  "zowe.cache-member-excluded",
  ({ zowe }: ZowePlex, { view, member }: { readonly view: number; readonly member: MemberName }) =>
    zowe.caching.clusters.onExclusion(view, member),
);

/** What becomes of the entries, and of everybody who wants to know. */
export interface ClusterObserver {
  /** It is the first one. */
  onFounded(member: MemberName): void;
  onJoined(view: number, member: MemberName): void;
  /** Some have left a view or were excluded; those that still run are in the other one. */
  onParted(view: number, other: number | undefined, why: string): void;
  /** Members that others had lost for a while are heard again. */
  onReunited(view: number): void;
  /** The members of `other` are in `view` now. */
  onMerged(view: number, other: ViewRecord): void;
}

export class Clusters {
  /** @internal */
  readonly merges: ClusterMerges;
  private readonly groups: readonly (readonly CachingMember[])[];

  constructor(
    private readonly plex: ZowePlex,
    private readonly members: readonly CachingMember[],
    private readonly observer: ClusterObserver,
  ) {
    this.groups = configuredClusters(members);
    this.merges = new ClusterMerges(plex, this, { members, groups: this.groups, observer });
  }

  get views(): readonly ViewRecord[] {
    return this.plex.zowe.caching.state.views;
  }

  /** The view of a member that runs. */
  viewOf(member: MemberName): ViewRecord | undefined {
    if (!this.isRunning(member)) return undefined;
    return this.views.find(({ members }) => members.includes(member));
  }

  view(id: number): ViewRecord {
    return known(
      this.views.find((view) => view.id === id),
      `View ${id}`,
    );
  }

  /** Its process exists, whatever it does. */
  isRunning(member: MemberName): boolean {
    return this.plex.zowe.caching.state.running[member] !== undefined;
  }

  /** It takes part: others hear it if the network lets them. */
  isUp(member: MemberName): boolean {
    const { zowe } = this.plex;
    const running = zowe.caching.state.running[member];
    if (running === undefined || running.stalled !== undefined) return false;
    const configuration = zowe.caching.member(member);
    return (
      zowe.lifeOf(member) === "serving" &&
      zowe.component(member).isListening &&
      hasHost(this.plex, configuration.system) &&
      canBind(this.plex, configuration)
    );
  }

  isLinked(a: MemberName, b: MemberName): boolean {
    return this.isUp(a) && this.isUp(b) && hostsReach(this.plex, this.systemOf(a), this.systemOf(b));
  }

  /** Members of a view that run and that this one reaches, itself included. */
  reachedFrom(member: MemberName): readonly MemberName[] {
    const { members } = known(this.viewOf(member), `View of ${member}`);
    const running = members.filter((each) => this.isRunning(each));
    const groups = componentsOf(running, (a, b) => this.isLinked(a, b));
    return known(
      groups.find((group) => group.includes(member)),
      `Neighbours of ${member}`,
    );
  }

  /** How long a write waits until silent members are excluded, the writer's side or the others. */
  silence(member: MemberName): Duration {
    const { apart } = known(this.viewOf(member), `View of ${member}`);
    const own = apart[member];
    const due = own === undefined ? Object.values(apart).map((each) => each.due) : [own.due];
    return micros(Math.max(0, ...due.map((instant) => instant - this.plex.sim.now)));
  }

  /** Clusters that could be one are several, and each takes writes. */
  get isSplit(): boolean {
    return this.groups.some((group) => {
      const up = group.filter(({ name }) => this.isUp(name));
      return new Set(up.map(({ name }) => this.viewOf(name)?.id)).size > 1;
    });
  }

  /** A member has started. */
  join(name: MemberName): void {
    this.forget(name);
    const view = this.viewToJoin(name);
    if (view === undefined) {
      this.found([name]);
      return this.observer.onFounded(name);
    }
    this.change(`${name} joins`, view.id, (record) => ({ ...record, members: [...record.members, name] }));
    this.observer.onJoined(view.id, name);
  }

  /** A member ends in order and says so. Call it while the member still counts as running. */
  leave(name: MemberName): void {
    const view = this.viewOf(name);
    if (view === undefined) return;
    this.forget(name);
    if (this.views.some(({ id }) => id === view.id))
      this.observer.onParted(view.id, undefined, `${name} left`);
  }

  /** Something has changed that decides who hears whom. */
  review(): void {
    for (const { id } of this.views) this.reviewView(id);
    this.merges.review();
  }

  /** @internal */
  onExclusion(id: number, member: MemberName): void {
    this.exclude(id, member, "silent");
    this.plex.zowe.caching.invalidate();
  }

  private reviewView(id: number): void {
    const view = this.views.find((each) => each.id === id);
    if (view === undefined) return;
    if (!view.members.some((member) => this.isRunning(member))) {
      this.cancel(view, view.members);
      return this.removeView(id);
    }
    const core = this.coreOf(view);
    if (core.length === 0) return this.cancel(view, view.members); // All hang: nobody is there to notice.
    const heard = Object.keys(view.apart).filter((member) => core.includes(member));
    if (heard.length > 0) {
      this.cancel(view, heard);
      this.observer.onReunited(id);
    }
    for (const member of view.members.filter((each) => !core.includes(each))) {
      if (!this.view(id).members.includes(member)) continue; // It went with another.
      if (this.isMissedAtOnce(member, core)) this.exclude(id, member, "process ended");
      else if (this.view(id).apart[member] === undefined) this.suspect(id, member);
    }
  }

  /** The largest part that hears itself; of equal ones the one with the oldest member. */
  private coreOf({ members }: ViewRecord): readonly MemberName[] {
    const up = members.filter((member) => this.isUp(member));
    const parts = componentsOf(up, (a, b) => this.isLinked(a, b));
    return parts.reduce((best, part) => (part.length > best.length ? part : best), []);
  }

  /** Its socket is closed by a host that lives. */
  private isMissedAtOnce(member: MemberName, core: readonly MemberName[]): boolean {
    if (this.isRunning(member)) return false;
    return core.some((each) => hostsReach(this.plex, this.systemOf(each), this.systemOf(member)));
  }

  private suspect(view: number, member: MemberName): void {
    const { sim, zowe } = this.plex;
    const { jgroupsFailureTimeout, jgroupsHeartbeat, jgroupsFailureCheck, jgroupsVerification } =
      zowe.parameters;
    const stream = sim.random(`zowe/${member}/failure-detection`);
    const lastHeartbeat = Math.floor(stream.uniform() * jgroupsHeartbeat);
    const nextCheck = Math.floor(stream.uniform() * jgroupsFailureCheck);
    const delay = micros(
      Math.max(0, jgroupsFailureTimeout - lastHeartbeat) + nextCheck + jgroupsVerification,
    );
    const handle = sim.after(delay, memberExcluded, { view, member });
    const { now } = sim;
    this.change(`${member} is silent`, view, (record) => ({
      ...record,
      apart: { ...record.apart, [member]: { since: now, due: after(now, delay), handle } },
    }));
  }

  /** It and whoever hears it are a cluster of their own from now on. */
  private exclude(id: number, member: MemberName, why: string): void {
    const view = this.view(id);
    const core = this.coreOf(view);
    if (core.includes(member)) return this.cancel(view, [member]);
    const rest = view.members.filter((each) => !core.includes(each) && this.isRunning(each));
    const groups = componentsOf(rest, (a, b) => this.isLinked(a, b));
    const leaving = groups.find((group) => group.includes(member)) ?? [member];
    const { writeCount } = this.plex.zowe.caching;
    this.cancel(view, leaving);
    this.change(`${leaving.join(", ")} excluded: ${why}`, id, (record) => ({
      ...record,
      members: record.members.filter((each) => !leaving.includes(each)),
      ...(this.isRunning(member) ? { ownWritesAfter: writeCount } : {}),
    }));
    const other = this.isRunning(member) ? this.found(leaving) : undefined;
    this.observer.onParted(id, other, why);
  }

  private found(members: readonly MemberName[]): number {
    const { caching } = this.plex.zowe;
    const id = caching.state.viewCount + 1;
    const view = {
      id,
      members: [...members],
      since: this.plex.sim.now,
      ownWritesAfter: caching.writeCount,
      apart: {},
    };
    caching.change(`${members.join(", ")} found a cluster`, (draft) => {
      draft.viewCount = id;
      draft.views.push(view);
    });
    return id;
  }

  /** The first of its initial hosts that answers decides. */
  private viewToJoin(name: MemberName): ViewRecord | undefined {
    const { cluster } = this.plex.zowe.caching.member(name);
    for (const { host, port } of cluster?.initialHosts ?? []) {
      const answering = this.members.find(
        (member) =>
          member.name !== name &&
          member.cluster?.address.host === host &&
          member.cluster.address.port === port &&
          this.isLinked(name, member.name),
      );
      if (answering !== undefined) return this.viewOf(answering.name);
    }
    return undefined;
  }

  /** Takes a member out of whatever view it is in. */
  private forget(name: MemberName): void {
    for (const view of this.views.filter(({ members }) => members.includes(name))) {
      this.cancel(view, [name]);
      if (view.members.length === 1) this.removeView(view.id);
      else
        this.change(`without ${name}`, view.id, (record) => ({
          ...record,
          members: record.members.filter((member) => member !== name),
        }));
    }
  }

  /** @internal What the members of a view were going to do about those they do not hear. */
  cancel({ id, apart }: ViewRecord, members: readonly MemberName[]): void {
    const timers = members.flatMap((member) => apart[member] ?? []);
    if (timers.length === 0) return;
    for (const { handle } of timers) this.plex.sim.cancel(handle);
    this.change("no longer apart", id, (record) => ({
      ...record,
      apart: Object.fromEntries(Object.entries(record.apart).filter(([name]) => !members.includes(name))),
    }));
  }

  /** @internal */
  change(cause: string, id: number, next: (record: ViewRecord) => ViewRecord): void {
    const record = next(this.view(id));
    this.plex.zowe.caching.change(`View ${id}: ${cause}`, (draft) => {
      const place = draft.views.findIndex((view) => view.id === id);
      draft.views[place] = record as (typeof draft.views)[number];
    });
  }

  /** @internal */
  removeView(id: number): void {
    this.plex.zowe.caching.change(`View ${id} ends`, (draft) => {
      draft.views = draft.views.filter((view) => view.id !== id);
    });
  }

  private systemOf(member: MemberName): string {
    return this.plex.zowe.caching.member(member).system;
  }
}

/**
 * How components of Zowe reach the Caching Service, which store they find there, and what they do without one.
 *
 * Modelled: the way over the external address to whichever Gateway is behind it, its round robin over the Caching Services that
 * it has in its registry, and what becomes of a request to one that is gone or silent; the single-process API ML, which asks its
 * own; state that a component keeps in its own memory instead.
 * Simplified: the way costs no time but the waits for what does not answer, so that a caller learns the outcome at once and how
 * long it takes; connection limits and circuit breakers of the Gateway do not count these requests.
 * @source zowe/api-layer start.sh of gateway and zaas (2024-10): the Gateway's external address; the wiki of
 * zowe-install-packaging on high availability for the fallback.
 */
import { known, NO_TIME, type Duration, type Forkable } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { Component } from "../launcher/component.js";
import type { ZowePlex } from "../plex.js";
import type { ComponentName } from "../state.js";
import { Entries } from "./entries.js";
import { hostsReach, systemOfHost } from "./reachability.js";
import { answerFrom, type CacheAnswer, type CacheRequest } from "./requests.js";
import type { MemberName, StoreName } from "./state.js";

export interface CachingAccess extends CacheAnswer {
  /** The Caching Service that answered; absent: none did, or the component itself. */
  readonly by?: MemberName;
  /** Kept in the component's own memory: other instances do not see it, and it ends with the process. */
  readonly isOwn?: boolean;
}

/** @assumption `zwe init certificate` makes one certificate, which all instances use; its name does not matter here. */
const COMMON_SUBJECT = "CN=Zowe Service";

const HTTP_ERROR = 500;
const HTTP_UNAVAILABLE = 503;
const HTTP_TIMEOUT = 504;

/** Without a Caching Service everything is possible but sharing. */
const OWN_RULES = { evictionStrategy: "reject", makesRoomFirst: false, hasLists: true } as const;

export class CacheConsumers implements Forkable {
  /** Requests that each Gateway has sent to Caching Services. */
  private readonly turns = new Map<ComponentName, number>();
  private readonly memories = new Map<ComponentName, Entries>();

  constructor(
    private readonly plex: ZowePlex,
    zowe: ZowePlex["zowe"],
  ) {
    const forget = ({ component }: { readonly component: ComponentName }): void => this.forget(component);
    zowe.componentLost.subscribe(forget);
    zowe.componentStopping.subscribe(forget);
  }

  copyFrom(twin: CacheConsumers): void {
    this.turns.clear();
    for (const [gateway, turn] of twin.turns) this.turns.set(gateway, turn);
    this.memories.clear();
    for (const [component, entries] of twin.memories) {
      const own = new Entries();
      own.copyFrom(entries);
      this.memories.set(component, own);
    }
  }

  /** A component asks for something, by default under the name of its certificate. */
  access(from: ComponentName, asked: Omit<CacheRequest, "caller"> & Partial<CacheRequest>): CachingAccess {
    const request = { caller: { dn: this.subjectOf(from) }, ...asked };
    const { caching } = this.plex.zowe;
    if (caching.members.length === 0) return this.withoutCaching(from, request);
    if (caching.isMember(from)) return { ...caching.answer(from, request), by: from };
    const access = this.throughGateway(from, request);
    const isUnreachable = access.by === undefined && access.status >= HTTP_ERROR;
    const { statefulWithoutCaching } = this.plex.zowe.parameters;
    return isUnreachable && statefulWithoutCaching === "whenUnreachable" ? this.own(from, request) : access;
  }

  /**
   * The stores that a component's accesses may end in, as things stand. None: it reaches no Caching Service. Several: what it
   * writes by one access it may not find by the next.
   */
  storesReachedBy(from: ComponentName): readonly StoreName[] {
    const { caching, parameters } = this.plex.zowe;
    if (caching.members.length === 0)
      return parameters.statefulWithoutCaching === "never" ? [] : [`own:${from}`];
    const members = caching.isMember(from) ? [from] : this.membersReachedBy(from);
    return [...new Set(members.flatMap((member) => caching.storeOf(member) ?? []))];
  }

  /** Two components find what the other has written, whichever Caching Service answers them. */
  share(a: ComponentName, b: ComponentName): boolean {
    const stores = new Set([...this.storesReachedBy(a), ...this.storesReachedBy(b)]);
    return stores.size === 1 && this.storesReachedBy(a).length === 1 && this.storesReachedBy(b).length === 1;
  }

  /** Entries that a component keeps in its own memory. */
  ownEntries(component: ComponentName): number {
    return this.memories.get(component)?.count ?? 0;
  }

  private withoutCaching(from: ComponentName, request: CacheRequest): CachingAccess {
    return this.plex.zowe.parameters.statefulWithoutCaching === "never"
      ? { status: HTTP_UNAVAILABLE, wait: NO_TIME }
      : this.own(from, request);
  }

  private own(from: ComponentName, request: CacheRequest): CachingAccess {
    const entries = this.memories.get(from) ?? new Entries();
    this.memories.set(from, entries);
    return { ...answerFrom(entries, request, OWN_RULES, this.plex.zowe.caching.context), isOwn: true };
  }

  /** GET goes on to the next instance when a connection is refused; nothing does when there is no answer. */
  private throughGateway(from: ComponentName, request: CacheRequest): CachingAccess {
    const gateway = this.gatewayFor(from);
    if (gateway === undefined) return { status: HTTP_TIMEOUT, wait: this.timeoutOf(from) };
    const members = this.registeredAt(gateway);
    if (members.length === 0) return { status: HTTP_UNAVAILABLE, wait: NO_TIME };
    const mayGoOn = ["read", "list", "items", "maps"].includes(request.kind);
    for (let attempt = 0; attempt < (mayGoOn ? members.length : 1); attempt += 1) {
      const member = this.next(gateway, members);
      const reached = this.lifeFrom(gateway.system, member);
      if (reached === "serving") return { ...this.plex.zowe.caching.answer(member, request), by: member };
      if (reached === "silent") return { status: HTTP_TIMEOUT, wait: this.timeoutOf(from) };
    }
    return { status: HTTP_ERROR, wait: NO_TIME };
  }

  private membersReachedBy(from: ComponentName): readonly MemberName[] {
    const gateway = this.gatewayFor(from);
    if (gateway === undefined) return [];
    return this.registeredAt(gateway).filter((member) => this.lifeFrom(gateway.system, member) === "serving");
  }

  /** Which Gateway is behind the external address; a name that nobody resolves is the own system's. */
  private gatewayFor(from: ComponentName): Component | undefined {
    const { zowe } = this.plex;
    const { system, instance } = zowe.component(from);
    const domain = instance.externalDomains[0] ?? instance.hostname;
    const isKnown = zowe.configuration.hosts[domain.toLowerCase()] !== undefined;
    const target = isKnown ? systemOfHost(this.plex, domain, instance.externalPort) : system;
    if (target === undefined || !hostsReach(this.plex, system, target)) return undefined;
    const { externalPort } = instance;
    return zowe.components.find(
      ({ name, system: where, ports }) =>
        where === target &&
        zowe.gateway(name) !== undefined &&
        ports.includes(externalPort) &&
        zowe.lifeOf(name) === "serving",
    );
  }

  private registeredAt(gateway: Component): readonly MemberName[] {
    const { eureka, caching } = this.plex.zowe;
    return eureka
      .registryView(gateway.name)
      .instancesOf("cachingservice")
      .flatMap(({ component }) =>
        component !== undefined && caching.isMember(component) ? [component] : [],
      );
  }

  private next(gateway: Component, members: readonly MemberName[]): MemberName {
    const turn = this.turns.get(gateway.name) ?? 0;
    this.turns.set(gateway.name, turn + 1);
    return known(members[turn % members.length], "Caching Service");
  }

  /** Nobody tells a caller that a host is not there. */
  private lifeFrom(system: SystemName, member: MemberName): "serving" | "silent" | "gone" {
    const { zowe } = this.plex;
    if (!hostsReach(this.plex, system, zowe.component(member).system)) return "silent";
    if (!zowe.component(member).isListening) return "gone";
    return zowe.lifeOf(member);
  }

  private timeoutOf(from: ComponentName): Duration {
    return this.plex.zowe.component(from).instance.gateway.connectionTimeout;
  }

  /** Instances whose certificates differ have name spaces that differ. What nobody has declared is one certificate for all. */
  private subjectOf(from: ComponentName): string {
    const { zowe } = this.plex;
    const { subject } = zowe.certificates.materialOf(from).internal;
    return subject === `CN=${zowe.component(from).instance.hostname}` ? COMMON_SUBJECT : subject;
  }

  private forget(component: ComponentName): void {
    const { caching } = this.plex.zowe;
    const count = this.ownEntries(component);
    this.memories.delete(component);
    if (count > 0) caching.lose(`own:${component}`, count, "stateful component ended");
  }
}

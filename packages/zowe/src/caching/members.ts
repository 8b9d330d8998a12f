/**
 * The Caching Services of a Zowe as they are configured: storage, who would form a cluster with whom, where their files are.
 *
 * @source zowe/api-layer caching-service start.sh; pull requests 3960 (a directory for each instance, 3.2), 4408 and 4463
 * (replicated or distributed), 4731 (initial hosts from Discovery's list, no virtual threads on z/OS: 3.6).
 */
import type { SystemName } from "@sysplex/sysplex";
import type { Component } from "../launcher/component.js";
import { addressOf } from "../discovery/reachability.js";
import type { ZoweLauncherConfiguration, ZowePlex } from "../plex.js";
import { isAtLeast, type ZoweRelease } from "../yaml/release.js";
import type {
  CachingMode,
  CachingSettings,
  InfinispanSettings,
  RedisSettings,
  ZoweConfiguration,
} from "../yaml/zowe-configuration.js";
import type { MemberName } from "./state.js";

export interface CachingMember {
  readonly name: MemberName;
  readonly system: SystemName;
  readonly release: ZoweRelease;
  readonly mode: CachingMode;
  readonly sizeMax: number;
  readonly evictionStrategy: "reject" | "removeOldest";
  /** Of Infinispan. */
  readonly cluster?: ClusterMember;
  readonly redis?: RedisSettings;
  readonly vsam?: { readonly name: string; readonly rls: boolean };
}

export interface ClusterMember {
  /** Where it listens. */
  readonly address: ClusterAddress;
  /** Whom it asks for a cluster when it starts. */
  readonly initialHosts: readonly ClusterAddress[];
  /** Of its file store. Where two have one path, the directory is one too. */
  readonly fileStore: string;
  /** Whether JGroups would use virtual threads on a Java that has them. */
  readonly virtualThreads: boolean;
}

export interface ClusterAddress {
  /** In lower case. */
  readonly host: string;
  readonly port: number;
}

/** Components that are Caching Services: the single-process API ML is one too. */
export const cachingComponents: readonly string[] = ["caching-service", "apiml"];

/** What decides about a member of its component. */
type MemberComponent = Pick<Component, "name" | "system" | "instance">;

/** Those of all launchers, before anything is built. */
export function configuredMembers(starts: readonly ZoweLauncherConfiguration[]): readonly CachingMember[] {
  return starts.flatMap(({ system, configuration }) => {
    const { instance } = configuration;
    return instance.components
      .filter(({ name, started }) => started && cachingComponents.includes(name))
      .map(({ name }) =>
        cachingMember({ name: `${system}/${instance.job.name}/${name}`, system, instance }, configuration),
      );
  });
}

/** Those that launchers start, in the order of the components. */
export function membersOf({ components, configuration }: ZowePlex["zowe"]): readonly CachingMember[] {
  return components
    .filter(({ id }) => cachingComponents.includes(id))
    .flatMap((component) => {
      const start = configuration.starts.find(
        ({ configuration: { instance } }) => instance === component.instance,
      );
      return start === undefined ? [] : [cachingMember(component, start.configuration)];
    });
}

function cachingMember(component: MemberComponent, start: ZoweConfiguration): CachingMember {
  const { name, system, instance } = component;
  const { caching } = instance;
  const { mode, sizeMax, evictionStrategy, redis, vsam } = caching;
  const cluster = clusterMember(caching, component, start);
  return {
    name,
    system,
    release: start.release,
    mode,
    sizeMax,
    evictionStrategy,
    ...(cluster === undefined ? {} : { cluster }),
    ...(redis === undefined ? {} : { redis }),
    ...(vsam === undefined ? {} : { vsam }),
  };
}

function clusterMember(
  { infinispan }: CachingSettings,
  { instance, name }: MemberComponent,
  start: ZoweConfiguration,
): ClusterMember | undefined {
  if (infinispan === undefined) return undefined;
  const { host, port, virtualThreads } = infinispan;
  const { release } = start;
  return {
    address: { host: host.toLowerCase(), port },
    initialHosts: initialHosts(infinispan, start),
    fileStore: fileStore(infinispan, {
      release,
      instance: instance.id,
      workspace: instance.workspaceDirectory ?? name,
    }),
    // Infinispan 16 came with 3.4; the start script of 3.6 switches them off on z/OS.
    virtualThreads: isAtLeast(release, "3.4") && !isAtLeast(release, "3.6") && virtualThreads !== false,
  };
}

function initialHosts(
  { initialHosts, initialHostsCoded, port }: InfinispanSettings,
  { release, discoveryList }: ZoweConfiguration,
): readonly ClusterAddress[] {
  if (!initialHostsCoded && isAtLeast(release, "3.6") && discoveryList.length > 1)
    return discoveryList.map((url) => ({ host: addressOf(url).host, port }));
  return initialHosts.flatMap((text) => {
    const [, host, own] = /^(.+?)(?:\[(\d+)\])?$/.exec(text) ?? [];
    return host === undefined ? [] : [{ host: host.toLowerCase(), port: Number(own ?? port) }];
  });
}

function fileStore(
  { dataLocation }: InfinispanSettings,
  place: { readonly release: ZoweRelease; readonly instance: string; readonly workspace: string },
): string {
  const { release, instance, workspace } = place;
  if (isAtLeast(release, "3.2")) return `${workspace}/caching-service/${instance}/data`;
  return dataLocation ?? `${workspace}/caching-service/data`;
}

/** Whether a cache of this release is distributed, where no parameter says it. */
export function isDistributedIn(release: ZoweRelease): boolean {
  return isAtLeast(release, "3.4") && !isAtLeast(release, "3.5");
}

/** Whether a file store of this release gets entries at a clean stop only, where no parameter says it. */
export function passivatesIn(release: ZoweRelease): boolean {
  return !isAtLeast(release, "3.4");
}

/** `a` asks `b` for its cluster. */
export function lists(a: CachingMember, b: CachingMember): boolean {
  const { cluster } = b;
  return (
    cluster !== undefined &&
    a.cluster?.initialHosts.some(
      ({ host, port }) => host === cluster.address.host && port === cluster.address.port,
    ) === true
  );
}

/** Either knows the other's address. */
export function knowEachOther(a: CachingMember, b: CachingMember): boolean {
  return lists(a, b) || lists(b, a);
}

/** Those that their configuration would put into one cluster, over third ones too: groups in the order of the members. */
export function configuredClusters(members: readonly CachingMember[]): readonly (readonly CachingMember[])[] {
  return componentsOf(
    members.filter(({ cluster }) => cluster !== undefined),
    knowEachOther,
  );
}

/** Groups that hang together, in the order of their first. */
export function componentsOf<Item extends string | object>(
  items: readonly Item[],
  isLinked: (a: Item, b: Item) => boolean,
): readonly (readonly Item[])[] {
  const groups: Item[][] = [];
  const left = [...items];
  for (let first = left.shift(); first !== undefined; first = left.shift()) {
    const group = [first];
    // The list grows while it is walked.
    for (const item of group) {
      for (let place = 0; place < left.length;) {
        if (isLinked(item, left[place] as Item)) group.push(...left.splice(place, 1));
        else place += 1;
      }
    }
    groups.push(items.filter((item) => group.includes(item)));
  }
  return groups;
}

/**
 * Settings of single components as their start scripts pass them on, with what the scripts fall back to.
 *
 * @source api-layer start.sh of gateway and caching-service; launcher src/main.c for restart intervals.
 */
import { type Duration, millis, minutes, seconds } from "@sysplex/sim-core";
import { type ConfigNode, type Json, nodeAt, toJson } from "./config-node.js";
import type {
  CachingMode,
  CachingSettings,
  ComponentLauncher,
  GatewaySettings,
  InfinispanSettings,
  RedisSettings,
  VsamSettings,
} from "./zowe-configuration.js";
import { booleanAt, numberAt, numbersAt, textAt, textsAt } from "./values.js";

/** @source launcher src/main.c: the list that is built in. */
export const RESTART_INTERVALS: readonly Duration[] = [1, 1, 1, 5, 5, 10, 20, 60, 120, 240].map(seconds);

/** @source launcher src/main.c: compared with, whatever is configured. */
export const MIN_UPTIME = seconds(90);

/** More than any wait makes sense. A longer one is cut to it. */
const SECONDS_MAX = 10_000_000;
const HOURS_MAX = 2_000;

/**
 * Whole lists take each other's place.
 *
 * @param base Without any instance over it: the launcher looks at an instance's components, and at nothing else of it.
 * @param root With the section of the instance over it.
 */
export function componentLauncher(base: ConfigNode, root: ConfigNode, component: string): ComponentLauncher {
  const own = nodeAt(root, "components", component, "launcher");
  const common = nodeAt(base, "zowe", "launcher");
  const intervals = numbersAt(own, "restartIntervals") ?? numbersAt(common, "restartIntervals");
  const minUptime = numberAt(own, "minUptime") ?? numberAt(common, "minUptime");
  const shareAs = textAt(own, "shareAs") ?? textAt(common, "shareAs");
  return {
    restartIntervals:
      intervals?.map((interval) => seconds(Math.min(interval, SECONDS_MAX))) ?? RESTART_INTERVALS,
    minUptime: minUptime === undefined ? MIN_UPTIME : seconds(Math.min(minUptime, SECONDS_MAX)),
    // Whatever it does not know the launcher takes for yes.
    shareAs: shareAs === "no" || shareAs === "must" ? shareAs : "yes",
  };
}

export function gatewaySettings(root: ConfigNode): GatewaySettings {
  const gateway = nodeAt(root, "components", "gateway");
  const hours = numberAt(gateway, "apiml", "loadBalancer", "cacheRecordExpirationTimeInHours") ?? 8;
  const rateLimiter = rateLimiterOf(gateway);
  return {
    connectionTimeout: millisAt(gateway, 60_000, "apiml", "connection", "timeout"),
    timeout: millisAt(gateway, 30_000, "apiml", "gateway", "timeoutMillis"),
    maxConnectionsPerRoute: numberAt(gateway, "server", "maxConnectionsPerRoute") ?? 100,
    maxTotalConnections: numberAt(gateway, "server", "maxTotalConnections") ?? 1000,
    authProvider: textAt(gateway, "apiml", "security", "auth", "provider") ?? "zosmf",
    stickyExpiration: minutes(60 * Math.min(hours, HOURS_MAX)),
    stickyDistributed: booleanAt(gateway, "apiml", "loadBalancer", "distribute") ?? false,
    ...(rateLimiter === undefined ? {} : { rateLimiter }),
  };
}

const RATE_LIMITER_KEYS = [
  "rateLimiterCapacity",
  "rateLimiterTokens",
  "rateLimiterRefillDuration",
  "servicesToLimitRequestRate",
];

function rateLimiterOf(gateway: ConfigNode | undefined): Json | undefined {
  const section = nodeAt(gateway, "apiml", "gateway");
  const coded = RATE_LIMITER_KEYS.flatMap((key): [string, Json][] => {
    const node = nodeAt(section, key);
    return node === undefined ? [] : [[key, toJson(node)]];
  });
  return coded.length === 0 ? undefined : Object.fromEntries(coded);
}

const CACHING_MODES: readonly CachingMode[] = ["inMemory", "VSAM", "redis", "infinispan"];

/** Without a mode of its own the start script falls back to memory. */
export function cachingSettings(root: ConfigNode, hostname: string): CachingSettings {
  const storage = nodeAt(root, "components", "caching-service", "storage");
  const coded = textAt(storage, "mode")?.toLowerCase();
  const mode = CACHING_MODES.find((known) => known.toLowerCase() === coded) ?? "inMemory";
  return {
    mode,
    evictionStrategy: textAt(storage, "evictionStrategy") === "removeOldest" ? "removeOldest" : "reject",
    sizeMax: numberAt(storage, "size") ?? 10_000,
    ...(mode === "VSAM" ? { vsam: vsamSettings(root, storage) } : {}),
    ...(mode === "redis" ? { redis: redisSettings(nodeAt(storage, "redis")) } : {}),
    ...(mode === "infinispan" ? { infinispan: infinispanSettings(storage, hostname) } : {}),
  };
}

function infinispanSettings(storage: ConfigNode | undefined, hostname: string): InfinispanSettings {
  const section = nodeAt(storage, "infinispan");
  const port = numberAt(section, "jgroups", "port") ?? JGROUPS_PORT_FALLBACK;
  const coded = textsAt(section, "initialHosts") ?? textAt(section, "initialHosts")?.split(",");
  const dataLocation = textAt(section, "persistence", "dataLocation");
  const virtualThreads = booleanAt(section, "useVirtualThreads") ?? booleanAt(section, "virtualThreads");
  return {
    host: textAt(section, "jgroups", "host") ?? hostname,
    port,
    keyExchangePort: numberAt(section, "jgroups", "keyExchange", "port") ?? KEY_EXCHANGE_PORT_FALLBACK,
    initialHosts: coded?.map((member) => member.trim()) ?? [`${hostname}[${port}]`],
    initialHostsCoded: coded !== undefined,
    ...(dataLocation === undefined ? {} : { dataLocation }),
    ...(virtualThreads === undefined ? {} : { virtualThreads }),
  };
}

/** @source zowe-install-packaging schemas/zowe-yaml-schema.json: NONRLS is the default. */
function vsamSettings(root: ConfigNode, storage: ConfigNode | undefined): VsamSettings {
  const mode = textAt(root, "zowe", "setup", "vsam", "mode") ?? "NONRLS";
  return { name: textAt(storage, "vsam", "name") ?? "", rls: mode.toUpperCase() === "RLS" };
}

/** @source api-layer caching-service, RedisConfig: 60 s, port 6379; of sentinels 26379. */
function redisSettings(section: ConfigNode | undefined): RedisSettings {
  const sentinel = nodeAt(section, "sentinel");
  const nodes = textsAt(sentinel, "nodes") ?? textAt(sentinel, "nodes")?.split(",") ?? [];
  const timeout = numberAt(section, "timeout") ?? 60;
  const isWatched = booleanAt(sentinel, "enabled") ?? nodes.length > 0;
  return {
    master: redisNode(textAt(section, "masterNodeUri") ?? "localhost", 6379),
    timeout: seconds(Math.min(timeout, SECONDS_MAX)),
    sentinels: isWatched ? nodes.map((node) => redisNode(node, 26_379)) : [],
  };
}

/** `redis://user:password@host:port`, of which user, password and port may be left out. */
function redisNode(uri: string, port: number): string {
  const host = uri
    .trim()
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/^.*@/, "")
    .replace(/\/.*$/, "");
  return /:\d+$/.test(host) ? host : `${host}:${port}`;
}

/** @source caching-service start.sh: when neither zowe.yaml nor the defaults have one. */
const JGROUPS_PORT_FALLBACK = 7098;
const KEY_EXCHANGE_PORT_FALLBACK = 7118;

function millisAt(node: ConfigNode | undefined, otherwise: number, ...path: readonly string[]): Duration {
  return millis(Math.min(numberAt(node, ...path) ?? otherwise, 1000 * SECONDS_MAX));
}

/**
 * What a Caching Service is asked and what it answers, and the rules that all its storages have in common.
 *
 * @source zowe/api-layer caching-service: CachingController, caching-log-messages.yml; its storages for what comes first.
 */
import { NO_TIME, type Duration, type Instant } from "@sysplex/sim-core";
import { entryKey, namespaceIn, type Entry, type KeyedStore } from "./entries.js";

/** Who asks, as its certificate and its header say. */
export interface Caller {
  /** Distinguished name of its certificate: X-Certificate-DistinguishedName, which the Gateway sets. */
  readonly dn?: string;
  /** X-CS-Service-ID. */
  readonly serviceId?: string;
}

/** `addItem`, `items`, `maps` and `evict` are those of cache-list. */
export type CacheRequestKind =
  "create" | "update" | "read" | "delete" | "list" | "clear" | "addItem" | "items" | "maps" | "evict";

export interface CacheRequest {
  readonly kind: CacheRequestKind;
  readonly caller: Caller;
  /** Of an entry, or of a map. */
  readonly key?: string;
  /** Key of an item in a map. */
  readonly item?: string;
  readonly value?: number;
  /** How long the entry is of use to its caller. The Caching Service itself forgets nothing. */
  readonly lifetime?: Duration;
}

export interface CacheAnswer {
  readonly status: number;
  /** ZWECS131 and so on. */
  readonly message?: CachingMessageId;
  /** Of what was read. */
  readonly value?: number;
  /** Entries that a list has. */
  readonly count?: number;
  /** Of a map: the values by the keys of its items. */
  readonly items?: ReadonlyMap<string, number>;
  /** How long the answer takes beyond the service time, because somebody does not answer. */
  readonly wait: Duration;
}

/** Messages that go with a status other than success, and their text in short. */
export const cachingMessages = {
  ZWECS130: { status: 400, text: "The payload has no key or no value" },
  ZWECS131: { status: 404, text: "The key is not in the cache" },
  ZWECS132: { status: 400, text: "No key is given" },
  ZWECS133: { status: 409, text: "The key is in the cache already" },
  ZWECS134: { status: 507, text: "The storage is full" },
  ZWECS136: { status: 400, text: "The storage cannot do this" },
} as const;

export type CachingMessageId = keyof typeof cachingMessages;

const HTTP_UNAUTHORIZED = 401;
export const HTTP_ERROR = 500;

/** Of what succeeds. */
const successes: Readonly<Record<CacheRequestKind, number>> = {
  create: 201,
  update: 204,
  read: 200,
  delete: 204,
  list: 200,
  clear: 200,
  addItem: 201,
  items: 200,
  maps: 200,
  evict: 204,
};

/** What changes entries. */
export function isWrite({ kind }: CacheRequest): boolean {
  return !["read", "list", "items", "maps"].includes(kind);
}

export function isOfList({ kind }: CacheRequest): boolean {
  return ["addItem", "items", "maps", "evict"].includes(kind);
}

/** Where the entries of a caller are; `undefined`: it has no certificate and no service id, and gets 401. */
export function namespaceOf({ dn = "", serviceId = "" }: Caller): string | undefined {
  if (dn !== "" && serviceId !== "") return `${dn}, SERVICE=${serviceId}`;
  return dn !== "" ? dn : serviceId !== "" ? serviceId : undefined;
}

export interface StorageRules {
  /** Entries of all callers together; `undefined`: no limit. */
  readonly sizeMax?: number;
  readonly evictionStrategy: "reject" | "removeOldest";
  /** VSAM makes room before it looks whether the key is there. */
  readonly makesRoomFirst: boolean;
  readonly hasLists: boolean;
}

export interface StorageContext {
  readonly now: Instant;
  /** The number of the next write. */
  readonly nextWrite: () => number;
  readonly onEvicted: () => void;
}

export function refused(message: CachingMessageId): CacheAnswer {
  return { status: cachingMessages[message].status, message, wait: NO_TIME };
}

/** Answers a request out of a store that is there, whole and reachable. */
export function answerFrom(
  store: KeyedStore,
  request: CacheRequest,
  rules: StorageRules,
  context: StorageContext,
): CacheAnswer {
  const namespace = namespaceOf(request.caller);
  if (namespace === undefined) return { status: HTTP_UNAUTHORIZED, wait: NO_TIME };
  if (isOfList(request) && !rules.hasLists) return refused("ZWECS136");
  const names = keysOf(request);
  if (names === undefined) return refused(isPayload(request) ? "ZWECS130" : "ZWECS132");
  const key = entryKey(namespace, names);
  const done: CacheAnswer = { status: successes[request.kind], wait: NO_TIME };
  switch (request.kind) {
    case "create":
      return create(store, key, { request, rules, context }) ?? done;
    case "addItem":
      store.set(key, entryOf(request, context));
      return done;
    case "update":
      if (live(store, key, context) === undefined) return refused("ZWECS131");
      store.set(key, entryOf(request, context));
      return done;
    case "read": {
      const entry = live(store, key, context);
      return entry === undefined ? refused("ZWECS131") : { ...done, value: entry.value };
    }
    case "delete":
      if (live(store, key, context) === undefined) return refused("ZWECS131");
      store.delete(key);
      return done;
    case "items":
      return { ...done, items: itemsOf(store, ownKeys(store, request, key), key) };
    case "list":
    case "maps":
      return { ...done, count: ownKeys(store, request, key).length };
    case "clear":
    case "evict":
      for (const own of ownKeys(store, request, key)) store.delete(own);
      return done;
  }
}

/** Maps and their items are entries as well, under names that no key has. */
const MAP = "\t";

function keysOf({ kind, key, item, value }: CacheRequest): string | undefined {
  switch (kind) {
    case "list":
    case "clear":
      return "";
    case "maps":
      return MAP;
    case "items":
    case "evict":
      return key === undefined ? undefined : `${MAP}${key}${MAP}`;
    case "addItem":
      return key === undefined || item === undefined || value === undefined
        ? undefined
        : `${MAP}${key}${MAP}${item}`;
    case "create":
    case "update":
      return value === undefined ? undefined : key;
    case "read":
    case "delete":
      return key;
  }
}

function isPayload({ kind }: CacheRequest): boolean {
  return kind === "create" || kind === "update" || kind === "addItem";
}

function create(
  store: KeyedStore,
  key: string,
  what: { readonly request: CacheRequest; readonly rules: StorageRules; readonly context: StorageContext },
): CacheAnswer | undefined {
  const { request, rules, context } = what;
  const isThere = live(store, key, context) !== undefined;
  if (isThere && !rules.makesRoomFirst) return refused("ZWECS133");
  const { sizeMax = Infinity } = rules;
  if (store.count >= sizeMax) {
    if (rules.evictionStrategy === "reject") return refused("ZWECS134");
    const oldest = store.oldest();
    if (oldest !== undefined) store.delete(oldest);
    context.onEvicted();
  }
  if (live(store, key, context) !== undefined) return refused("ZWECS133");
  store.set(key, entryOf(request, context));
  return undefined;
}

function live(store: KeyedStore, key: string, { now }: StorageContext): Entry | undefined {
  const entry = store.get(key);
  return entry?.expiresAt !== undefined && entry.expiresAt <= now ? undefined : entry;
}

function entryOf({ value = 0, lifetime }: CacheRequest, { now, nextWrite }: StorageContext): Entry {
  const entry = { value, written: nextWrite() };
  return Object.freeze(lifetime === undefined ? entry : { ...entry, expiresAt: (now + lifetime) as Instant });
}

function itemsOf(store: KeyedStore, keys: readonly string[], prefix: string): ReadonlyMap<string, number> {
  return new Map(keys.map((key) => [key.slice(prefix.length), store.get(key)?.value ?? 0]));
}

/** Plain entries and maps of a caller do not see each other. */
function ownKeys(store: KeyedStore, { kind }: CacheRequest, prefix: string): readonly string[] {
  const isPlain = kind === "list" || kind === "clear";
  const namespace = namespaceIn(prefix);
  const own = store.keys().filter((key) => key.startsWith(prefix) && namespaceIn(key) === namespace);
  return isPlain ? own.filter((key) => !key.startsWith(`${prefix}${MAP}`)) : own;
}

/**
 * What clients may ask of a Caching Service through REST, each with a number that a request carries.
 *
 * A request has no body here: the key that stands in one is written behind the path, as in `POST /cache/mykey`. Without it
 * each POST creates an entry with a key of its own.
 * @source zowe/api-layer caching-service, CachingController.
 */
import { assert, type Forkable } from "@sysplex/sim-core";
import type { CacheRequestKind } from "./requests.js";

export interface CacheOperation {
  readonly kind: CacheRequestKind;
  readonly key?: string;
  readonly item?: string;
}

/** The gateway hands on a smaller number with the user's above it. */
const OPERATIONS_MAX = 4_096;

interface Row {
  readonly method: string;
  /** Behind `/cachingservice/api/v1`, without the keys. */
  readonly path: string;
  readonly keys: readonly [least: number, most: number];
  readonly kind: CacheRequestKind;
}

const rows: readonly Row[] = [
  { method: "GET", path: "/cache", keys: [0, 0], kind: "list" },
  { method: "GET", path: "/cache", keys: [1, 1], kind: "read" },
  { method: "POST", path: "/cache", keys: [0, 1], kind: "create" },
  { method: "PUT", path: "/cache", keys: [0, 1], kind: "update" },
  { method: "DELETE", path: "/cache", keys: [0, 0], kind: "clear" },
  { method: "DELETE", path: "/cache", keys: [1, 1], kind: "delete" },
  { method: "DELETE", path: "/cache-list/evict/rules", keys: [1, 1], kind: "evict" },
  { method: "DELETE", path: "/cache-list/evict/tokens", keys: [1, 1], kind: "evict" },
  { method: "POST", path: "/cache-list", keys: [1, 2], kind: "addItem" },
  { method: "GET", path: "/cache-list", keys: [0, 0], kind: "maps" },
  { method: "GET", path: "/cache-list", keys: [1, 1], kind: "items" },
];

export class CacheOperations implements Forkable {
  private operations: CacheOperation[] = [];

  copyFrom(twin: CacheOperations): void {
    this.operations = [...twin.operations];
  }

  /** @internal On the request path: no check. */
  operation(index: number): CacheOperation {
    return this.operations[index] as CacheOperation;
  }

  /** @param path Behind `/cachingservice/api/v1`. `undefined`: there is no such operation. */
  operationOf(method: string, path: string): number | undefined {
    const plain = (path.split("?", 1)[0] ?? "").replace(/\/+$/, "");
    for (const { kind, keys, ...row } of rows) {
      if (row.method !== method.toUpperCase()) continue;
      if (plain !== row.path && !plain.startsWith(`${row.path}/`)) continue;
      const rest = plain
        .slice(row.path.length)
        .split("/")
        .filter((part) => part !== "");
      if (rest.length >= keys[0] && rest.length <= keys[1]) return this.intern(kind, rest[0], rest[1]);
    }
    return undefined;
  }

  private intern(kind: CacheRequestKind, key?: string, item?: string): number {
    const known = this.operations.findIndex(
      (operation) => operation.kind === kind && operation.key === key && operation.item === item,
    );
    if (known >= 0) return known;
    assert(
      this.operations.length < OPERATIONS_MAX,
      `At most ${OPERATIONS_MAX} operations of the Caching Service`,
    );
    this.operations.push(
      Object.freeze({ kind, ...(key === undefined ? {} : { key }), ...(item === undefined ? {} : { item }) }),
    );
    return this.operations.length - 1;
  }
}

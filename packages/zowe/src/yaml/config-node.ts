/**
 * A configuration as a tree in which every value knows where it came from: a stretch of a user's file, or a default of
 * the release.
 */
import type { SourceRange } from "@sysplex/sysplex";
import type { ZoweRelease } from "./release.js";

export type Scalar = string | number | boolean | null;

export type Json = Scalar | readonly Json[] | { readonly [key: string]: Json };

export type Origin = FileOrigin | DefaultOrigin;

export interface FileOrigin {
  readonly kind: "file";
  readonly range: SourceRange;
  /** The value is what this template came to: `${{ zowe.job.prefix }}`. */
  readonly template?: string;
}

export interface DefaultOrigin {
  readonly kind: "default";
  readonly release: ZoweRelease;
  /** The document that tells the default. */
  readonly source: string;
}

interface Placed {
  readonly origin: Origin;
}

export interface ScalarNode extends Placed {
  readonly kind: "scalar";
  readonly value: Scalar;
}

/** Text with `${{ }}` that has not been evaluated, or could not be. */
export interface TemplateNode extends Placed {
  readonly kind: "template";
  /** As it is spelled. */
  readonly text: string;
  /** The same as one expression of JavaScript. */
  readonly code: string;
}

export interface ListNode extends Placed {
  readonly kind: "list";
  readonly items: readonly ConfigNode[];
}

export interface MapNode extends Placed {
  readonly kind: "map";
  /** In the order in which Zowe walks them. */
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  readonly keyOrigin: Origin;
  readonly node: ConfigNode;
}

export type ConfigNode = ScalarNode | TemplateNode | ListNode | MapNode;

/** The key under which an unevaluated template is seen by other templates. @source c/embeddedjs.c */
export const INTERNAL_TYPE = "__zowe_internal_type__";

/** Plain data; an unevaluated template is the internal object that Zowe has in its place. */
export function toJson(node: ConfigNode): Json {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "template") return { [INTERNAL_TYPE]: "unevaluated", source: node.text };
  if (node.kind === "list") return node.items.map(toJson);
  return plainObject([...node.entries].map(([key, { node: child }]) => [key, toJson(child)]));
}

/** Plain data as a tree, all of it from one place. */
export function fromJson(json: Json, origin: Origin): ConfigNode {
  if (json === null || typeof json !== "object") return { kind: "scalar", value: json, origin };
  if (isList(json)) return { kind: "list", items: json.map((item) => fromJson(item, origin)), origin };
  const entries = Object.entries(json).map(([key, value]): [string, MapEntry] => [
    key,
    { keyOrigin: origin, node: fromJson(value, origin) },
  ]);
  return { kind: "map", entries: new Map(entries), origin };
}

/** An object whose keys are data: `__proto__` is a key like any other. */
export function plainObject<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  return Object.fromEntries(entries);
}

/** The node below, key by key and index by index. */
export function nodeAt(node: ConfigNode | undefined, ...path: readonly string[]): ConfigNode | undefined {
  let found = node;
  for (const step of path) {
    if (found?.kind === "map") found = found.entries.get(step)?.node;
    else if (found?.kind === "list") found = found.items[Number(step)];
    else return undefined;
  }
  return found;
}

/** The keys of a map; of anything else: none. */
export function keysOf(node: ConfigNode | undefined): readonly string[] {
  return node?.kind === "map" ? [...node.entries.keys()] : [];
}

/** `/components/api-catalog/port`. @source RFC 6901 */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

export function emptyMap(origin: Origin): MapNode {
  return { kind: "map", entries: new Map(), origin };
}

function isList(json: object): json is readonly Json[] {
  return Array.isArray(json);
}

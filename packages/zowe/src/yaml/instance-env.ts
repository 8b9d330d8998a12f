/**
 * instance.env of version 1: the file that its start scripts source.
 *
 * Read: `KEY=value` line by line, quotes, comments behind a value, `${OTHER}` and `$OTHER` of lines above. Commands are not run.
 * @source zowe-install-packaging v1.x: scripts/instance.template.env, bin/internal/prepare-environment.sh.
 */
import { type SourceText, TextLines, checkText } from "@sysplex/sysplex";
import type { ConfigNode, FileOrigin, MapEntry, MapNode, Scalar } from "./config-node.js";
import { type Faults, shorten } from "./faults.js";
import { legacyComponents, legacyVariables } from "./instance-env-table.js";

/** @assumption The template has 60 variables. */
const LINES_MAX = 2_000;
/** References may double a value in every line. */
const VALUE_LENGTH_MAX = 4_096;

interface Variable {
  readonly value: string;
  readonly origin: FileOrigin;
}

type Variables = ReadonlyMap<string, Variable>;

/** As the configuration that later releases would have it in. */
export function readInstanceEnv(
  source: SourceText,
  environment: Readonly<Record<string, string>>,
  faults: Faults,
): MapNode | undefined {
  const refused = checkText(source, 1024 * 1024);
  if (refused !== undefined) {
    faults.add(refused);
    return undefined;
  }
  const lines = new TextLines(source);
  const variables = readVariables(lines, environment, faults);
  return asConfiguration(variables, { kind: "file", range: lines.range(0, 0) });
}

function readVariables(
  lines: TextLines,
  environment: Readonly<Record<string, string>>,
  faults: Faults,
): Variables {
  const variables = new Map<string, Variable>();
  const valueOf = (name: string): string | undefined =>
    variables.get(name)?.value ?? (Object.hasOwn(environment, name) ? environment[name] : undefined);
  for (let number = 1; number <= Math.min(lines.count, LINES_MAX); number += 1) {
    const { start, end } = lines.line(number);
    const text = lines.source.text.slice(start, end).trim();
    if (text === "" || text.startsWith("#")) continue;
    const origin: FileOrigin = { kind: "file", range: lines.range(start, end) };
    const [, name, rest] = /^(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(text.slice(0, VALUE_LENGTH_MAX)) ?? [];
    if (name === undefined || rest === undefined) faults.report("ZW_ENV_LINE", origin, shorten(text));
    else variables.set(name, { value: readValue(rest, valueOf, origin, faults), origin });
  }
  return variables;
}

function readValue(
  rest: string,
  valueOf: (name: string) => string | undefined,
  origin: FileOrigin,
  faults: Faults,
): string {
  const [, single] = /^'([^']*)'/.exec(rest) ?? [];
  if (single !== undefined) return single;
  const [, double] = /^"((?:[^"\\]|\\.)*)"/.exec(rest) ?? [];
  const written = double ?? /^[^\s#]*/.exec(rest)?.[0] ?? "";
  if (written.includes("{{")) faults.report("ZW_ENV_PLACEHOLDER", origin, shorten(written));
  if (/\$\(|`/.test(written)) {
    faults.report("ZW_ENV_COMMAND", origin, shorten(written));
    return written;
  }
  const value = written.replaceAll(
    /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g,
    (_, braced?: string, bare?: string) => {
      const name = braced ?? bare ?? "";
      const known = valueOf(name);
      if (known === undefined) faults.report("ZW_ENV_UNDEFINED", origin, name);
      return known ?? "";
    },
  );
  return value.slice(0, VALUE_LENGTH_MAX);
}

type Draft = Map<string, Draft | { readonly value: Scalar; readonly origin: FileOrigin }>;

function asConfiguration(variables: Variables, nowhere: FileOrigin): MapNode {
  const draft: Draft = new Map();
  const groups = variables.get("LAUNCH_COMPONENT_GROUPS");
  const explicit = variables.get("ZWE_LAUNCH_COMPONENTS");
  const origin = (explicit ?? groups)?.origin ?? nowhere;
  // First of all, because the order of the keys is the order of the starts.
  for (const component of legacyComponents(explicit?.value, groups?.value ?? "")) {
    put(draft, ["components", component, "enabled"], true, origin);
  }
  for (const [name, { path, type }] of Object.entries(legacyVariables)) {
    const variable = variables.get(name);
    if (variable !== undefined) put(draft, path.split("."), typed(variable.value, type), variable.origin);
  }
  putJobPrefix(draft, variables);
  for (const [name, { value, origin: from }] of variables)
    put(draft, ["zowe", "environments", name], value, from);
  const host = variables.get("ZOWE_EXPLORER_HOST");
  const map = settle(draft, nowhere);
  return host === undefined ? map : withExternalDomain(map, host);
}

/** The instance is appended, unless the prefix ends with it. */
function putJobPrefix(draft: Draft, variables: Variables): void {
  const prefix = variables.get("ZOWE_PREFIX");
  const instance = variables.get("ZOWE_INSTANCE")?.value ?? "";
  if (prefix === undefined) return;
  const value = prefix.value.endsWith(instance) ? prefix.value : `${prefix.value}${instance}`;
  put(draft, ["zowe", "job", "prefix"], value, prefix.origin);
}

function typed(value: string, type: "text" | "number" | "boolean"): Scalar {
  if (type === "number" && /^\d{1,9}$/.test(value)) return Number(value);
  return type === "boolean" ? value === "true" : value;
}

function put(root: Draft, path: readonly string[], value: Scalar, origin: FileOrigin): void {
  let map = root;
  for (const key of path.slice(0, -1)) {
    const below = map.get(key);
    const next: Draft = isDraft(below) ? below : new Map<string, never>();
    map.set(key, next);
    map = next;
  }
  map.set(path.at(-1) ?? "", { value, origin });
}

function isDraft(value: unknown): value is Draft {
  return value instanceof Map;
}

function settle(draft: Draft, origin: FileOrigin): MapNode {
  const entries = [...draft].map(([key, below]): [string, MapEntry] => {
    const node: ConfigNode = isDraft(below) ? settle(below, origin) : { kind: "scalar", ...below };
    return [key, { keyOrigin: node.origin, node }];
  });
  return { kind: "map", entries: new Map(entries), origin };
}

/** Version 1 has one host name for everything. */
function withExternalDomain(map: MapNode, { value, origin }: Variable): MapNode {
  const zowe = map.entries.get("zowe");
  if (zowe?.node.kind !== "map") return map;
  const domains: ConfigNode = { kind: "list", items: [{ kind: "scalar", value, origin }], origin };
  const entries = new Map(zowe.node.entries).set("externalDomains", { keyOrigin: origin, node: domains });
  return { ...map, entries: new Map(map.entries).set("zowe", { ...zowe, node: { ...zowe.node, entries } }) };
}

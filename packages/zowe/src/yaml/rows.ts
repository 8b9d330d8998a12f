/** What `sysplex zowe config` prints: every resolved value of an instance with where it came from. */
import type { Json, Origin } from "./config-node.js";
import { pointerOf } from "./config-node.js";
import { componentEnvironment } from "./environment.js";
import { masked } from "./secrets.js";
import type { Provenance, ZoweConfiguration, ZoweInstance } from "./zowe-configuration.js";

export interface ConfigurationRow {
  /** JSON pointer of the value, or the name of what was computed. */
  readonly name: string;
  /** Secrets are masked. */
  readonly value: Json;
  /** `zowe.yaml:14`, `default of 3.1`, `computed`. */
  readonly from: string;
}

/** What was computed first, then the values in the order of the configuration. */
export function configurationRows(
  configuration: ZoweConfiguration,
  instance: ZoweInstance,
): readonly ConfigurationRow[] {
  return [...computedRows(configuration, instance), ...valueRows(instance.tree, instance.provenance)];
}

/** The environment of a component, in the order of names. */
export function environmentRows(
  configuration: ZoweConfiguration,
  instance: ZoweInstance,
  component: string,
): readonly ConfigurationRow[] {
  return Object.entries(componentEnvironment(configuration, instance, component))
    .map(([name, value]) => ({ name, value: masked([name], value), from: "environment" }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function computedRows(
  { release, discoveryList }: ZoweConfiguration,
  instance: ZoweInstance,
): ConfigurationRow[] {
  const { id, key, hostname, components } = instance;
  const computed = (name: string, value: Json): ConfigurationRow => ({
    name,
    value,
    from: "computed",
  });
  return [
    computed("release", release),
    computed("instance", id),
    computed("section of haInstances", key ?? null),
    computed("host name", hostname),
    computed(
      "started by the launcher, in order",
      components.filter(({ started }) => started).map(({ name }) => name),
    ),
    computed("ZWE_DISCOVERY_SERVICES_LIST", discoveryList),
  ];
}

function valueRows(tree: Json, provenance: Provenance): ConfigurationRow[] {
  const rows: ConfigurationRow[] = [];
  const walk = (json: Json, path: readonly string[]): void => {
    const name = pointerOf(path);
    const origin = Object.hasOwn(provenance, name) ? provenance[name] : undefined;
    if (origin !== undefined || json === null || typeof json !== "object") {
      const shown = typeof json === "string" ? masked(path, json) : maskedNumber(path, json);
      rows.push({ name, value: shown, from: origin === undefined ? "" : originText(origin) });
      return;
    }
    for (const [key, child] of Object.entries(json)) walk(child as Json, [...path, key]);
  };
  walk(tree, []);
  return rows;
}

/** A password of digits only is a number to Zowe. */
function maskedNumber(path: readonly string[], value: Json): Json {
  return typeof value === "number" && masked(path, String(value)) !== String(value)
    ? masked(path, String(value))
    : value;
}

export function originText(origin: Origin): string {
  if (origin.kind === "default") return `default of ${origin.release}`;
  const { file, start } = origin.range;
  const place = `${file}:${start.line}`;
  return origin.template === undefined ? place : `${place} by a template`;
}

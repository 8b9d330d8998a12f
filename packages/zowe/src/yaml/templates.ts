/**
 * Templates of a merged configuration, evaluated once and in document order, before any HA instance is merged over it.
 *
 * There is no recursion: a template that refers to one further down sees the internal object that stands for it.
 * @source zowe-common-c c/embeddedjs.c evaluationVisitor.
 */
import {
  INTERNAL_TYPE,
  type ConfigNode,
  fromJson,
  type Json,
  type MapEntry,
  type MapNode,
  type Origin,
  type TemplateNode,
  toJson,
} from "./config-node.js";
import { type Faults, shorten } from "./faults.js";
import { evaluateTemplates, type TemplateGlobals, type TemplateJob, type TemplateResult } from "./quickjs.js";

export type TemplateSurroundings = Omit<TemplateGlobals, "config">;

/** The same tree with results in place of templates; a template without a result stays one. */
export function evaluateAll(root: MapNode, surroundings: TemplateSurroundings, faults: Faults): MapNode {
  const found: (TemplateJob & { readonly node: TemplateNode })[] = [];
  collect(root, [], found);
  if (found.length === 0) return root;
  const jobs = found.map(({ path, code }) => ({ path, code }));
  const results = evaluateTemplates({ ...surroundings, config: toJson(root) }, jobs);
  const settled = new Map<ConfigNode, ConfigNode>();
  let isOver = false;
  found.forEach(({ node }, index) => {
    const result = results[index] ?? { kind: "limit" };
    settled.set(node, settle(node, result, isOver, faults));
    isOver ||= result.kind === "limit";
  });
  return replaceIn(root, settled) as MapNode;
}

function collect(
  node: ConfigNode,
  path: readonly (string | number)[],
  found: (TemplateJob & { readonly node: TemplateNode })[],
): void {
  if (node.kind === "template") found.push({ path, code: node.code, node });
  if (node.kind === "list") node.items.forEach((item, index) => collect(item, [...path, index], found));
  if (node.kind === "map")
    for (const [key, entry] of node.entries) collect(entry.node, [...path, key], found);
}

/** After a limit was met nothing is evaluated; it is said once. */
function settle(node: TemplateNode, result: TemplateResult, isOver: boolean, faults: Faults): ConfigNode {
  const { origin, text } = node;
  const report = (code: "ZW_TEMPLATE_LIMIT" | "ZW_TEMPLATE_UNDEFINED" | "ZW_TEMPLATE_FORWARD"): void =>
    faults.report(code, origin, shorten(text));
  if (result.kind === "limit") {
    if (!isOver) report("ZW_TEMPLATE_LIMIT");
    return node;
  }
  if (result.kind === "failed") {
    faults.report("ZW_TEMPLATE_FAILED", origin, shorten(text), shorten(result.why, 120));
    return node;
  }
  const from: Origin = origin.kind === "file" ? { ...origin, template: text } : origin;
  if (result.kind === "undefined") {
    report("ZW_TEMPLATE_UNDEFINED");
    return { kind: "scalar", value: null, origin: from };
  }
  if (!seesTemplate(result.value)) return fromJson(result.value, from);
  report("ZW_TEMPLATE_FORWARD");
  return node;
}

/** The internal object itself, or its text where it was joined to other text. */
function seesTemplate(value: Json): boolean {
  const text = JSON.stringify(value);
  return text.includes(`"${INTERNAL_TYPE}"`) || text.includes("[object Object]");
}

function replaceIn(node: ConfigNode, settled: ReadonlyMap<ConfigNode, ConfigNode>): ConfigNode {
  if (node.kind === "list") return { ...node, items: node.items.map((item) => replaceIn(item, settled)) };
  if (node.kind !== "map") return settled.get(node) ?? node;
  const entries = [...node.entries].map(([key, entry]): [string, MapEntry] => [
    key,
    { ...entry, node: replaceIn(entry.node, settled) },
  ]);
  return { ...node, entries: new Map(entries) };
}

/**
 * A YAML text as trees with positions, one for each document: aliases written out, scalars by YAML 1.2's core schema.
 *
 * The text is guarded before it is parsed and while it is unfolded, so that no input costs more than bounded time and
 * memory.
 */
import type { DiagnosticList } from "@sysplex/sysplex";
import { checkText, TextLines, yamlExcess, type SourceRange, type SourceText } from "@sysplex/sysplex";
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node } from "yaml";
import type { kubernetesDiagnostics } from "./diagnostics.js";

export type Faults = DiagnosticList<typeof kubernetesDiagnostics>;

export type Tree = ScalarTree | ListTree | MapTree;

export interface ScalarTree {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly range: SourceRange;
}

export interface ListTree {
  readonly kind: "list";
  readonly items: readonly Tree[];
  readonly range: SourceRange;
}

export interface MapTree {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Entry>;
  readonly range: SourceRange;
}

export interface Entry {
  readonly key: SourceRange;
  readonly value: Tree;
}

/** @assumption A manifest needs fifteen levels; all of Zowe's manifests together have some 5,000 values. */
const NESTING_MAX = 64;
const NODES_MAX = 50_000;
const LENGTH_MAX = 4 * 1024 * 1024;
const LEXEMES_MAX = 6 * NODES_MAX;
const MESSAGE_LENGTH_MAX = 160;

/** The documents that can be read. Never throws. */
export function readTrees(source: SourceText, faults: Faults): readonly Tree[] {
  const refused = checkText(source, LENGTH_MAX);
  if (refused !== undefined) {
    faults.add([refused]);
    return [];
  }
  const lines = new TextLines(source);
  const excess = yamlExcess(source.text, { nestingMax: NESTING_MAX, lexemesMax: LEXEMES_MAX });
  if (excess !== undefined) {
    const range = lines.range(excess.offset, excess.offset + 1);
    if (excess.kind === "depth") faults.report("K8S_TOO_DEEP", range, NESTING_MAX);
    else faults.report("K8S_TOO_MUCH", range, NODES_MAX);
    return [];
  }
  const documents = parseAllDocuments(source.text, {
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: "error",
  });
  return Array.isArray(documents) ? documents.flatMap((document) => treeOf(document, lines, faults)) : [];
}

function treeOf(document: Document.Parsed, lines: TextLines, faults: Faults): readonly Tree[] {
  const [error] = document.errors;
  if (error !== undefined) {
    faults.report("K8S_SYNTAX", lines.range(...error.pos), error.message.slice(0, MESSAGE_LENGTH_MAX));
    return [];
  }
  if (document.contents === null) return [];
  try {
    return [new Unfolding(lines, faults).node(document.contents, 1)];
  } catch (fault) {
    if (!(fault instanceof TooMuch)) throw fault;
    return [];
  }
}

/** Thrown and caught here: there is too much to go on. */
class TooMuch extends Error {}

class Unfolding {
  private readonly anchors = new Map<string, Node>();
  private count = 0;

  constructor(
    private readonly lines: TextLines,
    private readonly faults: Faults,
  ) {}

  node(node: Node | null | undefined, depth: number, where?: SourceRange): Tree {
    const range = this.rangeOf(node) ?? where ?? this.lines.range(0, 0);
    this.count += 1;
    if (depth > NESTING_MAX) this.giveUp("K8S_TOO_DEEP", NESTING_MAX, range);
    if (this.count > NODES_MAX) this.giveUp("K8S_TOO_MUCH", NODES_MAX, range);
    if (isAlias(node)) return this.node(this.anchors.get(node.source), depth + 1, range);
    if (node !== null && node !== undefined && "anchor" in node && node.anchor !== undefined)
      this.anchors.set(node.anchor, node);
    if (isMap<Node, Node | null>(node))
      return { kind: "map", entries: this.entries(node.items, depth, range), range };
    if (isSeq<Node | null>(node))
      return { kind: "list", items: node.items.map((item) => this.node(item, depth + 1, range)), range };
    return { kind: "scalar", value: scalarOf(isScalar(node) ? node.value : null), range };
  }

  private entries(
    pairs: readonly { key: Node; value: Node | null }[],
    depth: number,
    where: SourceRange,
  ): ReadonlyMap<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const { key, value } of pairs) {
      const range = this.rangeOf(key) ?? where;
      const name = isScalar(key) ? String(key.value) : "";
      if (entries.has(name))
        this.faults.report("K8S_DUPLICATE_KEY", range, name.slice(0, MESSAGE_LENGTH_MAX));
      entries.set(name, { key: range, value: this.node(value, depth + 1, range) });
    }
    return entries;
  }

  private rangeOf(node: Node | null | undefined): SourceRange | undefined {
    const [start, end] = node?.range ?? [];
    return start === undefined || end === undefined ? undefined : this.lines.range(start, end);
  }

  private giveUp(code: "K8S_TOO_DEEP" | "K8S_TOO_MUCH", most: number, range: SourceRange): never {
    this.faults.report(code, range, most);
    throw new TooMuch();
  }
}

function scalarOf(value: unknown): ScalarTree["value"] {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return typeof value === "bigint" ? Number(value) : null;
}

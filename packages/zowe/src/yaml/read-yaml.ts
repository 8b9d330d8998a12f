/**
 * A text as a tree, as Zowe's reader in C takes it: the first document only, the first of two equal keys, aliases written
 * out, `<<` a key like any other.
 *
 * The text is guarded before it is parsed and while it is unfolded, so that no input costs more than bounded time and
 * memory: nesting, words, and what aliases amount to when written out.
 * @source zowe-common-c, c/yaml2json.c; documents, duplicates: read in the code; anchors and `<<`: inferred.
 */
import { type SourceRange, type SourceText, TextLines } from "@sysplex/sysplex";
import {
  type Alias,
  type Scalar as YamlScalar,
  type YAMLError,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type ParsedNode,
} from "yaml";
import type { ConfigNode, FileOrigin, MapEntry, MapNode } from "./config-node.js";
import { type Faults, shorten } from "./faults.js";
import { readScalar, type ScalarStyle } from "./scalars.js";
import { NESTING_MAX, NODES_MAX, guardYaml } from "./yaml-guard.js";

/** The top of a file is a map; `undefined`: it cannot be read, and a fault says why. */
export function readYaml(source: SourceText, stringLengthMax: number, faults: Faults): MapNode | undefined {
  const refused = guardYaml(source);
  if (refused !== undefined) {
    faults.add(refused);
    return undefined;
  }
  const lines = new TextLines(source);
  // Unique keys are checked here, not by the parser, whose check takes quadratic time. Types are Zowe's, not YAML's.
  const document = parseDocument(source.text, {
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: "error",
    schema: "failsafe",
  });
  if (!reportYamlFaults([...document.errors, ...document.warnings], lines, faults)) return undefined;
  const tree = new Unfolding(lines, stringLengthMax, faults).unfold(document.contents);
  if (tree?.kind === "map") return tree;
  if (tree !== undefined) faults.report("ZW_NOT_A_MAP", tree.origin);
  return undefined;
}

/** False: the text cannot be read. */
function reportYamlFaults(found: readonly YAMLError[], lines: TextLines, faults: Faults): boolean {
  let isSound = true;
  for (const { code, message, pos } of found) {
    const range = lines.range(pos[0], pos[1]);
    if (code === "MULTIPLE_DOCS") faults.report("ZW_FURTHER_DOCUMENTS", range);
    else if (code === "TAG_RESOLVE_FAILED") {
      faults.report("ZW_YAML_TAG", range, shorten(lines.source.text.slice(pos[0], pos[1])));
    } else {
      faults.report("ZW_YAML_SYNTAX", range, shorten(message, MESSAGE_LENGTH_MAX));
      isSound = false;
    }
  }
  return isSound;
}

const MESSAGE_LENGTH_MAX = 160;

/** Thrown and caught here: there is too much to go on. */
class TooMuch extends Error {}

/** Turns the parser's nodes into ours, aliases written out. */
class Unfolding {
  private readonly anchors = new Map<string, ParsedNode>();
  private nodeCount = 0;

  constructor(
    private readonly lines: TextLines,
    private readonly stringLengthMax: number,
    private readonly faults: Faults,
  ) {}

  unfold(contents: ParsedNode | null): ConfigNode | undefined {
    try {
      return this.node(contents, this.lines.range(0, 0), 1);
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
      return undefined;
    }
  }

  private node(
    node: ParsedNode | null,
    where: SourceRange,
    depth: number,
    key?: string,
  ): ConfigNode | undefined {
    this.nodeCount += 1;
    const range = node === null ? where : this.lines.range(node.range[0], node.range[1]);
    if (this.nodeCount > NODES_MAX) this.giveUp("ZW_YAML_TOO_MUCH", NODES_MAX, range);
    if (depth > NESTING_MAX) this.giveUp("ZW_YAML_TOO_DEEP", NESTING_MAX, range);
    const origin: FileOrigin = { kind: "file", range };
    if (isAlias(node)) return this.alias(node, range, depth);
    if (node?.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (isMap<ParsedNode, ParsedNode | null>(node)) {
      return { kind: "map", entries: this.entries(node.items, depth), origin };
    }
    if (isSeq<ParsedNode | null>(node)) {
      const items = node.items.map((item) => this.node(item, range, depth + 1));
      return { kind: "list", items: items.filter((item) => item !== undefined), origin };
    }
    return readScalar({ ...spellingOf(node), key, origin }, this.stringLengthMax, this.faults);
  }

  private alias(alias: Alias, range: SourceRange, depth: number): ConfigNode | undefined {
    const target = this.anchors.get(alias.source);
    if (target !== undefined) return this.node(target, range, depth + 1);
    this.faults.report("ZW_YAML_ALIAS", range, shorten(alias.source));
    return { kind: "scalar", value: null, origin: { kind: "file", range } };
  }

  private entries(
    pairs: readonly { key: ParsedNode; value: ParsedNode | null }[],
    depth: number,
  ): ReadonlyMap<string, MapEntry> {
    const entries = new Map<string, MapEntry>();
    for (const { key, value } of pairs) {
      const keyRange = this.lines.range(key.range[0], key.range[1]);
      if (!isScalar(key)) {
        this.faults.report("ZW_YAML_KEY", keyRange);
        continue;
      }
      const name = typeof key.value === "string" ? key.value : "";
      if (name === "<<") this.faults.report("ZW_MERGE_KEY", keyRange);
      const node = this.node(value, { ...keyRange, start: keyRange.end }, depth + 1, name);
      if (entries.has(name)) this.reportDuplicate(name, entries, keyRange);
      else if (node !== undefined) entries.set(name, { keyOrigin: { kind: "file", range: keyRange }, node });
    }
    return entries;
  }

  private reportDuplicate(name: string, entries: ReadonlyMap<string, MapEntry>, range: SourceRange): void {
    const origin = entries.get(name)?.keyOrigin;
    const line = origin?.kind === "file" ? origin.range.start.line : 0;
    this.faults.report("ZW_DUPLICATE_KEY", range, shorten(name), line);
  }

  private giveUp(code: "ZW_YAML_TOO_MUCH" | "ZW_YAML_TOO_DEEP", limit: number, range: SourceRange): never {
    this.faults.report(code, range, limit);
    throw new TooMuch();
  }
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "block",
  BLOCK_FOLDED: "block",
};

function spellingOf(node: YamlScalar.Parsed | ParsedNode | null): { text: string; style: ScalarStyle } {
  if (!isScalar(node)) return { text: "", style: "plain" };
  const text = typeof node.value === "string" ? node.value : "";
  return { text, style: STYLES[node.type ?? ""] ?? "plain" };
}

/**
 * A YAML text as a tree of maps, lists and scalars that know where they stand.
 *
 * The text is guarded before it is parsed and while it is unfolded, so that no input costs more than bounded time and
 * memory: nesting, words, and what aliases amount to when written out. Tags are refused. Scalars keep their spelling,
 * so that the clone 01 stays two characters.
 */
import {
  type Alias,
  type YAMLError,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type ParsedNode,
} from "yaml";
import {
  type Diagnostic,
  type SourceRange,
  type SourceText,
  TextLines,
  checkText,
  diagnose,
} from "@sysplex/sysplex";
import { scenarioDiagnostics } from "./diagnostics.js";
import { shorten } from "./wording.js";
import { NODES_MAX, NESTING_MAX, guardYaml } from "./yaml-guard.js";

export type TreeNode = ScalarNode | ListNode | MapNode;

interface Placed {
  readonly range: SourceRange;
  /** The folder of the file that wrote it, relative to the scenario's folder; empty: that folder itself. */
  readonly folder: string;
}

export interface ScalarNode extends Placed {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** As it is spelled, without quotes. */
  readonly spelling: string;
}

export interface ListNode extends Placed {
  readonly kind: "list";
  readonly items: readonly TreeNode[];
}

export interface MapNode extends Placed {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  readonly keyRange: SourceRange;
  readonly node: TreeNode;
}

export interface YamlReading {
  /** Absent when the text is no YAML, or too much of it. */
  readonly tree?: TreeNode;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one YAML document. An empty one is an empty scalar. */
export function readYaml(source: SourceText, folder: string): YamlReading {
  const refused = checkText(source) ?? guardYaml(source);
  if (refused !== undefined) return { diagnostics: [refused] };

  const lines = new TextLines(source);
  // Unique keys are checked here, not by the parser, whose check takes quadratic time.
  const document = parseDocument(source.text, { prettyErrors: false, uniqueKeys: false, logLevel: "error" });
  const faults = [...document.errors, ...document.warnings];
  const diagnostics = faults.map((fault) => yamlFault(fault, lines));
  if (diagnostics.length > 0) return { diagnostics };
  return new Unfolding(lines, folder).unfold(document.contents);
}

/** Warnings are about tags; everything else that the parser dislikes is an error. */
function yamlFault({ code, message, pos: [start, end] }: YAMLError, lines: TextLines): Diagnostic {
  const range = lines.range(start, end);
  if (code !== "TAG_RESOLVE_FAILED") {
    return diagnose(scenarioDiagnostics, "YAML_SYNTAX", range, shorten(message, MESSAGE_LENGTH_MAX));
  }
  return diagnose(
    scenarioDiagnostics,
    "YAML_TAG",
    range,
    shorten(lines.source.text.slice(start, start + 80)),
  );
}

const MESSAGE_LENGTH_MAX = 160;

/** Thrown and caught here: there is too much to go on. */
class TooMuch extends Error {}

/** Turns the parser's nodes into ours, aliases written out. */
class Unfolding {
  private readonly anchors = new Map<string, ParsedNode>();
  private readonly diagnostics: Diagnostic[] = [];
  private nodeCount = 0;

  constructor(
    private readonly lines: TextLines,
    private readonly folder: string,
  ) {}

  unfold(contents: ParsedNode | null): YamlReading {
    try {
      const tree = this.node(contents, this.lines.range(0, 0), 1);
      return { tree, diagnostics: this.diagnostics };
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
      return { diagnostics: this.diagnostics };
    }
  }

  private node(node: ParsedNode | null, where: SourceRange, depth: number): TreeNode {
    this.nodeCount += 1;
    const range = node === null ? where : this.lines.range(node.range[0], node.range[1]);
    if (this.nodeCount > NODES_MAX) this.giveUp("YAML_TOO_MUCH", NODES_MAX, range);
    if (depth > NESTING_MAX) this.giveUp("YAML_TOO_DEEP", NESTING_MAX, range);
    const placed = { range, folder: this.folder };
    if (isAlias(node)) return this.alias(node, range, depth);
    if (node?.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (isMap<ParsedNode, ParsedNode | null>(node)) {
      return { kind: "map", entries: this.entries(node.items, range, depth), ...placed };
    }
    if (isSeq<ParsedNode | null>(node)) {
      return { kind: "list", items: node.items.map((item) => this.node(item, range, depth + 1)), ...placed };
    }
    const value: unknown = isScalar(node) ? node.value : null;
    const spelling = isScalar(node) && node.source !== undefined ? node.source : "";
    const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return { kind: "scalar", value: isPlain ? value : null, spelling, ...placed };
  }

  private alias(alias: Alias, range: SourceRange, depth: number): TreeNode {
    const target = this.anchors.get(alias.source);
    if (target !== undefined) return this.node(target, range, depth + 1);
    this.diagnostics.push(diagnose(scenarioDiagnostics, "YAML_ALIAS", range, alias.source));
    return { kind: "scalar", value: null, spelling: "", range, folder: this.folder };
  }

  private entries(
    pairs: readonly { key: ParsedNode; value: ParsedNode | null }[],
    where: SourceRange,
    depth: number,
  ): ReadonlyMap<string, MapEntry> {
    const entries = new Map<string, MapEntry>();
    for (const { key, value } of pairs) {
      const node = this.node(key, where, depth + 1);
      const keyRange = node.range;
      if (node.kind !== "scalar") {
        this.diagnostics.push(diagnose(scenarioDiagnostics, "YAML_KEY", keyRange));
        continue;
      }
      const earlier = entries.get(node.spelling);
      if (earlier !== undefined) {
        const { line } = earlier.keyRange.start;
        this.diagnostics.push(
          diagnose(scenarioDiagnostics, "YAML_DUPLICATE_KEY", keyRange, node.spelling, line),
        );
      }
      const child = this.node(value, { ...keyRange, start: keyRange.end }, depth + 1);
      if (earlier === undefined) entries.set(node.spelling, { keyRange, node: child });
    }
    return entries;
  }

  private giveUp(code: "YAML_TOO_MUCH" | "YAML_TOO_DEEP", limit: number, range: SourceRange): never {
    this.diagnostics.push(diagnose(scenarioDiagnostics, code, range, limit));
    throw new TooMuch();
  }
}

/**
 * A schema and a tree, read side by side: what is sound of the tree, and every fault in it.
 *
 * One broken value must not hide the next, so that maps and lists are walked part by part and only single values are given
 * to the schema as they are. What comes back is therefore partial wherever a fault was reported.
 */
import { didYouMean, type SourceRange } from "@sysplex/sysplex";
import { z } from "zod";
import type { Fault } from "./diagnostics.js";
import { describe, shorten } from "./wording.js";
import type { MapNode, ScalarNode, TreeNode } from "./yaml-tree.js";

/** What the reader needs to know of a schema beyond its type. */
export interface ReadingHint {
  /** What to write, with an example: `a duration such as 30s`. */
  readonly expects?: string;
  /** A number without its unit is the likeliest mistake. */
  readonly quantity?: boolean;
  /** The units that it takes: `h, m, s`. */
  readonly units?: string;
  /** The spelling counts, not the YAML type: the clone 01 is no number. */
  readonly asSpelled?: boolean;
  /** The key is known, but its meaning is not simulated. */
  readonly notSimulated?: string;
  /** Values that are known, but not simulated. */
  readonly notSimulatedValues?: readonly string[];
  /** The key that tells this alternative from the others. */
  readonly verb?: string;
  /** Of alternatives, what each is: `timeline entry`. */
  readonly entry?: EntryKind;
}

/** What is told by its verb. */
export type EntryKind = "timeline entry" | "client";

/** Kept beside zod's own metadata, which goes into the JSON Schema. */
export const readingHints = z.registry<ReadingHint>();

/** What is left of a value when its faulty parts are taken away. */
export type Sound<Value> = Value extends string | number | boolean | null | undefined
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly (Sound<Item> | undefined)[]
    : { readonly [Key in keyof Value]?: Sound<Value[Key]> | undefined };

/** Reads `node`, which stands at `where` (`sysplex.systems.SYSA`), as `schema` has it. */
export function readSound<Schema extends z.ZodType>(
  schema: Schema,
  node: TreeNode,
  where: string,
  fault: Fault,
): Sound<z.output<Schema>> | undefined {
  return new Reading(fault).read(schema, node, where) as Sound<z.output<Schema>> | undefined;
}

/** A schema without the wrappers that say what may be left out. */
export function innerSchema(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault) return innerSchema(schema.unwrap());
  return schema;
}

function hintOf(schema: z.core.$ZodType): ReadingHint {
  return { ...readingHints.get(innerSchema(schema)), ...readingHints.get(schema) };
}

class Reading {
  constructor(private readonly fault: Fault) {}

  read(wrapped: z.core.$ZodType, node: TreeNode, where: string): unknown {
    const schema = innerSchema(wrapped);
    if (schema instanceof z.ZodUnion) return this.readAlternative(schema, node, where);
    if (schema instanceof z.ZodObject) return this.readObject(schema, node, where);
    if (schema instanceof z.ZodRecord) return this.readRecord(schema, node, where);
    if (schema instanceof z.ZodArray) return this.readList(schema, node, where);
    return this.readScalar(schema, node, where);
  }

  private readObject(schema: z.ZodObject, node: TreeNode, where: string): unknown {
    if (node.kind !== "map") return this.wrongType(schema, node, where, "a map of keys and values");
    const place = where === "" ? "A scenario" : where;
    const shape: z.core.$ZodShape = schema.shape;
    const fields: [string, unknown][] = [];
    const present = new Set(node.entries.keys());
    for (const [key, { keyRange, node: child }] of node.entries) {
      const field = Object.hasOwn(shape, key) ? shape[key] : undefined;
      const notSimulated = field && hintOf(field).notSimulated;
      if (field === undefined) {
        const suggestion = didYouMean(key, Object.keys(shape));
        this.fault("UNKNOWN_KEY", keyRange, shorten(key), place, suggestion);
        present.add(suggestion ?? ""); // It is mistyped, not missing.
      } else if (notSimulated !== undefined) {
        this.fault("NOT_SIMULATED_YET", keyRange, notSimulated);
      } else {
        fields.push([key, this.read(field, child, join(where, key))]);
      }
    }
    for (const [key, field] of Object.entries(shape)) {
      if (!present.has(key)) this.fillIn(key, field, node, place, fields);
    }
    return Object.fromEntries(fields);
  }

  private fillIn(
    key: string,
    field: z.core.$ZodType,
    node: MapNode,
    place: string,
    fields: [string, unknown][],
  ) {
    const byDefault = z.safeParse(field, undefined);
    if (!byDefault.success) {
      this.fault(
        "MISSING_KEY",
        headOf(node),
        key,
        place,
        hintOf(field).expects ?? expectedType(innerSchema(field)),
      );
    } else if (byDefault.data !== undefined) {
      fields.push([key, byDefault.data]);
    }
  }

  private readRecord(schema: z.ZodRecord, node: TreeNode, where: string): unknown {
    if (node.kind !== "map") return this.wrongType(schema, node, where, "a map of names and values");
    const fields: [string, unknown][] = [];
    for (const [key, { keyRange, node: child }] of node.entries) {
      if (!z.safeParse(schema.keyType, key).success) {
        this.fault("BAD_NAME", keyRange, where, shorten(key), hintOf(schema.keyType).expects ?? "a name");
      }
      fields.push([key, this.read(schema.valueType, child, join(where, shorten(key)))]);
    }
    return Object.fromEntries(fields);
  }

  private readList(schema: z.ZodArray, node: TreeNode, where: string): unknown {
    if (node.kind !== "list") return this.wrongType(schema, node, where, "a list");
    return node.items.map((item, index) => this.read(schema.element, item, `${where}[${index + 1}]`));
  }

  private readAlternative(schema: z.ZodUnion, node: TreeNode, where: string): unknown {
    const fitting = schema.options.filter((option) => kindOf(option) === node.kind);
    if (fitting.length === 0) return this.wrongType(schema, node, where, "something else");
    const [only, ...others] = fitting;
    if (only !== undefined && others.length === 0) return this.read(only, node, where);
    if (node.kind === "map") return this.readByVerb(schema, fitting, node, where);
    return this.readScalar(schema, node, where);
  }

  private readByVerb(
    union: z.core.$ZodType,
    options: readonly z.core.$ZodType[],
    node: MapNode,
    where: string,
  ): unknown {
    const { entry = "timeline entry" } = hintOf(union);
    const verbs = options.map((option) => hintOf(option).verb ?? "");
    const present = verbs.filter((verb) => node.entries.has(verb));
    const [verb] = present;
    const option = options[verbs.indexOf(verb ?? "")];
    if (verb === undefined || option === undefined) {
      this.reportNoVerb(entry, options, verbs, node);
      return undefined;
    }
    if (present.length === 1) return this.read(option, node, where);
    this.fault("SEVERAL_VERBS", headOf(node), entry, present.join(", "));
    return undefined;
  }

  /** Points at the first key that no alternative has; it is the verb, mistyped. */
  private reportNoVerb(
    kind: EntryKind,
    options: readonly z.core.$ZodType[],
    verbs: readonly string[],
    node: MapNode,
  ): void {
    const keys = new Set(
      options.flatMap((option) => (option instanceof z.ZodObject ? Object.keys(option.shape) : [])),
    );
    const [unknown] = [...node.entries].filter(([key]) => !keys.has(key));
    const [key, entry] = unknown ?? [];
    const guess = key === undefined ? undefined : nearestVerb(key, verbs);
    const named = key === undefined ? undefined : shorten(key);
    this.fault("NO_VERB", entry?.keyRange ?? headOf(node), kind, verbs.join(", "), named, guess);
  }

  private readScalar(schema: z.core.$ZodType, node: TreeNode, where: string): unknown {
    const hint = hintOf(schema);
    if (node.kind !== "scalar" || node.value === null) return this.wrongType(schema, node, where, "a value");
    const result = z.safeParse(schema, hint.asSpelled === true ? node.spelling : node.value);
    if (result.success) return result.data;
    const expects = hint.expects ?? expectedType(schema);
    const found = describe(node);
    if (hint.notSimulatedValues?.includes(node.spelling) === true) {
      this.fault("NOT_SIMULATED_YET", node.range, `${where} ${node.spelling}`);
    } else if (hint.quantity === true && hasNoUnit(node)) {
      this.fault("NO_UNIT", node.range, where, expects, shorten(node.spelling));
    } else if (hint.quantity === true) {
      this.fault("BAD_QUANTITY", node.range, where, expects, found, hint.units);
    } else if (result.error.issues.every(({ code }) => code === "invalid_type")) {
      this.fault("WRONG_TYPE", node.range, where, expects, found);
    } else {
      this.fault("BAD_VALUE", node.range, where, expects, found, nearestChoice(schema, node));
    }
    return undefined;
  }

  private wrongType(schema: z.core.$ZodType, node: TreeNode, where: string, otherwise: string): undefined {
    const expects = hintOf(schema).expects ?? otherwise;
    const place = where === "" ? "The file" : where;
    this.fault("WRONG_TYPE", node.range, place, expects, describe(node));
    return undefined;
  }
}

/** Verbs are so short that letters in the wrong order are the likeliest mistake: fial. */
function nearestVerb(key: string, verbs: readonly string[]): string | undefined {
  const lettersOf = (word: string): string => [...word.slice(0, 20)].sort().join("");
  return verbs.find((verb) => lettersOf(verb) === lettersOf(key)) ?? didYouMean(key, verbs);
}

/** `sysplex.systems.SYSA` */
function join(where: string, key: string): string {
  return where === "" ? key : `${where}.${key}`;
}

/** Where to point for something that is missing from a map: at its first key. */
function headOf(node: MapNode): SourceRange {
  for (const { keyRange } of node.entries.values()) return keyRange;
  return node.range;
}

function kindOf(schema: z.core.$ZodType): TreeNode["kind"] {
  const inner = innerSchema(schema);
  if (inner instanceof z.ZodObject || inner instanceof z.ZodRecord) return "map";
  return inner instanceof z.ZodArray ? "list" : "scalar";
}

function hasNoUnit(node: ScalarNode): boolean {
  return typeof node.value === "number";
}

function expectedType(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodEnum) return schema.options.join(" or ");
  return schema instanceof z.ZodBoolean ? "true or false" : "a text";
}

function nearestChoice(schema: z.core.$ZodType, node: ScalarNode): string | undefined {
  return schema instanceof z.ZodEnum ? didYouMean(node.spelling, schema.options.map(String)) : undefined;
}

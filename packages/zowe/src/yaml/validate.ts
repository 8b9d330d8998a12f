/**
 * A configuration against Zowe's schema, every fault at once, each where it is written.
 *
 * @source launcher and prepare validate the merged configuration: `ZWEL0070E Configuration has validity exceptions`.
 */
import { didYouMean } from "@sysplex/sysplex";
import type { ConfigNode, ListNode, MapNode, Origin, ScalarNode } from "./config-node.js";
import { type Faults, shorten } from "./faults.js";
import { certificateForms, type ObjectSchema, type Schema } from "./schema.js";
import { masked } from "./secrets.js";
import { textAt } from "./values.js";

/** Reports what of `node` does not fit. A template without a value has been reported before. */
export function validate(node: ConfigNode, schema: Schema, faults: Faults): void {
  new Validation(faults).check(node, schema, []);
}

type Path = readonly string[];

class Validation {
  constructor(private readonly faults: Faults) {}

  check(node: ConfigNode, schema: Schema, path: Path): void {
    if (node.kind === "template" || schema.type === "any") return;
    if (schema.type === "certificate") this.check(node, certificateForm(node), path);
    else if (schema.type === "object") this.checkObject(node, schema, path);
    else if (schema.type === "list") this.checkList(node, schema, path);
    else if (node.kind === "scalar") this.checkScalar(node, schema, path);
    else this.wrongType(node, schema, path);
  }

  private checkObject(node: ConfigNode, schema: ObjectSchema, path: Path): void {
    if (node.kind !== "map") return this.wrongType(node, schema, path);
    for (const [key, { keyOrigin, node: child }] of node.entries) {
      const property = Object.hasOwn(schema.properties, key) ? schema.properties[key] : schema.others;
      if (property === undefined) this.unknown(key, keyOrigin, schema, path);
      else this.check(child, property, [...path, key]);
    }
    for (const key of schema.required ?? []) {
      if (!node.entries.has(key)) this.missing(key, node, schema, path);
    }
  }

  /** Where other properties are allowed a mistyped name goes unnoticed, until it is missed. */
  private missing(key: string, node: MapNode, { properties }: ObjectSchema, path: Path): void {
    const strangers = [...node.entries.keys()].filter((name) => !Object.hasOwn(properties, name));
    const [mistyped] = strangers.filter((name) => didYouMean(name, [key]) === key);
    const where =
      (mistyped === undefined ? undefined : node.entries.get(mistyped)?.keyOrigin) ?? headOf(node);
    const found = mistyped === undefined ? undefined : shorten(mistyped);
    this.faults.report("ZW_MISSING_PROPERTY", where, key, placeOf(path), found);
  }

  private unknown(key: string, origin: Origin, { properties }: ObjectSchema, path: Path): void {
    const suggestion = didYouMean(key, Object.keys(properties));
    this.faults.report("ZW_UNKNOWN_PROPERTY", origin, shorten(key), placeOf(path), suggestion);
  }

  private checkList(node: ConfigNode, schema: Schema & { type: "list" }, path: Path): void {
    if (node.kind !== "list") return this.wrongType(node, schema, path);
    node.items.forEach((item, index) => this.check(item, schema.items, [...path, String(index)]));
    if (node.items.length < (schema.itemsMin ?? 0))
      this.faults.report("ZW_EMPTY_LIST", node.origin, placeOf(path));
    if (schema.unique === true) this.checkUnique(node, path);
  }

  private checkUnique(node: ListNode, path: Path): void {
    const seen = new Set<unknown>();
    for (const item of node.items) {
      if (item.kind !== "scalar") continue;
      // The later item is the left file's, which is the one to change.
      if (seen.has(item.value))
        this.faults.report("ZW_NOT_UNIQUE", item.origin, placeOf(path), shorten(String(item.value)));
      seen.add(item.value);
    }
  }

  private checkScalar(node: ScalarNode, schema: Exclude<Schema, ObjectSchema>, path: Path): void {
    const { value, origin } = node;
    if (schema.type === "integer" && typeof value === "string" && /^\d+$/.test(value)) {
      this.faults.report("ZW_QUOTED_NUMBER", origin, placeOf(path), shorten(value));
    } else if (typeof value !== TYPES_OF[schema.type]) this.wrongType(node, schema, path);
    else if (!fits(value, schema)) {
      const suggestion =
        schema.type === "text" && typeof value === "string"
          ? didYouMean(value, schema.choices ?? [])
          : undefined;
      this.faults.report(
        "ZW_BAD_VALUE",
        origin,
        placeOf(path),
        expectation(schema),
        describe(node, path),
        suggestion,
      );
    }
  }

  private wrongType(node: ConfigNode, schema: Schema, path: Path): void {
    this.faults.report(
      "ZW_WRONG_TYPE",
      node.origin,
      placeOf(path),
      expectation(schema),
      describe(node, path),
    );
  }
}

const TYPES_OF: Readonly<Record<Schema["type"], string>> = {
  text: "string",
  integer: "number",
  boolean: "boolean",
  list: "",
  object: "",
  any: "",
  certificate: "",
};

function certificateForm(node: ConfigNode): ObjectSchema {
  const type = textAt(node, "keystore", "type") ?? "PKCS12";
  return type === "PKCS12" ? certificateForms.pkcs12 : certificateForms.keyring;
}

function fits(value: ScalarNode["value"], schema: Schema): boolean {
  if (schema.type === "integer" && typeof value === "number") {
    return Number.isInteger(value) && value >= (schema.min ?? -Infinity) && value <= (schema.max ?? Infinity);
  }
  if (schema.type !== "text" || typeof value !== "string") return true;
  const { choices, lengthMax, pattern } = schema;
  return (
    (choices?.includes(value) ?? true) &&
    value.length <= (lengthMax ?? Infinity) &&
    (pattern?.test(value) ?? true)
  );
}

function expectation(schema: Schema): string {
  switch (schema.type) {
    case "integer":
      return schema.max === undefined
        ? "a whole number"
        : `a whole number from ${schema.min ?? 0} to ${schema.max}`;
    case "text":
      if (schema.choices !== undefined)
        return schema.choices.map((word) => (word === "" ? '""' : word)).join(" or ");
      if (schema.pattern !== undefined) return "a key ring such as safkeyring://USER/RING";
      return schema.lengthMax === undefined ? "a text" : `a text of at most ${schema.lengthMax} characters`;
    case "boolean":
      return "true or false";
    case "list":
      return "a list";
    default:
      return "a map of keys and values";
  }
}

function describe(node: ConfigNode, path: Path): string {
  if (node.kind !== "scalar") return `a ${node.kind}`;
  if (node.value === null) return "nothing";
  const shown = shorten(masked(path, String(node.value)));
  return typeof node.value === "string" ? `"${shown}"` : shown;
}

/** Where to point for something that is missing from a map: at its first key. */
function headOf(node: MapNode): Origin {
  for (const { keyOrigin } of node.entries.values()) return keyOrigin;
  return node.origin;
}

function placeOf(path: Path): string {
  return path.length === 0 ? "The configuration" : shorten(path.join("."), 80);
}

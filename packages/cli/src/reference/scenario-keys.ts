/** The keys of a scenario file, from its JSON Schema. */
import { scenarioJsonSchema } from "@sysplex/scenario";
import type { ReferenceTable } from "./table.js";

/** As much of JSON Schema as the scenario's uses. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly not?: unknown;
}

interface Row extends Readonly<Record<string, string>> {
  readonly key: string;
  readonly value: string;
  readonly default: string;
  readonly meaning: string;
  readonly example: string;
}

export function scenarioKeyReference(): readonly ReferenceTable[] {
  const { properties = {}, required = [] } = scenarioJsonSchema() as Schema;
  const { timeline, expect, ...others } = properties;
  const columns = ["key", "value", "default", "meaning", "example"];
  const top = Object.entries(others).flatMap(([key, schema]) => rowsOf(key, schema, required.includes(key)));
  const rest = Object.entries({ timeline, expect }).flatMap(([key, schema]) =>
    schema === undefined ? [] : [rowOf(key, schema, false)],
  );
  return [
    {
      title: "Keys",
      introduction:
        "`<name>` stands for a name of your own, `[]` for each entry of a list, `[desktop]` for each entry that has this key.",
      columns,
      rows: [...top, ...rest],
    },
    {
      title: "Verbs of the timeline",
      introduction: "Each entry has `at` and one verb: `{ at: 5m, fail: SYSA }`.",
      columns,
      rows: (timeline?.items?.anyOf ?? []).flatMap((verb) =>
        Object.entries(verb.properties ?? {})
          .filter(([key]) => key !== "at")
          .map(([key, schema], index) =>
            rowOf(`${index === 0 ? "" : "… "}${key}`, schema, (verb.required ?? []).includes(key)),
          ),
      ),
    },
  ];
}

/** The key itself, then what is below it. */
function rowsOf(key: string, schema: Schema, isRequired: boolean): Row[] {
  return [rowOf(key, schema, isRequired), ...below(key, schema)];
}

function below(
  key: string,
  { properties = {}, required = [], additionalProperties, items, anyOf = [] }: Schema,
): Row[] {
  const named = Object.entries(properties).flatMap(([name, schema]) =>
    rowsOf(`${key}.${name}`, schema, required.includes(name)),
  );
  const free = typeof additionalProperties === "object" && isMap(additionalProperties);
  return [
    ...named,
    ...(free ? below(`${key}.<name>`, additionalProperties) : []),
    ...(items !== undefined && isMap(items) ? below(`${key}[]`, items) : []),
    ...kindsOf(items).flatMap(([kind, schema]) => below(`${key}[${kind}]`, schema)),
    ...anyOf.filter(isMap).flatMap((schema) => below(key, schema)),
  ];
}

/** Kinds of a list's entries, each with the required key that no other kind has. */
function kindsOf({ anyOf = [] }: Schema = {}): readonly (readonly [string, Schema])[] {
  const maps = anyOf.filter(isMap);
  return maps.flatMap((schema) => {
    const others = maps.filter((other) => other !== schema);
    const own = schema.required?.find((key) =>
      others.every(({ properties = {} }) => !Object.hasOwn(properties, key)),
    );
    return own === undefined ? [] : [[own, schema] as const];
  });
}

function rowOf(key: string, schema: Schema, isRequired: boolean): Row {
  const [example] = schema.examples ?? [];
  const byDefault = schema.default === undefined ? "" : JSON.stringify(schema.default);
  return {
    key,
    value: schema.not === undefined ? valueText(schema) : "not simulated yet",
    default: isRequired ? "required" : byDefault,
    meaning: schema.description ?? "",
    example: example === undefined ? "" : typeof example === "string" ? example : JSON.stringify(example),
  };
}

function valueText({ type, enum: choices, anyOf }: Schema): string {
  if (choices !== undefined) return choices.map(String).join(", ");
  if (anyOf !== undefined) return [...new Set(anyOf.map(valueText))].join(", or ");
  const types = typeof type === "string" ? [type] : (type ?? []);
  return types.map((name) => TYPE_NAMES[name] ?? name).join(" or ");
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "text",
  object: "map",
  array: "list",
  integer: "whole number",
  boolean: "true or false",
};

function isMap({ type }: Schema): boolean {
  return type === "object";
}

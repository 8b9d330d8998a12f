/**
 * The numbers of a model: each with a unit, a default, and a standing that the user can see and override.
 *
 * A package declares one table; a scenario's `parameters:` overrides rows by name (`zosmf.startDuration: 4m`).
 */
import type { Distribution } from "./distribution.js";
import { parseDistribution } from "./distribution-text.js";
import { formatDuration, parseDuration } from "./duration-text.js";
import { hours, NO_TIME, type Duration } from "./time.js";

/** Where a number comes from: a manual, a measurement, or an assumption that somebody should replace. */
export type Standing = "documented" | "measured" | "assumed";

/** One row of a table: a number of a model with its unit, its default and where it comes from. */
export interface Parameter<Value> {
  /** What a value looks like, for the reference page: `duration`, `number of threads`, `LOCAL | CONNECT`. */
  readonly unit: string;
  readonly default: Value;
  readonly standing: Standing;
  /** The document and topic, where and how it was measured, or why this value is assumed and what would change it. */
  readonly source: string;
  /** What the number is, in one sentence. */
  readonly meaning: string;
  /** The default as a scenario file would write it. */
  readonly defaultText: string;
  /** Turns what a scenario file holds into a value, or says what is wrong with it. */
  readonly read: (raw: unknown) => ParameterReading<Value>;
}

/** What reading a value gave: the value, or what is wrong with it in words for the author of the file. */
export type ParameterReading<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: string };

/** What every row says of its number. */
export interface Provenance {
  readonly standing: Standing;
  /** See {@link Parameter.source}. */
  readonly source: string;
  /** See {@link Parameter.meaning}. */
  readonly meaning: string;
}

/** Longer than any number of a model needs, and short enough that sums of a few stay whole. */
const LONGEST_PARAMETER = hours(365 * 24);

/** A length of time, written `500ms`, `45s`, `2m`, `1h30m`; at most a year. A period needs a `min` above zero. */
export function durationParameter(
  row: Provenance & { readonly default: Duration; readonly min?: Duration },
): Parameter<Duration> {
  const { min = NO_TIME } = row;
  return {
    ...row,
    unit: "duration",
    defaultText: formatDuration(row.default),
    read: (raw) => {
      const value = typeof raw === "string" ? parseDuration(raw) : undefined;
      if (value === undefined)
        return { ok: false, problem: `expected a duration such as 500ms, 45s or 2m, found ${shown(raw)}` };
      return value >= min && value <= LONGEST_PARAMETER
        ? { ok: true, value }
        : {
            ok: false,
            problem: `expected a duration from ${formatDuration(min)} to ${formatDuration(LONGEST_PARAMETER)}, found ${shown(raw)}`,
          };
    },
  };
}

/** A random length of time, written `4m`, `exponential(mean 50ms)`, `triangular(2m, 4m, 10m)`. Samples are in µs. */
export function distributionParameter(
  row: Provenance & { readonly default: string },
): Parameter<Distribution> {
  const byDefault = parseDistribution(row.default);
  if (byDefault === undefined) throw new Error(`${row.default} is no distribution`);
  return {
    ...row,
    default: byDefault,
    unit: "distribution of a duration",
    defaultText: row.default,
    read: (raw) => {
      const value = typeof raw === "string" ? parseDistribution(raw) : undefined;
      return value === undefined
        ? {
            ok: false,
            problem: `expected a duration or a distribution such as exponential(mean 50ms), found ${shown(raw)}`,
          }
        : { ok: true, value };
    },
  };
}

/** A plain number between bounds, in a unit of its own. */
export function numberParameter(
  row: Provenance & {
    readonly default: number;
    readonly unit: string;
    readonly min?: number;
    readonly max?: number;
    readonly whole?: boolean;
  },
): Parameter<number> {
  const { min = -Infinity, max = Infinity, whole = false } = row;
  const expected = `expected a ${whole ? "whole number" : "number"} (${row.unit}) from ${min} to ${max}`;
  return {
    ...row,
    defaultText: String(row.default),
    read: (raw) =>
      typeof raw === "number" && raw >= min && raw <= max && (!whole || Number.isInteger(raw))
        ? { ok: true, value: raw }
        : { ok: false, problem: `${expected}, found ${shown(raw)}` },
  };
}

/** Yes or no. */
export function flagParameter(row: Provenance & { readonly default: boolean }): Parameter<boolean> {
  return {
    ...row,
    unit: "true | false",
    defaultText: String(row.default),
    read: (raw) =>
      typeof raw === "boolean"
        ? { ok: true, value: raw }
        : { ok: false, problem: `expected true or false, found ${shown(raw)}` },
  };
}

/** One word of a list. */
export function choiceParameter<const Choice extends string>(
  row: Provenance & { readonly default: NoInfer<Choice>; readonly choices: readonly Choice[] },
): Parameter<Choice> {
  return {
    ...row,
    unit: row.choices.join(" | "),
    defaultText: row.default,
    read: (raw) => {
      const value = row.choices.find((choice) => choice === raw);
      return value === undefined
        ? { ok: false, problem: `expected ${row.choices.join(" or ")}, found ${shown(raw)}` }
        : { ok: true, value };
    },
  };
}

/** A row of any type. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table has rows of every type.
export type AnyParameter = Parameter<any>;

/** A package's parameters: `zosmf` and its rows. */
export interface ParameterTable<Rows extends Readonly<Record<string, AnyParameter>>> {
  readonly scope: string;
  readonly rows: Rows;
}

/** A table with rows of any type. */
export type AnyParameterTable = ParameterTable<Readonly<Record<string, AnyParameter>>>;

/** The values that a model runs with, by row name. */
export type ParameterValues<Table> =
  Table extends ParameterTable<infer Rows>
    ? { readonly [Name in keyof Rows]: Rows[Name] extends Parameter<infer Value> ? Value : never }
    : never;

/** Declares a table: `scope` and a row's name make the name that overrides it, `zosmf.startDuration`. */
export function defineParameters<const Rows extends Readonly<Record<string, AnyParameter>>>(
  scope: string,
  rows: Rows,
): ParameterTable<Rows> {
  return { scope, rows };
}

/** Every row's default, with `overrides` (already read) in place of some. */
export function parameterValues<Rows extends Readonly<Record<string, AnyParameter>>>(
  table: ParameterTable<Rows>,
  overrides: Partial<ParameterValues<ParameterTable<Rows>>> = {},
): ParameterValues<ParameterTable<Rows>> {
  const values: Record<string, unknown> = {};
  for (const [name, row] of Object.entries(table.rows)) values[name] = row.default;
  return { ...values, ...overrides } as ParameterValues<ParameterTable<Rows>>;
}

const SHOWN_LENGTH_MAX = 60;

/** What a scenario file holds, short enough for a message, whatever it is. */
function shown(raw: unknown): string {
  if (raw === null || raw === undefined) return "nothing";
  if (typeof raw === "object") return Array.isArray(raw) ? "a list" : "a mapping";
  if (typeof raw !== "string") return String(raw as number | boolean | bigint);
  return JSON.stringify(raw.length > SHOWN_LENGTH_MAX ? `${raw.slice(0, SHOWN_LENGTH_MAX)}…` : raw);
}

/**
 * Distributions of a duration as a scenario file writes them: `4m`, `uniform(1s, 3s)`, `exponential(mean 50ms)`.
 *
 * A name and, in parentheses, arguments in a fixed order, each with its keyword where the form has one.
 */
import {
  constant,
  empirical,
  erlang,
  exponential,
  lognormal,
  triangular,
  uniform,
  weibull,
  type Distribution,
} from "./distribution.js";
import { parseDuration } from "./duration-text.js";

interface Form {
  readonly arguments: readonly Argument[];
  readonly make: (...values: readonly number[]) => Distribution;
}

interface Argument {
  readonly keyword?: string;
  readonly read: (text: string) => number | undefined;
}

const TEXT_LENGTH_MAX = 65_536;
const CALL = /^([a-z]+)\s*\(([^()]*)\)$/;
const PLAIN_NUMBER = /^\d{1,15}(?:\.\d{1,17})?(?:e[+-]?\d{1,3})?$/;
const WEIGHTED_VALUE = /^(\S+)(?:\s+weight\s+(\S+))?$/;

const duration: Argument = { read: parseDuration };
const mean: Argument = { keyword: "mean", read: parseDuration };
const scale: Argument = { keyword: "scale", read: parseDuration };
const cv: Argument = { keyword: "cv", read: readNumber };
const stages: Argument = { keyword: "k", read: readNumber };
const shape: Argument = { keyword: "shape", read: readNumber };

const FORMS = new Map<string, Form>([
  ["uniform", { arguments: [duration, duration], make: (min = NaN, max = NaN) => uniform(min, max) }],
  [
    "triangular",
    {
      arguments: [duration, duration, duration],
      make: (min = NaN, mode = NaN, max = NaN) => triangular(min, mode, max),
    },
  ],
  ["exponential", { arguments: [mean], make: (mean = NaN) => exponential(mean) }],
  ["lognormal", { arguments: [mean, cv], make: (mean = NaN, cv = NaN) => lognormal(mean, cv) }],
  ["erlang", { arguments: [stages, mean], make: (k = NaN, mean = NaN) => erlang(k, mean) }],
  ["weibull", { arguments: [shape, scale], make: (shape = NaN, scale = NaN) => weibull(shape, scale) }],
]);

/** Reads a distribution; `undefined` when the text is none, or when its parameters give none. */
export function parseDistribution(text: string): Distribution | undefined {
  const trimmed = text.length > TEXT_LENGTH_MAX ? "" : text.trim();
  const [, name, list] = CALL.exec(trimmed) ?? [];
  if (name === undefined || list === undefined) return unlessRefused(parseDuration(trimmed), constant);
  const items = list.split(",").map((item) => item.trim());
  if (name === "empirical") return readEmpirical(items);
  const form = FORMS.get(name);
  if (form === undefined || items.length !== form.arguments.length) return undefined;
  const values = allKnown(
    form.arguments.map((argument, index) => readArgument(argument, items[index] ?? "")),
  );
  return unlessRefused(values, (numbers) => form.make(...numbers));
}

function readArgument({ keyword, read }: Argument, item: string): number | undefined {
  if (keyword === undefined) return read(item);
  const [first, value, ...more] = item.split(/\s+/);
  return first === keyword && value !== undefined && more.length === 0 ? read(value) : undefined;
}

function readEmpirical(items: readonly string[]): Distribution | undefined {
  const matches = items.map((item) => WEIGHTED_VALUE.exec(item));
  const values = allKnown(matches.map((match) => parseDuration(match?.[1] ?? "")));
  const weights = allKnown(matches.map((match) => readNumber(match?.[2] ?? "1")));
  return weights && unlessRefused(values, (numbers) => empirical(numbers, weights));
}

function readNumber(text: string): number | undefined {
  return PLAIN_NUMBER.test(text) ? Number(text) : undefined;
}

function allKnown(values: readonly (number | undefined)[]): readonly number[] | undefined {
  const numbers = values.filter((value) => value !== undefined);
  return numbers.length === values.length ? numbers : undefined;
}

/** The constructors are the one place that knows what is in order; they refuse with a RangeError. */
function unlessRefused<Read>(
  read: Read | undefined,
  make: (read: Read) => Distribution,
): Distribution | undefined {
  if (read === undefined) return undefined;
  try {
    return make(read);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

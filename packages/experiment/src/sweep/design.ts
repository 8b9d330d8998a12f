/** From factors to points: full factorial, and Latin hypercube. */
import { formatDuration, micros, parseDuration, RandomStream } from "@sysplex/sim-core";
import type { Setting, SettingValue } from "../study/settings.js";

/** What is varied. A level is what one of its values sets. */
export interface Factor {
  readonly name: string;
  readonly levels: readonly Level[];
  /** Between the first and the last level lies a range, of which a Latin hypercube takes any value. */
  readonly between?: (share: number) => Level;
}

export interface Level {
  /** As people read it: `4m`. */
  readonly text: string;
  /** For correlation and regression; absent where values have no order. */
  readonly number?: number;
  readonly settings: readonly Setting[];
}

export interface Point {
  readonly name: string;
  /** By the name of the factor. */
  readonly levels: Readonly<Record<string, Level>>;
}

export function settingsOf({ levels }: Point): readonly Setting[] {
  return Object.values(levels).flatMap(({ settings }) => settings);
}

export function levelOf(name: string, value: SettingValue): Level {
  const number = numberOf(value);
  return { text: String(value), ...(number === undefined ? {} : { number }), settings: [{ name, value }] };
}

/** Every combination, the last factor changing fastest. */
export function factorialDesign(factors: readonly Factor[]): Point[] {
  let points: (readonly [string, Level])[][] = [[]];
  for (const { name, levels } of factors)
    points = points.flatMap((point) => levels.map((level) => [...point, [name, level] as const]));
  return points.map(pointOf);
}

/**
 * `count` points of which each factor takes every stratum of its range once: the strata in an order of the factor's own, and
 * within a stratum any place.
 *
 * @source M. D. McKay, R. J. Beckman, W. J. Conover, "A comparison of three methods for selecting values of input variables",
 *   Technometrics 21, 1979.
 */
export function latinHypercube(factors: readonly Factor[], count: number, seed: string): Point[] {
  const columns = factors.map((factor) => {
    const stream = new RandomStream(seed, `latin-hypercube/${factor.name}`);
    return shuffled(count, stream).map((stratum) => levelAt(factor, (stratum + stream.uniform()) / count));
  });
  return Array.from({ length: count }, (_, index) =>
    pointOf(factors.map(({ name }, column) => [name, columns[column]?.[index] as Level] as const)),
  );
}

function levelAt({ levels, between }: Factor, share: number): Level {
  if (between !== undefined) return between(share);
  return levels[Math.min(levels.length - 1, Math.floor(share * levels.length))] as Level;
}

function shuffled(count: number, stream: RandomStream): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let index = count - 1; index > 0; index -= 1) {
    const other = stream.below(index + 1);
    [order[index], order[other]] = [order[other] as number, order[index] as number];
  }
  return order;
}

function pointOf(levels: readonly (readonly [string, Level])[]): Point {
  const name = levels.map(([factor, { text }]) => `${factor}=${text}`).join(", ");
  return { name, levels: Object.fromEntries(levels) };
}

/** A range of one number in texts that are otherwise alike: `1m` to `8m`, `poisson 10/s` to `poisson 40/s`. */
export function rangeBetween(
  name: string,
  from: SettingValue,
  to: SettingValue,
): ((share: number) => Level) | undefined {
  const [low, high] = [parseDuration(String(from)), parseDuration(String(to))];
  if (low !== undefined && high !== undefined)
    return low === high
      ? undefined
      : (share) => levelOf(name, formatDuration(micros(Math.round(low + share * (high - low)))));
  const [a, b] = [partsOf(from), partsOf(to)];
  if (a === undefined || b === undefined || a.before !== b.before || a.after !== b.after) return undefined;
  if (a.number === b.number) return undefined;
  return (share) => {
    const number = Number((a.number + share * (b.number - a.number)).toPrecision(6));
    const isPlain = a.before === "" && a.after === "";
    return levelOf(name, isPlain ? number : `${a.before}${number}${a.after}`);
  };
}

function numberOf(value: SettingValue): number | undefined {
  if (typeof value === "boolean") return value ? 1 : 0;
  const duration = parseDuration(String(value));
  return duration === undefined ? partsOf(value)?.number : duration / 1_000_000;
}

function partsOf(value: SettingValue): { before: string; number: number; after: string } | undefined {
  const [, before, number, after] = /^([^\d-]*)(-?\d+(?:\.\d+)?)([^\d]*)$/.exec(String(value)) ?? [];
  if (before === undefined || number === undefined || after === undefined) return undefined;
  return { before, number: Number(number), after };
}

/**
 * Durations as a person writes them: `500us`, `45s`, `1h30m`, `1.5s`.
 *
 * A text is one or more parts, each a number and a unit, units falling: d, h, m, s, ms, us. Only the last part may have a
 * fraction, and the whole must come to a whole microsecond of at most 100 years: what is written is what is simulated.
 */
import type { Duration } from "./time.js";

const UNITS = [
  { name: "d", micros: 86_400_000_000 },
  { name: "h", micros: 3_600_000_000 },
  { name: "m", micros: 60_000_000 },
  { name: "s", micros: 1_000_000 },
  { name: "ms", micros: 1_000 },
  { name: "us", micros: 1 },
] as const;

/** A hundred years of 365 days: longer than any study, and well inside exact whole numbers. */
export const LONGEST_DURATION = (100 * 365 * 24 * 3_600_000_000) as Duration;

const TEXT_LENGTH_MAX = 64;

/** A whole microsecond never needs more: 86400 × 10⁶ = 2¹³ × 3³ × 5⁸, and 13 halvings end within 13 digits. */
const FRACTION_DIGITS_MAX = 13;
const DURATION = /^(?:\d+(?:\.\d+)?(?:d|h|ms|us|µs|m|s))+$/;
const PART = /(\d+)(?:\.(\d+))?(d|h|ms|us|µs|m|s)/g;

/** Reads a duration; `undefined` when the text is none, is no whole number of microseconds, or exceeds a century. */
export function parseDuration(text: string): Duration | undefined {
  if (text.length > TEXT_LENGTH_MAX || !DURATION.test(text)) return undefined;
  let total = 0;
  let nextUnit = 0;
  let mayFollow = true;
  for (const [, whole = "", fraction = "", unitText] of text.matchAll(PART)) {
    const unitName = unitText === "µs" ? "us" : unitText;
    const unit = UNITS.findIndex(({ name }) => name === unitName);
    const part = partMicros(whole, fraction, UNITS[unit]?.micros ?? 0);
    if (!mayFollow || unit < nextUnit || part === undefined) return undefined;
    total += part;
    nextUnit = unit + 1;
    mayFollow = fraction === "";
  }
  return total <= LONGEST_DURATION ? (total as Duration) : undefined;
}

/**
 * The shortest exact text of a duration: `45s`, `90m`, `1.5s`; never a fraction below one, so `500ms`.
 * Reading it gives the same duration again.
 */
export function formatDuration(duration: Duration): string {
  if (!Number.isSafeInteger(duration)) throw new RangeError(`${duration} is no whole number of microseconds`);
  const sign = duration < 0 ? "-" : ""; // A distance backwards prints, but no input may hold one.
  const length = Math.abs(duration);
  const candidates = [inParts(length), ...UNITS.map(({ name, micros }) => inOneUnit(length, name, micros))];
  const shortest = candidates.reduce((best, text) => (text.length < best.length ? text : best));
  return sign + shortest;
}

/** Exact: digits that would fall below one microsecond make the part no duration. */
function partMicros(whole: string, fraction: string, unitMicros: number): number | undefined {
  const digits = fraction.replace(/0+$/, "");
  const count = Number(whole);
  if (count * unitMicros > LONGEST_DURATION || digits.length > FRACTION_DIGITS_MAX) return undefined;
  const scale = BigInt(`1${"0".repeat(digits.length)}`);
  const numerator = BigInt(digits === "" ? 0 : digits) * BigInt(unitMicros);
  return numerator % scale === 0n ? count * unitMicros + Number(numerator / scale) : undefined;
}

function inParts(length: number): string {
  let rest = length;
  let text = "";
  for (const { name, micros } of UNITS) {
    const count = Math.floor(rest / micros);
    rest -= count * micros;
    if (count > 0) text += `${count}${name}`;
  }
  return text === "" ? "0s" : text;
}

/** `1.5s`; what is less than one such unit, or does not end within nine digits, is written in parts. */
function inOneUnit(length: number, name: string, micros: number): string {
  const whole = Math.floor(length / micros);
  let rest = length - whole * micros;
  let digits = "";
  while (rest > 0 && digits.length < FRACTION_DIGITS_MAX) {
    rest *= 10;
    const digit = Math.floor(rest / micros);
    digits += digit;
    rest -= digit * micros;
  }
  if (rest > 0 || whole === 0) return inParts(length);
  return digits === "" ? `${whole}${name}` : `${whole}.${digits}${name}`;
}

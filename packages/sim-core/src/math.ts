/**
 * exp, log and pow that give the same bits on every engine and processor.
 *
 * Math.exp and its like may differ between engines and versions. These use only what IEEE 754 rounds exactly: + − × ÷,
 * comparisons, and the bits of a number. Special cases (0, ±Infinity, NaN, overflow) are those of ECMAScript's Math.
 *
 * Error: below 1 ulp for exp, log and pow alike; for results below 2⁻¹⁰²², below 1 unit of the last place there.
 * Tested over wide random ranges with Math.* as the peer.
 */
import { add, divide, multiply, productError, sum, type TwoPart } from "./two-part.js";

/** ln 2, upper part: 41 bits, so that a multiple by an exponent is exact. */
const LN2_HIGH = 0.693147180559663;
/** ln 2 less its upper part. */
const LN2_LOW = 2.8235290563031577e-13;
const LN2_RECIPROCAL = 1.4426950408889634;

const LARGEST_EXPONENT = 1_023;
const SMALLEST_EXPONENT = -1_022;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const EXPONENT_BIAS = 1_023;
const FRACTION_BITS = 0xfffff;
/** The upper fraction bits of √2: a larger fraction belongs to the next exponent. */
const SQRT2_FRACTION_BITS = 0x6a09e;
/** Beyond, exp overflows, or below its negative vanishes. The margin is harmless: scaling settles what lies between. */
const EXP_ARGUMENT_MAX = 746;
const TWO_TO_53 = 9_007_199_254_740_992;
const TWO_TO_54 = 2 * TWO_TO_53;

/** 1/2!, 1/3!, … 1/14!: for |r| ≤ ln 2 / 2 what the series leaves out is below 2⁻⁶². */
const EXP_SERIES = inverseFactorials(14);
/** 2/7, 2/9, … 2/23, from the series 2 (s + s³/3 + s⁵/5 + …) = ln((1 + s) / (1 − s)), |s| < 0.172. */
const LOG_SERIES = [2 / 7, 2 / 9, 2 / 11, 2 / 13, 2 / 15, 2 / 17, 2 / 19, 2 / 21, 2 / 23];
const TWO_THIRDS = divide(2, { high: 3, low: 0 });
const TWO_FIFTHS = divide(2, { high: 5, low: 0 });

const POWERS_OF_TWO = powersOfTwo();

/** Scratch to read a number's bits; written and read within one call. Byte order explicit: z/Architecture is big-endian. */
const bits = new DataView(new ArrayBuffer(8));

/** Argument and result of {@link exponentiateParts}: handed over here, as a call with a number in it may cost memory. */
const parts = new Float64Array(2);

/** e to the power x. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > EXP_ARGUMENT_MAX) return Infinity;
  if (x < -EXP_ARGUMENT_MAX) return 0;
  return expOfParts(x, 0);
}

/** @internal Puts e to the power x in the place of x, the cell's only number; |x| ≤ 700. Costs no memory. */
export function exponentiate(cell: Float64Array): void {
  parts[0] = cell[0] as number;
  parts[1] = 0;
  exponentiateParts();
  cell[0] = parts[0];
}

/** The natural logarithm of x. */
export function log(x: number): number {
  if (x !== x || x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return x;
  const exponent = exponentOf(x);
  const fraction = mantissaOf(x, exponent) - 1; // Exact: the mantissa lies within a factor of two of 1.
  const ratio = fraction / (2 + fraction);
  const square = ratio * ratio;
  const tail = square * (2 / 3 + square * (2 / 5 + square * logSeries(square)));
  // ln(1 + f) = 2s + s·tail, and 2s = f − s·f: the leading term, f, carries no error.
  const correction = ratio * (fraction - tail) - exponent * LN2_LOW;
  return exponent * LN2_HIGH + (fraction - correction);
}

/** x to the power y. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x !== x || y !== y) return NaN;
  if (!Number.isFinite(y)) return powOfInfiniteExponent(Math.abs(x), y > 0);
  if (x < 0 && x !== -Infinity && !Number.isInteger(y)) return NaN;
  const size = powOfSize(Math.abs(x), y);
  return (x < 0 || Object.is(x, -0)) && isOdd(y) ? -size : size;
}

/** As ECMAScript has it: 1 to an infinite power is not a number. */
function powOfInfiniteExponent(size: number, grows: boolean): number {
  if (size === 1) return NaN;
  return size > 1 === grows ? Infinity : 0;
}

function powOfSize(size: number, y: number): number {
  if (size === 1) return 1;
  if (size === 0 || size === Infinity) return (size === 0) === y > 0 ? 0 : Infinity;
  const { high, low } = logInTwoParts(size);
  const exponent = y * high;
  if (exponent > EXP_ARGUMENT_MAX) return Infinity;
  if (exponent < -EXP_ARGUMENT_MAX) return 0;
  return expOfParts(exponent, productError(y, high, exponent) + y * low);
}

function isOdd(y: number): boolean {
  return Math.abs(y) < TWO_TO_53 && Math.abs(y % 2) === 1;
}

/** e^(high + low). */
function expOfParts(high: number, low: number): number {
  parts[0] = high;
  parts[1] = low;
  exponentiateParts();
  return parts[0];
}

/** The argument is k ln 2 + r, so the answer is the series of e^r, doubled k times. */
function exponentiateParts(): void {
  const high = parts[0] as number;
  const doublings = Math.floor(high * LN2_RECIPROCAL + 0.5);
  const coarse = high - doublings * LN2_HIGH; // Exact.
  const fine = doublings * LN2_LOW - (parts[1] as number);
  const rest = coarse - fine;
  const restError = coarse - rest - fine;
  let series = 0;
  for (let index = EXP_SERIES.length - 1; index >= 0; index -= 1) {
    series = series * rest + (EXP_SERIES[index] as number);
  }
  const curved = rest * rest * series + restError * (1 + rest);
  parts[0] = scaled(1 + (rest + curved), doublings);
}

/** ln x to a relative 2⁻⁶⁸: pow multiplies the error by up to 2¹⁰. */
function logInTwoParts(x: number): TwoPart {
  const exponent = exponentOf(x);
  const mantissa = mantissaOf(x, exponent);
  const ratio = divide(mantissa - 1, sum(mantissa, 1));
  const square = multiply(ratio, ratio);
  const fifths = sum(TWO_FIFTHS.high, square.high * logSeries(square.high), TWO_FIFTHS.low);
  const tail = multiply(square, add(TWO_THIRDS, multiply(square, fifths)));
  const twice = { high: 2 * ratio.high, low: 2 * ratio.low };
  const ofMantissa = add(twice, multiply(ratio, tail));
  return add(sum(exponent * LN2_HIGH, exponent * LN2_LOW), ofMantissa);
}

/** 2/7 + 2/9 s² + 2/11 s⁴ + … */
function logSeries(square: number): number {
  let series = 0;
  for (let index = LOG_SERIES.length - 1; index >= 0; index -= 1) {
    series = series * square + (LOG_SERIES[index] as number);
  }
  return series;
}

/** The exponent that leaves a mantissa between √½ and √2. */
function exponentOf(x: number): number {
  const subnormal = x < SMALLEST_NORMAL;
  bits.setFloat64(0, subnormal ? x * TWO_TO_54 : x);
  const upper = bits.getInt32(0);
  const exponent = (upper >>> 20) - EXPONENT_BIAS - (subnormal ? 54 : 0);
  return (upper & FRACTION_BITS) > SQRT2_FRACTION_BITS ? exponent + 1 : exponent;
}

/** x / 2^exponent, exactly; in two steps, as the power alone may leave the normal range. */
function mantissaOf(x: number, exponent: number): number {
  const half = exponent >> 1;
  return x * powerOfTwo(-half) * powerOfTwo(half - exponent);
}

/** number × 2^exponent, rounded once. */
function scaled(number: number, exponent: number): number {
  if (exponent > LARGEST_EXPONENT) {
    return number * powerOfTwo(LARGEST_EXPONENT) * powerOfTwo(exponent - LARGEST_EXPONENT);
  }
  if (exponent >= SMALLEST_EXPONENT) return number * powerOfTwo(exponent);
  return number * powerOfTwo(exponent + 54) * powerOfTwo(-54);
}

function powerOfTwo(exponent: number): number {
  return POWERS_OF_TWO[exponent - SMALLEST_EXPONENT] as number;
}

/** 2^k for every normal exponent k, by doubling. */
function powersOfTwo(): Float64Array {
  const powers = new Float64Array(LARGEST_EXPONENT - SMALLEST_EXPONENT + 1);
  let power = SMALLEST_NORMAL;
  for (let index = 0; index < powers.length; index += 1) {
    powers[index] = power;
    power *= 2;
  }
  return powers;
}

/** 1/2!, 1/3!, … 1/last!. */
function inverseFactorials(last: number): readonly number[] {
  const terms: number[] = [];
  let factorial = 1;
  for (let n = 2; n <= last; n += 1) {
    factorial *= n;
    terms.push(1 / factorial);
  }
  return terms;
}

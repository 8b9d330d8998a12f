/**
 * Numbers in two parts, high + low, with about 106 significant bits: for intermediate results that a later step
 * magnifies. Built on the error of one sum or product, which is itself a number and can be computed exactly.
 *
 * @source T. J. Dekker, "A floating-point technique for extending the available precision", Numerische Mathematik 18,
 *   1971; D. E. Knuth, The Art of Computer Programming, vol. 2, section 4.2.2.
 */
export interface TwoPart {
  readonly high: number;
  /** At most half a unit of the last place of `high`. */
  readonly low: number;
}

/** 2²⁷ + 1: multiplying by it cuts a number into halves of 26 bits. */
const SPLITTER = 134_217_729;

/** a + b, exactly; with `carry`, a + b + carry to about 2⁻¹⁰⁵. */
export function sum(a: number, b: number, carry = 0): TwoPart {
  const high = a + b;
  const added = high - a;
  const error = a - (high - added) + (b - added);
  return carry === 0 ? { high, low: error } : normalized(high, error + carry);
}

export function add(a: TwoPart, b: TwoPart): TwoPart {
  const { high, low } = sum(a.high, b.high);
  return normalized(high, low + (a.low + b.low));
}

export function multiply(a: TwoPart, b: TwoPart): TwoPart {
  const high = a.high * b.high;
  return normalized(high, productError(a.high, b.high, high) + (a.high * b.low + a.low * b.high));
}

export function divide(numerator: number, { high, low }: TwoPart): TwoPart {
  const quotient = numerator / high;
  const back = quotient * high;
  const rest = numerator - back - productError(quotient, high, back) - quotient * low;
  return normalized(quotient, rest / high);
}

/** What rounding took from a × b: product + error is exact unless it leaves the normal range. */
export function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

function upperHalf(number: number): number {
  const spread = SPLITTER * number;
  return spread - (spread - number);
}

function normalized(high: number, low: number): TwoPart {
  const total = high + low;
  return { high: total, low: low - (total - high) };
}

/**
 * exp and ln to some 250 bits in whole numbers: what the kernel's own functions are measured against.
 * Slow, plain, and independent of every floating-point function.
 */
const BITS = 320n;
const ONE = 1n << BITS;

/** A number as a multiple of 2^−320. */
export type Fixed = bigint;

/** The exact value of a double, cut below 2^−320. */
export function fixed(x: number): Fixed {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const raw = view.getBigUint64(0);
  const biased = (raw >> 52n) & 0x7ffn;
  const fraction = (raw & 0xfffffffffffffn) | (biased === 0n ? 0n : 1n << 52n);
  const shift = (biased === 0n ? 1n : biased) - 1_075n + BITS;
  const size = shift >= 0n ? fraction << shift : fraction >> -shift;
  return x < 0 ? -size : size;
}

export function times(a: Fixed, b: Fixed): Fixed {
  return (a * b) >> BITS;
}

/** e^x = (e^(x / 2^24))^(2^24), the inner one by its series. */
export function exactExp(x: Fixed): Fixed {
  const small = x >> 24n;
  let term = ONE;
  let sum = ONE;
  for (let n = 1n; term !== 0n && term !== -1n; n += 1n) {
    term = times(term, small) / n;
    sum += term;
  }
  for (let doubling = 0; doubling < 24; doubling += 1) sum = times(sum, sum);
  return sum;
}

/** ln x by Newton's method on {@link exactExp}, from an estimate that is good to some 50 bits. */
export function exactLog(x: Fixed, estimate: number): Fixed {
  let y = fixed(estimate);
  for (let round = 0; round < 3; round += 1) y += (x << BITS) / exactExp(y) - ONE;
  return y;
}

/** How far `observed` is from the exact value, in units of the last place of `observed`. */
export function ulpError(observed: number, exact: Fixed): number {
  const distance = fixed(observed) - exact;
  const ulp = fixed(ulpOf(observed));
  return Number(((distance < 0n ? -distance : distance) * 1_000_000n) / ulp) / 1_000_000;
}

function ulpOf(x: number): number {
  const size = Math.abs(x);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, size);
  view.setBigUint64(0, view.getBigUint64(0) + 1n);
  return view.getFloat64(0) - size;
}

/** How many doubles lie between two numbers of the same sign. */
export function doublesBetween(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  const view = new DataView(new ArrayBuffer(16));
  view.setFloat64(0, a);
  view.setFloat64(8, b);
  const distance = view.getBigInt64(0) - view.getBigInt64(8);
  return Number(distance < 0n ? -distance : distance);
}

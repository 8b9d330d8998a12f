/**
 * The ziggurat against its published numbers, and its samples against closed forms.
 *
 * Every bound on samples is one that a right generator exceeds for one seed in a thousand; the seeds are fixed.
 */
import { describe, expect, test } from "vitest";
import { RandomStream } from "../src/index.js";
import {
  drawStandardExponential,
  drawStandardNormal,
  EXPONENTIAL,
  NORMAL,
  type Ziggurat,
} from "../src/ziggurat.js";
import { NORMAL_9995 } from "./support/confidence.js";

const COUNT = 200_000;
/** Kolmogorov's distribution, 0.999 quantile: √(ln(2 / 0.001) / 2). @source NIST e-Handbook, 1.3.5.16, and its limit. */
const KOLMOGOROV_999 = Math.sqrt(Math.log(2_000) / 2);
const CELLS = 512;

const PLACES = 2 ** 24;

/** A stream that begins with the words it was told, and goes on by itself. */
class ToldStream extends RandomStream {
  private told: number | undefined;

  tell(word: number): void {
    this.told = word | 0;
  }

  override bits(): number {
    const word = this.told ?? super.bits();
    this.told = undefined;
    return word;
  }
}

interface Case {
  readonly name: string;
  readonly draw: (stream: RandomStream) => void;
  readonly ziggurat: Ziggurat;
  readonly layers: number;
  readonly density: (x: number) => number;
  /** The area of the density right of x. */
  readonly areaBeyond: (x: number) => number;
  /** The probability of a sample of at most x. */
  readonly probability: (x: number) => number;
  /** The probability of a sample beyond the tail's start, on either side. */
  readonly inTail: number;
  /** Of the first four powers. */
  readonly moments: readonly [number, number, number, number];
  /** Of their variances: E x²ᵏ − (E xᵏ)². */
  readonly variances: readonly [number, number, number, number];
  /** The start and the area that the authors print. */
  readonly published: readonly [tail: number, area: number];
}

/** @source Marsaglia and Tsang (2000): r and v of 256 exponential layers, here to 15 digits, and of 128 normal ones. */
const cases: readonly Case[] = [
  {
    name: "exponential numbers",
    draw: drawStandardExponential,
    ziggurat: EXPONENTIAL,
    layers: 256,
    density: (x) => Math.exp(-x),
    areaBeyond: (x) => Math.exp(-x),
    probability: (x) => 1 - Math.exp(-x),
    inTail: Math.exp(-EXPONENTIAL.tail),
    moments: [1, 2, 6, 24],
    variances: [2 - 1, 24 - 4, 720 - 36, 40_320 - 576],
    published: [7.69711747013105, 0.00394965982258156],
  },
  {
    name: "normal numbers",
    draw: drawStandardNormal,
    ziggurat: NORMAL,
    layers: 128,
    density: (x) => Math.exp((-x * x) / 2),
    areaBeyond: (x) => Math.sqrt(2 * Math.PI) * (1 - normalProbability(x)),
    probability: normalProbability,
    inTail: 2 * (1 - normalProbability(NORMAL.tail)),
    moments: [0, 1, 0, 3],
    variances: [1, 3 - 1, 15, 105 - 9],
    published: [3.442619855899, 9.91256303526217e-3],
  },
];

describe.each(cases)("$name: the layers", ({ ziggurat, layers, density, areaBeyond, published }) => {
  const { tail, area, edges, heights, sure, widths } = ziggurat;

  test("have the published start of the tail and area", () => {
    expect(edges).toHaveLength(layers + 1);
    expect(tail / published[0]).toBeCloseTo(1, 11);
    expect(area / published[1]).toBeCloseTo(1, 10);
    expect(edges[1]).toBe(tail);
  });

  test("have the same area, the lowest with its tail and the highest up to 1", () => {
    expect((tail * density(tail) + areaBeyond(tail)) / area).toBeCloseTo(1, 10);
    expect((at(edges, 0) * density(tail)) / area).toBeCloseTo(1, 12);
    for (let layer = 1; layer < layers; layer += 1) {
      const height = density(at(edges, layer + 1)) - density(at(edges, layer));
      expect((at(edges, layer) * height) / area).toBeCloseTo(1, 10);
    }
    expect(edges[layers]).toBe(0);
  });

  test("are surely under the density as far as the next layer reaches, to one place", () => {
    for (let layer = 0; layer < layers; layer += 1) {
      expect(at(widths, layer) * 2 ** 24).toBe(at(edges, layer));
      expect(at(sure, layer) * at(widths, layer)).toBeLessThanOrEqual(at(edges, layer + 1) * (1 + 1e-15));
      expect((at(sure, layer) + 1) * at(widths, layer)).toBeGreaterThan(at(edges, layer + 1));
      expect(at(heights, layer + 1)).toBeCloseTo(density(at(edges, layer + 1)), 14);
    }
  });
});

describe.each(cases)("$name: the samples", (distribution) => {
  const { draw, ziggurat, density, probability, inTail, moments, variances } = distribution;
  const samples = samplesOf(draw, "samples", COUNT);

  test("are finite, never 0, and an exponential one is positive", () => {
    const least = draw === drawStandardExponential ? 0 : -Infinity;
    expect(samplesOf(draw, "range", 2_000_000).every((x) => x > least && x < Infinity && x !== 0)).toBe(true);
  });

  test.each([1, 2, 3, 4])("have the mean of their power %i", (power) => {
    const observed = average(samples.map((x) => x ** power));
    const error = Math.sqrt(at(variances, power - 1) / COUNT);

    expect(Math.abs(observed - at(moments, power - 1))).toBeLessThan(NORMAL_9995 * error);
  });

  test("keep to the closed form (Kolmogorov and Smirnov)", () => {
    expect(kolmogorovDistance(samples.map(probability))).toBeLessThan(KOLMOGOROV_999 / Math.sqrt(COUNT));
  });

  test("fill 512 cells of equal probability alike, and the tail apart (chi-square)", () => {
    const start = probability(ziggurat.tail);
    const shares = samples.map(probability);
    const counts = new Array<number>(CELLS + 1).fill(0);
    for (const share of shares) {
      const cell = share >= start ? CELLS : Math.floor((share / start) * CELLS);
      counts[cell] = at(counts, cell) + 1;
    }
    const expected = counts.map((_, cell) => COUNT * (cell < CELLS ? start / CELLS : 1 - start));

    expect(chiSquare(counts, expected)).toBeLessThan(chiSquare999(CELLS));
  });

  test("lie beyond the tail's start as often as they should", () => {
    const many = samplesOf(draw, "tail", 4_000_000);
    const beyond = many.filter((x) => Math.abs(x) > ziggurat.tail).length;
    const expected = many.length * inTail;

    expect(Math.abs(beyond - expected)).toBeLessThan(NORMAL_9995 * Math.sqrt(expected));
  });

  test("have the shape of the tail there", () => {
    const stream = new ToldStream("1", "ziggurat/shape");
    const start = probability(ziggurat.tail);
    const shares = Array.from({ length: COUNT }, () => {
      stream.tell(wordOf(distribution, 0, PLACES - 1));
      draw(stream);
      // Of a sample in the tail, the share of the tail's probability that lies below it is uniform.
      return (probability(Math.abs(at(stream.drawn, 0))) - start) / (1 - start);
    });

    expect(kolmogorovDistance(shares)).toBeLessThan(KOLMOGOROV_999 / Math.sqrt(COUNT));
  });

  test("take layer and place from bits of their own", () => {
    const stream = new ToldStream("1", "ziggurat/bits");
    for (let layer = 0; layer < distribution.layers - 1; layer += 1) {
      for (const place of [0, 1, 0x5555, 0x123456, at(ziggurat.sure, layer) - 1]) {
        stream.tell(wordOf(distribution, layer, place));
        draw(stream);
        expect(stream.drawn[0]).toBe((place + 0.5) * at(ziggurat.widths, layer));
      }
    }
  });

  test.each([1, 2, 40, 100, 126])("are kept at the edge of layer %i by the density's share", (layer) => {
    const { edges, sure, widths } = ziggurat;
    const stream = new ToldStream("1", "ziggurat/edge");
    const place = Math.floor((at(sure, layer) + PLACES) / 2);
    const x = (place + 0.5) * at(widths, layer);
    const [bottom, top] = [density(at(edges, layer)), density(at(edges, layer + 1))];
    const share = (density(x) - bottom) / (top - bottom);
    const kept = Array.from({ length: COUNT }, () => {
      stream.tell(wordOf(distribution, layer, place));
      draw(stream);
      return stream.drawn[0] === x;
    }).filter((same) => same).length;

    expect(Math.abs(kept - COUNT * share)).toBeLessThan(NORMAL_9995 * Math.sqrt(COUNT * share * (1 - share)));
  });

  test.each([1, 2, 3, 4, 5])("are not correlated at lag %i, nor are their squares", (lag) => {
    for (const values of [samples, samples.map((x) => x * x)]) {
      expect(Math.abs(correlation(values, lag)) * Math.sqrt(COUNT)).toBeLessThan(NORMAL_9995);
    }
  });

  test.each([1, 3])("and their successor at lag %i fill a square alike (chi-square)", (lag) => {
    const side = 32;
    const counts = new Array<number>(side * side).fill(0);
    const cells = samples.map((x) => Math.floor(probability(x) * side));
    for (let index = 0; index + lag < COUNT; index += 1) {
      const cell = at(cells, index) * side + at(cells, index + lag);
      counts[cell] = at(counts, cell) + 1;
    }
    const expected = counts.map(() => (COUNT - lag) / counts.length);

    expect(chiSquare(counts, expected)).toBeLessThan(chiSquare999(counts.length - 1));
  });
});

describe("normal numbers", () => {
  test("are as often negative as positive, within every layer's reach and in the tail", () => {
    const samples = samplesOf(drawStandardNormal, "symmetry", 1_000_000);
    for (const bound of [0, 0.5, 1, 2, 3, NORMAL.tail]) {
      const beyond = samples.filter((x) => Math.abs(x) > bound);
      const positive = beyond.filter((x) => x > 0).length;

      // The number of heads of n coins varies by n / 4.
      expect(Math.abs(positive - beyond.length / 2)).toBeLessThan(
        (NORMAL_9995 * Math.sqrt(beyond.length)) / 2,
      );
    }
  });

  test("are each other's negative when all bits but the layer's are turned", () => {
    const stream = new ToldStream("1", "ziggurat/sign");
    for (const word of [0x80, 0x1234_5681, 0x7654_3222, 0x0fed_cb90]) {
      stream.tell(word);
      drawStandardNormal(stream);
      const sample = at(stream.drawn, 0);
      stream.tell(word ^ ~0x7f);
      drawStandardNormal(stream);
      expect(stream.drawn[0]).toBe(-sample);
    }
  });

  test("lie in the tail of their sign", () => {
    const stream = new ToldStream("1", "ziggurat/sides");
    for (const side of [1, -1]) {
      stream.tell(side > 0 ? 0x7fff_ff80 : 0x8000_0000);
      drawStandardNormal(stream);
      expect(at(stream.drawn, 0) * side).toBeGreaterThan(NORMAL.tail);
    }
  });
});

/** The layer's bits, for the normal a sign of 0, and the place's 24. */
function wordOf({ layers }: Case, layer: number, place: number): number {
  return place * layers + layer;
}

function samplesOf(draw: (stream: RandomStream) => void, name: string, count: number): number[] {
  const stream = new RandomStream("1", `ziggurat/${name}`);
  return Array.from({ length: count }, () => {
    draw(stream);
    return at(stream.drawn, 0);
  });
}

/** Φ(x) by the series φ(x) (x + x³/3 + x⁵/(3·5) + …), right to some 10⁻¹⁵. @source Abramowitz and Stegun, 26.2.11. */
function normalProbability(x: number): number {
  if (x < 0) return 1 - normalProbability(-x);
  let term = x;
  let sum = 0;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term;
    term *= (x * x) / odd;
  }
  return Math.min(1, 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI));
}

/** The largest distance between the shares and those of a uniform distribution. */
function kolmogorovDistance(shares: readonly number[]): number {
  const sorted = Float64Array.from(shares).sort();
  return sorted.reduce(
    (worst, share, index) =>
      Math.max(worst, share - index / sorted.length, (index + 1) / sorted.length - share),
    0,
  );
}

function chiSquare(counts: readonly number[], expected: readonly number[]): number {
  return counts.reduce((sum, count, cell) => sum + (count - at(expected, cell)) ** 2 / at(expected, cell), 0);
}

/** The 0.999 quantile. @source E. B. Wilson, M. M. Hilferty, "The Distribution of Chi-Square", PNAS 17 (1931). */
function chiSquare999(freedom: number): number {
  const normal999 = 3.09; // @source NIST/SEMATECH e-Handbook, table 1.3.6.7.1.
  const spread = 2 / (9 * freedom);
  return freedom * (1 - spread + normal999 * Math.sqrt(spread)) ** 3;
}

function correlation(values: readonly number[], lag: number): number {
  const mean = average(values);
  const centred = values.map((value) => value - mean);
  const products = centred.slice(lag).map((value, index) => value * at(centred, index));
  return average(products) / average(centred.map((value) => value * value));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] as number;
}

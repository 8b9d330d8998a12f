/**
 * Exponential and normal numbers by the ziggurat method: layers of equal area cover the density, and nearly every sample
 * is one random number, one comparison and one product.
 *
 * A random number of 32 bits is cut into pieces that do not overlap: the layer, for the normal the sign, and 24 bits for
 * the place across the layer. Where the same bits choose both, as in the method's first form, samples are correlated.
 *
 * @source G. Marsaglia, W. W. Tsang, "The Ziggurat Method for Generating Random Variables", Journal of Statistical
 * Software 5 (8), 2000.
 * @source J. A. Doornik, "An Improved Ziggurat Method to Generate Normal Random Samples", University of Oxford, 2005.
 */
import { exp, log } from "./math.js";
import type { RandomStream } from "./random.js";

/** Places across a layer: 2²⁴. A place is taken at its middle, so that no sample is 0. */
const PLACES = 0x1000000;

/** A density that falls from 1 at 0, cut into layers of equal area; the lowest one includes the tail. */
export interface Ziggurat {
  /** Where the tail starts. */
  readonly tail: number;
  /** Of each layer. The density is not divided by its integral. */
  readonly area: number;
  /** How far each layer reaches, from the lowest up, with 0 at the end. The lowest: as a rectangle of its height would. */
  readonly edges: Float64Array;
  /** The density at each edge, from the tail's up to 1; the first is not used. */
  readonly heights: Float64Array;
  /** Of one place in each layer. */
  readonly widths: Float64Array;
  /** How many places of each layer lie under the density whole, so that nothing else need be asked. */
  readonly sure: Int32Array;
}

interface Shape {
  readonly layers: number;
  readonly tail: number;
  readonly area: number;
  readonly density: (x: number) => number;
  readonly inverse: (y: number) => number;
}

/** Where 256 layers end at a height of 1. @source Marsaglia and Tsang, to 15 digits. */
const EXPONENTIAL_TAIL = 7.69711747013105;

/** @internal e^(−x); beyond r lies e^(−r). */
export const EXPONENTIAL = cut({
  layers: 256,
  tail: EXPONENTIAL_TAIL,
  area: (EXPONENTIAL_TAIL + 1) * exp(-EXPONENTIAL_TAIL),
  density: (x) => exp(-x),
  inverse: (y) => -log(y),
});

/** @internal e^(−x²/2). Tail and area are those of Marsaglia and Tsang, with the digits that their 12 leave out. */
export const NORMAL = cut({
  layers: 128,
  tail: 3.442619855896652,
  area: 0.00991256303533646,
  density: (x) => exp((-x * x) / 2),
  inverse: (y) => Math.sqrt(-2 * log(y)),
});

const EXPONENTIAL_SURE = EXPONENTIAL.sure;
const EXPONENTIAL_WIDTHS = EXPONENTIAL.widths;
const NORMAL_SURE = NORMAL.sure;
const NORMAL_WIDTHS = NORMAL.widths;

/** Leaves in {@link RandomStream.drawn} an exponential number of that mean. */
export function drawExponential(stream: RandomStream, mean: number): void {
  const bits = stream.bits();
  const layer = bits & 0xff;
  const place = bits >>> 8;
  if (place < (EXPONENTIAL_SURE[layer] as number)) {
    stream.drawn[0] = mean * ((place + 0.5) * (EXPONENTIAL_WIDTHS[layer] as number));
  } else drawRareExponential(stream, mean, bits);
}

/** The same of mean 1. */
export function drawStandardExponential(stream: RandomStream): void {
  drawExponential(stream, 1);
}

/** Leaves in {@link RandomStream.drawn} a normal number of mean 0 and variance 1. */
export function drawStandardNormal(stream: RandomStream): void {
  const bits = stream.bits();
  const layer = bits & 0x7f;
  const signed = bits >> 7; // −2²⁴ … 2²⁴ − 1, and its middle at + ½: as many below 0 as above.
  const place = signed ^ (signed >> 31);
  if (place < (NORMAL_SURE[layer] as number)) {
    stream.drawn[0] = (signed + 0.5) * (NORMAL_WIDTHS[layer] as number);
  } else drawRareNormal(stream, layer, signed);
}

/** From a place that is not surely under the density: one sample in 50. The tail has the shape of the whole. */
function drawRareExponential(stream: RandomStream, mean: number, firstBits: number): void {
  let start = 0;
  for (let bits = firstBits; ; bits = stream.bits()) {
    const layer = bits & 0xff;
    const place = bits >>> 8;
    const x = (place + 0.5) * (EXPONENTIAL_WIDTHS[layer] as number);
    if (
      place < (EXPONENTIAL_SURE[layer] as number) ||
      (layer > 0 && heightIn(EXPONENTIAL, layer, stream) < exp(-x))
    ) {
      stream.drawn[0] = mean * (start + x);
      return;
    }
    if (layer === 0) start += EXPONENTIAL_TAIL;
  }
}

/** The same for the normal: one sample in 80. What is refused is drawn anew from the start. */
function drawRareNormal(stream: RandomStream, layer: number, signed: number): void {
  const x = (signed + 0.5) * (NORMAL_WIDTHS[layer] as number);
  if (layer === 0) drawNormalTail(stream, signed < 0);
  else if (heightIn(NORMAL, layer, stream) < exp((-x * x) / 2)) stream.drawn[0] = x;
  else drawStandardNormal(stream);
}

/** @source G. Marsaglia, "Generating a Variable from the Tail of the Normal Distribution", Technometrics 6, 1964. */
function drawNormalTail(stream: RandomStream, negative: boolean): void {
  for (;;) {
    drawStandardExponential(stream);
    const beyond = (stream.drawn[0] as number) / NORMAL.tail;
    drawStandardExponential(stream);
    if (2 * (stream.drawn[0] as number) > beyond * beyond) {
      stream.drawn[0] = negative ? -NORMAL.tail - beyond : NORMAL.tail + beyond;
      return;
    }
  }
}

/** A height anywhere in the layer, to compare the density with. */
function heightIn({ heights }: Ziggurat, layer: number, stream: RandomStream): number {
  const bottom = heights[layer] as number;
  return bottom + ((heights[layer + 1] as number) - bottom) * stream.uniform();
}

function cut({ layers, tail, area, density, inverse }: Shape): Ziggurat {
  const edges = new Float64Array(layers + 1);
  edges[0] = area / density(tail);
  edges[1] = tail;
  for (let layer = 1; layer < layers - 1; layer += 1) {
    const edge = edges[layer] as number;
    edges[layer + 1] = inverse(density(edge) + area / edge);
  }
  const inner = edges.subarray(1);
  return {
    tail,
    area,
    edges,
    heights: edges.map(density),
    widths: edges.subarray(0, layers).map((edge) => edge / PLACES),
    sure: Int32Array.from(inner, (edge, layer) => Math.floor((edge / (edges[layer] as number)) * PLACES)),
  };
}

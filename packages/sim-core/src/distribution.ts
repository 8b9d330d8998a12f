/**
 * A distribution of random numbers with its moments: what a model samples, and what a test compares with.
 *
 * In this project a sample is a length of time in microseconds. A distribution holds no state; the stream does.
 */
import { formatDuration, LONGEST_DURATION } from "./duration-text.js";
import { gamma } from "./gamma.js";
import { exp, exponentiate, log } from "./math.js";
import type { RandomStream } from "./random.js";
import type { Duration } from "./time.js";
import { drawExponential, drawStandardExponential, drawStandardNormal } from "./ziggurat.js";

/** What {@link sampleDuration} samples: times in microseconds, with their moments. */
export interface Distribution {
  /** As a scenario file would write it. */
  readonly text: string;
  /** In microseconds. */
  readonly mean: number;
  /** In square microseconds. */
  readonly variance: number;
  /** One sample in microseconds, not rounded. */
  sample(stream: RandomStream): number;
  /** Leaves a sample in {@link RandomStream.drawn}: a number that a call returns may cost memory, this does not. */
  draw(stream: RandomStream): void;
}

/** Bounds of what is no length of time: they keep every moment and every sample a finite number. */
export const ERLANG_SHAPE_MAX = 1_000;
export const WEIBULL_SHAPE_MIN = 0.1;
export const WEIBULL_SHAPE_MAX = 1_000;
export const COEFFICIENT_OF_VARIATION_MAX = 1_000;

/** A constant of this module is a number in the machine's code; one of another module is looked up at every sample. */
const LONGEST = LONGEST_DURATION;

function drawnBy(parts: Omit<Distribution, "sample">): Distribution {
  return {
    ...parts,
    sample: (stream) => {
      parts.draw(stream);
      return stream.drawn[0] as number;
    },
  };
}

/** A sample as a length of time: a whole microsecond, never negative, at most a century. */
export function sampleDuration(distribution: Distribution, stream: RandomStream): Duration {
  distribution.draw(stream);
  return drawnDuration(stream);
}

/**
 * What a stream has drawn last, as {@link sampleDuration} rounds it: to the nearest. `Math.round` would ask for every sample
 * whether it lies below the half, which no processor foretells.
 *
 * @measured Of the time of a customer of M/M/1, Node 20: 14 %.
 */
export function drawnDuration(stream: RandomStream): Duration {
  const sample = stream.drawn[0] as number;
  if (!(sample >= 0.5)) return 0 as Duration;
  return (sample < LONGEST ? Math.floor(sample + 0.5) : LONGEST) as Duration;
}

/** Always the same. Takes no random number. */
export function constant(value: number): Distribution {
  check(value >= 0, value);
  return drawnBy({
    text: durationText(value),
    mean: value,
    variance: 0,
    draw: (stream) => {
      stream.drawn[0] = value;
    },
  });
}

/** Anything from `min` to `max`, alike. */
export function uniform(min: number, max: number): Distribution {
  check(0 <= min && min <= max, min, max);
  const width = max - min;
  return drawnBy({
    text: `uniform(${durationText(min)}, ${durationText(max)})`,
    mean: min + width / 2,
    variance: (width * width) / 12,
    draw: (stream) => {
      stream.drawn[0] = min + width * stream.uniform();
    },
  });
}

/** Three estimates: at least, most likely, at most. Inverse of its distribution function. */
export function triangular(min: number, mode: number, max: number): Distribution {
  check(0 <= min && min <= mode && mode <= max, min, mode, max);
  const width = max - min;
  const rising = mode - min;
  const falling = max - mode;
  return drawnBy({
    text: `triangular(${durationText(min)}, ${durationText(mode)}, ${durationText(max)})`,
    mean: (min + mode + max) / 3,
    variance: (width * width - rising * falling) / 18, // = (a² + b² + c² − ab − ac − bc) / 18, without cancellation.
    draw: (stream) => {
      const area = width * stream.uniform();
      stream.drawn[0] =
        area < rising ? min + Math.sqrt(area * rising) : max - Math.sqrt((width - area) * falling);
    },
  });
}

/** Without memory: the gap between arrivals of a Poisson stream. */
export function exponential(mean: number): Distribution {
  check(mean > 0, mean);
  return drawnBy({
    text: `exponential(mean ${durationText(mean)})`,
    mean,
    variance: mean * mean,
    draw: (stream) => {
      drawExponential(stream, mean);
    },
  });
}

/**
 * The exponential of a normal number, given by its own mean and coefficient of variation (standard deviation / mean).
 *
 *     σ² = ln(1 + cv²), μ = ln(mean) − σ²/2
 */
export function lognormal(mean: number, cv: number): Distribution {
  check(mean > 0 && cv > 0 && cv <= COEFFICIENT_OF_VARIATION_MAX, mean);
  const sigmaSquare = log(1 + cv * cv);
  const sigma = Math.sqrt(sigmaSquare);
  const median = mean * exp(-sigmaSquare / 2);
  return drawnBy({
    text: `lognormal(mean ${durationText(mean)}, cv ${cv})`,
    mean,
    variance: mean * mean * cv * cv,
    draw: (stream) => {
      drawStandardNormal(stream);
      stream.drawn[0] = sigma * (stream.drawn[0] as number);
      exponentiate(stream.drawn);
      stream.drawn[0] = median * (stream.drawn[0] as number);
    },
  });
}

/** The sum of `k` exponential stages, with the mean of the sum. */
export function erlang(k: number, mean: number): Distribution {
  check(Number.isInteger(k) && k >= 1 && k <= ERLANG_SHAPE_MAX && mean > 0, mean);
  const stageMean = mean / k;
  return drawnBy({
    text: `erlang(k ${k}, mean ${durationText(mean)})`,
    mean,
    variance: stageMean * mean,
    draw: (stream) => {
      stream.drawn[0] = stageMean * sumOfExponentials(k, stream);
    },
  });
}

/** Time to failure with a rate that falls (shape < 1) or rises (shape > 1). Mean = scale × Γ(1 + 1/shape). */
export function weibull(shape: number, scale: number): Distribution {
  check(shape >= WEIBULL_SHAPE_MIN && shape <= WEIBULL_SHAPE_MAX && scale > 0, scale);
  const first = gamma(1 + 1 / shape);
  const second = gamma(1 + 2 / shape);
  return drawnBy({
    text: `weibull(shape ${shape}, scale ${durationText(scale)})`,
    mean: scale * first,
    variance: scale * scale * (second - first * first),
    draw: (stream) => {
      drawStandardExponential(stream);
      stream.drawn[0] = log(stream.drawn[0] as number) / shape;
      exponentiate(stream.drawn);
      stream.drawn[0] = scale * (stream.drawn[0] as number);
    },
  });
}

/** One of the values measured, each as likely as its weight; without weights, all alike. Nothing in between. */
export function empirical(values: readonly number[], weights?: readonly number[]): Distribution {
  const shares = weights ?? values.map(() => 1);
  check(values.length > 0 && shares.length === values.length && shares.every(isWeight));
  for (const value of values) check(value >= 0, value);
  const bounds = runningSums(shares);
  const total = bounds[bounds.length - 1] as number;
  const mean = weightedSum(values, shares) / total;
  const squares = values.map((value) => (value - mean) * (value - mean));
  const items = values.map((value, index) => durationText(value) + weightText(weights?.[index]));
  return drawnBy({
    text: `empirical(${items.join(", ")})`,
    mean,
    variance: weightedSum(squares, shares) / total,
    draw: (stream) => {
      stream.drawn[0] = values[firstAbove(bounds, stream.uniform() * total)] as number;
    },
  });
}

/** One of a normal number with mean 0 and variance 1. */
export function standardNormal(stream: RandomStream): number {
  drawStandardNormal(stream);
  return stream.drawn[0] as number;
}

function sumOfExponentials(count: number, stream: RandomStream): number {
  let sum = 0;
  for (let drawn = 1; drawn <= count; drawn += 1) {
    drawStandardExponential(stream);
    sum += stream.drawn[0] as number;
  }
  return sum;
}

function isWeight(weight: number): boolean {
  return weight > 0 && weight <= Number.MAX_SAFE_INTEGER;
}

function runningSums(weights: readonly number[]): readonly number[] {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}

function weightedSum(values: readonly number[], weights: readonly number[]): number {
  return values.reduce((sum, value, index) => sum + value * (weights[index] as number), 0);
}

/** The index of the first bound above `point`, by halving. */
function firstAbove(bounds: readonly number[], point: number): number {
  let low = 0;
  let high = bounds.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] as number) > point) high = middle;
    else low = middle + 1;
  }
  return low;
}

function weightText(weight: number | undefined): string {
  return weight === undefined || weight === 1 ? "" : ` weight ${weight}`;
}

function durationText(value: number): string {
  return Number.isSafeInteger(value) ? formatDuration(value as Duration) : `${value}us`;
}

/** Refuses parameters that are out of order, or lengths beyond a century (or no number). */
function check(inOrder: boolean, ...lengths: readonly number[]): void {
  if (!inOrder || !lengths.every((length) => length <= LONGEST_DURATION)) {
    throw new RangeError("These parameters give no distribution of a duration");
  }
}

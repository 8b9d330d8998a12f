/**
 * Latencies in constant memory: counts in buckets whose width grows with the value (log-linear).
 *
 * Values are whole microseconds from 0 to 2⁵² − 1. Below 256 each has a bucket of its own; above, each doubling is cut
 * into 128. A quantile is the upper end of its bucket: never less than the true one, and above it by less than 1/128 of
 * it. Count, smallest, largest and mean are exact. Merging adds whole numbers, so it is exact and its order is free.
 */
import { assert, InvariantError } from "../assert.js";

/** Buckets to each doubling, as a power of two. */
const PRECISION_BITS = 7;
const BUCKETS_PER_DOUBLING = 1 << PRECISION_BITS;
const VALUE_BITS = 52;
const VALUE_LIMIT = 4_503_599_627_370_496;
const BUCKET_COUNT = (VALUE_BITS - PRECISION_BITS + 1) * BUCKETS_PER_DOUBLING;
const TWO_TO_32 = 4_294_967_296;
/** What rounding may add to fraction × count before the rank is rounded up. */
const RANK_TOLERANCE = 1e-12;

/** Plain data that {@link LatencyHistogram.fromJSON} reads again, nothing lost. */
export interface LatencyHistogramJson {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  /** The sum of all values: sum[0] × 2⁵² + sum[1]. */
  readonly sum: readonly [number, number];
  /** Smallest value and count of each bucket that holds something, ascending. */
  readonly buckets: readonly (readonly [number, number])[];
}

/** Quantiles, mean, smallest and largest of latencies in microseconds, in memory that does not grow. */
export class LatencyHistogram {
  private readonly counts = new Float64Array(BUCKET_COUNT);
  private recorded = 0;
  private lowest = Infinity;
  private highest = -Infinity;
  private sumLow = 0;
  private sumHigh = 0;

  /** The histogram that {@link LatencyHistogram.toJSON} wrote. */
  static fromJSON(json: LatencyHistogramJson): LatencyHistogram {
    const histogram = new LatencyHistogram();
    for (const [value, count] of json.buckets) histogram.counts[bucketOf(value)] = count;
    histogram.recorded = json.count;
    histogram.lowest = json.count === 0 ? Infinity : json.min;
    histogram.highest = json.count === 0 ? -Infinity : json.max;
    [histogram.sumHigh, histogram.sumLow] = json.sum;
    return histogram;
  }

  /** Takes in one latency: whole microseconds from 0 to 2⁵² − 1. */
  record(value: number): void {
    if (!(value >= 0 && value < VALUE_LIMIT && Number.isInteger(value))) refuse(value);
    const bucket = bucketOf(value);
    this.counts[bucket] = (this.counts[bucket] as number) + 1;
    this.recorded += 1;
    if (value < this.lowest) this.lowest = value;
    if (value > this.highest) this.highest = value;
    this.addToSum(0, value);
  }

  /** Latencies taken in. */
  get count(): number {
    return this.recorded;
  }

  /** NaN while empty. */
  get min(): number {
    return this.recorded === 0 ? NaN : this.lowest;
  }

  /** NaN while empty. */
  get max(): number {
    return this.recorded === 0 ? NaN : this.highest;
  }

  /** NaN while empty. */
  get mean(): number {
    return (this.sumHigh * VALUE_LIMIT + this.sumLow) / this.recorded;
  }

  /**
   * The value that a fraction of all records does not exceed: `quantile(0.99)`. NaN while empty.
   *
   * @param fraction From 0 (the smallest value, exactly) to 1 (the largest, exactly).
   */
  quantile(fraction: number): number {
    assert(fraction >= 0 && fraction <= 1, `${fraction} is no fraction`);
    if (this.recorded === 0) return NaN;
    if (fraction === 0) return this.lowest;
    const rank = Math.max(1, Math.ceil(fraction * this.recorded * (1 - RANK_TOLERANCE)));
    let below = 0;
    for (let bucket = bucketOf(this.lowest); bucket < BUCKET_COUNT; bucket += 1) {
      below += this.counts[bucket] as number;
      if (below >= rank) return Math.min(smallestOf(bucket + 1) - 1, this.highest);
    }
    return this.highest;
  }

  /** Takes in what another histogram has recorded. */
  merge(other: LatencyHistogram): void {
    for (let bucket = 0; bucket < BUCKET_COUNT; bucket += 1) {
      this.counts[bucket] = (this.counts[bucket] as number) + (other.counts[bucket] as number);
    }
    this.recorded += other.recorded;
    this.lowest = Math.min(this.lowest, other.lowest);
    this.highest = Math.max(this.highest, other.highest);
    this.addToSum(other.sumHigh, other.sumLow);
  }

  /** Forgets everything: the end of a warm-up. */
  reset(): void {
    this.counts.fill(0);
    this.recorded = 0;
    this.lowest = Infinity;
    this.highest = -Infinity;
    this.sumLow = 0;
    this.sumHigh = 0;
  }

  /** Becomes an independent copy. */
  copyFrom(other: LatencyHistogram): void {
    this.counts.set(other.counts);
    this.recorded = other.recorded;
    this.lowest = other.lowest;
    this.highest = other.highest;
    this.sumLow = other.sumLow;
    this.sumHigh = other.sumHigh;
  }

  /** Plain data, nothing lost. */
  toJSON(): LatencyHistogramJson {
    const buckets: [number, number][] = [];
    const empty = this.recorded === 0;
    const last = empty ? -1 : bucketOf(this.highest);
    for (let bucket = empty ? 0 : bucketOf(this.lowest); bucket <= last; bucket += 1) {
      const count = this.counts[bucket] as number;
      if (count > 0) buckets.push([smallestOf(bucket), count]);
    }
    return {
      count: this.recorded,
      min: empty ? 0 : this.lowest,
      max: empty ? 0 : this.highest,
      sum: [this.sumHigh, this.sumLow],
      buckets,
    };
  }

  /** The lower part stays below 2⁵², so that no addition rounds. */
  private addToSum(high: number, low: number): void {
    this.sumHigh += high;
    this.sumLow += low;
    if (this.sumLow >= VALUE_LIMIT) {
      this.sumLow -= VALUE_LIMIT;
      this.sumHigh += 1;
    }
  }
}

/** The upper eight bits of the value say where in its doubling it lies; how far they were shifted says which. */
function bucketOf(value: number): number {
  if (value < 2 * BUCKETS_PER_DOUBLING) return value;
  const length = value < TWO_TO_32 ? 32 - Math.clz32(value) : 64 - Math.clz32(Math.floor(value / TWO_TO_32));
  const shift = length - PRECISION_BITS - 1;
  return shift * BUCKETS_PER_DOUBLING + Math.floor(value / widthAfter(shift));
}

/** The smallest value of a bucket; of the bucket past the last, 2⁵². */
function smallestOf(bucket: number): number {
  const shift = Math.max(0, Math.floor(bucket / BUCKETS_PER_DOUBLING) - 1);
  return (bucket - shift * BUCKETS_PER_DOUBLING) * widthAfter(shift);
}

/** 2^shift, past the range of the shift operators. */
function widthAfter(shift: number): number {
  return shift < 31 ? 1 << shift : (1 << 30) * (1 << (shift - 30));
}

function refuse(value: number): never {
  throw new InvariantError(`${value} µs is no latency`);
}

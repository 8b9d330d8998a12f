/**
 * What came of the requests over time, by when they were due: counts, and latencies of those that succeeded.
 *
 * The measured time is cut into at most 240 stretches of one length, so that memory is constant however long the run is. A
 * request belongs to the stretch in which it should have been sent, whenever its answer came: during an outage the wait shows
 * where it began. Latencies go into log-linear bins, coarser than those of a {@link LatencyHistogram}: a quantile is the upper
 * end of its bin, at most 1/16 above the true one (16 µs below 256 µs) and never above the longest.
 */
import { between, type Duration, type Forkable, type Instant, seconds } from "@sysplex/sim-core";

/** Enough for a chart as wide as a page. */
const STRETCHES_MAX = 240;

/** Lengths of a stretch that read well on an axis, in seconds; beyond the last, whole hours. */
const LENGTHS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1_200, 1_800, 3_600] as const;

const BINS_PER_DOUBLING = 16;
/** Microseconds: finer differences do not show in a chart. */
const RESOLUTION = 16;
/** Latencies of 2³² µs (71 min) and above share the last bin. */
const UNITS_LIMIT = 268_435_456;
const BIN_COUNT = (28 - 3) * BINS_PER_DOUBLING;

export interface Stretch {
  /** Microseconds since the start of the run. */
  readonly at: Instant;
  readonly sent: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Of the requests that succeeded; `undefined`: none did. */
  readonly latency:
    { readonly p50: number; readonly p90: number; readonly p99: number; readonly max: number } | undefined;
}

/** A length of which at most {@link STRETCHES_MAX} fill the measured time. */
export function stretchLength(measured: Duration): Duration {
  const least = measured / STRETCHES_MAX;
  const fitting = LENGTHS.find((length) => seconds(length) >= least);
  return fitting === undefined ? seconds(3_600 * Math.ceil(least / seconds(3_600))) : seconds(fitting);
}

export class OutcomeSeries implements Forkable {
  readonly length: Duration;
  private readonly sent: Uint32Array;
  private readonly succeeded: Uint32Array;
  private readonly failed: Uint32Array;
  private readonly longest: Float64Array;
  private readonly bins: Uint32Array;

  /** @param from The end of the warm-up; @param to the end of the run. */
  constructor(
    private readonly from: Instant,
    private readonly to: Instant,
  ) {
    const measured = between(from, to);
    this.length = stretchLength(measured);
    const count = Math.max(1, Math.ceil(measured / this.length));
    this.sent = new Uint32Array(count);
    this.succeeded = new Uint32Array(count);
    this.failed = new Uint32Array(count);
    this.longest = new Float64Array(count);
    this.bins = new Uint32Array(count * BIN_COUNT);
  }

  copy(): OutcomeSeries {
    const copy = new OutcomeSeries(this.from, this.to);
    copy.copyFrom(this);
    return copy;
  }

  copyFrom(twin: OutcomeSeries): void {
    this.sent.set(twin.sent);
    this.succeeded.set(twin.succeeded);
    this.failed.set(twin.failed);
    this.longest.set(twin.longest);
    this.bins.set(twin.bins);
  }

  onSent(due: Instant): void {
    const index = this.indexOf(due);
    this.sent[index] = (this.sent[index] as number) + 1;
  }

  onSucceeded(due: Instant, latency: Duration): void {
    const index = this.indexOf(due);
    this.succeeded[index] = (this.succeeded[index] as number) + 1;
    if (latency > (this.longest[index] as number)) this.longest[index] = latency;
    const bin = index * BIN_COUNT + binOf(latency);
    this.bins[bin] = (this.bins[bin] as number) + 1;
  }

  onFailed(due: Instant): void {
    const index = this.indexOf(due);
    this.failed[index] = (this.failed[index] as number) + 1;
  }

  /** Takes in what another series of the same run counted. */
  merge(other: OutcomeSeries): void {
    for (const [own, others] of [
      [this.sent, other.sent],
      [this.succeeded, other.succeeded],
      [this.failed, other.failed],
      [this.bins, other.bins],
    ] as const)
      for (let index = 0; index < own.length; index += 1)
        own[index] = (own[index] as number) + (others[index] as number);
    for (let index = 0; index < this.longest.length; index += 1)
      this.longest[index] = Math.max(this.longest[index] as number, other.longest[index] as number);
  }

  /** In the order of time. */
  get stretches(): Stretch[] {
    return Array.from(this.sent, (sent, index) => ({
      at: (this.from + index * this.length) as Instant,
      sent,
      succeeded: this.succeeded[index] as number,
      failed: this.failed[index] as number,
      latency: this.latencyOf(index),
    }));
  }

  private latencyOf(index: number): Stretch["latency"] {
    if (this.succeeded[index] === 0) return undefined;
    const quantile = (fraction: number): number => this.quantile(index, fraction);
    return {
      p50: quantile(0.5),
      p90: quantile(0.9),
      p99: quantile(0.99),
      max: this.longest[index] as number,
    };
  }

  private quantile(index: number, fraction: number): number {
    const rank = Math.max(1, Math.ceil(fraction * (this.succeeded[index] as number)));
    const longest = this.longest[index] as number;
    let below = 0;
    for (let bin = 0; bin < BIN_COUNT - 1; bin += 1) {
      below += this.bins[index * BIN_COUNT + bin] as number;
      if (below >= rank) return Math.min(smallestOf(bin + 1) - 1, longest);
    }
    return longest;
  }

  /** What is due at the very end belongs to the last stretch. */
  private indexOf(due: Instant): number {
    return Math.min(this.sent.length - 1, Math.floor(between(this.from, due) / this.length));
  }
}

/** As in a latency histogram, with units of 16 µs and 16 bins to a doubling. */
function binOf(latency: number): number {
  const units = Math.min(UNITS_LIMIT - 1, Math.floor(latency / RESOLUTION));
  if (units < 2 * BINS_PER_DOUBLING) return units;
  const shift = 27 - Math.clz32(units);
  return shift * BINS_PER_DOUBLING + (units >> shift);
}

/** The smallest latency of a bin. */
function smallestOf(bin: number): number {
  const shift = Math.max(0, Math.floor(bin / BINS_PER_DOUBLING) - 1);
  return (bin - shift * BINS_PER_DOUBLING) * (1 << shift) * RESOLUTION;
}

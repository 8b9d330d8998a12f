/** What charts are drawn from: requests and latencies over time, and the whole distribution of latencies. */
import { inMillis, inSeconds, type Duration, type LatencyHistogram } from "@sysplex/sim-core";
import type { Stretch } from "../measure/outcome-series.js";
import type { Service } from "../measure/service.js";
import type { SeriesResult } from "./result.js";

/** Steps between a share and the one that leaves half as much, as plots of HDR histograms have them. */
const STEPS_PER_HALVING = 5;

/** What people ask for, wherever the steps fall. */
const ASKED_FOR = [0.9, 0.99, 0.999, 0.9999] as const;

/**
 * Shares at which a distribution is told: 0, then ever closer to 1 until what is left is less than one request, then 1.
 *
 * @source HdrHistogram, percentile iteration: a fixed number of steps to each halving of the distance to 100 %.
 */
export function sharesOf(count: number): number[] {
  const shares: number[] = [];
  for (let left = 1; left * count >= 1; left /= 2)
    for (let step = 0; step < STEPS_PER_HALVING; step += 1)
      shares.push(rounded(1 - left * (1 - step / (2 * STEPS_PER_HALVING))));
  const asked = ASKED_FOR.filter((share) => (1 - share) * count >= 1);
  return [...new Set([...shares, ...asked])].toSorted((a, b) => a - b).concat(1);
}

/** Finer than one request of a million million. */
function rounded(share: number): number {
  return Math.round(share * 1e12) / 1e12;
}

/** Share and milliseconds; a latency that several shares have is told with the first and the last of them. */
export function latencyDistribution(latency: LatencyHistogram): [number, number][] {
  if (latency.count === 0) return [];
  const points = sharesOf(latency.count).map((share): [number, number] => [
    share,
    inMillis(latency.quantile(share) as Duration),
  ]);
  return points.filter(
    ([, millis], index) => millis !== points[index - 1]?.[1] || millis !== points[index + 1]?.[1],
  );
}

export function seriesResult({ series }: Pick<Service, "series">): { series?: SeriesResult } {
  if (series === undefined) return {};
  const { length, stretches } = series;
  const latency = (quantile: keyof NonNullable<Stretch["latency"]>): (number | null)[] =>
    stretches.map(({ latency }) => (latency === undefined ? null : inMillis(latency[quantile] as Duration)));
  const [first] = stretches;
  return {
    series: {
      fromSeconds: first === undefined ? 0 : inSeconds(first.at),
      stretchSeconds: inSeconds(length),
      sent: stretches.map(({ sent }) => sent),
      succeeded: stretches.map(({ succeeded }) => succeeded),
      failed: stretches.map(({ failed }) => failed),
      p50: latency("p50"),
      p90: latency("p90"),
      p99: latency("p99"),
      max: latency("max"),
    },
  };
}

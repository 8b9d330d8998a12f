/**
 * How long the warm-up has to be: a pilot run of each variant up to its first fault, and MSER-5 over what clients saw.
 *
 * The series is the mean latency of the requests that ended in each second. The longest truncation of all variants counts for
 * all, so that they are measured over the same time.
 */
import { buildScenario } from "@sysplex/scenario";
import {
  after,
  minutes,
  NO_TIME,
  seconds,
  START,
  type Duration,
  type LatencyHistogram,
} from "@sysplex/sim-core";
import { mser5 } from "../statistics/warmup.js";
import { resolveBundle, type Variant } from "./bundle.js";
import { replicationSeed } from "./seeds.js";
import { setYaml } from "./yaml-edit.js";

export interface PilotOptions {
  readonly seed: string;
  readonly service: string;
}

export interface PilotResult {
  readonly seconds: number;
  /** false: a series was too short, or had not settled. The warm-up of the scenario is kept then. */
  readonly isLongEnough: boolean;
  readonly variants: readonly Variant[];
}

/** @assumption Nothing in a shipped scenario takes longer to settle; a pilot need not be as long as the run. */
const PILOT_MAX = minutes(10);

/** The variants with the warm-up that MSER-5 finds in their pilot runs. */
export function withWarmup(variants: readonly Variant[], options: PilotOptions): PilotResult {
  const found = variants.map((variant) => mser5(pilotSeries(variant, options)));
  const isLongEnough = found.length > 0 && found.every((truncation) => truncation.isLongEnough);
  const warmup = Math.max(0, ...found.map(({ leaveOut }) => leaveOut));
  if (!isLongEnough) return { seconds: 0, isLongEnough, variants };
  return {
    seconds: warmup,
    isLongEnough,
    variants: variants.map(({ name, bundle }) => {
      const main = setYaml(bundle.main, ["warmup"], `${warmup}s`);
      return { name, bundle: main === undefined ? bundle : { ...bundle, main } };
    }),
  };
}

/** Milliseconds, second by second; a second in which nothing ended repeats the one before. */
export function pilotSeries({ bundle }: Variant, { seed, service: name }: PilotOptions): number[] {
  const { resolved } = resolveBundle(bundle);
  if (resolved === undefined) return [];
  const { document } = resolved;
  const [first] = document.timeline;
  const end = Math.min(first?.at ?? Infinity, document.duration, PILOT_MAX);
  const built = buildScenario(
    { ...resolved, document: { ...document, warmup: NO_TIME } },
    replicationSeed(seed, 0),
  );
  const series: number[] = [];
  let before = { count: 0, sum: 0 };
  for (let at = seconds(1); at < end; at = (at + seconds(1)) as Duration) {
    built.runUntil(after(START, at));
    const service = built.plex.services.find((each) => each.name === name);
    const now = service === undefined ? before : totals(service.meter.latency);
    const ended = now.count - before.count;
    series.push(ended === 0 ? (series.at(-1) ?? 0) : (now.sum - before.sum) / ended / 1000);
    before = now;
  }
  return series;
}

function totals(latency: LatencyHistogram): { count: number; sum: number } {
  return { count: latency.count, sum: latency.count === 0 ? 0 : latency.mean * latency.count };
}

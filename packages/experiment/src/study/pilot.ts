/**
 * How long the warm-up has to be: pilot runs of each variant up to its first fault, and MSER-5 over what clients saw.
 *
 * The series is the mean latency of the requests that ended in each second, averaged over the pilot runs. The longest truncation
 * of all variants counts for all, so that they are measured over the same time. A truncation beyond the first half says that the
 * run is too short for its transient: that is an error, since whatever was left out, the rest would not be settled.
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
import { ExperimentError } from "../execute/experiment-error.js";
import { MSER_VALUES_MIN, mser5OfMean } from "../statistics/warmup.js";
import { resolveBundle, type Variant } from "./bundle.js";
import { replicationSeed } from "./seeds.js";
import { setYaml } from "./yaml-edit.js";

export interface PilotOptions {
  readonly seed: string;
  readonly service: string;
}

/** How a warm-up was found. */
export interface Warmup {
  readonly method: "mser5";
  readonly seconds: number;
  /** Runs of each variant that were averaged, and how long the shortest of all was. */
  readonly pilots: number;
  readonly pilotSeconds: number;
}

export interface PilotResult {
  readonly warmup: Warmup;
  readonly variants: readonly Variant[];
}

/** @source Hoad, Robinson and Davies 2010: five replications at least. */
export const PILOTS = 5;

/** @assumption Nothing in a shipped scenario takes longer to settle; a pilot need not be as long as the run. */
const PILOT_MAX = minutes(10);

/** The variants with the warm-up that MSER-5 finds in their pilot runs. @throws ExperimentError where one is too short. */
export function withWarmup(variants: readonly Variant[], options: PilotOptions): PilotResult {
  const found = variants.map((variant) => truncationOf(variant, options));
  const seconds = Math.max(0, ...found.map(({ leaveOut }) => leaveOut));
  const pilotSeconds = Math.min(...found.map(({ length }) => length));
  return {
    warmup: { method: "mser5", seconds, pilots: PILOTS, pilotSeconds },
    variants: variants.map(({ name, bundle }) => {
      const main = setYaml(bundle.main, ["warmup"], `${seconds}s`);
      return { name, bundle: main === undefined ? bundle : { ...bundle, main } };
    }),
  };
}

function truncationOf(variant: Variant, options: PilotOptions): { leaveOut: number; length: number } {
  const series = Array.from({ length: PILOTS }, (_, index) => pilotSeries(variant, options, index + 1));
  const length = Math.min(...series.map((each) => each.length));
  const what = `warmup: mser5 finds none for ${variant.name}`;
  const instead =
    "Put the first entry of the timeline later, make the scenario longer, or write the warm-up into it.";
  if (length < MSER_VALUES_MIN)
    throw new ExperimentError(
      "WARMUP_UNKNOWN",
      `${what}: its pilot runs have ${length} s before the first entry of the timeline, and ${MSER_VALUES_MIN} s are needed. ${instead}`,
    );
  const { leaveOut, isLongEnough } = mser5OfMean(series);
  if (!isLongEnough)
    throw new ExperimentError(
      "WARMUP_UNKNOWN",
      `${what}: of ${PILOTS} pilot runs of ${length} s it would leave out ${leaveOut} s, more than half, so that they are too short for what they begin with. ${instead}`,
    );
  return { leaveOut, length };
}

/**
 * Milliseconds, second by second; a second in which nothing ended repeats the one before.
 *
 * @param pilot Counted from 1. Its seed is that of no replication.
 */
export function pilotSeries({ bundle }: Variant, { seed, service: name }: PilotOptions, pilot = 1): number[] {
  const { resolved } = resolveBundle(bundle);
  if (resolved === undefined) return [];
  const { document } = resolved;
  const [first] = document.timeline;
  const end = Math.min(first?.at ?? Infinity, document.duration, PILOT_MAX);
  const built = buildScenario(
    { ...resolved, document: { ...document, warmup: NO_TIME } },
    `${replicationSeed(seed, 0)}.${pilot}`,
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

/** The mean of one long steady series, whose values depend on their neighbours: non-overlapping batch means. */
import { DEFAULT_CONFIDENCE, type Interval } from "./interval.js";
import { meanInterval } from "./mean.js";
import { batchMeans } from "./warmup.js";

/**
 * Batches so long that their means are nearly independent, and Student's interval over those.
 *
 * @param batchCount @source B. Schmeiser, "Batch size effects in the analysis of simulation output", Operations Research 30,
 *   1982: 10 to 30 batches do.
 */
export function batchMeansInterval(
  values: readonly number[],
  confidence = DEFAULT_CONFIDENCE,
  batchCount = 20,
): Interval {
  const size = Math.max(1, Math.floor(values.length / batchCount));
  return { ...meanInterval(batchMeans(values, size), confidence), method: "batch-means-t" };
}

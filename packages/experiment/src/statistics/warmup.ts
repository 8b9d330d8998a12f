/**
 * Where the warm-up of a series ends: MSER-5.
 *
 * The series is cut into batches of five; of all points of truncation the one is taken that leaves the smallest marginal
 * standard error of what remains:
 *
 *     MSER(d) = Σ (Yⱼ − Ȳ(d))² / (k − d)²        over the batch means j = d + 1 … k
 *
 * A minimum in the second half says that the series is too short, not that most of it is warm-up.
 *
 * One series is noisy, and its minimum moves with the noise. So it is taken of the mean of several replications, value by value:
 * the transient is the same in all of them and stays, while the noise of five is less than half of that of one.
 *
 * @source K. P. White, M. J. Cobb, S. C. Spratt, "A comparison of five steady-state truncation heuristics for simulation",
 *   Winter Simulation Conference 2000; K. P. White, Simulation 69, 1997. Several replications, and the rule of the first half:
 *   K. Hoad, S. Robinson, R. Davies, "Automating warm-up length estimation", Journal of the Operational Research Society 61, 2010.
 */
export interface Truncation {
  /** Values to leave out at the beginning: a multiple of five. */
  readonly leaveOut: number;
  /** false: the minimum lies in the second half, so that the series is too short to tell. */
  readonly isLongEnough: boolean;
}

export const MSER_BATCH = 5;

/** Below, there is nothing to choose from. */
const BATCHES_MIN = 10;

/** Values that a series needs at least. */
export const MSER_VALUES_MIN = BATCHES_MIN * MSER_BATCH;

/** A series of fewer than fifty values is too short. What does not fill the last batch is not looked at. */
export function mser5(values: readonly number[]): Truncation {
  const means = batchMeans(values, MSER_BATCH);
  if (means.length < BATCHES_MIN) return { leaveOut: 0, isLongEnough: false };
  let best = { from: 0, mser: Infinity };
  // From the end, so that one pass does: Welford's update needs no second look at what remains.
  let mean = 0;
  let squares = 0;
  for (let from = means.length - 1, count = 1; from >= 0; from -= 1, count += 1) {
    const value = means[from] as number;
    const distance = value - mean;
    mean += distance / count;
    squares += distance * (value - mean);
    const mser = squares / (count * count);
    // A few batches may agree by chance, so that they are never all that is left.
    if (count >= BATCHES_MIN && mser <= best.mser) best = { from, mser };
  }
  return { leaveOut: best.from * MSER_BATCH, isLongEnough: best.from * 2 <= means.length };
}

/** Of several replications of one series: what their mean says. What the shortest of them does not have is not looked at. */
export function mser5OfMean(replications: readonly (readonly number[])[]): Truncation {
  return mser5(meanSeries(replications));
}

/** Value by value, as long as the shortest. */
export function meanSeries(series: readonly (readonly number[])[]): number[] {
  const length = series.length === 0 ? 0 : Math.min(...series.map((each) => each.length));
  return Array.from({ length }, (_, index) => {
    let sum = 0;
    for (const each of series) sum += each[index] as number;
    return sum / series.length;
  });
}

/** The means of consecutive batches; what does not fill the last one is left out. */
export function batchMeans(values: readonly number[], size: number): number[] {
  const means: number[] = [];
  for (let from = 0; from + size <= values.length; from += size) {
    let sum = 0;
    for (let index = from; index < from + size; index += 1) sum += values[index] as number;
    means.push(sum / size);
  }
  return means;
}

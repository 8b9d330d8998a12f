/**
 * Weighted round robin over columns of numbers: of any run of as many turns as the weights add up to, each takes its weight.
 *
 * Every turn each candidate gains its weight, the one that has most is taken and pays the sum. With equal weights that is
 * plain rotation. Data plane: nothing is allocated.
 *
 * @assumption z/OS documents "weighted round robin", not the order within a round; this one spreads each candidate's turns.
 */

/**
 * Takes a turn.
 *
 * @param candidates Indices into the columns; −1 ends the list early.
 * @returns The index taken; −1 when no candidate has a weight.
 */
export function takeTurn(
  candidates: Int32Array,
  start: number,
  end: number,
  weights: Float64Array,
  turns: Float64Array,
): number {
  let sum = 0;
  let best = -1;
  for (let place = start; place < end; place += 1) {
    const candidate = candidates[place] as number;
    if (candidate < 0) break;
    const weight = weights[candidate] as number;
    if (weight === 0) continue;
    sum += weight;
    turns[candidate] = (turns[candidate] as number) + weight;
    if (best < 0 || (turns[candidate] as number) > (turns[best] as number)) best = candidate;
  }
  if (best >= 0) turns[best] = (turns[best] as number) - sum;
  return best;
}

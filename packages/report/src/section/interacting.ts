/** Which two factors of a sweep depend on each other: a table with intervals, and each in words. */
import type { Figures } from "../html/figure.js";
import { markup, NOTHING, type Markup } from "../html/markup.js";
import type { InteractionResult, SweepResult } from "../input/report-input.js";
import { quantity } from "../text/format.js";
import { differenceUnit, metricTitle, metricUnit } from "./metric-words.js";

/** Nothing where the design tells none: not every combination of several factors was run. */
export function interactingSection(sweep: SweepResult, figures: Figures): Markup {
  const metrics = Object.entries(sweep.interactions ?? {}).filter(([, rows]) => rows.length > 0);
  if (metrics.length === 0) return NOTHING;
  const table = figures.table({
    caption: `Interactions of two factors with ${Math.round(sweep.confidence * 100)} % intervals; of each metric the greatest first`,
    head: ["metric", "factors", "interaction", "from", "to", "in words"],
    numeric: [2, 3, 4],
    rows: metrics.flatMap(([metric, rows]) => {
      const unit = differenceUnit(metricUnit(sweep.points, metric));
      return rows.map((row) => [
        metricTitle(metric),
        row.factors.join(" with "),
        ...[row.effect.mean, row.effect.low, row.effect.high].map((value) => quantity(value, unit)),
        interactionWords(row, unit),
      ]);
    }),
  });
  return markup`<h3 id="interactions">Interactions of two factors</h3>
<p>Two factors interact when what the one does to the metric depends on the value of the other. An interaction says how much further the
metric goes from the least to the greatest value of the first factor when the second is at its greatest value than when that is at its
least; values without an order count from the first to the last that is written. Near 0 the effects of the two add up, and
each can be judged by itself. Where it is large beside the effects above, neither can be judged without the other.</p>
${table}`;
}

/** Of one that is shown: what the first factor does at both ends of the second. */
export function interactionWords(
  { factors: [first, second], effect }: InteractionResult,
  unit: string,
): string {
  const { mean, low } = effect;
  if (mean === null) return "No run has a value at all four corners.";
  if (low === null) return "Too few runs for an interval.";
  if (!isInteraction({ effect })) return "No interaction is shown.";
  const size = quantity(Math.abs(mean), unit);
  const direction = mean < 0 ? "lower" : "higher";
  return `From its least to its greatest value ${first} takes the metric ${size} ${direction} when ${second} is at its greatest value than when that is at its least.`;
}

/** Its interval does not hold 0. */
export function isInteraction({ effect: { low, high } }: Pick<InteractionResult, "effect">): boolean {
  return low !== null && high !== null && (low > 0 || high < 0);
}

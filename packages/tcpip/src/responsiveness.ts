/**
 * Target server responsiveness (TSR): how well connection set-ups at a target went in the last period.
 *
 * @source IP Configuration Guide, target server responsiveness: 100 all went well, 0 none; made of TCSR, CER and SEF.
 * @assumption The formula is not published. Here TSR is the product of the three, so that one of them at 0 makes it 0.
 */
import type { ResponsivenessRates } from "./messages.js";
import type { SetupCounts } from "./setup-counts.js";

export interface Responsiveness extends ResponsivenessRates {
  readonly tsr: number;
}

/** Rates in whole percent, rounded down, but not to 0 while anything succeeded; a rate of nothing is 100. */
export function responsiveness({ forwarded, reached, established, accepted }: SetupCounts): Responsiveness {
  const tcsr = percent(reached, forwarded);
  const cer = percent(established, reached);
  const sef = percent(accepted, established);
  return { tcsr, cer, sef, tsr: wholePercent((tcsr * cer * sef) / 10_000) };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : wholePercent((100 * part) / whole);
}

/** 0 means that nothing succeeded. */
function wholePercent(percent: number): number {
  return percent > 0 ? Math.max(1, Math.floor(percent)) : 0;
}

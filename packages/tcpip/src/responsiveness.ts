/**
 * Target server responsiveness (TSR): how well connection set-ups at a target went in the last period.
 *
 * @source IP Configuration Guide, target server responsiveness: 100 all went well, 0 none; made of TCSR, CER and SEF.
 * @assumption The formula is not published. Here TSR is the product of the three, so that one of them at 0 makes it 0.
 */
import type { ResponsivenessRates } from "./messages.js";
import type { SetupCounts } from "./transport.js";

export interface Responsiveness extends ResponsivenessRates {
  readonly tsr: number;
}

/** Rates in whole percent, rounded down; a rate of nothing is 100. */
export function responsiveness({ forwarded, reached, established, accepted }: SetupCounts): Responsiveness {
  const tcsr = percent(reached, forwarded);
  const cer = percent(established, reached);
  const sef = percent(accepted, established);
  return { tcsr, cer, sef, tsr: Math.floor((tcsr * cer * sef) / 10_000) };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((100 * part) / whole);
}

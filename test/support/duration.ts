import { parseDistribution, type Distribution } from "@sysplex/sim-core";

/** A constant, or any other distribution, as a scenario file writes it. */
export function duration(text: string): Distribution {
  const distribution = parseDistribution(text);
  if (distribution === undefined) throw new Error(`${text} is no distribution`);
  return distribution;
}

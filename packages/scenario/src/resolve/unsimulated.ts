/**
 * What of a TCP/IP profile the model has no rules for: tiers, and the method of their targets, TARGCONTROLLED.
 *
 * It is left out of the model. Where a client of the scenario asks for what is left out, there is no answer to give, and
 * the scenario is refused.
 */
import { diagnose, type Diagnostic } from "@sysplex/sysplex";
import type { DistributionDefinition, StackProfile } from "@sysplex/tcpip";
import { findingRows } from "../findings/finding-rows.js";
import { coversPort } from "../findings/whole.js";

/** Where a client of the scenario sends its requests. */
export interface AskedService {
  readonly address: string;
  readonly port: number;
}

/** The profile as the model is given it. */
export function simulatedPart(profile: StackProfile): StackProfile {
  return { ...profile, distributions: profile.distributions.filter(isSimulated) };
}

/** @param before What an earlier profile has brought, and has been told. */
export function unsimulatedIn(
  profile: StackProfile,
  asked: readonly AskedService[],
  before?: StackProfile,
): Diagnostic[] {
  const { distributions, dvipas, vipaRanges } = profile;
  return [
    ...distributions
      .filter(
        (distribution) => !isSimulated(distribution) && before?.distributions.includes(distribution) !== true,
      )
      .map((distribution) => distributionFinding(distribution, asked)),
    ...dvipas
      .filter((dvipa) => dvipa.tier !== undefined && before?.dvipas.includes(dvipa) !== true)
      .map(({ address, range }) => {
        const isAsked = asked.some((service) => service.address === address);
        return diagnose(findingRows, isAsked ? "TIER_NOT_SIMULATED" : "TIER_LEFT_OUT", range, address);
      }),
    ...vipaRanges
      .filter((vipaRange) => before?.vipaRanges.includes(vipaRange) !== true)
      .map(({ address, range }) => diagnose(findingRows, "VIPARANGE_NOT_SIMULATED", range, address)),
  ];
}

function isSimulated({ method, tier }: DistributionDefinition): boolean {
  return method !== "TARGCONTROLLED" && tier === undefined;
}

function distributionFinding(
  distribution: DistributionDefinition,
  asked: readonly AskedService[],
): Diagnostic {
  const { address, method, tier, range } = distribution;
  const isAsked = asked.some(
    (service) => service.address === address && coversPort(distribution, service.port),
  );
  if (tier !== undefined) {
    return diagnose(findingRows, isAsked ? "TIER_NOT_SIMULATED" : "TIER_LEFT_OUT", range, address);
  }
  const code = isAsked ? "METHOD_NOT_SIMULATED" : "METHOD_LEFT_OUT";
  return diagnose(findingRows, code, range, method, address);
}

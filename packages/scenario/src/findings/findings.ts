/**
 * What is surprising in a configuration as a whole: each file is sound by itself, and together they do not do what people
 * take them to do. Only a topology that cannot be stops a run; in all else the models behave as z/OS does.
 */
import type { Diagnostic } from "@sysplex/sysplex";
import { clientFindings } from "./client-findings.js";
import { lossFindings } from "./loss-findings.js";
import { networkFindings } from "./network-findings.js";
import { serverFindings } from "./server-findings.js";
import { tokenFindings } from "./token-findings.js";
import type { Whole } from "./whole.js";
import { zoweFindings } from "./zowe-findings.js";
import { zoweModelFindings } from "./zowe-model-findings.js";

export type { Whole } from "./whole.js";

/** All findings, those of the network first. */
export function findSurprises(whole: Whole): readonly Diagnostic[] {
  return [
    ...networkFindings(whole),
    ...serverFindings(whole),
    ...zoweFindings(whole),
    ...zoweModelFindings(whole),
    ...tokenFindings(whole),
    ...lossFindings(whole),
    ...clientFindings(whole),
  ];
}

/**
 * System status detection: XCF asks the support element, through BCPii, what became of a peer's image.
 *
 * Modelled: a death that the support element can see is proved without waiting for the interval; XCF can reset an image.
 * Not modelled: the couple data set format, authorisation, VM guests; `statusDetection` of the configuration says it all.
 * @source Messages IXC103I, IXC104I, IXC111I, IXC114I; D XCF,COUPLE.
 */
import type { SysplexConfiguration } from "../sysplex-configuration.js";
import type { LparState } from "../sysplex-state.js";

export function isStatusDetectionUsable(
  configuration: Pick<SysplexConfiguration, "statusDetection" | "couple">,
): boolean {
  return configuration.statusDetection && configuration.couple.systemStatusDetection;
}

/**
 * Whether the support element can tell that the image is gone.
 *
 * A non-restartable wait state and a reset are visible. A hung image still looks loaded, and an image without power
 * does not answer. @assumption The last: a power loss takes the support element's view with it.
 */
export function isDeathProvable(state: LparState): boolean {
  return state.kind === "dead" && state.how !== "power-loss";
}

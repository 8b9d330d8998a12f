/**
 * What UMS does with a request: serve it, or turn it away.
 *
 * @source IBM Unified Management Server documentation, Preparing for high availability: MFA_JWT takes the single sign-on of the
 * API Mediation Layer; after a switch there are access denied messages until the user leaves UMS and opens it again.
 * @assumption With STANDARD_JWT a logon is known to the server only that has taken it.
 */

/** What clients ask of UMS; the number of each is its index. */
export const umsOperations = ["work", "open", "logon"] as const;
export type UmsOperation = (typeof umsOperations)[number];

export interface UmsSituation {
  readonly authType: "STANDARD_JWT" | "MFA_JWT";
  /** It was passive, and takes over just now. */
  readonly isTakingOver: boolean;
  /** This server has opened the application for the user. */
  readonly isOpen: boolean;
  /** This server has taken a logon of the user. */
  readonly isLoggedOn: boolean;
  /** A Gateway answers at the external address: there is single sign-on. */
  readonly hasGateway: boolean;
  /** A ZSS answers. */
  readonly hasZss: boolean;
}

export type Admission = "served" | "denied" | "notLoggedOn" | "noZss";

export function admission(operation: UmsOperation, situation: UmsSituation): Admission {
  const { authType, isTakingOver, isOpen, isLoggedOn, hasGateway, hasZss } = situation;
  if (isTakingOver) return "denied";
  const signsOn = authType === "MFA_JWT" ? hasGateway : isLoggedOn;
  if (operation === "logon") return authType === "MFA_JWT" && !hasGateway ? "notLoggedOn" : "served";
  if (operation === "open") return signsOn ? "served" : "notLoggedOn";
  if (!isOpen) return "denied";
  return hasZss ? "served" : "noZss";
}

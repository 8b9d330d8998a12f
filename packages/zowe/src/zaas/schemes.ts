/**
 * Authentication schemes: what a Gateway gets from ZAAS for a service before it forwards a request to it.
 *
 * @source zowe/api-layer gateway-service, ZosmfFilterFactory, PassticketFilterFactory, ZoweFilterFactory, SafIdtFilterFactory;
 * X509FilterFactory reads the client's certificate and asks nobody.
 */
import { ZaasOperation } from "./operations.js";

export type AuthenticationScheme = "bypass" | "zosmf" | "httpBasicPassTicket" | "zoweJwt" | "safIdt" | "x509";

/** Of Zowe's own services. @source zosmf-static-definition.yaml; api-catalog and caching-service application.yml. */
export const authenticationSchemes: Readonly<Record<string, AuthenticationScheme>> = {
  ibmzosmf: "zosmf",
  zosmf: "zosmf",
  cachingservice: "x509",
};

const tickets: Readonly<Record<AuthenticationScheme, number | undefined>> = {
  bypass: undefined,
  x509: undefined,
  zosmf: ZaasOperation.zosmfToken,
  httpBasicPassTicket: ZaasOperation.passTicket,
  zoweJwt: ZaasOperation.zoweJwt,
  safIdt: ZaasOperation.safIdt,
};

/** ZAAS's operation; `undefined`: ZAAS is not asked. */
export function ticketOf(scheme: AuthenticationScheme): number | undefined {
  return tickets[scheme];
}

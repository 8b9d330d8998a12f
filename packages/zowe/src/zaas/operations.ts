/**
 * What may be asked of ZAAS, and what a request bears: one number for both, so that a request carries it.
 *
 * @source zowe/api-layer AuthEndpointConfig (what the Gateway passes on), zaas-service AuthController and SchemeController.
 */

/** What a request bears: nothing, user and password, the JWT or the personal access token that its user has had last. */
export const credentialKinds = ["none", "basic", "jwt", "pat"] as const;
export type Credentials = (typeof credentialKinds)[number];

/** Operations of ZAAS behind `/gateway/api/v1/auth`; the number of each is its index. */
export const zaasOperations = [
  { method: "POST", path: "/login" },
  { method: "POST", path: "/logout" },
  { method: "GET", path: "/query" },
  { method: "POST", path: "/ticket" },
  { method: "POST", path: "/refresh" },
  { method: "POST", path: "/access-token/generate" },
  { method: "POST", path: "/access-token/validate" },
  { method: "DELETE", path: "/access-token/revoke" },
  // `DELETE /auth/invalidate/<jwt>`: another ZAAS passes a logout on. Where ZAAS is in the Gateway, it asks that.
  { method: "DELETE", path: "/invalidate" },
] as const;

/** By number: those above, then those that only Gateways ask for. */
export const ZaasOperation = {
  login: 0,
  logout: 1,
  query: 2,
  ticket: 3,
  refresh: 4,
  generatePat: 5,
  validatePat: 6,
  revokePat: 7,
  invalidate: 8,
  /** `POST /zaas/scheme/…`: tokens for a service. */
  zosmfToken: 9,
  passTicket: 10,
  zoweJwt: 11,
  safIdt: 12,
} as const;

/** A target's number is credentials × this + operation; the first number of credentials is for those nobody looks at. */
const OPERATION_BITS = 4;
const CREDENTIALS_BITS = 3;

/** What stands in a request's number for credentials that are not looked at: they count as good. */
export const NOT_LOOKED_AT = 0;
/** By kind of credentials. */
export const Bears = { none: 1, basic: 2, jwt: 3, pat: 4 } as const satisfies Record<Credentials, number>;

/** The number by which ZAAS knows an operation with its credentials. */
export function zaasTarget(operation: number, credentials: Credentials | undefined): number {
  const bears = credentials === undefined ? NOT_LOOKED_AT : Bears[credentials];
  return (bears << OPERATION_BITS) | operation;
}

export function zaasOperationIn(request: number): number {
  return request & ((1 << OPERATION_BITS) - 1);
}

export function credentialsIn(request: number): number {
  return (request >>> OPERATION_BITS) & ((1 << CREDENTIALS_BITS) - 1);
}

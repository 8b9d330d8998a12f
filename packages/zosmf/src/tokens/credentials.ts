/**
 * What a request to z/OSMF bears as proof of its user, in one number with its operation.
 *
 * User and password are 0, so that an operation's plain number asks with them. Tokens are in one of three cookie jars that
 * each user has: his own client's, that of his session with Zowe, and what Zowe gets for one request in his name.
 */
import { operationIn } from "@sysplex/tcpip";

const OPERATION_BITS = 8;
/** Operations that z/OSMF may have. */
export const ZOSMF_OPERATION_COUNT_MAX = 1 << OPERATION_BITS;

/** A jar's number × 4, and below it what is in it: a password, nothing or a PassTicket, an LTPA token, a JWT. */
export const Bears = {
  password: 0,
  none: 1,
  ltpa: 2,
  jwt: 3,
  /** Zowe logs the user on; the tokens are those of his session with Zowe. */
  zowePassword: 4,
  zoweLtpa: 6,
  zoweToken: 7,
  /** Zowe checks a password, and keeps the tokens apart from the user's session. */
  ticketPassword: 8,
  passTicket: 9,
  ticketToken: 11,
} as const;

/** Cookie jars of a user. */
export const Jar = { client: 0, zowe: 1, ticket: 2 } as const;
export const JAR_COUNT = 3;

/** The number by which z/OSMF knows an operation that is asked for with these credentials. */
export function bearing(operation: number, bears: number): number {
  return operation < 0 ? operation : operation | (bears << OPERATION_BITS);
}

/** @param asked Negative: none of z/OSMF's. */
export function zosmfOperationIn(asked: number): number {
  return asked < 0 ? asked : asked & (ZOSMF_OPERATION_COUNT_MAX - 1);
}

export function bearsIn(asked: number): number {
  return asked < 0 ? Bears.password : operationIn(asked) >>> OPERATION_BITS;
}

export function jarOf(bears: number): number {
  return bears >> 2;
}

export function isToken(bears: number): boolean {
  return (bears & 2) !== 0;
}

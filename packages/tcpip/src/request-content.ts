/**
 * What a request says, in one number of 31 bits: which operation of the program is asked for, and who asks.
 *
 * Each program numbers its operations for itself; what a request bears as proof of its user is part of that number.
 * A negative number is an operation that the program does not have, whoever asks.
 */
import { assert } from "@sysplex/sim-core";

const OPERATION_BITS = 12;

/** Operations that a program may have. */
export const OPERATION_COUNT_MAX = 1 << OPERATION_BITS;
/** Users that can be told apart, nobody included. */
export const USER_COUNT_MAX = 1 << (31 - OPERATION_BITS);

/** Nobody: a request without a token or user. */
export const NO_USER = 0;

/** The number for an operation that a user asks for. On the request path: no check. */
export function requestBy(operation: number, user: number): number {
  return operation < 0 ? operation : user * OPERATION_COUNT_MAX + operation;
}

/** Which operation a request asks for; negative: none that the program has. */
export function operationIn(request: number): number {
  return request < 0 ? request : request & (OPERATION_COUNT_MAX - 1);
}

/** Who asks; {@link NO_USER}: it is not known. */
export function userIn(request: number): number {
  return request < 0 ? NO_USER : request >>> OPERATION_BITS;
}

/** Said once, where a user gets his number. */
export function checkUser(user: number): void {
  assert(user >= 0 && user < USER_COUNT_MAX, `At most ${USER_COUNT_MAX} users can be told apart`);
}

/**
 * Why a simulation with processes cannot be forked: a generator is a suspended program, and JavaScript has no means to
 * copy one. What waits in the event queue on behalf of a process carries this mark, so that a fork can refuse.
 */
export const UNFORKABLE: unique symbol = Symbol("a part of a process: cannot be copied");

/** Whether an event's payload is a process, or something that processes wait for or are told by. */
export function isProcess(payload: unknown): boolean {
  return typeof payload === "object" && payload !== null && UNFORKABLE in payload;
}

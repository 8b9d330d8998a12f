/** The payload of events of programs that work on many requests at a time: one number, the slot and the program. */

const PROGRAM_BITS = 10;

/** A payload is slot × this + number of the program, and stays below 2³¹. */
export const PROGRAM_COUNT_MAX = 1 << PROGRAM_BITS;

/** Slots of one program, so that a payload stays below 2³¹. */
export const SLOT_COUNT_MAX = 1 << (31 - PROGRAM_BITS);

/** @param program Its number among those that the event may be for. */
export function slotPayload(slot: number, program: number): number {
  return slot * PROGRAM_COUNT_MAX + program;
}

export function slotIn(payload: number): number {
  return payload >> PROGRAM_BITS;
}

export function programIn(payload: number): number {
  return payload & (PROGRAM_COUNT_MAX - 1);
}

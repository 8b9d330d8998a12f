/** The payload of events of programs that work on many requests at a time: one number, the slot and the component. */

const COMPONENT_BITS = 10;

/** A payload is slot × this + place of the component, and stays below 2³¹. */
export const COMPONENT_COUNT_MAX = 1 << COMPONENT_BITS;

/** @param component Its place in `Zowe.components`, or among the pods behind them. */
export function slotPayload(slot: number, component: number): number {
  return slot * COMPONENT_COUNT_MAX + component;
}

export function slotIn(payload: number): number {
  return payload >> COMPONENT_BITS;
}

export function componentIn(payload: number): number {
  return payload & (COMPONENT_COUNT_MAX - 1);
}

/** The payload of events of programs that work on many requests at a time: one number, the slot and the component. */
import { assert } from "@sysplex/sim-core";

const COMPONENT_BITS = 10;

/** A payload is slot × this + place of the component, and stays below 2³¹. */
export const COMPONENT_COUNT_MAX = 1 << COMPONENT_BITS;

/** The place of a component whose events carry it: one that does not fit would be taken for another. */
export function componentIndex(index: number): number {
  assert(
    index >= 0 && index < COMPONENT_COUNT_MAX,
    `At most ${COMPONENT_COUNT_MAX} components can be simulated`,
  );
  return index;
}

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

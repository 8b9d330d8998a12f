/** The payload of events of programs that work on many requests at a time: one number, the slot and the component. */
import { assert } from "@sysplex/sim-core";
import { PROGRAM_COUNT_MAX } from "@sysplex/tcpip";

/** A component's number is its place in `Zowe.components`, or among the pods behind them. */
export {
  PROGRAM_COUNT_MAX as COMPONENT_COUNT_MAX,
  programIn as componentIn,
  slotIn,
  slotPayload,
} from "@sysplex/tcpip";

/** The place of a component whose events carry it: one that does not fit would be taken for another. */
export function componentIndex(index: number): number {
  assert(index >= 0 && index < PROGRAM_COUNT_MAX, `At most ${PROGRAM_COUNT_MAX} components can be simulated`);
  return index;
}

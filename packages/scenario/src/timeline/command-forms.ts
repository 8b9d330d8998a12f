/** The forms of operator commands that are simulated: what a scenario file may ask for. */
import { isVarySysplexCommand, LIFE_CYCLE } from "@sysplex/tcpip";

/** RETAIN says whether the couple data set keeps the signalling paths; nothing here depends on it. */
export const VARY_OFFLINE = /^(?:V|VARY)\s+XCF,([A-Z0-9@#$]{1,8}),OFFLINE(?:,RETAIN=(?:YES|NO))?$/;

export function isSimulatedCommand(command: string): boolean {
  const text = command.trim().toUpperCase();
  return isVarySysplexCommand(text) || VARY_OFFLINE.test(text) || LIFE_CYCLE.test(text);
}

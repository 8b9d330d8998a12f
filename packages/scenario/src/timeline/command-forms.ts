/** The forms of operator commands that are simulated: what a scenario file may ask for. */
import { isArmCommand } from "@sysplex/sysplex";
import { isVarySysplexCommand, LIFE_CYCLE } from "@sysplex/tcpip";

/** RETAIN says whether the couple data set keeps the signalling paths; nothing here depends on it. */
export const VARY_OFFLINE = /^(?:V|VARY)\s+XCF,([A-Z0-9@#$]{1,8}),OFFLINE(?:,RETAIN=(?:YES|NO))?$/;

/** MODIFY of a launcher of Zowe: `F ZWESLSTC,APPL=STOP(gateway)`. */
export const MODIFY = /^(?:F|MODIFY)\s+([A-Z@#$][A-Z0-9@#$]{0,7}),APPL=(.*)$/;

/** CANCEL of what ARM shall start again. */
export const CANCEL_ARMRESTART = /^(?:C|CANCEL)\s+([A-Z@#$][A-Z0-9@#$]{0,7}),ARMRESTART$/;

export function isSimulatedCommand(command: string): boolean {
  const text = command.trim().toUpperCase();
  return (
    [VARY_OFFLINE, LIFE_CYCLE, MODIFY, CANCEL_ARMRESTART].some((form) => form.test(text)) ||
    isVarySysplexCommand(text) ||
    isArmCommand(text)
  );
}

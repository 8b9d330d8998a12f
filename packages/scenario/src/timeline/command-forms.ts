/** The forms of operator commands that are simulated: what a scenario file may ask for. */

/** RETAIN says whether the couple data set keeps the signalling paths; nothing here depends on it. */
export const VARY_OFFLINE = /^(?:V|VARY)\s+XCF,([A-Z0-9@#$]{1,8}),OFFLINE(?:,RETAIN=(?:YES|NO))?$/;
/** START, STOP and CANCEL of an address space: verb and job name. */
export const LIFE_CYCLE = /^(P|STOP|S|START|C|CANCEL)\s+([A-Z0-9@#$]{1,8})$/;
const VARY_TCPIP_SYSPLEX = /^(?:V|VARY)\s+TCPIP,[^,]*,SYSPLEX,[A-Z]+/;

export function isSimulatedCommand(command: string): boolean {
  const text = command.trim().toUpperCase();
  return [VARY_TCPIP_SYSPLEX, VARY_OFFLINE, LIFE_CYCLE].some((form) => form.test(text));
}

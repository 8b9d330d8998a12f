/**
 * The operator commands of automatic restart management.
 *
 * Modelled: D XCF,ARMSTATUS; SETXCF START,POLICY,TYPE=ARM and SETXCF STOP,POLICY,TYPE=ARM.
 * Not modelled: operands of D XCF,ARMSTATUS, which all show everything; the start of another policy.
 * @source z/OS MVS System Commands, DISPLAY XCF and SETXCF.
 */
import { armStatusLines } from "./arm-display.js";
import type { Plex } from "./plex.js";
import type { SystemName } from "./sysplex-configuration.js";

/** What became of a command: done, none of ARM's, or refused with the reason. */
export type ArmCommandResult =
  | { readonly kind: "done" }
  | { readonly kind: "unknown" }
  | { readonly kind: "refused"; readonly why: string };

const DISPLAY = /^(?:D|DISPLAY)\s+XCF,(?:ARMSTATUS|ARMS)(?:,.*)?$/;
const SETXCF = /^SETXCF\s+(START|STOP),POLICY,TYPE=ARM(?:,POLNAME=([A-Z0-9@#$]{1,8}))?$/;

/** Whether a command is one of these. */
export function isArmCommand(command: string): boolean {
  const text = command.trim().toUpperCase();
  return DISPLAY.test(text) || SETXCF.test(text);
}

/** Enters a command on a system. */
export function executeArmCommand({ sysplex }: Plex, system: SystemName, command: string): ArmCommandResult {
  const text = command.trim().toUpperCase();
  if (DISPLAY.test(text)) {
    sysplex.console.issue(system, "IXC392I", armStatusLines(sysplex.arm).join("\n"));
    return { kind: "done" };
  }
  const setxcf = SETXCF.exec(text);
  if (setxcf === null) return { kind: "unknown" };
  const { policy } = sysplex.arm;
  if (policy === undefined) return { kind: "refused", why: "no ARM couple data set is in use" };
  const [, verb, name] = setxcf;
  if (name !== undefined && name !== policy.name) {
    return { kind: "refused", why: `the ARM couple data set has no policy ${name}, only ${policy.name}` };
  }
  sysplex.arm.setRestarts(verb === "START" ? "enabled" : "disabled");
  return { kind: "done" };
}

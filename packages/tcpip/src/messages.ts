/**
 * Texts of the stack's console messages.
 *
 * @source z/OS Communications Server: IP Messages; EZZ0303I, EZZ8302I, EZD1176I and EZD1214I are recalled, their wording is ours.
 */
import type { MessageStanding } from "@sysplex/sysplex";
import type { IpAddress } from "./profile/stack-profile.js";
import type { StackName } from "./state.js";

const jobAndSystem = (stack: StackName): string => {
  const [system, job] = stack.split("/");
  return `${job} ON ${system}`;
};

export const stackMessages = {
  EZZ0309I: (): string => "PROFILE PROCESSING BEGINNING FOR DD:PROFILE",
  EZZ0303I: (): string => "INITIAL PROFILE FILE CONTAINS ERRORS",
  EZZ0316I: (): string => "PROFILE PROCESSING COMPLETE FOR FILE DD:PROFILE",
  EZZ0060I: (command: string): string => `PROCESSING COMMAND: ${command}`,
  EZD1176I: (job: string, group: string): string =>
    `${job} HAS SUCCESSFULLY JOINED THE TCP/IP SYSPLEX GROUP ${group}`,
  EZD1214I: (job: string): string => `INITIAL DYNAMIC VIPA PROCESSING HAS COMPLETED FOR ${job}`,
  EZZ8301I: (address: IpAddress, from: StackName): string =>
    `VIPA ${address} TAKEN OVER FROM ${jobAndSystem(from)}`,
  EZZ8302I: (address: IpAddress, from: StackName): string =>
    `VIPA ${address} TAKEN FROM ${jobAndSystem(from)}`,
  EZZ8303I: (address: IpAddress, to: StackName): string => `VIPA ${address} GIVEN TO ${jobAndSystem(to)}`,
  EZD1182I: (address: IpAddress, port: number, target: StackName, rates: ResponsivenessRates): string =>
    `TARGET SERVER FOR ${address} PORT ${port} AT ${jobAndSystem(target)} IS NOT RESPONSIVE - ` +
    `TCSR ${rates.tcsr} CER ${rates.cer} SEF ${rates.sef}`,
  EZD1183I: (address: IpAddress, port: number, target: StackName): string =>
    `TARGET SERVER FOR ${address} PORT ${port} AT ${jobAndSystem(target)} IS RESPONSIVE`,
  EZZ8269I: (job: string, system: string): string => `${job} ${system} IS NOT A MEMBER OF A SYSPLEX GROUP`,
  EZZ9308E: (address: IpAddress): string => `UNRESPONSIVE NAME SERVER DETECTED AT IP ADDRESS ${address}`,
  EZZ9309I: (address: IpAddress): string => `NAME SERVER IS NOW RESPONSIVE AT IP ADDRESS ${address}`,
  EZZ9310I: (address: IpAddress, sent: number, failed: number, percentage: number): string =>
    `NAME SERVER ${address} TOTAL NUMBER OF QUERIES SENT ${sent} TOTAL NUMBER OF FAILURES ${failed} PERCENTAGE ${percentage}%`,
} as const;

export const stackMessageStandings: Readonly<Record<keyof typeof stackMessages, MessageStanding>> = {
  EZZ0309I: "documented",
  EZZ0303I: "recalled",
  EZZ0316I: "recalled",
  EZZ0060I: "documented",
  EZD1176I: "recalled",
  EZD1214I: "recalled",
  EZZ8301I: "documented",
  EZZ8302I: "recalled",
  EZZ8303I: "documented",
  EZD1182I: "documented",
  EZD1183I: "own wording",
  EZZ8269I: "documented",
  EZZ9308E: "documented",
  EZZ9309I: "documented",
  EZZ9310I: "documented",
};

/** The parts of the target server responsiveness, in percent. */
export interface ResponsivenessRates {
  /** Distributor to target: connection requests that reached the target. */
  readonly tcsr: number;
  /** Connection requests that were established, of those that reached it. */
  readonly cer: number;
  /** Connections that the server accepted, of those established. */
  readonly sef: number;
}

/**
 * Console messages of z/OSMF's address spaces.
 *
 * Which message z/OSMF writes when its data directory is in use is not published: it ends with $HASP395, and the reason
 * is told by the signal that the server's state has changed.
 * @source z/OSMF Configuration Guide and Liberty documentation for ids and order.
 */
import type { MessageStanding } from "@sysplex/sysplex";

export const zosmfMessages = {
  $HASP100: (job: string): string => `${job} ON STCINRDR`,
  $HASP373: (job: string): string => `${job} STARTED`,
  $HASP395: (job: string): string => `${job} ENDED`,
  IEE252I: (member: string): string => `MEMBER ${member} FOUND`,
  CWWKB0069I: (job: string): string => `INITIALIZATION IS COMPLETE FOR THE ${job} ANGEL PROCESS`,
  CWWKB0101I: (): string => "The angel process is not available. No authorized services will be loaded.",
  CWWKE0001I: (): string => "The server zosmfServer has been launched.",
  CWWKE0036I: (): string => "The server zosmfServer stopped.",
  CWWKF0011I: (): string => "The server zosmfServer is ready to run a smarter planet.",
  CWWKO0219I: (host: string, port: number): string =>
    `TCP Channel defaultHttpEndpoint-ssl is now listening for requests on host ${host} port ${port}.`,
  CWWKO0221E: (host: string, port: number, why: string): string =>
    `TCP Channel defaultHttpEndpoint-ssl initialization did not succeed. ` +
    `The socket bind did not succeed for host ${host} and port ${port}: ${why}.`,
  CWWKO0224E: (host: string, port: number): string =>
    `TCP Channel defaultHttpEndpoint-ssl initialization did not succeed. ` +
    `The host name ${host} and port ${port} could not be resolved.`,
  CWWKZ0001I: (application: string, seconds: string): string =>
    `Application ${application} started in ${seconds} seconds.`,
  BPXI039I: (limit: string, percentage: number, capacity: number): string =>
    `SYSTEM LIMIT ${limit} HAS REACHED ${percentage}% OF ITS CURRENT CAPACITY OF ${capacity}`,
  IEF450I: (): string => "USERID IZUFPROC IZUFPROC - ABEND=S222 U0000 REASON=00000000",
  IZUG018W: (minutes: number): string =>
    `The property LTPA_EXPIRE is set to ${minutes}, as SESSION_EXPIRE must be less.`,
  IZUG349I: (host: string, port: number): string =>
    `The z/OSMF AUTOSTART server home page is at https://${host}:${port}/zosmf/`,
  IZUG400I: (): string => "The z/OSMF Web application services are initialized.",
} as const;

export type ZosmfMessageId = keyof typeof zosmfMessages;

/** The ids, their meaning and their order are documented; no text was compared with its page. */
export const zosmfMessageStandings: Readonly<Record<ZosmfMessageId, MessageStanding>> = {
  $HASP100: "recalled",
  $HASP373: "recalled",
  $HASP395: "recalled",
  IEE252I: "recalled",
  CWWKB0069I: "recalled",
  CWWKB0101I: "own wording",
  CWWKE0001I: "recalled",
  CWWKE0036I: "recalled",
  CWWKF0011I: "recalled",
  CWWKO0219I: "recalled",
  CWWKO0221E: "recalled",
  CWWKO0224E: "own wording",
  CWWKZ0001I: "recalled",
  BPXI039I: "documented",
  IEF450I: "recalled",
  IZUG018W: "own wording",
  IZUG349I: "own wording",
  IZUG400I: "recalled",
};

/**
 * Console messages of z/OSMF's address spaces.
 *
 * What stands in parentheses at the end of $HASP395 is the simulator's explanation, not part of the message: which
 * message z/OSMF writes when its data directory is in use is not published.
 * @source z/OSMF Configuration Guide and Liberty documentation for ids and order; CWWKB0101I, CWWKO0219I, CWWKO0224E
 * and all wording are recalled.
 */
export const zosmfMessages = {
  $HASP100: (job: string): string => `${job} ON STCINRDR`,
  $HASP373: (job: string): string => `${job} STARTED`,
  $HASP395: (job: string, why?: string): string => `${job} ENDED${why === undefined ? "" : ` (${why})`}`,
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
  IZUG349I: (host: string, port: number): string =>
    `The z/OSMF AUTOSTART server home page is at https://${host}:${port}/zosmf/`,
  IZUG400I: (): string => "The z/OSMF Web application services are initialized.",
} as const;

export type ZosmfMessageId = keyof typeof zosmfMessages;

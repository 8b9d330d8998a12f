/**
 * How a request ends at a gateway: exactly once, in one of these ways.
 *
 * The number is what is counted by; the causes from `refused` on are those of a failure.
 */
export const outcomeNames = [
  /** By the target, whatever its status. */
  "answered",
  /** The gateway's process ended before. */
  "lost",
  /** The port was open, the application was not up yet. */
  "notReady",
  /** No route, or no such operation behind it: 404. */
  "noRoute",
  /** The rate limiter let the user wait: 429. */
  "tooManyRequests",
  /** ZAAS did not know the credentials, and the service asks for some: 401. */
  "unauthorized",
  /** Every ZAAS that was asked for a ticket answered something else than 200 and 401. */
  "noTicket",
  /** The circuit breaker of the route was open. */
  "breakerOpen",
  /** The registry as this gateway knows it has no instance of the service. */
  "noInstance",
  /** Refused by a living system, or its host name is not known. */
  "refused",
  /** The connection was cut while the request was under way. */
  "reset",
  /** Time ran out while the connection was being made: nobody answers at that address. */
  "blackHoled",
  /** Time ran out while the target had the request, or was believed to have it. */
  "unanswered",
  /** Time ran out while it waited for a connection. */
  "noConnection",
] as const;

export type OutcomeName = (typeof outcomeNames)[number];

/** The number of each outcome. */
export const Outcome = Object.fromEntries(outcomeNames.map((name, index) => [name, index])) as Readonly<
  Record<OutcomeName, number>
>;

/** Why a request was sent once more. */
export const retryCauses = ["refused", "reset", "timeout", "status"] as const;
export type RetryCause = (typeof retryCauses)[number];

/** What a gateway has counted so far. */
export interface GatewayReport {
  readonly received: number;
  /** Requests that have not ended. */
  readonly open: number;
  /** By how they ended; together with `open` they are `received`. */
  readonly ended: Readonly<Record<OutcomeName, number>>;
  readonly retries: Readonly<Record<RetryCause, number>>;
  /** Answers that found their client gone. */
  readonly dropped: number;
  /** How often a circuit breaker has opened. */
  readonly breakerOpenings: number;
  /** Connections to service instances opened so far, and open now. */
  readonly connectionsOpened: number;
  readonly connectionsOpen: number;
  readonly cpuSeconds: number;
}

/**
 * How a gateway of each version forwards: its limits, and what it sends once more.
 *
 * @source zowe/api-layer gateway-service: version 3 RoutingConfig, ConnectionsConfig, NettyRoutingFilterApiml; version 2
 * and its documentation, routing and time-outs.
 */
import type { Duration } from "@sysplex/sim-core";
import type { GatewaySettings } from "../yaml/zowe-configuration.js";
import type { GatewayRoute, GatewayVersion } from "./operations.js";
import type { RetryCause } from "./outcomes.js";

export interface ForwardingProfile {
  readonly version: GatewayVersion;
  /** Of a connection attempt, and of the answer: one limit each. */
  readonly timeout: Duration;
  /** Of everything together, from routing on; retries are inside it. Absent: there is none. */
  readonly totalLimit?: Duration;
  readonly hasCircuitBreakers: boolean;
  /** In place of the parameter. */
  readonly unreachableStatus?: number;
}

/** @assumption HTTP status that goes with ZWEAG708E of version 2; not read. */
const UNREACHABLE_STATUS_V2 = 503;

export function forwardingProfile(version: GatewayVersion, settings: GatewaySettings): ForwardingProfile {
  const { connectionTimeout, timeout } = settings;
  return version === 3
    ? { version, timeout: connectionTimeout, totalLimit: connectionTimeout, hasCircuitBreakers: true }
    : { version, timeout, hasCircuitBreakers: false, unreachableStatus: UNREACHABLE_STATUS_V2 };
}

/** What the log of version 2 has for a request that no instance took. */
export const ZWEAG708E =
  "ZWEAG708E The request to the URL has failed after retrying on all known service instances.";

/**
 * Whether a failed attempt is followed by another one, while retries are left.
 *
 * Version 3 sends GET once more after any I/O error, time-out or 503; version 2 also every other method that was refused.
 * What clients ask of ZAAS is passed on once: no filter is around it.
 */
export function mayRetry(
  version: GatewayVersion,
  kind: GatewayRoute["kind"],
  isGet: boolean,
  cause: RetryCause,
): boolean {
  if (kind === "zaas") return false;
  return isGet || (version === 2 && cause === "refused");
}

const HTTP_OK = 200;
const HTTP_UNAUTHORIZED = 401;
const HTTP_SERVICE_UNAVAILABLE = 503;

/** Whether an answer is a reason to ask another instance. */
export function asksAgain(kind: GatewayRoute["kind"], status: number): boolean {
  return kind === "routed" && status === HTTP_SERVICE_UNAVAILABLE;
}

/**
 * What an answer of ZAAS to the call for a ticket means. `asIs`: there is none for these credentials, and the service gets the
 * request as it came. `next`: another ZAAS may do better.
 *
 * @source zowe/api-layer AbstractAuthSchemeFactory.requestWithHa.
 */
export function ticketAnswer(status: number): "given" | "asIs" | "next" {
  if (status === HTTP_OK) return "given";
  return status === HTTP_UNAUTHORIZED ? "asIs" : "next";
}

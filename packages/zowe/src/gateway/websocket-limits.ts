/** The times and statuses of one gateway's websockets, from its parameters. */
import type { Duration } from "@sysplex/sim-core";
import type { GatewayParameterValues } from "./parameters.js";

export interface WebsocketLimits {
  /** In µs. */
  readonly idleTimeout: number;
  readonly connectTimeout: Duration;
  readonly sweepPeriod: Duration;
  readonly handshake: Duration;
  readonly timeoutStatus: number;
  readonly unreachableStatus: number;
  readonly noInstanceStatus: number;
}

export function websocketLimits(parameters: GatewayParameterValues, version: 2 | 3): WebsocketLimits {
  const { websocketIdleTimeout, websocketIdleTimeoutV2 } = parameters;
  return {
    idleTimeout: version === 3 ? websocketIdleTimeout : websocketIdleTimeoutV2,
    connectTimeout: parameters.websocketConnectTimeout,
    sweepPeriod: parameters.websocketSweep,
    handshake: parameters.gatewayTlsHandshake,
    timeoutStatus: Number(parameters.websocketTimeoutStatus),
    unreachableStatus: Number(parameters.gatewayUnreachableStatus),
    noInstanceStatus: Number(parameters.gatewayNoInstanceStatus),
  };
}

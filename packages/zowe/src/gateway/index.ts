export { Gateway } from "./gateway.js";
export type { GatewayOptions } from "./options.js";
export type { GatewayDirectory, GatewayPlex, RoutedInstance } from "./plex.js";
export {
  GatewayOperations,
  httpMethods,
  type GatewayOperation,
  type GatewayOperationsOptions,
  type GatewayRoute,
  type GatewayVersion,
  type TargetOperations,
} from "./operations.js";
export { isUpgrade, SWITCHING_PROTOCOLS, upgradeOf } from "./upgrade.js";
export { websocketCauses, type WebsocketCause, type WebsocketReport } from "./websocket-counts.js";
export { StickyChoices } from "./sticky-choices.js";
export { rateLimitOf, type RateLimit } from "./rate-limiter.js";
export { ZWEAG708E } from "./profile.js";
export {
  outcomeNames,
  retryCauses,
  type GatewayReport,
  type OutcomeName,
  type RetryCause,
} from "./outcomes.js";
export { gatewayParameters, gatewayRows, type GatewayParameterValues } from "./parameters.js";
export type { BreakerState } from "./circuit-breakers.js";

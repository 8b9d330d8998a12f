import {
  choiceParameter,
  defineParameters,
  distributionParameter,
  durationParameter,
  flagParameter,
  micros,
  millis,
  numberParameter,
  seconds,
  type ParameterValues,
} from "@sysplex/sim-core";
import { websocketRows } from "./websockets-parameters.js";

const API_LAYER = "zowe/api-layer gateway-service (3.0)";
const RESILIENCE4J =
  "Resilience4j CircuitBreakerConfig.ofDefaults(), which the gateway takes as it is; recalled";

/** Rows of the Zowe table that are the gateway's. */
export const gatewayRows = {
  gatewayLatency: distributionParameter({
    default: "exponential(mean 5ms)",
    standing: "assumed",
    source:
      "No latency of a gateway on z/OS is published; an access log of gateway and target side by side gives it.",
    meaning: "What the gateway itself adds to a request, before it is forwarded.",
  }),
  gatewayCpu: durationParameter({
    default: millis(2),
    standing: "assumed",
    source: "No measurement is published; two TLS records each way and some filters in Java.",
    meaning: "CPU time of one request in the gateway's address space.",
  }),
  gatewayHopLatency: durationParameter({
    default: micros(200),
    standing: "assumed",
    source: "No published figure; OSA or HiperSockets within a sysplex.",
    meaning: "One way between a gateway and a stack, its own or another. It counts when the model is built.",
  }),
  gatewayTlsHandshake: durationParameter({
    default: millis(5),
    standing: "assumed",
    source: "One or two round trips and the keys; no figure of Java on z/OS is published.",
    meaning: "TLS handshake on each new connection to a service instance.",
  }),
  gatewayIdleTimeout: durationParameter({
    default: seconds(5),
    min: millis(1),
    standing: "documented",
    source: `${API_LAYER} application.yml, apiml.connection.idleConnectionTimeoutSeconds.`,
    meaning: "A connection to a service instance that has idled so long is closed.",
  }),
  gatewayTimeToLive: durationParameter({
    default: seconds(10),
    min: millis(1),
    standing: "documented",
    source: `${API_LAYER} application.yml, apiml.connection.timeToLive.`,
    meaning: "A connection to a service instance that is so old is used no more.",
  }),
  gatewayRetries: numberParameter({
    default: 5,
    unit: "retries",
    min: 0,
    max: 250,
    whole: true,
    standing: "documented",
    source: `${API_LAYER} RoutingConfig, filter Retry; of version 2, Ribbon's MaxAutoRetriesNextServer.`,
    meaning: "How often a request is sent again, to whichever instance is next.",
  }),
  gatewayTimeoutStatus: choiceParameter({
    choices: ["503", "504"],
    default: "504",
    standing: "documented",
    source:
      "Spring Cloud Gateway: a time-out in the circuit breaker filter or of the response becomes GATEWAY_TIMEOUT, and " +
      `${API_LAYER} GatewayExceptionHandler hands that status on.`,
    meaning: "HTTP status when the time limit of a request is over.",
  }),
  gatewayUnreachableStatus: choiceParameter({
    choices: ["500", "502", "503"],
    default: "500",
    standing: "assumed",
    source:
      `Read from ${API_LAYER} GatewayExceptionHandler: an I/O error has no handler of its own, so that of Exception ` +
      "answers 500. Not seen on a system.",
    meaning: "HTTP status when the connection was refused or cut, and no retry is left.",
  }),
  gatewayNoInstanceStatus: choiceParameter({
    choices: ["404", "503"],
    default: "503",
    standing: "documented",
    source:
      "zowe/docs-site issues 4688 and 4432: LoadBalancer does not contain an instance for the service. 404: its route has " +
      "gone too.",
    meaning: "HTTP status when no instance of the service is known.",
  }),
  gatewayNoInstanceIsFailure: flagParameter({
    default: true,
    standing: "assumed",
    source:
      "The load balancer runs inside the circuit breaker filter, and its NotFoundException is an error like others.",
    meaning: "A request for which no instance is known counts as a failure for the circuit breaker.",
  }),
  gatewayNoTicketStatus: choiceParameter({
    choices: ["200", "500", "503"],
    default: "503",
    standing: "assumed",
    source:
      `Read from ${API_LAYER} AbstractAuthSchemeFactory: after the last ZAAS the request ends without having been forwarded, ` +
      "which comes to an empty 200. 503 is what such a client is better told.",
    meaning: "HTTP status when every ZAAS answered something else than 200 and 401 to the call for a ticket.",
  }),
  gatewayRetriesTickets: flagParameter({
    default: true,
    standing: "assumed",
    source:
      `${API_LAYER} RouteLocator puts the filter of the scheme behind Retry, whose exceptions of Spring Cloud Gateway are ` +
      "compared with the cause too. Not seen on a system.",
    meaning:
      "A GET whose call for a ticket was refused, cut or too late is tried again like one whose service was.",
  }),
  breakerWindow: numberParameter({
    default: 100,
    unit: "calls",
    min: 1,
    max: 100_000,
    whole: true,
    standing: "documented",
    source: `${RESILIENCE4J}: slidingWindowSize.`,
    meaning: "Calls of one route that the circuit breaker looks back on. It counts when the model is built.",
  }),
  breakerCallsMin: numberParameter({
    default: 100,
    unit: "calls",
    min: 1,
    max: 100_000,
    whole: true,
    standing: "documented",
    source: `${RESILIENCE4J}: minimumNumberOfCalls.`,
    meaning: "With fewer calls than this the circuit breaker does not judge.",
  }),
  breakerFailureShare: numberParameter({
    default: 0.5,
    unit: "share of the calls",
    min: 0.001,
    max: 1,
    standing: "documented",
    source: `${RESILIENCE4J}: failureRateThreshold.`,
    meaning: "From this share of failed calls on, the circuit breaker opens.",
  }),
  breakerOpenTime: durationParameter({
    default: seconds(60),
    standing: "documented",
    source: `${RESILIENCE4J}: waitDurationInOpenState.`,
    meaning: "How long an open circuit breaker lets nothing through.",
  }),
  breakerHalfOpenCalls: numberParameter({
    default: 10,
    unit: "calls",
    min: 1,
    max: 100_000,
    whole: true,
    standing: "documented",
    source: `${RESILIENCE4J}: permittedNumberOfCallsInHalfOpenState.`,
    meaning: "Calls by which a half-open circuit breaker judges. It counts when the model is built.",
  }),
  ...websocketRows,
};

/** The gateway's numbers alone: for a gateway without the rest of Zowe. */
export const gatewayParameters = defineParameters("zowe", gatewayRows);

/** What a gateway goes by. `notReadyStatus` is that of every component. */
export type GatewayParameterValues = ParameterValues<typeof gatewayParameters> & {
  readonly notReadyStatus: string;
};

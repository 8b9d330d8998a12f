/** The HTTP status that a gateway answers by itself, by how the request ends. */
import { outcomeNames, type OutcomeName } from "./outcomes.js";
import type { GatewayParameterValues } from "./parameters.js";
import type { ForwardingProfile } from "./profile.js";

/** By the number of the outcome. An answered request has the target's; a lost one has none. */
export function gatewayStatuses(
  { unreachableStatus }: ForwardingProfile,
  parameters: GatewayParameterValues,
): readonly number[] {
  const unreachable = unreachableStatus ?? Number(parameters.gatewayUnreachableStatus);
  const timeout = Number(parameters.gatewayTimeoutStatus);
  const statuses: Readonly<Record<OutcomeName, number>> = {
    answered: 0,
    lost: 0,
    notReady: Number(parameters.notReadyStatus),
    noRoute: 404,
    tooManyRequests: 429,
    unauthorized: 401,
    noTicket: Number(parameters.gatewayNoTicketStatus),
    breakerOpen: 503,
    noInstance: Number(parameters.gatewayNoInstanceStatus),
    refused: unreachable,
    reset: unreachable,
    blackHoled: timeout,
    unanswered: timeout,
    noConnection: timeout,
  };
  return outcomeNames.map((name) => statuses[name]);
}

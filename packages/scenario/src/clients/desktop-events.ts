/** What happens to Desktop clients by itself. */
import { defineEvent, type ParameterValues, type Simulation } from "@sysplex/sim-core";
import type { TcpipPlex } from "@sysplex/tcpip";
import type { clientParameters } from "../resolve/parameters.js";
import type { DesktopClient } from "./desktop-client.js";

/** What the handlers of these events receive. */
export interface DesktopClientPlex extends TcpipPlex {
  readonly sim: Simulation<DesktopClientPlex>;
  /** An event names a client by its index here. */
  readonly desktopClients: readonly DesktopClient[];
  readonly clientParameters: ParameterValues<typeof clientParameters>;
}

/** An event's payload is user or slot × this + index of the client, which stays below 2³¹. */
const CLIENT_BITS = 10;
const CLIENT_MASK = (1 << CLIENT_BITS) - 1;

/** @param place A user, or the slot of a request. */
export function desktopPayload(place: number, client: number): number {
  return (place << CLIENT_BITS) | client;
}

const clientEvent = (name: string, step: (client: DesktopClient, place: number) => void) =>
  defineEvent(name, ({ desktopClients }: DesktopClientPlex, payload: number) => {
    const client = desktopClients[payload & CLIENT_MASK];
    if (client !== undefined) step(client, payload >> CLIENT_BITS);
  });

export const requestDue = clientEvent("client.desktop-request-due", (client) => client.onRequestDue());
export const userDue = clientEvent("client.desktop-user-due", (client, user) => client.onUserDue(user));
export const timedOut = clientEvent("client.desktop-request-timed-out", (client, slot) =>
  client.onTimedOut(slot),
);

import { defineEvent, type EventKind } from "@sysplex/sim-core";
import type { ConnectionName } from "./connections.js";
import type { TcpipPlex } from "./plex.js";
import type { Transport } from "./transport.js";

/** An event of one connection, which is ignored once the connection has gone. */
export const connectionEvent = (
  name: string,
  step: (transport: Transport, slot: number) => void,
): EventKind<TcpipPlex, ConnectionName> =>
  defineEvent(name, ({ tcpip: { transport } }: TcpipPlex, connection: ConnectionName) => {
    const slot = transport.connections.slotOf(connection);
    if (slot >= 0) step(transport, slot);
  });

/**
 * The port of a z/OSMF server: binding to HOSTNAME's address, and what happens when that cannot be done.
 *
 * A server whose port cannot be opened runs on without one: Liberty writes CWWKO0221E and does not stop.
 * @source IZUPRMxx HOSTNAME and HTTP_SSL_PORT; Liberty documentation, httpEndpoint and tcpOptions.
 */
import type { IpAddress, ListenResult } from "@sysplex/tcpip";
import { zosmfMessages } from "./messages.js";
import type { ZosmfPlex } from "./plex.js";
import type { Server } from "./server.js";

/** The address to listen on; `undefined` when HOSTNAME does not resolve. */
export function bindAddress(plex: ZosmfPlex, hostname: string): IpAddress | "any" | undefined {
  if (hostname === "*" || !plex.zosmf.parameters.bindsToHostname) return "any";
  return plex.zosmf.configuration.hosts[hostname.toLowerCase()];
}

export function openPort(plex: ZosmfPlex, server: Server, retriesLeft: number): void {
  const { hostname, httpSslPort } = server.configuration;
  const problem = listen(plex, server);
  if (problem === "ok") {
    server.change("port opened", (record) => ({ ...record, port: "open" }));
    if (plex.sim.now > 0) server.write("CWWKO0219I", zosmfMessages.CWWKO0219I(hostname, httpSslPort));
  } else if (problem === "unresolved") {
    server.write("CWWKO0224E", zosmfMessages.CWWKO0224E(hostname, httpSslPort));
  } else if (retriesLeft > 0) {
    server.change("port not opened", (record) => ({ ...record, portRetriesLeft: retriesLeft - 1 }));
    server.schedule("portRetryDue", plex.zosmf.parameters.portOpenRetryInterval);
  } else server.write("CWWKO0221E", zosmfMessages.CWWKO0221E(hostname, httpSslPort, problem));
}

/** The stack resets the connections that end there. */
export function closePort(plex: ZosmfPlex, server: Server): void {
  if (!server.isListening) return;
  server.change("port closed", (record) => ({ ...record, port: "closed" }));
  const { stack } = plex.zosmf.systemRecord(server.system);
  if (stack !== undefined)
    plex.tcpip.stack(stack).closeListener(server.job, server.configuration.httpSslPort);
}

function listen(plex: ZosmfPlex, server: Server): ListenResult | "unresolved" {
  const { hostname, httpSslPort } = server.configuration;
  const address = bindAddress(plex, hostname);
  const { stack } = plex.zosmf.systemRecord(server.system);
  if (address === undefined) return "unresolved";
  if (stack === undefined) return "EADDRNOTAVAIL";
  return plex.tcpip.stack(stack).listen({
    job: server.job,
    port: httpSslPort,
    address,
    backlog: plex.zosmf.parameters.listenBacklog,
    application: server.name,
  });
}

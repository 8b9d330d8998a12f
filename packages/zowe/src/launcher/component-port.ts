/**
 * The ports of a component: opened together, under its own job name.
 *
 * Simplified: it listens on every address of the stack, as `zowe.network.server.listenAddresses` says by default.
 */
import type { ListenResult, Stack } from "@sysplex/tcpip";
import type { Component } from "./component.js";
import type { ZowePlex } from "../plex.js";

/** What stood in the way; `undefined`: all its ports are open. */
export interface PortProblem {
  readonly port: number;
  readonly why: Exclude<ListenResult, "ok">;
}

export function openPorts(plex: ZowePlex, component: Component): PortProblem | undefined {
  const stack = stackOf(plex, component.system);
  const opened: number[] = [];
  for (const port of component.ports) {
    const result = stack === undefined ? "EADDRNOTAVAIL" : listen(plex, stack, component, port);
    if (result !== "ok") {
      for (const open of opened) stack?.closeListener(component.job, open);
      return { port, why: result };
    }
    opened.push(port);
  }
  component.change("ports opened", (record) => ({ ...record, port: "open" }));
  return undefined;
}

/** Closes the listening sockets. The stack resets the connections that end there. */
export function closePorts(plex: ZowePlex, { system, job, ports }: Component): void {
  const stack = stackOf(plex, system);
  if (stack !== undefined) for (const port of ports) stack.closeListener(job, port);
}

/** The one stack of a system, while it is up. */
export function stackOf({ tcpip }: ZowePlex, system: string): Stack | undefined {
  return tcpip.stacksOn(system).find((stack) => stack.state.status.kind === "up");
}

function listen({ zowe }: ZowePlex, stack: Stack, { name, job }: Component, port: number): ListenResult {
  const { listenBacklog: backlog } = zowe.parameters;
  return stack.listen({ job, port, address: "any", backlog, application: name });
}

/** Where new connections to a destination would end now, for those who look: displays and measurements. */
import type { Listeners } from "./listeners.js";
import { SHARED_PORT, type Routes } from "./routes.js";

/** One stack that new connections are sent to. */
export interface SentTo {
  /** Index of the stack. */
  readonly stack: number;
  /** It runs, is reached, and a server of it takes connections. */
  readonly isTaking: boolean;
}

/** One target of a load-balanced service as Netstat VDPT shows it. */
export interface DestinationPortTableRow {
  /** Index of the stack. */
  readonly stack: number;
  /** The weight that connections are given by; 0: none. */
  readonly netWeight: number;
  /** Connections that were sent there since the start. */
  readonly totalConn: number;
  /** Those of them that have not ended, as far as the distributor knows. */
  readonly activeConn: number;
}

/** In the order of DESTIP. @param routes Refreshed. */
export function serviceTargets(routes: Routes, listeners: Listeners, destination: number): readonly SentTo[] {
  const ingress = routes.ingress[destination] as number;
  const target = routes.target[destination] as number;
  if (ingress < 0) return [];
  const targets = target >= 0 ? [target] : routes.routing.ports.availableTargets(destination);
  return targets.map((stack) => ({
    stack,
    isTaking: isReached(routes, ingress, stack) && takesConnections(routes, listeners, destination, stack),
  }));
}

/** In the order of DESTIP. @param routes Refreshed. */
export function destinationPortRows(
  { routing: { ports } }: Routes,
  destination: number,
): readonly DestinationPortTableRow[] {
  return ports.targets(destination).map((stack) => ({
    stack,
    netWeight: ports.netWeight(destination, stack),
    totalConn: ports.totalCount(destination, stack),
    activeConn: ports.activeCount(destination, stack),
  }));
}

function isReached(routes: Routes, ingress: number, stack: number): boolean {
  return routes.running[stack] !== 0 && (routes.hop[ingress * routes.stackCount + stack] as number) >= 0;
}

function takesConnections(routes: Routes, listeners: Listeners, destination: number, stack: number): boolean {
  const key = destination * routes.stackCount + stack;
  const only = routes.listener[key] as number;
  const all = only === SHARED_PORT ? routes.sharedPorts.listenersOf(key) : [only];
  return all.some((listener) => listeners.isAccepting(listener));
}

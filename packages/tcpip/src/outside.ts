/**
 * Hosts that are no system of the sysplex, as the pods of a Kubernetes cluster: whoever models them answers here.
 *
 * The transport asks for each connection request where it ends, as a load balancer may choose anew for each. From then on
 * the connection keeps that end: one incarnation of one process behind an address.
 */
import type { IpAddress } from "./profile/stack-profile.js";
import type { Application } from "./application.js";

/** One incarnation of one server process outside of the sysplex; never used again. Not negative. */
export type OutsideEnd = number;

/** An end that is none: nothing comes back, or the connection request is refused. */
export const OUTSIDE_SILENCE = -1;
export const OUTSIDE_REFUSED = -2;

export interface OutsideNetwork {
  /** Whether an address is one of its own. This never changes. */
  owns(address: IpAddress): boolean;
  /** Where a connection request that arrives now ends, or one of the two constants. */
  endFor(address: IpAddress, port: number): OutsideEnd;
  /** The program at an end; `undefined`: the process is gone. */
  application(end: OutsideEnd): Application | undefined;
  /** Segments reach the end, and its answers leave it. */
  isReachable(end: OutsideEnd): boolean;
}

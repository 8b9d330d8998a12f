/**
 * What bind() and listen() are allowed: port reservations and ports in use.
 *
 * Not modelled: SAF, UNRSV, WHENBIND against WHENLISTEN, UDP.
 * @source IP Configuration Reference, PORT statement.
 */
import type { IpAddress, PortReservation } from "./profile/stack-profile.js";
import type { ListenerState } from "./state.js";

/** What a server program asks of bind() and listen(). */
export interface ListenerOptions {
  readonly job: string;
  readonly port: number;
  readonly address: IpAddress | "any";
  /** Connections that wait for accept(); SOMAXCONN of the profile is the most. */
  readonly backlog: number;
  /** Key in `Tcpip.applications`. */
  readonly application: string;
}

export type ListenResult = "ok" | "EADDRINUSE" | "EADDRNOTAVAIL" | "EACCES";

/** A stack's PORT statements and what listens there already. */
export interface PortUse {
  readonly reservations: readonly PortReservation[];
  readonly listeners: readonly ListenerState[];
}

/** PORT with BIND turns a bind to any address into one to that address. */
export function boundAddress(
  { reservations }: PortUse,
  options: ListenerOptions,
): ListenerOptions["address"] {
  if (options.address !== "any") return options.address;
  return reservationFor(reservations, options)?.bind ?? "any";
}

/** Reserved for others: EACCES. Taken, and not to be shared: EADDRINUSE. */
export function portRefusal(
  { reservations, listeners }: PortUse,
  options: ListenerOptions,
): "EACCES" | "EADDRINUSE" | undefined {
  const mine = reservationFor(reservations, options);
  if (mine === undefined && reservationsOf(reservations, options.port).length > 0) return "EACCES";
  const others = listeners.filter(
    (other) => other.port === options.port && meet(other.address, options.address),
  );
  if (others.length === 0) return undefined;
  const isShared =
    mine !== undefined &&
    sharingOf(reservations, options.port) !== "none" &&
    others.every(({ job }) => job !== options.job);
  return isShared ? undefined : "EADDRINUSE";
}

/**
 * How listeners share a port. SHAREPORT on one of a port's entries is enough for all of them.
 *
 * @source IBM Support, "How to configure TCP/IP shareportwlm for Server load balancing".
 */
export function sharingOf(
  reservations: readonly PortReservation[],
  port: number,
): PortReservation["sharing"] {
  const shared = reservationsOf(reservations, port).find(({ sharing }) => sharing !== "none");
  return shared?.sharing ?? "none";
}

function reservationFor(
  reservations: readonly PortReservation[],
  { port, job }: ListenerOptions,
): PortReservation | undefined {
  return reservationsOf(reservations, port).find(
    (reservation) => reservation.job === job || ANY_JOB.includes(reservation.job),
  );
}

/** @assumption OMVS lets in every z/OS UNIX program; recalled from PORT lists, the page seen names only `*`. */
const ANY_JOB: readonly string[] = ["*", "OMVS"];

function reservationsOf(reservations: readonly PortReservation[], port: number): readonly PortReservation[] {
  return reservations.filter(
    ({ protocol, first, last }) => protocol === "TCP" && first <= port && port <= last,
  );
}

function meet(a: IpAddress | "any", b: IpAddress | "any"): boolean {
  return a === "any" || b === "any" || a === b;
}

/** Which port numbers are reserved, and by which statement. A port may be in several PORT entries, but in one PORTRANGE. */
import type { PortReservation } from "../stack-profile.js";

const PORT_NUMBERS = 65_536;
const FREE = 0;
export const BY_PORT = 1;
export const BY_PORTRANGE = 2;
export type ReservedBy = typeof BY_PORT | typeof BY_PORTRANGE;

export class ReservedPorts {
  private readonly marks = { TCP: new Uint8Array(PORT_NUMBERS), UDP: new Uint8Array(PORT_NUMBERS) };

  constructor(ports: readonly PortReservation[]) {
    for (const port of ports) this.reserve(port, port.first === port.last ? BY_PORT : BY_PORTRANGE);
  }

  /** The first port that the reservation may not have. */
  conflict({ first, last, protocol }: PortReservation, by: ReservedBy): number | undefined {
    const marks = this.marks[protocol];
    for (let port = first; port <= last; port += 1) {
      if (marks[port] !== FREE && (marks[port] !== BY_PORT || by !== BY_PORT)) return port;
    }
    return undefined;
  }

  reserve({ first, last, protocol }: PortReservation, by: ReservedBy): void {
    this.marks[protocol].fill(by, first, last + 1);
  }
}

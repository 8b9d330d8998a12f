/**
 * PORT, PORTRANGE, and DELETE of either: who may use which port.
 *
 * Modelled: entries with all their options in the fixed order; overlap of PORT and PORTRANGE; PORT UNRSV is read.
 * Not modelled: SAF, access to unreserved ports, monitoring by AUTOLOG.
 * @source z/OS 2.2 IP Configuration Reference, PORT statement; z/OS 2.4, PORTRANGE statement.
 */
import { PORT_NUMBER } from "../limits.js";
import type { Problems } from "../problems.js";
import type { IpAddress, PortReservation } from "../stack-profile.js";
import type { Draft, Resolver } from "./draft.js";
import type { Operands } from "./operands.js";
import { BY_PORT, BY_PORTRANGE, type ReservedBy, ReservedPorts } from "./reserved-ports.js";

type Protocol = PortReservation["protocol"];

export const resolvePort: Resolver = (operands, draft, problems) => {
  const entries: PortReservation[] = [];
  while (operands.more) {
    if (operands.accept("UNRSV")) {
      if (!readUnreserved(operands, problems)) return;
    } else {
      const entry = readPortEntry(operands);
      if (entry !== undefined) entries.push(entry);
    }
  }
  for (const entry of entries) addReservation(draft, BY_PORT, entry, problems);
};

export const resolvePortRange: Resolver = (operands, draft, problems) => {
  while (operands.more) {
    const entry = readRangeEntry(operands, problems);
    if (entry !== undefined) addReservation(draft, BY_PORTRANGE, entry, problems);
  }
};

/** `DELETE PORT 21 TCP FTPD1`, `DELETE PORTRANGE 6000 10 TCP SERVER`; what else DELETE deletes is not modelled. */
export const resolveDelete: Resolver = (operands, draft) => {
  if (operands.accept("PORT")) {
    while (operands.more) {
      const entry = readPortEntry(operands);
      if (entry !== undefined) removeReservation(draft, entry);
    }
  } else if (operands.accept("PORTRange")) {
    const entry = readRangeEntry(operands, undefined);
    if (entry !== undefined) removeReservation(draft, entry);
  }
};

/** `443 TCP IZUSVR1 NOAUTOLOG NODELAYACKS SHAREPORT BIND 10.1.1.1 SAF ZOSMF` */
function readPortEntry(operands: Operands): PortReservation | undefined {
  const token = operands.peek;
  const port = operands.number("a port number", PORT_NUMBER);
  const protocol = readProtocol(operands);
  const job = operands.word("a job name, RESERVED or *");
  operands.accept("NOAUTOLog");
  skipAcknowledgement(operands);
  const sharing = readSharing(operands);
  const bind: IpAddress | undefined = operands.accept("BIND") ? operands.address("an IP address") : undefined;
  if (operands.accept("SAF")) operands.word("the name of a SAF resource");
  operands.acceptOneOf(["NOSMC", "NOSMCR", "SMC"]);
  if (operands.failed || token === undefined || protocol === undefined || job === undefined) return undefined;
  return {
    first: port,
    last: port,
    protocol,
    job: job.word,
    sharing,
    ...(bind === undefined ? {} : { bind }),
    range: token.range,
  };
}

/** `6000 10 TCP SERVER`: the first port and the number of ports. */
function readRangeEntry(operands: Operands, problems: Problems | undefined): PortReservation | undefined {
  const token = operands.peek;
  const first = operands.number("the first port", PORT_NUMBER);
  const count = operands.number("the number of ports", PORT_NUMBER);
  const protocol = readProtocol(operands);
  const job = operands.word("a job name, RESERVED or AUTHPORT");
  operands.accept("NOAUTOLog");
  skipAcknowledgement(operands);
  if (operands.accept("SAF")) operands.word("the name of a SAF resource");
  operands.acceptOneOf(["NOSMC", "NOSMCR", "SMC"]);
  if (operands.failed || token === undefined || protocol === undefined || job === undefined) return undefined;
  const last = Math.min(first + count - 1, PORT_NUMBER.max);
  if (last !== first + count - 1) problems?.report("PORTRANGE_BEYOND", token.range, first, count);
  return { first, last, protocol, job: job.word, sharing: "none", range: token.range };
}

/** `UNRSV TCP job SAF name WHENBIND`, `UNRSV TCP * DENY`; false when the whole statement is ignored. */
function readUnreserved(operands: Operands, problems: Problems): boolean {
  readProtocol(operands);
  const job = operands.word("a job name or *");
  const deny = operands.peek;
  if (operands.accept("DENY")) {
    if (job?.word !== "*" && job !== undefined && deny !== undefined) {
      problems.report("PORT_DENY", deny.range, job.text);
      return false;
    }
  } else if (operands.accept("SAF")) {
    operands.word("the name of a SAF resource");
  }
  operands.acceptOneOf(["WHENLISTEN", "WHENBIND"]);
  return true;
}

function readProtocol(operands: Operands): Protocol | undefined {
  if (operands.accept("TCP")) return "TCP";
  if (operands.accept("UDP")) return "UDP";
  operands.expected("TCP or UDP");
  return undefined;
}

function skipAcknowledgement(operands: Operands): void {
  operands.acceptOneOf(["DELAYAcks", "NODELAYAcks"]);
}

function readSharing(operands: Operands): PortReservation["sharing"] {
  if (operands.accept("SHAREPORTWLM")) return "shareportwlm";
  return operands.accept("SHAREPort") ? "shareport" : "none";
}

function addReservation(draft: Draft, by: ReservedBy, entry: PortReservation, problems: Problems): void {
  draft.reserved ??= new ReservedPorts(draft.ports);
  const conflict = draft.reserved.conflict(entry, by);
  if (conflict !== undefined) {
    problems.report("PORT_OVERLAP", entry.range, conflict, entry.protocol);
    return;
  }
  draft.reserved.reserve(entry, by);
  draft.ports.push(entry);
}

function removeReservation(draft: Draft, entry: PortReservation): void {
  draft.ports = draft.ports.filter(
    ({ first, last, protocol, job }) =>
      first !== entry.first || last !== entry.last || protocol !== entry.protocol || job !== entry.job,
  );
  delete draft.reserved;
}

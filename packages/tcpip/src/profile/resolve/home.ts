/**
 * The stack's static addresses: LINK and HOME, INTERFACE with IPADDR; and static routes, as far as they meet DVIPAs.
 *
 * Simplified: interfaces have no type, state or subnet; a route only counts for EZZ0687I. HOME in an OBEYFILE adds.
 */
import { parseMask, parsePrefixedAddress } from "../ip-address.js";
import type { Problems } from "../problems.js";
import type { IpAddress } from "../stack-profile.js";
import { matchesStem } from "../stem.js";
import type { Draft, Resolver } from "./draft.js";
import type { Operands } from "./operands.js";

const LOOPBACK_ADDRESS = "127.0.0.1";
/** Always there, without a LINK statement. */
const LOOPBACK_LINK = "LOOPBACK";
/** Digits up to a dot, a colon or a prefix length: no keyword of INTERFACE looks so. */
const LIKE_AN_ADDRESS = /^(?:\d+[./]|[\dA-F]*:)/i;

export const resolveLink: Resolver = (operands, draft) => {
  const name = operands.word("the name of the link");
  if (name !== undefined) draft.links.add(name.word);
};

export const resolveHome: Resolver = (operands, draft, problems) => {
  while (operands.more) {
    const token = operands.peek;
    const address = operands.address("an IPv4 address", "IPv4");
    if (address === LOOPBACK_ADDRESS && token !== undefined) {
      problems.report("HOME_LOOPBACK", token.range, address);
      return;
    }
    const link = operands.word("the name of a link");
    if (address === undefined || link === undefined) return;
    // An OBEYFILE may name a link of the active profile, whose links are not kept.
    if (draft.isInitial && link.word !== LOOPBACK_LINK && !draft.links.has(link.word)) {
      problems.report("HOME_LINK_UNDEFINED", link.range, address, link.text);
      return;
    }
    draft.homeAddresses.add(address);
  }
};

/** `INTERFACE name DEFINE type … IPADDR address…`, `INTERFACE name ADDADDR address`, `DELADDR`, `DELETE`. */
export const resolveInterface: Resolver = (operands, draft) => {
  const name = operands.word("the name of the interface")?.word;
  if (name === undefined) return;
  for (let token = operands.next(); token !== undefined; token = operands.next()) {
    if (token.word === "IPADDR" || token.word === "ADDADDR") {
      for (const address of expectAddresses(operands)) addInterfaceAddress(draft, name, address);
    } else if (token.word === "DELADDR") {
      removeAddresses(draft, readAddresses(operands));
    } else if (token.word === "DELETE") {
      removeAddresses(draft, draft.interfaces.get(name) ?? []);
    }
  }
};

/** Notes replaceable host routes: `ROUTE 10.1.1.1 HOST = LINK1 MTU 1500 REPLACEABLE`. */
export const resolveRoutes: Resolver = (operands, draft) => {
  while (operands.more) {
    if (!operands.accept("ROUTE")) operands.next();
    else readRoute(operands, draft);
  }
};

export function reportReplaceableRoutes(draft: Draft, problems: Problems): void {
  const distributed = new Set(draft.distributions.map(({ address }) => address));
  for (const { address, token } of draft.replaceableRoutes) {
    if (distributed.has(address)) problems.report("ROUTE_REPLACEABLE", token.range, address);
  }
}

function readRoute(operands: Operands, draft: Draft): void {
  const token = operands.next();
  const destination = token === undefined ? undefined : parsePrefixedAddress(token.word);
  const mask = operands.peek;
  const isHost =
    destination?.prefixLength === 32 ||
    destination?.prefixLength === 128 ||
    operands.nextIs("HOST") ||
    (mask !== undefined && parseMask(mask.word) === 32);
  let isReplaceable = false;
  while (operands.more && !operands.nextIs("ROUTE")) {
    const option = operands.next();
    if (option !== undefined && matchesStem(option.word, "REPLaceable")) isReplaceable = true;
  }
  if (token === undefined || destination === undefined || !isHost || !isReplaceable) return;
  draft.replaceableRoutes.push({ address: destination.address, token });
}

/** At least one; behind it, what is written like an address has to be one. */
function expectAddresses(operands: Operands): IpAddress[] {
  const addresses = readAddresses(operands);
  const { word = "" } = operands.peek ?? {};
  if (addresses.length === 0 || LIKE_AN_ADDRESS.test(word)) operands.expected("an IP address");
  return addresses;
}

function readAddresses(operands: Operands): IpAddress[] {
  const addresses: IpAddress[] = [];
  for (let token = operands.peek; token !== undefined; token = operands.peek) {
    const prefixed = parsePrefixedAddress(token.word);
    if (prefixed === undefined) break;
    addresses.push(prefixed.address);
    operands.next();
  }
  return addresses;
}

function addInterfaceAddress(draft: Draft, name: string, address: IpAddress): void {
  const addresses = draft.interfaces.get(name) ?? [];
  addresses.push(address);
  draft.interfaces.set(name, addresses);
  draft.homeAddresses.add(address);
}

function removeAddresses(draft: Draft, addresses: readonly IpAddress[]): void {
  for (const address of addresses) draft.homeAddresses.delete(address);
}

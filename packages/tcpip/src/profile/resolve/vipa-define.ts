/**
 * VIPADEFINE, VIPABACKUP and VIPADELETE: the DVIPAs that a stack owns or takes over.
 *
 * Modelled: every documented form with its fixed order of operands; one definition for each DVIPA in a profile; EZZ8307I for
 * each address; EZZ9654I; the limit of DVIPAs.
 * @assumption Of two definitions in one profile the later is rejected, unless it is the same. In an OBEYFILE a definition takes
 *   the place of the active one.
 * @source z/OS 2.4 IP Configuration Reference, VIPADEFINE statement; 2.1, VIPABACKUP statement, VIPADYNAMIC summary.
 */
import { addressBits, addressFamily, parseMask } from "../ip-address.js";
import { DEFAULT_RANK } from "../defaults.js";
import { LONGEST_INTERFACE_NAME, MOST_DVIPAS, RANK } from "../limits.js";
import type { Problems } from "../problems.js";
import type { DvipaDefinition, IpAddress } from "../stack-profile.js";
import type { Token } from "../tokens.js";
import type { Draft, Resolver } from "./draft.js";
import { readMask } from "./ip-config.js";
import type { Operands } from "./operands.js";

/** What the options before the addresses say. */
type Options = Pick<DvipaDefinition, "kind" | "moveable" | "serviceManager" | "cpcScope" | "tier" | "rank">;

type Addresses = readonly { readonly token: Token; readonly address: IpAddress }[];

const OPTIONS = ["TIER1", "TIER2", "CPCSCOPE", "MOVEable", "SERVICEMGR", "IMMEDiate", "WHENIDLE"];

export const resolveVipaDefine: Resolver = (operands, draft, problems) => {
  const tier = readTier(operands);
  const moveable = operands.accept("MOVEable") ? readMoveable(operands) : "immediate";
  const serviceManager = operands.accept("SERVICEMGR");
  const options: Options = { kind: "define", ...tier, moveable, serviceManager };
  if (operands.nextIsIpv4) readMaskedAddresses(operands, options, draft, problems);
  else readInterface(operands, options, draft, problems);
};

export const resolveVipaBackup: Resolver = (operands, draft, problems) => {
  const rank = operands.nextIsNumber ? operands.number("the rank", RANK) : DEFAULT_RANK;
  const tier = readTier(operands);
  const isMoveable = operands.accept("MOVEable");
  const moveable = isMoveable ? readMoveable(operands) : "immediate";
  const serviceManager = isMoveable && operands.accept("SERVICEMGR");
  const options: Options = { kind: "backup", rank, ...tier, moveable, serviceManager };
  if (!operands.nextIsIpv4) readInterface(operands, options, draft, problems, isMoveable);
  else if (isMoveable) readMaskedAddresses(operands, options, draft, problems);
  else readPlainBackups(operands, options, draft, problems);
};

/** Takes away DVIPAs with all that is distributed for them. */
export const resolveVipaDelete: Resolver = (operands, draft, problems) => {
  if (!operands.more) operands.expected("a DVIPA");
  for (let token = operands.peek; token !== undefined; token = operands.peek) {
    const address = operands.nextIsIpv4 ? operands.address("a DVIPA") : namedAddress(draft, token.word);
    if (address !== undefined && draft.dvipas.some((dvipa) => dvipa.address === address)) {
      deleteDvipa(draft, address);
    } else {
      problems.report("DVIPA_UNKNOWN", token.range, token.text);
    }
    if (operands.peek === token) operands.next();
  }
};

function readTier(operands: Operands): Pick<DvipaDefinition, "tier" | "cpcScope"> {
  const first = operands.acceptOneOf(["TIER1", "TIER2"]);
  if (first !== undefined && (operands.nextIs("TIER1") || operands.nextIs("TIER2"))) {
    operands.fail("TIERS_EXCLUSIVE", operands.statement.name);
  }
  const cpcScope = first !== "TIER1" && operands.accept("CPCSCOPE");
  if (first === undefined) return { cpcScope };
  return { tier: first === "TIER1" ? 1 : 2, cpcScope };
}

function readMoveable(operands: Operands): DvipaDefinition["moveable"] {
  if (operands.accept("WHENIDLE")) return "whenIdle";
  if (!operands.accept("IMMEDiate")) operands.expected("IMMEDIATE or WHENIDLE");
  return "immediate";
}

function readMaskedAddresses(operands: Operands, options: Options, draft: Draft, problems: Problems): void {
  const prefixLength = readMask(operands);
  for (const { token, address } of readAddresses(operands)) {
    addDvipa(operands, draft, problems, { ...options, address, prefixLength, range: token.range });
  }
}

function readPlainBackups(operands: Operands, options: Options, draft: Draft, problems: Problems): void {
  for (const { token, address } of readAddresses(operands)) {
    const bits = parseMask(token.word);
    if (bits !== undefined && bits > 0) problems.report("MASK_AS_ADDRESS", token.range, token.text);
    else addDvipa(operands, draft, problems, { ...options, address, range: token.range });
  }
}

/** All the addresses, or none when one of them is no IPv4 address: the statement is then in error as a whole. */
function readAddresses(operands: Operands): Addresses {
  const addresses: { token: Token; address: IpAddress }[] = [];
  do {
    const token = operands.peek;
    const address = operands.address("an IPv4 address", "IPv4");
    if (address !== undefined && token !== undefined) addresses.push({ token, address });
  } while (operands.more);
  return operands.failed ? [] : addresses;
}

/** `interface ipv6` or `interface ipv6/length`. A plain VIPABACKUP has no prefix length: it creates nothing. */
function readInterface(
  operands: Operands,
  options: Options,
  draft: Draft,
  problems: Problems,
  creates = true,
): void {
  const wanted = "a mask and IPv4 addresses, or an interface name and an IPv6 address";
  // An option out of its order is no name.
  if (OPTIONS.some((option) => operands.nextIs(option))) operands.expected(wanted);
  const name = operands.word(wanted);
  const token = operands.peek;
  const prefixed = operands.prefixedAddress("an IPv6 address");
  operands.finish();
  if (prefixed?.family === "IPv4" || options.moveable === "whenIdle" || options.serviceManager) {
    operands.fail("OPERAND_EXPECTED", operands.statement.name, "a mask and IPv4 addresses", name?.text);
  }
  if (operands.failed || name === undefined || prefixed === undefined || token === undefined) return;
  const { address, prefixLength = addressBits("IPv6") } = prefixed;
  const fault = interfaceFault(draft, name.word, address);
  if (fault !== undefined) {
    problems.report("DVIPA_INTERFACE", name.range, name.text, fault);
    return;
  }
  addDvipa(operands, draft, problems, {
    ...options,
    address,
    interfaceName: name.word,
    ...(creates ? { prefixLength } : {}),
    range: token.range,
  });
}

function interfaceFault(draft: Draft, name: string, address: IpAddress): string | undefined {
  if (name.length > LONGEST_INTERFACE_NAME) return `is longer than ${LONGEST_INTERFACE_NAME} characters`;
  if (draft.links.has(name) || draft.interfaces.has(name)) return "is that of another interface";
  const other = draft.dvipas.find(({ interfaceName }) => interfaceName === name);
  return other !== undefined && other.address !== address
    ? `already has the DVIPA ${other.address}`
    : undefined;
}

function addDvipa(operands: Operands, draft: Draft, problems: Problems, dvipa: DvipaDefinition): void {
  const { address, range } = dvipa;
  const place = definedElsewhere(draft, address);
  const here = draft.definedHere.get(address);
  const active = draft.dvipas.findIndex((other) => other.address === address);
  if (place !== undefined) {
    problems.report("DVIPA_ALREADY_DEFINED", range, address, place);
  } else if (here !== undefined) {
    if (isSame(here, dvipa)) return;
    problems.report("DVIPA_TWICE", range, operands.statement.name, address, here.range.start.line);
  } else if (active >= 0) {
    draft.dvipas[active] = dvipa;
    draft.definedHere.set(address, dvipa);
  } else if (draft.dvipas.length >= MOST_DVIPAS) {
    problems.report("DVIPA_LIMIT", range, address, MOST_DVIPAS);
  } else {
    draft.dvipas.push(dvipa);
    draft.definedHere.set(address, dvipa);
  }
}

function definedElsewhere(draft: Draft, address: IpAddress): string | undefined {
  if (draft.homeAddresses.has(address)) return "the HOME list";
  const { dynamicXcf, dynamicXcf6 } = draft.ipConfig;
  return dynamicXcf?.address === address || dynamicXcf6?.address === address ? "DYNAMICXCF" : undefined;
}

/** Whether a repeated definition says nothing new: z/OS ignores it silently. */
function isSame(a: DvipaDefinition, b: DvipaDefinition): boolean {
  const keys = [
    "kind",
    "interfaceName",
    "prefixLength",
    "rank",
    "moveable",
    "serviceManager",
    "tier",
    "cpcScope",
  ] as const;
  return keys.every((key) => a[key] === b[key]);
}

/** The DVIPA of that IPv6 interface. */
export function namedAddress(draft: Draft, name: string): IpAddress | undefined {
  return draft.dvipas.find(
    ({ interfaceName, address }) => interfaceName === name && addressFamily(address) === "IPv6",
  )?.address;
}

function deleteDvipa(draft: Draft, address: IpAddress): void {
  draft.dvipas = draft.dvipas.filter((dvipa) => dvipa.address !== address);
  draft.distributions = draft.distributions.filter((distribution) => distribution.address !== address);
  draft.definedHere.delete(address);
}

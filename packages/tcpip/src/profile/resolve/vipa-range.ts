/**
 * VIPARANGE, the addresses that a program may make a DVIPA by binding to them, and VIPAROUTE, the address by which
 * the distributor reaches a target.
 *
 * Read and not modelled: SAF and ZCX. Deleting a range leaves its DVIPAs alone.
 * @source z/OS 2.1, 2.3, 2.4 IP Configuration Reference, VIPARANGE statement; 2.1, VIPAROUTE statement.
 */
import { addressBits, addressFamily } from "../ip-address.js";
import { MOST_VIPA_RANGES } from "../limits.js";
import type { Problems } from "../problems.js";
import type { VipaRange } from "../stack-profile.js";
import type { Draft, Resolver } from "./draft.js";
import { readMask } from "./ip-config.js";
import type { Operands } from "./operands.js";

export const resolveVipaRange: Resolver = (operands, draft, problems) => {
  const isDelete = readDefineOrDelete(operands) === "DELETE";
  const moveable = readMoveable(operands);
  const range = operands.nextIsIpv4 ? readIpv4Range(operands, moveable) : readIpv6Range(operands, moveable);
  readOptions(operands);
  operands.finish();
  if (operands.failed || range === undefined) return;
  if (isDelete) deleteRange(draft, range, problems);
  else if (draft.vipaRanges.length >= MOST_VIPA_RANGES) {
    problems.report("VIPARANGE_LIMIT", range.range, MOST_VIPA_RANGES);
  } else draft.vipaRanges.push(range);
};

export const resolveVipaRoute: Resolver = (operands, draft, problems) => {
  const isDelete = readDefineOrDelete(operands) === "DELETE";
  const token = operands.peek;
  const dynamicXcf = operands.address("the dynamic XCF address of a target stack");
  const at = operands.peek;
  const target = operands.address("the address to reach the target by");
  operands.finish();
  if (dynamicXcf === undefined || target === undefined || token === undefined || at === undefined) return;
  if (operands.failed) return;
  const family = addressFamily(dynamicXcf);
  if (addressFamily(target) !== family) {
    problems.report("FAMILIES_MIXED", at.range, "VIPAROUTE", target, family);
    return;
  }
  if (!isDelete) draft.vipaRoutes.set(dynamicXcf, { dynamicXcf, target, range: token.range });
  else if (!draft.vipaRoutes.delete(dynamicXcf)) {
    problems.report("VIPAROUTE_UNKNOWN", token.range, dynamicXcf);
  }
};

/** DEFINE is the default. */
export function readDefineOrDelete(operands: Operands): "DEFINE" | "DELETE" {
  return operands.acceptOneOf(["DEFINE", "DELEte"]) === "DELETE" ? "DELETE" : "DEFINE";
}

function readMoveable(operands: Operands): VipaRange["moveable"] {
  if (!operands.accept("MOVEable")) return "nondisruptive";
  if (operands.accept("DISRUPTive")) return "disruptive";
  if (!operands.accept("NONDISRUPTive")) operands.expected("NONDISRUPTIVE or DISRUPTIVE");
  return "nondisruptive";
}

function readIpv4Range(operands: Operands, moveable: VipaRange["moveable"]): VipaRange | undefined {
  const prefixLength = readMask(operands);
  const token = operands.peek;
  const address = operands.address("an IPv4 address", "IPv4");
  if (address === undefined || token === undefined) return undefined;
  return { address, prefixLength, moveable, range: token.range };
}

function readIpv6Range(operands: Operands, moveable: VipaRange["moveable"]): VipaRange | undefined {
  const name = operands.word("a mask and an IPv4 address, or an interface name and an IPv6 address");
  if (moveable === "disruptive") operands.expected("IPv4 with DISRUPTIVE");
  const token = operands.peek;
  const prefixed = operands.prefixedAddress("an IPv6 address with its prefix length");
  if (prefixed?.family === "IPv4") operands.expected("an IPv6 address with its prefix length");
  if (name === undefined || prefixed === undefined || token === undefined) return undefined;
  const { address, prefixLength = addressBits("IPv6") } = prefixed;
  return { address, prefixLength, interfaceName: name.word, moveable, range: token.range };
}

function readOptions(operands: Operands): void {
  if (operands.accept("SAF")) operands.word("the name of a SAF resource");
  operands.accept("ZCX");
}

function deleteRange(draft: Draft, range: VipaRange, problems: Problems): void {
  const others = draft.vipaRanges.filter(
    ({ address, prefixLength }) => address !== range.address || prefixLength !== range.prefixLength,
  );
  if (others.length === draft.vipaRanges.length) {
    problems.report("VIPARANGE_UNKNOWN", range.range, `${range.address}/${range.prefixLength}`);
  }
  draft.vipaRanges = others;
}

/** IPCONFIG and IPCONFIG6: SYSPLEXROUTING and the dynamic XCF address. */
import { parseMask } from "../ip-address.js";
import { ipConfig6Keywords, ipConfigKeywords } from "../keywords.js";
import { COST_METRIC } from "../limits.js";
import type { DynamicXcf, IpConfig } from "../stack-profile.js";
import type { Draft, Resolver } from "./draft.js";
import { keywordResolver } from "./keywords.js";
import type { Operands } from "./operands.js";

/** The prefix length of an IPv6 dynamic XCF address that is coded without one: a host. */
const HOST_PREFIX_6 = 128;

export const resolveIpConfig: Resolver = keywordResolver(ipConfigKeywords, {
  SYSPLEXROUTING: (_operands, draft) => change(draft, { sysplexRouting: true }),
  NOSYSPLEXROUTING: (_operands, draft) => change(draft, { sysplexRouting: false }),
  DYNAMICXCF: (operands, draft) => {
    const dynamicXcf = readDynamicXcf(operands);
    if (dynamicXcf !== undefined) change(draft, { dynamicXcf });
  },
  NODYNAMICXCF: (_operands, draft) => {
    const { dynamicXcf: _dropped, ...rest } = draft.ipConfig;
    draft.ipConfig = rest;
  },
});

export const resolveIpConfig6: Resolver = keywordResolver(ipConfig6Keywords, {
  DYNAMICXCF: (operands, draft) => {
    const dynamicXcf6 = readDynamicXcf6(operands);
    if (dynamicXcf6 !== undefined) change(draft, { dynamicXcf6 });
  },
  NODYNAMICXCF: (_operands, draft) => {
    const { dynamicXcf6: _dropped, ...rest } = draft.ipConfig;
    draft.ipConfig = rest;
  },
});

function change(draft: Draft, changes: Partial<IpConfig>): void {
  draft.ipConfig = { ...draft.ipConfig, ...changes };
}

/** `address mask metric` or `address/length metric`. @assumption A metric that is left out is 0. */
function readDynamicXcf(operands: Operands): DynamicXcf | undefined {
  const token = operands.peek;
  if (token?.word.includes(":") === true) operands.expected("an IPv4 address");
  const prefixed = operands.prefixedAddress("an IPv4 address");
  const prefixLength = prefixed?.prefixLength ?? readMask(operands);
  const costMetric = operands.nextIsNumber ? operands.number("the cost metric", COST_METRIC) : 0;
  if (operands.failed || prefixed === undefined || token === undefined) return undefined;
  return { address: prefixed.address, prefixLength, costMetric, range: token.range };
}

function readDynamicXcf6(operands: Operands): DynamicXcf | undefined {
  const token = operands.peek;
  if (token?.word.includes(":") === false) operands.expected("an IPv6 address");
  const prefixed = operands.prefixedAddress("an IPv6 address");
  if (prefixed === undefined || token === undefined) return undefined;
  const { address, prefixLength = HOST_PREFIX_6 } = prefixed;
  return { address, prefixLength, costMetric: 0, range: token.range };
}

/** A dotted subnet mask that is not empty. */
export function readMask(operands: Operands): number {
  const prefixLength = operands.peek === undefined ? undefined : parseMask(operands.peek.word);
  if (prefixLength === undefined || prefixLength === 0) {
    operands.expected("a subnet mask such as 255.255.255.0");
    return 0;
  }
  operands.next();
  return prefixLength;
}

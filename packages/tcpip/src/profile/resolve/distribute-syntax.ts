/** Reads the operands of VIPADISTRIBUTE; what they may mean together is judged in `vipa-distribute.ts`. */
import { seconds, type Duration } from "@sysplex/sim-core";
import { DEFAULT_RANK, DEFAULT_WEIGHT, DISTRIBUTION_DEFAULTS } from "../defaults.js";
import { parseIpv4, parseIpv6 } from "../ip-address.js";
import { MOST_DISTRIBUTED_PORTS, OPTLOCAL, PORT_NUMBER, RANK, TIMED_AFFINITY, WEIGHT } from "../limits.js";
import type { Problems } from "../problems.js";
import type { DistributionMethod, DistributionTarget, IpAddress, PortRange } from "../stack-profile.js";
import { fullWord, type Stem } from "../stem.js";
import type { Token } from "../tokens.js";
import type { Operands } from "./operands.js";

/** One VIPADISTRIBUTE, read and complete with its defaults. */
export interface Distribute {
  isDelete: boolean;
  method: DistributionMethod;
  autoSwitchBack: boolean;
  healthSwitch: boolean;
  optLocal?: number;
  sysplexPorts: boolean;
  timedAffinity: Duration;
  tier?: 1 | 2;
  tierGroup?: string;
  routing?: "GRE" | "ENCAP";
  controlPort?: number;
  dvipa: Token;
  /** Absent when the DVIPA is named by its IPv6 interface. */
  ipv4?: IpAddress;
  ports: PortRange[];
  targets: "ALL" | readonly DistributionTarget[];
}

const METHODS: readonly Stem[] = [
  "BASEWLM",
  "ROUNDROBIN",
  "SERVERWLM",
  "WEIGHTEDActive",
  "HOTSTANDBY",
  "TARGCONTROLLED",
];
const HOT_STANDBY_OPTIONS = ["AUTOSWITCHBACK", "NOAUTOSWITCHBACK", "HEALTHSWITCH", "NOHEALTHSWITCH"];
const TIER_NAME = /^[A-Z0-9@#$]{1,16}$/;
const PORT_SPAN = /^(\d{1,5})-(\d{1,5})$/;
const WHOLE_NUMBER = { min: 0, max: 65_535 };

/** `undefined` when the statement is in error; the operands then hold the problem. */
export function readDistribute(operands: Operands, problems: Problems): Distribute | undefined {
  const draft: Partial<Distribute> & Pick<Distribute, "method"> = { method: DISTRIBUTION_DEFAULTS.method };
  while (readOption(operands, draft));
  readDvipa(operands, draft);
  const ports = operands.accept("PORT") ? readPorts(operands, problems) : [];
  const targets = readTargets(operands, draft.method, problems);
  while (readMethodOption(operands, draft));
  operands.finish();
  const { dvipa } = draft;
  if (operands.failed || dvipa === undefined) return undefined;
  const { isDelete = false, ...options } = draft;
  return { ...DISTRIBUTION_DEFAULTS, ...options, isDelete, dvipa, ports, targets };
}

type DistributeDraft = Partial<Distribute> & Pick<Distribute, "method">;

/** Takes one option, if there is one. */
function readOption(operands: Operands, draft: DistributeDraft): boolean {
  const choice = operands.acceptOneOf(["DEFINE", "DELEte", "NOOPTLOCAL", "SYSPLEXPorts", "GRE", "ENCAP"]);
  if (choice !== undefined) {
    if (choice === "DEFINE" || choice === "DELETE") draft.isDelete = choice === "DELETE";
    else if (choice === "SYSPLEXPORTS") draft.sysplexPorts = true;
    else if (choice === "NOOPTLOCAL") delete draft.optLocal;
    else draft.routing = choice === "GRE" ? "GRE" : "ENCAP";
    return true;
  }
  return readValuedOption(operands, draft) || readMethodOption(operands, draft);
}

function readValuedOption(operands: Operands, draft: DistributeDraft): boolean {
  if (operands.accept("DISTMethod")) draft.method = readMethod(operands);
  else if (operands.accept("OPTLOCAL")) {
    draft.optLocal = operands.nextIsNumber ? operands.number("the value of OPTLOCAL", OPTLOCAL) : 1;
  } else if (operands.accept("TIMEDAFFinity")) {
    draft.timedAffinity = seconds(operands.number("the seconds of TIMEDAFFINITY", TIMED_AFFINITY));
  } else if (operands.accept("CONTROLPORT")) {
    draft.controlPort = operands.number("the control port", PORT_NUMBER);
  } else if (operands.nextIs("TIER1") || operands.nextIs("TIER2")) readTier(operands, draft);
  else return false;
  return true;
}

function readTier(operands: Operands, draft: DistributeDraft): void {
  if (draft.tier !== undefined) {
    operands.fail("TIERS_EXCLUSIVE", operands.statement.name);
    return;
  }
  draft.tier = operands.next()?.word === "TIER1" ? 1 : 2;
  if (operands.peek === undefined || !TIER_NAME.test(operands.peek.word))
    operands.expected("the name of the tier's group");
  const group = operands.next()?.word;
  if (group !== undefined) draft.tierGroup = group;
}

function readMethod(operands: Operands): DistributionMethod {
  const method = operands.acceptOneOf(METHODS);
  if (method !== undefined) return method as DistributionMethod;
  operands.expected(`one of ${METHODS.map(fullWord).join(", ")}`);
  return DISTRIBUTION_DEFAULTS.method;
}

/** Options that go with one method only: with another one they are an error. */
function readMethodOption(operands: Operands, draft: DistributeDraft): boolean {
  const hotStandby = HOT_STANDBY_OPTIONS.find((option) => operands.nextIs(option));
  if (hotStandby !== undefined) {
    if (draft.method !== "HOTSTANDBY") operands.fail("HOTSTANDBY_KEYWORD", hotStandby, draft.method);
    operands.next();
    const isOn = !hotStandby.startsWith("NO");
    if (hotStandby.endsWith("AUTOSWITCHBACK")) draft.autoSwitchBack = isOn;
    else draft.healthSwitch = isOn;
    return true;
  }
  if (draft.method === "BASEWLM" && operands.accept("PROCTYPE")) {
    return readWeights(operands, ["CP", "ZAAP", "ZIIP"]);
  }
  if (draft.method !== "SERVERWLM") return false;
  if (operands.accept("PROCXCOST")) return readWeights(operands, ["ZAAP", "ZIIP"]);
  if (!operands.accept("ILWEIGHTING")) return false;
  operands.number("the value of ILWEIGHTING", WHOLE_NUMBER);
  return true;
}

/** `CP 20 ZAAP 40 ZIIP 40` */
function readWeights(operands: Operands, processors: readonly Stem[]): true {
  if (!processors.some((processor) => operands.nextIs(processor))) operands.expected(processors.join(" or "));
  for (
    let processor = operands.acceptOneOf(processors);
    processor !== undefined;
    processor = operands.acceptOneOf(processors)
  ) {
    operands.number(`the weight of ${processor}`, WHOLE_NUMBER);
  }
  return true;
}

function readDvipa(operands: Operands, draft: DistributeDraft): void {
  const token = operands.peek;
  const isName = token !== undefined && /^[A-Z@#$][A-Z0-9@#$_-]{0,15}$/.test(token.word);
  const ipv4 = token === undefined ? undefined : parseIpv4(token.word);
  const isKeyword = operands.nextIs("PORT") || operands.nextIs("DESTIP");
  if (token === undefined || isKeyword || (ipv4 === undefined && !isName)) {
    const hint =
      token !== undefined && parseIpv6(token.word) !== undefined
        ? "; an IPv6 DVIPA is named by its interface"
        : "";
    operands.expected(`an option, the IPv4 address of the DVIPA or its IPv6 interface name${hint}`);
    return;
  }
  // A word before an address is a mistyped option, not the name of an interface.
  const after = operands.statement.operands[operands.statement.operands.indexOf(token) + 1];
  if (ipv4 === undefined && after?.word !== "PORT" && after?.word !== "DESTIP") {
    operands.unknown();
    return;
  }
  operands.next();
  draft.dvipa = token;
  if (ipv4 !== undefined) draft.ipv4 = ipv4;
}

function readPorts(operands: Operands, problems: Problems): PortRange[] {
  const ports: PortRange[] = [];
  const first = operands.peek;
  do {
    ports.push(readPort(operands));
  } while (operands.more && !operands.nextIs("DESTIP"));
  if (ports.length > MOST_DISTRIBUTED_PORTS && first !== undefined && !operands.failed) {
    problems.report("PORT_LIMIT", first.range, MOST_DISTRIBUTED_PORTS);
  }
  return ports.slice(0, MOST_DISTRIBUTED_PORTS);
}

/** `443` or `6000-6010` */
function readPort(operands: Operands): PortRange {
  const span = PORT_SPAN.exec(operands.peek?.word ?? "");
  if (span === null) {
    const port = operands.number("a port number or DESTIP", PORT_NUMBER);
    return { first: port, last: port };
  }
  const first = Number(span[1]);
  const last = Number(span[2]);
  if (first < PORT_NUMBER.min || last > PORT_NUMBER.max || first > last) {
    operands.expected("a port range such as 6000-6010");
  }
  operands.next();
  return { first, last };
}

function readTargets(
  operands: Operands,
  method: DistributionMethod,
  problems: Problems,
): Distribute["targets"] {
  if (!operands.accept("DESTIP")) operands.expected("DESTIP");
  if (operands.accept("ALL")) return "ALL";
  const targets: DistributionTarget[] = [];
  do {
    const target = readTarget(operands, method, problems);
    if (target !== undefined) targets.push(target);
  } while (operands.more && !isMethodOption(operands));
  return targets;
}

function isMethodOption(operands: Operands): boolean {
  return [...HOT_STANDBY_OPTIONS, "PROCTYPE", "PROCXCOST", "ILWEIGHTING"].some((stem) =>
    operands.nextIs(stem),
  );
}

function readTarget(
  operands: Operands,
  method: DistributionMethod,
  problems: Problems,
): DistributionTarget | undefined {
  const token = operands.peek;
  const address = operands.address("the dynamic XCF address of a target");
  let weight = DEFAULT_WEIGHT;
  const weightToken = operands.peek;
  if (operands.accept("WEIGHT") && weightToken !== undefined) {
    const coded = operands.number("the weight", WEIGHT);
    if (method === "WEIGHTEDACTIVE") weight = coded;
    else if (!operands.failed) problems.report("WEIGHT_IGNORED", weightToken.range, method);
  }
  const role = readRole(operands, method);
  if (address === undefined || token === undefined) return undefined;
  return { address, ...role, weight, range: token.range };
}

function readRole(operands: Operands, method: DistributionMethod): Pick<DistributionTarget, "role" | "rank"> {
  const role = operands.nextIs("PREFERRED") ? "preferred" : operands.nextIs("BACKUP") ? "backup" : undefined;
  if (role === undefined) return { rank: DEFAULT_RANK };
  if (method !== "HOTSTANDBY") operands.fail("HOTSTANDBY_KEYWORD", role.toUpperCase(), method);
  operands.next();
  const hasRank = role === "backup" && operands.nextIsNumber;
  return { role, rank: hasRank ? operands.number("the rank", RANK) : DEFAULT_RANK };
}

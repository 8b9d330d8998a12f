/** The declared sysplex: what z/OS itself would not allow, and the systems with their defaults. */
import { didYouMean } from "@sysplex/sysplex";
import type { Ground } from "./places.js";
import type { Sound } from "./reading.js";
import type {
  OperatorDeclaration,
  SysplexDeclaration,
  SystemDeclaration,
  WlmDeclaration,
} from "./scenario-document.js";
import type { ScenarioFile } from "./schema.js";

/** @source z/OS MVS Setting Up a Sysplex: up to 32 systems. */
const SYSTEMS_MAX = 32;

type SoundSysplex = NonNullable<Sound<ScenarioFile["sysplex"]>>;
type SoundSystem = NonNullable<Sound<ScenarioFile["sysplex"]["systems"][string]>>;

export function readSysplex(sysplex: SoundSysplex, ground: Ground): SysplexDeclaration {
  const { places } = ground;
  const systems = readSystems(sysplex, ground);
  const operator = readOperator(sysplex.operator, ground);
  checkNames(sysplex.couplingFacilities ?? [], ground);
  const { couple, sfm, arm } = sysplex;
  return {
    name: sysplex.name ?? "",
    ...(couple === undefined ? {} : { couple: places.file(couple, "sysplex", "couple") }),
    ...(sfm === undefined ? {} : { sfm: places.file(sfm, "sysplex", "sfm") }),
    ...(arm === undefined ? {} : { arm: places.file(arm, "sysplex", "arm") }),
    statusDetection: sysplex.statusDetection ?? false,
    ...(operator === undefined ? {} : { operator }),
    couplingFacilities: (sysplex.couplingFacilities ?? []).filter((name) => name !== undefined),
    systems,
    range: places.keyRange("sysplex"),
  };
}

/** Reports a name that is no system of the sysplex; where no system is known, that is fault enough. */
export function checkSystem(
  name: string,
  { systems, fault }: Ground,
  range: Parameters<typeof fault>[1],
): void {
  if (systems.length > 0 && !systems.includes(name))
    fault("UNKNOWN_SYSTEM", range, name, didYouMean(name, systems));
}

function readSystems(sysplex: SoundSysplex, ground: Ground): SystemDeclaration[] {
  const { places, fault, systems: names } = ground;
  const range = places.keyRange("sysplex", "systems");
  if (sysplex.systems === undefined) return [];
  if (names.length === 0) fault("NO_SYSTEMS", range);
  if (names.length > SYSTEMS_MAX) fault("TOO_MANY_SYSTEMS", range, names.length);
  const systems: SystemDeclaration[] = [];
  for (const name of names) {
    const system = sysplex.systems[name];
    if (system !== undefined) systems.push(readSystem(name, system, ground));
  }
  if (systems.length > 0 && systems.length === names.length && !systems.some(({ upAtStart }) => upAtStart)) {
    fault("ALL_DOWN_AT_START", range);
  }
  checkClones(systems, ground);
  return systems;
}

function readSystem(name: string, system: SoundSystem, { places }: Ground): SystemDeclaration {
  const place = ["sysplex", "systems", name] as const;
  // A faulty path is not the same as none: z/OSMF runs here, and nothing more is known.
  const { zosmf = places.node(...place, "zosmf") === undefined ? [] : "" } = system;
  const members =
    typeof zosmf === "string"
      ? [places.file(zosmf, ...place, "zosmf")]
      : zosmf.map((path, index) => places.file(path ?? "", ...place, "zosmf", index));
  return {
    name,
    clone: system.clone === undefined ? name.slice(-2) : places.spelling(...place, "clone"),
    processors: system.processors ?? "dedicated",
    tcpip: places.file(system.tcpip ?? "", ...place, "tcpip"),
    ...(system.tcpipData === undefined
      ? {}
      : { tcpipData: places.file(system.tcpipData, ...place, "tcpipData") }),
    ...(system.ceaprm === undefined ? {} : { ceaprm: places.file(system.ceaprm, ...place, "ceaprm") }),
    ...(system.bpxprm === undefined ? {} : { bpxprm: places.file(system.bpxprm, ...place, "bpxprm") }),
    zosmf: members,
    symbols: Object.fromEntries(
      Object.entries(system.symbols ?? {}).map(([symbol, value]) => [symbol, String(value)]),
    ),
    ...(system.wlm === undefined ? {} : { wlm: readWlm(system.wlm) }),
    upAtStart: system.upAtStart ?? true,
    range: places.keyRange(...place),
  };
}

function readWlm({ system, servers = {} }: NonNullable<SoundSystem["wlm"]>): WlmDeclaration {
  const known = Object.entries(servers).flatMap(([job, weight]) =>
    weight === undefined ? [] : [[job, weight] as const],
  );
  return { ...(system === undefined ? {} : { system }), servers: Object.fromEntries(known) };
}

/** @source z/OS MVS Initialization and Tuning Reference, IEASYMxx: SYSCLONE must be unique in a sysplex. */
function checkClones(systems: readonly SystemDeclaration[], { places, fault }: Ground): void {
  const owners = new Map<string, string>();
  for (const { name, clone, range } of systems) {
    const owner = owners.get(clone);
    const place = ["sysplex", "systems", name, "clone"] as const;
    if (owner === undefined) owners.set(clone, name);
    else fault("DUPLICATE_CLONE", places.node(...place)?.range ?? range, name, clone, owner);
  }
}

function readOperator(operator: SoundSysplex["operator"], ground: Ground): OperatorDeclaration | undefined {
  if (operator?.replyAfter === undefined) return undefined;
  const { replyAfter, removes } = operator;
  if (removes === undefined) return { replyAfter };
  checkSystem(removes, ground, ground.places.range("sysplex", "operator", "removes"));
  return { replyAfter, removes };
}

function checkNames(names: readonly (string | undefined)[], { places, fault }: Ground): void {
  names.forEach((name, index) => {
    if (name === undefined || names.indexOf(name) === index) return;
    const range = places.range("sysplex", "couplingFacilities", index);
    fault("DUPLICATE_NAME", range, "coupling facilities", name);
  });
}

/** A configuration as a whole, and what its files say together: what the findings look at. */
import type { Duration } from "@sysplex/sim-core";
import type { SourceRange, SysplexConfiguration } from "@sysplex/sysplex";
import type {
  DistributionDefinition,
  DvipaDefinition,
  StackConfiguration,
  StackProfile,
  TcpipConfiguration,
} from "@sysplex/tcpip";
import type { ZosmfModelConfiguration } from "@sysplex/zosmf";
import type { ZoweModelConfiguration } from "@sysplex/zowe";
import type { ClientDeclaration, SystemDeclaration, UserDeclaration } from "../file/index.js";

/** Everything that the findings look at. */
export interface Whole {
  /** How long the scenario runs. */
  readonly duration: Duration;
  readonly sysplex: SysplexConfiguration;
  /** The profiles as they were read, with the statements that are not simulated. */
  readonly tcpip: TcpipConfiguration;
  readonly zosmf: ZosmfModelConfiguration;
  readonly zowe: ZoweModelConfiguration;
  readonly clients: readonly ClientDeclaration[];
  readonly users: readonly UserDeclaration[];
  readonly systems: readonly SystemDeclaration[];
  /** The scenario's `sysplex:`, for findings that no other file carries. */
  readonly range: SourceRange;
  /** Its `zowe:`. */
  readonly zoweRange: SourceRange;
}

export type ServerConfiguration = Whole["zosmf"]["servers"][number];
export type DefinedDvipa = DvipaDefinition & { readonly system: string };

export function allDvipas({ tcpip }: Whole): readonly DefinedDvipa[] {
  return tcpip.stacks.flatMap(({ system, profile }) => profile.dvipas.map((dvipa) => ({ ...dvipa, system })));
}

export function isDvipa(whole: Whole, address: string | undefined): address is string {
  return allDvipas(whole).some((dvipa) => dvipa.address === address);
}

/** The VIPADISTRIBUTE statements of one stack for an address. */
export function distributionsOf(
  { profile }: StackConfiguration,
  address: string,
): readonly DistributionDefinition[] {
  return profile.distributions.filter((distribution) => distribution.address === address);
}

/** Without PORT a VIPADISTRIBUTE covers every port that a server binds to the address. */
export function coversPort({ ports }: DistributionDefinition, port: number): boolean {
  return ports.length === 0 || ports.some(({ first, last }) => first <= port && port <= last);
}

export function dynamicXcfOf({ ipConfig: { dynamicXcf, dynamicXcf6 } }: StackProfile): readonly string[] {
  return [dynamicXcf?.address, dynamicXcf6?.address].filter((address) => address !== undefined);
}

/** What a server's HOSTNAME resolves to, among `hosts`. */
export function hostnameAddress(
  { zosmf }: Whole,
  { configuration }: ServerConfiguration,
): string | undefined {
  return zosmf.hosts[configuration.hostname.toLowerCase()];
}

/** `SYSA`, `SYSA and SYSB`, `SYSA, SYSB and SYSC`. */
export function listed(names: readonly string[], word: "and" | "or" = "and"): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${word} ${last}`;
}

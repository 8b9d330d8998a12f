/** A stack's profile while its statements are applied one after the other. */
import { defaultProfile } from "../defaults.js";
import type { Problems } from "../problems.js";
import type {
  DistributionDefinition,
  DvipaDefinition,
  GlobalConfig,
  IpAddress,
  IpConfig,
  PortReservation,
  StackProfile,
  TcpConfig,
  VipaRange,
  VipaRoute,
} from "../stack-profile.js";
import type { Token } from "../tokens.js";
import { DistributedPorts } from "./distributed-ports.js";
import type { Operands } from "./operands.js";
import type { ReservedPorts } from "./reserved-ports.js";

export interface Draft {
  /** False for VARY TCPIP,,OBEYFILE, which goes on from the active profile. */
  readonly isInitial: boolean;
  readonly file: string;
  ipConfig: IpConfig;
  globalConfig: GlobalConfig;
  tcpConfig: TcpConfig;
  readonly homeAddresses: Set<IpAddress>;
  ports: PortReservation[];
  readonly autolog: Set<string>;
  dvipas: DvipaDefinition[];
  vipaRanges: VipaRange[];
  /** By dynamic XCF address. */
  readonly vipaRoutes: Map<IpAddress, VipaRoute>;
  distributions: DistributionDefinition[];

  readonly distributedPorts: DistributedPorts;
  /** What reserves each port: nothing, PORT or PORTRANGE. Made when it is first asked for. */
  reserved?: ReservedPorts;
  /** Names of LINK statements so far. */
  readonly links: Set<string>;
  /** Addresses of INTERFACE statements of this profile, by interface name. */
  readonly interfaces: Map<string, IpAddress[]>;
  /** Destinations of replaceable static host routes, each with its place. */
  readonly replaceableRoutes: { readonly address: IpAddress; readonly token: Token }[];
  /** DVIPAs of this very profile: only within one profile is a second definition refused. */
  readonly definedHere: Map<IpAddress, DvipaDefinition>;
  /** CONTROLPORT of the first VIPADISTRIBUTE TIER1. */
  controlPort?: number;
}

/** Applies one statement to the draft. What the operands' `problem` says is reported by the caller. */
export type Resolver = (operands: Operands, draft: Draft, problems: Problems) => void;

/** A draft to try statements on: it knows what `draft` knows, and nothing comes back. */
export function scratchOf(draft: Draft): Draft {
  return {
    ...startDraft(draft.file, undefined),
    ipConfig: draft.ipConfig,
    homeAddresses: new Set(draft.homeAddresses),
    dvipas: [...draft.dvipas],
    definedHere: new Map(draft.definedHere),
  };
}

export function startDraft(file: string, base: StackProfile | undefined): Draft {
  const profile = base ?? defaultProfile(file);
  return {
    ...profile,
    isInitial: base === undefined,
    homeAddresses: new Set(profile.homeAddresses),
    ports: [...profile.ports],
    autolog: new Set(profile.autolog),
    dvipas: [...profile.dvipas],
    vipaRanges: [...profile.vipaRanges],
    vipaRoutes: new Map(profile.vipaRoutes.map((route) => [route.dynamicXcf, route])),
    distributions: [...profile.distributions],
    distributedPorts: new DistributedPorts(profile.distributions),
    links: new Set(),
    interfaces: new Map(),
    replaceableRoutes: [],
    definedHere: new Map(),
  };
}

export function finishDraft(draft: Draft): StackProfile {
  return {
    file: draft.file,
    ipConfig: draft.ipConfig,
    globalConfig: draft.globalConfig,
    tcpConfig: draft.tcpConfig,
    homeAddresses: [...draft.homeAddresses],
    ports: draft.ports,
    autolog: [...draft.autolog],
    dvipas: draft.dvipas,
    vipaRanges: draft.vipaRanges,
    vipaRoutes: [...draft.vipaRoutes.values()],
    distributions: draft.distributions,
  };
}

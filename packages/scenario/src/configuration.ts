/**
 * A scenario and the files that it names → what the models are built from. Every fault of every file is collected.
 */
import { parameterValues, type ParameterValues } from "@sysplex/sim-core";
import {
  diagnose,
  hasErrors,
  readCouple,
  readSfmPolicy,
  resolveCouple,
  resolveSfmPolicy,
  sysplexParameters,
  type CoupleConfiguration,
  type Diagnostic,
  type SfmPolicy,
  type SourceText,
  type SysplexConfiguration,
} from "@sysplex/sysplex";
import {
  readProfile,
  resolveProfile,
  stackName,
  tcpipParameters,
  type ProfileDocument,
  type StackProfile,
  type TcpipConfiguration,
} from "@sysplex/tcpip";
import { readIzuprm, resolveIzuprm, zosmfParameters, type ZosmfModelConfiguration } from "@sysplex/zosmf";
import { isSimulatedCommand } from "./commands.js";
import {
  HOST_PROBLEMS,
  readParameters,
  STACK_JOB,
  type FileReference,
  type ParameterOverride,
  type ParameterOverrides,
  type ScenarioDocument,
  type ScenarioHost,
  type SystemDeclaration,
} from "./file/index.js";
import { findingRows } from "./finding-rows.js";
import { findSurprises } from "./findings.js";
import { includeReader } from "./include.js";
import { clientParameters, parameterTables } from "./parameters.js";

export interface ResolvedScenario {
  readonly document: ScenarioDocument;
  readonly sysplex: SysplexConfiguration;
  readonly tcpip: TcpipConfiguration;
  readonly zosmf: ZosmfModelConfiguration;
  readonly client: ParameterValues<typeof clientParameters>;
  /** What was read, for people: `configs/TCPPROF.SYSA`, `TCP/IP profile of SYSA`. */
  readonly filesRead: readonly FileRead[];
  /** Parameters that the scenario or the command line sets. */
  readonly overridden: readonly string[];
  readonly timelineFiles: ResolvedTimelineFiles;
}

export interface FileRead {
  readonly file: string;
  readonly what: string;
}

/** What timeline entries need beyond themselves, by their index. */
export interface ResolvedTimelineFiles {
  profileOnTop(index: number, active: StackProfile): StackProfile;
  setParameter(index: number): void;
}

export interface Resolution {
  /** Absent when there is an error. */
  readonly resolved?: ResolvedScenario;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads every file that the scenario names. `overrides` of a command line count after the scenario's own. */
export function resolveScenario(
  document: ScenarioDocument,
  host: ScenarioHost,
  overrides: readonly ParameterOverride[] = [],
): Resolution {
  return new Resolver(document, host).resolve(overrides);
}

class Resolver {
  private readonly diagnostics: Diagnostic[] = [];
  private readonly filesRead: FileRead[] = [];

  constructor(
    private readonly document: ScenarioDocument,
    private readonly host: ScenarioHost,
  ) {}

  resolve(extra: readonly ParameterOverride[]): Resolution {
    const { document } = this;
    const all = [...document.parameters, ...extra];
    const parameters = readParameters(all, parameterTables);
    this.diagnostics.push(...parameters.diagnostics);
    const sysplex = this.sysplex(parameters.overrides);
    const tcpip = this.tcpip(parameters.overrides);
    const zosmf = this.zosmf(parameters.overrides);
    const client = parameterValues(clientParameters, parameters.overrides["client"]);
    const timelineFiles = this.timelineFiles({ sysplex, tcpip, zosmf, client });
    this.checkTimeline(zosmf);
    this.checkClients(tcpip);
    const { clients } = document;
    this.diagnostics.push(
      ...findSurprises({ sysplex, tcpip, zosmf, clients, range: document.sysplex.range }),
    );
    if (hasErrors(this.diagnostics)) return { diagnostics: this.diagnostics };
    const overridden = all.map(({ name }) => name);
    const { filesRead } = this;
    return {
      resolved: { document, sysplex, tcpip, zosmf, client, filesRead, overridden, timelineFiles },
      diagnostics: this.diagnostics,
    };
  }

  private sysplex(overrides: ParameterOverrides): SysplexConfiguration {
    const { name, statusDetection, couplingFacilities, operator, systems } = this.document.sysplex;
    const sfm = this.sfm();
    return {
      name,
      couple: this.couple(),
      ...(sfm === undefined ? {} : { sfm }),
      statusDetection,
      couplingFacilities,
      ...(operator === undefined ? {} : { operator }),
      systems: systems.map(({ name: system, clone, processors, upAtStart }) => ({
        name: system,
        clone,
        processors,
        upAtStart,
      })),
      parameters: parameterValues(sysplexParameters, overrides["sysplex"]),
    };
  }

  private couple(): CoupleConfiguration {
    const source = this.read(this.document.sysplex.couple, "COUPLExx");
    const read = source === undefined ? undefined : readCouple(source);
    const { configuration, diagnostics } = resolveCouple(read);
    this.diagnostics.push(...diagnostics); // Those of reading are among them.
    return configuration;
  }

  private sfm(): SfmPolicy | undefined {
    const source = this.read(this.document.sysplex.sfm, "SFM policy");
    if (source === undefined) return undefined;
    const { policy, diagnostics } = resolveSfmPolicy(readSfmPolicy(source));
    this.diagnostics.push(...diagnostics);
    return policy;
  }

  private tcpip(overrides: ParameterOverrides): TcpipConfiguration {
    const stacks = this.document.sysplex.systems.flatMap((system) => {
      const read = this.profile(system.tcpip, system, `TCP/IP profile of ${system.name}`);
      if (read === undefined) return [];
      const { profile, diagnostics } = resolveProfile(read);
      this.diagnostics.push(...read.diagnostics, ...diagnostics);
      this.refuseUnsimulated(profile);
      return [{ system: system.name, job: STACK_JOB, profile }];
    });
    return { stacks, parameters: parameterValues(tcpipParameters, overrides["tcpip"]) };
  }

  private refuseUnsimulated({ distributions, dvipas, vipaRanges }: StackProfile): void {
    for (const { method, address, tier, range } of distributions) {
      if (tier !== undefined)
        this.diagnostics.push(diagnose(findingRows, "TIER_NOT_SIMULATED", range, address));
      else if (method !== "HOTSTANDBY") {
        this.diagnostics.push(diagnose(findingRows, "METHOD_NOT_SIMULATED", range, method, address));
      }
    }
    for (const { tier, address, range } of dvipas) {
      if (tier !== undefined)
        this.diagnostics.push(diagnose(findingRows, "TIER_NOT_SIMULATED", range, address));
    }
    for (const { address, range } of vipaRanges) {
      this.diagnostics.push(diagnose(findingRows, "VIPARANGE_NOT_SIMULATED", range, address));
    }
  }

  private zosmf(overrides: ParameterOverrides): ZosmfModelConfiguration {
    const servers = this.document.sysplex.systems.flatMap((system) => {
      if (system.zosmf.length === 0) return [];
      const symbols = this.symbols(system);
      const documents = system.zosmf.flatMap((member) => {
        const source = this.read(member, `IZUPRMxx of ${system.name}`);
        return source === undefined ? [] : [readIzuprm(source, { symbols })];
      });
      const { configuration, diagnostics } = resolveIzuprm(documents);
      this.diagnostics.push(...diagnostics);
      return [{ system: system.name, configuration }];
    });
    const hosts = Object.fromEntries(
      this.document.hosts.map(({ name, address }) => [name.toLowerCase(), address]),
    );
    return { servers, hosts, parameters: parameterValues(zosmfParameters, overrides["zosmf"]) };
  }

  private timelineFiles(scopes: Scopes): ResolvedTimelineFiles {
    const profiles = new Map<number, ProfileDocument>();
    const settings = new Map<number, ParameterOverrides>();
    this.document.timeline.forEach((entry, index) => {
      if (entry.verb === "obeyfile") {
        const system = this.document.sysplex.systems.find(({ name }) => name === entry.object.system);
        const read = system && this.profile(entry.profile, system, `OBEYFILE for ${stackName(entry.object)}`);
        if (read === undefined) return;
        this.diagnostics.push(...read.diagnostics);
        this.refuseUnsimulated(resolveProfile(read).profile);
        profiles.set(index, read);
      } else if (entry.verb === "set") {
        const { overrides, diagnostics } = readParameters([entry.parameter], parameterTables);
        this.diagnostics.push(...diagnostics);
        settings.set(index, overrides);
      }
    });
    return {
      profileOnTop: (index, active) => {
        const read = profiles.get(index);
        return read === undefined ? active : resolveProfile(read, active).profile;
      },
      setParameter: (index) => applyOverrides(scopes, settings.get(index) ?? {}),
    };
  }

  private checkTimeline(zosmf: ZosmfModelConfiguration): void {
    const known = zosmf.servers.flatMap(({ system, configuration: { serverProc, angelProc } }) => [
      `${system}/${serverProc}`,
      `${system}/${angelProc}`,
    ]);
    for (const entry of this.document.timeline) {
      if (entry.verb === "command" && !isSimulatedCommand(entry.command)) {
        this.diagnostics.push(diagnose(findingRows, "COMMAND_NOT_SIMULATED", entry.range, entry.command));
      }
      if (!("object" in entry) || entry.object.kind !== "addressSpace") continue;
      const name = stackName(entry.object);
      if (!known.includes(name)) {
        this.diagnostics.push(
          diagnose(findingRows, "UNKNOWN_ADDRESS_SPACE", entry.range, name, known.join(", ")),
        );
      }
    }
  }

  private checkClients({ stacks }: TcpipConfiguration): void {
    for (const { request, range } of this.document.clients) {
      const address = addressOf(this.document, request.host);
      const known = stacks.some(
        ({ profile }) =>
          profile.homeAddresses.includes(address) ||
          profile.dvipas.some((dvipa) => dvipa.address === address),
      );
      if (!known) this.diagnostics.push(diagnose(findingRows, "CLIENT_ADDRESS_UNKNOWN", range, address));
    }
  }

  private profile(
    reference: FileReference,
    system: SystemDeclaration,
    what: string,
  ): ProfileDocument | undefined {
    const source = this.read(reference, what);
    if (source === undefined) return undefined;
    const include = includeReader(this.host, reference.path);
    const read = readProfile(source, { include, symbols: this.symbols(system) });
    for (const { file } of read.includedFiles) this.filesRead.push({ file, what: `INCLUDE, ${what}` });
    return read;
  }

  private symbols({ name, clone, symbols }: SystemDeclaration): Readonly<Record<string, string>> {
    return { SYSNAME: name, SYSCLONE: clone, SYSPLEX: this.document.sysplex.name, ...symbols };
  }

  private read(reference: FileReference | undefined, what: string): SourceText | undefined {
    if (reference === undefined) return undefined;
    const reading = this.host.readText(reference.path);
    if (!reading.ok) {
      const why = HOST_PROBLEMS[reading.problem];
      this.diagnostics.push(diagnose(findingRows, "FILE_UNREADABLE", reference.range, reference.path, why));
      return undefined;
    }
    this.filesRead.push({ file: reading.source.file, what });
    return reading.source;
  }
}

/** The address that a client's request goes to: by `hosts`, or the one written in the URL. */
export function addressOf({ hosts }: Pick<ScenarioDocument, "hosts">, host: string): string {
  return hosts.find(({ name }) => name.toLowerCase() === host.toLowerCase())?.address ?? host;
}

interface Scopes {
  readonly sysplex: SysplexConfiguration;
  readonly tcpip: TcpipConfiguration;
  readonly zosmf: ZosmfModelConfiguration;
  readonly client: ParameterValues<typeof clientParameters>;
}

/** The verb `set`: the models read a parameter at each use, so that a new value counts from now on. */
function applyOverrides({ sysplex, tcpip, zosmf, client }: Scopes, overrides: ParameterOverrides): void {
  const values = {
    sysplex: sysplex.parameters,
    tcpip: tcpip.parameters,
    zosmf: zosmf.parameters,
    client,
  } as const;
  for (const [scope, settings] of Object.entries(overrides)) {
    Object.assign(values[scope as keyof typeof values], settings);
  }
}

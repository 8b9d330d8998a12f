/**
 * A scenario and the files that it names → what the models are built from. Every fault of every file is collected.
 */
import { parameterValues, type ParameterValues } from "@sysplex/sim-core";
import {
  diagnose,
  hasErrors,
  inFileOrder,
  readArmPolicy,
  readCouple,
  readSfmPolicy,
  resolveArmPolicy,
  resolveCouple,
  resolveSfmPolicy,
  sysplexParameters,
  type ArmPolicy,
  type CoupleConfiguration,
  type Diagnostic,
  type SfmPolicy,
  type SourceRange,
  type SourceText,
  type SysplexConfiguration,
} from "@sysplex/sysplex";
import {
  readProfile,
  readTcpipData,
  resolveProfile,
  resolveTcpipData,
  stackName,
  tcpipParameters,
  type ProfileDocument,
  type ProfileMessage,
  type ResolverConfiguration,
  type StackConfiguration,
  type StackProfile,
  type TcpipConfiguration,
} from "@sysplex/tcpip";
import {
  readBpxprm,
  readCeaprm,
  readIzuprm,
  resolveIzuprm,
  zosmfParameters,
  type CodedTsoLimits,
  type ZosmfModelConfiguration,
} from "@sysplex/zosmf";
import { zoweParameters, type ZoweModelConfiguration } from "@sysplex/zowe";
import { isSimulatedCommand } from "../timeline/command-forms.js";
import {
  formatObject,
  HOST_PROBLEMS,
  parameterName,
  readParameters,
  STACK_JOB,
  type FileReference,
  type ParameterOverride,
  type ParameterOverrides,
  type ProgramObject,
  type ScenarioDocument,
  type ScenarioHost,
  type SystemDeclaration,
  type TimelineEntry,
  type TimelineObject,
} from "../file/index.js";
import { findingRows } from "../findings/finding-rows.js";
import { findSurprises } from "../findings/findings.js";
import type { ResolvedTimelineFiles } from "./timeline-files.js";
import { includeReader } from "./include.js";
import { resolveKubernetes } from "./kubernetes.js";
import { clientParameters, parameterTables } from "./parameters.js";
import { launcherNames, redisNames, resolveZowe } from "./zowe.js";
import { simulatedPart, unsimulatedIn, type AskedService } from "./unsimulated.js";

export interface ResolvedScenario {
  readonly document: ScenarioDocument;
  readonly sysplex: SysplexConfiguration;
  readonly tcpip: TcpipConfiguration;
  readonly zosmf: ZosmfModelConfiguration;
  /** Without Zowe it has no launchers. */
  readonly zowe: ZoweModelConfiguration;
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

export interface Resolution {
  /** Absent when there is an error. */
  readonly resolved?: ResolvedScenario;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What the files say that an unsound scenario names, for all faults to be told at once.
 *
 * @param parts What is sound of the scenario. Nothing is concluded from what it lacks.
 */
export function diagnoseFiles(
  parts: ScenarioDocument,
  host: ScenarioHost,
  overrides: readonly ParameterOverride[] = [],
): readonly Diagnostic[] {
  return inFileOrder(new Resolver(parts, host).readFiles(overrides).diagnostics);
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
  /** Systems whose started procedures are therefore not known. */
  private readonly withUnreadMember = new Set<string>();
  /** Otherwise nothing is concluded from what the files say together. */
  private isAllRead = true;

  constructor(
    /** With the hosts that manifests name, once these have been read. */
    private document: ScenarioDocument,
    private readonly host: ScenarioHost,
  ) {}

  /** Everything but what can be judged only of a whole. */
  readFiles(extra: readonly ParameterOverride[]) {
    const all = [...this.document.parameters, ...extra];
    const parameters = readParameters(all, parameterTables);
    this.diagnostics.push(...parameters.diagnostics);
    const kubernetes = this.kubernetes(parameters.overrides);
    const sysplex = this.sysplex(parameters.overrides);
    const profiles = this.tcpip(parameters.overrides);
    const tcpip = { ...profiles, stacks: profiles.stacks.map(asSimulated) };
    const zosmf = this.zosmf(parameters.overrides);
    const zowe = { ...this.zowe(parameters.overrides), ...kubernetes };
    const client = parameterValues(clientParameters, parameters.overrides["client"]);
    const scopes = { sysplex, tcpip, zosmf, zowe, client };
    const timelineFiles = this.timelineFiles(profiles);
    this.checkTimeline(zosmf, zowe);
    this.checkNameServers(tcpip);
    return { ...scopes, timelineFiles, profiles, all, diagnostics: this.diagnostics };
  }

  resolve(extra: readonly ParameterOverride[]): Resolution {
    const { diagnostics, filesRead } = this;
    const { all, profiles, ...read } = this.readFiles(extra);
    const { document } = this;
    const { sysplex, zosmf, zowe } = read;
    const {
      clients,
      users,
      sysplex: { systems, range },
    } = document;
    if (this.isAllRead) {
      const { duration } = document;
      diagnostics.push(
        ...findSurprises({
          duration,
          sysplex,
          tcpip: profiles,
          zosmf,
          zowe,
          clients,
          users,
          systems,
          range,
          zoweRange: (document.zowe ?? document.kubernetes)?.range ?? range,
        }),
      );
    }
    const ordered = inFileOrder(diagnostics);
    if (hasErrors(diagnostics)) return { diagnostics: ordered };
    const overridden = all.map(({ name }) => parameterName(name));
    return { resolved: { document, ...read, filesRead, overridden }, diagnostics: ordered };
  }

  private sysplex(overrides: ParameterOverrides): SysplexConfiguration {
    const { name, statusDetection, couplingFacilities, operator, systems } = this.document.sysplex;
    const sfm = this.sfm();
    const arm = this.arm();
    return {
      name,
      couple: this.couple(),
      ...(sfm === undefined ? {} : { sfm }),
      ...(arm === undefined ? {} : { arm }),
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
    const [first] = this.document.sysplex.systems;
    const symbols = first && this.symbols(first); // One member for all: its sysplex is named once.
    const read = source === undefined ? undefined : this.noted(readCouple(source, { symbols }));
    const { configuration, diagnostics } = resolveCouple(read);
    this.diagnostics.push(...diagnostics); // Those of reading are among them.
    return configuration;
  }

  private sfm(): SfmPolicy | undefined {
    const source = this.read(this.document.sysplex.sfm, "SFM policy");
    if (source === undefined) return undefined;
    const { policy, diagnostics } = resolveSfmPolicy(this.noted(readSfmPolicy(source)));
    this.diagnostics.push(...diagnostics);
    return policy;
  }

  private arm(): ArmPolicy | undefined {
    const [first] = this.document.sysplex.systems;
    const source = this.read(this.document.sysplex.arm, "ARM policy");
    if (source === undefined) return undefined;
    const symbols = first && this.symbols(first);
    const { policy, diagnostics } = resolveArmPolicy(this.noted(readArmPolicy(source, { symbols })));
    this.diagnostics.push(...diagnostics);
    return policy;
  }

  private tcpip(overrides: ParameterOverrides): TcpipConfiguration {
    const stacks = this.document.sysplex.systems.flatMap((system) => {
      const read = this.profile(system.tcpip, system, `TCP/IP profile of ${system.name}`);
      if (read === undefined) return [];
      const { profile, diagnostics } = resolveProfile(read);
      this.diagnostics.push(...read.diagnostics, ...diagnostics);
      this.diagnostics.push(...unsimulatedIn(profile, this.asked));
      const messages = profileMessages(read.diagnostics, diagnostics);
      const { name, wlm } = system;
      const weights = wlm === undefined ? {} : { wlm };
      return [{ system: name, job: STACK_JOB, profile, profileMessages: messages, ...weights }];
    });
    const resolvers = this.resolvers();
    return {
      stacks,
      ...(Object.keys(resolvers).length === 0 ? {} : { resolvers }),
      parameters: parameterValues(tcpipParameters, overrides["tcpip"]),
    };
  }

  /** Of the systems whose TCPIP.DATA is named. */
  private resolvers(): Readonly<Record<string, ResolverConfiguration>> {
    const resolvers: Record<string, ResolverConfiguration> = {};
    for (const system of this.document.sysplex.systems) {
      const source = this.read(system.tcpipData, `TCPIP.DATA of ${system.name}`);
      if (source === undefined) continue;
      const read = this.noted(readTcpipData(source, { symbols: this.symbols(system) }));
      const { configuration, diagnostics } = resolveTcpipData(read, system.name);
      this.diagnostics.push(...read.diagnostics, ...diagnostics);
      resolvers[system.name] = configuration;
    }
    return resolvers;
  }

  private get asked(): readonly AskedService[] {
    const { clients, users } = this.document;
    const destinations = [...clients.map(({ request }) => request), ...users.map(({ at }) => at)];
    return destinations.map(({ host, port }) => ({ address: addressOf(this.document, host), port }));
  }

  private zosmf(overrides: ParameterOverrides): ZosmfModelConfiguration {
    const servers = this.document.sysplex.systems.flatMap((system) => {
      if (system.zosmf.length === 0) return [];
      const symbols = this.symbols(system);
      const documents = system.zosmf.flatMap((member) => {
        const source = this.read(member, `IZUPRMxx of ${system.name}`);
        const read = source === undefined ? undefined : this.noted(readIzuprm(source, { symbols }));
        if (read === undefined || hasErrors(read.diagnostics)) this.withUnreadMember.add(system.name);
        return read === undefined ? [] : [read];
      });
      const { configuration, diagnostics } = resolveIzuprm(documents);
      this.diagnostics.push(...diagnostics);
      const tsoLimits = this.tsoLimits(system);
      return [{ system: system.name, configuration, ...(tsoLimits === undefined ? {} : { tsoLimits }) }];
    });
    const hosts = Object.fromEntries(
      this.document.hosts.map(({ name, address }) => [name.toLowerCase(), address]),
    );
    return { servers, hosts, parameters: parameterValues(zosmfParameters, overrides["zosmf"]) };
  }

  /** `undefined`: no member is named. */
  private tsoLimits(system: SystemDeclaration): CodedTsoLimits | undefined {
    const options = { symbols: this.symbols(system) };
    const cea = this.read(system.ceaprm, `CEAPRMxx of ${system.name}`);
    const bpx = this.read(system.bpxprm, `BPXPRMxx of ${system.name}`);
    const members = [
      ...(cea === undefined ? [] : [this.noted(readCeaprm(cea, options))]),
      ...(bpx === undefined ? [] : [this.noted(readBpxprm(bpx, options))]),
    ];
    for (const { diagnostics } of members) this.diagnostics.push(...diagnostics);
    if (members.length === 0) return undefined;
    return members.reduce<CodedTsoLimits>((all, { limits }) => ({ ...all, ...limits }), {});
  }

  private zowe(overrides: ParameterOverrides): ZoweModelConfiguration {
    const parameters = parameterValues(zoweParameters, overrides["zowe"]);
    const { configuration, diagnostics, filesRead } = resolveZowe(this.document, this.host, parameters);
    this.noted({ diagnostics });
    this.diagnostics.push(...diagnostics);
    this.filesRead.push(...filesRead);
    return configuration;
  }

  /** Clients may ask for hosts that only the manifests name: so it is read first. */
  private kubernetes(overrides: ParameterOverrides): Pick<ZoweModelConfiguration, "kubernetes"> {
    const parameters = parameterValues(zoweParameters, overrides["zowe"]);
    const { configuration, hosts, ...read } = resolveKubernetes(this.document, this.host, parameters);
    this.document = { ...this.document, hosts };
    if (!read.isAllRead) this.isAllRead = false;
    this.noted({ diagnostics: read.diagnostics });
    this.diagnostics.push(...read.diagnostics);
    this.filesRead.push(...read.filesRead);
    return configuration === undefined ? {} : { kubernetes: configuration };
  }

  private timelineFiles({ stacks }: TcpipConfiguration): ResolvedTimelineFiles {
    const profiles = new Map<number, ProfileDocument>();
    const settings = new Map<number, ParameterOverrides>();
    /** What each stack has obeyed so far. */
    const active = new Map(stacks.map(({ system, profile }) => [system, profile]));
    this.document.timeline.forEach((entry, index) => {
      if (entry.verb === "obeyfile") {
        const read = this.obeyFile(entry, active);
        if (read !== undefined) profiles.set(index, read);
      } else if (entry.verb === "set") {
        const { overrides, diagnostics } = readParameters([entry.parameter], parameterTables);
        this.diagnostics.push(...diagnostics);
        settings.set(index, overrides);
      }
    });
    return {
      profileOnTop: (index, active) => {
        const read = profiles.get(index);
        if (read === undefined) return { profile: active, messages: [] };
        const { profile, diagnostics } = resolveProfile(read, active);
        return { profile: simulatedPart(profile), messages: profileMessages(read.diagnostics, diagnostics) };
      },
      settings: (index) => settings.get(index) ?? {},
    };
  }

  private obeyFile(
    { profile: reference, object }: Extract<TimelineEntry, { verb: "obeyfile" }>,
    active: Map<string, StackProfile>,
  ): ProfileDocument | undefined {
    const system = this.document.sysplex.systems.find(({ name }) => name === object.system);
    const read = system && this.profile(reference, system, `OBEYFILE for ${stackName(object)}`);
    const before = active.get(object.system);
    if (read === undefined || before === undefined) return read;
    const { profile, diagnostics } = resolveProfile(read, before);
    active.set(object.system, profile);
    this.diagnostics.push(...read.diagnostics, ...diagnostics, ...unsimulatedIn(profile, this.asked, before));
    return read;
  }

  private checkTimeline(zosmf: ZosmfModelConfiguration, zowe: ZoweModelConfiguration): void {
    const {
      timeline,
      sysplex: { systems },
    } = this.document;
    const known = systems.flatMap(({ name }) => {
      const server = zosmf.servers.find(({ system }) => system === name)?.configuration;
      const jobs = server === undefined ? [] : [server.serverProc, server.angelProc];
      return [STACK_JOB, ...jobs].map((job) => `${name}/${job}`).concat(launcherNames(zowe, name));
    });
    for (const entry of timeline) {
      const { objectRange } = entry;
      if (entry.verb === "command" && !isSimulatedCommand(entry.command)) {
        this.diagnostics.push(diagnose(findingRows, "COMMAND_NOT_SIMULATED", objectRange, entry.command));
      }
      if (entry.verb === "redis") this.checkRedis(entry.object.name, objectRange, zowe);
      if (!("object" in entry) || !isProgram(entry.object)) continue;
      const { system } = entry.object;
      const isRead = systems.some(({ name }) => name === system) && !this.withUnreadMember.has(system);
      const name = formatObject(entry.object);
      if (!isRead || !this.isAllRead || known.includes(name)) continue;
      this.diagnostics.push(
        diagnose(findingRows, "UNKNOWN_ADDRESS_SPACE", objectRange, name, known.join(", ")),
      );
    }
  }

  private checkNameServers({ resolvers = {} }: TcpipConfiguration): void {
    const known = [...new Set(Object.values(resolvers).flatMap(({ nameServers }) => nameServers))];
    for (const entry of this.document.timeline) {
      if (entry.verb !== "nameServer" || !this.isAllRead || known.includes(entry.object.address)) continue;
      const listed = known.length === 0 ? "none" : known.join(", ");
      const { objectRange } = entry;
      this.diagnostics.push(
        diagnose(findingRows, "UNKNOWN_NAME_SERVER", objectRange, entry.object.address, listed),
      );
    }
  }

  private checkRedis(name: string, range: SourceRange, zowe: ZoweModelConfiguration): void {
    const known = redisNames(zowe);
    if (!this.isAllRead || known.includes(name)) return;
    const listed = known.length === 0 ? "none" : known.join(", ");
    this.diagnostics.push(diagnose(findingRows, "UNKNOWN_REDIS", range, name, listed));
  }

  private profile(
    reference: FileReference,
    system: SystemDeclaration,
    what: string,
  ): ProfileDocument | undefined {
    const source = this.read(reference, what);
    if (source === undefined) return undefined;
    const include = includeReader(this.host, reference.path);
    const read = this.noted(readProfile(source, { include, symbols: this.symbols(system) }));
    for (const { file } of read.includedFiles) this.filesRead.push({ file, what: `INCLUDE, ${what}` });
    return read;
  }

  private symbols({ name, clone, symbols }: SystemDeclaration): Readonly<Record<string, string>> {
    return { SYSNAME: name, SYSCLONE: clone, SYSPLEX: this.document.sysplex.name, ...symbols };
  }

  private read(reference: FileReference | undefined, what: string): SourceText | undefined {
    // A path that is no path has been reported with the scenario.
    if (reference === undefined || reference.path === "") return undefined;
    const reading = this.host.readText(reference.path);
    if (!reading.ok) {
      const why = HOST_PROBLEMS[reading.problem];
      this.diagnostics.push(diagnose(findingRows, "FILE_UNREADABLE", reference.range, reference.path, why));
      this.isAllRead = false;
      return undefined;
    }
    this.filesRead.push({ file: reading.source.file, what });
    return reading.source;
  }

  /** The document, after a look at whether all of its text, and of what it includes, could be read. */
  private noted<Document extends { readonly diagnostics: readonly Diagnostic[] }>(read: Document): Document {
    if (hasErrors(read.diagnostics)) this.isAllRead = false;
    return read;
  }
}

/** The address that a client's request goes to: by `hosts`, or the one written in the URL. */
export function addressOf({ hosts }: Pick<ScenarioDocument, "hosts">, host: string): string {
  return hosts.find(({ name }) => name.toLowerCase() === host.toLowerCase())?.address ?? host;
}

function isProgram(object: TimelineObject): object is ProgramObject {
  return object.kind === "addressSpace" || object.kind === "component";
}

function asSimulated(stack: StackConfiguration): StackConfiguration {
  return { ...stack, profile: simulatedPart(stack.profile) };
}

/** What profile processing writes to the console: the diagnostics for which z/OS has a message. */
function profileMessages(...lists: readonly (readonly Diagnostic[])[]): readonly ProfileMessage[] {
  return lists
    .flat()
    .flatMap(({ zosMessage, text }) => (zosMessage === undefined ? [] : [{ id: zosMessage, text }]));
}

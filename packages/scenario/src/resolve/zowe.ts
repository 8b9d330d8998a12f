/** The declared Zowe and its files → what the models of Zowe are built from. */
import { parseDistribution, type ParameterValues } from "@sysplex/sim-core";
import { diagnose, hasErrors, type Diagnostic, type SourceRange } from "@sysplex/sysplex";
import {
  CROSS_MEMORY_JOB,
  LAUNCHER_PROC,
  TERMINAL_SERVER_JOB,
  readZoweConfiguration,
  type zoweParameters,
  type Json,
  type LauncherArm,
  type UmsUsersConfiguration,
  type ZoweFileHost,
  type ZoweLauncherConfiguration,
  type ZoweModelConfiguration,
  type ZoweReading,
  type ZoweRelease,
} from "@sysplex/zowe";
import { folderOf, joinPath } from "../file/file-path.js";
import type {
  FileReference,
  ScenarioDocument,
  ScenarioHost,
  SystemDeclaration,
  ZoweDeclaration,
} from "../file/index.js";
import { findingRows } from "../findings/finding-rows.js";
import type { FileRead } from "./configuration.js";

export interface ZoweResolution {
  /** As far as it could be read. */
  readonly configuration: ZoweModelConfiguration;
  readonly diagnostics: readonly Diagnostic[];
  readonly filesRead: readonly FileRead[];
}

export function resolveZowe(
  document: ScenarioDocument,
  host: ScenarioHost,
  parameters: ParameterValues<typeof zoweParameters>,
): ZoweResolution {
  const hosts = Object.fromEntries(document.hosts.map(({ name, address }) => [name.toLowerCase(), address]));
  const umsUsers = umsUsersOf(document);
  if (document.zowe === undefined)
    return { configuration: { starts: [], hosts, parameters, umsUsers }, diagnostics: [], filesRead: [] };
  const reader = new ZoweReader(document, document.zowe, host);
  const starts = reader.readStarts();
  const { diagnostics, filesRead } = reader;
  const { certificates } = document;
  const configuration = {
    starts,
    hosts,
    parameters,
    umsUsers,
    ...(certificates === undefined ? {} : { certificates }),
  };
  return { configuration, diagnostics, filesRead: [...filesRead.values()] };
}

function umsUsersOf({ users, hosts }: ScenarioDocument): readonly UmsUsersConfiguration[] {
  return users.flatMap((declaration) => {
    if (declaration.kind !== "ums") return [];
    const { name, users: count, at, think } = declaration;
    const distribution = parseDistribution(think);
    const address = hosts.find((host) => host.name.toLowerCase() === at.host)?.address ?? at.host;
    return distribution === undefined ? [] : [{ name, count, address, port: at.port, think: distribution }];
  });
}

/** A launcher to be read: on a system, by a configuration. */
interface Start {
  readonly system: SystemDeclaration;
  readonly haInstance: string | undefined;
  readonly config: FileReference;
  readonly release: ZoweRelease | undefined;
  readonly upAtStart: boolean;
  readonly arm?: LauncherArm;
  readonly processes?: Readonly<Record<string, number>>;
  readonly range: SourceRange;
}

class ZoweReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly filesRead = new Map<string, FileRead>();
  /** Every instance reads the same files: what is wrong with them is told once. */
  private readonly told = new Set<string>();

  constructor(
    private readonly document: ScenarioDocument,
    private readonly zowe: ZoweDeclaration,
    private readonly host: ScenarioHost,
  ) {}

  readStarts(): readonly ZoweLauncherConfiguration[] {
    return this.starts().flatMap((start) => {
      const { configuration, diagnostics } = this.read(start);
      this.tell(diagnostics);
      if (configuration === undefined || hasErrors(diagnostics)) return [];
      const { instance } = configuration;
      if (
        instance.key === undefined &&
        start.haInstance !== undefined &&
        instancesOf(configuration.tree).length > 0
      )
        this.report("ZOWE_INSTANCE_NOT_FOUND", start.range, start.haInstance, instance.hostname);
      const { system, config, upAtStart, arm, processes } = start;
      return [
        {
          system: system.name,
          configuration,
          config: configText(config),
          upAtStart,
          ...(arm === undefined ? {} : { arm }),
          ...(processes === undefined ? {} : { processes }),
        },
      ];
    });
  }

  private starts(): readonly Start[] {
    const { instances, config, release } = this.zowe;
    const { systems } = this.document.sysplex;
    if (instances === undefined) return this.startsBySysname(systems);
    return instances.flatMap((instance) => {
      const system = systems.find(({ name }) => name === instance.system);
      return system === undefined
        ? []
        : [
            {
              config,
              ...instance,
              release: instance.release ?? release,
              haInstance: instance.haInstance,
              system,
            },
          ];
    });
  }

  /** As `zwe start` does it: each of haInstances on the system that it names. */
  private startsBySysname(systems: readonly SystemDeclaration[]): readonly Start[] {
    const [first] = systems;
    if (first === undefined) return [];
    const { config, release, range } = this.zowe;
    const common = { config, release, range, upAtStart: true };
    const reading = this.read({ ...common, system: first, haInstance: undefined });
    if (reading.configuration === undefined) {
      this.tell(reading.diagnostics);
      return [];
    }
    const instances = instancesOf(reading.configuration.tree);
    if (instances.length === 0) return [{ ...common, system: first, haInstance: undefined }];
    const found = instances.flatMap(({ key, sysname }) =>
      systems
        .filter(({ name }) => name === sysname.toUpperCase())
        .map((system) => ({ ...common, system, haInstance: key })),
    );
    if (found.length === 0) {
      const names = instances.map(({ sysname }) => sysname).join(", ");
      this.report("ZOWE_NO_SYSTEM", range, names, systems.map(({ name }) => name).join(", "));
    }
    return found;
  }

  private read({ system, haInstance, config, release }: Start): ZoweReading {
    const { name, clone, symbols } = system;
    return readZoweConfiguration({
      config: isChain(config) ? config.path : `FILE(${baseOf(config.path)})`,
      host: this.filesOf(config),
      ...(release === undefined ? {} : { release }),
      ...(haInstance === undefined ? {} : { haInstance }),
      system: { name, symbols: { SYSCLONE: clone, SYSPLEX: this.document.sysplex.name, ...symbols } },
    });
  }

  /** A single file may lie beside the scenario that this one extends; the files of a chain are below this one's folder. */
  private filesOf(config: FileReference): ZoweFileHost {
    const folder = isChain(config) ? "" : folderOf(config.path);
    return {
      readText: (path) => {
        const reading = this.host.readText(joinPath(folder, path));
        if (reading.ok)
          this.filesRead.set(reading.source.file, { file: reading.source.file, what: "Zowe configuration" });
        return reading;
      },
    };
  }

  private tell(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) {
      const { code, range, text } = diagnostic;
      const key = `${code} ${range.file} ${range.start.offset} ${text}`;
      if (this.told.has(key)) continue;
      this.told.add(key);
      this.diagnostics.push(diagnostic);
    }
  }

  private report<Code extends keyof typeof findingRows>(
    code: Code,
    range: SourceRange,
    ...args: Parameters<(typeof findingRows)[Code]["text"]>
  ): void {
    this.diagnostics.push(diagnose(findingRows, code, range, ...(args as never)));
  }
}

/** The keys under haInstances, whatever finds them, with the system that each names. */
function instancesOf(tree: Json): readonly { readonly key: string; readonly sysname: string }[] {
  return entriesOf(entriesOf(tree).find(([key]) => key === "haInstances")?.[1]).map(([key, instance]) => {
    const sysname = entriesOf(instance).find(([name]) => name === "sysname")?.[1];
    return { key, sysname: typeof sysname === "string" ? sysname : "" };
  });
}

function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function isChain({ path }: FileReference): boolean {
  return /^[A-Z]+\(/.test(path);
}

function configText(config: FileReference): string {
  return isChain(config) ? config.path : `FILE(${config.path})`;
}

function baseOf(path: string): string {
  return path.split("/").at(-1) ?? path;
}

/**
 * How a timeline names the launchers of a system and their components: by the job, by the procedure where it has one launcher
 * only, and by the HA instance; beside them the cross-memory server and the Telnet server.
 */
export function launcherNames({ starts }: ZoweModelConfiguration, system: string): readonly string[] {
  const own = starts.filter((start) => start.system === system);
  const launchers = own.flatMap(({ configuration: { instance, launcher } }) => {
    const jobs = new Set([instance.job.name, ...(own.length === 1 ? [LAUNCHER_PROC] : []), instance.id]);
    return [...jobs].flatMap((job) => [
      `${system}/${job}`,
      ...launcher.startList.map((component) => `${system}/${job}/${component}`),
    ]);
  });
  const helpers = Object.entries(HELPERS).filter(([component]) =>
    own.some(({ configuration }) => configuration.launcher.startList.includes(component)),
  );
  return [...launchers, ...helpers.map(([, job]) => `${system}/${job}`)];
}

/** What runs on a system because a component there needs it. */
const HELPERS = { zss: CROSS_MEMORY_JOB, "app-server": TERMINAL_SERVER_JOB };

/** How a timeline names the Redis of Caching Services: by its configured master. */
export function redisNames({ starts }: ZoweModelConfiguration): readonly string[] {
  const masters = starts.flatMap(({ configuration: { instance } }) => instance.caching.redis?.master ?? []);
  return [...new Set(masters)];
}

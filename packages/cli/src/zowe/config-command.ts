/** `sysplex zowe config`: what Zowe would go by, and where each value came from. Nothing is simulated. */
import { basename } from "node:path";
import { hasErrors, type Diagnostic } from "@sysplex/sysplex";
import {
  configurationRows,
  environmentRows,
  maskedLines,
  parseRelease,
  readZoweConfiguration,
  type ConfigurationRow,
  type ZoweConfiguration,
  type ZoweReading,
  type ZoweRelease,
} from "@sysplex/zowe";
import { diagnosticsText } from "../diagnostic-text.js";
import { EXIT_STATUS, HostError, type ExitStatus } from "../exit-status.js";
import { FileHost } from "../host.js";
import { paintFor, type CommandIo } from "../io.js";
import { columns, printable } from "../plain-text.js";

export interface ZoweConfigOptions {
  readonly instance?: string;
  readonly system?: string;
  readonly release?: string;
  /** `NAME=value`, each. */
  readonly symbol?: readonly string[];
  readonly component?: string;
  readonly json?: boolean;
}

export function zoweConfigCommand(path: string, options: ZoweConfigOptions, io: CommandIo): ExitStatus {
  const { host, config } = locate(path, io.cwd);
  const reading = read(config, host, options);
  const diagnostics = [...host.undecoded(), ...reading.diagnostics];
  const { configuration } = reading;
  if (configuration === undefined || hasErrors(diagnostics)) {
    tell(diagnostics, host, io);
    return EXIT_STATUS.wrongInput;
  }
  const worthTelling = diagnostics.filter(({ severity }) => options.json !== true || severity === "warning");
  if (worthTelling.length > 0) tell(worthTelling, host, io);
  const rows = rowsOf(configuration, options.component);
  io.out(options.json === true ? jsonText(configuration, rows, diagnostics) : tableText(rows, io));
  return EXIT_STATUS.ok;
}

/** A path, or CONFIG as in STDENV; its files lie in the working folder. */
function locate(path: string, cwd: string): { host: FileHost; config: string } {
  const isChain = /^[A-Z]+\(/.test(path);
  if (isChain) return { host: new FileHost("CONFIG", cwd), config: path };
  return { host: new FileHost(path, cwd), config: `FILE(${basename(path)})` };
}

function read(config: string, host: FileHost, options: ZoweConfigOptions): ZoweReading {
  const { instance, system } = options;
  const symbols = Object.fromEntries((options.symbol ?? []).map(symbolFrom));
  const release = releaseFrom(options.release);
  const readOn = (name: string): ZoweReading =>
    readZoweConfiguration({
      config,
      host,
      system: { name, symbols },
      ...(instance === undefined ? {} : { haInstance: instance }),
      ...(release === undefined ? {} : { release }),
    });
  const reading = readOn(system ?? UNNAMED_SYSTEM);
  const sysname = reading.configuration?.instance.sysname;
  // An instance tells its system, and templates may ask for the system's name.
  return system !== undefined || sysname === undefined ? reading : readOn(sysname);
}

/** @assumption A name that no site is likely to have among its HA instances. */
const UNNAMED_SYSTEM = "SYS1";

function symbolFrom(text: string): readonly [string, string] {
  const [, name, value] = /^&?([A-Za-z@#$_][\w@#$]{0,15})\.?=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new HostError(`--symbol ${text}: expected NAME=value, such as SYSCLONE=1A`);
  return [name.toUpperCase(), value];
}

function releaseFrom(text: string | undefined): ZoweRelease | undefined {
  const release = text === undefined ? undefined : parseRelease(text);
  if (text !== undefined && release === undefined)
    throw new HostError(`--release ${text}: expected a release of Zowe, such as 3.2`);
  return release;
}

function rowsOf(
  configuration: ZoweConfiguration,
  component: string | undefined,
): readonly ConfigurationRow[] {
  const { instance } = configuration;
  if (component === undefined) return configurationRows(configuration, instance);
  const names = instance.components.map(({ name }) => name);
  if (names.includes(component)) return environmentRows(configuration, instance, component);
  throw new HostError(`--component ${component}: the configuration has ${names.join(", ")}`);
}

function tell(diagnostics: readonly Diagnostic[], host: FileHost, io: CommandIo): void {
  const sources = new Map(
    [...host.sources].map(([name, { file, text }]) => [name, { file, text: maskedLines(text) }]),
  );
  const lines = diagnosticsText(diagnostics, { sources, paint: paintFor(io.errColors) });
  io.err(lines.map((line) => `${line}\n`).join(""));
}

/** Long values push the origins aside; they wrap at this width. */
const VALUE_WIDTH_MAX = 40;

function tableText(rows: readonly ConfigurationRow[], io: CommandIo): string {
  const cells = rows.map(({ name, value, from }) => [
    printable(name),
    printable(JSON.stringify(value)),
    printable(from),
  ]);
  const [head = "", ...lines] = columns([["value of", "is", "from"], ...cells], {
    widest: { 0: 60, 1: VALUE_WIDTH_MAX },
  });
  return [paintFor(io.outColors).dim(head), ...lines].map((line) => `${line}\n`).join("");
}

function jsonText(
  { release, instance, launcher }: ZoweConfiguration,
  rows: readonly ConfigurationRow[],
  diagnostics: readonly Diagnostic[],
): string {
  const { id, key, hostname, sysname } = instance;
  const result = {
    schema: 1,
    release,
    instance: { id, key, hostname, sysname },
    startList: launcher.startList,
    rows,
    diagnostics,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}

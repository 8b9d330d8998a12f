/** The scenarios of a command line as variants of one study: every fault of every file is told at once. */
import { bundleScenario, isParameter, withSettings, type Setting, type Variant } from "@sysplex/experiment";
import type { ResolvedScenario } from "@sysplex/scenario";
import type { Diagnostic, SourceText } from "@sysplex/sysplex";
import { diagnosticsText } from "../diagnostic-text.js";
import { HostError } from "../exit-status.js";
import { FileHost } from "../host.js";
import { paintFor, type CommandIo } from "../io.js";

export interface ScenarioVariant extends Variant {
  readonly path: string;
  readonly resolved: ResolvedScenario;
  readonly diagnostics: readonly Diagnostic[];
}

export interface VariantsReading {
  /** Absent when a file is wrong: it was told. */
  readonly variants?: readonly ScenarioVariant[];
  /** Where the files that were read really are. */
  readonly realPaths: ReadonlySet<string>;
  /** Their texts, by the names that diagnostics show. */
  readonly sources: ReadonlyMap<string, SourceText>;
}

/** @param set `--set` options, which go for all of the scenarios. */
export function readVariants(
  paths: readonly string[],
  set: readonly string[],
  io: CommandIo,
): VariantsReading {
  const settings = set.map(settingFrom);
  const sources = new Map<string, SourceText>();
  const realPaths = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const variants = paths.flatMap((path) => {
    const host = new FileHost(path, io.cwd);
    const variant = readVariant(path, host, settings);
    for (const [file, source] of host.sources) sources.set(file, source);
    for (const real of host.realPaths) realPaths.add(real);
    diagnostics.push(...host.undecoded(), ...variant.diagnostics);
    const { bundle, resolved } = variant;
    return bundle === undefined || resolved === undefined ? [] : [{ ...variant, bundle, resolved }];
  });
  const isSound = variants.length === paths.length;
  tellDiagnostics(isSound ? diagnostics.filter(isWarning) : diagnostics, sources, io);
  return isSound ? { variants: withDistinctNames(variants), realPaths, sources } : { realPaths, sources };
}

/** On standard error, where neither a story nor a result is disturbed. */
export function tellDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceText>,
  io: CommandIo,
): void {
  if (diagnostics.length === 0) return;
  const lines = diagnosticsText(diagnostics, { sources, paint: paintFor(io.errColors) });
  io.err(lines.map((line) => `${line}\n`).join(""));
}

export function isWarning({ severity }: Diagnostic): boolean {
  return severity === "warning";
}

function readVariant(path: string, host: FileHost, settings: readonly Setting[]) {
  const source = host.readScenario();
  if (!("file" in source)) return { name: path, path, diagnostics: [source] };
  const edited = withSettings(source, host, settings);
  const [problem] = edited.problems;
  if (problem !== undefined) throw new HostError(`--set ${problem.setting.name}: ${path}: ${problem.why}`);
  const reading = bundleScenario(edited.source, edited.host);
  return { ...reading, name: reading.resolved?.document.name ?? path, path };
}

/** Two scenarios of one name are told apart by their paths. */
function withDistinctNames(variants: readonly ScenarioVariant[]): ScenarioVariant[] {
  return variants.map((variant) => {
    const isAlone = variants.filter(({ name }) => name === variant.name).length === 1;
    return isAlone ? variant : { ...variant, name: `${variant.name} (${variant.path})` };
  });
}

function settingFrom(text: string): Setting {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new HostError(`--set ${text}: expected name=value, such as zosmf.startDuration=4m`);
  if (!isParameter(name.trim()))
    throw new HostError(`--set ${text}: no model has that parameter; sysplex parameters prints all`);
  return { name: name.trim(), value: value.trim() };
}

/**
 * A scenario with the text of every file that it names: all that another thread or machine needs to run it.
 *
 * Paths are those that the scenario asks its host for, relative to the scenario's folder.
 */
import {
  diagnoseFiles,
  readScenario,
  resolveScenario,
  type HostReading,
  type Resolution,
  type ResolvedScenario,
  type ScenarioHost,
} from "@sysplex/scenario";
import type { Diagnostic, SourceText } from "@sysplex/sysplex";

export interface ScenarioBundle {
  /** The scenario file's text. */
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
}

/** One of the things that a study sets against each other: a name and what is run. */
export interface Variant {
  readonly name: string;
  readonly bundle: ScenarioBundle;
}

/** What diagnostics call the scenario file of a bundle. */
const MAIN_FILE = "scenario.yaml";

/** Reads from the bundle; what is not in it does not exist. */
class BundleHost implements ScenarioHost {
  constructor(private readonly bundle: ScenarioBundle) {}

  readText(path: string): HostReading {
    const text = Object.hasOwn(this.bundle.files, path) ? this.bundle.files[path] : undefined;
    return text === undefined
      ? { ok: false, problem: "missing" }
      : { ok: true, source: { file: path, text } };
  }
}

/** Hands on what another host reads, and keeps it. */
class RecordingHost implements ScenarioHost {
  readonly files: Record<string, string> = {};

  constructor(private readonly host: ScenarioHost) {}

  readText(path: string): HostReading {
    const reading = this.host.readText(path);
    if (reading.ok) this.files[path] = reading.source.text;
    return reading;
  }
}

export interface BundleReading {
  /** Absent when there is an error. */
  readonly bundle?: ScenarioBundle;
  readonly resolved?: ResolvedScenario;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a scenario and all that it names, once, and keeps the texts. */
export function bundleScenario(source: SourceText, host: ScenarioHost): BundleReading {
  const recording = new RecordingHost(host);
  const { resolved, diagnostics } = resolveWith(source, recording);
  if (resolved === undefined) return { diagnostics };
  const bundle = { main: source.text, files: sortedFiles(recording.files) };
  return { bundle, resolved, diagnostics };
}

export function resolveBundle(bundle: ScenarioBundle): Resolution {
  return resolveWith({ file: MAIN_FILE, text: bundle.main }, new BundleHost(bundle));
}

function resolveWith(source: SourceText, host: ScenarioHost): Resolution {
  const { scenario, parts, diagnostics } = readScenario(source, host);
  if (scenario === undefined) {
    const ofFiles = parts === undefined ? [] : diagnoseFiles(parts, host, []);
    return { diagnostics: [...diagnostics, ...ofFiles] };
  }
  const resolution = resolveScenario(scenario, host);
  return { ...resolution, diagnostics: [...diagnostics, ...resolution.diagnostics] };
}

function sortedFiles(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The file system as a scenario may see it: its own folder and the folders beside it, which `extends` needs.
 *
 * Paths are relative to the scenario's folder. What counts is where a path ends after every symbolic link was followed.
 */
import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, normalize, parse, relative, resolve, sep } from "node:path";
import type { HostProblem, HostReading, ScenarioHost } from "@sysplex/scenario";
import { type Diagnostic, type SourceText, diagnose } from "@sysplex/sysplex";
import { hostDiagnostics } from "./host-diagnostics.js";
import { type FileProblem, readTextFile } from "./read-text.js";

export class FileHost implements ScenarioHost {
  /** Files read so far, by the name that diagnostics show. */
  readonly sources = new Map<string, SourceText>();
  /** Where the files that were read really are. */
  readonly realPaths = new Set<string>();
  private readonly scenarioPath: string;
  private readonly showsAbsolute: boolean;

  constructor(
    path: string,
    private readonly cwd: string,
  ) {
    this.scenarioPath = resolve(cwd, path);
    this.showsAbsolute = isAbsolute(path);
  }

  /** The scenario file itself, or why there is nothing to run. */
  readScenario(): SourceText | Diagnostic {
    const reading = readTextFile(this.scenarioPath);
    if (reading.ok) return this.keep(this.scenarioPath, reading.text);
    const start = { offset: 0, line: 1, column: 1 };
    const range = { file: this.nameOf(this.scenarioPath), start, end: start };
    const why = WHY_NOT[reading.problem];
    return diagnose(hostDiagnostics, "SCENARIO_UNREADABLE", range, basename(this.scenarioPath), why);
  }

  readText(path: string): HostReading {
    if (isAbsolute(path) || path.includes("\0")) return { ok: false, problem: "outside" };
    const target = join(dirname(this.scenarioPath), normalize(path));
    const problem = this.problemOf(target);
    if (problem !== undefined) return { ok: false, problem };
    const reading = readTextFile(target);
    return reading.ok
      ? { ok: true, source: this.keep(target, reading.text) }
      : { ok: false, problem: HOST_PROBLEM[reading.problem] };
  }

  /** A path as written counts as well, so that nobody learns from an answer what lies outside. */
  private problemOf(target: string): HostProblem | undefined {
    const folder = dirname(this.scenarioPath);
    if (!isInside(target, rootFor(folder))) return "outside";
    try {
      return isInside(realpathSync(target), rootFor(realpathSync(folder))) ? undefined : "outside";
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return code === "ENOENT" || code === "ENOTDIR" ? "missing" : "unreadable";
    }
  }

  private keep(path: string, text: string): SourceText {
    const source = { file: this.nameOf(path), text };
    this.sources.set(source.file, source);
    this.realPaths.add(realpathSync(path));
    return source;
  }

  /** As the user named the scenario: relative to the working folder, or absolute. */
  private nameOf(path: string): string {
    const name = this.showsAbsolute ? path : relative(this.cwd, path);
    return name.split(sep).join("/");
  }
}

/** The folder above, for the scenarios beside this one; but never the root of a disk. */
function rootFor(folder: string): string {
  const above = dirname(folder);
  return above === parse(above).root ? folder : above;
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

const WHY_NOT: Readonly<Record<FileProblem, string>> = {
  missing: "does not exist",
  directory: "is a folder",
  notRegular: "is no regular file",
  forbidden: "cannot be read: permission denied",
  unreadable: "cannot be read",
  tooLarge: "is larger than 8 MiB",
};

const HOST_PROBLEM: Readonly<Record<FileProblem, HostProblem>> = {
  missing: "missing",
  directory: "unreadable",
  notRegular: "unreadable",
  forbidden: "unreadable",
  unreadable: "unreadable",
  tooLarge: "tooLarge",
};

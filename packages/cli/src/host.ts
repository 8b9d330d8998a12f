/**
 * The file system as a scenario may see it: its own folder and the folders beside it, which `extends` needs.
 *
 * Paths are relative to the scenario's folder. What counts is where a path ends after every symbolic link was followed.
 */
import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, normalize, parse, relative, resolve, sep } from "node:path";
import { HOST_PROBLEMS, type HostProblem, type HostReading, type ScenarioHost } from "@sysplex/scenario";
import { type Diagnostic, type SourceText, TextLines, checkText, diagnose } from "@sysplex/sysplex";
import { hostDiagnostics } from "./host-diagnostics.js";
import { readTextFile } from "./read-text.js";

/** What the decoder puts in place of bytes that are no UTF-8. */
const REPLACEMENT = "\uFFFD";

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
    const why = HOST_PROBLEMS[reading.problem];
    return diagnose(hostDiagnostics, "SCENARIO_UNREADABLE", range, basename(this.scenarioPath), why);
  }

  readText(path: string): HostReading {
    if (isAbsolute(path) || path.includes("\0")) return { ok: false, problem: "outside" };
    const target = join(dirname(this.scenarioPath), normalize(path));
    const problem = this.problemOf(target);
    if (problem !== undefined) return { ok: false, problem };
    const reading = readTextFile(target);
    return reading.ok ? { ok: true, source: this.keep(target, reading.text) } : reading;
  }

  /** Of each file that can be read as text: where the first bytes are that are no UTF-8. */
  undecoded(): Diagnostic[] {
    return [...this.sources.values()].flatMap((source) => {
      const first = source.text.indexOf(REPLACEMENT);
      if (first < 0 || checkText(source) !== undefined) return [];
      const range = new TextLines(source).range(first, first + 1);
      return [diagnose(hostDiagnostics, "NOT_UTF8", range, source.text.split(REPLACEMENT).length - 1)];
    });
  }

  /** A path as written counts as well, so that nobody learns from an answer what lies outside. */
  private problemOf(target: string): HostProblem | undefined {
    const folder = dirname(this.scenarioPath);
    if (!isInside(target, rootFor(folder))) return "outside";
    try {
      return isInside(realpathSync(target), rootFor(realpathSync(folder))) ? undefined : "outside";
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EACCES" || code === "EPERM") return "forbidden";
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
    return name === "" ? "." : name.split(sep).join("/");
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

/** The scenario of a study: beside the study file or in a folder next to it, as for `extends`. */
import type { StudyHost } from "@sysplex/experiment";
import type { SourceText } from "@sysplex/sysplex";
import { dirname, join } from "node:path";
import { FileHost } from "../host.js";

export class StudyFiles implements StudyHost {
  private scenario: FileHost | undefined;

  constructor(
    private readonly host: FileHost,
    private readonly studyPath: string,
    private readonly cwd: string,
  ) {}

  /** Files of the scenario that were read, by the names that diagnostics show. */
  get sources(): ReadonlyMap<string, SourceText> {
    return this.scenario?.sources ?? new Map<string, SourceText>();
  }

  openScenario(path: string): ReturnType<StudyHost["openScenario"]> {
    const reading = this.host.readText(path);
    if (!reading.ok) return reading;
    this.scenario = new FileHost(join(dirname(this.studyPath), path), this.cwd);
    return { ok: true, source: reading.source, host: this.scenario };
  }
}

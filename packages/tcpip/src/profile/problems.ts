/** Collects what a reader or resolver has to say about a profile, bounded however bad the profile is. */
import { diagnose, type Diagnostic, type SourceRange } from "@sysplex/sysplex";
import { profileDiagnostics } from "./diagnostics.js";

type Table = typeof profileDiagnostics;
export type ProfileDiagnosticCode = keyof Table & string;

/** @assumption Nobody reads more; a text that is no profile at all would have one for every line. */
export const MOST_PROBLEMS = 500;

export class Problems {
  private readonly collected: Diagnostic[] = [];
  private readonly reported = new Set<string>();

  get diagnostics(): readonly Diagnostic[] {
    return this.collected;
  }

  report<Code extends ProfileDiagnosticCode>(
    code: Code,
    range: SourceRange,
    ...args: Parameters<Table[Code]["text"]>
  ): void {
    this.add(diagnose(profileDiagnostics, code, range, ...args));
  }

  /** Only the first of its kind in each file. */
  reportOnce<Code extends ProfileDiagnosticCode>(
    code: Code,
    range: SourceRange,
    ...args: Parameters<Table[Code]["text"]>
  ): void {
    const key = `${code} ${range.file}`;
    if (this.reported.has(key)) return;
    this.reported.add(key);
    this.report(code, range, ...args);
  }

  add(diagnostic: Diagnostic): void {
    if (this.collected.length < MOST_PROBLEMS) this.collected.push(diagnostic);
    else if (this.collected.length === MOST_PROBLEMS) {
      this.collected.push(diagnose(profileDiagnostics, "FURTHER_PROBLEMS", diagnostic.range, MOST_PROBLEMS));
    }
  }
}

/** Collects what a reader or resolver has to say about a profile, bounded however bad the profile is. */
import { diagnose, type Diagnostic, hasErrors, type SourceRange } from "@sysplex/sysplex";
import { profileDiagnostics } from "./diagnostics.js";

type Table = typeof profileDiagnostics;
export type ProfileDiagnosticCode = keyof Table & string;

/** @assumption Nobody reads more; a text that is no profile at all would have one for every line. */
export const MOST_PROBLEMS = 500;

export class Problems {
  private readonly collected: Diagnostic[] = [];
  private readonly reported = new Set<string>();
  private isFull = false;

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

  /** Beyond the limit only the first error is kept, as it decides whether the profile can be used at all. */
  add(diagnostic: Diagnostic): void {
    const isFirstError = diagnostic.severity === "error" && !hasErrors(this.collected);
    if (this.collected.length < MOST_PROBLEMS || isFirstError) this.collected.push(diagnostic);
    else if (!this.isFull) {
      this.isFull = true;
      this.collected.push(diagnose(profileDiagnostics, "FURTHER_PROBLEMS", diagnostic.range, MOST_PROBLEMS));
    }
  }
}

/**
 * Which policy of a file is active: the administrative data utility defines the file's policies, and one of them is
 * started.
 *
 * The utility defines nothing when its input has a mistake: then no policy is active.
 * @source z/OS MVS Setting Up a Sysplex, "Administrative data utility".
 */
import { type Diagnostic, diagnose, hasErrors } from "../../text/diagnostic.js";
import type { DiagnosticList, listDiagnostics } from "../../text/diagnostic-list.js";
import { didYouMean } from "../../text/did-you-mean.js";
import type { SourceRange } from "../../text/position.js";
import { fold } from "../keyword/statements.js";
import { refusedByUtility, type policyDiagnostics } from "./utility-diagnostics.js";

/** What is coded in every DEFINE POLICY, whatever its type. */
export interface DefinedPolicy {
  readonly name: string;
  readonly range: SourceRange;
  readonly replace: boolean;
}

export interface ResolvedPolicy<Policy> {
  /**
   * Absent when the utility would refuse the file, or when it defines no policy or not the one that is wanted; a
   * diagnostic says so.
   */
  readonly policy?: Policy;
  readonly diagnostics: readonly Diagnostic[];
}

export interface DefinedPolicies<Coded extends DefinedPolicy, Policy> {
  readonly file: string;
  /** In the order of the file. */
  readonly policies: readonly Coded[];
  /** The active policy; may be left out where the file defines only one. */
  readonly wanted: string | undefined;
  readonly table: PolicyTable;
  /** What has been said about the file so far, by rows of `table`. */
  readonly problems: Problems;
  /** Fills in the defaults of the policy that is active. */
  readonly complete: (coded: Coded) => Policy;
}

type PolicyTable = ReturnType<typeof policyDiagnostics>;
type Problems = DiagnosticList<PolicyTable>;

export function resolveActivePolicy<Coded extends DefinedPolicy, Policy>(
  defined: DefinedPolicies<Coded, Policy>,
): ResolvedPolicy<Policy> {
  const { file, table, problems, complete } = defined;
  const policies = withoutRepeated(defined.policies, problems);
  const wanted = defined.wanted === undefined ? undefined : fold(defined.wanted);
  const chosen = choosePolicy(policies, wanted, file, problems);
  if (chosen === undefined) return { diagnostics: problems.inOrder() };
  const policy = complete(chosen);
  const mistakes = mistakesIn(problems.inOrder(), table);
  if (mistakes === 0) return { policy, diagnostics: problems.inOrder() };
  problems.add([diagnose(table, "NO_POLICY_ACTIVE", chosen.range, mistakes)]); // However long the list is.
  return { diagnostics: problems.inOrder() };
}

/** Of diagnostics that are only counted, one may be a mistake. */
function mistakesIn(diagnostics: readonly Diagnostic[], table: PolicyTable): number {
  const counted: keyof typeof listDiagnostics = "MORE_DIAGNOSTICS";
  const refused = refusedByUtility(table);
  return diagnostics.filter(({ code }) => refused.has(code) || code === counted).length;
}

/** Of two policies with one name the first, unless the later one has REPLACE(YES). */
function withoutRepeated<Coded extends DefinedPolicy>(
  policies: readonly Coded[],
  problems: Problems,
): ReadonlyMap<string, Coded> {
  const byName = new Map<string, Coded>();
  for (const policy of policies) {
    const earlier = byName.get(policy.name);
    if (earlier !== undefined) {
      const code = policy.replace ? "POLICY_REPLACED" : "POLICY_TWICE";
      problems.report(code, policy.range, policy.name, earlier.range.start.line);
      if (!policy.replace) continue;
    }
    byName.set(policy.name, policy);
  }
  return byName;
}

function choosePolicy<Coded extends DefinedPolicy>(
  policies: ReadonlyMap<string, Coded>,
  wanted: string | undefined,
  file: string,
  problems: Problems,
): Coded | undefined {
  const names = [...policies.keys()];
  const [first] = policies.values();
  const chosen = wanted === undefined ? first : policies.get(wanted);
  if (first === undefined) {
    if (hasErrors(problems.inOrder())) return undefined; // It may stand in what could not be read.
    problems.report("NO_POLICY", startOf(file));
  } else if (chosen === undefined && wanted !== undefined) {
    problems.report("POLICY_NOT_FOUND", startOf(file), wanted, names, didYouMean(wanted, names));
  } else if (wanted === undefined && names.length > 1) {
    problems.report("SEVERAL_POLICIES", first.range, first.name, names);
  }
  return chosen;
}

function startOf(file: string): SourceRange {
  const start = { offset: 0, line: 1, column: 1 };
  return { file, start, end: start };
}

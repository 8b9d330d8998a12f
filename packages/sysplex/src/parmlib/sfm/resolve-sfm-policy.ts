/**
 * From the statements of an SFM policy to what applies to each system.
 *
 * Attributes of SYSTEM NAME(*) apply to systems that are not named, and to named ones that do not code the attribute
 * themselves. Action and SSUMLIMIT together are one attribute.
 * The utility defines nothing when its input has a mistake: then no policy is active.
 * @source z/OS MVS Setting Up a Sysplex, "Assigning defaults using an *".
 */
import { inSeconds, seconds } from "@sysplex/sim-core";
import { type Diagnostic, diagnose, hasErrors } from "../../text/diagnostic.js";
import { DiagnosticList, type listDiagnostics } from "../../text/diagnostic-list.js";
import { didYouMean } from "../../text/did-you-mean.js";
import type { SfmAction, SfmPolicy, SfmSystemPolicy } from "../couple-configuration.js";
import type { SourceRange } from "../../text/position.js";
import { fold } from "../keyword/statements.js";
import { type CodedPolicy, type CodedSystem, readCodedPolicies } from "./coded-policy.js";
import type { SfmDocument } from "./read-sfm-policy.js";
import { refusedByUtility, sfmDiagnostics } from "./sfm-diagnostics.js";
import { ISOLATETIME_SECONDS_DEFAULT, WEIGHT_DEFAULT } from "./sfm-statements.js";

export interface ResolvedSfmPolicy {
  /**
   * Absent when the utility would refuse the file, or when it defines no policy or not the one that is wanted; a
   * diagnostic says so.
   */
  readonly policy?: SfmPolicy;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param policyName The active policy; may be left out where the file defines only one. */
export function resolveSfmPolicy(document: SfmDocument, policyName?: string): ResolvedSfmPolicy {
  const problems = new DiagnosticList(sfmDiagnostics);
  problems.add(document.diagnostics);
  const policies = withoutRepeated(readCodedPolicies(document.statements, problems), problems);
  const wanted = policyName === undefined ? undefined : fold(policyName);
  const chosen = choosePolicy(policies, wanted, document.file, problems);
  const policy = chosen && completePolicy(chosen, document.file, problems);
  if (policy === undefined) return { diagnostics: problems.inOrder() };
  const mistakes = problems.inOrder().filter(isMistake);
  if (mistakes.length === 0) return { policy, diagnostics: problems.inOrder() };
  const range = chosen?.range ?? startOf(document.file);
  problems.add([diagnose(sfmDiagnostics, "NO_POLICY_ACTIVE", range, mistakes.length)]); // However long the list is.
  return { diagnostics: problems.inOrder() };
}

/** Of diagnostics that are only counted, one may be a mistake. */
function isMistake({ code }: Diagnostic): boolean {
  const counted: keyof typeof listDiagnostics = "MORE_DIAGNOSTICS";
  return refusedByUtility.has(code) || code === counted;
}

function startOf(file: string): SourceRange {
  const start = { offset: 0, line: 1, column: 1 };
  return { file, start, end: start };
}

/** What the policy says about one system. */
export function sfmPolicyFor(policy: SfmPolicy, system: string): SfmSystemPolicy {
  return (Object.hasOwn(policy.systems, system) ? policy.systems[system] : undefined) ?? policy.otherSystems;
}

type Problems = DiagnosticList<typeof sfmDiagnostics>;
type Policies = ReadonlyMap<string, CodedPolicy>;

/** Of two policies with one name the first, unless the later one has REPLACE(YES). */
function withoutRepeated(policies: readonly CodedPolicy[], problems: Problems): Policies {
  const byName = new Map<string, CodedPolicy>();
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

function choosePolicy(
  policies: Policies,
  wanted: string | undefined,
  file: string,
  problems: Problems,
): CodedPolicy | undefined {
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

function completePolicy(policy: CodedPolicy, file: string, problems: Problems): SfmPolicy {
  const byName = new Map<string, CodedSystem>();
  for (const system of policy.systems) {
    const earlier = byName.get(system.name);
    if (earlier !== undefined) {
      problems.report("SYSTEM_TWICE", system.range, system.name, earlier.range.start.line);
    }
    byName.set(system.name, system);
  }
  const others = byName.get("*");
  byName.delete("*");
  // Whoever names every system needs no NAME(*), and is not asked for its action.
  const otherSystems =
    others === undefined && byName.size > 0
      ? { action: DEFAULT_ACTION, weight: WEIGHT_DEFAULT }
      : completeSystem(others ?? { name: "*", range: policy.range }, undefined, problems);
  const named = [...byName].map(([name, coded]) => [name, completeSystem(coded, others, problems)] as const);
  const { name, connFail } = policy;
  return { name, file, connFail, otherSystems, systems: Object.fromEntries(named) };
}

const DEFAULT_ACTION: SfmAction = { kind: "isolate", after: seconds(ISOLATETIME_SECONDS_DEFAULT) };

function completeSystem(
  coded: CodedSystem,
  others: CodedSystem | undefined,
  problems: Problems,
): SfmSystemPolicy {
  const { action, ssumLimit } = actionAndLimit(coded, others, problems);
  const limit = ssumLimit === undefined || ssumLimit === "none" ? {} : { ssumLimit };
  return {
    action: action ?? DEFAULT_ACTION,
    ...limit,
    weight: coded.weight ?? others?.weight ?? WEIGHT_DEFAULT,
  };
}

/**
 * The combination is taken whole, from the system's own statement or from NAME(*).
 *
 * @assumption An SSUMLIMIT without an action is coded all the same, so nothing is inherited; what the utility does is not known.
 */
function actionAndLimit(
  coded: CodedSystem,
  others: CodedSystem | undefined,
  problems: Problems,
): Pick<CodedSystem, "action" | "ssumLimit"> {
  const { name, range, action, ssumLimit } = coded;
  if (action !== undefined) {
    const lost = others?.ssumLimit;
    if (ssumLimit === undefined && lost !== undefined && lost !== "none") {
      problems.report("SSUMLIMIT_NOT_INHERITED", range, name, `${inSeconds(lost)}`);
    }
    return coded;
  }
  if (ssumLimit !== undefined) {
    problems.report("SSUMLIMIT_WITHOUT_ACTION", range, name);
    return coded;
  }
  // NAME(*) itself without an action has been reported once, for all that inherit from it.
  if (others === undefined) problems.report("ACTION_BY_DEFAULT", range, name);
  return others ?? {};
}

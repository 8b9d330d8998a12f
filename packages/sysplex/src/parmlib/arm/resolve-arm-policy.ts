/**
 * From the statements of an ARM policy to what applies to each element.
 *
 * The utility defines nothing when its input has a mistake: then no policy is active.
 * @source z/OS MVS Setting Up a Sysplex, "Automatic restart management parameters for administrative data utility".
 */
import { seconds } from "@sysplex/sim-core";
import { type Diagnostic, diagnose, hasErrors } from "../../text/diagnostic.js";
import { DiagnosticList, type listDiagnostics } from "../../text/diagnostic-list.js";
import { didYouMean } from "../../text/did-you-mean.js";
import type { SourceRange } from "../../text/position.js";
import { fold } from "../keyword/statements.js";
import { armDiagnostics, refusedByArmUtility } from "./arm-diagnostics.js";
import type { ArmElementPolicy, ArmMethod, ArmPolicy, ArmRestartGroup } from "./arm-policy.js";
import { ATTEMPTS_DEFAULT, CLEANUP_SECONDS_DEFAULT, TIMEOUT_SECONDS_DEFAULT } from "./arm-statements.js";
import {
  type ArmProblems,
  type CodedArmPolicy,
  type CodedElement,
  type CodedGroup,
  readCodedArmPolicies,
  secondsOf,
} from "./coded-arm-policy.js";
import type { ArmDocument } from "./read-arm-policy.js";

export interface ResolvedArmPolicy {
  /**
   * Absent when the utility would refuse the file, or when it defines no policy or not the one that is wanted; a
   * diagnostic says so.
   */
  readonly policy?: ArmPolicy;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param policyName The active policy; may be left out where the file defines only one. */
export function resolveArmPolicy(document: ArmDocument, policyName?: string): ResolvedArmPolicy {
  const problems = new DiagnosticList(armDiagnostics);
  problems.add(document.diagnostics);
  const policies = withoutRepeated(readCodedArmPolicies(document.statements, problems), problems);
  const wanted = policyName === undefined ? undefined : fold(policyName);
  const chosen = choosePolicy(policies, wanted, document.file, problems);
  const policy = chosen && completePolicy(chosen, document.file, problems);
  if (policy === undefined) return { diagnostics: problems.inOrder() };
  const mistakes = problems.inOrder().filter(isMistake);
  if (mistakes.length === 0) return { policy, diagnostics: problems.inOrder() };
  const range = chosen?.range ?? startOf(document.file);
  problems.add([diagnose(armDiagnostics, "NO_POLICY_ACTIVE", range, mistakes.length)]); // However long the list is.
  return { diagnostics: problems.inOrder() };
}

/** Of diagnostics that are only counted, one may be a mistake. */
function isMistake({ code }: Diagnostic): boolean {
  const counted: keyof typeof listDiagnostics = "MORE_DIAGNOSTICS";
  return refusedByArmUtility.has(code) || code === counted;
}

function startOf(file: string): SourceRange {
  const start = { offset: 0, line: 1, column: 1 };
  return { file, start, end: start };
}

type Policies = ReadonlyMap<string, CodedArmPolicy>;

/** Of two policies with one name the first, unless the later one has REPLACE(YES). */
function withoutRepeated(policies: readonly CodedArmPolicy[], problems: ArmProblems): Policies {
  const byName = new Map<string, CodedArmPolicy>();
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
  problems: ArmProblems,
): CodedArmPolicy | undefined {
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

function completePolicy(policy: CodedArmPolicy, file: string, problems: ArmProblems): ArmPolicy {
  reportRepeated(policy.groups, "GROUP_TWICE", problems);
  reportRepeated(
    policy.groups.flatMap(({ elements }) => elements),
    "ELEMENT_TWICE",
    problems,
  );
  const groups = policy.groups.map((group) => completeGroup(group, problems));
  return { name: policy.name, file, order: policy.order, groups };
}

function reportRepeated(
  coded: readonly { readonly name: string; readonly range: SourceRange }[],
  code: "GROUP_TWICE" | "ELEMENT_TWICE",
  problems: ArmProblems,
): void {
  const lines = new Map<string, number>();
  for (const { name, range } of coded) {
    const earlier = lines.get(name);
    if (earlier === undefined) lines.set(name, range.start.line);
    else problems.report(code, range, name, earlier);
  }
}

function completeGroup({ name, values, elements }: CodedGroup, problems: ArmProblems): ArmRestartGroup {
  const systems = values.get("TARGET_SYSTEM") ?? ["*"];
  return {
    name,
    targetSystems: systems[0] === "*" ? "any" : systems,
    pacing: secondsOf(values, "RESTART_PACING", 0),
    elements: elements.map((element) => completeElement(element, problems)),
  };
}

const PERSIST: ArmMethod = { kind: "persist" };

function completeElement(coded: CodedElement, problems: ArmProblems): ArmElementPolicy {
  const { name, range, values, onElementEnd = PERSIST, onSystemEnd = PERSIST } = coded;
  const termType = values.get("TERMTYPE")?.[0] as ArmElementPolicy["termType"];
  const [max, within] = values.get("RESTART_ATTEMPTS") ?? [];
  if (termType === "ELEMTERM" && onSystemEnd.kind !== "persist") {
    problems.report("TERMTYPE_AGAINST_METHOD", range, name);
  }
  if (max !== undefined && Number(max) === 0) problems.report("NO_RESTARTS", range, name);
  return {
    element: name,
    attempts: {
      max: Number(max ?? ATTEMPTS_DEFAULT.max),
      within: seconds(Number(within ?? ATTEMPTS_DEFAULT.seconds)),
    },
    restartTimeout: secondsOf(values, "RESTART_TIMEOUT", TIMEOUT_SECONDS_DEFAULT),
    readyTimeout: secondsOf(values, "READY_TIMEOUT", TIMEOUT_SECONDS_DEFAULT),
    cleanupTimeout: secondsOf(values, "CLEANUP_TIMEOUT", CLEANUP_SECONDS_DEFAULT),
    ...(termType === undefined ? {} : { termType }),
    onElementEnd,
    onSystemEnd,
  };
}

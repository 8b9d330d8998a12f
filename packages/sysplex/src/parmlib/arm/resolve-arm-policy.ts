/**
 * From the statements of an ARM policy to what applies to each element.
 *
 * @source z/OS MVS Setting Up a Sysplex, "Automatic restart management parameters for administrative data utility".
 */
import { seconds } from "@sysplex/sim-core";
import { DiagnosticList } from "../../text/diagnostic-list.js";
import type { SourceRange } from "../../text/position.js";
import { type ResolvedPolicy, resolveActivePolicy } from "../utility/active-policy.js";
import { armDiagnostics } from "./arm-diagnostics.js";
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

export type ResolvedArmPolicy = ResolvedPolicy<ArmPolicy>;

/** @param policyName The active policy; may be left out where the file defines only one. */
export function resolveArmPolicy(document: ArmDocument, policyName?: string): ResolvedArmPolicy {
  const problems = new DiagnosticList(armDiagnostics);
  problems.add(document.diagnostics);
  return resolveActivePolicy({
    file: document.file,
    policies: readCodedArmPolicies(document.statements, problems),
    wanted: policyName,
    table: armDiagnostics,
    problems,
    complete: (policy) => completePolicy(policy, document.file, problems),
  });
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

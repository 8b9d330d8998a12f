/**
 * From the statements of an SFM policy to what applies to each system.
 *
 * Attributes of SYSTEM NAME(*) apply to systems that are not named, and to named ones that do not code the attribute
 * themselves. Action and SSUMLIMIT together are one attribute.
 * @source z/OS MVS Setting Up a Sysplex, "Assigning defaults using an *".
 */
import { inSeconds, seconds } from "@sysplex/sim-core";
import { DiagnosticList } from "../../text/diagnostic-list.js";
import type { SfmAction, SfmPolicy, SfmSystemPolicy } from "../couple-configuration.js";
import { type ResolvedPolicy, resolveActivePolicy } from "../utility/active-policy.js";
import { type CodedPolicy, type CodedSystem, readCodedPolicies } from "./coded-policy.js";
import type { SfmDocument } from "./read-sfm-policy.js";
import { sfmDiagnostics } from "./sfm-diagnostics.js";
import { ISOLATETIME_SECONDS_DEFAULT, WEIGHT_DEFAULT } from "./sfm-statements.js";

export type ResolvedSfmPolicy = ResolvedPolicy<SfmPolicy>;

/** @param policyName The active policy; may be left out where the file defines only one. */
export function resolveSfmPolicy(document: SfmDocument, policyName?: string): ResolvedSfmPolicy {
  const problems = new DiagnosticList(sfmDiagnostics);
  problems.add(document.diagnostics);
  return resolveActivePolicy({
    file: document.file,
    policies: readCodedPolicies(document.statements, problems),
    wanted: policyName,
    table: sfmDiagnostics,
    problems,
    complete: (policy) => completePolicy(policy, document.file, problems),
  });
}

/** What the policy says about one system. */
export function sfmPolicyFor(policy: SfmPolicy, system: string): SfmSystemPolicy {
  return (Object.hasOwn(policy.systems, system) ? policy.systems[system] : undefined) ?? policy.otherSystems;
}

type Problems = DiagnosticList<typeof sfmDiagnostics>;

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

/**
 * From the statements of an SFM policy to what applies to each system.
 *
 * Attributes of SYSTEM NAME(*) apply to systems that are not named, and to named ones that do not code the attribute
 * themselves. Action and SSUMLIMIT together are one attribute.
 * @source z/OS MVS Setting Up a Sysplex, "Assigning defaults using an *".
 */
import { type Duration, inSeconds, seconds } from "@sysplex/sim-core";
import { type Diagnostic, diagnose } from "../../text/diagnostic.js";
import { didYouMean } from "../../text/did-you-mean.js";
import type { SourceRange } from "../../text/position.js";
import type { SfmAction, SfmPolicy, SfmSystemPolicy } from "../couple-configuration.js";
import type { StatementTable } from "../keyword/keyword-table.js";
import { fold, inOrder, type KeywordOperand, type KeywordStatement } from "../keyword/statements.js";
import { isName, numberBetween } from "../keyword/values.js";
import type { SfmDocument } from "./read-sfm-policy.js";
import { sfmDiagnostics } from "./sfm-diagnostics.js";
import {
  ACTION_SECONDS_MAX,
  CONNFAIL_DEFAULT,
  HANG_SECONDS_MAX,
  ISOLATETIME_SECONDS_DEFAULT,
  sfmStatements,
  WEIGHT_DEFAULT,
  WEIGHT_MAX,
  WEIGHT_MIN,
} from "./sfm-statements.js";

export interface ResolvedSfmPolicy {
  /** Absent when the file defines no policy, or not the one that is wanted; a diagnostic says so. */
  readonly policy?: SfmPolicy;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param policyName The active policy; may be left out where the file defines only one. */
export function resolveSfmPolicy(document: SfmDocument, policyName?: string): ResolvedSfmPolicy {
  const resolver = new SfmResolver(document);
  const policy = resolver.resolve(policyName);
  const diagnostics = inOrder(resolver.diagnostics);
  return policy === undefined ? { diagnostics } : { policy, diagnostics };
}

/** What the policy says about one system. */
export function sfmPolicyFor(policy: SfmPolicy, system: string): SfmSystemPolicy {
  return (Object.hasOwn(policy.systems, system) ? policy.systems[system] : undefined) ?? policy.otherSystems;
}

/** One SYSTEM statement as it is coded: what it leaves out is absent. */
interface CodedSystem {
  readonly name: string;
  readonly range: SourceRange;
  action?: SfmAction;
  ssumLimit?: Duration | "none";
  weight?: number;
}

interface CodedPolicy {
  readonly name: string;
  readonly range: SourceRange;
  readonly connFail: boolean;
  readonly replace: boolean;
  readonly systems: CodedSystem[];
}

type Operands = ReadonlyMap<string, KeywordOperand>;

class SfmResolver {
  readonly diagnostics: Diagnostic[];

  constructor(private readonly document: SfmDocument) {
    this.diagnostics = [...document.diagnostics];
  }

  resolve(wanted: string | undefined): SfmPolicy | undefined {
    const policies = this.readPolicies(this.statementsForSfm());
    const policy = this.choose(policies, wanted === undefined ? undefined : fold(wanted));
    return policy && this.complete(policy);
  }

  /** Without the statements behind a DATA statement of another type. */
  private statementsForSfm(): KeywordStatement[] {
    let isSfm = true;
    return this.document.statements.filter((statement) => {
      if (statement.keyword !== "DATA") return isSfm;
      const type = this.readOperands(statement).get("TYPE");
      isSfm = type === undefined || type.values?.[0]?.text === "SFM";
      if (!isSfm) this.report("OTHER_TYPE", statement.range, type?.values?.[0]?.text ?? "");
      return false;
    });
  }

  private readPolicies(statements: readonly KeywordStatement[]): CodedPolicy[] {
    const policies: CodedPolicy[] = [];
    let current: CodedPolicy | undefined;
    let outside = true;
    for (const statement of statements) {
      if (statement.keyword === "DEFINE") {
        current = this.readPolicy(statement);
        outside = false;
        if (current !== undefined) policies.push(current);
      } else if (statement.keyword === "SYSTEM") {
        const system = this.readSystem(statement);
        if (outside) this.report("OUTSIDE_POLICY", statement.keywordRange, statement.keyword);
        else if (system !== undefined) current?.systems.push(system);
      } else if (!Object.hasOwn(sfmStatements, statement.keyword)) {
        const meant = didYouMean(statement.keyword, Object.keys(sfmStatements));
        this.report("UNKNOWN_STATEMENT", statement.keywordRange, statement.keyword, meant);
      }
    }
    this.reportNotModelled(statements);
    return policies;
  }

  private readPolicy(statement: KeywordStatement): CodedPolicy | undefined {
    const operands = this.readOperands(statement);
    const name = operands.get("NAME")?.values?.[0]?.text;
    if (name === undefined) {
      this.report("NO_POLICY_NAME", statement.keywordRange);
      return undefined;
    }
    const connFail = operands.get("CONNFAIL")?.values?.[0]?.text;
    return {
      name,
      range: statement.range,
      connFail: connFail === undefined ? CONNFAIL_DEFAULT : connFail === "YES",
      replace: operands.get("REPLACE")?.values?.[0]?.text === "YES",
      systems: [],
    };
  }

  private readSystem(statement: KeywordStatement): CodedSystem | undefined {
    const operands = this.readOperands(statement);
    const name = operands.get("NAME")?.values?.[0]?.text;
    if (name === undefined) {
      this.report("NO_SYSTEM_NAME", statement.keywordRange);
      return undefined;
    }
    const system: CodedSystem = { name, range: statement.range };
    const action = this.readAction(operands);
    const ssumLimit = operands.get("SSUMLIMIT")?.values?.[0]?.text;
    const weight = operands.get("WEIGHT")?.values?.[0]?.text;
    if (action !== undefined) system.action = action;
    if (ssumLimit !== undefined)
      system.ssumLimit = ssumLimit === "NONE" ? "none" : seconds(Number(ssumLimit));
    if (weight !== undefined) system.weight = Number(weight);
    return system;
  }

  private readAction(operands: Operands): SfmAction | undefined {
    let action: SfmAction | undefined;
    let earlier: string | undefined;
    for (const { keyword, keywordRange, values } of operands.values()) {
      const kind = ACTIONS[keyword];
      if (kind === undefined) continue;
      if (earlier !== undefined) this.report("SEVERAL_ACTIONS", keywordRange, keyword, earlier);
      action = kind === "prompt" ? { kind } : { kind, after: seconds(Number(values?.[0]?.text)) };
      earlier = keyword;
    }
    return action;
  }

  /** The operands that the statement may have and whose values are of the right form; of two alike the last. */
  private readOperands({ keyword: statement, values, range, operands }: KeywordStatement): Operands {
    const table: StatementTable = sfmStatements;
    const keywords = table[statement]?.keywords ?? {};
    const known = new Map<string, KeywordOperand>();
    if (values !== undefined) this.report("BAD_VALUE", range, statement, textOf(values), "");
    for (const operand of operands) {
      const { keyword, keywordRange } = operand;
      const row = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
      const earlier = known.get(keyword);
      if (row === undefined) {
        const meant = didYouMean(keyword, [...Object.keys(keywords), ...Object.keys(sfmStatements)]);
        this.report("UNKNOWN_KEYWORD", keywordRange, keyword, statement, meant);
        continue;
      }
      if (earlier !== undefined) {
        this.report("KEYWORD_TWICE", keywordRange, keyword, earlier.keywordRange.start.line);
        known.delete(keyword);
      }
      if (hasForm(statement, operand)) known.set(keyword, operand);
      else this.report("BAD_VALUE", operand.range, keyword, textOf(operand.values), row.form);
    }
    return known;
  }

  private choose(policies: readonly CodedPolicy[], wanted: string | undefined): CodedPolicy | undefined {
    const byName = new Map<string, CodedPolicy>();
    for (const policy of policies) {
      const earlier = byName.get(policy.name);
      if (earlier !== undefined) {
        this.report("POLICY_TWICE", policy.range, policy.name, earlier.range.start.line, policy.replace);
        if (!policy.replace) continue;
      }
      byName.set(policy.name, policy);
    }
    const names = [...byName.keys()];
    const [first] = byName.values();
    const start = { offset: 0, line: 1, column: 1 };
    const range = { file: this.document.file, start, end: start };
    if (first === undefined) {
      this.report("NO_POLICY", range);
    } else if (wanted === undefined) {
      if (names.length > 1) this.report("SEVERAL_POLICIES", first.range, first.name, names);
      return first;
    } else if (!byName.has(wanted)) {
      this.report("POLICY_NOT_FOUND", range, wanted, names, didYouMean(wanted, names));
    }
    return wanted === undefined ? undefined : byName.get(wanted);
  }

  private complete({ name, range, connFail, systems }: CodedPolicy): SfmPolicy {
    const byName = new Map<string, CodedSystem>();
    for (const system of systems) {
      const earlier = byName.get(system.name);
      if (earlier !== undefined) {
        this.report("SYSTEM_TWICE", system.range, system.name, earlier.range.start.line);
      }
      byName.set(system.name, system);
    }
    const others = byName.get("*");
    byName.delete("*");
    // Whoever names every system needs no NAME(*), and is not asked for its action.
    const otherSystems =
      others === undefined && byName.size > 0
        ? { action: DEFAULT_ACTION, weight: WEIGHT_DEFAULT }
        : this.completeSystem(others ?? { name: "*", range }, undefined);
    const named = [...byName].map(([system, coded]) => [system, this.completeSystem(coded, others)] as const);
    return { name, file: this.document.file, connFail, otherSystems, systems: Object.fromEntries(named) };
  }

  private completeSystem(coded: CodedSystem, others: CodedSystem | undefined): SfmSystemPolicy {
    const { action, ssumLimit } = this.actionAndLimit(coded, others);
    const weight = coded.weight ?? others?.weight ?? WEIGHT_DEFAULT;
    const limit = ssumLimit === undefined || ssumLimit === "none" ? {} : { ssumLimit };
    return { action: action ?? DEFAULT_ACTION, ...limit, weight };
  }

  /** The combination is taken whole, from the system's own statement or from NAME(*). */
  private actionAndLimit(
    coded: CodedSystem,
    others: CodedSystem | undefined,
  ): Pick<CodedSystem, "action" | "ssumLimit"> {
    const { name, range, action, ssumLimit } = coded;
    if (action !== undefined) {
      const lost = others?.ssumLimit;
      if (ssumLimit === undefined && lost !== undefined && lost !== "none") {
        this.report("SSUMLIMIT_NOT_INHERITED", range, name, `${inSeconds(lost)}`);
      }
      return coded;
    }
    if (ssumLimit !== undefined) {
      this.report("SSUMLIMIT_WITHOUT_ACTION", range, name);
      return coded;
    }
    // NAME(*) itself without an action has been reported once, for all that inherit from it.
    if (others === undefined) this.report("ACTION_BY_DEFAULT", range, name);
    return others ?? {};
  }

  private reportNotModelled(statements: readonly KeywordStatement[]): void {
    for (const keyword of ["RECONFIG", "DELETE"] as const) {
      const alike = statements.filter((statement) => statement.keyword === keyword);
      const first = alike[0];
      if (first !== undefined) this.report("NOT_MODELLED", first.keywordRange, keyword, alike.length);
    }
  }

  private report<Code extends keyof typeof sfmDiagnostics>(
    code: Code,
    range: SourceRange,
    ...args: Parameters<(typeof sfmDiagnostics)[Code]["text"]>
  ): void {
    this.diagnostics.push(diagnose(sfmDiagnostics, code, range, ...args));
  }
}

const ACTIONS: Readonly<Record<string, SfmAction["kind"] | undefined>> = {
  PROMPT: "prompt",
  ISOLATETIME: "isolate",
  DEACTTIME: "deactivate",
  RESETTIME: "reset",
};

const DEFAULT_ACTION: SfmAction = { kind: "isolate", after: seconds(ISOLATETIME_SECONDS_DEFAULT) };

/** Whether the operand's value is of the form that the table of statements describes. */
function hasForm(statement: string, { keyword, values }: KeywordOperand): boolean {
  if (keyword === "POLICY" || keyword === "PROMPT") return values === undefined;
  const text = values?.[0]?.text;
  if (text === undefined || values?.length !== 1) return false;
  switch (keyword) {
    case "NAME":
      return isName(text) || (statement === "SYSTEM" && text === "*");
    case "CONNFAIL":
    case "REPLACE":
    case "REPORT":
      return text === "YES" || text === "NO";
    case "ISOLATETIME":
    case "DEACTTIME":
    case "RESETTIME":
      return numberBetween(text, 0, ACTION_SECONDS_MAX) !== undefined;
    case "SSUMLIMIT":
      return text === "NONE" || numberBetween(text, 0, ACTION_SECONDS_MAX) !== undefined;
    case "WEIGHT":
      return numberBetween(text, WEIGHT_MIN, WEIGHT_MAX) !== undefined;
    case "CFSTRHANGTIME":
    case "MEMSTALLTIME":
      return text === "NO" || numberBetween(text, 0, HANG_SECONDS_MAX) !== undefined;
    default:
      return true;
  }
}

function textOf(values: KeywordOperand["values"]): string {
  return (values ?? []).map(({ text }) => text).join(",");
}

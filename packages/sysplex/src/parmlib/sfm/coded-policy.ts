/** The policies of a file as they are coded: values checked, nothing inherited, what is left out absent. */
import { type Duration, seconds } from "@sysplex/sim-core";
import type { DiagnosticList } from "../../text/diagnostic-list.js";
import { didYouMean } from "../../text/did-you-mean.js";
import type { SourceRange } from "../../text/position.js";
import type { SfmAction } from "../couple-configuration.js";
import type { StatementTable } from "../keyword/keyword-table.js";
import type { KeywordOperand, KeywordStatement } from "../keyword/statements.js";
import { isName, numberBetween } from "../keyword/values.js";
import type { sfmDiagnostics } from "./sfm-diagnostics.js";
import {
  ACTION_SECONDS_MAX,
  CONNFAIL_DEFAULT,
  HANG_SECONDS_MAX,
  sfmStatements,
  WEIGHT_MAX,
  WEIGHT_MIN,
} from "./sfm-statements.js";

/** One SYSTEM statement. */
export interface CodedSystem {
  /** `*` for the defaults of others. */
  readonly name: string;
  readonly range: SourceRange;
  readonly action?: SfmAction;
  readonly ssumLimit?: Duration | "none";
  readonly weight?: number;
}

/** One DEFINE POLICY with the SYSTEM statements behind it. */
export interface CodedPolicy {
  readonly name: string;
  readonly range: SourceRange;
  readonly connFail: boolean;
  readonly replace: boolean;
  readonly systems: CodedSystem[];
}

type Problems = DiagnosticList<typeof sfmDiagnostics>;
type Operands = ReadonlyMap<string, KeywordOperand>;

export function readCodedPolicies(
  statements: readonly KeywordStatement[],
  problems: Problems,
): CodedPolicy[] {
  const policies: CodedPolicy[] = [];
  let current: CodedPolicy | "unnamed" | undefined;
  const forSfm = statementsForSfm(statements, problems);
  for (const statement of forSfm) {
    if (statement.keyword === "DEFINE") {
      const policy = readPolicy(statement, problems);
      if (policy !== undefined) policies.push(policy);
      current = policy ?? "unnamed";
    } else if (statement.keyword === "SYSTEM") {
      const system = readSystem(statement, problems);
      if (current === undefined) problems.report("OUTSIDE_POLICY", statement.keywordRange, statement.keyword);
      else if (system !== undefined && current !== "unnamed") current.systems.push(system);
    } else if (!Object.hasOwn(sfmStatements, statement.keyword)) {
      const meant = didYouMean(statement.keyword, Object.keys(sfmStatements));
      problems.report("UNKNOWN_STATEMENT", statement.keywordRange, statement.keyword, meant);
    }
  }
  reportNotModelled(forSfm, problems);
  return policies;
}

/** Without the statements behind a DATA statement of another type. */
function statementsForSfm(statements: readonly KeywordStatement[], problems: Problems): KeywordStatement[] {
  let isSfm = true;
  return statements.filter((statement) => {
    if (statement.keyword !== "DATA") return isSfm;
    const type = valueOf(readOperands(statement, problems), "TYPE") ?? "SFM";
    isSfm = type === "SFM";
    if (!isSfm) problems.report("OTHER_TYPE", statement.range, type);
    return false;
  });
}

function readPolicy(statement: KeywordStatement, problems: Problems): CodedPolicy | undefined {
  const operands = readOperands(statement, problems);
  const name = valueOf(operands, "NAME");
  if (name === undefined) {
    problems.report("NO_POLICY_NAME", statement.keywordRange);
    return undefined;
  }
  const connFail = valueOf(operands, "CONNFAIL");
  return {
    name,
    range: statement.range,
    connFail: connFail === undefined ? CONNFAIL_DEFAULT : connFail === "YES",
    replace: valueOf(operands, "REPLACE") === "YES",
    systems: [],
  };
}

function readSystem(statement: KeywordStatement, problems: Problems): CodedSystem | undefined {
  const operands = readOperands(statement, problems);
  const name = valueOf(operands, "NAME");
  if (name === undefined) {
    problems.report("NO_SYSTEM_NAME", statement.keywordRange);
    return undefined;
  }
  const action = readAction(operands, problems);
  const ssumLimit = valueOf(operands, "SSUMLIMIT");
  const weight = valueOf(operands, "WEIGHT");
  return {
    name,
    range: statement.range,
    ...(action === undefined ? {} : { action }),
    ...(ssumLimit === undefined
      ? {}
      : { ssumLimit: ssumLimit === "NONE" ? "none" : seconds(Number(ssumLimit)) }),
    ...(weight === undefined ? {} : { weight: Number(weight) }),
  };
}

const ACTIONS: Readonly<Record<string, SfmAction["kind"] | undefined>> = {
  PROMPT: "prompt",
  ISOLATETIME: "isolate",
  DEACTTIME: "deactivate",
  RESETTIME: "reset",
};

function readAction(operands: Operands, problems: Problems): SfmAction | undefined {
  let action: SfmAction | undefined;
  let earlier: string | undefined;
  for (const { keyword, keywordRange } of operands.values()) {
    const kind = ACTIONS[keyword];
    if (kind === undefined) continue;
    if (earlier !== undefined) problems.report("SEVERAL_ACTIONS", keywordRange, keyword, earlier);
    action = kind === "prompt" ? { kind } : { kind, after: seconds(Number(valueOf(operands, keyword))) };
    earlier = keyword;
  }
  return action;
}

/** The operands that the statement may have and whose values are of the right form; of two alike the last. */
function readOperands(statement: KeywordStatement, problems: Problems): Operands {
  const table: StatementTable = sfmStatements;
  const keywords = table[statement.keyword]?.keywords ?? {};
  const known = new Map<string, KeywordOperand>();
  if (statement.values !== undefined) {
    problems.report("BAD_VALUE", statement.range, statement.keyword, textOf(statement), "");
  }
  for (const operand of statement.operands) {
    const { keyword, keywordRange } = operand;
    const row = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
    if (row === undefined) {
      const meant = didYouMean(keyword, [...Object.keys(keywords), ...Object.keys(sfmStatements)]);
      problems.report("UNKNOWN_KEYWORD", keywordRange, keyword, statement.keyword, meant);
      continue;
    }
    const earlier = known.get(keyword);
    if (earlier !== undefined) {
      problems.report("KEYWORD_TWICE", keywordRange, keyword, earlier.keywordRange.start.line);
      known.delete(keyword);
    }
    if (hasForm(statement.keyword, operand)) known.set(keyword, operand);
    else problems.report("BAD_VALUE", operand.range, keyword, textOf(operand), row.form);
  }
  return known;
}

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

function reportNotModelled(statements: readonly KeywordStatement[], problems: Problems): void {
  for (const keyword of ["RECONFIG", "DELETE"]) {
    const alike = statements.filter((statement) => statement.keyword === keyword);
    const first = alike[0];
    if (first !== undefined) problems.report("NOT_MODELLED", first.keywordRange, keyword, alike.length);
  }
}

function valueOf(operands: Operands, keyword: string): string | undefined {
  return operands.get(keyword)?.values?.[0]?.text;
}

function textOf({ values }: KeywordOperand): string {
  return (values ?? []).map(({ text }) => text).join(",");
}

/** The ARM policies of a file as they are coded: values checked, what is left out absent. */
import { seconds } from "@sysplex/sim-core";
import type { DiagnosticList } from "../../text/diagnostic-list.js";
import { didYouMean } from "../../text/did-you-mean.js";
import type { SourceRange } from "../../text/position.js";
import type { StatementTable } from "../keyword/keyword-table.js";
import type { KeywordOperand, KeywordStatement } from "../keyword/statements.js";
import type { armDiagnostics } from "./arm-diagnostics.js";
import type { ArmLevel, ArmMethod } from "./arm-policy.js";
import { armStatements } from "./arm-statements.js";
import { hasForm, hasOwnForm, OWN_FORM } from "./arm-values.js";

/** One ELEMENT statement: its operands by keyword, and a method for each event. */
export interface CodedElement {
  readonly name: string;
  readonly range: SourceRange;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly onElementEnd?: ArmMethod;
  readonly onSystemEnd?: ArmMethod;
}

export interface CodedGroup {
  readonly name: string;
  readonly range: SourceRange;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly elements: CodedElement[];
}

/** One DEFINE POLICY with what stands behind it. */
export interface CodedArmPolicy {
  readonly name: string;
  readonly range: SourceRange;
  readonly replace: boolean;
  readonly order: ArmLevel[];
  readonly groups: CodedGroup[];
}

export type ArmProblems = DiagnosticList<typeof armDiagnostics>;
type Operands = ReadonlyMap<string, KeywordOperand>;

export function readCodedArmPolicies(
  statements: readonly KeywordStatement[],
  problems: ArmProblems,
): CodedArmPolicy[] {
  const reader = new PolicyReader(problems);
  for (const statement of statements) reader.read(statement);
  reader.reportNotModelled();
  return reader.policies;
}

const TABLE: StatementTable = armStatements;

/** Takes statements one after the other; each belongs to what was begun last. */
class PolicyReader {
  readonly policies: CodedArmPolicy[] = [];
  private isArm = true;
  private policy: CodedArmPolicy | undefined;
  private group: CodedGroup | undefined;
  private isInOrder = false;
  private readonly deletions: KeywordStatement[] = [];

  constructor(private readonly problems: ArmProblems) {}

  read(statement: KeywordStatement): void {
    const { keyword } = statement;
    if (keyword === "DATA") return this.readData(statement);
    if (!this.isArm) return;
    if (!Object.hasOwn(TABLE, keyword)) {
      const meant = didYouMean(keyword, Object.keys(TABLE));
      return this.problems.report("UNKNOWN_STATEMENT", statement.keywordRange, keyword, meant);
    }
    if (keyword === "DELETE") this.deletions.push(statement);
    else if (keyword === "DEFINE") this.beginPolicy(statement);
    else if (this.policy === undefined) {
      this.problems.report("OUTSIDE_POLICY", statement.keywordRange, keyword);
    } else this.readInPolicy(statement, this.policy);
  }

  reportNotModelled(): void {
    const [first] = this.deletions;
    if (first === undefined) return;
    this.problems.report("NOT_MODELLED", first.keywordRange, first.keyword, this.deletions.length);
  }

  private readData(statement: KeywordStatement): void {
    const type = firstOf(this.operandsOf(statement), "TYPE") ?? "ARM";
    this.isArm = type === "ARM";
    if (!this.isArm) this.problems.report("OTHER_TYPE", statement.range, type);
  }

  private beginPolicy(statement: KeywordStatement): void {
    const operands = this.operandsOf(statement);
    const name = firstOf(operands, "NAME");
    if (name === undefined) this.problems.report("NO_POLICY_NAME", statement.keywordRange);
    const replace = firstOf(operands, "REPLACE") === "YES";
    this.policy = { name: name ?? "", range: statement.range, replace, order: [], groups: [] };
    this.group = undefined;
    this.isInOrder = false;
    if (name !== undefined) this.policies.push(this.policy);
  }

  private readInPolicy(statement: KeywordStatement, policy: CodedArmPolicy): void {
    const operands = this.operandsOf(statement);
    const name = statement.values?.[0]?.text ?? "";
    if (statement.keyword === "RESTART_ORDER") this.isInOrder = true;
    else if (statement.keyword === "LEVEL") this.readLevel(statement, operands, policy);
    else if (statement.keyword === "RESTART_GROUP") {
      this.isInOrder = false;
      this.group = { name, range: statement.range, values: textsOf(operands), elements: [] };
      policy.groups.push(this.group);
    } else if (this.group === undefined) this.problems.report("OUTSIDE_GROUP", statement.keywordRange);
    else this.group.elements.push(this.elementOf(statement, name, operands));
  }

  private readLevel(statement: KeywordStatement, operands: Operands, policy: CodedArmPolicy): void {
    if (!this.isInOrder) return this.problems.report("OUTSIDE_ORDER", statement.keywordRange);
    const text = statement.values?.[0]?.text ?? "";
    const elementNames = textsIn(operands.get("ELEMENT_NAME"));
    const elementTypes = textsIn(operands.get("ELEMENT_TYPE"));
    if (elementNames.length + elementTypes.length === 0) {
      this.problems.report("LEVEL_WITHOUT_ELEMENTS", statement.keywordRange, text);
    }
    policy.order.push({ level: Number(text), elementNames, elementTypes });
  }

  private elementOf(statement: KeywordStatement, name: string, operands: Operands): CodedElement {
    const methods = statement.operands.filter((one) => one.keyword === "RESTART_METHOD" && hasForm(one));
    this.reportRepeatedMethods(methods);
    const onElementEnd = methodFor("ELEMTERM", methods);
    const onSystemEnd = methodFor("SYSTERM", methods);
    return {
      name,
      range: statement.range,
      values: textsOf(operands),
      ...(onElementEnd === undefined ? {} : { onElementEnd }),
      ...(onSystemEnd === undefined ? {} : { onSystemEnd }),
    };
  }

  private reportRepeatedMethods(methods: readonly KeywordOperand[]): void {
    methods.forEach((method, index) => {
      const earlier = methods.slice(0, index).find((one) => isForSameEvent(one, method));
      if (earlier === undefined) return;
      const { line } = earlier.keywordRange.start;
      this.problems.report("KEYWORD_TWICE", method.keywordRange, method.keyword, line);
    });
  }

  /** The operands that the statement may have and whose values are of the right form; of two alike the last. */
  private operandsOf(statement: KeywordStatement): Operands {
    const { problems } = this;
    const keywords = TABLE[statement.keyword]?.keywords ?? {};
    const known = new Map<string, KeywordOperand>();
    if (!hasOwnForm(statement)) {
      const form = OWN_FORM[statement.keyword] ?? "";
      problems.report("BAD_VALUE", statement.range, statement.keyword, textOf(statement), form);
    }
    for (const operand of statement.operands) {
      const { keyword, keywordRange } = operand;
      const row = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
      if (row === undefined) {
        const meant = didYouMean(keyword, [...Object.keys(keywords), ...Object.keys(TABLE)]);
        problems.report("UNKNOWN_KEYWORD", keywordRange, keyword, statement.keyword, meant);
        continue;
      }
      const earlier = known.get(keyword);
      if (earlier !== undefined && keyword !== "RESTART_METHOD") {
        problems.report("KEYWORD_TWICE", keywordRange, keyword, earlier.keywordRange.start.line);
      }
      if (hasForm(operand)) known.set(keyword, operand);
      else problems.report("BAD_VALUE", operand.range, keyword, textOf(operand), row.form);
    }
    return known;
  }
}

function eventOf({ values }: KeywordOperand): string {
  return values?.[0]?.text ?? "";
}

function isForSameEvent(a: KeywordOperand, b: KeywordOperand): boolean {
  return eventOf(a) === eventOf(b) || eventOf(a) === "BOTH" || eventOf(b) === "BOTH";
}

/** Of several for one event the last. */
function methodFor(event: "ELEMTERM" | "SYSTERM", methods: readonly KeywordOperand[]): ArmMethod | undefined {
  const coded = methods.filter((method) => [event, "BOTH"].includes(eventOf(method))).at(-1);
  const [, type, what = ""] = textsIn(coded);
  if (type === undefined) return undefined;
  if (type === "STC") return { kind: "startCommand", text: what };
  return type === "JOB" ? { kind: "job", dataSet: what } : { kind: "persist" };
}

/** A coded number of seconds, or the default. */
export function secondsOf(values: CodedElement["values"], keyword: string, byDefault: number) {
  return seconds(Number(values.get(keyword)?.[0] ?? byDefault));
}

function textsOf(operands: Operands): ReadonlyMap<string, readonly string[]> {
  return new Map([...operands].map(([keyword, operand]) => [keyword, textsIn(operand)]));
}

function textsIn(operand: KeywordOperand | undefined): readonly string[] {
  return (operand?.values ?? []).map(({ text }) => text);
}

function firstOf(operands: Operands, keyword: string): string | undefined {
  return operands.get(keyword)?.values?.[0]?.text;
}

function textOf(operand: KeywordOperand): string {
  return textsIn(operand).join(",");
}

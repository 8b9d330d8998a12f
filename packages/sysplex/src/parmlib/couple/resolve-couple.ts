/**
 * From the statements of COUPLExx to what XCF works with: every default filled in, every surprise reported.
 *
 * Whether INTERVAL and OPNOTIFY count as coded depends on the systems too, and is judged where they are known.
 */
import { type Duration, seconds } from "@sysplex/sim-core";
import { type Diagnostic, hasErrors } from "../../text/diagnostic.js";
import { DiagnosticList } from "../../text/diagnostic-list.js";
import { didYouMean } from "../../text/did-you-mean.js";
import type { SourceRange } from "../../text/position.js";
import type { CoupleConfiguration } from "../couple-configuration.js";
import { type KeywordOperand, type KeywordStatement, type KeywordValue } from "../keyword/statements.js";
import type { StatementTable } from "../keyword/keyword-table.js";
import { isName, numberBetween } from "../keyword/values.js";
import { coupleDiagnostics } from "./couple-diagnostics.js";
import {
  CLEANUP_SECONDS_DEFAULT,
  CLEANUP_SECONDS_MAX,
  coupleFunctions,
  coupleStatements,
  INTERVAL_SECONDS_MAX,
  INTERVAL_SECONDS_MIN,
  OPNOTIFY_SECONDS_DEFAULT,
} from "./couple-statements.js";
import type { CoupleDocument } from "./read-couple.js";

export interface ResolvedCouple {
  readonly configuration: CoupleConfiguration;
  readonly diagnostics: readonly Diagnostic[];
}

/** `undefined`: the system has no member, and z/OS defaults apply. */
export function resolveCouple(document: CoupleDocument | undefined): ResolvedCouple {
  const resolver = new CoupleResolver();
  if (document !== undefined) resolver.readDocument(document);
  return {
    configuration: resolver.configuration(document?.file),
    diagnostics: resolver.diagnostics.inOrder(),
  };
}

type OpNotify = CoupleConfiguration["opNotify"];
type FunctionName = keyof typeof coupleFunctions;

class CoupleResolver {
  readonly diagnostics = new DiagnosticList(coupleDiagnostics);
  private readonly origins: Record<string, SourceRange> = {};
  private readonly functions = new Map<FunctionName, { enabled: boolean; range: SourceRange }>();
  private sysplexName: string | undefined;
  private intervalSeconds: number | undefined;
  private opNotify: OpNotify = { kind: "relative", time: seconds(OPNOTIFY_SECONDS_DEFAULT) };
  private cleanup: Duration = seconds(CLEANUP_SECONDS_DEFAULT);

  configuration(file: string | undefined): CoupleConfiguration {
    return {
      ...(file === undefined ? {} : { file }),
      ...(this.sysplexName === undefined ? {} : { sysplexName: this.sysplexName }),
      ...(this.intervalSeconds === undefined ? {} : { interval: seconds(this.intervalSeconds) }),
      opNotify: this.opNotify,
      cleanup: this.cleanup,
      userInterval: this.isEnabled("USERINTERVAL"),
      systemStatusDetection: this.isEnabled("SYSSTATDETECT"),
      origins: this.origins,
    };
  }

  readDocument({ file, statements, diagnostics }: CoupleDocument): void {
    this.diagnostics.add(diagnostics);
    for (const statement of statements) this.readStatement(statement);
    this.reportNotModelled(statements);
    const couple = statements.find(({ keyword }) => keyword === "COUPLE");
    if (couple === undefined) {
      if (hasErrors(diagnostics)) return; // It may stand in what could not be read.
      const start = { offset: 0, line: 1, column: 1 };
      this.diagnostics.report("NO_COUPLE_STATEMENT", { file, start, end: start });
    } else if (this.origins["PCOUPLE"] === undefined) {
      this.diagnostics.report("NO_COUPLE_DATA_SET", couple.keywordRange);
    }
  }

  private readStatement(statement: KeywordStatement): void {
    const { keyword, keywordRange } = statement;
    if (keyword === "COUPLE") this.readCouple(statement);
    else if (keyword === "FUNCTIONS") this.readFunctions(statement);
    else if (!Object.hasOwn(coupleStatements, keyword)) {
      const meant = didYouMean(keyword, Object.keys(coupleStatements));
      this.diagnostics.report("UNKNOWN_STATEMENT", keywordRange, keyword, meant);
    }
  }

  private readCouple({ operands }: KeywordStatement): void {
    for (const operand of operands) {
      if (!this.isKnown(operand, "COUPLE")) continue;
      const { keyword, keywordRange, range } = operand;
      const earlier = this.origins[keyword];
      if (earlier !== undefined)
        this.diagnostics.report("KEYWORD_TWICE", keywordRange, keyword, earlier.start.line);
      if (this.readCoupleKeyword(operand)) this.origins[keyword] = range;
      else this.diagnostics.report("BAD_VALUE", range, keyword, valueText(operand), formOf(keyword));
    }
  }

  /** Takes the value over; `false`: it is not of the keyword's form. */
  private readCoupleKeyword(operand: KeywordOperand): boolean {
    const value = onlyValue(operand);
    switch (operand.keyword) {
      case "SYSPLEX": {
        if (value === undefined || !isName(value.text)) return false;
        this.sysplexName = value.text;
        return true;
      }
      case "INTERVAL": {
        const interval = value && numberBetween(value.text, INTERVAL_SECONDS_MIN, INTERVAL_SECONDS_MAX);
        if (interval === undefined) return false;
        this.intervalSeconds = interval;
        return true;
      }
      case "OPNOTIFY": {
        const opNotify = value && readOpNotify(value.text);
        if (opNotify === undefined) return false;
        this.opNotify = opNotify;
        return true;
      }
      case "CLEANUP": {
        const cleanup = value && numberBetween(value.text, 0, CLEANUP_SECONDS_MAX);
        if (cleanup === undefined) return false;
        this.cleanup = seconds(cleanup);
        return true;
      }
      default:
        return (operand.values?.length ?? 0) > 0;
    }
  }

  private readFunctions({ operands }: KeywordStatement): void {
    for (const operand of operands) {
      if (!this.isKnown(operand, "FUNCTIONS")) continue;
      const enabled = operand.keyword === "ENABLE";
      if ((operand.values?.length ?? 0) === 0) {
        this.diagnostics.report("BAD_VALUE", operand.range, operand.keyword, "", "function, …");
      }
      for (const { text, range } of operand.values ?? []) this.readFunction(text, enabled, range);
    }
  }

  private readFunction(name: string, enabled: boolean, range: SourceRange): void {
    if (!isFunction(name)) {
      return this.diagnostics.report(
        "UNKNOWN_FUNCTION",
        range,
        name,
        didYouMean(name, Object.keys(coupleFunctions)),
      );
    }
    const earlier = this.functions.get(name);
    if (earlier !== undefined && earlier.enabled !== enabled) {
      this.diagnostics.report("FUNCTION_TWICE", range, name, enabled, earlier.range.start.line);
    }
    this.functions.set(name, { enabled, range });
    this.origins[name] = range;
  }

  private isEnabled(name: FunctionName): boolean {
    return this.functions.get(name)?.enabled ?? coupleFunctions[name].enabledByDefault;
  }

  private isKnown({ keyword, keywordRange }: KeywordOperand, statement: "COUPLE" | "FUNCTIONS"): boolean {
    const keywords = Object.keys(coupleStatements[statement].keywords);
    if (keywords.includes(keyword)) return true;
    this.diagnostics.report(
      "UNKNOWN_KEYWORD",
      keywordRange,
      keyword,
      statement,
      didYouMean(keyword, keywords),
    );
    return false;
  }

  private reportNotModelled(statements: readonly KeywordStatement[]): void {
    const table: StatementTable = coupleStatements;
    const counts = new Map<string, number>();
    for (const { keyword } of statements) counts.set(keyword, (counts.get(keyword) ?? 0) + 1);
    for (const [keyword, count] of counts) {
      if (!Object.hasOwn(table, keyword) || table[keyword]?.effect !== "not modelled") continue;
      const first = statements.find((statement) => statement.keyword === keyword);
      if (first !== undefined) this.diagnostics.report("NOT_MODELLED", first.keywordRange, keyword, count);
    }
  }
}

function readOpNotify(text: string): OpNotify | undefined {
  const relative = text.startsWith("+");
  const least = relative ? 0 : INTERVAL_SECONDS_MIN;
  const time = numberBetween(relative ? text.slice(1) : text, least, INTERVAL_SECONDS_MAX);
  return time === undefined ? undefined : { kind: relative ? "relative" : "absolute", time: seconds(time) };
}

function onlyValue({ values }: KeywordOperand): KeywordValue | undefined {
  return values?.length === 1 ? values[0] : undefined;
}

function valueText({ values }: KeywordOperand): string {
  return (values ?? []).map(({ text }) => text).join(",");
}

function formOf(keyword: string): string {
  const keywords: StatementTable[string]["keywords"] = coupleStatements.COUPLE.keywords;
  return keywords[keyword]?.form ?? "a value";
}

function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(coupleFunctions, name);
}

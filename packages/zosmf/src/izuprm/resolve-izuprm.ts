/** From the statements of IZUPRMxx members to what the server works with: every default filled in, every surprise reported. */
import { minutes } from "@sysplex/sim-core";
import {
  type Diagnostic,
  DiagnosticList,
  didYouMean,
  fold,
  type KeywordOperand,
  type KeywordStatement,
  type KeywordValue,
  type SourceRange,
} from "@sysplex/sysplex";
import { adviseOn } from "./izuprm-advice.js";
import { izuprmDiagnostics } from "./izuprm-diagnostics.js";
import {
  type IzuprmRow,
  type IzuprmSetting,
  izuprmStatements,
  izuprmSubKeywords,
  isSetting,
  MEMBERS_MAX,
} from "./izuprm-statements.js";
import type { IzuprmDocument } from "./read-izuprm.js";
import type { ZosmfConfiguration } from "./zosmf-configuration.js";

export interface ResolvedIzuprm {
  readonly configuration: ZosmfConfiguration;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param documents The members in the order of `IZU=(xx,yy)`; none: all defaults apply. */
export function resolveIzuprm(documents: readonly IzuprmDocument[]): ResolvedIzuprm {
  const resolver = new IzuprmResolver();
  const diagnostics = documents.flatMap((document, index) => {
    if (index === MEMBERS_MAX) resolver.reportTooManyMembers(document, documents.length);
    return resolver.readDocument(document);
  });
  return { configuration: resolver.configuration(documents.map(({ file }) => file)), diagnostics };
}

class IzuprmResolver {
  private diagnostics = new DiagnosticList(izuprmDiagnostics);
  private readonly values = new Map<IzuprmSetting, readonly string[]>();
  private readonly origins: Record<string, SourceRange> = {};
  /** Where each statement was coded last. */
  private readonly statements = new Map<string, SourceRange>();

  /** Takes the member's statements over and returns what there is to say about it. */
  readDocument(document: IzuprmDocument): Diagnostic[] {
    this.diagnostics.add(document.diagnostics);
    for (const statement of document.statements) this.readStatement(statement);
    const diagnostics = this.diagnostics.inOrder();
    this.diagnostics = new DiagnosticList(izuprmDiagnostics);
    return diagnostics;
  }

  reportTooManyMembers({ file }: IzuprmDocument, count: number): void {
    const start = { offset: 0, line: 1, column: 1 };
    this.diagnostics.report("TOO_MANY_MEMBERS", { file, start, end: start }, count, MEMBERS_MAX);
  }

  configuration(files: readonly string[]): ZosmfConfiguration {
    return {
      files,
      hostname: this.text("HOSTNAME"),
      httpSslPort: Number(this.text("HTTP_SSL_PORT")),
      autostart: this.text("AUTOSTART") === "CONNECT" ? "CONNECT" : "LOCAL",
      autostartGroup: this.text("AUTOSTART_GROUP"),
      serverProc: this.text("SERVER_PROC"),
      angelProc: this.text("ANGEL_PROC"),
      userDir: this.text("USER_DIR"),
      keyringName: this.text("KEYRING_NAME"),
      safPrefix: this.text("SAF_PREFIX"),
      sessionExpire: minutes(Number(this.text("SESSION_EXPIRE"))),
      plugins: [...new Set(this.values.get("PLUGINS") ?? [])],
      restApiFile: this.tsoAddressSpace("RESTAPI_FILE"),
      commonTso: this.tsoAddressSpace("COMMON_TSO"),
      others: this.others(),
      origins: this.origins,
    };
  }

  private text(setting: IzuprmSetting): string {
    return this.values.get(setting)?.[0] ?? rowOf(setting).default ?? "";
  }

  private tsoAddressSpace(statement: "RESTAPI_FILE" | "COMMON_TSO"): ZosmfConfiguration["commonTso"] {
    return {
      account: this.text(`${statement}.ACCT`),
      regionKb: Number(this.text(`${statement}.REGION`)),
      procedure: this.text(`${statement}.PROC`),
    };
  }

  private others(): Record<string, string> {
    const others: Record<string, string> = {};
    for (const setting of Object.keys(izuprmStatements)) {
      if (!isSetting(setting) || FIELDS.has(setting)) continue;
      if (this.values.has(setting) || rowOf(setting).default !== undefined)
        others[setting] = this.text(setting);
    }
    return others;
  }

  private readStatement(statement: KeywordStatement): void {
    const { keyword, keywordRange, values, range, operands } = statement;
    const subKeywords = Object.hasOwn(izuprmSubKeywords, keyword) ? izuprmSubKeywords[keyword] : undefined;
    if (subKeywords === undefined) return this.reportUnknown(statement);
    this.reportRepeated(keyword, keywordRange);
    this.origins[keyword] = range;
    if (subKeywords.length === 0) {
      if (isSetting(keyword)) this.readSetting(keyword, statement);
    } else if (values !== undefined || operands.length === 0) {
      const form = subKeywords.map((name) => `${name}(…)`).join(" ");
      this.diagnostics.report("BAD_VALUE", range, keyword, textOf(values), form);
    }
    this.readOperands(keyword, subKeywords, operands);
  }

  private readOperands(
    statement: string,
    subKeywords: readonly string[],
    operands: readonly KeywordOperand[],
  ): void {
    const seen = new Map<string, SourceRange>();
    for (const operand of operands) {
      const { keyword, keywordRange } = operand;
      const setting = `${statement}.${keyword}`;
      if (!subKeywords.includes(keyword) || !isSetting(setting)) {
        this.reportUnknownSubKeyword(operand, statement, subKeywords);
        continue;
      }
      const earlier = seen.get(keyword);
      if (earlier !== undefined)
        this.diagnostics.report("STATEMENT_TWICE", keywordRange, setting, earlier.start.line);
      seen.set(keyword, keywordRange);
      if (this.readSetting(setting, operand)) this.origins[setting] = operand.range;
    }
  }

  /** Takes a value over if it is of the right form. */
  private readSetting(setting: IzuprmSetting, { values = [], range }: KeywordOperand): boolean {
    const row = rowOf(setting);
    const taken = row.list ? values : values.slice(0, 1);
    if (taken.length < values.length)
      this.diagnostics.report("TOO_MANY_VALUES", range, setting, values.length);
    const texts = taken.map(({ text }) => (row.letterCase === "folded" ? fold(text) : text));
    if (texts.length === 0 || !texts.every(row.isValid)) {
      this.diagnostics.report("BAD_VALUE", range, setting, textOf(taken), row.form);
      return false;
    }
    for (const value of taken) this.reportMissingQuotes(setting, row, value);
    if (row.list) this.reportMissingComma(setting, values);
    this.values.set(setting, texts);
    adviseOn(this.diagnostics, setting, texts, taken, range);
    return true;
  }

  private reportMissingQuotes(setting: IzuprmSetting, row: IzuprmRow, value: KeywordValue): void {
    const { text, written = text, quoted, range } = value;
    if (quoted) return;
    const isSpecial = /[^A-Za-z0-9#$@_]/.test(text);
    const isChanged = row.letterCase === "matters" && written !== text;
    if (isSpecial || isChanged) this.diagnostics.report("NEEDS_QUOTES", range, setting, written, text);
  }

  private reportMissingComma(setting: IzuprmSetting, [, ...rest]: readonly KeywordValue[]): void {
    const missing = rest.find(({ afterComma }) => !afterComma);
    if (missing !== undefined && rest.some(({ afterComma }) => afterComma)) {
      this.diagnostics.report("MISSING_COMMA", missing.range, setting);
    }
  }

  private reportRepeated(statement: string, range: SourceRange): void {
    const earlier = this.statements.get(statement);
    this.statements.set(statement, range);
    if (earlier === undefined) return;
    if (earlier.file === range.file)
      this.diagnostics.report("STATEMENT_TWICE", range, statement, earlier.start.line);
    else this.diagnostics.report("MEMBER_OVERRIDES", range, statement, earlier.file, earlier.start.line);
  }

  private reportUnknown({ keyword, keywordRange }: KeywordStatement): void {
    const owners = ownersOf(keyword);
    if (owners.length > 0)
      return this.diagnostics.report("MISPLACED_SUBKEYWORD", keywordRange, keyword, owners);
    const meant = didYouMean(keyword, Object.keys(izuprmSubKeywords));
    this.diagnostics.report("UNKNOWN_STATEMENT", keywordRange, keyword, meant);
  }

  private reportUnknownSubKeyword(
    { keyword, keywordRange }: KeywordOperand,
    statement: string,
    subKeywords: readonly string[],
  ): void {
    const owners = ownersOf(keyword);
    if (owners.length > 0) this.diagnostics.report("MISPLACED_SUBKEYWORD", keywordRange, keyword, owners);
    else
      this.diagnostics.report(
        "UNKNOWN_SUBKEYWORD",
        keywordRange,
        keyword,
        statement,
        didYouMean(keyword, subKeywords),
      );
  }
}

/** Settings that have a field of their own in the configuration. */
const FIELDS: ReadonlySet<IzuprmSetting> = new Set<IzuprmSetting>([
  "HOSTNAME",
  "HTTP_SSL_PORT",
  "AUTOSTART",
  "AUTOSTART_GROUP",
  "SERVER_PROC",
  "ANGEL_PROC",
  "USER_DIR",
  "KEYRING_NAME",
  "SAF_PREFIX",
  "SESSION_EXPIRE",
  "PLUGINS",
  "RESTAPI_FILE.ACCT",
  "RESTAPI_FILE.REGION",
  "RESTAPI_FILE.PROC",
  "COMMON_TSO.ACCT",
  "COMMON_TSO.REGION",
  "COMMON_TSO.PROC",
]);

function rowOf(setting: IzuprmSetting): IzuprmRow {
  return izuprmStatements[setting];
}

/** The statements behind which a sub-keyword may stand. */
function ownersOf(subKeyword: string): string[] {
  return Object.entries(izuprmSubKeywords)
    .filter(([, keywords]) => keywords.includes(subKeyword))
    .map(([statement]) => statement);
}

function textOf(values: readonly KeywordValue[] | undefined): string {
  return (values ?? []).map(({ text, quoted }) => (quoted ? `'${text}'` : text)).join(",");
}

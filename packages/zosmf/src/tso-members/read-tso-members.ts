/**
 * CEAPRMxx and BPXPRMxx as far as TSO/E behind z/OSMF depends on them.
 *
 * Both are read for the few keywords of {@link ceaprmKeywords} and {@link bpxprmKeywords}, wherever they stand; what else is
 * in them, and how it is written, is not judged. Keywords inside TSOASMGR( … ) are found, as are those behind TSOASMGR.
 * @source z/OS MVS Initialization and Tuning Reference, CEAPRMxx and BPXPRMxx.
 */
import {
  DiagnosticList,
  quotingDiagnostics,
  readingDiagnostics,
  readKeywordDocument,
  textDiagnostics,
  type Diagnostic,
  type KeywordLanguage,
  type KeywordOperand,
  type SourceText,
  type SystemSymbols,
} from "@sysplex/sysplex";
import { TSO_QUEUE_BYTES } from "../tso/parameters.js";
import type { CodedTsoLimits } from "../tso/system-limits.js";
import { tsoMemberDiagnostics } from "./tso-member-diagnostics.js";
import { bpxprmKeywords, ceaprmKeywords, type TsoMemberKeyword } from "./tso-member-statements.js";

export interface TsoMember {
  readonly limits: CodedTsoLimits;
  readonly diagnostics: readonly Diagnostic[];
}

export interface TsoMemberOptions {
  readonly symbols?: SystemSymbols | undefined;
}

export function readCeaprm(source: SourceText, options: TsoMemberOptions = {}): TsoMember {
  return readMember(source, ceaprmKeywords, options);
}

export function readBpxprm(source: SourceText, options: TsoMemberOptions = {}): TsoMember {
  return readMember(source, bpxprmKeywords, options);
}

const language: KeywordLanguage = {
  statements: {},
  beginsUnknown: () => true,
  diagnostics: readingDiagnostics,
  quoting: quotingDiagnostics,
};

function readMember(
  source: SourceText,
  keywords: Readonly<Record<string, TsoMemberKeyword>>,
  { symbols }: TsoMemberOptions,
): TsoMember {
  const { statements, diagnostics } = readKeywordDocument(source, language, { symbols });
  const list = new DiagnosticList(tsoMemberDiagnostics);
  list.add(diagnostics.filter(({ code }) => code in tsoMemberDiagnostics || code in textDiagnostics));
  const coded = new Set<string>();
  let limits: CodedTsoLimits = {};
  for (const operand of statements) {
    const { keyword, keywordRange } = operand;
    if (!Object.hasOwn(keywords, keyword)) continue;
    if (coded.has(keyword)) list.report("LIMIT_TWICE", keywordRange, keyword);
    coded.add(keyword);
    limits = { ...limits, ...limitsOf(operand, keywords, list) };
  }
  return { limits, diagnostics: list.inOrder() };
}

function limitsOf(
  { keyword, values = [], range }: KeywordOperand,
  keywords: Readonly<Record<string, TsoMemberKeyword>>,
  list: DiagnosticList<typeof tsoMemberDiagnostics>,
): CodedTsoLimits {
  const text = values.map((value) => value.text).join(" ");
  const row = keywords[keyword];
  const limits = row?.limits(text);
  if (limits === undefined) list.report("BAD_LIMIT", range, keyword, text, row?.form ?? "");
  const bytes = limits?.ipcMsgQBytes;
  if (bytes !== undefined && bytes < TSO_QUEUE_BYTES)
    list.report("QUEUES_TOO_SMALL", range, bytes, TSO_QUEUE_BYTES);
  return limits ?? {};
}

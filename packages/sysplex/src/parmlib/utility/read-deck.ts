/**
 * The input of the administrative data utility IXCMIAPU: control statements, alone or inside the job that runs it.
 *
 * @source z/OS MVS Setting Up a Sysplex, "Administrative data utility".
 * @assumption Columns 72 to 80 are no input, as for parmlib.
 */
import { checkText } from "../../text/check-text.js";
import { DiagnosticList } from "../../text/diagnostic-list.js";
import type { SourceText } from "../../text/position.js";
import type { SystemSymbols } from "../../text/system-symbols.js";
import {
  MAX_MEMBER_LENGTH,
  type KeywordDocument,
  type KeywordLanguage,
  readKeywordDocument,
} from "../keyword/statements.js";
import { printStatements } from "../keyword/print-statements.js";
import { findInStreamData } from "./in-stream-data.js";
import { deckDiagnostics } from "./utility-diagnostics.js";

/** Reads the statements of one type of policy; `language` says what they are. */
export function readDeck(
  source: SourceText,
  language: KeywordLanguage,
  symbols: SystemSymbols | undefined,
): KeywordDocument {
  if (checkText(source, MAX_MEMBER_LENGTH) !== undefined) return readKeywordDocument(source, language);
  const { skippedLines, jcl, cutOff } = findInStreamData(source);
  const document = readKeywordDocument(source, language, { symbols, skippedLines });
  const diagnostics = new DiagnosticList(deckDiagnostics);
  diagnostics.add(document.diagnostics);
  for (const { lines, range } of cutOff) diagnostics.report("COMMENT_ENDS_INPUT", range, lines);
  if (jcl !== undefined) diagnostics.report("JCL_IGNORED", jcl.range, jcl.lines);
  return { ...document, diagnostics: diagnostics.inOrder() };
}

/** The control statements as text, without JCL; reading it again gives the same statements. Column 1 stays free, for JES. */
export function printDeck({ statements }: KeywordDocument): string {
  return printStatements(statements, { margin: 1 });
}

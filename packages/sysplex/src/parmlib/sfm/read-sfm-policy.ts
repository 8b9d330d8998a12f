/**
 * SFM policies as text: the control statements of the administrative data utility, alone or inside the job that runs it.
 *
 * @source z/OS MVS Setting Up a Sysplex, "Administrative data utility for SFM policy data", sample IXCSFMP.
 * @assumption Columns 72 to 80 are no input, as for parmlib.
 */
import { checkText } from "../../text/check-text.js";
import { DiagnosticList } from "../../text/diagnostic-list.js";
import { didYouMean } from "../../text/did-you-mean.js";
import type { SourceText } from "../../text/position.js";
import type { SystemSymbols } from "../../text/system-symbols.js";
import { operandNames } from "../keyword/keyword-table.js";
import { printStatements } from "../keyword/print-statements.js";
import {
  MAX_MEMBER_LENGTH,
  type KeywordDocument,
  type KeywordLanguage,
  readKeywordDocument,
} from "../keyword/statements.js";
import { findInStreamData } from "./in-stream-data.js";
import { sfmDiagnostics } from "./sfm-diagnostics.js";
import { sfmStatements } from "./sfm-statements.js";

export type SfmDocument = KeywordDocument;

const statements = operandNames(sfmStatements);

/** A bare word begins an unknown statement if it looks like a statement's name mistyped; else it is a keyword. */
const sfm: KeywordLanguage = {
  statements,
  beginsUnknown: (keyword, hasValues, current) =>
    !hasValues &&
    !statements[current]?.includes(keyword) &&
    didYouMean(keyword, Object.keys(statements)) !== undefined,
  diagnostics: sfmDiagnostics,
};

export function readSfmPolicy(
  source: SourceText,
  { symbols }: { readonly symbols?: SystemSymbols | undefined } = {},
): SfmDocument {
  if (checkText(source, MAX_MEMBER_LENGTH) !== undefined) return readKeywordDocument(source, sfm);
  const { skippedLines, jcl, cutOff } = findInStreamData(source);
  const document = readKeywordDocument(source, sfm, { symbols, skippedLines });
  const diagnostics = new DiagnosticList(sfmDiagnostics);
  diagnostics.add(document.diagnostics);
  for (const { lines, range } of cutOff) diagnostics.report("COMMENT_ENDS_INPUT", range, lines);
  if (jcl !== undefined) diagnostics.report("JCL_IGNORED", jcl.range, jcl.lines);
  return { ...document, diagnostics: diagnostics.inOrder() };
}

/** The control statements as text, without JCL; reading it again gives the same statements. Column 1 stays free, for JES. */
export function printSfmPolicy({ statements }: SfmDocument): string {
  return printStatements(statements, { margin: 1 });
}

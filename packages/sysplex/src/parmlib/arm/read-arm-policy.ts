/**
 * ARM policies as text: the control statements of the administrative data utility, alone or inside the job that runs it.
 *
 * @source z/OS MVS Setting Up a Sysplex, "Administrative data utility for automatic restart management policy data".
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
import { findInStreamData } from "../sfm/in-stream-data.js";
import { armDiagnostics } from "./arm-diagnostics.js";
import { armStatements } from "./arm-statements.js";

export type ArmDocument = KeywordDocument;

const statements = operandNames(armStatements);
const names = Object.keys(statements);

/** A word begins an unknown statement if it looks more like a statement's name than like an operand of the present one. */
const arm: KeywordLanguage = {
  statements,
  beginsUnknown: (keyword, _hasValues, current) => {
    const operands = statements[current] ?? [];
    if (operands.includes(keyword)) return false;
    const meant = didYouMean(keyword, [...operands, ...names]);
    return meant !== undefined && names.includes(meant);
  },
  diagnostics: armDiagnostics,
  quoting: armDiagnostics,
};

export function readArmPolicy(
  source: SourceText,
  { symbols }: { readonly symbols?: SystemSymbols | undefined } = {},
): ArmDocument {
  if (checkText(source, MAX_MEMBER_LENGTH) !== undefined) return readKeywordDocument(source, arm);
  const { skippedLines, jcl, cutOff } = findInStreamData(source);
  const document = readKeywordDocument(source, arm, { symbols, skippedLines });
  const diagnostics = new DiagnosticList(armDiagnostics);
  diagnostics.add(document.diagnostics);
  for (const { lines, range } of cutOff) diagnostics.report("COMMENT_ENDS_INPUT", range, lines);
  if (jcl !== undefined) diagnostics.report("JCL_IGNORED", jcl.range, jcl.lines);
  return { ...document, diagnostics: diagnostics.inOrder() };
}

/** The control statements as text, without JCL; reading it again gives the same statements. Column 1 stays free, for JES. */
export function printArmPolicy({ statements }: ArmDocument): string {
  return printStatements(statements, { margin: 1 });
}

/**
 * COUPLExx as text: the member's statements with their places, and the way back.
 *
 * Modelled: the whole syntax of the member; statements in any order; system symbols.
 * @source z/OS MVS Initialization and Tuning Reference, "COUPLExx: syntax rules".
 */
import type { SourceText } from "../../text/position.js";
import type { SystemSymbols } from "../../text/system-symbols.js";
import { operandNames } from "../keyword/keyword-table.js";
import { printStatements } from "../keyword/print-statements.js";
import { type KeywordDocument, type KeywordLanguage, readKeywordDocument } from "../keyword/statements.js";
import { coupleDiagnostics } from "./couple-diagnostics.js";
import { coupleStatements } from "./couple-statements.js";

export type CoupleDocument = KeywordDocument;

const statements = operandNames(coupleStatements);

/** Statements of COUPLExx have no parentheses behind their name, and keywords always do. */
const couple: KeywordLanguage = {
  statements,
  beginsUnknown: (keyword, hasValues, current) => !hasValues && !statements[current]?.includes(keyword),
  diagnostics: coupleDiagnostics,
};

export function readCouple(
  source: SourceText,
  { symbols }: { readonly symbols?: SystemSymbols | undefined } = {},
): CoupleDocument {
  return readKeywordDocument(source, couple, { symbols });
}

/** The member's statements as text; reading it again gives the same statements. */
export function printCouple({ statements }: CoupleDocument): string {
  return printStatements(statements);
}

/**
 * ARM policies as text: the control statements of the administrative data utility, alone or inside the job that runs it.
 *
 * @source z/OS MVS Setting Up a Sysplex, "Administrative data utility for automatic restart management policy data".
 */
import { didYouMean } from "../../text/did-you-mean.js";
import type { SourceText } from "../../text/position.js";
import type { SystemSymbols } from "../../text/system-symbols.js";
import { operandNames } from "../keyword/keyword-table.js";
import type { KeywordDocument, KeywordLanguage } from "../keyword/statements.js";
import { readDeck } from "../utility/read-deck.js";
import { armDiagnostics } from "./arm-diagnostics.js";
import { armStatements } from "./arm-statements.js";

export { printDeck as printArmPolicy } from "../utility/read-deck.js";

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
  return readDeck(source, arm, symbols);
}

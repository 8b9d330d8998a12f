/**
 * SFM policies as text: the control statements of the administrative data utility, alone or inside the job that runs it.
 *
 * @source z/OS MVS Setting Up a Sysplex, "Administrative data utility for SFM policy data", sample IXCSFMP.
 */
import { didYouMean } from "../../text/did-you-mean.js";
import type { SourceText } from "../../text/position.js";
import type { SystemSymbols } from "../../text/system-symbols.js";
import { operandNames } from "../keyword/keyword-table.js";
import type { KeywordDocument, KeywordLanguage } from "../keyword/statements.js";
import { readDeck } from "../utility/read-deck.js";
import { sfmDiagnostics } from "./sfm-diagnostics.js";
import { sfmStatements } from "./sfm-statements.js";

export { printDeck as printSfmPolicy } from "../utility/read-deck.js";

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
  return readDeck(source, sfm, symbols);
}

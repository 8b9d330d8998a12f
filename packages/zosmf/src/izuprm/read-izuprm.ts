/**
 * IZUPRMxx as text: the member's statements with their places, and the way back.
 *
 * Modelled: columns 1 to 71; quoted values that go on in column 1; commas, blanks and line ends mixed in a list; quotes where
 * none are needed; statements in any order, several to a line or over several lines; system symbols.
 * @source z/OSMF Configuration Guide, "IZUPRMxx reference information: syntax rules"; IZUPRM00 of a live system.
 */
import {
  didYouMean,
  type KeywordDocument,
  type KeywordLanguage,
  printStatements,
  readKeywordDocument,
  type SourceText,
  type SystemSymbols,
} from "@sysplex/sysplex";
import { izuprmDiagnostics } from "./izuprm-diagnostics.js";
import { izuprmSubKeywords } from "./izuprm-statements.js";

export type IzuprmDocument = KeywordDocument;

const izuprm: KeywordLanguage = {
  statements: izuprmSubKeywords,
  beginsUnknown,
  diagnostics: izuprmDiagnostics,
  quoting: izuprmDiagnostics,
};

const statementNames = Object.keys(izuprmSubKeywords);
const subKeywords = new Set(Object.values(izuprmSubKeywords).flat());

export function readIzuprm(
  source: SourceText,
  { symbols }: { readonly symbols?: SystemSymbols | undefined } = {},
): IzuprmDocument {
  return readKeywordDocument(source, izuprm, { symbols });
}

/** The member's statements as text; reading it again gives the same statements. */
export function printIzuprm({ statements }: IzuprmDocument): string {
  return printStatements(statements);
}

/** A line's start begins nothing: what is no statement belongs to the one before it if it looks like one of its keywords. */
function beginsUnknown(keyword: string, hasValues: boolean, current: string): boolean {
  if (subKeywords.has(keyword)) return false;
  const own = izuprmSubKeywords[current] ?? [];
  if (!hasValues || own.length === 0) return true;
  return !own.includes(didYouMean(keyword, [...own, ...statementNames]) ?? "");
}

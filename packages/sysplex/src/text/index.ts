export { type Position, type SourceRange, type SourceText, formatPosition } from "./position.js";
export { type TextLine, TextLines } from "./text-lines.js";
export {
  type Diagnostic,
  type DiagnosticRow,
  type DiagnosticTable,
  type Severity,
  diagnose,
  hasErrors,
  inFileOrder,
} from "./diagnostic.js";
export { DiagnosticList, MAX_DIAGNOSTICS, listDiagnostics } from "./diagnostic-list.js";
export { MAX_TEXT_LENGTH, checkText, textDiagnostics } from "./check-text.js";
export { didYouMean, maybe } from "./did-you-mean.js";
export { type YamlExcess, type YamlLimits, yamlExcess } from "./yaml-excess.js";
export {
  type Substitution,
  type SymbolPiece,
  type SystemSymbols,
  substituteSymbols,
  symbolsIn,
} from "./system-symbols.js";

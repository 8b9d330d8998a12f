// The keyword language that parmlib members and utility statements share.
export {
  type KeywordDocument,
  type KeywordLanguage,
  type KeywordOperand,
  type KeywordStatement,
  type KeywordValue,
  type ReadingOptions,
  MAX_MEMBER_LENGTH,
  fold,
  readKeywordDocument,
} from "./keyword/statements.js";
export { type PrintingOptions, printStatements } from "./keyword/print-statements.js";
export {
  type QuotingDiagnostics,
  type ReadingDiagnostics,
  quotingDiagnostics,
  readingDiagnostics,
} from "./keyword/reading-diagnostics.js";
export {
  type KeywordRow,
  type KeywordStanding,
  type StatementRow,
  type StatementTable,
} from "./keyword/keyword-table.js";
export { isName, numberBetween, wholeNumber } from "./keyword/values.js";

// What the members come to.
export type { CoupleConfiguration, SfmAction, SfmPolicy, SfmSystemPolicy } from "./couple-configuration.js";

// COUPLExx
export { type CoupleDocument, printCouple, readCouple } from "./couple/read-couple.js";
export { type ResolvedCouple, resolveCouple } from "./couple/resolve-couple.js";
export { coupleFunctions, coupleStatements } from "./couple/couple-statements.js";
export { coupleDiagnostics } from "./couple/couple-diagnostics.js";

// SFM policies
export { type SfmDocument, printSfmPolicy, readSfmPolicy } from "./sfm/read-sfm-policy.js";
export { type ResolvedSfmPolicy, resolveSfmPolicy, sfmPolicyFor } from "./sfm/resolve-sfm-policy.js";
export { sfmStatements } from "./sfm/sfm-statements.js";
export { sfmDiagnostics } from "./sfm/sfm-diagnostics.js";

// ARM policies
export type {
  ArmAttempts,
  ArmElementPolicy,
  ArmLevel,
  ArmMethod,
  ArmPolicy,
  ArmRestartGroup,
  ArmTermType,
} from "./arm/arm-policy.js";
export { type ArmDocument, printArmPolicy, readArmPolicy } from "./arm/read-arm-policy.js";
export { type ResolvedArmPolicy, resolveArmPolicy } from "./arm/resolve-arm-policy.js";
export { type ArmRules, armLevelOf, armRulesFor } from "./arm/match-element.js";
export { armStatements } from "./arm/arm-statements.js";
export { armDiagnostics } from "./arm/arm-diagnostics.js";

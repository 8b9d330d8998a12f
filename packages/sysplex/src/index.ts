// Text: positions in users' files, diagnostics, system symbols.
export {
  type Diagnostic,
  DiagnosticList,
  type DiagnosticRow,
  type DiagnosticTable,
  MAX_DIAGNOSTICS,
  MAX_TEXT_LENGTH,
  type Position,
  type Severity,
  type SourceRange,
  type SourceText,
  type Substitution,
  type SymbolPiece,
  type SystemSymbols,
  type TextLine,
  TextLines,
  checkText,
  diagnose,
  didYouMean,
  formatPosition,
  hasErrors,
  inFileOrder,
  listDiagnostics,
  maybe,
  substituteSymbols,
  symbolsIn,
  textDiagnostics,
  type YamlExcess,
  type YamlLimits,
  yamlExcess,
} from "./text/index.js";

// Readers of parmlib members, SFM policies and ARM policies.
export {
  type ArmAttempts,
  type ArmDocument,
  type ArmElementPolicy,
  type ArmLevel,
  type ArmMethod,
  type ArmPolicy,
  type ArmRestartGroup,
  type ArmRules,
  type ArmTermType,
  type CoupleConfiguration,
  type CoupleDocument,
  type KeywordDocument,
  type KeywordLanguage,
  type KeywordOperand,
  type KeywordRow,
  type KeywordStanding,
  type KeywordStatement,
  type KeywordValue,
  MAX_MEMBER_LENGTH,
  type PrintingOptions,
  type QuotingDiagnostics,
  type ReadingDiagnostics,
  type ReadingOptions,
  type ResolvedArmPolicy,
  type ResolvedCouple,
  type ResolvedSfmPolicy,
  type SfmAction,
  type SfmDocument,
  type SfmPolicy,
  type SfmSystemPolicy,
  type StatementRow,
  type StatementTable,
  armDiagnostics,
  armLevelOf,
  armRulesFor,
  armStatements,
  coupleDiagnostics,
  coupleFunctions,
  coupleStatements,
  fold,
  isName,
  numberBetween,
  printArmPolicy,
  printCouple,
  printSfmPolicy,
  printStatements,
  quotingDiagnostics,
  readArmPolicy,
  readCouple,
  readKeywordDocument,
  readSfmPolicy,
  readingDiagnostics,
  resolveArmPolicy,
  resolveCouple,
  resolveSfmPolicy,
  sfmDiagnostics,
  sfmPolicyFor,
  sfmStatements,
  wholeNumber,
} from "./parmlib/index.js";

// The model: what it is built from.
export type {
  OperatorConfiguration,
  SysplexConfiguration,
  SystemConfiguration,
  SystemName,
} from "./sysplex-configuration.js";
export { sysplexParameters } from "./parameters.js";

// The model: the sysplex and its systems.
export type { Plex } from "./plex.js";
export { Sysplex } from "./sysplex.js";
export { Lpar, type StopReason } from "./lpar.js";
export { Console, clockTime, replyIdText, type ConsoleMessage } from "./console.js";
export { consoleMessages, type MessageId, type MessageStanding } from "./messages.js";
export type { HowItDied, IplPhase, LparState, Prompt, PromptId, SysplexState } from "./sysplex-state.js";
export type { ReplyOutcome } from "./operator.js";

// The model: automatic restart management.
export { Arm } from "./arm.js";
export { type ArmCommandResult, executeArmCommand, isArmCommand } from "./arm-commands.js";
export { armStatusLines } from "./arm-display.js";
export { electTargetSystem, reasonAgainst } from "./arm-rules.js";
export type {
  ArmElement,
  ArmElementState,
  ArmRegistration,
  ArmRestart,
  ArmState,
  RegistrationOutcome,
} from "./arm-state.js";

// The model: XCF.
export { Xcf } from "./xcf/xcf.js";
export type { GroupMember, MemberChange } from "./xcf/group.js";

// The model's rules.
export {
  failureDetectionInterval,
  operatorNotificationTime,
  spinFailureDetectionInterval,
} from "./failure-detection-interval.js";
export { lastStatusUpdate } from "./xcf/status-monitor.js";
export { decideOnMissingStatus, electSurvivors } from "./sfm.js";

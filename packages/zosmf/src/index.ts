/** z/OSMF's table of contents, in reading order. */

// The model
export { Zosmf, serverName, type ServerChange } from "./zosmf.js";
export type { ZosmfModelConfiguration, ZosmfPlex, ZosmfServerConfiguration } from "./plex.js";
export { zosmfParameters } from "./parameters.js";

// Address spaces
export { Server } from "./server.js";
export { Angel } from "./angel.js";
export { autostartDecision, startProblem, type AutostartDecision, type StartRequest } from "./autostart.js";
export {
  isActive,
  type AngelName,
  type AngelState,
  type ServerName,
  type ServerState,
  type ZosmfState,
} from "./state.js";

// What an address space will do next, for models of other address spaces too
export {
  cancelTimers,
  resumeTimer,
  resumeTimers,
  startTimer,
  suspendTimer,
  suspendTimers,
  type Timer,
  type Timers,
} from "./timers.js";

// REST services
export { operationOf, operations, type Operation, type ServiceGroup } from "./operations.js";
export { RequestThreads } from "./request-threads.js";
export { RESPONSE_TIMEOUT, Uploads, type Upload } from "./uploads.js";

// Users, their tokens, and who judges them
export { bearing, Bears, Jar } from "./tokens/credentials.js";
export { IssuedTokens, placeOf, TokenKind } from "./tokens/issued-tokens.js";
export { effectiveLtpaExpire, type LtpaExpire } from "./tokens/lifetimes.js";
export { Security } from "./tokens/security.js";

// TSO/E address spaces
export { TsoAddressSpaceManager } from "./tso/address-space-manager.js";
export type { TsoCounts } from "./tso/counts.js";
export type { MessageQueues } from "./tso/message-queues.js";
export type { TsoRefused, TsoSessionLost } from "./tso/news.js";
export { TsoRefusal, tsoRefusals, type TsoRefusalRow } from "./tso/refusals.js";
export type { CodedTsoLimits } from "./tso/system-limits.js";
export { readBpxprm, readCeaprm, type TsoMember } from "./tso-members/read-tso-members.js";
export { tsoMemberDiagnostics } from "./tso-members/tso-member-diagnostics.js";
export { bpxprmStatements, ceaprmStatements } from "./tso-members/tso-member-statements.js";

// What it costs
export type { ServerResources } from "./resources.js";

// What it says
export { zosmfMessageStandings, zosmfMessages } from "./messages.js";

// IZUPRMxx: text, statements, configuration
export {
  izuprmDiagnostics,
  izuprmPlugins,
  izuprmStatements,
  printIzuprm,
  readIzuprm,
  resolveIzuprm,
  type IzuprmDocument,
  type IzuprmRow,
  type ResolvedIzuprm,
  type TsoAddressSpace,
  type ZosmfConfiguration,
} from "./izuprm/index.js";

// The profile: text, statements, configuration.
export {
  defaultProfile,
  parseIpAddress,
  printProfile,
  profileDiagnostics,
  profileStatements,
  readProfile,
  resolveProfile,
  statementName,
  type DistributionDefinition,
  type DistributionMethod,
  type DistributionTarget,
  type DvipaDefinition,
  type DynamicXcf,
  type GlobalConfig,
  type IncludedFile,
  type IncludeReader,
  type IpAddress,
  type IpConfig,
  type PortRange,
  type PortReservation,
  type ProfileDocument,
  type ProfileStatement,
  type ReadProfileOptions,
  type ResolvedProfile,
  type StackProfile,
  type StatementRow,
  type TcpConfig,
  type VipaRange,
  type VipaRoute,
} from "./profile/index.js";

// The resolver: TCPIP.DATA, and what lookups cost.
export {
  NameServer,
  readTcpipData,
  Resolver,
  Resolvers,
  resolveTcpipData,
  tcpipDataDiagnostics,
  tcpipDataStatements,
  type NameServerState,
  type QueryResult,
  type ResolvedTcpipData,
  type ResolverConfiguration,
  type ResolversState,
  type TcpipDataDocument,
  type TcpipDataRow,
  type TcpipDataStatement,
} from "./resolver/index.js";

// The model.
export { Tcpip, stackName } from "./tcpip.js";
export type { ProfileMessage, StackConfiguration, TcpipConfiguration, TcpipPlex } from "./plex.js";
export { tcpipParameters } from "./parameters.js";
export { Stack, type StackStopReason } from "./stack.js";
export type { ListenerOptions, ListenResult } from "./ports.js";
export { Dvipa } from "./dvipa.js";
export { electOwner } from "./take-over-chain.js";
export { Distributor, electTarget } from "./distributor.js";
export { responsiveness, type Responsiveness } from "./responsiveness.js";
export { netWeights, type WeighedTarget } from "./distribution-weights.js";
export { Wlm } from "./wlm.js";
export type {
  DistributorState,
  DvipaEntry,
  DvipaState,
  DvipaStatus,
  ListenerState,
  ServiceName,
  StackName,
  StackState,
  TargetState,
  TcpipState,
  WlmWeights,
} from "./state.js";
export { stackMessageStandings, stackMessages } from "./messages.js";
export { executeTcpipCommand, isVarySysplexCommand, LIFE_CYCLE, type CommandResult } from "./commands.js";

// Connections, as a client and a server program see them.
export { Transport } from "./transport.js";
export type { Application, ApplicationMode } from "./application.js";
export { ThreadPool, type ThreadPoolOptions } from "./thread-pool.js";
export { PROGRAM_COUNT_MAX, programIn, slotIn, slotPayload } from "./slot-events.js";
export {
  checkUser,
  NO_USER,
  operationIn,
  OPERATION_COUNT_MAX,
  requestBy,
  userIn,
  USER_COUNT_MAX,
} from "./request-content.js";
export type { TcpClient } from "./tcp-clients.js";
export type { DestinationPortTableRow, SentTo } from "./service-targets.js";
export { OUTSIDE_REFUSED, OUTSIDE_SILENCE, type OutsideEnd, type OutsideNetwork } from "./outside.js";
export type { ConnectionName } from "./connections.js";
export { tcpProfiles, type TcpProfile, type TcpProfileName } from "./syn-schedule.js";

// The profile: text, statements, configuration.
export type {
  DistributionDefinition,
  DistributionMethod,
  DistributionTarget,
  DvipaDefinition,
  DynamicXcf,
  GlobalConfig,
  IpAddress,
  IpConfig,
  PortRange,
  PortReservation,
  StackProfile,
  TcpConfig,
  VipaRange,
  VipaRoute,
} from "./profile/stack-profile.js";

// The model.
export { Tcpip, stackName } from "./tcpip.js";
export type { StackConfiguration, TcpipConfiguration, TcpipPlex } from "./plex.js";
export { tcpipParameters } from "./parameters.js";
export { Stack, type ListenerOptions, type ListenResult, type StackStopReason } from "./stack.js";
export { Dvipa, electOwner } from "./dvipa.js";
export { Distributor, electTarget } from "./distributor.js";
export { responsiveness, type Responsiveness } from "./responsiveness.js";
export type {
  DistributorState,
  DvipaEntry,
  DvipaState,
  ListenerState,
  ServiceName,
  StackName,
  StackState,
  TargetState,
  TcpipState,
} from "./state.js";
export { executeTcpipCommand, type CommandResult } from "./commands.js";

// Connections, as a client and a server program see them.
export { Transport, type Application, type TcpClient } from "./transport.js";
export type { ConnectionName } from "./connections.js";
export { tcpProfiles, type TcpProfile, type TcpProfileName } from "./syn-schedule.js";

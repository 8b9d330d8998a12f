/** The TCP/IP profile: text → statements → what a stack is configured with. */

// Reading
export { readProfile, type ProfileDocument, type ProfileStatement, type ReadProfileOptions } from "./read.js";
export type { Token } from "./tokens.js";
export { DEEPEST_INCLUDE, type IncludedFile, type IncludeReader } from "./include.js";
export { printProfile } from "./print.js";

// Resolving
export { resolveProfile, type ResolvedProfile } from "./resolve.js";
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
} from "./stack-profile.js";
export { defaultProfile } from "./defaults.js";

// Addresses
export {
  addressBits,
  addressFamily,
  parseIpAddress,
  parseIpv4,
  parseIpv6,
  parseMask,
  parsePrefixedAddress,
  type AddressFamily,
  type PrefixedAddress,
} from "./ip-address.js";

// Tables, for the reference pages
export { profileStatements, statementName, type StatementRow } from "./statements.js";
export { profileDiagnostics } from "./diagnostics.js";

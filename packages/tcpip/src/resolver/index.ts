/** The resolver: TCPIP.DATA, and what lookups cost. */

// TCPIP.DATA: text, statements, configuration
export {
  readTcpipData,
  type TcpipDataDocument,
  type TcpipDataStatement,
  type TcpipDataWord,
} from "./read-tcpip-data.js";
export {
  NAME_SERVERS_MAX,
  resolveTcpipData,
  type ResolvedTcpipData,
  type ResolverConfiguration,
} from "./resolve-tcpip-data.js";

// The model
export { NameServer, Resolvers } from "./resolvers.js";
export { Resolver, type QueryResult } from "./resolver.js";
export type { NameServerState, ResolversState } from "./resolver-state.js";

// Tables, for the reference pages
export { tcpipDataDiagnostics } from "./tcpip-data-diagnostics.js";
export { tcpipDataStatements, type TcpipDataRow } from "./tcpip-data-statements.js";

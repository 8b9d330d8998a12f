/** ZAAS's table of contents, in reading order. */
export { Zaas } from "./zaas.js";
export type { ZaasOptions } from "./zaas-options.js";
export type { ZaasReport } from "./report.js";
export { credentialKinds, zaasOperations, ZaasOperation, type Credentials } from "./operations.js";
export { authenticationSchemes, type AuthenticationScheme } from "./schemes.js";
export { Tokens } from "./tokens.js";
export { zaasSettings, type ZaasSettings } from "./settings.js";
export { awaitZosmf } from "./zosmf-wait.js";
export { INVALID_TOKENS, type CacheAccess } from "./cache-access.js";
export { zaasRows, type ZaasParameterValues } from "./parameters.js";

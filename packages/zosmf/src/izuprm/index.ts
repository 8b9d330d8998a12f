export type { TsoAddressSpace, ZosmfConfiguration } from "./zosmf-configuration.js";
export { type IzuprmDocument, printIzuprm, readIzuprm } from "./read-izuprm.js";
export { type ResolvedIzuprm, resolveIzuprm } from "./resolve-izuprm.js";
export { type IzuprmRow, izuprmPlugins, izuprmStatements } from "./izuprm-statements.js";
export { izuprmDiagnostics } from "./izuprm-diagnostics.js";

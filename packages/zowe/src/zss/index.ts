export { Zss, type ZssReport } from "./zss.js";
export { CROSS_MEMORY_JOB, CrossMemory, type CrossMemoryState } from "./cross-memory.js";
export { withCookieOnly, zssOperationOf, zssOperations, ZssNumber, type ZssOperation } from "./operations.js";
export { zssRows } from "./parameters.js";

/** The Caching Service's table of contents, in reading order. */
export { CachingServices } from "./caching-services.js";
export type { ClusterChange, EntriesLost } from "./news.js";
export type { CachingReport } from "./counts.js";
export { CachingApplication } from "./caching-application.js";
export { cachingComponents, configuredMembers, type CachingMember, type ClusterMember } from "./members.js";
export { cachingFindings, type CachingFinding, type CachingFindingCode } from "./findings.js";
export { cacheDependents, type CacheDependent } from "./dependents.js";
export type { CacheConsumers, CachingAccess } from "./consumers.js";
export { cachingMessages, type CacheAnswer, type CacheRequest, type Caller } from "./requests.js";
export { CacheOperations } from "./operations.js";
export type { Redis } from "./redis.js";
export type { VsamDataSets } from "./vsam.js";
export type { CachingState, MemberName, RedisRecord, StoreName, ViewRecord } from "./state.js";
export { cachingRows } from "./parameters.js";

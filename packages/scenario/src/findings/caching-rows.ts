/** Surprises of Caching Services: the rows of what the model finds in their configuration. */
import type { CachingFindingCode } from "@sysplex/zowe";

const named = (members: string, what: string): string => `${members}: ${what}`;

export const cachingFindingRows = {
  CACHE_NEVER_CLUSTERED: {
    severity: "warning",
    text: named,
    then: "What one has stored the others never find, and it is lost with it.",
    instead: "Every member's host and port in initialHosts of each.",
  },
  CACHE_ONE_SIDED_HOSTS: {
    severity: "warning",
    text: named,
    then: "While both run they are one cluster; after a start of one alone it depends on the order.",
    instead: "Every member's host and port in initialHosts of each.",
  },
  CACHE_SHARED_FILE_STORE: {
    severity: "warning",
    text: named,
    then: "Each overwrites what the other has written; what is read back is not known.",
    instead: "A directory of its own for each instance, as from 3.2 on.",
  },
  CACHE_NOT_SHARED: {
    severity: "warning",
    text: named,
    then: "The model answers as each member would: the second member does not know what the first one was told.",
    instead: "storage.mode: infinispan, with initialHosts that list all members.",
  },
  CACHE_DIFFERENT_STORAGES: {
    severity: "warning",
    text: named,
    then: "Which storage is asked depends on the member that a Gateway chooses.",
    instead: "The same storage.mode for all instances.",
  },
  CACHE_VSAM_NOT_RLS: {
    severity: "warning",
    text: named,
    then: "Two systems write into it without knowing of each other.",
    instead: "zowe.setup.vsam.mode: RLS, or one Caching Service only.",
  },
  CACHE_NO_TOKEN_REVOCATION: {
    severity: "info",
    text: named,
    then: "Who gives a personal access token back meets an error, and the token goes on to count.",
    instead: "storage.mode: infinispan, where tokens are to be revoked.",
  },
  CACHE_VIRTUAL_THREADS: {
    severity: "warning",
    text: named,
    then: "Members freeze at random, after zowe.virtualThreadStall.",
    instead: "zowe.cachingJava: 17, or release 3.6.",
  },
} as const;

export const cachingCodes: Readonly<Record<CachingFindingCode, keyof typeof cachingFindingRows>> = {
  neverClustered: "CACHE_NEVER_CLUSTERED",
  oneSidedInitialHosts: "CACHE_ONE_SIDED_HOSTS",
  sharedFileStore: "CACHE_SHARED_FILE_STORE",
  notShared: "CACHE_NOT_SHARED",
  differentStorages: "CACHE_DIFFERENT_STORAGES",
  vsamNotRls: "CACHE_VSAM_NOT_RLS",
  noTokenRevocation: "CACHE_NO_TOKEN_REVOCATION",
  virtualThreads: "CACHE_VIRTUAL_THREADS",
};

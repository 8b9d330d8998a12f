/** Who needs the Caching Service, and what users lose with each storage. */

export interface CacheDependent {
  readonly component: string;
  /** What is kept there. */
  readonly keeps: string;
  /** `hard`: it cannot work without; `soft`: it keeps it by itself, for one instance. */
  readonly need: "hard" | "soft";
  readonly without: string;
}

/**
 * Logging on and off with a normal token needs none of it.
 * @source zowe/api-layer (personal access tokens, DeterministicLoadBalancer), zlux-server-framework, zss (storageApiml).
 */
export const cacheDependents: readonly CacheDependent[] = [
  {
    component: "zaas",
    keeps: "revoked personal access tokens",
    need: "hard",
    without: "tokens can neither be revoked nor checked",
  },
  {
    component: "gateway",
    keeps: "the instance that each user of a sticky service was sent to",
    need: "soft",
    without: "each Gateway chooses for itself, and forgets with its process",
  },
  {
    component: "app-server",
    keeps: "what plug-ins of the Desktop store in high availability",
    need: "soft",
    without: "it is there on one instance only",
  },
  {
    component: "zss",
    keeps: "what storageApiml keeps; it waits 10 s for an answer",
    need: "soft",
    without: "it is there on one instance only",
  },
];

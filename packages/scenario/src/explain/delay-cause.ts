/** What a stretch of a failover was waiting for: one of these, whatever the words of its explanation. */
export const DELAY_CAUSES = [
  "statusInterval",
  "operator",
  "isolation",
  "targetHealth",
  "ownershipMove",
  "addressLearning",
  "systemRestart",
  "listener",
  "serverReady",
  "registry",
  "retryBackOff",
  "newLogon",
  "answer",
  "unexplained",
] as const;

export type DelayCause = (typeof DELAY_CAUSES)[number];

import {
  choiceParameter,
  distributionParameter,
  durationParameter,
  flagParameter,
  micros,
  millis,
  NO_TIME,
  numberParameter,
  seconds,
} from "@sysplex/sim-core";

const INFINISPAN_XML = "zowe/api-layer caching-service infinispan.xml";

/** Infinispan, which runs inside of each Caching Service. */
const infinispanRows = {
  jgroupsFailureTimeout: durationParameter({
    default: seconds(10),
    standing: "documented",
    source: `${INFINISPAN_XML}: FD_ALL timeout.`,
    meaning: "A member of a cluster from which nothing came for so long is suspected.",
  }),
  jgroupsHeartbeat: durationParameter({
    default: seconds(2),
    standing: "documented",
    source: `${INFINISPAN_XML}: FD_ALL interval.`,
    meaning: "How often members send heartbeats: the last one of a lost member is up to this old.",
  }),
  jgroupsFailureCheck: durationParameter({
    default: seconds(1),
    standing: "documented",
    source: `${INFINISPAN_XML}: FD_ALL timeout_check_interval.`,
    meaning: "How often members look for those from which nothing came.",
  }),
  jgroupsVerification: durationParameter({
    default: seconds(1),
    standing: "documented",
    source: `${INFINISPAN_XML}: VERIFY_SUSPECT. A process that is gone refuses at once, and FD_SOCK notices it at once.`,
    meaning: "How long a suspected member that does not answer is given before it is excluded.",
  }),
  jgroupsMergeNews: distributionParameter({
    default: "uniform(10s, 30s)",
    standing: "documented",
    source: `${INFINISPAN_XML}: MERGE3 min_interval and max_interval.`,
    meaning: "From two clusters being able to reach each other until one has news of the other.",
  }),
  jgroupsMergeCheck: distributionParameter({
    default: "uniform(0s, 48s)",
    standing: "assumed",
    source:
      "JGroups MERGE3: a coordinator looks at what it has heard each 1.6 × max_interval; recalled. The phase is chance.",
    meaning: "From the news of another cluster until a coordinator looks at it and they merge.",
  }),
  jgroupsAnswerTimeout: durationParameter({
    default: seconds(15),
    standing: "assumed",
    source: "Infinispan's remote-timeout, which Zowe leaves; recalled.",
    meaning: "A write that a member of the cluster does not acknowledge fails after this.",
  }),
  clusteredLockWait: durationParameter({
    default: seconds(4),
    standing: "documented",
    source: "zowe/api-layer caching-service, InfinispanStorage: tryLock of the lock of invalidated tokens.",
    meaning: "How long an entry of a map waits for the lock of the cluster before it fails.",
  }),
  infinispanCache: choiceParameter({
    choices: ["byRelease", "replicated", "distributed"],
    default: "byRelease",
    standing: "documented",
    source:
      "zowe/api-layer InfinispanConfig: REPL_SYNC, but DIST_SYNC from pull request 4408 (2025-11) to 4463 (2026-02), " +
      "which is taken for release 3.4.",
    meaning: "Whether every member of a cluster holds every entry, or infinispanOwners of them do.",
  }),
  infinispanOwners: numberParameter({
    default: 2,
    unit: "members",
    min: 1,
    whole: true,
    standing: "assumed",
    source: "Infinispan's default of owners, which Zowe leaves; recalled.",
    meaning: "Members that hold an entry of a distributed cache.",
  }),
  infinispanPassivation: choiceParameter({
    choices: ["byRelease", "on", "off"],
    default: "byRelease",
    standing: "assumed",
    source:
      "zowe/api-layer InfinispanConfig has no passivation in its present form; earlier ones had: taken for those before 3.4.",
    meaning: "Whether the file store gets entries at a clean stop only (on), or at each write (off).",
  }),
  infinispanMergeKeeps: choiceParameter({
    choices: ["preferred", "latest"],
    default: "preferred",
    standing: "assumed",
    source:
      "No partition handling is configured (zowe/api-layer infinispan.xml). Infinispan then goes on with the state of the " +
      "side with more members; recalled.",
    meaning: "What two clusters that merge hold afterwards: what one side has, or of each entry the latest.",
  }),
  sharedFileStore: choiceParameter({
    choices: ["unusable", "usable"],
    default: "unusable",
    standing: "assumed",
    source:
      "zowe/docs-site issue 4371 asks for a directory for each instance; what happens without is not said.",
    meaning: "What a file store that two Caching Services have opened is worth at the next start.",
  }),
  cachingJava: choiceParameter({
    choices: ["17", "21"],
    default: "17",
    standing: "assumed",
    source: "Zowe 3 needs Java 17 or later; zowe.yaml names a path only.",
    meaning: "Level of the Java under the Caching Services. 21 has virtual threads.",
  }),
  virtualThreadStall: distributionParameter({
    default: "exponential(mean 1h)",
    standing: "assumed",
    source:
      "zowe/docs-site pull request 5076: with Java 21 on z/OS the Caching Services of 3.4 and 3.5 freeze at random in a " +
      "cluster; how often is not said.",
    meaning: "From the start of a member with virtual threads in a cluster to its freezing.",
  }),
  virtualThreadStallDuration: durationParameter({
    default: NO_TIME,
    standing: "assumed",
    source: "The same. 0s: until it is restarted.",
    meaning: "How long such a member stays frozen.",
  }),
};

/** VSAM and Redis. */
const storageRows = {
  vsamReadPerRecord: durationParameter({
    default: micros(20),
    standing: "assumed",
    source: "zowe/api-layer VsamStorage: each create counts all records first; no measurement is published.",
    meaning: "What a record in the data set adds to the time of a create.",
  }),
  vsamSharedWriteFailure: numberParameter({
    default: 0,
    unit: "share of the writes",
    min: 0,
    max: 1,
    standing: "assumed",
    source:
      "A data set without RLS that two systems update may be damaged; how likely is not known. 0: it is only reported.",
    meaning: "Share of writes that damage a NONRLS data set which another system has open as well.",
  }),
  redisReplicas: numberParameter({
    default: 1,
    unit: "replicas",
    min: 0,
    max: 8,
    whole: true,
    standing: "assumed",
    source: "zowe.yaml names the master or the sentinels only.",
    meaning: "Replicas of the Redis master; without sentinels nobody promotes one.",
  }),
  redisReplicationLag: durationParameter({
    default: millis(10),
    standing: "assumed",
    source: "Redis replicates without waiting; a LAN and a busy server give some milliseconds.",
    meaning: "From a write at the master to its arrival at the replicas.",
  }),
  sentinelDownAfter: durationParameter({
    default: seconds(30),
    standing: "documented",
    source: "Redis sentinel.conf: down-after-milliseconds.",
    meaning: "A master that has not answered for so long is down for a sentinel.",
  }),
  sentinelFailover: distributionParameter({
    default: "uniform(1s, 3s)",
    standing: "assumed",
    source: "Agreement and election of the sentinels and the promotion; no figure is published.",
    meaning: "From the sentinels finding a master down until clients use the promoted replica.",
  }),
  redisKeepsData: flagParameter({
    default: true,
    standing: "assumed",
    source: "Redis saves snapshots by default; whether a site leaves it so is not in zowe.yaml.",
    meaning: "A Redis server that comes back has its entries; false: it comes back empty.",
  }),
  redisEntriesMax: numberParameter({
    default: 0,
    unit: "entries",
    min: 0,
    whole: true,
    standing: "assumed",
    source: "maxmemory of Redis, whatever its policy refuses; 0: it has room.",
    meaning: "Entries that fit into Redis; beyond them it answers 507.",
  }),
};

/** The numbers of the Caching Service and of those who use it: rows of the package's table. */
export const cachingRows = {
  ...infinispanRows,
  ...storageRows,
  statefulWithoutCaching: choiceParameter({
    choices: ["never", "whenAbsent", "whenUnreachable"],
    default: "whenAbsent",
    standing: "assumed",
    source:
      "The design of Zowe's high availability (zowe-install-packaging wiki): a component falls back to its own memory and " +
      "becomes stateful. Which components do was not read.",
    meaning:
      "When a component keeps its state in its own memory: never (it fails instead), where no Caching Service is configured, " +
      "or whenever it reaches none.",
  }),
};

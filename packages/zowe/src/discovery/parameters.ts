import {
  durationParameter,
  flagParameter,
  millis,
  minutes,
  NO_TIME,
  numberParameter,
  seconds,
} from "@sysplex/sim-core";

const SECOND = seconds(1);

/** The numbers of Discovery and of its clients: rows of the package's table. */
export const discoveryRows = {
  heartbeatPeriod: durationParameter({
    default: seconds(30),
    min: SECOND,
    standing: "documented",
    source:
      "Eureka and Zowe enabler: lease renewal interval; zowe/api-layer StaticServicesRegistrationService.",
    meaning: "How often a client, or Discovery for a static definition, renews a lease.",
  }),
  leaseDuration: durationParameter({
    default: seconds(90),
    min: SECOND,
    standing: "documented",
    source:
      "Eureka and Zowe enabler: lease expiration duration; zowe/api-layer issue 1768 speaks of three heartbeats.",
    meaning: "The lease that a client announces.",
  }),
  leaseDurationFactor: numberParameter({
    default: 2,
    unit: "times the lease",
    min: 1,
    standing: "documented",
    source:
      "Netflix eureka-core, Lease: renewing adds the duration and so does the check; it says that this stays so.",
    meaning: "How often the lease counts from the last renewal on; one that was never renewed counts once.",
  }),
  evictionPeriod: durationParameter({
    default: seconds(60),
    min: SECOND,
    standing: "documented",
    source: "Spring Cloud Netflix: evictionIntervalTimerInMs.",
    meaning: "How often a Discovery looks for expired leases, counted from its start.",
  }),
  selfPreservation: flagParameter({
    default: true,
    standing: "documented",
    source: "Spring Cloud Netflix: enableSelfPreservation; Zowe leaves it.",
    meaning: "Nothing is evicted while too few renewals arrive.",
  }),
  renewalPercentThreshold: numberParameter({
    default: 0.85,
    unit: "share of the expected renewals",
    min: 0,
    max: 1,
    standing: "documented",
    source: "Spring Cloud Netflix: renewalPercentThreshold.",
    meaning: "Renewals of the last minute must exceed this share; the rest is the most that one run evicts.",
  }),
  thresholdPeriod: durationParameter({
    default: minutes(15),
    min: SECOND,
    standing: "documented",
    source: "Spring Cloud Netflix: renewalThresholdUpdateIntervalMs.",
    meaning: "How often the expected renewals are counted anew from the registry.",
  }),
  initialExpectedClients: numberParameter({
    default: 1,
    unit: "clients",
    min: 0,
    whole: true,
    standing: "documented",
    source: "Spring Cloud Netflix: defaultOpenForTrafficCount.",
    meaning:
      "Clients that a Discovery expects when it starts with an empty registry; each registration adds one.",
  }),
  fetchesFromPeer: flagParameter({
    default: true,
    standing: "assumed",
    source:
      "eureka-core syncUp does so while registrySyncRetries is above 0. Spring Cloud's default is 0, and 5 where the server " +
      "registers itself, as Zowe's does: this is recalled and was not read.",
    meaning: "A starting Discovery takes over the registry of the first other one in its list that answers.",
  }),
  emptyRegistryWait: durationParameter({
    default: NO_TIME,
    standing: "assumed",
    source:
      "waitTimeInMsWhenSyncEmpty is 5 minutes, but eureka-core drops it when the initial count is above zero, which " +
      "Spring Cloud's is; a trace of a first start would settle it.",
    meaning: "How long a Discovery that found no peer refuses to hand out its registry.",
  }),
  registryFetchPeriod: durationParameter({
    default: seconds(30),
    min: SECOND,
    standing: "documented",
    source: "Eureka: registryFetchIntervalSeconds.",
    meaning: "How often a client fetches the registry.",
  }),
  discoveryTimeout: durationParameter({
    default: seconds(5),
    standing: "assumed",
    source: "Eureka: eurekaServerConnectTimeoutSeconds; whether the enablers of Zowe change it was not read.",
    meaning: "After this a client gives a Discovery up that does not answer; one that refuses fails at once.",
  }),
  gatewayDiscoveryTimeout: durationParameter({
    default: minutes(3),
    standing: "documented",
    source:
      "zowe/api-layer gateway-service ConnectionsConfig: connect, request and socket timeout 180000 ms.",
    meaning: "The same for the Gateway.",
  }),
  heartbeatBackOffBound: numberParameter({
    default: 10,
    unit: "heartbeat periods",
    min: 1,
    standing: "documented",
    source: "Netflix eureka-client TimedSupervisorTask: heartbeatExecutorExponentialBackOffBound.",
    meaning:
      "The longest pause between heartbeats of a client whose heartbeats hang for longer than a period.",
  }),
  discoveryAttempts: numberParameter({
    default: 3,
    unit: "requests",
    min: 1,
    whole: true,
    standing: "documented",
    source:
      "Netflix eureka-client, RetryableEurekaHttpClient: the one that failed comes first again if it leads the list.",
    meaning: "Discovery services that one heartbeat is tried at.",
  }),
  quarantineShare: numberParameter({
    default: 0.66,
    unit: "share of the list",
    min: 0,
    max: 1,
    standing: "documented",
    source: "Netflix eureka-client: retryableClientQuarantineRefreshPercentage.",
    meaning: "When so many of the list have failed a client, it forgets that they have.",
  }),
  discoverySession: durationParameter({
    default: minutes(20),
    min: SECOND,
    standing: "documented",
    source:
      "Netflix eureka-client: sessionedClientReconnectIntervalSeconds, plus or minus up to a half by chance.",
    meaning: "How long a client stays with a Discovery further down the list when one before it is back.",
  }),
  replicationDelay: durationParameter({
    default: millis(500),
    standing: "documented",
    source: "zowe/api-layer ApimlPeerEurekaNode: MAX_BATCHING_DELAY_MS, the longest wait for a batch.",
    meaning: "From a registration, cancel or renewal at a Discovery to its arrival at a peer.",
  }),
  peerBatchDuration: durationParameter({
    default: NO_TIME,
    standing: "assumed",
    source: "17 to 20 s on z/OS under moderate load (zowe/api-layer issue 4777); otherwise no figure.",
    meaning: "How long a peer works on a batch. Longer than peerReadTimeout: it is sent again and again.",
  }),
  peerThreads: numberParameter({
    default: 2,
    unit: "threads",
    min: 1,
    whole: true,
    standing: "documented",
    source:
      "zowe/api-layer discovery-service application.yml (3.0): max-threads-for-peer-replication; issue 4777 speaks of 6.",
    meaning: "Threads that pass changes and heartbeats on to one peer.",
  }),
  peerConnectTimeout: durationParameter({
    default: millis(200),
    standing: "documented",
    source: "Spring Cloud Netflix: peerNodeConnectTimeoutMs.",
    meaning: "After this an attempt to reach a peer on a lost system has failed.",
  }),
  peerReadTimeout: durationParameter({
    default: seconds(15),
    standing: "documented",
    source: "zowe/api-layer issue 4777; 30 s from pull request 4780 on, 200 ms where Spring's default holds.",
    meaning: "After this a batch that a peer has not answered is sent again.",
  }),
  peerRetrySleep: durationParameter({
    default: millis(100),
    min: millis(1),
    standing: "documented",
    source: "zowe/api-layer ApimlPeerEurekaNode: RETRY_SLEEP_TIME_MS.",
    meaning: "Between two attempts to reach a peer that refuses or is not there.",
  }),
  peerCongestionSleep: durationParameter({
    default: seconds(1),
    min: millis(1),
    standing: "documented",
    source: "zowe/api-layer ApimlPeerEurekaNode: SERVER_UNAVAILABLE_SLEEP_TIME_MS.",
    meaning: "Between two attempts at a peer that did not answer in time.",
  }),
  peerRetries: numberParameter({
    default: 10,
    unit: "attempts",
    min: 1,
    whole: true,
    standing: "documented",
    source: "zowe/api-layer: apiml.discovery.maxPeerRetries.",
    meaning: "Attempts to reach a peer after which a change is dropped.",
  }),
  peerTaskLifetime: durationParameter({
    default: seconds(30),
    standing: "documented",
    source:
      "eureka-core PeerEurekaNode: a change expires after a renewal interval, or maxTimeForReplication; both 30 s.",
    meaning: "A change that could not be replicated for so long is dropped.",
  }),
};

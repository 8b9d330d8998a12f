import {
  defineParameters,
  durationParameter,
  flagParameter,
  micros,
  millis,
  numberParameter,
  seconds,
} from "@sysplex/sim-core";

/** The numbers of the TCP/IP model that no profile statement sets. */
export const tcpipParameters = defineParameters("tcpip", {
  stackStartDuration: durationParameter({
    default: seconds(20),
    standing: "assumed",
    source: "No published figure for a stack restart; a trace of EZZ0309I to EZD1214I would replace it.",
    meaning: "From the start of the TCP/IP address space until its dynamic VIPAs are processed.",
  }),
  omprouteStartDuration: durationParameter({
    default: seconds(10),
    standing: "assumed",
    source: "No published figure; only used with DELAYJOIN.",
    meaning: "How long a stack with DELAYJOIN waits for OMPROUTE before it joins the group.",
  }),
  takeoverDuration: durationParameter({
    default: millis(100),
    standing: "assumed",
    source: "No published figure; a few group messages and the rebuilding of the connection routing table.",
    meaning: "From the news that an owner has gone until the backup stack owns its dynamic VIPA.",
  }),
  addressLearningDelay: durationParameter({
    default: millis(1),
    standing: "assumed",
    source:
      "Gratuitous ARP reaches the LAN at once (support page on ARP takeover); with OSPF routers set the dead-router interval, commonly 40s.",
    meaning: "From ownership of a dynamic VIPA until clients' packets reach the new owner.",
  }),
  clientLatency: durationParameter({
    default: micros(500),
    standing: "assumed",
    source: "A client on the same campus; nothing in the model depends on it but latency itself.",
    meaning: "One way between a client and a stack's network adapter.",
  }),
  tsrPeriod: durationParameter({
    default: seconds(60),
    min: seconds(1),
    standing: "documented",
    source: "IP Configuration Guide, target server responsiveness: evaluated about once a minute.",
    meaning: "How often the distributor computes the target server responsiveness (TSR).",
  }),
  tsrAttempts: numberParameter({
    default: 1,
    unit: "connection requests",
    min: 1,
    whole: true,
    standing: "assumed",
    source: "How many failed set-ups make a TSR of 0 is not published.",
    meaning: "Connection requests that a period must hold for its TSR to count.",
  }),
  healthSwitchIsFinal: flagParameter({
    default: true,
    standing: "assumed",
    source: "Recalled from IBM talks: QUIESCE and RESUME, or a restart of the server, lift it.",
    meaning:
      "A target that lost its role by health does not get it back by AUTOSWITCHBACK alone; false: after one period.",
  }),
  sefPeriod: durationParameter({
    default: seconds(60),
    min: seconds(1),
    standing: "documented",
    source:
      "IP Configuration Guide, multiple servers sharing a TCP port: intervals of approximately one minute.",
    meaning: "How often a stack computes the accept efficiency fraction (SEF) of servers that share a port.",
  }),
  wlmSystemWeight: numberParameter({
    default: 16,
    unit: "WLM weight",
    min: 0,
    max: 64,
    standing: "assumed",
    source: "The range is documented; that all systems have the same capacity left is an assumption.",
    meaning: "What WLM recommends a system by (BASEWLM), where nothing else is said of it.",
  }),
  wlmServerWeight: numberParameter({
    default: 16,
    unit: "WLM weight",
    min: 0,
    max: 64,
    standing: "assumed",
    source: "The range is documented; that all servers meet their goals alike is an assumption.",
    meaning: "What WLM recommends a server by (SERVERWLM, SHAREPORTWLM), where nothing else is said of it.",
  }),
  synRetryKeepsTarget: flagParameter({
    default: true,
    standing: "assumed",
    source:
      "Inferred: the distributor sees no answers, so its routing entry must stand from the first SYN on; not with HOTSTANDBY.",
    meaning:
      "A SYN that is sent again goes to the target of the first one while that counts as a member of the group; false: to the next.",
  }),
  backupInheritsDistribution: flagParameter({
    default: true,
    standing: "assumed",
    source: "Recalled; the Db2 guide advises to code VIPADISTRIBUTE on the backups too.",
    meaning: "A take-over stack without a VIPADISTRIBUTE of its own distributes by the former owner's.",
  }),
  supersededDefineRank: numberParameter({
    default: 255,
    unit: "rank",
    min: 1,
    max: 255,
    whole: true,
    standing: "assumed",
    source: "That the earlier VIPADEFINE becomes a backup is documented, its place in the chain is not.",
    meaning: "The rank of a stack whose VIPADEFINE was superseded by a later one.",
  }),
  requestRetransmitMin: durationParameter({
    default: millis(200),
    standing: "documented",
    source: "Linux ip-sysctl documentation, tcp_rto_min_us: 200000 (TCP_RTO_MIN of earlier levels).",
    meaning: "First retransmission time-out of data on an established connection.",
  }),
  requestRetransmitMax: durationParameter({
    default: seconds(120),
    standing: "documented",
    source: "Linux ip-sysctl documentation, tcp_rto_max_ms: 120000 (TCP_RTO_MAX of earlier levels).",
    meaning: "Longest retransmission time-out of data on an established connection.",
  }),
  reportBytes: numberParameter({
    default: 256,
    unit: "bytes",
    min: 0,
    whole: true,
    standing: "assumed",
    source: "No published layout; only the state-change resources depend on it.",
    meaning: "Size of one group message between stacks.",
  }),
  resolverTimeout: durationParameter({
    default: seconds(5),
    min: millis(10),
    standing: "documented",
    source:
      "IP Configuration Reference (V2R1 and later), RESOLVERTIMEOUT statement; comments of older sample members name 30s.",
    meaning: "How long a resolver waits for an answer where TCPIP.DATA has no RESOLVERTIMEOUT.",
  }),
  nameServerAnswerTime: durationParameter({
    default: millis(1),
    standing: "assumed",
    source: "A name server on the same campus that has the name; a packet trace would replace it.",
    meaning: "From a query until a name server's answer, or its host's refusal, is there.",
  }),
  unresponsiveThreshold: numberParameter({
    default: 25,
    unit: "percent of queries",
    min: 0,
    max: 100,
    whole: true,
    standing: "documented",
    source:
      "IP Configuration Reference, UNRESPONSIVETHRESHOLD of the resolver setup file; that 0 ends the watch is recalled.",
    meaning:
      "With more failures than this a resolver calls a name server unresponsive (EZZ9308E); 0: it does not watch.",
  }),
  nameServerMonitorInterval: durationParameter({
    default: seconds(300),
    min: seconds(1),
    standing: "documented",
    source:
      "IP Configuration Reference, UNRESPONSIVETHRESHOLD without AUTOQUIESCE: sliding intervals of 5 minutes.",
    meaning: "The time over which a resolver counts the failures of a name server.",
  }),
  nameServerMonitorStep: durationParameter({
    default: seconds(60),
    min: seconds(1),
    standing: "assumed",
    source: "How often the sliding interval is looked at was not found.",
    meaning: "How often a resolver judges its name servers, while they are asked.",
  }),
});

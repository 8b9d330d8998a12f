/** What a second without service was waiting for: the causes, in the order in which they usually come. */

export type Cause = (typeof CAUSES)[number]["cause"];

/** Microseconds by cause; what did not happen is left out. */
export type CauseMicros = Readonly<Partial<Record<Cause, number>>>;

export const CAUSES = [
  {
    cause: "inFlight",
    title: "under way",
    meaning: "Requests sent before the failure, which it took with it.",
  },
  {
    cause: "statusInterval",
    title: "status interval",
    meaning:
      "Until the sysplex knows: missing status updates, or status detection, or lost signalling paths.",
  },
  {
    cause: "operator",
    title: "operator",
    meaning: "OPNOTIFY, and a person's answer to IXC402D and its like.",
  },
  {
    cause: "isolation",
    title: "isolation",
    meaning: "Limits of the SFM policy, isolation, reset, partitioning.",
  },
  {
    cause: "targetHealth",
    title: "target health",
    meaning: "Until the distributor or a gateway takes a target that does not answer out of service.",
  },
  {
    cause: "ownershipMove",
    title: "ownership move",
    meaning: "The news reaches the stacks, and one takes over.",
  },
  {
    cause: "addressLearning",
    title: "address learning",
    meaning: "The LAN learns where the address is now.",
  },
  { cause: "systemRestart", title: "system restart", meaning: "IPL, and the start of the stack." },
  { cause: "listener", title: "listener", meaning: "The server starts, until its port is open." },
  {
    cause: "serverReady",
    title: "server ready",
    meaning: "The port is open, and the server not ready to answer.",
  },
  {
    cause: "registry",
    title: "registry",
    meaning: "Registration, renewal, eviction, and caches of the registry.",
  },
  {
    cause: "retryBackOff",
    title: "retry back-off",
    meaning: "Until a client's next SYN, or its next attempt.",
  },
  {
    cause: "newLogon",
    title: "new logon",
    meaning: "Sessions and tokens that are gone: clients log on again.",
  },
  { cause: "answer", title: "answer", meaning: "TLS handshake, and the answer to the first request." },
  { cause: "probe", title: "probe", meaning: "Service was there again; the next probe had not been sent." },
  { cause: "unexplained", title: "unexplained", meaning: "No rule of the model and no message tells." },
] as const;

/** By the parameter that an explanation rests on: `sysplex.spinTimeDedicated`. The first that fits. */
const BY_PARAMETER: readonly (readonly [RegExp, Cause])[] = [
  [/^sysplex\.(spin|status|pathLoss)/, "statusInterval"],
  [/^sysplex\.(isolation|imageReset|partition)/, "isolation"],
  [/^sysplex\.reIpl/, "operator"],
  [/^sysplex\.signalling/, "ownershipMove"],
  [/^sysplex\.ipl/, "systemRestart"],
  [/^tcpip\.stackStart|^tcpip\.omproute/, "systemRestart"],
  [/^tcpip\.takeover/, "ownershipMove"],
  [/^tcpip\.addressLearning/, "addressLearning"],
  [/^tcpip\.tsr/, "targetHealth"],
  [/\.listenerToReady$/, "serverReady"],
  [/^zowe\.(breaker|gatewayRetries|detectionLag|silentDetection)/, "targetHealth"],
  [
    /^zowe\..*(registr|lease|evict|heartbeat|renew|fetch|discovery|threshold|quarantine|peer|replication)/i,
    "registry",
  ],
  [/^zowe\..*(token|logon|ticket|session)/i, "newLogon"],
  [/^(zosmf|zowe)\./, "listener"],
  [/^client\./, "answer"],
];

/** By the words of an explanation, where no parameter is behind it. The first that fits. */
const BY_WORDS: readonly (readonly [RegExp, Cause])[] = [
  [/misses its status updates|takes? notice|status detection/, "statusInterval"],
  [/SSUMLIMIT|ISOLATETIME|DEACTTIME|RESETTIME|isolated|fenced|partitioned|image of .* is reset/, "isolation"],
  [/OPNOTIFY|operator|\breply\b|replies|IXC402D|IXC426D|IXC409D|nothing had been decided/, "operator"],
  [/IPLed|z\/OS UNIX is up|stack of .* starts/, "systemRestart"],
  [/TSR of 0|runs on by itself/, "targetHealth"],
  [/registr|Eureka|evict/i, "registry"],
  [/log on|logon|token/i, "newLogon"],
  [
    /\bowns\b|takes .* over|left the group|reports \d+ listener|active target|counts as the owner/,
    "ownershipMove",
  ],
  [/not ready to answer/, "serverReady"],
  [/\bstarts?\b|listens|port is open/, "listener"],
  [/gets a connection|next SYN|tries again|next request/, "retryBackOff"],
];

/** The cause behind one part of an explanation. */
export function causeOf(explanation: {
  readonly because: string;
  readonly parameters: readonly string[];
}): Cause {
  const { because, parameters } = explanation;
  const byParameter = BY_PARAMETER.find(([pattern]) => parameters.some((name) => pattern.test(name)));
  const byWords = BY_WORDS.find(([pattern]) => pattern.test(because));
  return byParameter?.[1] ?? byWords?.[1] ?? "unexplained";
}

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
    meaning:
      "Limits of the SFM policy, isolation, reset, partitioning; in a cluster, the toleration of a pod.",
  },
  {
    cause: "targetHealth",
    title: "target health",
    meaning:
      "Until the distributor or a gateway takes a target that does not answer out of service, or lets requests to it again.",
  },
  {
    cause: "ownershipMove",
    title: "ownership move",
    meaning: "The news reaches the stacks, and one takes over; in a cluster, its endpoints change.",
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
    meaning: "A Gateway still knows instances that are gone, or does not know those that serve yet.",
  },
  {
    cause: "retryBackOff",
    title: "retry back-off",
    meaning: "Until a client's next SYN, or its next attempt.",
  },
  {
    cause: "newLogon",
    title: "new logon",
    meaning: "Tokens that are refused: clients log on again.",
  },
  { cause: "answer", title: "answer", meaning: "TLS handshake, and the answer to the first request." },
  { cause: "probe", title: "probe", meaning: "Service was there again; the next probe had not been sent." },
  { cause: "unexplained", title: "unexplained", meaning: "No rule of the model and no message tells." },
] as const;

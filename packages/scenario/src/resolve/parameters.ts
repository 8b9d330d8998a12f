import { defineParameters, durationParameter, millis, seconds } from "@sysplex/sim-core";
import { sysplexParameters } from "@sysplex/sysplex";
import { tcpipParameters } from "@sysplex/tcpip";
import { zosmfParameters } from "@sysplex/zosmf";
import { zoweParameters } from "@sysplex/zowe";

/** The numbers of the clients that a scenario file does not set. */
export const clientParameters = defineParameters("client", {
  tlsHandshake: durationParameter({
    default: millis(5),
    standing: "assumed",
    source: "Two round trips and two public-key operations; no measurement against z/OSMF is published.",
    meaning: "From the established connection until an https request can be sent.",
  }),
  serverIdleTimeout: durationParameter({
    default: seconds(30),
    standing: "documented",
    source: "Open Liberty httpOptions persistTimeout, 30 s.",
    meaning:
      "After this idle time the server has closed a kept connection; a client that still has it opens another.",
  }),
});

/** Every table of the models and of the clients. */
export const parameterTables = [
  sysplexParameters,
  tcpipParameters,
  zosmfParameters,
  zoweParameters,
  clientParameters,
] as const;

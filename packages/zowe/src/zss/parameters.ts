import {
  choiceParameter,
  distributionParameter,
  durationParameter,
  flagParameter,
  hours,
  millis,
  seconds,
} from "@sysplex/sim-core";

/** Rows of the Zowe table that are those of ZSS and its cross-memory server. */
export const zssRows = {
  zssServiceTime: distributionParameter({
    default: "exponential(mean 20ms)",
    standing: "assumed",
    source: "No measurement of ZSS is published.",
    meaning: "Service time of a request to ZSS.",
  }),
  zssSessionLifetime: durationParameter({
    default: hours(1),
    min: seconds(1),
    standing: "documented",
    source: "zowe/zss: sessions of 3600 s.",
    meaning: "How long ZSS knows a session. It is kept in memory only.",
  }),
  zssJwkRetry: durationParameter({
    default: seconds(10),
    min: millis(1),
    standing: "documented",
    source: "zowe/zss, ZWES1606W: retry in 10 seconds; 30 s in 2.2.",
    meaning: "How often ZSS asks the Gateway for the key of its tokens, until it gets it.",
  }),
  zssNoServerStatus: choiceParameter({
    choices: ["401", "500", "503"],
    default: "500",
    standing: "assumed",
    source:
      "zowe/zowe-common-c issue 320: ZSS stays up with cmsRC 47. What its services answer was not read.",
    meaning: "HTTP status of a service that needs the cross-memory server while there is none.",
  }),
  crossMemoryServerStartsAtIpl: flagParameter({
    default: true,
    standing: "assumed",
    source: "Sites start ZWESISTC in COMMNDxx, before Zowe.",
    meaning: "ZWESISTC is started after each IPL.",
  }),
  crossMemoryServerLeavesEnq: flagParameter({
    default: false,
    standing: "assumed",
    source: "zowe/zss issue 782: a stale ENQ, cured by an IPL. How often an abend leaves one is not known.",
    meaning: "ZWESISTC that fails leaves its ENQ behind, and cannot be started before the next IPL.",
  }),
};

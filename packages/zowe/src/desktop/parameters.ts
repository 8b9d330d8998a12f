import {
  choiceParameter,
  distributionParameter,
  durationParameter,
  flagParameter,
  hours,
  millis,
  NO_TIME,
  numberParameter,
  seconds,
} from "@sysplex/sim-core";

/** Rows of the Zowe table that are the Desktop's. */
export const desktopRows = {
  desktopWorkers: numberParameter({
    default: 2,
    unit: "workers",
    min: 1,
    max: 64,
    whole: true,
    standing: "documented",
    source: "zowe/zlux-app-server bin/start.sh: ZLUX_MIN_WORKERS=2 unless it is set.",
    meaning: "Node processes of the Desktop that serve requests. It counts from the next start on.",
  }),
  desktopWorkerStart: distributionParameter({
    default: "uniform(2s, 5s)",
    standing: "assumed",
    source: "Loading the plug-ins takes 1.5 to 2 s of it (Zowe documentation, troubleshooting of the start).",
    meaning: "From ZWED0022I until a new worker serves, its plug-ins loaded.",
  }),
  desktopServiceTime: distributionParameter({
    default: "exponential(mean 10ms)",
    standing: "assumed",
    source: "No measurement of the Desktop is published.",
    meaning: "Service time of a request in a worker, which does one at a time.",
  }),
  desktopHaVariable: choiceParameter({
    choices: ["byRelease", "present", "missing"],
    default: "byRelease",
    standing: "documented",
    source: "zowe/zlux issue 969: release 2.7 went by a variable that nothing set.",
    meaning: "Whether the Desktop can see that there are several HA instances; byRelease: not in 2.7.",
  }),
  desktopSessionLifetime: durationParameter({
    default: hours(8),
    min: seconds(1),
    standing: "assumed",
    source: "Renewed as long as the page is open, so that of the API ML token, 28800 s, ends it.",
    meaning: "How long the Desktop knows a session.",
  }),
  desktopCallTimeout: durationParameter({
    default: seconds(60),
    min: millis(1),
    standing: "assumed",
    source: "No limit of its own was read; whatever is asked through the Gateway ends by the Gateway's.",
    meaning: "How long a service of Zowe waits for another that it asks.",
  }),
  desktopCallHandshake: durationParameter({
    default: millis(5),
    standing: "assumed",
    source: "As gatewayTlsHandshake.",
    meaning: "TLS handshake on the connection that a service of Zowe opens to another.",
  }),
  desktopFollowsRegistration: flagParameter({
    default: true,
    standing: "documented",
    source: "Zowe documentation, troubleshooting of the start: Authentication failed until ZWED0021I.",
    meaning: "A logon fails until the Desktop has registered with Discovery.",
  }),
  terminalServerDelay: distributionParameter({
    default: "exponential(mean 50ms)",
    standing: "assumed",
    source: "A 3270 application of a lightly loaded system; no figure is published.",
    meaning: "From a terminal's message to its answer at the Telnet server.",
  }),
  terminalServerStart: durationParameter({
    default: NO_TIME,
    standing: "assumed",
    source: "AUTOLOG starts TN3270 with its stack; how long it takes is not published.",
    meaning: "From TCP/IP being up until the Telnet server listens.",
  }),
};

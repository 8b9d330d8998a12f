import {
  choiceParameter,
  defineParameters,
  distributionParameter,
  durationParameter,
  flagParameter,
  millis,
  NO_TIME,
  numberParameter,
  seconds,
} from "@sysplex/sim-core";
import { certificateRows } from "./certificates/parameters.js";
import { cachingRows } from "./caching/parameters.js";
import { discoveryRows } from "./discovery/parameters.js";
import { catalogRows } from "./api-catalog/parameters.js";
import { desktopRows } from "./desktop/parameters.js";
import { gatewayRows } from "./gateway/parameters.js";
import { zssRows } from "./zss/parameters.js";
import { umsRows } from "./ums/parameters.js";
import { zaasRows } from "./zaas/parameters.js";
import { kubernetesRows } from "./kubernetes/parameters.js";
import { launcherPlanRows } from "./launcher/launcher-plan-parameters.js";

const startDuration = (text: string, source: string) =>
  distributionParameter({
    default: text,
    standing: "assumed",
    source: `${source} The spread is assumed; ZWEAM000I and its like in a site's log replace it.`,
    meaning: "From the spawn of the component to its message that it has started.",
  });

const exitsOnOutOfMemory = (value: boolean, source: string) =>
  flagParameter({
    default: value,
    standing: "documented",
    source,
    meaning: "Out of memory ends the process; false: it stays, alive and useless, and nothing restarts it.",
  });

const START_SCRIPT = "zowe/api-layer start.sh of 2024-10: -XX:+ExitOnOutOfMemoryError (issue 3518).";
const LAUNCHER_SOURCE = "zowe/launcher src/main.c";

/** How people go about an update without downtime. */
export const updateRows = {
  updateDrain: durationParameter({
    default: seconds(30),
    standing: "assumed",
    source: "The procedure says to wait for what is under way, not how long.",
    meaning: "Of a rolling update: from the quiesce of the Gateway's port to the stop of the old level.",
  }),
  updateLookPeriod: durationParameter({
    default: seconds(10),
    standing: "assumed",
    source: "How often a person looks at the console and at the registries; nothing is published.",
    meaning: "Of a rolling update: between two looks whether the next step may be done.",
  }),
} as const;

/** What a component costs while it does nothing, and to start it. */
export const resourceRows = {
  componentIdleCpu: numberParameter({
    default: 1.2,
    unit: "CPU s/h",
    min: 0,
    max: 3_600,
    standing: "measured",
    source:
      "zowe/api-layer issue 4789: an idle address space of 3.x used 0.10 s in 5 min. Others tell of 9 s/h.",
    meaning: "CPU time of an idle component, each.",
  }),
  componentMemory: numberParameter({
    default: 231,
    unit: "MiB",
    min: 0,
    max: 65_536,
    standing: "measured",
    source: "zowe/api-layer issue 4789: 231 MB shown for one address space of 3.x.",
    meaning: "Memory of a component, each.",
  }),
  componentStartCpu: numberParameter({
    default: 30,
    unit: "CPU s",
    min: 0,
    max: 3_600,
    standing: "assumed",
    source: "Nothing is published: half of the time that a Java service says it needs to start.",
    meaning: "CPU time of the start of a component, each.",
  }),
} as const;

/** How the launcher treats components, and what stands in their way. */
export const launcherRows = {
  startsAtIpl: flagParameter({
    default: true,
    standing: "assumed",
    source: "Sites start ZWESLSTC in COMMNDxx or by automation; Zowe itself sets nothing up.",
    meaning: "ZWESLSTC is started once after each IPL, when TCP/IP is up.",
  }),
  startDelayAfterIpl: durationParameter({
    default: NO_TIME,
    standing: "assumed",
    source: "COMMNDxx does not wait. Automation may wait for z/OSMF: set its usual start time here.",
    meaning: "From TCP/IP being up to START of ZWESLSTC.",
  }),
  prepareDuration: distributionParameter({
    default: "uniform(27s, 32s)",
    standing: "measured",
    source:
      "zowe/zss issue 523 (2.3, configmgr): preparation 27 s, global validation 29 to 32 s after START.",
    meaning: "From START to the end of the preparation, at which its checks take place.",
  }),
  sharedWorkspaceRace: durationParameter({
    default: NO_TIME,
    standing: "assumed",
    source:
      "zowe-install-packaging issue 3349: ENOENT on a file of the shared workspace. How close is unknown; 0s: no race.",
    meaning: "Two preparations with one workspace that begin this close to each other: the later one fails.",
  }),
  detectionLag: distributionParameter({
    default: "3s",
    standing: "documented",
    source: `${LAUNCHER_SOURCE} handle_comp_comm: a child is looked at after three quiet seconds.`,
    meaning: "From the end of a component that wrote a line at last, until the launcher misses it.",
  }),
  silentDetectionLag: distributionParameter({
    default: "uniform(0s, 3s)",
    standing: "documented",
    source: `${LAUNCHER_SOURCE} handle_comp_comm: a quiet child is looked at every three seconds.`,
    meaning: "From the end of a component that was killed while it was quiet, until the launcher misses it.",
  }),
  builtInMinUptime: durationParameter({
    default: seconds(90),
    standing: "documented",
    source: `${LAUNCHER_SOURCE} MIN_UPTIME_SECS; minUptime of zowe.yaml has no effect.`,
    meaning: "A component that was up for more whole seconds than this counts as failed for the first time.",
  }),
  stopGrace: durationParameter({
    default: seconds(20),
    standing: "documented",
    source: `${LAUNCHER_SOURCE} SHUTDOWN_GRACEFUL_PERIOD.`,
    meaning: "From SIGTERM to SIGKILL, rounded up to whole polls.",
  }),
  stopPoll: durationParameter({
    default: millis(300),
    min: millis(1),
    standing: "documented",
    source: `${LAUNCHER_SOURCE} SHUTDOWN_POLLING_INTERVAL.`,
    meaning: "How often the launcher looks whether a component that it stops has gone.",
  }),
  eventLoopLatency: durationParameter({
    default: millis(1),
    standing: "assumed",
    source: `${LAUNCHER_SOURCE} send_event and monitor_events: one slot; how fast the loop wakes up is not published.`,
    meaning:
      "From a request to restart a component until the event loop takes it; another one meanwhile overwrites it.",
  }),
  failedStartDuration: durationParameter({
    default: millis(1_460),
    standing: "measured",
    source:
      "zowe-install-packaging issue 3986: 507.6 s for ten restarts that sleep 463 s, so 4.46 s for each; 3 s of it detection.",
    meaning: "From the spawn of a component that cannot start to its end.",
  }),
  stopDuration: distributionParameter({
    default: "uniform(1s, 5s)",
    standing: "assumed",
    source: "No published figure; a Spring or Node server that closes at once.",
    meaning: "From SIGTERM, which closes the ports, to the end of the process.",
  }),
  gatewayHeedsSigterm: flagParameter({
    default: true,
    standing: "assumed",
    source: "Some gateways of version 3.0 left on SIGKILL only (zowe/community issue 2332).",
    meaning: "The gateway ends on SIGTERM; false: only SIGKILL ends it.",
  }),
  orphanLifetime: durationParameter({
    default: NO_TIME,
    standing: "assumed",
    source:
      "After a cancel, Java processes stayed until they were killed (zowe/api-layer issue 4272); some site may clean up.",
    meaning: "How long components outlive a launcher that was cancelled; 0s: until somebody kills them.",
  }),
  takenPort: choiceParameter({
    choices: ["ends", "stays"],
    default: "ends",
    standing: "assumed",
    source:
      "Spring Boot ends when its port is taken; a gateway that stayed without one is told of in zowe/community issue 2332.",
    meaning: "What the process of a component does whose port cannot be opened.",
  }),
  reopensPortAfterStackRestart: flagParameter({
    default: false,
    standing: "assumed",
    source:
      "Zowe documentation, troubleshooting, and zowe/api-layer issue 486: accept fails until the restart of the component. " +
      "Start scripts set -Dibm.serversocket.recover=true, which is there for java.net.ServerSocket; whether it helps the " +
      "channels of Tomcat and Netty is not known.",
    meaning: "Components open their ports again when TCP/IP comes back.",
  }),
  listenBacklog: numberParameter({
    default: 100,
    unit: "connections",
    min: 1,
    whole: true,
    standing: "assumed",
    source: "Tomcat's acceptCount; SOMAXCONN of the TCP/IP profile may cap it.",
    meaning: "Connections that may wait for a component to accept them.",
  }),
};

/** The life of a component. */
export const componentRows = {
  gatewayStart: startDuration("triangular(20s, 56s, 105s)", "Gateway: 56.2 s (2.5), 104.2 s (1.18)."),
  discoveryStart: startDuration("triangular(20s, 60s, 100s)", "Discovery: 68.1 s (2.0), 97.7 s (1.18)."),
  zaasStart: startDuration("triangular(20s, 50s, 100s)", "ZAAS: no figure; as the other Java services."),
  apiCatalogStart: startDuration(
    "triangular(20s, 54s, 105s)",
    "API Catalog: 37.0 and 53.8 s (2.5), 70.2 s (2.0), 71.8 s (3.2).",
  ),
  cachingServiceStart: startDuration(
    "triangular(20s, 42s, 60s)",
    "Caching Service: 38.1 s (2.0), 41.5 s (1.28), 43.8 s (2.5).",
  ),
  apimlStart: startDuration(
    "triangular(19s, 20s, 22s)",
    "Single-process API ML: 19.2, 20.5 and 21.8 s (3.5).",
  ),
  appServerStart: startDuration(
    "triangular(5s, 15s, 60s)",
    "Desktop: only the 1.5 to 2 s that its plug-ins take are published.",
  ),
  zssStart: startDuration("triangular(2s, 5s, 15s)", "ZSS: no figure; a C program."),
  otherStart: startDuration(
    "triangular(20s, 30s, 45s)",
    "jobs-api 20.6 to 44.9 s, files-api 30.3 to 33.6 s.",
  ),
  listenerToReady: durationParameter({
    default: seconds(1),
    standing: "assumed",
    source: "Spring Boot opens its port at the end of a start; no figure is published.",
    meaning: "The last part of a component's start, in which its port is open and nothing answers yet.",
  }),
  gatewayExitsOnOutOfMemory: exitsOnOutOfMemory(true, START_SCRIPT),
  discoveryExitsOnOutOfMemory: exitsOnOutOfMemory(true, START_SCRIPT),
  apiCatalogExitsOnOutOfMemory: exitsOnOutOfMemory(true, START_SCRIPT),
  cachingServiceExitsOnOutOfMemory: exitsOnOutOfMemory(true, START_SCRIPT),
  zaasExitsOnOutOfMemory: exitsOnOutOfMemory(
    false,
    "zowe/api-layer: ZAAS's start.sh of 2024-10 lacks the option.",
  ),
  otherExitsOnOutOfMemory: flagParameter({
    default: true,
    standing: "assumed",
    source: "Node aborts when its heap is full; ZSS abends.",
    meaning: "As gatewayExitsOnOutOfMemory, of every other component.",
  }),
  threads: numberParameter({
    default: 200,
    unit: "threads",
    min: 1,
    max: 100_000,
    whole: true,
    standing: "documented",
    source: "Zowe documentation, address storage requirements: 20 request threads at start, up to 200.",
    meaning: "Requests that a component works on at the same time; further ones wait in order of arrival.",
  }),
  serviceTime: distributionParameter({
    default: "exponential(mean 20ms)",
    standing: "assumed",
    source: "No measurement of Zowe's services is published.",
    meaning: "Service time of a request to a component that has no model of its own.",
  }),
  notReadyStatus: choiceParameter({
    choices: ["404", "503"],
    default: "503",
    standing: "assumed",
    source: "Not published; 503 is what a Spring application answers that is not up.",
    meaning: "HTTP status of a request between the open port and the end of the start.",
  }),
};

/** The numbers of the Zowe model that no zowe.yaml sets. */
export const zoweParameters = defineParameters("zowe", {
  ...launcherRows,
  ...launcherPlanRows,
  ...componentRows,
  ...discoveryRows,
  ...gatewayRows,
  ...desktopRows,
  ...zssRows,
  ...catalogRows,
  ...zaasRows,
  ...cachingRows,
  ...kubernetesRows,
  ...certificateRows,
  ...umsRows,
  ...updateRows,
  ...resourceRows,
});

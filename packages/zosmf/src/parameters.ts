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
  type Duration,
} from "@sysplex/sim-core";
import { tokenRows } from "./tokens/parameters.js";
import { tsoRows } from "./tso/parameters.js";

const NO_MEASUREMENT =
  "No measurement of z/OSMF REST calls is published; an access log with %D would replace it.";

const serviceTime = (text: string, meaning: string) =>
  distributionParameter({
    default: text,
    standing: "assumed",
    source: NO_MEASUREMENT,
    meaning: `Service time of ${meaning}, basic authentication included.`,
  });

const cpu = (duration: Duration, meaning: string) =>
  durationParameter({
    default: duration,
    standing: "assumed",
    source: NO_MEASUREMENT,
    meaning: `CPU time of ${meaning}, in the server's address space.`,
  });

/** The numbers of the z/OSMF model that no IZUPRMxx statement sets. */
export const zosmfParameters = defineParameters("zosmf", {
  startDuration: distributionParameter({
    default: "triangular(2m, 4m, 10m)",
    standing: "assumed",
    source:
      "Guides say a few minutes, no number is published; SYSLOG from $HASP373 to CWWKF0011I would replace it.",
    meaning: "From START of the server to CWWKF0011I, on the first start after an IPL.",
  }),
  warmStartFactor: numberParameter({
    default: 0.5,
    unit: "factor",
    min: 0,
    max: 1,
    standing: "assumed",
    source:
      "One site's report: with a Java shared class cache a second start in an IPL takes about half the time.",
    meaning: "A later start in the same IPL takes this part of the start duration.",
  }),
  launchShare: numberParameter({
    default: 0.1,
    unit: "share of the start duration",
    min: 0,
    max: 1,
    standing: "assumed",
    source: "No published figure; only the time of the message CWWKE0001I depends on it.",
    meaning: "From START until the JVM is up (CWWKE0001I).",
  }),
  listenerToReady: durationParameter({
    default: seconds(20),
    standing: "assumed",
    source:
      "No published figure. Open Liberty before 2020 opened ports ahead of the applications (issue 7709); later levels " +
      "wait for them, yet may open the port before the product's own web bundles (issue 15433). 0s: no gap.",
    meaning: "The last part of a start, in which the port is open and the applications do not answer yet.",
  }),
  startLookups: numberParameter({
    default: 849,
    unit: "lookups",
    min: 0,
    max: 100_000,
    whole: true,
    standing: "assumed",
    source:
      "Reckoned from one site's report (zowe/zowe-install-packaging#425): 8500 s against 10 s are 8490 s of waiting, 849 lookups " +
      "of 10 s, as one silent name server costs at 5 s for a name as it is and with its domain. A packet trace would replace it.",
    meaning:
      "Names that a plug-in looks up during a start, one after the other; counts only with TCPIP.DATA.",
  }),
  lookupPluginStart: durationParameter({
    default: seconds(10),
    standing: "assumed",
    source: "The same report: the plug-in loaded in about 10 s once names were resolved.",
    meaning: "The part of a start, before the port opens, that this plug-in takes without lookups.",
  }),
  notReadyStatus: choiceParameter({
    choices: ["404", "503"],
    default: "404",
    standing: "assumed",
    source:
      "Liberty developers expect 404 while the port is open and no application is (Open Liberty issue 7709).",
    meaning: "HTTP status of a request that arrives between the open port and CWWKF0011I.",
  }),
  notReadyServiceTime: durationParameter({
    default: millis(5),
    standing: "assumed",
    source: "The web container answers by itself, without any application.",
    meaning: "Time to answer a request that arrives before CWWKF0011I.",
  }),
  angelStartDuration: durationParameter({
    default: seconds(2),
    standing: "assumed",
    source: "No published figure; the angel holds no Java, so seconds at most.",
    meaning: "From START of the angel to CWWKB0069I.",
  }),
  stopDuration: durationParameter({
    default: seconds(10),
    standing: "assumed",
    source: "No published figure; Liberty allows up to 30 s of quiescing.",
    meaning: "From STOP of the server, which closes the port, to CWWKE0036I.",
  }),
  bindsToHostname: flagParameter({
    default: true,
    standing: "assumed",
    source:
      "Inferred from advice to make HOSTNAME the DVIPA's name; Netstat shows the address of the listener.",
    meaning: "The server listens on HOSTNAME's address only; false: on every address of the stack.",
  }),
  portOpenRetries: numberParameter({
    default: 0,
    unit: "retries",
    min: 0,
    max: 100_000,
    whole: true,
    standing: "documented",
    source: "Liberty tcpOptions portOpenRetries, default 0.",
    meaning: "How often the server tries again when its port cannot be opened.",
  }),
  portOpenRetryInterval: durationParameter({
    default: seconds(1),
    standing: "documented",
    source: "Open Liberty source, TCP channel: 1000 ms between attempts, not configurable.",
    meaning: "Time between two attempts to open the port.",
  }),
  reopensPortAfterStackRestart: flagParameter({
    default: false,
    standing: "assumed",
    source:
      "WebSphere Application Server for z/OS must be restarted after TCP/IP (Information Center, TCP/IP automation and " +
      "recovery scenarios); for z/OSMF nothing is published.",
    meaning: "A running server opens its port again when its TCP/IP stack comes back.",
  }),
  listenBacklog: numberParameter({
    default: 511,
    unit: "connections",
    min: 1,
    whole: true,
    standing: "assumed",
    source: "Liberty's listen backlog as recalled; SOMAXCONN of the TCP/IP profile may cap it.",
    meaning: "Connections that may wait for the server to accept them.",
  }),
  uploadRate: numberParameter({
    default: 1,
    unit: "MB/s",
    min: 0.000_001,
    standing: "assumed",
    source:
      "No measurement is published: a client behind a wide area network; one's own file and a watch replace it.",
    meaning: "How fast a body comes in whose client has no uploadRate.",
  }),
  uploadTimeLimit: durationParameter({
    default: seconds(60),
    standing: "assumed",
    source:
      "One site's report: an upload of 20 MB ended with 500 after about a minute (zowe/zowe-cli#672); where it waits for an " +
      "answer z/OSMF names 30 s (#622).",
    meaning:
      "A request with a body that takes longer ends with 500, unless it names another limit (X-IBM-Response-Timeout); 0s: no limit.",
  }),
  automationRestartDelay: durationParameter({
    default: NO_TIME,
    standing: "assumed",
    source: "z/OSMF documents no restart in place after a failure; sites use automation products.",
    meaning: "How long after a crash automation issues START; 0s: there is no automation.",
  }),
  threads: numberParameter({
    default: 16,
    unit: "threads",
    min: 1,
    max: 100_000,
    whole: true,
    standing: "assumed",
    source:
      "Liberty starts with at least 4 threads by the processors it sees and tunes itself without upper bound.",
    meaning: "Requests that a server works on at the same time; further ones wait in order of arrival.",
  }),
  idleCpu: numberParameter({
    default: 6.54,
    unit: "CPU seconds per hour",
    min: 0,
    standing: "measured",
    source: "A public display of an idle system: 31 min 25 s of CPU in 288 h 20 min; the angel used 0.006 s.",
    meaning: "CPU time that a ready server uses without any request.",
  }),
  startCpu: durationParameter({
    default: seconds(120),
    standing: "assumed",
    source:
      "No published figure: a Java start is CPU bound, on about half a processor of the 4 min most likely.",
    meaning: "CPU time of one start of the server.",
  }),
  memory: numberParameter({
    default: 2_048,
    unit: "MiB",
    min: 0,
    standing: "assumed",
    source:
      "IBM asks for 4 GB on the system; sites set heaps of 256 to 512 MB. A display of the address space replaces it.",
    meaning: "Real memory of a server's address space.",
  }),
  jobsServiceTime: serviceTime("exponential(mean 100ms)", "jobs REST queries and modifications"),
  jobsCpu: cpu(millis(10), "jobs REST queries and modifications"),
  submitServiceTime: serviceTime("exponential(mean 200ms)", "submitting a job"),
  submitCpu: cpu(millis(15), "submitting a job"),
  spoolServiceTime: serviceTime("exponential(mean 150ms)", "reading a spool file"),
  spoolCpu: cpu(millis(15), "reading a spool file"),
  dataSetReadServiceTime: serviceTime("exponential(mean 150ms)", "reading or listing data sets"),
  dataSetReadCpu: cpu(millis(15), "reading or listing data sets"),
  dataSetWriteServiceTime: serviceTime("exponential(mean 300ms)", "writing, creating and deleting data sets"),
  dataSetWriteCpu: cpu(millis(20), "writing, creating and deleting data sets"),
  unixFilesServiceTime: serviceTime("exponential(mean 150ms)", "z/OS UNIX file requests"),
  unixFilesCpu: cpu(millis(15), "z/OS UNIX file requests"),
  tsoStartServiceTime: serviceTime(
    "exponential(mean 2s)",
    "starting a TSO/E address space (seconds, by report)",
  ),
  tsoStartCpu: cpu(millis(50), "starting a TSO/E address space"),
  tsoServiceTime: serviceTime(
    "exponential(mean 100ms)",
    "sending to and receiving from a TSO/E address space",
  ),
  tsoCpu: cpu(millis(5), "sending to and receiving from a TSO/E address space"),
  consoleServiceTime: serviceTime("exponential(mean 500ms)", "console requests"),
  consoleCpu: cpu(millis(10), "console requests"),
  workflowServiceTime: serviceTime(
    "exponential(mean 300ms)",
    "workflow, software management and notification requests",
  ),
  workflowCpu: cpu(millis(30), "workflow, software management and notification requests"),
  infoServiceTime: serviceTime("exponential(mean 10ms)", "information, topology and authentication requests"),
  infoCpu: cpu(millis(2), "information, topology and authentication requests"),
  ...tsoRows,
  ...tokenRows,
});

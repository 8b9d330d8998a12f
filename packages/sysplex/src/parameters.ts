import {
  defineParameters,
  durationParameter,
  flagParameter,
  micros,
  millis,
  numberParameter,
  seconds,
} from "@sysplex/sim-core";

const FDI =
  "z/OS MVS Setting Up a Sysplex, planning the failure detection interval; EXSPATxx; message IXC470I";

/** The numbers of the sysplex model. What COUPLExx and the SFM policy say is configuration and stands there. */
export const sysplexParameters = defineParameters("sysplex", {
  spinTimeDedicated: durationParameter({
    default: seconds(10),
    standing: "documented",
    source: FDI,
    meaning: "Excessive-spin loop time of a system with dedicated processors that is no VM guest.",
  }),
  spinTimeShared: durationParameter({
    default: seconds(40),
    standing: "documented",
    source: FDI,
    meaning: "Excessive-spin loop time of a system with shared processors.",
  }),
  spinRecoveryActions: numberParameter({
    default: 3,
    unit: "actions",
    min: 0,
    max: 100,
    whole: true,
    standing: "documented",
    source: `${FDI}: ABEND, TERM, ACR`,
    meaning: "Excessive-spin recovery actions on SPINRCVY; the implicit SPIN is added by the formula.",
  }),
  statusUpdatePeriod: durationParameter({
    default: seconds(1),
    min: millis(1),
    standing: "assumed",
    source:
      "No published figure found; D XCF,S shows times that are a few seconds old at most. " +
      "It shifts a failover by less than one period.",
    meaning: "How often a running system updates its status in the sysplex couple data set.",
  }),
  statusDetectionDelay: durationParameter({
    default: seconds(3),
    standing: "assumed",
    source:
      "The manuals say that status detection skips the delays, not how long it takes; of the order of seconds.",
    meaning: "From a provable death to its proof by BCPii system status detection.",
  }),
  isolationDuration: durationParameter({
    default: seconds(2),
    standing: "assumed",
    source: "No published figure found; replace it by the distance of IXC108I and IXC109I in a log.",
    meaning: "Fencing a system through a coupling facility, until it is known to have worked or failed.",
  }),
  imageResetDuration: durationParameter({
    default: seconds(10),
    standing: "assumed",
    source:
      "No published figure found; a support element takes some seconds to reset or deactivate an image.",
    meaning: "Resetting or deactivating an image, for DEACTTIME, RESETTIME and by status detection.",
  }),
  partitionDuration: durationParameter({
    default: seconds(2),
    standing: "assumed",
    source:
      "No published figure found; replace it by the distance of IXC101I, or of the reply DOWN, and IXC105I in a log.",
    meaning: "From the moment the image is known to be stopped to IXC105I.",
  }),
  fencingReachesPoweredOffImage: flagParameter({
    default: false,
    standing: "assumed",
    source:
      "An image without power cannot confirm that it was fenced, so XCF has to ask with IXC102A; recalled, not seen.",
    meaning: "Whether isolation through a coupling facility succeeds for an image that lost its power.",
  }),
  reIplRemovesOldImage: flagParameter({
    default: true,
    standing: "assumed",
    source:
      "A new IPL of the same image proves that the old one is gone; how fast XCF draws the conclusion is not documented.",
    meaning: "Whether the survivors partition a system at once when it is IPLed before it was removed.",
  }),
  signallingDelay: durationParameter({
    default: micros(500),
    standing: "assumed",
    source: "No published figure; of the order of a few coupling facility requests.",
    meaning: "One XCF signal from one system to another.",
  }),
  pathLossDetectionDelay: durationParameter({
    default: seconds(5),
    standing: "assumed",
    source: "No published figure found; path restart is tried before connectivity is given up.",
    meaning:
      "From the loss of the last signalling path between two systems to XCF acting on it; also the time RETRY takes.",
  }),
  armRestartDelay: durationParameter({
    default: seconds(1),
    standing: "assumed",
    source: "No published figure; replace it by the distance of an element's end and IXC812I in a log.",
    meaning: "From the end of an ARM element to its restart on the same system.",
  }),
  armMemberCleanUp: durationParameter({
    default: seconds(5),
    standing: "assumed",
    source:
      "Message IXC815I: ARM waits for the clean-up of the lost system's members, two minutes at least if it takes so long; " +
      "how long it usually takes is not published.",
    meaning: "From IXC105I to the end of member clean-up, when ARM restarts elements on other systems.",
  }),
  iplNip: durationParameter({
    default: seconds(60),
    standing: "assumed",
    source: "Durations of an IPL are not published; calibrate from the site's own SYSLOG.",
    meaning: "IPL, from IEA371I to the end of the nucleus initialisation program.",
  }),
  iplMasterScheduler: durationParameter({
    default: seconds(20),
    standing: "assumed",
    source: "Durations of an IPL are not published; calibrate from the site's own SYSLOG.",
    meaning: "IPL, master scheduler initialisation.",
  }),
  iplJes2: durationParameter({
    default: seconds(30),
    standing: "assumed",
    source: "Start durations of JES2 are not published; calibrate from the site's own SYSLOG.",
    meaning: "IPL, JES2 start.",
  }),
  iplUnix: durationParameter({
    default: seconds(20),
    standing: "assumed",
    source: "Durations of an IPL are not published; calibrate from the site's own SYSLOG.",
    meaning: "IPL, z/OS UNIX initialisation; TCP/IP and z/OSMF may start afterwards.",
  }),
});

import {
  durationParameter,
  flagParameter,
  millis,
  minutes,
  NO_TIME,
  numberParameter,
  seconds,
  type ParameterValues,
} from "@sysplex/sim-core";
import type { zosmfParameters } from "../parameters.js";

const LIVE_DISPLAY = "CEA display of a live system (sunil390/zLearning, zOSMF.md)";
const BPXPRM = "z/OS MVS Initialization and Tuning Reference, BPXPRMxx";

/** @source z/OS MVS Programming: Callable Services for High-Level Languages: an index into the table is 1 to 2000. */
export const TSO_SESSIONS_MAX = 2_000;

/** @source z/OS MVS Programming: Callable Services for High-Level Languages, reconnecting: three dormant sessions at most. */
export const RECONNECT_SESSIONS_MAX = 3;

/** @source z/OS UNIX System Services Planning: MIN(20000, …) bounds IPCMSGNIDS. */
export const MESSAGE_QUEUES_MAX = 20_000;

/** @source z/OS MVS Initialization and Tuning Reference: the largest IPCMSGQBYTES, which is the default too. */
export const QUEUE_BYTES_MAX = 2_147_483_647;

/** @source z/OSMF Configuration Guide; zowe/docs-site issue 2665: IPCMSGQBYTES is to be at least this. */
export const TSO_QUEUE_BYTES = 20_971_520;

/** Rows of the z/OSMF table that are about TSO/E address spaces: limits of CEA and z/OS UNIX, and what z/OSMF does. */
export const tsoRows = {
  tsoMaxSessions: numberParameter({
    default: 50,
    unit: "sessions",
    min: 1,
    max: TSO_SESSIONS_MAX,
    whole: true,
    standing: "documented",
    source: `CEAPRMxx TSOASMGR(MAXSESSIONS); ${LIVE_DISPLAY}.`,
    meaning: "TSO/E address spaces that the CEA address space manager keeps on one system.",
  }),
  tsoMaxSessionsPerUser: numberParameter({
    default: 10,
    unit: "sessions",
    min: 1,
    max: TSO_SESSIONS_MAX,
    whole: true,
    standing: "documented",
    source: `CEAPRMxx TSOASMGR(MAXSESSPERUSER); ${LIVE_DISPLAY}.`,
    meaning: "Those of them that one user may have. Requests of nobody in particular are not limited by it.",
  }),
  tsoReconnectSessions: numberParameter({
    default: 0,
    unit: "sessions of a user",
    min: 0,
    max: RECONNECT_SESSIONS_MAX,
    whole: true,
    standing: "documented",
    source: `CEAPRMxx TSOASMGR(RECONSESSIONS): off unless it and RECONTIME are set; ${LIVE_DISPLAY}.`,
    meaning: "Sessions that become dormant when their user ends them, for his next start.",
  }),
  tsoReconnectTime: durationParameter({
    default: NO_TIME,
    standing: "documented",
    source: `CEAPRMxx TSOASMGR(RECONTIME), at most 23:59:59; ${LIVE_DISPLAY}.`,
    meaning: "How long a dormant session waits for its user.",
  }),
  tsoIdleTimeout: durationParameter({
    default: minutes(15),
    min: seconds(1),
    standing: "documented",
    source:
      "z/OSMF Programming Guide, TSO/E address space services: ping a session, or it ends after 15 minutes.",
    meaning: "A TSO/E session that nobody uses or pings ends after this time.",
  }),
  tsoReceiveWait: durationParameter({
    default: seconds(15),
    standing: "documented",
    source: "z/OSMF Programming Guide, TSO/E address space services: receive messages.",
    meaning: "How long a receive waits for a message that does not come; it holds its thread.",
  }),
  tsoEmptyReceives: numberParameter({
    default: 0,
    unit: "share of the receives",
    min: 0,
    max: 1,
    standing: "assumed",
    source: "What a client asks for and when is its own business; 0: there is always something to receive.",
    meaning: "Receives for which no message comes.",
  }),
  tsoLogonTimeout: durationParameter({
    default: seconds(30),
    min: millis(1),
    standing: "assumed",
    source:
      "zowe/zowe-cli issues 617 and 734 show login: timeout without a number; 30 s is that of the answer (issue 760).",
    meaning:
      "An address space for files or consoles whose start takes longer is cancelled, and the request fails.",
  }),
  tsoRefusalTime: durationParameter({
    default: millis(20),
    standing: "assumed",
    source: "CEA looks into its table and refuses; no measurement is published.",
    meaning: "Service time of a request that gets no TSO/E address space.",
  }),
  tsoFileSessionsKept: numberParameter({
    default: 2,
    unit: "address spaces of a user",
    min: 0,
    max: TSO_SESSIONS_MAX,
    whole: true,
    standing: "assumed",
    source:
      "IBM/zopeneditor-about issue 134: of up to 8 IZUFPROC address spaces 6 end with S222 after their request.",
    meaning: "Idle address spaces that the data set and file services keep for a user's next request.",
  }),
  tsoCancelDuration: durationParameter({
    default: seconds(10),
    standing: "assumed",
    source: "No figure is published; until its end is complete, a cancelled address space is in CEA's table.",
    meaning: "From the cancel (S222) of an address space until its user may have another one in its place.",
  }),
  tsoFilesNeedAddressSpace: flagParameter({
    default: true,
    standing: "documented",
    source:
      "IZUPRMxx RESTAPI_FILE; an idea delivered with z/OS 3.2 removes the need for IZUFPROC (IBM-Z-zOS).",
    meaning: "The data set and file services do their work in TSO/E address spaces of the user.",
  }),
  tsoLossNoticed: durationParameter({
    default: minutes(15),
    min: seconds(1),
    standing: "assumed",
    source:
      "zowe/zowe-install-packaging issue 1622: 3 of 20 tests met a console without its address space; no period is told.",
    meaning: "How often z/OSMF looks whether the address spaces of its consoles are still there.",
  }),
  tsoSiteCancelsAfter: durationParameter({
    default: NO_TIME,
    standing: "assumed",
    source:
      "An exit or JWT of the site; at one it is 10 minutes (zowe/zowe-cli issue 1136). 0s: there is none.",
    meaning:
      "Something of the site cancels TSO/E address spaces that idle so long. Their message queues stay.",
  }),
  ipcMsgNIds: numberParameter({
    default: 500,
    unit: "message queues",
    min: 1,
    max: MESSAGE_QUEUES_MAX,
    whole: true,
    standing: "documented",
    source: `${BPXPRM} IPCMSGNIDS; D OMVS,LIMITS in zowe/zowe-cli issue 699 shows 500.`,
    meaning: "z/OS UNIX message queues that a system may have. Each TSO/E session has one.",
  }),
  ipcMsgQBytes: numberParameter({
    default: QUEUE_BYTES_MAX,
    unit: "bytes",
    min: 0,
    max: QUEUE_BYTES_MAX,
    whole: true,
    standing: "documented",
    source: `${BPXPRM} IPCMSGQBYTES.`,
    meaning: "Bytes that one message queue may hold. With fewer than z/OSMF asks for, no session starts.",
  }),
  tsoQueueBytes: numberParameter({
    default: TSO_QUEUE_BYTES,
    unit: "bytes",
    min: 0,
    max: QUEUE_BYTES_MAX,
    whole: true,
    standing: "documented",
    source:
      "z/OSMF Configuration Guide and zowe/docs-site issue 2665: IPCMSGQBYTES is to be at least 20971520.",
    meaning: "What z/OSMF asks of a session's message queue.",
  }),
  otherMessageQueues: numberParameter({
    default: 0,
    unit: "message queues",
    min: 0,
    max: MESSAGE_QUEUES_MAX,
    whole: true,
    standing: "assumed",
    source:
      "Node.js programs use them too, and leave two behind when they are killed; ipcs -q shows the number.",
    meaning: "z/OS UNIX message queues of other programs on a system.",
  }),
  tsoServerEndsOrphans: flagParameter({
    default: true,
    standing: "assumed",
    source:
      "CEA can tell an application its sessions (CeaTsoQueryApp); whether z/OSMF asks at its start is not published.",
    meaning: "A server that becomes ready ends the address spaces that a crash of it has left.",
  }),
  tsoQueuesOutliveServer: flagParameter({
    default: true,
    standing: "assumed",
    source: "zowe/zowe-cli issue 1136: queues of the server are not removed when a session ends abruptly.",
    meaning:
      "The queues of a crashed server's sessions stay until the next IPL, when their address spaces have ended.",
  }),
} as const;

/** What the models of TSO/E read. */
export type TsoParameters = Pick<
  ParameterValues<typeof zosmfParameters>,
  keyof typeof tsoRows | "tsoStartServiceTime"
>;

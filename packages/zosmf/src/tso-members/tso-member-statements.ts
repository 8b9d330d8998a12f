/**
 * What is read of CEAPRMxx and BPXPRMxx: the limits of TSO/E sessions and of message queues. The rest is not judged.
 *
 * @source z/OS MVS Initialization and Tuning Reference, CEAPRMxx and BPXPRMxx.
 */
import { hours, minutes, plus, seconds, times } from "@sysplex/sim-core";
import type { StatementTable } from "@sysplex/sysplex";
import {
  MESSAGE_QUEUES_MAX,
  QUEUE_BYTES_MAX,
  RECONNECT_SESSIONS_MAX,
  TSO_SESSIONS_MAX,
} from "../tso/parameters.js";
import type { CodedTsoLimits } from "../tso/system-limits.js";

const CEAPRM = "z/OS MVS Initialization and Tuning Reference, CEAPRMxx; CEA display of a live system";
const BPXPRM = "z/OS MVS Initialization and Tuning Reference, BPXPRMxx";

export const ceaprmStatements = {
  TSOASMGR: {
    meaning: "CEA TSO/E address space manager",
    effect: "used",
    keywords: {
      MAXSESSIONS: {
        form: `1 to ${TSO_SESSIONS_MAX}`,
        meaning: "TSO/E sessions that CEA keeps on the system",
        default: "50",
        effect: "used",
        standing: "reported",
        source: CEAPRM,
      },
      MAXSESSPERUSER: {
        form: `1 to ${TSO_SESSIONS_MAX}`,
        meaning: "Those of one user",
        default: "10",
        effect: "used",
        standing: "reported",
        source: CEAPRM,
      },
      RECONSESSIONS: {
        form: `0 to ${RECONNECT_SESSIONS_MAX}`,
        meaning: "Dormant sessions of one user, to reconnect to",
        default: "0",
        effect: "used",
        standing: "documented",
        source: "z/OS MVS Programming: Callable Services for High-Level Languages, reconnecting",
      },
      RECONTIME: {
        form: "hh:mm:ss",
        meaning: "How long a dormant session is kept",
        default: "00:00:00",
        effect: "used",
        standing: "documented",
        source: "z/OS MVS Programming: Callable Services for High-Level Languages, reconnecting",
      },
    },
  },
} as const satisfies StatementTable;

export const bpxprmStatements = {
  IPCMSGNIDS: {
    meaning: "Message queues that the system may have",
    effect: "used",
    keywords: {
      "": {
        form: `1 to ${MESSAGE_QUEUES_MAX}`,
        meaning: "Number",
        default: "500",
        effect: "used",
        standing: "documented",
        source: BPXPRM,
      },
    },
  },
  IPCMSGQBYTES: {
    meaning: "Bytes that a message queue may hold",
    effect: "used",
    keywords: {
      "": {
        form: `0 to ${QUEUE_BYTES_MAX}`,
        meaning: "Bytes; z/OSMF asks for 20971520",
        default: String(QUEUE_BYTES_MAX),
        effect: "used",
        standing: "documented",
        source: BPXPRM,
      },
    },
  },
} as const satisfies StatementTable;

/** Of each keyword: what is written, and the limits that it comes to; `undefined`: it is no value. */
export interface TsoMemberKeyword {
  readonly form: string;
  readonly limits: (text: string) => CodedTsoLimits | undefined;
}

export const ceaprmKeywords: Readonly<Record<string, TsoMemberKeyword>> = {
  MAXSESSIONS: number(1, TSO_SESSIONS_MAX, (tsoMaxSessions) => ({ tsoMaxSessions })),
  MAXSESSPERUSER: number(1, TSO_SESSIONS_MAX, (tsoMaxSessionsPerUser) => ({ tsoMaxSessionsPerUser })),
  RECONSESSIONS: number(0, RECONNECT_SESSIONS_MAX, (tsoReconnectSessions) => ({ tsoReconnectSessions })),
  RECONTIME: {
    form: "hh:mm:ss, 23:59:59 at most",
    limits: (text) => {
      const [, hour, minute, second] = /^(\d\d):([0-5]\d):([0-5]\d)$/.exec(text) ?? [];
      if (hour === undefined || Number(hour) > 23) return undefined;
      const time = plus(times(hours(1), Number(hour)), minutes(Number(minute)));
      return { tsoReconnectTime: plus(time, seconds(Number(second))) };
    },
  },
};

export const bpxprmKeywords: Readonly<Record<string, TsoMemberKeyword>> = {
  IPCMSGNIDS: number(1, MESSAGE_QUEUES_MAX, (ipcMsgNIds) => ({ ipcMsgNIds })),
  IPCMSGQBYTES: number(0, QUEUE_BYTES_MAX, (ipcMsgQBytes) => ({ ipcMsgQBytes })),
};

function number(least: number, most: number, limits: (value: number) => CodedTsoLimits): TsoMemberKeyword {
  return {
    form: `a whole number from ${least} to ${most}`,
    limits: (text) => {
      const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
      return value >= least && value <= most ? limits(value) : undefined;
    },
  };
}

/**
 * The statements of COUPLExx.
 *
 * @source z/OS MVS Initialization and Tuning Reference, "COUPLExx (cross-system coupling facility (XCF) parameters)";
 * z/OS MVS Setting Up a Sysplex, "Planning the failure detection interval" and "Planning the cleanup interval".
 */
import type { KeywordRow, StatementTable } from "../keyword/keyword-table.js";

const ITR = "MVS Initialization and Tuning Reference, COUPLExx";

/** @source "Planning the failure detection interval": the range of INTERVAL and of an absolute OPNOTIFY, in seconds. */
export const INTERVAL_SECONDS_MIN = 3;
export const INTERVAL_SECONDS_MAX = 86_400;

/** OPNOTIFY when it is left out: that long behind the effective interval. @source the same, since z/OS V1R11. */
export const OPNOTIFY_SECONDS_DEFAULT = 3;

/**
 * CLEANUP when it is left out.
 * @assumption 15 s is what health check XCF_CLEANUP_VALUE recommends and is recalled as the default; older levels had 60 s.
 */
export const CLEANUP_SECONDS_DEFAULT = 15;

/** @source Health check XCF_CLEANUP_VALUE takes 0 to 86400 seconds; the range of the keyword itself is taken to be the same. */
export const CLEANUP_SECONDS_MAX = 86_400;

export const coupleStatements = {
  COUPLE: {
    meaning: "The sysplex that this system joins, and how its systems watch each other",
    effect: "used",
    keywords: {
      SYSPLEX: used("sysplex name", "Name of the sysplex, 1 to 8 characters", "-"),
      INTERVAL: used(
        "seconds, 3 to 86400",
        "How long a system may miss status updates; the larger of this and the derived interval counts, unless USERINTERVAL is enabled",
        "derived from the excessive-spin values",
      ),
      OPNOTIFY: used(
        "seconds, 3 to 86400, or +seconds, 0 to 86400",
        "When the operator is told of a system that misses status updates; +n counts from the end of the effective interval",
        `+${OPNOTIFY_SECONDS_DEFAULT}`,
      ),
      CLEANUP: {
        ...used(
          "seconds, 0 to 86400",
          "How long members of XCF groups may clean up when a system leaves",
          `${CLEANUP_SECONDS_DEFAULT}`,
        ),
        standing: "recalled",
      },
      PCOUPLE: read(
        "data set[,volume]",
        "Primary sysplex couple data set; without one the system is in XCF-local mode",
      ),
      ACOUPLE: read("data set[,volume]", "Alternate sysplex couple data set"),
      MAXMSG: read("KB, 1 to 999999", "Message buffer space of a path or transport class"),
      RETRY: read("number", "How often a signalling path may fail before it is stopped"),
      CLASSLEN: read("bytes", "Message length of the default transport class"),
      CTRACE: read("parmlib member", "Component trace options of XCF"),
      CFRMPOL: read("policy name", "CFRM policy to start at IPL"),
      CFRMOWNEDCFPROMPT: read(
        "NO | YES",
        "Whether to ask before a coupling facility of an earlier sysplex is used",
      ),
      VMCPUIDTOLERATION: read("NO | YES", "Whether guests of z/VM may have equal CPU identifiers"),
    },
  },
  FUNCTIONS: {
    meaning: "Optional functions, switched on and off",
    effect: "used",
    keywords: {
      ENABLE: used("function, …", "Functions to switch on", "SYSSTATDETECT"),
      DISABLE: used("function, …", "Functions to switch off", "USERINTERVAL"),
    },
  },
  DATA: {
    meaning: "Couple data sets of other types, such as SFM, CFRM and ARM",
    effect: "not modelled",
    keywords: {
      TYPE: read("type, …", "What the couple data set holds"),
      PCOUPLE: read("data set[,volume]", "Primary couple data set"),
      ACOUPLE: read("data set[,volume]", "Alternate couple data set"),
    },
  },
  CLASSDEF: {
    meaning: "A transport class for messages of one size",
    effect: "not modelled",
    keywords: {
      CLASS: read("class name", "Name of the class"),
      CLASSLEN: read("bytes", "Message length"),
      MAXMSG: read("KB", "Message buffer space"),
      GROUP: read("group, …", "XCF groups that use the class"),
    },
  },
  PATHIN: {
    meaning: "Signalling paths inbound; the scenario's links stand for all paths between two systems",
    effect: "not modelled",
    keywords: {
      DEVICE: read("device, …", "Device numbers"),
      STRNAME: read("structure, …", "Coupling facility structures"),
      MAXMSG: read("KB", "Message buffer space"),
      RETRY: read("number", "Retry limit"),
    },
  },
  PATHOUT: {
    meaning: "Signalling paths outbound; the scenario's links stand for all paths between two systems",
    effect: "not modelled",
    keywords: {
      DEVICE: read("device, …", "Device numbers"),
      STRNAME: read("structure, …", "Coupling facility structures"),
      MAXMSG: read("KB", "Message buffer space"),
      RETRY: read("number", "Retry limit"),
      CLASS: read("class name", "Transport class"),
    },
  },
  LOCALMSG: {
    meaning: "Buffer space for messages within the system",
    effect: "not modelled",
    keywords: {
      MAXMSG: read("KB", "Message buffer space"),
      CLASS: read("class name", "Transport class"),
    },
  },
  SYNCASYNC: {
    meaning: "When requests to coupling facilities become asynchronous",
    effect: "not modelled",
    keywords: {},
  },
} as const satisfies StatementTable;

/** What FUNCTIONS may name. @source the documented two; the other names are recalled, and have no effect in the model. */
export const coupleFunctions = {
  USERINTERVAL: { enabledByDefault: false, effect: "used" },
  SYSSTATDETECT: { enabledByDefault: true, effect: "used" },
  DUPLEXCF16: { enabledByDefault: false, effect: "not modelled" },
  DUPLEXCFDIAG: { enabledByDefault: false, effect: "not modelled" },
  CRITICALPAGING: { enabledByDefault: false, effect: "not modelled" },
  XTCSIZE: { enabledByDefault: true, effect: "not modelled" },
} as const;

function used(form: string, meaning: string, byDefault: string): KeywordRow {
  return { form, meaning, default: byDefault, effect: "used", standing: "documented", source: ITR };
}

function read(form: string, meaning: string): KeywordRow {
  return { form, meaning, default: "-", effect: "read", standing: "documented", source: ITR };
}

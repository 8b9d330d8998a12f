/**
 * The control statements of an SFM policy, as the administrative data utility IXCMIAPU takes them.
 *
 * @source z/OS MVS Setting Up a Sysplex, "SFM parameters for administrative data utility" and "Assigning defaults using
 * an *"; sample IXCSFMP; health checks XCF_SFM_SUM_ACTION, XCF_SFM_SSUMLIMIT, XCF_SFM_CFSTRHANGTIME for the ranges.
 */
import type { KeywordRow, StatementTable } from "../keyword/keyword-table.js";

const SFM = "MVS Setting Up a Sysplex, SFM parameters for administrative data utility";

/** Of ISOLATETIME, DEACTTIME, RESETTIME and SSUMLIMIT, in seconds. @source The health checks' parameter ranges. */
export const ACTION_SECONDS_MAX = 86_400;

/** @source Health check XCF_SFM_CFSTRHANGTIME. For MEMSTALLTIME the same is assumed. */
export const HANG_SECONDS_MAX = 1_800;

export const WEIGHT_MIN = 1;
export const WEIGHT_MAX = 9_999;

/** WEIGHT when neither the system nor NAME(*) codes one. @assumption Recalled from the manual, not seen in a source. */
export const WEIGHT_DEFAULT = 1;

/** CONNFAIL when it is left out. @assumption Recalled; the health check XCF_SFM_CONNFAIL recommends YES as well. */
export const CONNFAIL_DEFAULT = true;

/**
 * ISOLATETIME, in seconds, when neither the system nor NAME(*) codes an action.
 * @assumption Recalled: levels before z/OS V1R11 or so took PROMPT. A policy that relies on it is reported.
 */
export const ISOLATETIME_SECONDS_DEFAULT = 0;

export const sfmStatements = {
  DATA: {
    meaning: "The couple data set that the statements behind it are for",
    effect: "used",
    keywords: {
      TYPE: used("SFM", "Type of the policies that follow; other types are passed over", "SFM"),
      REPORT: read("YES | NO", "Whether the utility prints a report", "documented"),
      DSN: read("data set", "Couple data set that is not in use", "documented"),
      VOLSER: read("volume", "Volume of that data set", "documented"),
    },
  },
  DEFINE: {
    meaning: "DEFINE POLICY NAME(policy): begins a policy",
    effect: "used",
    keywords: {
      POLICY: { ...used("", "What is defined", "-"), effect: "read" },
      NAME: used("policy name", "Name of the policy, 1 to 8 characters", "-"),
      CONNFAIL: {
        ...used("YES | NO", "Whether SFM decides by weight who stays when signalling paths are lost", "YES"),
        standing: "recalled",
      },
      REPLACE: used("NO | YES", "Whether an existing policy of that name is replaced", "NO"),
    },
  },
  DELETE: {
    meaning: "DELETE POLICY NAME(policy): removes a policy from the couple data set",
    effect: "not modelled",
    keywords: {
      POLICY: read("", "What is deleted", "documented"),
      NAME: read("policy name", "Name of the policy", "documented"),
    },
  },
  SYSTEM: {
    meaning: "What is done about one system, or about those that are not named: NAME(*)",
    effect: "used",
    keywords: {
      NAME: used("system name | *", "The system; * for defaults of all others", "-"),
      PROMPT: used("", "Ask the operator when the system misses its status updates", "-"),
      ISOLATETIME: {
        ...used("seconds, 0 to 86400", "Isolate the system that long after the interval has passed", "0"),
        standing: "recalled",
      },
      DEACTTIME: used(
        "seconds, 0 to 86400",
        "Deactivate its logical partition that long after the interval",
        "-",
      ),
      RESETTIME: used("seconds, 0 to 86400", "Reset its logical partition that long after the interval", "-"),
      SSUMLIMIT: used(
        "seconds, 0 to 86400 | NONE",
        "How long a system may signal without updating its status; one attribute with the action",
        "NONE",
      ),
      WEIGHT: {
        ...used(
          "1 to 9999",
          "What the system counts when paths are lost and part of the sysplex has to go",
          "1",
        ),
        standing: "recalled",
      },
      CFSTRHANGTIME: read(
        "seconds, 0 to 1800 | NO",
        "How long a structure connector may owe a response",
        "documented",
      ),
      MEMSTALLTIME: read(
        "seconds, 0 to 1800 | NO",
        "How long a stalled XCF group member may hurt others",
        "recalled",
      ),
    },
  },
  RECONFIG: {
    meaning: "Moving storage between logical partitions of one machine after a failure",
    effect: "not modelled",
    keywords: {
      FAILSYS: read("system name", "The system that fails", "documented"),
      ACTSYS: read("system name", "The system that acts", "documented"),
      TARGETSYS: read("system name | ALL", "The partitions that are deactivated", "documented"),
      STORE: read("YES | NO", "Whether storage is taken over", "documented"),
      ESTORE: read("YES | NO", "Whether expanded storage is taken over", "documented"),
    },
  },
} as const satisfies StatementTable;

function used(form: string, meaning: string, byDefault: string): KeywordRow {
  return { form, meaning, default: byDefault, effect: "used", standing: "documented", source: SFM };
}

function read(form: string, meaning: string, standing: KeywordRow["standing"]): KeywordRow {
  return { form, meaning, default: "-", effect: "read", standing, source: SFM };
}

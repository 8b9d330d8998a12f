/**
 * The control statements of an ARM policy, as the administrative data utility IXCMIAPU takes them.
 *
 * LEVEL and ELEMENT are operands in the manual; they are statements here, as each has operands of its own.
 * @source z/OS MVS Setting Up a Sysplex, "Automatic restart management parameters for administrative data utility";
 * sample policies of IBM MQ and Beta Systems Agent.
 */
import type { KeywordRow, StatementTable } from "../keyword/keyword-table.js";

const ARM =
  "MVS Setting Up a Sysplex, automatic restart management parameters for administrative data utility";

export const LEVEL_MAX = 65_535;

/** @source The same topic: the level of elements whose type is named nowhere. */
export const LEVEL_DEFAULT = 2;

/** Of every time in the policy, in seconds. @assumption A day; recalled, not seen in a source. */
export const ARM_SECONDS_MAX = 86_400;

/** @assumption Wide: the manual's range of the number of attempts was not seen. */
export const ATTEMPTS_MAX = 999;

/** RESTART_ATTEMPTS(3,300). @assumption Recalled; sample policies code these numbers. */
export const ATTEMPTS_DEFAULT = { max: 3, seconds: 300 } as const;

/** RESTART_TIMEOUT and READY_TIMEOUT, in seconds. @assumption Recalled, not seen in a source. */
export const TIMEOUT_SECONDS_DEFAULT = 300;

/** CLEANUP_TIMEOUT, in seconds. @source z/OS Migration, "Change value for ARM restart processing" (APAR OA35357). */
export const CLEANUP_SECONDS_DEFAULT = 300;
export const CLEANUP_SECONDS_MIN = 120;

/** Of START text on RESTART_METHOD. @assumption The longest command that a console takes. */
export const START_TEXT_LENGTH_MAX = 126;

export const armStatements = {
  DATA: {
    meaning: "The couple data set that the statements behind it are for",
    effect: "used",
    keywords: {
      TYPE: used("ARM", "Type of the policies that follow; other types are passed over", "ARM"),
      REPORT: read("YES | NO", "Whether the utility prints a report"),
      DSN: read("data set", "Couple data set that is not in use"),
      VOLSER: read("volume", "Volume of that data set"),
    },
  },
  DEFINE: {
    meaning: "DEFINE POLICY NAME(policy): begins a policy",
    effect: "used",
    keywords: {
      POLICY: read("", "What is defined"),
      NAME: used("policy name", "Name of the policy, 1 to 8 characters", "-"),
      REPLACE: used("NO | YES", "Whether an existing policy of that name is replaced", "NO"),
    },
  },
  DELETE: {
    meaning: "DELETE POLICY NAME(policy): removes a policy from the couple data set",
    effect: "not modelled",
    keywords: { POLICY: read("", "What is deleted"), NAME: read("policy name", "Name of the policy") },
  },
  RESTART_ORDER: {
    meaning: "Begins the levels in which elements of one restart group become ready",
    effect: "used",
    keywords: {},
  },
  LEVEL: {
    meaning: "LEVEL(0 to 65535) of RESTART_ORDER: which elements have this level; the lowest comes first",
    effect: "used",
    keywords: {
      ELEMENT_NAME: used("element name, …", "Elements by name; * and ? are wildcards", "-"),
      ELEMENT_TYPE: used("element type, …", "Elements by the type with which they register", "-"),
    },
  },
  RESTART_GROUP: {
    meaning: "RESTART_GROUP(group | DEFAULT): elements that go to another system together",
    effect: "used",
    keywords: {
      TARGET_SYSTEM: used("* | system name, …", "Where its elements may go when their system is lost", "*"),
      FREE_CSA: { ...read("below, above", "Common storage, in KB, that a target system must have free") },
      RESTART_PACING: {
        ...used("seconds, 0 to 86400", "From one restart on another system to the next", "0"),
        standing: "recalled",
      },
    },
  },
  ELEMENT: {
    meaning: "ELEMENT(name): what is done about an element of the group before it; * and ? are wildcards",
    effect: "used",
    keywords: {
      RESTART_ATTEMPTS: {
        ...used("attempts[, seconds]", "So many restarts in that time, then no more; 0 for none", "3,300"),
        standing: "recalled",
      },
      RESTART_TIMEOUT: {
        ...used("seconds, 0 to 86400", "From the restart to the element's new registration", "300"),
        standing: "recalled",
      },
      READY_TIMEOUT: {
        ...used("seconds, 0 to 86400", "From the new registration to the element's READY", "300"),
        standing: "recalled",
      },
      CLEANUP_TIMEOUT: used(
        "seconds, 120 to 86400",
        "How long the member clean-up of a lost system is waited for before a restart elsewhere",
        "300",
      ),
      TERMTYPE: used(
        "ALLTERM | ELEMTERM",
        "ELEMTERM: never restarted on another system",
        "as the element registers",
      ),
      RESTART_METHOD: used(
        "BOTH | ELEMTERM | SYSTERM, PERSIST | STC,'command' | JOB,'data set'",
        "What starts it anew after its own end, after that of its system, or after both",
        "BOTH,PERSIST",
      ),
    },
  },
} as const satisfies StatementTable;

function used(form: string, meaning: string, byDefault: string): KeywordRow {
  return { form, meaning, default: byDefault, effect: "used", standing: "documented", source: ARM };
}

function read(form: string, meaning: string): KeywordRow {
  return { form, meaning, default: "-", effect: "read", standing: "documented", source: ARM };
}

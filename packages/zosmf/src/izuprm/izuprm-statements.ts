/**
 * The statements of IZUPRMxx: one row for each value that can be coded, sub-keywords under `STATEMENT.KEYWORD`.
 *
 * The reader, the resolver and the reference page work from this table.
 * @source z/OSMF Configuration Guide, "IZUPRMxx reference information" (z/OS 2.3, 2.4) and its cloud provisioning part; z/OS
 * upgrade workflows for the autostart statements; MVS System Commands, SETIZU; the IZUPRM00 sample.
 */
import { isName, type KeywordStanding, numberBetween } from "@sysplex/sysplex";

export interface IzuprmRow {
  /** What is written in the parentheses. */
  readonly form: string;
  readonly meaning: string;
  /** What applies when it is left out; absent: nothing. */
  readonly default?: string;
  /** When a change takes effect. */
  readonly change: "dynamic" | "restart" | "IPL" | "not known";
  readonly standing: KeywordStanding;
  readonly source: string;
  /** Several values may stand in the parentheses. */
  readonly list?: true;
  /**
   * `folded`: always upper case. `kept`: as quoted. `matters`: as quoted, and folding an unquoted value would change what it
   * means, as in a path.
   */
  readonly letterCase: "folded" | "kept" | "matters";
  readonly isValid: (text: string) => boolean;
}

/** Of RESTAPI_FILE, in KB. @source Zowe's z/OSMF appendix: at least 65536 is recommended. */
export const RESTAPI_FILE_REGION_KB_ADVISED = 65_536;

/** Of COMMON_TSO, in KB. @source The same appendix and the shipped sample. */
export const COMMON_TSO_REGION_KB_ADVISED = 50_000;

/** In minutes. @source "IZUPRMxx reference information". */
export const SESSION_EXPIRE_MINUTES_DEFAULT = 495;

/** @source z/OS V2.3 upgrade workflow: IZU= takes up to 38 suffixes. */
export const MEMBERS_MAX = 38;

/** The largest region TSO/E takes, in KB. @assumption The limit of the TSO segment's SIZE, 2096128, holds here too. */
const REGION_KB_MAX = 2_096_128;

const GUIDE = "z/OSMF Configuration Guide, IZUPRMxx reference information";
const CLOUD = "z/OSMF Configuration Guide, IZUPRMxx parameters for cloud provisioning";
const UPGRADE = "z/OS upgrade workflow to V2R3";
const SAMPLE = "IZUPRM00 of a live system";
const ZOWE = "Zowe documentation, z/OSMF appendix, and IZUPRM00 of a live system";

export const izuprmStatements = {
  HOSTNAME: row({
    form: "'host name' | *",
    meaning: "Host name of the server, * for the local host; in a sysplex the name of the DVIPA",
    default: "*",
    letterCase: "kept",
    isValid: (text) => text === "*" || isHostName(text),
  }),
  HTTP_SSL_PORT: row({
    form: "1 to 65535",
    meaning: "Port for HTTPS; the same on all servers behind one DVIPA",
    default: "443",
    isValid: (text) => numberBetween(text, 1, 65_535) !== undefined,
  }),
  "INCIDENT_LOG.UNIT": row({
    form: "'unit'",
    meaning: "Unit for data sets of the incident log",
    default: "SYSALLDA",
    change: "dynamic",
    letterCase: "kept",
  }),
  JAVA_HOME: row({
    form: "'/path'",
    meaning: "Directory of the Java runtime",
    default: "/usr/lpp/java/J8.0_64",
    source: `${GUIDE}; default of V2R3 and V2R4, that of later levels was not found`,
    letterCase: "matters",
    isValid: isPath,
  }),
  KEYRING_NAME: row({
    form: "'key ring'",
    meaning: "SAF key ring of the server's user ID; the same on all servers behind one DVIPA",
    default: "IZUKeyring.IZUDFLT",
    letterCase: "matters",
  }),
  LOGGING: row({
    form: "'specification'",
    meaning: "Java logging specification, often longer than a line",
    default: "*=warning:com.ibm.zoszmf.*=info:com.ibm.zoszmf.environment.ui=finer",
    letterCase: "matters",
  }),
  "RESTAPI_FILE.ACCT": tsoAccount("data set and file REST services", "IZUACCT", "dynamic"),
  "RESTAPI_FILE.REGION": tsoRegion(
    "data set and file REST services",
    RESTAPI_FILE_REGION_KB_ADVISED,
    "dynamic",
  ),
  "RESTAPI_FILE.PROC": tsoProcedure("data set and file REST services", "IZUFPROC", "dynamic"),
  "COMMON_TSO.ACCT": tsoAccount("other tasks", "IZUACCT", "restart"),
  "COMMON_TSO.REGION": tsoRegion("other tasks", COMMON_TSO_REGION_KB_ADVISED, "restart"),
  "COMMON_TSO.PROC": tsoProcedure("other tasks", "IZUFPROC", "restart"),
  SAF_PREFIX: row({
    form: "'prefix'",
    meaning: "First qualifier of the SAF profiles; the same on all servers behind one DVIPA",
    default: "IZUDFLT",
    letterCase: "kept",
  }),
  CLOUD_SAF_PREFIX: row({
    form: "'prefix', 1 to 3 characters",
    meaning: "First qualifier of the SAF profiles of cloud provisioning",
    default: "IYU",
    source: CLOUD,
    letterCase: "kept",
    isValid: (text) => text.length >= 1 && text.length <= 3,
  }),
  CLOUD_SEC_ADMIN: row({
    form: "'user ID'",
    meaning: "Default security administrator of cloud provisioning domains",
    source: CLOUD,
    letterCase: "kept",
    isValid: (text) => isName(text.toUpperCase()),
  }),
  "SEC_GROUPS.USER": group("users", "IZUUSER"),
  "SEC_GROUPS.ADMIN": group("administrators", "IZUADMIN"),
  "SEC_GROUPS.SECADMIN": group("security administrators", "IZUSECAD"),
  SESSION_EXPIRE: row({
    form: "minutes",
    meaning: "How long a session lasts; must stay below LTPA_EXPIRE",
    default: `${SESSION_EXPIRE_MINUTES_DEFAULT}`,
    isValid: (text) => numberBetween(text, 1, 999_999) !== undefined,
  }),
  TEMP_DIR: row({
    form: "'/path'",
    meaning: "Directory for temporary files",
    default: "/tmp",
    letterCase: "matters",
    isValid: isPath,
  }),
  CSRF_SWITCH: row({
    form: "ON | OFF",
    meaning: "Whether requests are checked for cross-site forgery",
    default: "ON",
    standing: "assumed",
    source: `${SAMPLE}; the default was not found`,
    isValid: (text) => text === "ON" || text === "OFF",
  }),
  UNAUTH_USER: row({
    form: "user ID",
    meaning: "Identity of users who have not logged on",
    default: "IZUGUEST",
    isValid: isName,
  }),
  "WLM_CLASSES.DEFAULT": row({
    form: "class, 1 to 8 characters",
    meaning: "WLM transaction class of synchronous requests",
    default: "IZUGHTTP",
    isValid: isName,
  }),
  "WLM_CLASSES.LONG_WORK": row({
    form: "class, 1 to 8 characters",
    meaning: "WLM transaction class of asynchronous requests",
    default: "IZUGWORK",
    isValid: isName,
  }),
  PLUGINS: row({
    form: "plug-in, …",
    meaning: "Optional plug-ins",
    list: true,
  }),
  AUTOSTART: row({
    form: "LOCAL | CONNECT",
    meaning:
      "LOCAL: this system may start the server of its group; CONNECT: it never does, and uses that of its group",
    default: "LOCAL",
    change: "IPL",
    source: UPGRADE,
    isValid: (text) => text === "LOCAL" || text === "CONNECT",
  }),
  AUTOSTART_GROUP: row({
    form: "'group', 1 to 32 of A-Z 0-9 # $ @",
    meaning: "The systems that share one autostarted server",
    default: "IZUDFLT",
    change: "IPL",
    source: UPGRADE,
    isValid: (text) => /^[A-Z0-9#$@]{1,32}$/.test(text),
  }),
  SERVER_PROC: procedure("Started procedure of the server", "IZUSVR1"),
  ANGEL_PROC: procedure("Started procedure of the angel, and the angel's name", "IZUANG1"),
  USER_DIR: row({
    form: "'/path'",
    meaning: "Data directory; each active server needs its own",
    default: "/global/zosmf",
    source: `${UPGRADE}; default since V2R3 with PI92211, before it /var/zosmf`,
    letterCase: "matters",
    isValid: isPath,
  }),
  IZU_WORKFLOWS_MAXIMUM: row({
    form: "number",
    meaning: "How many workflows there may be",
    change: "not known",
    standing: "reported",
    source: "Ideas delivered in z/OS 3.1; its exact form was not found",
    isValid: (text) => numberBetween(text, 0, 999_999_999) !== undefined,
  }),
} as const satisfies Readonly<Record<string, IzuprmRow>>;

export type IzuprmSetting = keyof typeof izuprmStatements;

/** Names that are known for PLUGINS. @source Configuration Guide and live members; names of later levels were not found. */
export const izuprmPlugins = [
  "INCIDENT_LOG",
  "COMMSERVER_CFG",
  "WORKLOAD_MGMT",
  "RESOURCE_MON",
  "CAPACITY_PROV",
  "SOFTWARE_MGMT",
  "SYSPLEX_MGMT",
  "ISPF",
] as const;

/** Every statement with its sub-keywords; none for a statement that takes a value itself. */
export const izuprmSubKeywords: Readonly<Record<string, readonly string[]>> = (() => {
  const statements: Record<string, string[]> = {};
  for (const setting of Object.keys(izuprmStatements)) {
    const [statement = "", keyword] = setting.split(".");
    const keywords = (statements[statement] ??= []);
    if (keyword !== undefined) keywords.push(keyword);
  }
  return statements;
})();

export function isSetting(name: string): name is IzuprmSetting {
  return Object.hasOwn(izuprmStatements, name);
}

type RowDefaults = "change" | "standing" | "source" | "letterCase" | "isValid";

function row(special: Omit<IzuprmRow, RowDefaults> & Partial<Pick<IzuprmRow, RowDefaults>>): IzuprmRow {
  return {
    change: "restart",
    standing: "documented",
    source: GUIDE,
    letterCase: "folded",
    isValid: (text) => text !== "",
    ...special,
  };
}

function tsoAccount(use: string, byDefault: string, change: IzuprmRow["change"]): IzuprmRow {
  const meaning = `Account number of the TSO address space for ${use}`;
  return row({ form: "account", meaning, default: byDefault, change, source: ZOWE });
}

function tsoRegion(use: string, advisedKb: number, change: IzuprmRow["change"]): IzuprmRow {
  return row({
    form: "KB",
    meaning: `Region size of the TSO address space for ${use}; at least ${advisedKb} is advised`,
    default: `${advisedKb}`,
    change,
    source: ZOWE,
    isValid: (text) => numberBetween(text, 0, REGION_KB_MAX) !== undefined,
  });
}

function tsoProcedure(use: string, byDefault: string, change: IzuprmRow["change"]): IzuprmRow {
  const meaning = `Logon procedure of the TSO address space for ${use}`;
  return row({ form: "procedure", meaning, default: byDefault, change, source: ZOWE, isValid: isProcedure });
}

function group(who: string, byDefault: string): IzuprmRow {
  return row({ form: "group", meaning: `SAF group of ${who}`, default: byDefault, isValid: isName });
}

function procedure(meaning: string, byDefault: string): IzuprmRow {
  const form = "procedure, 1 to 8 of A-Z 0-9 # $ @";
  return row({ form, meaning, default: byDefault, change: "IPL", source: UPGRADE, isValid: isProcedure });
}

function isProcedure(text: string): boolean {
  return /^[A-Z0-9#$@]{1,8}$/.test(text);
}

function isPath(text: string): boolean {
  return text.startsWith("/");
}

function isHostName(text: string): boolean {
  if (text.length > 255) return false;
  return text.split(".").every((label) => /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label));
}

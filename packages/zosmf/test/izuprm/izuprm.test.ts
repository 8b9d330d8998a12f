/** IZUPRMxx. L and P numbers are rules of the member's reference, as the reader's headers state them. */
import { minutes } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { izuprmDiagnostics } from "../../src/izuprm/izuprm-diagnostics.js";
import { izuprmStatements } from "../../src/izuprm/izuprm-statements.js";
import { type IzuprmDocument, printIzuprm, readIzuprm } from "../../src/izuprm/read-izuprm.js";
import { type ResolvedIzuprm, resolveIzuprm } from "../../src/izuprm/resolve-izuprm.js";

function member(text: string, file = "IZUPRM0A", symbols?: Readonly<Record<string, string>>): IzuprmDocument {
  return readIzuprm({ file, text }, { symbols });
}

function resolve(...texts: string[]): ResolvedIzuprm {
  return resolveIzuprm(texts.map((text, index) => member(text, `IZUPRM0${index}`)));
}

function codes(...texts: string[]): string[] {
  return resolve(...texts).diagnostics.map(({ code }) => code);
}

/** A member in the manner of live ones: quotes here and there, mixed separators, a value cut at column 71, repeats. */
const LIVE_MEMBER = `/* z/OSMF on SYSA                                                   */
HOSTNAME('zosmf.example.com')   HTTP_SSL_PORT (10443)
INCIDENT_LOG UNIT('SYSALLDA')
JAVA_HOME('/usr/lpp/java/J17.0_64')
KEYRING_NAME('IZUKeyring.IZUDFLT')
LOGGING('*=warning:com.ibm.zoszmf.*=info:com.ibm.zoszmf.environment.ui=
finer')
RESTAPI_FILE ACCT(IZUACCT) REGION(65536)
             PROC(IZUFPROC)
COMMON_TSO ACCT ( IZUACCT ) REGION ( 50000 ) PROC ( IZUFPROC )
SAF_PREFIX('IZUDFLT')  CLOUD_SAF_PREFIX('IYU')
SEC_GROUPS USER(IZUUSER),ADMIN(IZUADMIN),SECADMIN(IZUSECAD)
SESSION_EXPIRE(495) TEMP_DIR('/tmp') UNAUTH_USER(izuguest)
CSRF_SWITCH(ON) CLOUD_SEC_ADMIN(IBMUSER)
SERVER_PROC('IZUSVRA') ANGEL_PROC(IZUANG1) AUTOSTART('LOCAL')
/* AUTOSTART_GROUP('IZUDFLT') */
AUTOSTART_GROUP('zosmfa')
USER_DIR('/global/zosmf/zosmfa')
WLM_CLASSES DEFAULT(IZUGHTTP)
            LONG_WORK(IZUGWORK)
CSRF_SWITCH(OFF)
 /* any plug-ins that
    are wanted */
    PLUGINS( INCIDENT_LOG,
             COMMSERVER_CFG
             WORKLOAD_MGMT,
             incident_log,
             ISPF)
`;

describe("without a member", () => {
  test("every statement takes its default (L1)", () => {
    const { configuration, diagnostics } = resolveIzuprm([]);

    expect(diagnostics).toEqual([]);
    expect(configuration).toEqual({
      files: [],
      hostname: "*",
      httpSslPort: 443,
      autostart: "LOCAL",
      autostartGroup: "IZUDFLT",
      serverProc: "IZUSVR1",
      angelProc: "IZUANG1",
      userDir: "/global/zosmf",
      keyringName: "IZUKeyring.IZUDFLT",
      safPrefix: "IZUDFLT",
      sessionExpire: minutes(495),
      plugins: [],
      restApiFile: { account: "IZUACCT", regionKb: 65_536, procedure: "IZUFPROC" },
      commonTso: { account: "IZUACCT", regionKb: 50_000, procedure: "IZUFPROC" },
      others: {
        "INCIDENT_LOG.UNIT": "SYSALLDA",
        JAVA_HOME: "/usr/lpp/java/J8.0_64",
        LOGGING: "*=warning:com.ibm.zoszmf.*=info:com.ibm.zoszmf.environment.ui=finer",
        CLOUD_SAF_PREFIX: "IYU",
        "SEC_GROUPS.USER": "IZUUSER",
        "SEC_GROUPS.ADMIN": "IZUADMIN",
        "SEC_GROUPS.SECADMIN": "IZUSECAD",
        TEMP_DIR: "/tmp",
        CSRF_SWITCH: "ON",
        UNAUTH_USER: "IZUGUEST",
        "WLM_CLASSES.DEFAULT": "IZUGHTTP",
        "WLM_CLASSES.LONG_WORK": "IZUGWORK",
      },
      origins: {},
    });
  });

  test("and every default that the table states is of the form it states", () => {
    for (const [statement, row] of Object.entries(izuprmStatements)) {
      if (row.default !== undefined) expect([statement, row.isValid(row.default)]).toEqual([statement, true]);
    }
  });
});

describe("a live member", () => {
  const { configuration, diagnostics } = resolve(LIVE_MEMBER);

  test("gives what the server works with", () => {
    expect(configuration).toMatchObject({
      files: ["IZUPRM00"],
      hostname: "zosmf.example.com",
      httpSslPort: 10_443,
      serverProc: "IZUSVRA",
      angelProc: "IZUANG1",
      userDir: "/global/zosmf/zosmfa",
      plugins: ["INCIDENT_LOG", "COMMSERVER_CFG", "WORKLOAD_MGMT", "ISPF"],
    });
  });

  test("a group name's case does not matter", () => {
    expect(configuration.autostartGroup).toBe("ZOSMFA");
  });

  test("a value that runs through column 71 goes on without a blank (L10)", () => {
    expect(configuration.others["LOGGING"]).toBe(
      "*=warning:com.ibm.zoszmf.*=info:com.ibm.zoszmf.environment.ui=finer",
    );
  });

  test("the last of two equal statements counts, with a warning (L12)", () => {
    expect(configuration.others["CSRF_SWITCH"]).toBe("OFF");
    expect(configuration.origins["CSRF_SWITCH"]?.start.line).toBe(21);
  });

  test("nothing else is said but that a plug-in is named again and a comma is missing (L5, L13)", () => {
    expect(diagnostics.map(({ severity, code, range }) => `${range.start.line} ${severity} ${code}`)).toEqual(
      ["21 warning STATEMENT_TWICE", "26 info MISSING_COMMA", "27 info PLUGIN_TWICE"],
    );
  });

  test("reads the same when it is printed, and printing is stable", () => {
    const printed = printIzuprm(member(LIVE_MEMBER));

    expect(resolve(printed).configuration).toEqual({ ...configuration, origins: expect.anything() });
    expect(printIzuprm(member(printed))).toBe(printed);
    expect(printed.split("\n").every((line) => line.length <= 71)).toBe(true);
  });
});

describe("quotes", () => {
  test("are accepted where none are needed (L9), even around a number", () => {
    expect(
      resolve("HTTP_SSL_PORT('1443') AUTOSTART('connect') SERVER_PROC('izusvra')").configuration,
    ).toMatchObject({
      httpSslPort: 1443,
      autostart: "CONNECT",
      serverProc: "IZUSVRA",
    });
  });

  test("keep the case of a path; without them it is folded, which is reported (L7)", () => {
    expect(resolve("USER_DIR('/global/Zosmf')").configuration.userDir).toBe("/global/Zosmf");
    const { configuration, diagnostics } = resolve("USER_DIR(/global/zosmf)");
    expect(configuration.userDir).toBe("/GLOBAL/ZOSMF");
    expect(diagnostics).toMatchObject([{ code: "NEEDS_QUOTES", severity: "warning" }]);
  });

  test("are missing around * in HOSTNAME(*), as a public page shows it", () => {
    expect(resolve("HOSTNAME(*)").configuration.hostname).toBe("*");
    expect(codes("HOSTNAME(*)")).toEqual(["NEEDS_QUOTES"]);
    expect(codes("HOSTNAME('*')")).toEqual([]);
  });
});

describe("sub-keywords", () => {
  test("mean something only behind their statement (L19)", () => {
    const { configuration, diagnostics } = resolve(
      "HOSTNAME('a.b')\nREGION(99999)\nCOMMON_TSO REGION(88888)",
    );

    expect(configuration.commonTso.regionKb).toBe(88_888);
    expect(configuration.restApiFile.regionKb).toBe(65_536);
    expect(diagnostics.map(({ code, text }) => `${code}: ${text}`)).toEqual([
      "MISPLACED_SUBKEYWORD: REGION belongs behind RESTAPI_FILE or COMMON_TSO",
    ]);
  });

  test("that are left out keep their default", () => {
    expect(resolve("RESTAPI_FILE PROC(MYPROC)").configuration.restApiFile).toEqual({
      account: "IZUACCT",
      regionKb: 65_536,
      procedure: "MYPROC",
    });
  });

  test("mistyped are no statements", () => {
    const { diagnostics } = resolve("COMMON_TSO ACCT(A) REGOIN(50000) PROC(P)");
    expect(diagnostics.map(({ code, text }) => `${code}: ${text}`)).toEqual([
      "UNKNOWN_SUBKEYWORD: REGOIN is no keyword of COMMON_TSO; did you mean REGION?",
    ]);
  });

  test("of a mistyped statement go with it", () => {
    const { configuration, diagnostics } = resolve("COMON_TSO ACCT(MINE)\nHTTP_SSL_PORT(1443)");
    expect(configuration).toMatchObject({ httpSslPort: 1443, commonTso: { account: "IZUACCT" } });
    expect(diagnostics.map(({ text }) => text)).toEqual([
      "COMON_TSO is no statement of IZUPRMxx; did you mean COMMON_TSO?",
    ]);
  });
});

describe("ranges of values", () => {
  test.each([
    "HTTP_SSL_PORT(1)",
    "HTTP_SSL_PORT(65535)",
    "AUTOSTART_GROUP('A')",
    `AUTOSTART_GROUP('${"A".repeat(32)}')`,
    "SERVER_PROC(IZUSVR12)",
    "CLOUD_SAF_PREFIX('ABC')",
    "CSRF_SWITCH(OFF)",
    "SESSION_EXPIRE(1)",
    "IZU_WORKFLOWS_MAXIMUM(500)",
  ])("%s is good", (statement) => {
    expect(codes(statement)).toEqual([]);
  });

  test.each([
    "HTTP_SSL_PORT(0)",
    "HTTP_SSL_PORT(65536)",
    "HTTP_SSL_PORT()",
    "HTTP_SSL_PORT",
    "AUTOSTART_GROUP('')",
    `AUTOSTART_GROUP('${"A".repeat(33)}')`,
    "AUTOSTART_GROUP('A_B')",
    "SERVER_PROC(IZUSERVER)",
    "CLOUD_SAF_PREFIX('ABCD')",
    "CSRF_SWITCH(YES)",
    "AUTOSTART(GLOBAL)",
    "USER_DIR('global/zosmf')",
    "HOSTNAME('a..b')",
    "SESSION_EXPIRE(0)",
    "COMMON_TSO",
    "COMMON_TSO(IZUACCT)",
  ])("%s is not, and changes nothing", (statement) => {
    const { configuration, diagnostics } = resolve(statement);
    expect(diagnostics.map(({ code }) => code)).toEqual(["BAD_VALUE"]);
    expect({ ...configuration, files: [], origins: {} }).toEqual(resolveIzuprm([]).configuration);
  });
});

describe("several members", () => {
  test("the later one overrides statement by statement, with a warning that names the other (L14)", () => {
    const { configuration, diagnostics } = resolve(
      "HTTP_SSL_PORT(443)\nSAF_PREFIX('A')",
      "\nHTTP_SSL_PORT(1443)",
    );

    expect(configuration).toMatchObject({
      files: ["IZUPRM00", "IZUPRM01"],
      httpSslPort: 1443,
      safPrefix: "A",
    });
    expect(diagnostics).toMatchObject([
      { code: "MEMBER_OVERRIDES", text: "HTTP_SSL_PORT is also coded in IZUPRM00, line 1" },
    ]);
    expect(diagnostics[0]?.range).toMatchObject({ file: "IZUPRM01", start: { line: 2, column: 1 } });
  });
});

describe("system symbols", () => {
  test("let one member serve several systems (L15)", () => {
    const text = "SERVER_PROC(IZUSVR&SYSCLONE.) USER_DIR('/global/zosmf/&SYSNAME.')";
    const { configuration } = resolveIzuprm([member(text, "IZUPRM00", { SYSNAME: "SYSA", SYSCLONE: "A" })]);

    expect(configuration).toMatchObject({ serverProc: "IZUSVRA", userDir: "/global/zosmf/SYSA" });
  });
});

describe("several faults", () => {
  test("are reported in one run, each where it stands", () => {
    const text = `HOSTNAME('zosmf.example.com'
HTTP_SSL_PRT(10443)
 SESSION_EXPIRE(43200)
PLUGINS(ISPF, ISFP)
AUTOSTART(LOKAL)
USER_DIR('/var/zosmf')
`;
    expect(
      resolve(text).diagnostics.map(({ code, range }) => [code, range.start.line, range.start.column]),
    ).toEqual([
      ["PARENTHESIS_NOT_CLOSED", 1, 1],
      ["UNKNOWN_STATEMENT", 2, 1],
      ["SESSION_EXPIRE_LONG", 3, 2],
      ["UNKNOWN_PLUGIN", 4, 15],
      ["BAD_VALUE", 5, 1],
      ["USER_DIR_OF_ONE_SYSTEM", 6, 1],
    ]);
  });

  test("only what cannot be read is an error", () => {
    const errors = Object.entries(izuprmDiagnostics).filter(([, { severity }]) => severity === "error");
    expect(errors.map(([code]) => code)).toEqual(["QUOTE_NOT_CLOSED"]);
  });
});

describe("the table of diagnostics", () => {
  const provocations: Record<keyof typeof izuprmDiagnostics, readonly string[]> = {
    COMMENT_NOT_CLOSED: ["/* open"],
    QUOTE_NOT_CLOSED: ["HOSTNAME('a.b)"],
    QUOTE_OVER_SHORT_LINE: ["LOGGING('a\nb')"],
    PARENTHESIS_NOT_CLOSED: ["HOSTNAME('a.b'"],
    STRAY_TEXT: ["HOSTNAME('a.b'))"],
    TEXT_BEHIND_COLUMN_71: [`${"HOSTNAME('a.b')".padEnd(71)}CSRF_SWITCH(ON)`],
    SYMBOL_NOT_DEFINED: ["USER_DIR('/global/&SYSNAME.')"],
    UNKNOWN_STATEMENT: ["HOST('a.b')"],
    UNKNOWN_SUBKEYWORD: ["WLM_CLASSES DEFALT(A)"],
    MISPLACED_SUBKEYWORD: ["ACCT(A)"],
    BAD_VALUE: ["HTTP_SSL_PORT(https)"],
    TOO_MANY_VALUES: ["SAF_PREFIX(A B)"],
    NEEDS_QUOTES: ["KEYRING_NAME(IZUKeyring.IZUDFLT)"],
    STATEMENT_TWICE: ["CSRF_SWITCH(ON) CSRF_SWITCH(OFF)"],
    MEMBER_OVERRIDES: ["CSRF_SWITCH(ON)", "CSRF_SWITCH(OFF)"],
    TOO_MANY_MEMBERS: Array.from({ length: 39 }, () => ""),
    UNKNOWN_PLUGIN: ["PLUGINS(SECURITY_CFG)"],
    PLUGIN_TWICE: ["PLUGINS(ISPF ISPF)"],
    MISSING_COMMA: ["PLUGINS(ISPF, RESOURCE_MON SYSPLEX_MGMT)"],
    REGION_SMALL: ["RESTAPI_FILE REGION(65535)"],
    SESSION_EXPIRE_LONG: ["SESSION_EXPIRE(496)"],
    USER_DIR_OF_ONE_SYSTEM: ["USER_DIR('/var/zosmf')"],
    PROCEDURE_NAME: ["SERVER_PROC(IZU#SVR)"],
    GROUP_NONE: ["AUTOSTART_GROUP('NONE')"],
    AUTOSTART_CONNECT: ["AUTOSTART(CONNECT)"],
  };

  test.each(Object.entries(provocations))("%s can be provoked, and alone is reported", (code, texts) => {
    expect(codes(...texts)).toEqual([code]);
  });
});

import { formatPosition } from "@sysplex/sysplex";
import { describe, expect, test } from "vitest";
import {
  profileDiagnostics,
  profileStatements,
  statementName,
  type ReadProfileOptions,
} from "../../src/profile/index.js";
import { answerTo, dynamic, FILE } from "./support.js";

const DVIPA = "VIPADEFINE 255.255.255.0 10.1.1.100";
const HOT = "VIPADISTRIBUTE DISTM HOTSTANDBY 10.1.1.100 PORT 443 DESTIP";

/** For each row of the table, the place where it must be reported and a profile that provokes it. */
const provoked: Record<
  keyof typeof profileDiagnostics,
  readonly [place: string, text: string, options?: ReadProfileOptions]
> = {
  LINE_TOO_LONG: ["2:1", `;\n;${"x".repeat(33_000)}`],
  TOO_MANY_WORDS: ["62501:2", "a a a a a a a a\n".repeat(63_000)],
  FURTHER_PROBLEMS: ["1001:1", "FOO\nSOMAXCONN 5\n".repeat(600)],
  TAB: ["1:10", "SOMAXCONN\t5"],
  NO_BREAK_SPACE: ["1:10", "SOMAXCONN\u00a05"],
  SEMICOLON_WITHOUT_BLANK: ["1:11", "SOMAXCONN 5;CHG"],
  SEQUENCE_NUMBERS: ["1:73", `${"SOMAXCONN 5".padEnd(72)}00000100`],
  SYMBOL_UNDEFINED: ["1:7", "START &OSA."],
  NOT_A_COMMENT: ["2:1", "ARPAGE 20\n* COMMENT"],
  UNKNOWN_STATEMENT: ["2:2", "ARPAGE 20\n IPCONFG SYSPLEXROUTING"],
  STRAY_END: ["1:1", "ENDROUTES"],
  MISSING_END: ["1:1", "AUTOLOG 5 FTPD"],
  INCLUDE_NAME: ["1:9", "INCLUDE 'TCPIP.PARMS(PORTS)'"],
  INCLUDE_FAILED: ["1:9", "INCLUDE TCPIP.PARMS(PORTS)"],
  INCLUDE_CYCLE: ["1:9", "INCLUDE A", { include: (file) => ({ file: FILE, text: `INCLUDE ${file}` }) }],
  INCLUDE_DEPTH: ["1:9", "INCLUDE A", { include: (file) => ({ file: FILE, text: `INCLUDE ${file}A` }) }],
  INCLUDE_LIMIT: ["1001:9", "INCLUDE A\n".repeat(1_001), { include: (file) => ({ file, text: "" }) }],

  NOT_MODELLED: ["1:1", "ARPAGE 20"],
  UNKNOWN_OPERAND: ["1:10", "IPCONFIG SYSPLEXROUTNG DYNAMICXCF"],
  OPERAND_EXPECTED: ["1:21", "IPCONFIG DYNAMICXCF x.x.x.A"],
  OUT_OF_RANGE: ["1:6", "PORT 70000 TCP A"],

  HOME_LINK_UNDEFINED: ["1:15", "HOME 10.1.1.1 OSA1"],
  HOME_LOOPBACK: ["1:6", "HOME 127.0.0.1 LOOPBACK"],
  PORT_DENY: ["1:20", "PORT UNRSV TCP JOB DENY"],
  PORT_OVERLAP: ["2:11", "PORT 22 TCP A\nPORTRANGE 20 5 TCP B"],
  PORTRANGE_BEYOND: ["1:11", "PORTRANGE 60000 60010 TCP B"],
  ROUTE_REPLACEABLE: [
    "6:7",
    `${dynamic(DVIPA, `${HOT} 10.0.0.1 PREFERRED 10.0.0.2 BACKUP`)}\nBEGINROUTES\nROUTE 10.1.1.100 HOST = L MTU 1500 REPL ENDROUTES`,
  ],

  OUTSIDE_BLOCK: ["1:1", DVIPA],
  NOT_A_VIPADYNAMIC_STATEMENT: ["2:1", dynamic("VIPADEFNE 255.255.255.0 10.1.1.1")],
  TIERS_EXCLUSIVE: ["2:18", dynamic("VIPADEFINE TIER1 TIER2 255.255.255.0 10.1.1.1")],
  MASK_AS_ADDRESS: ["2:15", dynamic("VIPABACKUP 10 255.255.255.0 10.1.1.1")],
  DVIPA_TWICE: ["3:15", dynamic(DVIPA, "VIPABACKUP 10 10.1.1.100")],
  DVIPA_ALREADY_DEFINED: ["3:26", `IPCONFIG DYNAMICXCF 10.1.1.100/24\n${dynamic(DVIPA)}`],
  DVIPA_INTERFACE: ["2:12", dynamic("VIPADEFINE A2345678901234567 2001:db8::1")],
  DVIPA_LIMIT: [
    "2:12884",
    dynamic(
      `VIPABACKUP ${Array.from({ length: 1025 }, (_, index) => `10.2.${100 + (index >> 8)}.${index & 255}`).join(" ")}`,
    ),
  ],
  DVIPA_UNKNOWN: ["2:12", dynamic("VIPADELETE 10.1.1.1")],
  VIPARANGE_LIMIT: ["4098:27", dynamic(...Array<string>(4097).fill("VIPARANGE 255.255.255.255 10.3.1.1"))],
  VIPARANGE_UNKNOWN: ["2:32", dynamic("VIPARANGE DELETE 255.255.255.0 10.3.3.0")],
  VIPAROUTE_UNKNOWN: ["2:18", dynamic("VIPAROUTE DELETE 10.0.0.2 10.9.9.9")],
  FAMILIES_MIXED: ["2:20", dynamic("VIPAROUTE 10.0.0.2 2001:db8::1")],
  DISTRIBUTE_UNDEFINED: ["2:16", dynamic("VIPADISTRIBUTE 10.1.1.100 DESTIP ALL")],
  DISTRIBUTE_DELETE_UNKNOWN: ["3:23", dynamic(DVIPA, "VIPADISTRIBUTE DELETE 10.1.1.100 PORT 443 DESTIP ALL")],
  PORT_LIMIT: ["3:32", dynamic(DVIPA, `VIPADISTRIBUTE 10.1.1.100 PORT ${"1 ".repeat(65)}DESTIP ALL`)],
  HOTSTANDBY_ALL: ["3:33", dynamic(DVIPA, `${HOT} ALL`)],
  HOTSTANDBY_NO_ROLE: ["3:60", dynamic(DVIPA, `${HOT} 10.0.0.1 10.0.0.2`)],
  HOTSTANDBY_ROLES: ["3:33", dynamic(DVIPA, `${HOT} 10.0.0.1 PREFERRED`)],
  HOTSTANDBY_BACKUPS: [
    "3:33",
    dynamic(
      DVIPA,
      `${HOT} 10.0.0.1 PREFERRED`,
      Array.from({ length: 32 }, (_, index) => `10.0.1.${index} BACKUP`).join(" "),
    ),
  ],
  HOTSTANDBY_UNIQUE: ["3:79", dynamic(DVIPA, `${HOT} 10.0.0.1 PREFERRED 10.0.0.1 BACKUP`)],
  HOTSTANDBY_KEYWORD: [
    "3:16",
    dynamic(DVIPA, "VIPADISTRIBUTE AUTOSWITCHBACK 10.1.1.100 PORT 443 DESTIP ALL"),
  ],
  WEIGHT_IGNORED: ["3:52", dynamic(DVIPA, "VIPADISTRIBUTE 10.1.1.100 PORT 443 DESTIP 10.0.0.1 WEIGHT 5")],
  ENCAP_DYNAMIC_PORT: [
    "3:53",
    dynamic(DVIPA, "VIPADISTRIBUTE TIER1 WEB ENCAP DISTM TARGCONTROLLED 10.1.1.100 DESTIP 10.5.5.1"),
  ],
  METHOD_WITH_ROUTING: [
    "3:44",
    dynamic(DVIPA, "VIPADISTRIBUTE TIER1 WEB GRE DISTM BASEWLM 10.1.1.100 PORT 80 DESTIP 10.5.5.1"),
  ],
  CONTROLPORT_DIFFERS: [
    "4:66",
    dynamic(
      DVIPA,
      "VIPADISTRIBUTE TIER1 WEB GRE CONTROLPORT 5000 DISTM TARGCONTROLLED 10.1.1.100 PORT 80 DESTIP 10.5.5.1",
      "VIPADISTRIBUTE TIER1 WEB GRE CONTROLPORT 5001 DISTM ROUNDROBIN   10.1.1.100 PORT 81 DESTIP 10.5.5.1",
    ),
  ],
};

describe("the table of diagnostics", () => {
  test.each(Object.entries(provoked))("%s can be provoked, at its place", (code, [place, text, options]) => {
    const found = answerTo(text, options).diagnostics.filter((diagnostic) => diagnostic.code === code);

    expect(found.map(({ range }) => formatPosition(range))).toContain(`${FILE}:${place}`);
  });

  test("only what cannot be read at all is an error", () => {
    const errors = Object.entries(profileDiagnostics).filter(([, { severity }]) => severity === "error");

    expect(errors.every(([code]) => /^(LINE|TOO_MANY|INCLUDE)_/.test(code))).toBe(true);
  });
});

describe("a profile with ten different mistakes", () => {
  const text = [
    "* Profile of SYSA", //                                         1 not a comment
    "IPCONFIG SYSPLEXROUTING DYNAMICXCF 10.0.0.1 255.0.255.0 1", // 2 no mask
    "GLOBALCONFG SYSPLEXMONITOR RECOVERY", //                        3 no such statement
    "TCPCONFIG CONNECTTIMEOUT 500", //                              4 out of range
    "PORT 443 TCP IZUSVR1", //
    "     22 TPC SSHD", //                                           5 no protocol
    "START &OSA.", //                                               6 no such symbol
    "ENDROUTES", //                                                 7 no block
    "VIPADYNAMIC",
    " VIPADEFINE 255.255.255.0 10.1.1.100 ;the DVIPA",
    " VIPABACKUP 10 10.1.1.100", //                                 8 twice
    " VIPADISTRIBUTE DISTM HOTSTANDBY 10.1.1.100 PORT 443", //      9 no BACKUP
    "   DESTIP 10.0.0.1 PREFERRED",
    " VIPADELET 10.1.1.100 10.1.1.101", //                          10 unknown DVIPA
    "ENDVIPADYNAMIC",
  ].join("\n");

  test("gives ten diagnostics in one run, each with its place and what z/OS does", () => {
    const warnings = answerTo(text).diagnostics.filter(({ severity }) => severity === "warning");
    const places = warnings.map(({ code, range: { start } }) => [start.line, start.column, code]);

    expect(places.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
      [1, 1, "NOT_A_COMMENT"],
      [2, 45, "OPERAND_EXPECTED"],
      [3, 1, "UNKNOWN_STATEMENT"],
      [4, 26, "OUT_OF_RANGE"],
      [6, 9, "OPERAND_EXPECTED"],
      [7, 7, "SYMBOL_UNDEFINED"],
      [8, 1, "STRAY_END"],
      [11, 16, "DVIPA_TWICE"],
      [12, 34, "HOTSTANDBY_ROLES"],
      [14, 23, "DVIPA_UNKNOWN"],
    ]);
    expect(warnings.every(({ then, instead }) => then !== "" && instead !== undefined)).toBe(true);
  });
});

describe("the table of statements", () => {
  test("each statement is recognised by its full name and by its shortest", () => {
    for (const row of profileStatements) {
      if (row.stem === "INCLUDE") continue;
      for (const word of [row.stem, row.stem.replace(/[a-z]+$/, ""), row.stem.toLowerCase()]) {
        const text = `${word} ${row.end ?? ""}`;
        const [statement] = answerTo(text).statements;
        expect([text, statement?.name]).toEqual([text, statementName(row)]);
      }
    }
  });

  test("statements that are not modelled are reported once, and not as errors", () => {
    const rows = profileStatements.filter(
      ({ modelled, within }) => modelled === "not" && within === undefined,
    );
    const text = rows
      .map(({ stem, end, names = 1 }) => `${stem} ${"A ".repeat(names)}${end ?? ""}\n`)
      .join("");
    const { diagnostics } = answerTo(text + text);

    expect(new Set(diagnostics.map(({ code, severity }) => `${code} ${severity}`))).toEqual(
      new Set(["NOT_MODELLED info"]),
    );
    expect(diagnostics).toHaveLength(rows.length);
  });
});

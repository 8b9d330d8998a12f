/** COUPLExx. Facts: the sysplex facts of "Planning the failure detection interval" and the member's reference. */
import { seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import type { coupleDiagnostics } from "../../src/parmlib/couple/couple-diagnostics.js";
import { coupleFunctions, coupleStatements } from "../../src/parmlib/couple/couple-statements.js";
import { printCouple, readCouple } from "../../src/parmlib/couple/read-couple.js";
import { type ResolvedCouple, resolveCouple } from "../../src/parmlib/couple/resolve-couple.js";

function resolve(text: string, symbols?: Readonly<Record<string, string>>): ResolvedCouple {
  return resolveCouple(readCouple({ file: "COUPLE00", text }, { symbols }));
}

function codes(text: string): string[] {
  return resolve(text).diagnostics.map(({ code }) => code);
}

/** A member that raises no diagnostic, with more keywords on COUPLE. */
function couple(keywords: string): string {
  return `COUPLE SYSPLEX(PLEX1) PCOUPLE(SYS1.XCF.CDS01,VOL001)\n  ${keywords}\n`;
}

describe("without a member", () => {
  test("OPNOTIFY is 3 s behind the interval, CLEANUP 15 s, USERINTERVAL off and SYSSTATDETECT on", () => {
    expect(resolveCouple(undefined)).toEqual({
      configuration: {
        opNotify: { kind: "relative", time: seconds(3) },
        cleanup: seconds(15),
        userInterval: false,
        systemStatusDetection: true,
        origins: {},
      },
      diagnostics: [],
    });
  });
});

describe("a member as sites write it", () => {
  const text = `/* PLEX1, all systems */
COUPLE   SYSPLEX(&SYSPLEX.)              /* name from LOADxx      */    00010000
         PCOUPLE(SYS1.XCF.CDS01,VOL001)
         ACOUPLE(SYS1.XCF.CDS02,VOL002)
         INTERVAL(185) OPNOTIFY(188) CLEANUP(30)
         MAXMSG(2000) RETRY(10) CLASSLEN(956) CTRACE(CTIXCF00)
FUNCTIONS ENABLE(DUPLEXCF16) DISABLE(SYSSTATDETECT)
CLASSDEF CLASS(BIG) CLASSLEN(62464) GROUP(UNDESIG)
PATHIN   STRNAME(IXCSIG1,IXCSIG2)
PATHIN   DEVICE(4010,/4011)
PATHOUT  STRNAME(IXCSIG1,IXCSIG2) CLASS(BIG)
LOCALMSG MAXMSG(512) CLASS(BIG)
DATA TYPE(SFM)
     PCOUPLE(SYS1.SFM.CDS01,VOL001) ACOUPLE(SYS1.SFM.CDS02,VOL002)
`;
  const { configuration, diagnostics } = resolve(text, { SYSPLEX: "PLEX1" });

  test("gives what XCF works with", () => {
    expect(configuration).toMatchObject({
      file: "COUPLE00",
      sysplexName: "PLEX1",
      interval: seconds(185),
      opNotify: { kind: "absolute", time: seconds(188) },
      cleanup: seconds(30),
      userInterval: false,
      systemStatusDetection: false,
    });
  });

  test("is quiet but for the statements that are not modelled, each named once", () => {
    expect(diagnostics.map(({ severity, text }) => `${severity} ${text}`)).toEqual([
      "info CLASSDEF",
      "info PATHIN (2 statements)",
      "info PATHOUT",
      "info LOCALMSG",
      "info DATA",
    ]);
  });

  test("says where each keyword stands", () => {
    expect(configuration.origins["INTERVAL"]).toEqual({
      file: "COUPLE00",
      start: { offset: expect.any(Number), line: 5, column: 10 },
      end: { offset: expect.any(Number), line: 5, column: 23 },
    });
    expect(configuration.origins["SYSSTATDETECT"]?.start.line).toBe(7);
    expect(configuration.origins["PLEX1"]).toBeUndefined();
  });

  test("reads the same when it is printed", () => {
    const document = readCouple({ file: "COUPLE00", text });
    const printed = printCouple(document);

    expect(resolve(printed, { SYSPLEX: "PLEX1" }).configuration).toMatchObject({
      ...configuration,
      origins: expect.anything(),
    });
    expect(printCouple(readCouple({ file: "COUPLE00", text: printed }))).toBe(printed);
  });
});

describe("OPNOTIFY", () => {
  test.each([
    ["OPNOTIFY(+0)", { kind: "relative", time: seconds(0) }],
    ["OPNOTIFY(+86400)", { kind: "relative", time: seconds(86_400) }],
    ["OPNOTIFY(3)", { kind: "absolute", time: seconds(3) }],
    ["OPNOTIFY(86400)", { kind: "absolute", time: seconds(86_400) }],
  ])("%s is in range: 3 to 86400, or +0 to +86400", (keyword, expected) => {
    expect(resolve(couple(keyword)).configuration.opNotify).toEqual(expected);
    expect(codes(couple(keyword))).toEqual([]);
  });

  test.each(["OPNOTIFY(2)", "OPNOTIFY(+86401)", "OPNOTIFY(+)", "OPNOTIFY(-3)", "OPNOTIFY(3,4)", "OPNOTIFY"])(
    "%s is not, and the default of +3 applies",
    (keyword) => {
      const { configuration, diagnostics } = resolve(couple(keyword));
      expect(configuration.opNotify).toEqual({ kind: "relative", time: seconds(3) });
      expect(diagnostics.map(({ code }) => code)).toEqual(["BAD_VALUE"]);
    },
  );
});

describe("INTERVAL", () => {
  test("in range is taken as coded; whether it counts is a matter of the systems", () => {
    expect(resolve(couple("INTERVAL(85)")).configuration.interval).toBe(seconds(85));
    expect(codes(couple("INTERVAL(85)"))).toEqual([]);
  });

  test.each(["INTERVAL(2)", "INTERVAL(86401)", "INTERVAL(1E3)"])(
    "%s is out of range and left out",
    (keyword) => {
      expect(resolve(couple(keyword)).configuration.interval).toBeUndefined();
      expect(codes(couple(keyword))).toEqual(["BAD_VALUE"]);
    },
  );
});

describe("several faults", () => {
  test("are reported together, each where it stands, and cost no more than themselves", () => {
    const text =
      "COUPLE SYSPLEX(PLEX1) PCOUPLE(A.B) INTERVL(25)\n CLEANUP(x) OPNOTIFY(+5)\nPATHINN DEVICE(4010)\n";
    const { configuration, diagnostics } = resolve(text);

    expect(diagnostics.map(({ code, range }) => [code, range.start.line, range.start.column])).toEqual([
      ["UNKNOWN_KEYWORD", 1, 36],
      ["BAD_VALUE", 2, 2],
      ["UNKNOWN_STATEMENT", 3, 1],
    ]);
    expect(diagnostics[0]?.text).toContain("did you mean INTERVAL?");
    expect(diagnostics[2]?.text).toContain("did you mean PATHIN?");
    expect(configuration.opNotify.time).toBe(seconds(5));
  });
});

describe("the table of diagnostics", () => {
  const provocations: Record<keyof typeof coupleDiagnostics, string> = {
    COMMENT_NOT_CLOSED: `${couple("")}/* open`,
    PARENTHESIS_NOT_CLOSED: couple("INTERVAL(185 CLEANUP(15)"),
    STRAY_TEXT: couple("INTERVAL(185))"),
    TEXT_BEHIND_COLUMN_71: couple(`${" ".repeat(69)}CLEANUP(15)`),
    SYMBOL_NOT_DEFINED: "COUPLE SYSPLEX(&SYSPLEX.) PCOUPLE(A)",
    UNKNOWN_STATEMENT: `${couple("")}PATHINN DEVICE(4010)`,
    UNKNOWN_KEYWORD: couple("INTERVALL(185)"),
    KEYWORD_TWICE: couple("CLEANUP(15) CLEANUP(16)"),
    BAD_VALUE: couple("CLEANUP(soon)"),
    UNKNOWN_FUNCTION: `${couple("")}FUNCTIONS ENABLE(USERINTERVALL)`,
    FUNCTION_TWICE: `${couple("")}FUNCTIONS ENABLE(SYSSTATDETECT) DISABLE(SYSSTATDETECT)`,
    NO_COUPLE_DATA_SET: "COUPLE SYSPLEX(PLEX1)",
    NO_COUPLE_STATEMENT: "FUNCTIONS ENABLE(SYSSTATDETECT)",
    NOT_MODELLED: `${couple("")}LOCALMSG MAXMSG(512)`,
  };

  test.each(Object.entries(provocations))("%s can be provoked, and alone is reported", (code, text) => {
    const { diagnostics } = resolve(text);
    expect(new Set(diagnostics.map((diagnostic) => diagnostic.code))).toContain(code);
    for (const { then, text } of diagnostics)
      expect([then, text].every((part) => part.length > 0)).toBe(true);
  });
});

test("the last of two values counts, and a faulty one leaves the earlier in force", () => {
  expect(resolve(couple("CLEANUP(16) CLEANUP(17)")).configuration.cleanup).toBe(seconds(17));
  expect(resolve(couple("CLEANUP(16) CLEANUP(x)")).configuration.cleanup).toBe(seconds(16));
});

test("the last of two functions counts", () => {
  const { configuration } = resolve(
    `${couple("")}FUNCTIONS ENABLE(USERINTERVAL)\nFUNCTIONS DISABLE(USERINTERVAL)`,
  );
  expect(configuration.userInterval).toBe(false);
});

test("the defaults that the table of statements states are those that apply", () => {
  const { opNotify, cleanup, userInterval, systemStatusDetection } = resolveCouple(undefined).configuration;
  const { OPNOTIFY, CLEANUP } = coupleStatements.COUPLE.keywords;

  expect(OPNOTIFY.default).toBe(`+${opNotify.time / seconds(1)}`);
  expect(CLEANUP.default).toBe(`${cleanup / seconds(1)}`);
  expect(coupleFunctions.USERINTERVAL.enabledByDefault).toBe(userInterval);
  expect(coupleFunctions.SYSSTATDETECT.enabledByDefault).toBe(systemStatusDetection);
});

test("a binary file stops the run with one error", () => {
  expect(resolve("\0\0").diagnostics).toMatchObject([{ severity: "error", code: "TEXT_IS_BINARY" }]);
});

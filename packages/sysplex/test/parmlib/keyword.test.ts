/** The keyword language that parmlib members and utility statements share. Facts L2 to L10 of the IZUPRMxx reference. */
import { describe, expect, test } from "vitest";
import { MAX_DIAGNOSTICS } from "../../src/text/diagnostic-list.js";
import { quotingDiagnostics, readingDiagnostics } from "../../src/parmlib/keyword/reading-diagnostics.js";
import { printStatements } from "../../src/parmlib/keyword/print-statements.js";
import {
  type KeywordDocument,
  type KeywordLanguage,
  MAX_MEMBER_LENGTH,
  readKeywordDocument,
} from "../../src/parmlib/keyword/statements.js";

const language: KeywordLanguage = {
  statements: { HOSTNAME: [], LOGGING: [], PLUGINS: [], COMMON_TSO: ["ACCT", "REGION", "PROC"] },
  beginsUnknown: (_keyword, _hasValues, current) => current !== "COMMON_TSO",
  diagnostics: readingDiagnostics,
  quoting: quotingDiagnostics,
};

function read(text: string, symbols?: Readonly<Record<string, string>>): KeywordDocument {
  return readKeywordDocument({ file: "IZUPRM0A", text }, language, { symbols });
}

function firstValue(document: KeywordDocument): string | undefined {
  return document.statements[0]?.values?.[0]?.text;
}

function codes(document: KeywordDocument): string[] {
  return document.diagnostics.map(({ code }) => code);
}

describe("columns", () => {
  test("columns 72 to 80 are not read, and sequence numbers there surprise nobody", () => {
    const document = read(`${"HOSTNAME('A')".padEnd(72)}00010000\n${"LOGGING('B')".padEnd(72)}00020000\n`);

    expect(document.statements.map(({ keyword }) => keyword)).toEqual(["HOSTNAME", "LOGGING"]);
    expect(document.diagnostics).toEqual([]);
  });

  test("text in column 72 or behind column 80 is lost, which is reported where it stands", () => {
    const document = read(`${" ".repeat(71)}HOSTNAME('A')\nLOGGING('B')`);

    expect(document.statements.map(({ keyword }) => keyword)).toEqual(["LOGGING"]);
    expect(codes(document)).toEqual(["TEXT_BEHIND_COLUMN_71"]);
    expect(document.diagnostics[0]?.range.start).toEqual({ offset: 71, line: 1, column: 72 });
  });

  test("a comment whose end stands in column 72 is not closed", () => {
    const box = `/*${"*".repeat(68)}*/`;
    expect(box.length).toBe(72);
    expect(codes(read(`${box}\nHOSTNAME('A')`)).sort()).toEqual([
      "COMMENT_NOT_CLOSED",
      "TEXT_BEHIND_COLUMN_71",
    ]);
  });
});

describe("blanks and comments", () => {
  test("K(5), K (5) and K ( 5 ) are equal (L4)", () => {
    expect(
      ["HOSTNAME(5)", "HOSTNAME (5)", "HOSTNAME\n ( 5\n)"].map((text) => firstValue(read(text))),
    ).toEqual(["5", "5", "5"]);
  });

  test("comments span lines and may stand anywhere but inside a word (L6)", () => {
    const document = read("/* one\n   two */ HOSTNAME/* three */(/* four */'A' /* five */)");

    expect(firstValue(document)).toBe("A");
    expect(document.diagnostics).toEqual([]);
  });

  test("a comment that is never closed swallows what is behind it", () => {
    const document = read("HOSTNAME('A') /* so far\nLOGGING('B')");

    expect(document.statements).toHaveLength(1);
    expect(codes(document)).toEqual(["COMMENT_NOT_CLOSED"]);
    expect(document.diagnostics[0]?.range.start).toMatchObject({ line: 1, column: 15 });
  });
});

describe("values", () => {
  test("bare words are folded to upper case, quoted ones are not (L7)", () => {
    expect(read("PLUGINS(ispf 'ispf')").statements[0]?.values).toMatchObject([
      { text: "ISPF", written: "ispf", quoted: false },
      { text: "ispf", quoted: true },
    ]);
  });

  test("commas, blanks and line ends separate values, also mixed (L5)", () => {
    const values = read("PLUGINS( A,\n  B\n  C, D)").statements[0]?.values ?? [];

    expect(values.map(({ text }) => text)).toEqual(["A", "B", "C", "D"]);
    expect(values.map(({ afterComma }) => afterComma)).toEqual([false, true, false, true]);
  });

  test("two apostrophes inside a quoted value stand for one", () => {
    expect(firstValue(read("HOSTNAME('it''s')"))).toBe("it's");
    expect(firstValue(read("HOSTNAME('')"))).toBe("");
  });

  test("parentheses, commas and comment signs inside apostrophes are text", () => {
    expect(firstValue(read("HOSTNAME('a(b),/*c*/')"))).toBe("a(b),/*c*/");
  });
});

describe("a quoted value over several lines (L10)", () => {
  /** 71 columns up to and with the first letters of a word that goes on in the next line. */
  const full = `LOGGING('${"x".repeat(71 - 9)}`;

  test("goes on in column 1 of the next line without a blank in between", () => {
    const document = read(`${full}\nfiner')`);

    expect(full.length).toBe(71);
    expect(firstValue(document)).toBe(`${"x".repeat(62)}finer`);
    expect(document.diagnostics).toEqual([]);
  });

  test("the same with sequence numbers", () => {
    expect(firstValue(read(`${full} 00010000\n${"finer')".padEnd(72)}00020000`))).toBe(
      `${"x".repeat(62)}finer`,
    );
  });

  test("a shorter line has blanks up to column 71, which is reported", () => {
    const document = read("LOGGING('ab\ncd')");

    expect(firstValue(document)).toBe(`ab${" ".repeat(71 - 11)}cd`);
    expect(document.diagnostics[0]?.text).toContain("60 blanks");
  });

  test("a doubled apostrophe may be cut in two by column 71", () => {
    const text = `LOGGING('${"x".repeat(71 - 10)}'\n'y')`;
    expect(firstValue(read(text))).toBe(`${"x".repeat(61)}'y`);
  });

  test("the range runs from the first apostrophe to the last", () => {
    const range = read(`${full}\nfiner')`).statements[0]?.values?.[0]?.range;
    expect(range?.start).toMatchObject({ line: 1, column: 9 });
    expect(range?.end).toMatchObject({ line: 2, column: 7 });
  });

  test("an apostrophe that is never closed ends on its own line, and the rest is read", () => {
    const document = read("HOSTNAME('a)\nCOMMON_TSO ACCT(X)\n");

    expect(firstValue(document)).toBe("a");
    expect(document.statements.map(({ keyword }) => keyword)).toEqual(["HOSTNAME", "COMMON_TSO"]);
    expect(document.diagnostics).toMatchObject([{ code: "QUOTE_NOT_CLOSED", severity: "error" }]);
  });
});

describe("statements", () => {
  test("a line start begins no statement (L19)", () => {
    const [statement] = read("COMMON_TSO ACCT(IZUACCT)\n  REGION(50000)\nPROC(IZUFPROC)").statements;

    expect(statement?.operands.map(({ keyword }) => keyword)).toEqual(["ACCT", "REGION", "PROC"]);
  });

  test("several statements may share a line (L3)", () => {
    expect(read("HOSTNAME('a') LOGGING('b')").statements).toHaveLength(2);
  });

  test("ranges are exact", () => {
    const [, statement] = read("HOSTNAME('a')\n COMMON_TSO ACCT ( X )\n").statements;

    expect(statement?.range).toEqual({
      file: "IZUPRM0A",
      start: { offset: 15, line: 2, column: 2 },
      end: { offset: 36, line: 2, column: 23 },
    });
    expect(statement?.operands[0]?.values?.[0]?.range.start).toEqual({ offset: 33, line: 2, column: 20 });
  });

  test("a missing parenthesis costs only its own value", () => {
    const document = read("HOSTNAME('a'\nLOGGING('b')\nPLUGINS(ISPF\nCOMMON_TSO ACCT(X)");

    expect(document.statements.map(({ keyword }) => keyword)).toEqual([
      "HOSTNAME",
      "LOGGING",
      "PLUGINS",
      "COMMON_TSO",
    ]);
    expect(document.statements[2]?.values?.map(({ text }) => text)).toEqual(["ISPF"]);
    expect(codes(document)).toEqual(["PARENTHESIS_NOT_CLOSED", "PARENTHESIS_NOT_CLOSED"]);
  });

  test("what belongs to no keyword is left out", () => {
    const document = read("HOSTNAME('a')) 'b' ('c') LOGGING('d')");

    expect(document.statements).toHaveLength(2);
    expect(document.diagnostics.map(({ text }) => text)).toEqual([
      ") belongs to no keyword",
      "'b' belongs to no keyword",
      "( … ) belongs to no keyword",
    ]);
  });
});

describe("system symbols in a member", () => {
  test("are replaced in words and in quoted values, and ranges stay those of the file", () => {
    const [statement] = read("HOSTNAME('&SYSNAME..example.com')", { SYSNAME: "SYSA" }).statements;

    expect(statement?.values?.[0]).toMatchObject({ text: "SYSA.example.com" });
    expect(statement?.values?.[0]?.range.end.offset).toBe("HOSTNAME('&SYSNAME..example.com'".length);
  });

  test("one without a value stays in the text, which is reported", () => {
    const document = read("HOSTNAME(&SYSNAME.)");

    expect(firstValue(document)).toBe("&SYSNAME.");
    expect(document.diagnostics[0]?.text).toContain("&SYSNAME.");
  });
});

describe("printing", () => {
  test("keeps to columns 1 to 71 and cuts a quoted value at column 71", () => {
    const text = printStatements(read(`LOGGING('${"x".repeat(62)}\nfiner')`).statements);

    expect(text).toBe(`LOGGING('${"x".repeat(62)}\nfiner')\n`);
  });

  test("puts each operand on a line of its own", () => {
    expect(printStatements(read("COMMON_TSO ACCT(IZUACCT) REGION(50000)").statements)).toBe(
      "COMMON_TSO ACCT(IZUACCT)\n    REGION(50000)\n",
    );
  });
});

describe("hostile input", () => {
  test.each(["(", ")", "'", "A ", "A(", "'\n", "/*", "&A ", "\n", "COMMON_TSO ACCT(A)", "HOSTNAME('"])(
    "a member of nothing but %j is read in a moment and in bounded memory",
    (piece) => {
      const line = `${piece.repeat(Math.floor(70 / piece.length))}\n`;
      const document = read(line.repeat(Math.floor(MAX_MEMBER_LENGTH / line.length)), { B: "C" });
      expect(document.diagnostics.length).toBeLessThanOrEqual(3 * MAX_DIAGNOSTICS + 3);
    },
    20_000,
  );

  test("a member of more than 512 KiB is refused", () => {
    expect(codes(read(" ".repeat(MAX_MEMBER_LENGTH + 1)))).toEqual(["TEXT_TOO_LONG"]);
  });

  test("behind a thousand diagnostics the others are counted", () => {
    const document = read(")\n".repeat(1234));
    expect(document.diagnostics).toHaveLength(MAX_DIAGNOSTICS + 1);
    expect(document.diagnostics.at(-1)).toMatchObject({
      code: "MORE_DIAGNOSTICS",
      range: { start: { line: MAX_DIAGNOSTICS + 1 } },
    });
    expect(document.diagnostics.at(-1)?.text).toContain("234 further");
  });
});

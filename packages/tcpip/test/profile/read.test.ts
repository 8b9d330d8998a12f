import { describe, expect, test } from "vitest";
import { DEEPEST_INCLUDE, readProfile } from "../../src/profile/index.js";
import { answerTo, dynamic, outline, readTwice } from "./support.js";

describe("the words of a profile", () => {
  test("statements are free format: a statement runs over any number of lines, in any case", () => {
    const { statements, diagnostics } = answerTo("arpage\n\n   20  ipconfig\nSysplexRouting\n");

    expect(outline(statements)).toEqual([
      ["ARPAGE", ["20"], false],
      ["IPCONFIG", ["SysplexRouting"], false],
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["NOT_MODELLED"]);
  });

  test("statements and words keep their exact places", () => {
    const [home] = answerTo("; comment\n  HOME 10.1.1.1 ; comment\r\n     OSA1 \n").statements;

    expect(home?.range.start).toEqual({ offset: 12, line: 2, column: 3 });
    expect(home?.operands[1]?.range).toMatchObject({
      start: { line: 3, column: 6 },
      end: { line: 3, column: 10 },
    });
    expect(home?.range.end).toEqual(home?.operands[1]?.range.end);
  });

  test("a semicolon starts a comment to the end of the line, and is read so without a blank too, with a warning", () => {
    const { profile, codes } = answerTo("SOMAXCONN 50;CHG SOMAXCONN 60\n;PORT 1 TCP A\n");

    expect(profile.tcpConfig.soMaxConn).toBe(50);
    expect(codes).toEqual(["SEMICOLON_WITHOUT_BLANK"]);
  });

  test("sequence numbers are data: the reader says so once, and reads them as operands", () => {
    const line = (text: string, number: string): string => text.padEnd(72) + number;
    const { diagnostics } = answerTo(
      [line("TCPCONFIG INTERVAL 10", "00000100"), line("TCPCONFIG TTLS", "00000200")].join("\n"),
    );

    expect(diagnostics.filter(({ code }) => code === "SEQUENCE_NUMBERS")).toHaveLength(1);
    expect(diagnostics.filter(({ code }) => code === "UNKNOWN_OPERAND")).toHaveLength(2);
  });

  test("a tab is a blank", () => {
    const { profile, codes } = answerTo("SOMAXCONN\t50\tARPAGE\t20");

    expect(profile.tcpConfig.soMaxConn).toBe(50);
    expect(codes).toEqual(["TAB", "NOT_MODELLED"]);
  });

  test("lines may end with LF, CR LF or CR", () => {
    expect(
      answerTo("SOMAXCONN 5 ; a\rSOMAXCONN 6 ; b\r\nSOMAXCONN 7 ; c\n").profile.tcpConfig.soMaxConn,
    ).toBe(7);
  });

  test("system symbols are replaced; a trailing period ends their name", () => {
    const text = dynamic("VIPADEFINE 255.255.255.0 10.1.&SYSCLONE..100");
    const { profile, codes } = answerTo(text, { symbols: { SYSCLONE: "7" } });

    expect(profile.dvipas.map(({ address }) => address)).toEqual(["10.1.7.100"]);
    expect(codes).toEqual([]);
  });

  test("an undefined system symbol stays as text", () => {
    const { statements, codes } = answerTo("START OSA&WHO.");

    expect(statements[0]?.operands[0]?.text).toBe("OSA&WHO.");
    expect(codes).toContain("SYMBOL_UNDEFINED");
  });
});

describe("where statements end", () => {
  test("keywords may be cut down to their required letters, and no further", () => {
    expect(answerTo("PORTR 6000 10 TCP X").profile.ports).toHaveLength(1);
    expect(
      answerTo("AUTOL 5 A ENDAUTOL DEV D VIRTUAL 0 BEGINR ENDR").statements.map(({ name }) => name),
    ).toEqual(["AUTOLOG", "DEVICE", "BEGINROUTES"]);
    expect(answerTo("IPCON SYSPLEXR").codes).toEqual(["UNKNOWN_STATEMENT"]);
  });

  test("a word longer than the keyword is another word", () => {
    const { profile, codes } = answerTo(dynamic("VIPADEFINES 255.255.255.0 10.1.1.100"));

    expect(profile.dvipas).toEqual([]);
    expect(codes).toEqual(["NOT_A_VIPADYNAMIC_STATEMENT"]);
  });

  test("an unknown statement is skipped up to the next name, with the word that was meant", () => {
    const { profile, diagnostics } = answerTo(
      "ARPAGE 20\nSOMAXCON 5\nIPCONFG SYSPLEXROUTING\nPORT 443 TCP IZUSVR1",
    );

    expect(diagnostics.filter(({ severity }) => severity === "warning").map(({ text }) => text)).toEqual([
      "SOMAXCON is no profile statement; did you mean SOMAXCONN?",
      "IPCONFG is no profile statement; did you mean IPCONFIG?",
    ]);
    expect(profile.ipConfig.sysplexRouting).toBe(false);
    expect(profile.ports).toHaveLength(1);
  });

  test("a mistyped name at the beginning of a line does not become an operand of the list before it", () => {
    const { profile, codes } = answerTo("PORT 21 TCP FTPD1\n     22 TCP SSHD\nTCPCONFG INTERVAL 5\n");

    expect(profile.ports.map(({ first }) => first)).toEqual([21, 22]);
    expect(codes).toEqual(["UNKNOWN_STATEMENT"]);
  });

  test("asterisks and number signs start no comment", () => {
    const { profile, codes } = answerTo(
      "* The ports of z/OSMF\nPORT 443 TCP IZUSVR1\n# more\nPORT 21 TCP FTPD1",
    );

    expect(codes).toEqual(["NOT_A_COMMENT", "NOT_A_COMMENT"]);
    expect(profile.ports.map(({ first }) => first)).toEqual([443, 21]);
  });

  test("an asterisk is a job name where PORT wants one, even at the beginning of a line", () => {
    const { profile, codes } = answerTo("PORT 20 TCP\n* SAF FTPDATA\n");

    expect(codes).toEqual([]);
    expect(profile.ports[0]?.job).toBe("*");
  });

  test("device and link names may be the names of statements", () => {
    const names = answerTo(
      "DEVICE HOME VIRTUAL 0 LINK PORT VIRTUAL 0 HOME START STOP DELETE LINK X",
    ).statements;

    expect(names.map(({ name }) => name)).toEqual(["DEVICE", "LINK", "HOME", "START", "DELETE"]);
  });

  test("a block without its END word swallows the rest of the profile", () => {
    const { profile, diagnostics } = answerTo("PORT 21 TCP FTPD1\nAUTOLOG 5 FTPD\nPORT 443 TCP IZUSVR1\n");

    expect(profile.ports.map(({ first }) => first)).toEqual([21]);
    expect(diagnostics).toMatchObject([{ code: "MISSING_END", range: { start: { line: 2, column: 1 } } }]);
  });

  test("VIPADYNAMIC without ENDVIPADYNAMIC keeps what stands before the first stranger and drops the rest", () => {
    const text = "VIPADYNAMIC\n VIPADEFINE 255.255.255.0 10.1.1.100\nPORT 443 TCP IZUSVR1\nSOMAXCONN 7\n";
    const { profile, diagnostics } = answerTo(text);

    expect(profile.dvipas.map(({ address }) => address)).toEqual(["10.1.1.100"]);
    expect(profile.ports).toEqual([]);
    expect(profile.tcpConfig.soMaxConn).toBe(1024);
    expect(diagnostics.map(({ code, range }) => [code, range.start.line])).toEqual([
      ["MISSING_END", 1],
      ["NOT_A_VIPADYNAMIC_STATEMENT", 3],
    ]);
    expect(diagnostics[1]?.then).toContain("line 4");
  });
});

describe("INCLUDE", () => {
  const members: Record<string, string> = {
    "ADCD.TCPPARMS(ZCXDVIPA)": dynamic("VIPARANGE DEFINE 255.255.255.255 10.1.2.5 ZCX"),
    "TCPIP.PORTS": "443 TCP IZUSVR1",
    "TCPIP.BAD": "PORT 21 TCP\n   FTPD1 OOPS",
    "TCPIP.LOOP": "INCLUDE TCPIP.LOOP2",
    "TCPIP.LOOP2": "INCLUDE TCPIP.LOOP",
    "TCPIP.BINARY": "PORT\0",
  };
  const include = (name: string): { file: string; text: string } | { problem: string } => {
    const text = members[name];
    return text === undefined ? { problem: "there is no such file" } : { file: `members/${name}`, text };
  };

  test("a member may hold a whole VIPADYNAMIC block, and its name may be in lower case", () => {
    const { profile, codes } = answerTo("include adcd.tcpparms(zcxdvipa)\nSOMAXCONN 5", { include });

    expect(profile.vipaRanges).toMatchObject([{ address: "10.1.2.5", prefixLength: 32 }]);
    expect(profile.tcpConfig.soMaxConn).toBe(5);
    expect(codes).toEqual([]);
  });

  test("included words take the place of the statement", () => {
    const { profile } = answerTo("PORT 21 TCP FTPD1\nINCLUDE TCPIP.PORTS\n 22 TCP SSHD", { include });

    expect(profile.ports.map(({ first }) => first)).toEqual([21, 443, 22]);
  });

  test("what is wrong in an included member is placed in that member", () => {
    const [first] = answerTo("INCLUDE TCPIP.BAD", { include }).diagnostics;

    expect(first?.range).toMatchObject({ file: "members/TCPIP.BAD", start: { line: 2, column: 10 } });
  });

  test("the document lists what was included", () => {
    const { includedFiles } = readProfile({ file: "p", text: "INCLUDE TCPIP.PORTS" }, { include });

    expect(includedFiles).toMatchObject([{ dataSet: "TCPIP.PORTS", file: "members/TCPIP.PORTS" }]);
  });

  test("a member that includes itself, at whatever distance, is read once", () => {
    expect(answerTo("INCLUDE TCPIP.LOOP", { include }).codes).toEqual(["INCLUDE_CYCLE"]);
  });

  test("a missing or refused member stops the run, with the reason that was given", () => {
    const { diagnostics } = answerTo("INCLUDE TCPIP.NONE", { include });

    expect(diagnostics).toMatchObject([
      { severity: "error", text: expect.stringContaining("there is no such file") },
    ]);
  });

  test("a binary member stops the run", () => {
    expect(answerTo("INCLUDE TCPIP.BINARY", { include }).codes).toEqual(["TEXT_IS_BINARY"]);
  });

  test("nesting is bounded, and so is the number of files", () => {
    const deeper = (name: string): { file: string; text: string } => {
      const level = Number(/\d+/.exec(name)?.[0]);
      return { file: name, text: `INCLUDE L${level + 1} `.repeat(4) };
    };
    const { codes } = answerTo("INCLUDE L1", { include: deeper });

    expect(codes).toContain("INCLUDE_DEPTH");
    expect(codes).toContain("INCLUDE_LIMIT");
    expect(DEEPEST_INCLUDE).toBe(8);
  });
});

describe("what cannot be read", () => {
  test.each([
    ["NUL characters", "PORT 21 TCP FTPD1\n\0\0", "TEXT_IS_BINARY"],
    ["a text over 8 MiB", "; \n".repeat(3 * 1024 * 1024), "TEXT_TOO_LONG"],
    ["a line longer than any record", "HOME ".repeat(7_000), "LINE_TOO_LONG"],
    ["a comment longer than any record", `;${"x".repeat(40_000)}`, "LINE_TOO_LONG"],
    ["more words than any profile", "a b c d\n".repeat(130_000), "TOO_MANY_WORDS"],
  ])("%s: one error, no statement", (_what, text, code) => {
    const { diagnostics, statements } = answerTo(text);

    expect(diagnostics).toMatchObject([{ code, severity: "error" }]);
    expect(statements).toEqual([]);
  });

  test("a large text of rubbish is read in bounded time, with a bounded number of problems", () => {
    const { diagnostics } = answerTo("RUBBISHX 1 2 3\n*\n".repeat(60_000));

    expect(diagnostics.length).toBeLessThan(1_010);
    expect(diagnostics.some(({ code }) => code === "FURTHER_PROBLEMS")).toBe(true);
  }, 5_000);
});

describe("printing", () => {
  test("a printed profile reads the same", () => {
    const text = [
      "home 10.1.1.1 osa1 10.1.1.2 OSA2 ; comment",
      "PORT 20 TCP OMVS NOAUTOLOG NODELAYACKS 21 TCP FTPD1 22 TCP SSHD 23 TCP INTCLIEN 25 TCP SMTP",
      dynamic("VIPADEF 255.255.255.0 10.1.1.100", "VIPABACKUP 5 10.1.1.101", "FOO 1"),
      "FOO BAR",
      "BEGINROUTES ROUTE DEFAULT 10.1.1.254 OSA1 MTU 1492 ENDROUTES",
    ].join("\n");
    const { first, second } = readTwice(text);

    expect(second).toEqual(first);
    expect(first).toHaveLength(5);
  });
});

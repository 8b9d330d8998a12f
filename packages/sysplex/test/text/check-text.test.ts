import { describe, expect, test } from "vitest";
import { checkText, MAX_TEXT_LENGTH, textDiagnostics } from "../../src/text/check-text.js";

function codeOf(text: string): string | undefined {
  return checkText({ file: "COUPLE00", text })?.code;
}

describe("the guard in front of the readers", () => {
  test("ordinary text passes, with tabs, a byte order mark and an end-of-file mark", () => {
    expect(codeOf("\uFEFFCOUPLE\tSYSPLEX(PLEX1)\r\n\u001A")).toBeUndefined();
    expect(codeOf("")).toBeUndefined();
  });

  test("one character that could not be decoded, in a comment, is let through", () => {
    expect(codeOf("/* caf\uFFFD */\nCOUPLE SYSPLEX(PLEX1)\n")).toBeUndefined();
  });

  test("a NUL character makes it binary, and the diagnostic points at it", () => {
    const diagnostic = checkText({ file: "COUPLE00", text: "COUPLE\n AB\0" });

    expect(diagnostic).toMatchObject({ severity: "error", code: "TEXT_IS_BINARY" });
    expect(diagnostic?.range.start).toEqual({ offset: 10, line: 2, column: 4 });
  });

  test("text downloaded in binary mode, EBCDIC seen as Unicode, is refused", () => {
    expect(codeOf("\uFFFD\uFFFD\u0001\u0002\u0005\uFFFD@@@\uFFFD\u0015")).toBe("TEXT_IS_BINARY");
  });

  test("what is not UTF-8 is told to be that, and control characters to be those", () => {
    expect(checkText({ file: "COUPLE00", text: "caf\uFFFD th\uFFFD" })?.text).toContain(
      "not UTF-8 in 2 places",
    );
    expect(checkText({ file: "COUPLE00", text: "caf\u0001 th\u0002" })?.text).toContain("control characters");
  });

  test("8 MiB are read and one character more is not", () => {
    expect(codeOf("A".repeat(MAX_TEXT_LENGTH))).toBeUndefined();
    expect(codeOf("A".repeat(MAX_TEXT_LENGTH + 1))).toBe("TEXT_TOO_LONG");
  });

  test("a reader may read less than any text may have", () => {
    expect(checkText({ file: "COUPLE00", text: "12345" }, 4)?.text).toContain("at most 4");
  });

  test("both rows of the table stop the run", () => {
    expect(Object.values(textDiagnostics).map(({ severity }) => severity)).toEqual(["error", "error"]);
  });
});

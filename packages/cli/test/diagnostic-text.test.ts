import { describe, expect, test } from "vitest";
import { type Diagnostic, type SourceText, TextLines } from "@sysplex/sysplex";
import { diagnosticsText } from "../src/diagnostic-text.js";
import { paintFor } from "../src/io.js";

const source: SourceText = {
  file: "configs/TCPPROF",
  text: `PORT\n  443 TCP IZUSVRA\n${" ".repeat(300)}VIPADEFINE\n`,
};

function diagnostic(word: string, changes: Partial<Diagnostic> = {}): Diagnostic {
  const at = source.text.indexOf(word);
  const range = new TextLines(source).range(at, at + word.length);
  return {
    severity: "warning",
    code: "PORT_TAKEN",
    text: "The port is taken",
    then: "It is left out.",
    range,
    ...changes,
  };
}

function printed(...diagnostics: Diagnostic[]): string[] {
  const sources = new Map([[source.file, source]]);
  return diagnosticsText(diagnostics, { sources, paint: paintFor(false) });
}

describe("a diagnostic", () => {
  test("says where, how bad, what, what follows, and what to write instead, and shows the place", () => {
    const lines = printed(diagnostic("TCP", { zosMessage: "EZZ0620I", instead: "Another port." }));

    expect(lines).toEqual([
      "configs/TCPPROF:2:7  warning PORT_TAKEN (EZZ0620I)  The port is taken",
      "    It is left out.",
      "    Instead: Another port.",
      "    2 |   443 TCP IZUSVRA",
      "      |       ^^^",
      "0 errors, 1 warning",
    ]);
  });

  test("shows the part of a long line that it is about", () => {
    const [, , shown = "", mark = ""] = printed(diagnostic("VIPADEFINE"));

    expect(shown.indexOf("VIPADEFINE")).toBe(mark.indexOf("^"));
    expect(shown.length).toBeLessThanOrEqual(110);
  });

  test("is said once when two systems share the file", () => {
    expect(printed(diagnostic("TCP"), diagnostic("TCP")).at(-1)).toBe("0 errors, 1 warning");
  });

  test("about what is not modelled is counted for each file", () => {
    const info = { severity: "info", code: "NOT_MODELLED" } as const;

    expect(printed(diagnostic("PORT", info), diagnostic("TCP", info))).toEqual([
      "configs/TCPPROF  info NOT_MODELLED  2 statements or keywords read and not modelled",
      "0 errors, 0 warnings, 2 notes",
    ]);
  });
});

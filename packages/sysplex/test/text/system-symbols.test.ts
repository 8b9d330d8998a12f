import { describe, expect, test } from "vitest";
import { substituteSymbols, symbolsIn } from "../../src/text/system-symbols.js";

const symbols = { SYSNAME: "SYSA", SYSCLONE: "1A" };

describe("system symbols", () => {
  test("a period ends the name and goes with it; without one the name ends at the next delimiter", () => {
    expect(substituteSymbols("IZUPRM&SYSCLONE..X &SYSNAME)", symbols)?.text).toBe("IZUPRM1A.X SYSA)");
  });

  test("names may be in lower case", () => {
    expect(substituteSymbols("&sysname.", symbols)?.text).toBe("SYSA");
  });

  test("a substring counts from 1, or from the end", () => {
    expect(substituteSymbols("&SYSNAME(1:3).", symbols)?.text).toBe("SYS");
    expect(substituteSymbols("&SYSNAME(-1:1).", symbols)?.text).toBe("A");
  });

  test("an unknown symbol stays as it is written", () => {
    expect(substituteSymbols("&SYSPLEX.", symbols)).toBeUndefined();
    expect(symbolsIn("A&SYSPLEX.B")).toEqual(["&SYSPLEX."]);
  });

  test("each piece of the result knows where it comes from", () => {
    expect(substituteSymbols("A&SYSNAME.B", symbols)?.pieces).toEqual([
      { at: 0, length: 1, start: 0, end: 1, replaced: false },
      { at: 1, length: 4, start: 1, end: 10, replaced: true },
      { at: 5, length: 1, start: 10, end: 11, replaced: false },
    ]);
  });
});

/** Result files: what is one, and what is said of what is none. */
import { describe, expect, test } from "vitest";
import { readResults } from "../../src/index.js";
import { COMPARISON, RUN, SWEEP } from "../fixture.js";

const file = (name: string, value: unknown) => ({ file: name, text: JSON.stringify(value) });

describe("result files", () => {
  test("of runs, a comparison and a sweep make one report, in any order", () => {
    const { input, problems } = readResults([
      file("s", SWEEP),
      file("a", RUN),
      file("c", COMPARISON),
      file("b", RUN),
    ]);

    expect(problems).toEqual([]);
    expect(input?.runs).toHaveLength(2);
    expect(input?.comparison?.hash).toBe("f00d");
    expect(input?.sweep?.study).toBe("knobs");
  });

  test("of older versions, without what came later, are taken", () => {
    const { story: _story, zowe: _zowe, users: _users, kubernetes: _kubernetes, ...old } = RUN;

    expect(readResults([file("old", old)]).input?.runs?.[0]).toMatchObject({
      story: null,
      zowe: null,
      kubernetes: null,
      users: {},
    });
  });

  test.each([
    ["{", /no JSON/],
    ["", /no JSON/],
    ["[]", /no result/],
    ["null", /no result/],
    ['{"schema":1}', /no result/],
    [JSON.stringify({ ...RUN, schema: 2 }), /schema 2: this version reads 1/],
    [
      JSON.stringify({ ...RUN, messages: {}, owners: undefined }),
      /messages, owners missing or of another type/,
    ],
    [JSON.stringify({ ...COMPARISON, summaries: null }), /summaries missing/],
  ])("that hold %j are told to be none", (text, problem) => {
    const { input, problems } = readResults([file("good", RUN), { file: "bad.json", text }]);

    expect(input).toBeUndefined();
    expect(problems).toEqual([{ file: "bad.json", problem: expect.stringMatching(problem) as unknown }]);
  });

  test("with a second comparison are too many, and none are too few", () => {
    expect(readResults([file("a", COMPARISON), file("b", COMPARISON)]).problems).toEqual([
      { file: "b", problem: "a second comparison: a report tells one" },
    ]);
    expect(readResults([]).input).toBeUndefined();
  });
});

import { describe, expect, test } from "vitest";
import { responsiveness } from "../src/index.js";

describe("target server responsiveness (TSRM)", () => {
  test("100: every set-up went well", () => {
    expect(responsiveness({ forwarded: 7, reached: 7, established: 7, accepted: 7 }).tsr).toBe(100);
  });

  test.each([
    ["reached the target", { forwarded: 7, reached: 0, established: 0, accepted: 0 }],
    ["was established", { forwarded: 7, reached: 7, established: 0, accepted: 0 }],
    ["was accepted", { forwarded: 7, reached: 7, established: 7, accepted: 0 }],
  ])("0: none %s", (_, counts) => {
    expect(responsiveness(counts).tsr).toBe(0);
  });

  test("0 means none: one success in a thousand is not 0", () => {
    expect(responsiveness({ forwarded: 1000, reached: 1, established: 1, accepted: 1 }).tsr).toBe(1);
    expect(responsiveness({ forwarded: 100, reached: 10, established: 1, accepted: 1 }).tsr).toBe(1);
  });

  test("its parts are rates of the step before, in whole percent", () => {
    expect(responsiveness({ forwarded: 10, reached: 8, established: 4, accepted: 1 })).toEqual({
      tcsr: 80,
      cer: 50,
      sef: 25,
      tsr: 10,
    });
  });
});

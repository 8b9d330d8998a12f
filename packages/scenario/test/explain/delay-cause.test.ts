/** Each part of an explanation has one cause, told by the rule that gave it and not by its words. */
import { describe, expect, test } from "vitest";
import type { FailoverResult } from "../../src/index.js";
import { client, pairAskedBy, runOf, type Files } from "../fixture.js";

/** The causes of the only failover, with their phases, in order. */
function causesOf(files: Files): string[] {
  const failovers = Object.values(runOf(files).services).flatMap((service) => service.failovers);
  expect(failovers).toHaveLength(1);
  return (failovers[0] as FailoverResult).explanation.map(({ phase, cause }) => `${phase} ${cause}`);
}

const LOST = ["{ at: 1m, fail: SYSA }"];

function withoutPolicy(operator: string): Files {
  const files = pairAskedBy([client()], LOST);
  files["scenario.yaml"] = (files["scenario.yaml"] ?? "").replace("  sfm: SFMPOL01\n", operator);
  return files;
}

describe("the causes of a failover", () => {
  test("are the interval, isolation, take-over and the LAN when a policy decides", () => {
    expect(causesOf(pairAskedBy([client()], LOST)).slice(0, 5)).toEqual([
      "detect statusInterval",
      "decide isolation",
      "decide isolation",
      "move ownershipMove",
      "move addressLearning",
    ]);
  });

  test("have the operator in place of the policy when XCF has to ask: OPNOTIFY, and the reply", () => {
    expect(causesOf(withoutPolicy("  operator: { replyAfter: 30s }\n")).slice(0, 4)).toEqual([
      "detect statusInterval",
      "decide operator",
      "decide operator",
      "decide isolation",
    ]);
  });

  test("end with the operator when nobody ever answers", () => {
    expect(causesOf(withoutPolicy("")).at(-1)).toBe("decide operator");
  });
});

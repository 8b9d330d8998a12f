/** What two scenarios have to share for a difference to be that of the systems. */
import { describe, expect, test } from "vitest";
import { resolveBundle, whatElseDiffers } from "../../src/index.js";
import { pairVariant } from "../pair.js";

function documentWith(from = "", to = "") {
  const { bundle } = pairVariant();
  const { resolved } = resolveBundle({ ...bundle, main: bundle.main.replace(from, to) });
  return resolved?.document ?? expect.fail("the scenario is unsound");
}

describe("two scenarios", () => {
  test("of one question may differ in the system, the title and the expectations", () => {
    const other = documentWith("  sfm: SFMPOL01\n", "  operator: { replyAfter: 1m }\n");

    expect(whatElseDiffers(documentWith(), { ...other, title: "?", expectations: [] })).toEqual([]);
  });

  test.each([
    ["poisson 5/s", "poisson 6/s", "clients"],
    ["at: 30s", "at: 31s", "timeline"],
    ["duration: 150s", "duration: 160s", "duration"],
    ["warmup: 5s", "warmup: 6s", "warmup"],
  ])("differ when %s is %s", (from, to, part) => {
    expect(whatElseDiffers(documentWith(), documentWith(from, to))).toEqual([part]);
  });
});

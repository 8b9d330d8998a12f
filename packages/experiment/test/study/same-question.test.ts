/** What two scenarios have to share for a difference to be that of the systems. */
import { describe, expect, test } from "vitest";
import { counterparts, resolveBundle, whatElseDiffers } from "../../src/index.js";
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

describe("a node of a cluster", () => {
  type Document = ReturnType<typeof documentWith>;
  type Entry = Document["timeline"][number];

  const text = `timeline:
  - { at: 30s, fail: SYSA }
  - { at: 60s, ipl: SYSA }
  - { at: 90s, fail: SYSB }
`;
  const onZos = documentWith("timeline:\n  - { at: 30s, fail: SYSA }\n", text);

  /** The same with `fail node …` and `start node …` in place of each entry. */
  function inKubernetes(...nodes: readonly string[]): Document {
    const timeline = onZos.timeline.map((entry, index): Entry => {
      const object = { kind: "node", name: nodes[index] ?? "" } as const;
      const does = entry.verb === "ipl" ? "start" : "fail";
      return { at: entry.at, range: entry.range, verb: "cluster", does, object } as Entry;
    });
    return { ...onZos, timeline };
  }

  test("stands for a system whose fate it shares, whichever comes first", () => {
    const cluster = inKubernetes("NODE1", "NODE1", "NODE2");
    const pairs = [
      { node: "NODE1", system: "SYSA" },
      { node: "NODE2", system: "SYSB" },
    ];

    expect(whatElseDiffers(cluster, onZos)).toEqual([]);
    expect(whatElseDiffers(onZos, cluster)).toEqual([]);
    expect(counterparts(cluster, onZos)).toEqual(pairs);
    expect(counterparts(onZos, cluster)).toEqual(pairs);
    expect(counterparts(onZos, onZos)).toEqual([]);
  });

  test("stands for one system only, and each system for one node", () => {
    expect(whatElseDiffers(inKubernetes("NODE1", "NODE1", "NODE1"), onZos)).toEqual(["timeline"]);
    expect(whatElseDiffers(inKubernetes("NODE1", "NODE2", "NODE2"), onZos)).toEqual(["timeline"]);
  });

  test("does not at another time, and nodes of two clusters go by their names", () => {
    const cluster = inKubernetes("NODE1", "NODE1", "NODE2");
    const [first, ...others] = cluster.timeline;
    const later = [{ ...first, at: 31_000_000 } as unknown as Entry, ...others];

    expect(whatElseDiffers({ ...cluster, timeline: later }, onZos)).toEqual(["timeline"]);
    expect(whatElseDiffers(cluster, inKubernetes("NODE1", "NODE1", "NODE3"))).toEqual(["timeline"]);
    expect(whatElseDiffers({ ...cluster, timeline: others }, onZos)).toEqual(["timeline"]);
  });
});

/** Entries of the timeline without effect are refused, with the reason; nothing else happens because of them. */
import { describe, expect, test } from "vitest";
import { client, pairAskedBy, runOf } from "../fixture.js";

/** The refusals of a timeline, by entry; `undefined`: it was done. */
function refusalsOf(...timeline: readonly string[]): (string | undefined)[] {
  const { timeline: played } = runOf(pairAskedBy([client("", "every 10s")], timeline));
  return played.map(({ refusal }) => refusal);
}

describe("on a dead system", () => {
  test.each([
    ["stop: SYSA/IZUSVRA", "SYSA does not run"],
    ["fail: SYSA/IZUSVRA", "SYSA does not run"],
    ["start: SYSA/IZUANG1", "SYSA does not run"],
    ["start: SYSA/TCPIP", "SYSA does not run"],
    ["fail: SYSA", "SYSA does not run"],
    ["hang: SYSA", "SYSA does not run"],
    ["heal: SYSA", "SYSA does not hang"],
    ["command: V XCF,SYSA,OFFLINE, on: SYSA", "SYSA does not run"],
  ])("%s is not done: %s", (entry, refusal) => {
    const what = entry.startsWith("command") ? `command: "V XCF,SYSA,OFFLINE", on: SYSA` : entry;
    expect(refusalsOf("{ at: 1m, fail: SYSA }", `{ at: 65s, ${what} }`)).toEqual([undefined, refusal]);
  });
});

describe("what is as it shall be already", () => {
  test.each([
    ["stop: SYSA/TCPIP", "stop: SYSA/TCPIP", "SYSA/TCPIP is not started"],
    ["stop: SYSA/IZUSVRA", "stop: SYSA/IZUSVRA", "SYSA/IZUSVRA is being stopped already"],
    ["fail: SYSA/IZUSVRA", "fail: SYSA/IZUSVRA", "SYSA/IZUSVRA is not started"],
    ["hang: SYSA/IZUSVRA", "hang: SYSA/IZUSVRA", "SYSA/IZUSVRA hangs already"],
    ["hang: SYSA/IZUSVRA", "stop: SYSA/IZUSVRA", "SYSA/IZUSVRA hangs and does not obey"],
    ["stop: SYSA", "stop: SYSA", "SYSA is being removed already"],
    ["hang: SYSA", "hang: SYSA", "SYSA hangs already"],
    [
      "partition: link SYSA SYSB",
      "partition: link SYSA SYSB",
      "SYSA and SYSB have no signalling paths already",
    ],
    ["fail: cf CF01", "fail: cf CF01", "CF01 has failed already"],
  ])("%s, then %s: %s", (first, second, refusal) => {
    expect(refusalsOf(`{ at: 1m, ${first} }`, `{ at: 61s, ${second} }`)).toEqual([undefined, refusal]);
  });

  test.each([
    ["start: SYSA/TCPIP", "SYSA/TCPIP is started already"],
    ["start: SYSA/IZUSVRA", "SYSA/IZUSVRA is started already"],
    ["start: SYSA/IZUANG1", "SYSA/IZUANG1 is started already"],
    ["heal: SYSA", "SYSA does not hang"],
    ["heal: SYSA/IZUSVRA", "SYSA/IZUSVRA does not hang"],
    ["heal: link SYSA SYSB", "the paths between SYSA and SYSB are neither cut nor slow"],
    ["heal: cf CF01", "CF01 has not failed"],
  ])("%s of something sound: %s", (entry, refusal) => {
    expect(refusalsOf(`{ at: 1m, ${entry} }`)).toEqual([refusal]);
  });
});

describe("what has an effect is done", () => {
  test.each([
    ["hang: SYSA", "heal: SYSA"],
    ["hang: SYSA, signalling: true", "hang: SYSA"],
    ["hang: SYSA/IZUSVRA", "heal: SYSA/IZUSVRA"],
    ["partition: link SYSA SYSB", "heal: link SYSA SYSB"],
    ["partition: link SYSA SYSB, direction: SYSA->SYSB", "partition: link SYSA SYSB"],
    ["slow: link SYSA SYSB, delay: 10ms", "heal: link SYSA SYSB"],
    ["fail: cf CF01", "heal: cf CF01"],
    ["stop: SYSA/TCPIP", "start: SYSA/TCPIP"],
    ["fail: SYSA/IZUANG1", "start: SYSA/IZUANG1"],
    ["fail: SYSA", "ipl: SYSA"],
  ])("%s, then %s", (first, second) => {
    expect(refusalsOf(`{ at: 1m, ${first} }`, `{ at: 61s, ${second} }`)).toEqual([undefined, undefined]);
  });
});

test("a refused entry is the cause of nothing", () => {
  const { services } = runOf(
    pairAskedBy([client()], ["{ at: 1m, hang: SYSA, signalling: true }", "{ at: 70s, start: SYSB/TCPIP }"]),
  );

  const failovers = Object.values(services).flatMap(({ failovers }) => failovers);
  expect(failovers.map(({ cause }) => cause)).not.toContain("start SYSB/TCPIP");
});

describe("V XCF,SYSA,OFFLINE, typed on a console", () => {
  const typed = (operands = "") => `{ at: 1m, command: "V XCF,SYSA,OFFLINE${operands}", on: SYSB }`;
  const idsOf = (sysplex: string, ...timeline: readonly string[]): (string | number)[][] => {
    const files = pairAskedBy([client("", "every 10s")], timeline);
    const scenario = (files["scenario.yaml"] ?? "").replace("  sfm: SFMPOL01\n", sysplex);
    const { messages } = runOf({ ...files, "scenario.yaml": scenario });
    return messages.filter(({ id }) => /^(IXC|IEE600I)/.test(id)).map(({ at, id }) => [at, id]);
  };

  test.each(["", ",RETAIN=NO", ",RETAIN=YES"])("asks, and nobody answers%s", (operands) => {
    expect(idsOf("", typed(operands))).toEqual([[60, "IXC371D"]]);
  });

  test("the operator confirms it after the time that answers take", () => {
    // Then CLEANUP(15), as no COUPLExx says otherwise, and the partitioning.
    expect(idsOf("  operator: { replyAfter: 40s }\n", typed()).slice(0, 3)).toEqual([
      [60, "IXC371D"],
      [100, "IEE600I"],
      [100, "IXC101I"],
    ]);
  });

  test("a reply confirms it, or cancels it", () => {
    const reply = (text: string) => `{ at: 90s, reply: ${text}, to: IXC371D }`;

    expect(idsOf("", typed(), reply("SYSNAME=SYSA")).slice(1, 3)).toEqual([
      [90, "IEE600I"],
      [90, "IXC101I"],
    ]);
    expect(idsOf("", typed(), reply("C"))).toEqual([
      [60, "IXC371D"],
      [90, "IEE600I"],
    ]);
  });

  test("a second one is refused while the first waits for its answer", () => {
    const again = typed().replace("1m", "70s");
    expect(refusalsOf(typed(), again)).toEqual([undefined, "IXC371D waits for a reply about SYSA already"]);
  });

  test("the verb stop needs no answer: the scenario confirms it", () => {
    expect(idsOf("", "{ at: 1m, stop: SYSA }")[0]).toEqual([60, "IXC101I"]);
  });
});

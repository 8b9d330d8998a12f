/** `partition: lan SYSA SYSB`: the network between two hosts, not their signalling. */
import { describe, expect, test } from "vitest";
import { runOf } from "../fixture.js";
import { withTimeline, zowePair } from "../zowe/fixture.js";

describe("the network between two systems is cut", () => {
  const cut = "{ at: 1m, partition: lan SYSA SYSB }";

  test("the Gateway loses what it sends to the other system, and nobody takes a system for dead", () => {
    const { messages, services } = runOf(withTimeline(zowePair(), cut));

    // One request a second, every other one to the other system: the client has given it up before the cut has ended.
    expect(services["api-catalog"]?.requests.failed).toBeGreaterThan(10);
    expect(messages.filter(({ id }) => id.startsWith("IXC"))).toEqual([]);
  });

  test("it can be cut once, and healed once", () => {
    const { timeline } = runOf(
      withTimeline(
        zowePair(),
        cut,
        "{ at: 70s, partition: lan SYSB SYSA }",
        "{ at: 80s, heal: lan SYSA SYSB }",
        "{ at: 90s, heal: lan SYSA SYSB }",
      ),
    );

    expect(timeline.map(({ refusal }) => refusal)).toEqual([
      undefined,
      "the network between SYSB and SYSA is cut already",
      undefined,
      "the network between SYSA and SYSB is not cut",
    ]);
  });
});

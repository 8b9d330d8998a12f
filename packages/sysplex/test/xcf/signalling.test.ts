import { defineEvent, millis, NO_TIME, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import type { Plex } from "../../src/index.js";
import { isolateAfter, operatorAfter, sfmPolicy, threeSystems, twoSystems } from "../fixture.js";

let arrivals: { readonly at: number; readonly signal: string }[] = [];
const signalArrived = defineEvent("test.signal-arrived", (plex: Plex, signal: string) => {
  arrivals.push({ at: plex.sim.now, signal });
});

describe("a signal", () => {
  test("takes the signalling delay, and is counted", () => {
    const plex = twoSystems();
    const { xcf } = plex.sysplex;
    arrivals = [];

    expect(xcf.send(plex, "SYSA", "SYSB", signalArrived, "one", 200)).toBe(true);
    plex.runFor(seconds(1));

    expect(arrivals).toEqual([{ at: plex.parameters.signallingDelay, signal: "one" }]);
    expect(xcf.traffic).toEqual({ messages: 1, bytes: 200 });
  });

  test("takes no time within a system", () => {
    expect(twoSystems().sysplex.xcf.signallingDelay("SYSA", "SYSA")).toBe(NO_TIME);
  });

  test("is lost when the receiver is dead or the path is cut, and only in that direction", () => {
    const plex = twoSystems();
    const { xcf } = plex.sysplex;
    xcf.cutLink("SYSA", "SYSB", "a-to-b");
    expect(xcf.send(plex, "SYSA", "SYSB", signalArrived, "lost", 200)).toBe(false);
    expect(xcf.signallingDelay("SYSB", "SYSA")).toBe(plex.parameters.signallingDelay);
    plex.lpar("SYSA").fail("wait-state");
    expect(xcf.signallingDelay("SYSB", "SYSA")).toBeUndefined();
    expect(xcf.traffic.messages).toBe(0);
  });

  test("is slower on a slow path, and never overtakes an earlier one", () => {
    const plex = twoSystems();
    const { xcf } = plex.sysplex;
    arrivals = [];
    xcf.slowLink("SYSA", "SYSB", millis(800));
    xcf.send(plex, "SYSA", "SYSB", signalArrived, "slow", 1);
    xcf.healLink("SYSA", "SYSB");
    xcf.send(plex, "SYSA", "SYSB", signalArrived, "next", 1);
    plex.runFor(seconds(1));

    expect(arrivals).toEqual([
      { at: millis(800), signal: "slow" },
      { at: millis(800), signal: "next" },
    ]);
    expect(xcf.signallingDelay("SYSA", "SYSB")).toBe(plex.parameters.signallingDelay);
  });
});

describe("lost signalling paths between two live systems", () => {
  const noticed = (plex: { parameters: { pathLossDetectionDelay: number } }): number =>
    100 + plex.parameters.pathLossDetectionDelay / 1e6;

  test("go on for ever when nobody answers IXC409D", () => {
    const plex = twoSystems();
    plex.runUntil(100);
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");
    plex.runFor(seconds(86_400));

    expect(plex.timesOf("IXC409D")).toEqual([noticed(plex)]);
    expect(plex.lpar("SYSA").isRunning && plex.lpar("SYSB").isRunning).toBe(true);
    expect(plex.told("partitioned", "SYSB")).toEqual([]);
  });

  test.each(["both", "a-to-b"] as const)(
    "(%s) end with the removal of the system that the operator names",
    (direction) => {
      const plex = twoSystems({ operator: operatorAfter(60) });
      plex.runUntil(100);
      plex.sysplex.xcf.cutLink("SYSA", "SYSB", direction);
      plex.runFor(seconds(600));

      expect(plex.told("stopped", "SYSB")).toEqual([noticed(plex) + 60]);
      expect(plex.told("partitioned", "SYSB")).toEqual([
        noticed(plex) + 60 + plex.parameters.partitionDuration / 1e6,
      ]);
      expect(plex.lpar("SYSA").isRunning).toBe(true);
    },
  );

  test("may cost the first system its place, if that is the operator's choice", () => {
    const plex = twoSystems({ operator: operatorAfter(60, "SYSA") });
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");
    plex.runFor(seconds(600));

    expect(plex.lpar("SYSA").isUp).toBe(false);
    expect(plex.lpar("SYSB").isUp).toBe(true);
    expect(plex.sysplex.console.messages.find(({ id }) => id === "IXC105I")?.system).toBe("SYSB");
  });

  test("are forgotten when they heal before they are noticed", () => {
    const plex = twoSystems({ sfm: sfmPolicy(isolateAfter(0), { connFail: true }) });
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");
    plex.runFor(seconds(1));
    plex.sysplex.xcf.healLink("SYSA", "SYSB");
    plex.runFor(seconds(600));

    expect(plex.messageIds).toEqual([]);
  });

  test("withdraw the question when they heal before the answer", () => {
    const plex = twoSystems({ operator: operatorAfter(60) });
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");
    plex.runUntil(20);
    plex.sysplex.xcf.healLink("SYSA", "SYSB");
    plex.runFor(seconds(600));

    expect(plex.messageIds).toEqual(["IXC409D"]);
    expect(plex.outstanding).toEqual([]);
  });

  test("are asked about again after RETRY", () => {
    const plex = twoSystems();
    const delay = plex.parameters.pathLossDetectionDelay / 1e6;
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");
    plex.runUntil(100);
    plex.sysplex.reply("RETRY", "IXC409D");
    plex.runFor(seconds(600));

    expect(plex.timesOf("IXC409D")).toEqual([delay, 100 + delay]);
  });

  test("are asked about no more when one of the two dies", () => {
    const plex = twoSystems();
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");
    plex.runUntil(20);
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(600));

    expect(plex.outstanding).toEqual(["IXC402D SYSA"]);
  });

  test("are decided by weight with CONNFAIL(YES)", () => {
    const weights = { SYSA: 10, SYSB: 20 };
    const plex = twoSystems({ sfm: sfmPolicy(isolateAfter(0), { connFail: true, weights }) });
    const { isolationDuration, partitionDuration } = plex.parameters;
    plex.runUntil(100);
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");
    plex.runFor(seconds(600));

    expect(plex.timesOf("IXC101I")).toEqual([noticed(plex)]);
    expect(plex.told("stopped", "SYSA")).toEqual([noticed(plex) + isolationDuration / 1e6]);
    expect(plex.told("partitioned", "SYSA")).toEqual([
      noticed(plex) + (isolationDuration + partitionDuration) / 1e6,
    ]);
    expect(plex.timesOf("IXC409D")).toEqual([]);
    expect(plex.lpar("SYSB").isRunning).toBe(true);
  });

  test("keep the two that reach each other, not the one that reaches neither", () => {
    const plex = threeSystems({ sfm: sfmPolicy(isolateAfter(0), { connFail: true }) });
    plex.sysplex.xcf.cutLink("SYSA", "SYSC");
    plex.sysplex.xcf.cutLink("SYSB", "SYSC");
    plex.runFor(seconds(600));

    expect(plex.lpar("SYSC").isUp).toBe(false);
    expect(plex.lpar("SYSA").isRunning && plex.lpar("SYSB").isRunning).toBe(true);
    expect(plex.timesOf("IXC105I")).toHaveLength(1);
  });

  test("are the operator's business with CONNFAIL(NO)", () => {
    const plex = twoSystems({ sfm: sfmPolicy(isolateAfter(0)) });
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");
    plex.runFor(seconds(600));

    expect(plex.outstanding).toEqual(["IXC409D SYSA"]);
  });
});

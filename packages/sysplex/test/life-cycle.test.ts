/** IPL, re-IPL and planned removal. */
import { seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import {
  isolateAfter,
  oneSystem,
  operatorAfter,
  sfmPolicy,
  threeSystems,
  twoSystems,
  type TestPlex,
} from "./fixture.js";

function iplSeconds({ parameters }: TestPlex): number {
  const { iplNip, iplMasterScheduler, iplJes2, iplUnix } = parameters;
  return (iplNip + iplMasterScheduler + iplJes2 + iplUnix) / 1e6;
}

describe("the start", () => {
  test("brings the systems up at once and in order, without an IPL", () => {
    const plex = threeSystems();

    expect(plex.news.map(({ signal, system, detail }) => [signal, system, detail])).toEqual([
      ["started", "SYSA", "at start"],
      ["started", "SYSB", "at start"],
      ["started", "SYSC", "at start"],
    ]);
    expect(plex.sysplex.console.messages).toEqual([]);
  });

  test("leaves down what is to be IPLed later", () => {
    const plex = twoSystems({ down: ["SYSB"] });

    expect(plex.lpar("SYSB").state.kind).toBe("down");
    expect(plex.lpar("SYSB").isUp).toBe(false);
  });
});

describe("an IPL", () => {
  test("passes through its phases, and the system joins at their end", () => {
    const plex = twoSystems({ down: ["SYSB"] });
    plex.runUntil(100);
    plex.lpar("SYSB").ipl();

    expect(plex.timesOf("IEA371I")).toEqual([100]);
    expect(plex.lpar("SYSB").state).toMatchObject({ kind: "ipl", phase: "NIP" });
    plex.runFor(plex.parameters.iplNip);
    expect(plex.lpar("SYSB").state).toMatchObject({ kind: "ipl", phase: "master scheduler" });
    plex.runFor(plex.parameters.iplMasterScheduler);
    expect(plex.lpar("SYSB").state).toMatchObject({ kind: "ipl", phase: "JES2" });
    expect(plex.lpar("SYSB").isUp).toBe(false);
    plex.runFor(seconds(600));
    expect(plex.told("started", "SYSB")).toEqual([100 + iplSeconds(plex)]);
    expect(plex.lpar("SYSB").isUp).toBe(true);
  });

  test("that fails half way is no loss to the sysplex", () => {
    const plex = twoSystems({ down: ["SYSB"], operator: operatorAfter(1) });
    plex.lpar("SYSB").ipl();
    plex.runUntil(70);
    plex.lpar("SYSB").fail("wait-state");
    plex.runFor(seconds(600));

    expect(plex.messageIds).toEqual([]);
    expect(plex.told("started", "SYSB")).toEqual([]);
  });

  test("of a single system just starts it again", () => {
    const plex = oneSystem();
    plex.runUntil(10);
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(20);
    plex.lpar("SYSA").ipl();
    plex.runFor(seconds(600));

    expect(plex.told("started", "SYSA")).toEqual([0, 20 + iplSeconds(plex)]);
    expect(plex.told("partitioned", "SYSA")).toEqual([]);
    expect(plex.messageIds).toEqual([]);
  });

  test("of a running system stops its programs first", () => {
    const plex = twoSystems();
    plex.runUntil(10);
    plex.lpar("SYSA").ipl();

    expect(plex.news.at(-1)).toMatchObject({ signal: "stopped", system: "SYSA", detail: "ipl" });
  });

  test("tells the survivors at once that the old image is gone", () => {
    const plex = twoSystems(); // No operator: without the IPL the system would never be partitioned.
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(100);
    expect(plex.outstanding).toEqual(["IXC402D SYSA"]);
    plex.lpar("SYSA").ipl();
    plex.runFor(seconds(600));

    expect(plex.messageIds).toEqual(["IXC402D", "IXC101I", "IXC105I"]);
    expect(plex.timesOf("IXC101I")).toEqual([100]);
    expect(plex.told("partitioned", "SYSA")).toEqual([100 + plex.parameters.partitionDuration / 1e6]);
    expect(plex.outstanding).toEqual([]);
    expect(plex.told("started", "SYSA")).toEqual([0, 100 + iplSeconds(plex)]);
  });

  test("waits until the old instance has been removed", () => {
    const plex = twoSystems({ parameters: { reIplRemovesOldImage: false }, operator: operatorAfter(300) });
    plex.lpar("SYSA").fail("wait-state");
    plex.lpar("SYSA").ipl();
    plex.runFor(seconds(3600));

    const [partitioned = NaN] = plex.told("partitioned", "SYSA");
    expect(partitioned).toBe(48 + 300 + plex.parameters.partitionDuration / 1e6);
    const restOfIpl = iplSeconds(plex) - plex.parameters.iplNip / 1e6;
    expect(plex.told("started", "SYSA")).toEqual([0, partitioned + restOfIpl]);
  });

  test("initialises the sysplex anew when no other system runs", () => {
    const plex = twoSystems({ operator: operatorAfter(1) });
    plex.lpar("SYSA").fail("power-loss");
    plex.lpar("SYSB").fail("power-loss");
    plex.runUntil(600);
    expect(plex.messageIds).toEqual([]); // Nobody was there to notice.
    plex.lpar("SYSB").ipl();
    plex.runFor(seconds(600));

    expect(plex.told("partitioned", "SYSA")).toEqual([600 + iplSeconds(plex)]);
    expect(plex.lpar("SYSA").isUp).toBe(false);
    expect(plex.messageIds).toEqual([]);
  });

  test("cannot join while a running system is out of reach", () => {
    const plex = twoSystems({ down: ["SYSB"] });
    plex.sysplex.xcf.cutLink("SYSA", "SYSB", "a-to-b");
    plex.lpar("SYSB").ipl();
    plex.runUntil(600);
    expect(plex.lpar("SYSB").state).toMatchObject({ kind: "ipl", phase: "NIP" });
    plex.sysplex.xcf.healLink("SYSA", "SYSB");
    plex.runFor(seconds(600));

    expect(plex.lpar("SYSB").isRunning).toBe(true);
  });
});

describe("a planned removal", () => {
  test("gives members the CLEANUP interval before the image stops", () => {
    const plex = twoSystems();
    const partition = plex.parameters.partitionDuration / 1e6;
    plex.runUntil(100);
    plex.lpar("SYSA").remove();
    expect(plex.lpar("SYSA").isRunning).toBe(true);
    plex.runFor(seconds(600));

    expect(plex.told("closing", "SYSA")).toEqual([100]);
    expect(plex.told("stopped", "SYSA")).toEqual([100 + 15]); // CLEANUP 15 s.
    expect(plex.told("partitioned", "SYSA")).toEqual([100 + 15 + partition]);
    expect(plex.lpar("SYSA").state.kind).toBe("down");
    expect(plex.messageIds).toEqual(["IXC101I", "IXC105I"]);
  });

  test("waits for the confirmation when it is asked for", () => {
    const plex = twoSystems();
    plex.lpar("SYSA").remove({ confirmed: false });
    plex.runUntil(50);
    expect(plex.outstanding).toEqual(["IXC371D SYSA"]);
    plex.sysplex.reply("SYSNAME=SYSA");
    plex.runFor(seconds(1));

    expect(plex.told("closing", "SYSA")).toEqual([50]);
  });

  test("shows the question with its reply id, and IXC101I names the master console", () => {
    const plex = twoSystems();
    plex.lpar("SYSA").remove({ confirmed: false });
    plex.sysplex.reply("SYSNAME=SYSA");

    const [question, reply, begun] = plex.sysplex.console.messages.slice(-3);
    expect(question).toMatchObject({ id: "IXC371D", replyId: 1 });
    expect(reply).toMatchObject({ id: "IEE600I", text: "REPLY TO 01 IS;SYSNAME=SYSA" });
    expect(begun?.text).toBe(
      "SYSPLEX PARTITIONING IN PROGRESS FOR SYSA REQUESTED BY *MASTER*. REASON: OPERATOR REQUEST",
    );
  });

  test("does not happen when the operator cancels it", () => {
    const plex = twoSystems();
    plex.lpar("SYSA").remove({ confirmed: false });
    plex.sysplex.reply("C");
    plex.runFor(seconds(600));

    expect(plex.lpar("SYSA").state.kind).toBe("running");
  });

  test("of a dead system need not wait for the interval, but for its reset", () => {
    const plex = twoSystems({ couplingFacilities: [], operator: operatorAfter(30) });
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(10);
    plex.lpar("SYSA").remove();
    plex.runFor(seconds(600));

    expect(plex.timesOf("IXC102A")).toEqual([10]);
    expect(plex.timesOf("IXC105I")).toEqual([10 + 30 + plex.parameters.partitionDuration / 1e6]);
  });

  test("goes on when the system dies while it closes", () => {
    const plex = twoSystems();
    plex.lpar("SYSA").remove();
    plex.runUntil(5);
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(600));

    expect(plex.told("partitioned", "SYSA")).toEqual([15 + plex.parameters.partitionDuration / 1e6]);
  });

  test("of the only system takes it down without a partitioning", () => {
    const plex = oneSystem();
    plex.lpar("SYSA").remove();
    plex.runFor(seconds(600));

    expect(plex.lpar("SYSA").state.kind).toBe("down");
    expect(plex.told("partitioned", "SYSA")).toEqual([]);
  });
});

describe("survivors that come late", () => {
  test("a hung survivor deals with the dead system once it runs on", () => {
    const plex = twoSystems({ sfm: sfmPolicy(isolateAfter(0)) });
    plex.lpar("SYSB").hang({ signalling: false });
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(200);
    expect(plex.messageIds).toEqual([]);
    plex.lpar("SYSB").resume();
    plex.runFor(seconds(60));

    expect(plex.timesOf("IXC101I")).toEqual([200]);
    expect(plex.told("partitioned", "SYSA")).toHaveLength(1);
    expect(plex.lpar("SYSB").isRunning).toBe(true);
  });
});

/** Two systems, the first dies: what the second does about it, and when. */
import { seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { isolateAfter, oneSystem, operatorAfter, sfmPolicy, threeSystems, twoSystems } from "./fixture.js";

const INTERVAL = 45; // (3 + 1) × 10 s + 5 s, dedicated processors.
const PROMPT = INTERVAL + 3; // OPNOTIFY +3.
const FAILURE = 300;

describe("without an SFM policy", () => {
  test("the operator is asked 48 s after the last status update, and the takeover waits for the reply", () => {
    const plex = twoSystems({ operator: operatorAfter(180) });
    const partition = plex.parameters.partitionDuration / 1e6;
    plex.runUntil(FAILURE);
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(600));

    expect(plex.told("suspected", "SYSA")).toEqual([FAILURE + INTERVAL]);
    expect(plex.timesOf("IXC402D")).toEqual([FAILURE + PROMPT]);
    expect(plex.timesOf("IXC101I")).toEqual([FAILURE + PROMPT + 180]);
    expect(plex.timesOf("IXC105I")).toEqual([FAILURE + PROMPT + 180 + partition]);
    expect(plex.told("partitioned", "SYSA")).toEqual(plex.timesOf("IXC105I"));
    expect(plex.lpar("SYSA").isUp).toBe(false);
  });

  test("with shared processors the operator is asked after 168 s", () => {
    const plex = twoSystems({ processors: "shared" });
    plex.runUntil(FAILURE);
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(600));

    expect(plex.timesOf("IXC402D")).toEqual([FAILURE + 165 + 3]);
  });

  test("nothing ever happens when nobody answers", () => {
    const plex = twoSystems();
    plex.runUntil(FAILURE);
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(86_400));

    expect(plex.messageIds).toEqual(["IXC402D"]);
    expect(plex.lpar("SYSA").isUp).toBe(true);
    expect(plex.outstanding).toEqual(["IXC402D SYSA"]);
  });

  test("the message names the system and when it was last operative", () => {
    const plex = twoSystems();
    plex.runUntil(FAILURE + 0.4); // Status is updated every second, so last at 300 s.
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(60));

    const message = plex.sysplex.console.messages.find(({ id }) => id === "IXC402D");
    expect(message?.system).toBe("SYSB");
    expect(message?.text).toContain("SYSA LAST OPERATIVE AT 00:05:00.00");
  });

  test("INTERVAL=100 asks again after 100 s", () => {
    const plex = twoSystems();
    plex.runUntil(FAILURE);
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(FAILURE + 60);
    expect(plex.sysplex.reply("interval=100", "IXC402D")).toBe("accepted");
    plex.runFor(seconds(600));

    expect(plex.timesOf("IXC402D")).toEqual([FAILURE + PROMPT, FAILURE + 60 + 100]);
  });

  test("a reply that the message does not know changes nothing", () => {
    const plex = twoSystems();
    plex.lpar("SYSA").fail("wait-state");
    expect(plex.sysplex.reply("DOWN")).toBe("nothing outstanding");
    plex.runUntil(60);

    expect(plex.sysplex.reply("RETRY")).toBe("not valid");
    expect(plex.sysplex.reply("PLEASE")).toBe("not valid");
    expect(plex.outstanding).toEqual(["IXC402D SYSA"]);
  });

  test("a hung system that runs on before the reply is left alone", () => {
    const plex = twoSystems({ operator: operatorAfter(180) });
    plex.runUntil(FAILURE);
    plex.lpar("SYSA").hang({ signalling: false });
    plex.runUntil(FAILURE + 100);
    expect(plex.outstanding).toEqual(["IXC402D SYSA"]);
    plex.lpar("SYSA").resume();
    plex.runFor(seconds(600));

    expect(plex.outstanding).toEqual([]);
    expect(plex.messageIds).toEqual(["IXC402D"]);
    expect(plex.told("resumed", "SYSA")).toEqual([FAILURE + 100]);
    expect(plex.lpar("SYSA").isRunning).toBe(true);
  });

  test("the operator resets a hung system before replying DOWN", () => {
    const plex = twoSystems({ operator: operatorAfter(10) });
    plex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(seconds(600));

    expect(plex.lpar("SYSA").state).toMatchObject({ kind: "dead", how: "reset" });
    expect(plex.told("stopped", "SYSA")).toEqual([0]);
  });

  test("the next running system acts when the first is dead, too", () => {
    const plex = threeSystems({ operator: operatorAfter(10) });
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(20);
    plex.lpar("SYSB").fail("wait-state");
    plex.runFor(seconds(600));

    const prompts = plex.sysplex.console.messages.filter(({ id }) => id === "IXC402D");
    expect(prompts.map(({ system }) => system)).toEqual(["SYSC", "SYSC"]);
    expect(plex.told("partitioned", "SYSB")).toHaveLength(1);
  });

  test("a question on the console of a system that dies is asked anew on the next", () => {
    const plex = threeSystems({ operator: operatorAfter(100) });
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(60);
    plex.lpar("SYSB").fail("wait-state");
    plex.runFor(seconds(1));

    const prompts = plex.sysplex.console.messages.filter(({ id }) => id === "IXC402D");
    expect(prompts.map(({ system }) => system)).toEqual(["SYSB", "SYSC"]);
    expect(plex.outstanding).toEqual(["IXC402D SYSA"]);
  });
});

describe("with an SFM policy", () => {
  test("ISOLATETIME(0) isolates when the interval ends, and no operator is needed", () => {
    const plex = twoSystems({ sfm: sfmPolicy(isolateAfter(0)) });
    const { isolationDuration, partitionDuration } = plex.parameters;
    plex.runUntil(FAILURE);
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(600));

    expect(plex.timesOf("IXC101I")).toEqual([FAILURE + INTERVAL]);
    expect(plex.timesOf("IXC105I")).toEqual([
      FAILURE + INTERVAL + (isolationDuration + partitionDuration) / 1e6,
    ]);
    expect(plex.messageIds).toEqual(["IXC101I", "IXC108I", "IXC109I", "IXC105I"]);
  });

  test("ISOLATETIME(n) waits n seconds more", () => {
    const plex = twoSystems({ sfm: sfmPolicy(isolateAfter(20)) });
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(600));

    expect(plex.timesOf("IXC101I")).toEqual([INTERVAL + 20]);
  });

  test("PROMPT is as without a policy", () => {
    const plex = twoSystems({ sfm: sfmPolicy({ kind: "prompt" }) });
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(600));

    expect(plex.timesOf("IXC402D")).toEqual([PROMPT]);
    expect(plex.timesOf("IXC101I")).toEqual([]);
  });

  test.each(["deactivate", "reset"] as const)(
    "a timed %s stops the image through the support element",
    (kind) => {
      const plex = twoSystems({ sfm: sfmPolicy({ kind, after: seconds(10) }), couplingFacilities: [] });
      const { imageResetDuration, partitionDuration } = plex.parameters;
      plex.lpar("SYSA").hang({ signalling: false });
      plex.runFor(seconds(600));

      expect(plex.timesOf("IXC105I")).toEqual([
        INTERVAL + 10 + (imageResetDuration + partitionDuration) / 1e6,
      ]);
      expect(plex.lpar("SYSA").state.kind).toBe("dead");
    },
  );

  test("without a coupling facility IXC102A waits for the operator", () => {
    const plex = twoSystems({
      sfm: sfmPolicy(isolateAfter(0)),
      couplingFacilities: [],
      operator: operatorAfter(60),
    });
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(600));

    expect(plex.timesOf("IXC102A")).toEqual([INTERVAL]);
    expect(plex.timesOf("IXC105I")).toEqual([INTERVAL + 60 + plex.parameters.partitionDuration / 1e6]);
  });

  test("a coupling facility that fails during the isolation leaves it to the operator", () => {
    const plex = twoSystems({ sfm: sfmPolicy(isolateAfter(0)) });
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(INTERVAL + 1);
    plex.sysplex.failCouplingFacility("CF01");
    plex.runFor(seconds(600));

    expect(plex.outstanding).toEqual(["IXC102A SYSA"]);
    expect(plex.timesOf("IXC105I")).toEqual([]);
  });

  test("one coupling facility of two is enough", () => {
    const plex = twoSystems({ sfm: sfmPolicy(isolateAfter(0)), couplingFacilities: ["CF01", "CF02"] });
    plex.sysplex.failCouplingFacility("CF01");
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(600));

    expect(plex.told("partitioned", "SYSA")).toHaveLength(1);
  });

  test("an image without power cannot confirm the fence", () => {
    const plex = twoSystems({ sfm: sfmPolicy(isolateAfter(0)) });
    plex.lpar("SYSA").fail("power-loss");
    plex.runFor(seconds(600));

    expect(plex.outstanding).toEqual(["IXC102A SYSA"]);
  });

  test("a hung system is stopped by the isolation", () => {
    const plex = twoSystems({ sfm: sfmPolicy(isolateAfter(0)) });
    plex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(seconds(600));
    plex.lpar("SYSA").resume();

    expect(plex.lpar("SYSA").state).toMatchObject({ kind: "dead", how: "reset" });
    expect(plex.told("resumed", "SYSA")).toEqual([]);
  });
});

describe("a system that signals but does not update its status", () => {
  test("goes on, and its programs with it", () => {
    const plex = twoSystems();
    plex.lpar("SYSA").hang({ signalling: true });
    plex.runFor(seconds(40));

    expect(plex.lpar("SYSA").isRunning).toBe(true);
    expect(plex.told("stopped", "SYSA")).toEqual([]);
  });

  test("is the operator's business with SSUMLIMIT(NONE)", () => {
    const plex = twoSystems({ sfm: sfmPolicy(isolateAfter(0)) });
    plex.lpar("SYSA").hang({ signalling: true });
    plex.runFor(seconds(3600));

    expect(plex.timesOf("IXC426D")).toEqual([PROMPT]);
    expect(plex.lpar("SYSA").isRunning).toBe(true);
  });

  test("is isolated after SSUMLIMIT, and its programs stop", () => {
    const plex = twoSystems({ sfm: sfmPolicy(isolateAfter(0), { ssumLimit: seconds(900) }) });
    plex.lpar("SYSA").hang({ signalling: true });
    plex.runFor(seconds(3600));

    expect(plex.timesOf("IXC101I")).toEqual([INTERVAL + 900]);
    expect(plex.told("stopped", "SYSA")).toEqual([INTERVAL + 900 + plex.parameters.isolationDuration / 1e6]);
    expect(plex.told("partitioned", "SYSA")).toHaveLength(1);
  });

  test("is removed when the operator says so", () => {
    const plex = twoSystems({ operator: operatorAfter(30) });
    plex.lpar("SYSA").hang({ signalling: true });
    plex.runFor(seconds(3600));

    expect(plex.told("stopped", "SYSA")).toEqual([PROMPT + 30]);
    expect(plex.timesOf("IXC105I")).toEqual([PROMPT + 30 + plex.parameters.partitionDuration / 1e6]);
  });

  test("is dead like any other once it stops signalling", () => {
    const plex = twoSystems({ sfm: sfmPolicy(isolateAfter(0)) });
    plex.lpar("SYSA").hang({ signalling: true });
    plex.runUntil(200);
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(10));

    expect(plex.timesOf("IXC101I")).toEqual([200]); // The interval since the last update has long passed.
    expect(plex.outstanding).toEqual([]);
  });
});

describe("system status detection", () => {
  test("skips the delays when the death can be proved", () => {
    const plex = twoSystems({ statusDetection: true });
    const { statusDetectionDelay, partitionDuration } = plex.parameters;
    plex.runUntil(FAILURE);
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(600));

    expect(plex.told("suspected", "SYSA")).toEqual([FAILURE + statusDetectionDelay / 1e6]);
    expect(plex.timesOf("IXC105I")).toEqual([FAILURE + (statusDetectionDelay + partitionDuration) / 1e6]);
    expect(plex.messageIds).toEqual(["IXC104I", "IXC101I", "IXC105I"]);
  });

  test("proves nothing about a hung system or one without power", () => {
    for (const die of ["hang", "power-loss"] as const) {
      const plex = twoSystems({ statusDetection: true });
      if (die === "hang") plex.lpar("SYSA").hang({ signalling: false });
      else plex.lpar("SYSA").fail("power-loss");
      plex.runFor(seconds(600));

      expect(plex.timesOf("IXC402D")).toEqual([PROMPT]);
    }
  });

  test("needs SYSSTATDETECT in COUPLExx", () => {
    const plex = twoSystems({ statusDetection: true, couple: { systemStatusDetection: false } });
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(40));

    expect(plex.messageIds).toEqual([]);
  });

  test("resets the image when it cannot be fenced, so no operator is needed", () => {
    const plex = twoSystems({
      statusDetection: true,
      sfm: sfmPolicy(isolateAfter(0)),
      couplingFacilities: [],
    });
    plex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(seconds(600));

    expect(plex.timesOf("IXC102A")).toEqual([]);
    expect(plex.told("partitioned", "SYSA")).toHaveLength(1);
  });

  test("ends the waiting when a hung system is reset", () => {
    const plex = twoSystems({ statusDetection: true });
    plex.lpar("SYSA").hang({ signalling: false });
    plex.runUntil(100);
    plex.lpar("SYSA").fail("reset");
    plex.runFor(seconds(600));

    const { statusDetectionDelay, partitionDuration } = plex.parameters;
    expect(plex.timesOf("IXC105I")).toEqual([100 + (statusDetectionDelay + partitionDuration) / 1e6]);
    expect(plex.outstanding).toEqual([]);
  });
});

describe("a sysplex of one system", () => {
  test("has nobody to notice a failure", () => {
    const plex = oneSystem({
      operator: operatorAfter(1),
      sfm: sfmPolicy(isolateAfter(0)),
      statusDetection: true,
    });
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(3600));

    expect(plex.messageIds).toEqual([]);
    expect(plex.told("suspected", "SYSA")).toEqual([]);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { millis, minutes, seconds, type Duration, type Instant } from "@sysplex/sim-core";
import { failuresAfter, nextPoll, RESTART_INTERVALS, restartDelay, uptimeSeconds } from "../../src/index.js";
import { duration, SMALL_ZOWE, ZoweFixture } from "../fixture.js";

const instant = (time: number): Instant => time as Instant;

describe("the launcher's arithmetic", () => {
  test("uptime is the difference of two whole seconds of the clock", () => {
    expect(uptimeSeconds(instant(900_000), instant(1_100_000))).toBe(1);
    expect(uptimeSeconds(instant(1_000_000), instant(1_900_000))).toBe(0);
  });

  test("90 seconds are one more failure, 91 are the first one", () => {
    expect(failuresAfter(7, 90, seconds(90))).toBe(8);
    expect(failuresAfter(7, 91, seconds(90))).toBe(1);
  });

  test("the built-in list is that of the program, and ends after ten", () => {
    expect(RESTART_INTERVALS.map((interval) => interval / 1_000_000)).toEqual([
      1, 1, 1, 5, 5, 10, 20, 60, 120, 240,
    ]);
    expect(restartDelay(10, RESTART_INTERVALS)).toBe(seconds(240));
    expect(restartDelay(11, RESTART_INTERVALS)).toBeUndefined();
  });

  test("a look every 300 ms sees at 300 ms what happened before, and never earlier", () => {
    expect([0, 1, 300_000, 300_001].map((elapsed) => nextPoll(elapsed, millis(300)))).toEqual([
      300_000, 300_000, 300_000, 600_000,
    ]);
  });
});

describe("a component whose every start fails", () => {
  test("is given up 507.6 s after its first death, as in zowe-install-packaging issue 3986", () => {
    const plex = ZoweFixture.up();
    plex.runFor(minutes(5));

    plex.component("zss").breakStart(112);
    plex.component("zss").crash(112);
    plex.runFor(minutes(20));

    const sleeps = plex
      .lines()
      .filter(({ id }) => id === "ZWEL0005I")
      .map(({ text }) => Number(/(\d+) seconds/.exec(text)?.[1]));
    const [firstDeath = Number.NaN] = plex.timesOf("ZWEL0004I");
    const [givenUp = Number.NaN] = plex.timesOf("ZWEL0038E");
    expect(sleeps).toEqual([1, 1, 1, 5, 5, 10, 20, 60, 120, 240]);
    expect(sleeps.reduce((sum, sleep) => sum + sleep)).toBe(463);
    expect(givenUp - firstDeath).toBeCloseTo(507.6, 1); // 463 s and ten attempts of 4.46 s.
  });

  test("prints the exit code as the raw status: 112 is 28672", () => {
    const plex = ZoweFixture.up();

    plex.component("zss").crash(112);
    plex.runFor(seconds(10));

    expect(plex.lines()[0]?.text).toMatch(/^component zss\(\d+\) terminated, status = 28672$/);
  });

  test("stays down alone: the others and the launcher go on", () => {
    const plex = ZoweFixture.up();
    plex.component("zss").breakStart();
    plex.component("zss").crash();
    plex.runFor(minutes(60));

    expect([plex.state("zss"), plex.state("gateway"), plex.launcher().state.kind]).toEqual([
      "down",
      "ready",
      "running",
    ]);
    expect(plex.component("zss").record.watch.givenUp).toBe(true);
    expect(plex.timesOf("ZWEL0001I")).toHaveLength(10);
  });

  test("gets ten more attempts by START, as its count is forgotten", () => {
    const plex = ZoweFixture.up();
    plex.component("zss").breakStart();
    plex.component("zss").crash();
    plex.runFor(minutes(60));

    plex.launcher().modify("START(zss)");
    plex.runFor(minutes(60));

    expect(plex.timesOf("ZWEL0038E")).toHaveLength(2);
    expect(plex.timesOf("ZWEL0001I")).toHaveLength(10 + 1 + 10);
  });

  test("goes by its own list where zowe.yaml has one", () => {
    const yaml = SMALL_ZOWE.replace(
      "  zss:\n",
      "  zss:\n    launcher:\n      restartIntervals: [2, 3]\n      minUptime: 5\n",
    );
    const plex = ZoweFixture.up({ yaml });
    plex.component("zss").breakStart();
    plex.component("zss").crash();
    plex.runFor(minutes(10));

    expect(plex.ids()).toEqual([
      ...["ZWEL0004I", "ZWEL0005I", "ZWEL0001I"],
      ...["ZWEL0004I", "ZWEL0005I", "ZWEL0001I"],
      ...["ZWEL0004I", "ZWEL0038E"],
    ]);
  });

  test("is restarted by its system's launcher alone", () => {
    const plex = ZoweFixture.up();

    plex.component("zss", "SYSA").crash();
    plex.runFor(minutes(5));

    expect(plex.state("zss", "SYSA")).toBe("ready");
    expect(plex.ids("SYSB")).toEqual([]);
  });
});

describe("a component that lives for a while", () => {
  /** Kills ZSS whenever it was up for so long: for two hours, or until it is given up. */
  function killedEvery(life: Duration): ZoweFixture {
    const plex = ZoweFixture.up({
      parameters: { zssStart: duration("1s"), silentDetectionLag: duration("0s") },
    });
    const zss = plex.component("zss");
    while (plex.now < 7_200 && !zss.record.watch.givenUp) {
      while (zss.watch.pid === -1 && !zss.record.watch.givenUp) plex.runFor(seconds(1));
      if (zss.record.watch.givenUp) break;
      plex.runFor((zss.record.watch.spawnedAt + life - plex.sim.now) as Duration);
      zss.kill();
      plex.runFor(seconds(1));
    }
    return plex;
  }

  test("91 seconds each time is restarted for ever, with the first interval", () => {
    const plex = killedEvery(seconds(91));

    const waits = plex.lines().filter(({ id }) => id === "ZWEL0005I");
    expect(waits.length).toBeGreaterThan(70);
    expect(waits.every(({ text }) => text.endsWith("in 1 seconds"))).toBe(true);
    expect(plex.ids()).not.toContain("ZWEL0038E");
  });

  test("90 seconds each time is given up, whatever minUptime says", () => {
    expect(killedEvery(seconds(90)).ids()).toContain("ZWEL0038E");
  });
});

describe("any history of lives", () => {
  /** What handle_comp_comm does, with plain numbers. */
  function expectedWaits(lives: readonly number[], intervals: readonly number[]): (number | "given up")[] {
    const waits: (number | "given up")[] = [];
    let failures = 0;
    for (const life of lives) {
      failures = life > 90 ? 1 : failures + 1;
      const wait = intervals[failures - 1];
      waits.push(wait ?? "given up");
      if (wait === undefined) break;
    }
    return waits;
  }

  function waitsIn(plex: ZoweFixture): (number | "given up")[] {
    const answers = plex.lines().filter(({ id }) => id === "ZWEL0005I" || id === "ZWEL0038E");
    return answers.map(({ text }) => Number(/ in (\d+) seconds$/.exec(text)?.[1] ?? 0) || "given up");
  }

  test("waits and gives up as the plain rule does", () => {
    const life = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 85, max: 95 }));
    let givenUp = 0;
    fc.assert(
      fc.property(
        fc.array(life, { minLength: 1, maxLength: 16 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
        (lives, intervals) => {
          const yaml = SMALL_ZOWE.replace(
            "  zss:\n",
            `  zss:\n    launcher:\n      restartIntervals: [${intervals.join(", ")}]\n`,
          );
          const parameters = { silentDetectionLag: duration("0s"), eventLoopLatency: seconds(0) };
          const plex = ZoweFixture.up({ systems: ["SYSA"], yaml, parameters });
          const zss = plex.component("zss");
          for (const whole of lives) {
            while (zss.watch.pid === -1 && !zss.record.watch.givenUp) plex.runFor(seconds(1));
            if (zss.record.watch.givenUp) break;
            plex.runFor((zss.record.watch.spawnedAt + whole * 1_000_000 - plex.sim.now) as Duration);
            zss.kill();
            plex.runFor(seconds(0));
          }
          const waits = waitsIn(plex);
          givenUp += Number(waits.includes("given up"));
          expect(waits).toEqual(expectedWaits(lives, intervals));
        },
      ),
      { numRuns: 150 },
    );
    expect(givenUp, "some were given up").toBeGreaterThan(0);
  });
});

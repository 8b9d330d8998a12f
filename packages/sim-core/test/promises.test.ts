import { describe, expect, test } from "vitest";
import {
  defineEvent,
  micros,
  millis,
  seconds,
  type Simulation,
  type Duration,
  type Instant,
} from "../src/index.js";
import { newDiary, noted, type Diary } from "./support/diary.js";

describe("the kernel promises", () => {
  test("time is whole microseconds", () => {
    const { sim } = newDiary();

    expect(() => sim.after(0.5 as Duration, noted, "half")).toThrow(RangeError);
    expect(() => sim.at(1.25 as Instant, noted, "quarter")).toThrow(RangeError);
    expect(() => sim.after(NaN as Duration, noted, "never")).toThrow(RangeError);
    expect(() => sim.runUntil(1.5 as Instant)).toThrow(RangeError);
    expect(() => sim.runUntil(Infinity as Instant)).toThrow(RangeError);
    expect(seconds(0.000_001_4)).toBe(1);
    expect(millis(1.5)).toBe(1_500);

    sim.after(micros(1), noted, "one");
    sim.run();
    expect(sim.now).toBe(1);
  });

  test("ties run in the order scheduled", () => {
    const diary = newDiary();
    const spawning = defineEvent("test.spawning", ({ sim }: Diary) => {
      sim.after(micros(0), noted, "spawned at 10");
    });

    diary.sim.after(micros(10), spawning, undefined);
    for (const text of ["b", "a", "c"]) diary.sim.after(micros(10), noted, text);
    diary.sim.after(micros(5), noted, "early");
    diary.sim.run();

    expect(diary.entries).toEqual(["5 early", "10 b", "10 a", "10 c", "10 spawned at 10"]);
  });

  test("a handler runs to completion", () => {
    const diary = newDiary();
    const long = defineEvent("test.long", ({ sim, entries }: Diary) => {
      sim.after(micros(0), noted, "after");
      entries.push("begins");
      for (const run of [() => sim.runFor(seconds(1)), () => sim.run(), () => sim.step()]) {
        expect(run).toThrow("A handler runs to completion");
      }
      entries.push("ends");
    });

    diary.sim.after(micros(3), long, undefined);
    diary.sim.run();

    expect(diary.entries).toEqual(["begins", "ends", "3 after"]);
  });

  test("a handler cannot move the clock, not even when nothing else is pending", () => {
    const diary = newDiary();
    const jumping = defineEvent("test.jumping", ({ sim }: Diary) => sim.runFor(seconds(1)));

    diary.sim.after(micros(3), jumping, undefined);

    expect(() => diary.sim.run()).toThrow("A handler runs to completion");
    expect(diary.sim.now).toBe(3);
  });

  test("the same seed and scenario give the same fingerprint", () => {
    expect(randomWalk(7).fingerprint).toBe(randomWalk(7).fingerprint);
    expect(randomWalk("7").fingerprint).toBe(randomWalk(7).fingerprint);
    expect(randomWalk(8).fingerprint).not.toBe(randomWalk(7).fingerprint);
  });

  test("nothing is global", () => {
    const alone = newDiary(7);
    const neighbour = newDiary(7);
    for (const diary of [alone, neighbour]) diary.sim.after(micros(1), stepped, 100);
    while (neighbour.sim.step()) neighbour.sim.random("test.other").uniform();

    const first = newDiary(7);
    const second = newDiary(7);
    for (const diary of [first, second]) diary.sim.after(micros(1), stepped, 100);
    while (first.sim.step()) second.sim.step(); // The two alternate.
    alone.sim.run();

    expect(first.sim.fingerprint).toBe(alone.sim.fingerprint);
    expect(second.sim.fingerprint).toBe(alone.sim.fingerprint);
    expect(neighbour.sim.fingerprint).toBe(alone.sim.fingerprint);
    expect(first.sim.pendingCount).toBe(0);
  });
});

const stepped = defineEvent("test.stepped", ({ sim }: Diary, left: number) => {
  if (left > 0) sim.after(micros(sim.random("test.walk").below(1_000)), stepped, left - 1);
});

function randomWalk(seed: number | string): Simulation<Diary> {
  const { sim } = newDiary(seed);
  sim.after(micros(1), stepped, 100);
  sim.run();
  return sim;
}

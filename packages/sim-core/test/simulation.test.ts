import { describe, expect, test } from "vitest";
import {
  assert,
  defineEvent,
  InvariantError,
  known,
  micros,
  minutes,
  seconds,
  SimulationError,
  START,
  type Duration,
  type Instant,
  type TracedEvent,
} from "../src/index.js";
import { newDiary, noted, type Diary } from "./support/diary.js";

describe("the loop", () => {
  test("runFor includes its end and leaves the clock there", () => {
    const diary = newDiary();
    diary.sim.after(micros(10), noted, "at the end");
    diary.sim.after(micros(11), noted, "later");

    diary.sim.runFor(micros(10));
    expect(diary.entries).toEqual(["10 at the end"]);

    diary.sim.runFor(minutes(1));
    expect(diary.entries).toEqual(["10 at the end", "11 later"]);
    expect(diary.sim.now).toBe(60_000_010);
  });

  test("runUntil an instant that has passed runs nothing and does not turn the clock back", () => {
    const diary = newDiary();
    diary.sim.runFor(seconds(1));
    diary.sim.after(micros(0), noted, "now");

    diary.sim.runUntil(START);

    expect(diary.sim.now).toBe(1_000_000);
    expect(diary.entries).toEqual([]);
  });

  test("step runs one event, peek names its time", () => {
    const diary = newDiary();
    diary.sim.after(micros(4), noted, "a");
    diary.sim.after(micros(7), noted, "b");

    expect(diary.sim.peek()).toBe(4);
    expect(diary.sim.step()).toBe(true);
    expect(diary.sim.peek()).toBe(7);
    expect(diary.sim.step()).toBe(true);
    expect(diary.sim.step()).toBe(false);
    expect(diary.sim.peek()).toBeUndefined();
    expect(diary.sim.eventCount).toBe(2);
  });

  test("the past cannot be scheduled", () => {
    const { sim } = newDiary();
    sim.runFor(seconds(1));

    expect(() => sim.at(999_999 as Instant, noted, "late")).toThrow("test.noted at 999999 µs");
    expect(() => sim.after(-1 as Duration, noted, "late")).toThrow(RangeError);
    expect(sim.pendingCount).toBe(0);
  });

  test("two kinds of one name are refused", () => {
    const { sim } = newDiary();
    const impostor = defineEvent("test.noted", () => undefined);
    sim.after(micros(1), noted, "first");

    expect(() => sim.after(micros(1), impostor, undefined)).toThrow("Two event kinds are named test.noted");
  });

  test("more than two million kinds are refused", () => {
    const { sim } = newDiary();
    const last = { ...noted, id: 2 ** 21 - 1, name: "test.last-kind" };
    const beyond = { ...noted, id: 2 ** 21, name: "test.one-too-many" };

    expect(sim.after(micros(1), last, "last")).toBeGreaterThanOrEqual(0);
    expect(() => sim.after(micros(1), beyond, "beyond")).toThrow("2097152 kinds were defined before");
  });

  test("a trace sees every event before it runs, until it is stopped", () => {
    const diary = newDiary();
    const seen: TracedEvent[] = [];
    diary.sim.after(micros(1), noted, "a");
    diary.sim.after(micros(2), noted, "b");

    diary.sim.trace((event) => {
      expect(diary.entries).toEqual([]);
      seen.push(event);
    });
    diary.sim.step();
    diary.sim.trace(undefined);
    diary.sim.step();

    expect(seen).toEqual([{ at: 1, kind: "test.noted", payload: "a" }]);
  });
});

describe("cancelling", () => {
  test("takes a pending event out, once", () => {
    const diary = newDiary();
    const handle = diary.sim.after(seconds(1), noted, "cancelled");
    diary.sim.after(seconds(2), noted, "kept");

    expect(diary.sim.cancel(handle)).toBe(true);
    expect(diary.sim.cancel(handle)).toBe(false);
    diary.sim.run();

    expect(diary.entries).toEqual(["2000000 kept"]);
    expect(diary.sim.eventCount).toBe(1);
  });

  test("is false for an event that has run, even when its slot serves another", () => {
    const diary = newDiary();
    const handle = diary.sim.after(micros(1), noted, "ran");
    diary.sim.run();
    diary.sim.after(micros(1), noted, "in the same slot");

    expect(diary.sim.cancel(handle)).toBe(false);
    diary.sim.run();
    expect(diary.entries).toEqual(["1 ran", "2 in the same slot"]);
  });

  test("is false for the event that is running", () => {
    const diary = newDiary();
    const outcomes: boolean[] = [];
    const selfish = defineEvent("test.selfish", ({ sim }: Diary) => {
      outcomes.push(sim.cancel(handle));
    });
    const handle = diary.sim.after(micros(1), selfish, undefined);

    diary.sim.run();

    expect(outcomes).toEqual([false]);
  });

  test("of a tie leaves the order of the others", () => {
    const diary = newDiary();
    const handles = ["a", "b", "c", "d"].map((text) => diary.sim.after(micros(1), noted, text));

    diary.sim.cancel(handles[1] as (typeof handles)[number]);
    diary.sim.run();

    expect(diary.entries).toEqual(["1 a", "1 c", "1 d"]);
  });
});

describe("a broken invariant", () => {
  const failing = defineEvent("test.failing", (_diary: Diary, owner: string | undefined) => {
    assert(known(owner, "the owner") === "SYSA", `${owner} owns the DVIPA`);
  });

  test("ends with seed, instant and event", () => {
    const { sim } = newDiary(42);
    sim.after(seconds(1.5), noted, "before");
    sim.after(seconds(1.5), failing, "SYSB");

    const run = () => sim.run();

    expect(run).toThrow(SimulationError);
    expect(sim.now).toBe(1_500_000);
  });

  test("says so in these words", () => {
    const { sim } = newDiary(42);
    sim.after(seconds(1.5), failing, "SYSB");

    expect(() => sim.run()).toThrow("SYSB owns the DVIPA [seed 42, at 1.500000 s, event test.failing #1]");
  });

  test("keeps the first error as its cause", () => {
    const { sim } = newDiary();
    sim.after(micros(1), failing, undefined);

    try {
      sim.run();
      expect.unreachable();
    } catch (error) {
      expect((error as Error).message).toMatch(/^the owner is missing \[seed 1, /);
      expect((error as Error).cause).toBeInstanceOf(InvariantError);
    }
  });
});

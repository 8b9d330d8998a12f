import { describe, expect, test } from "vitest";
import {
  defineEvent,
  InvariantError,
  micros,
  minutes,
  SimEvent,
  Simulation,
  SimulationError,
  seconds,
  sleep,
  startProcess,
  type Duration,
  type Process,
  type Story,
  type Wait,
} from "../../src/index.js";
import { newScene, nothing } from "./scene.js";

describe("a process", () => {
  test("runs from wait to wait, and starts by an event of its own", () => {
    const { sim, log, note } = newScene();

    startProcess(sim, function* () {
      note("gets up");
      yield sleep(seconds(2));
      note("leaves");
      yield seconds(3); // A bare duration is a sleep as well.
      note("arrives");
    });
    note("started");
    sim.run();

    expect(log).toEqual(["0 started", "0 gets up", "2 leaves", "5 arrives"]);
  });

  test("takes one event for its start and one for each sleep", () => {
    const { sim } = newScene();

    startProcess(sim, function* () {
      for (let night = 0; night < 7; night += 1) yield sleep(seconds(8));
    });
    sim.run();

    expect(sim.eventCount).toBe(8);
  });

  test("takes turns with others that wake at the same instant, in the order they fell asleep", () => {
    const { sim, log, note } = newScene();
    function* sleeper(name: string): Story {
      yield sleep(seconds(1));
      note(name);
      yield sleep(seconds(0));
      note(`${name} again`);
    }

    for (const name of ["a", "b"]) startProcess(sim, sleeper(name));
    sim.run();

    expect(log).toEqual(["1 a", "1 b", "1 a again", "1 b again"]);
  });

  test("is handed itself when it is given as a function", () => {
    const { sim, log, note } = newScene();

    const clerk = startProcess(
      sim,
      function* (self) {
        yield sleep(seconds(1));
        note(`${self.name} ${self.isAlive ? "lives" : "is gone"}`);
      },
      "clerk",
    );
    sim.run();

    expect(log).toEqual(["1 clerk lives"]);
    expect(clerk.isAlive).toBe(false);
  });

  test("may be a part of another story", () => {
    const { sim, log, note } = newScene();
    function* meal(courses: number): Story<string> {
      for (let course = 0; course < courses; course += 1) yield sleep(minutes(1));
      return "full";
    }

    startProcess(sim, function* () {
      note(yield* meal(3));
    });
    sim.run();

    expect(log).toEqual(["180 full"]);
  });

  test("goes on at once, without deeper recursion, while what it waits for is over already", () => {
    const { sim } = newScene();
    const over = new SimEvent<number>(sim).succeed(1);
    let sum = 0;

    startProcess(sim, function* () {
      for (let count = 0; count < 100_000; count += 1) sum += yield* over;
    });
    sim.run();

    expect(sum).toBe(100_000);
    expect(sim.eventCount).toBe(1);
  });
});

describe("waiting for a process", () => {
  test("gives the value that it returns", () => {
    const { sim, log, note } = newScene();
    const errand = startProcess(sim, function* () {
      yield sleep(seconds(4));
      return "bread";
    });

    startProcess(sim, function* () {
      const bought = yield* errand;
      note(bought.toUpperCase());
    });
    sim.run();

    expect(log).toEqual(["4 BREAD"]);
    expect(errand.value).toBe("bread");
  });

  test("gives it to everybody who waits, and at once to whom comes late", () => {
    const { sim, log, note } = newScene();
    const errand = startProcess(sim, function* () {
      yield sleep(seconds(4));
      return "bread";
    });
    function* friend(name: string, late: Duration): Story {
      yield sleep(late);
      note(`${name} gets ${yield* errand}`);
    }

    for (const name of ["a", "b", "c"]) startProcess(sim, friend(name, seconds(1)));
    startProcess(sim, friend("d", seconds(9)));
    sim.run();

    expect(log).toEqual(["4 a gets bread", "4 b gets bread", "4 c gets bread", "9 d gets bread"]);
  });

  test("cannot be waiting for oneself", () => {
    const { sim } = newScene();
    startProcess(sim, (self: Process): Story => {
      return (function* () {
        yield self;
      })();
    });

    expect(() => sim.run()).toThrow("cannot wait for itself");
  });
});

describe("an error in a process", () => {
  function* failing(): Story<string> {
    yield sleep(seconds(1));
    throw new RangeError("out of bread");
  }

  test("surfaces as a SimulationError with seed, instant and the error itself", () => {
    const { sim } = newScene(7);
    startProcess(sim, failing());

    let caught: unknown;
    try {
      sim.run();
    } catch (error) {
      caught = error;
    }

    expect(caught).toBeInstanceOf(SimulationError);
    expect((caught as SimulationError).message).toContain("out of bread [seed 7, at 1.000000 s");
    expect((caught as SimulationError).cause).toBeInstanceOf(RangeError);
  });

  test("is thrown in whoever waits for it, who may catch it", () => {
    const { sim, log, note } = newScene();
    const child = startProcess(sim, failing());

    startProcess(sim, function* () {
      try {
        yield* child;
      } catch (error) {
        note(`caught: ${(error as Error).message}`);
      }
      yield sleep(seconds(1));
      note("goes on");
    });
    sim.run();

    expect(log).toEqual(["1 caught: out of bread", "2 goes on"]);
    expect([child.hasFailed, child.isAlive]).toEqual([true, false]);
    expect(child.failure).toBeInstanceOf(RangeError);
    expect(() => child.value).toThrow(InvariantError);
  });

  test("that whoever waits does not catch goes on to whoever waits for them, and ends the run at last", () => {
    const { sim } = newScene();
    const child = startProcess(sim, failing());
    const parent = startProcess(sim, function* () {
      yield child;
    });
    startProcess(sim, function* () {
      yield parent;
    });

    expect(() => sim.run()).toThrow(/out of bread/);
  });

  test("is what a negative sleep is, or waiting for nothing", () => {
    const { sim } = newScene();
    startProcess(sim, function* () {
      yield sleep(-1 as Duration);
    });
    expect(() => sim.run()).toThrow("not a whole microsecond");

    const { sim: another } = newScene();
    startProcess(
      another,
      function* () {
        yield undefined as unknown as Wait;
      },
      "dreamer",
    );
    expect(() => another.run()).toThrow("dreamer yielded what is neither a duration nor a Waitable");
  });
});

describe("beside event kinds", () => {
  interface Site {
    readonly sim: Simulation<Site>;
    readonly opened: SimEvent<string>;
    readonly entries: string[];
  }

  const doorOpened = defineEvent("test.door-opened", ({ opened }: Site, by: string) => {
    opened.succeed(by);
  });

  test("a handler can wake a process, and a process schedule an event", () => {
    const sim = new Simulation<Site>({
      seed: 1,
      context: (sim) => ({ sim, opened: new SimEvent<string>(sim), entries: [] }),
    });
    const { opened, entries } = sim.context;

    startProcess(sim, function* () {
      sim.after(seconds(3), doorOpened, "SYSA");
      const by = yield* opened;
      entries.push(`${sim.now} opened by ${by}`);
    });
    sim.run();

    expect(entries).toEqual(["3000000 opened by SYSA"]);
  });

  test("the same seed gives the same fingerprint", () => {
    const run = (seed: number): string => {
      const { sim } = newScene(seed);
      const stream = sim.random("test.walk");
      function* walker(): Story {
        for (let step = 0; step < 50; step += 1) yield sleep(micros(stream.below(1_000)));
        if (stream.below(3) > 0) yield startProcess(sim, nothing());
      }
      for (let count = 0; count < 20; count += 1) startProcess(sim, walker());
      sim.run();
      return sim.fingerprint;
    };

    expect(run(7)).toBe(run(7));
    expect(run(8)).not.toBe(run(7));
  });
});

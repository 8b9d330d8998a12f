import { describe, expect, test } from "vitest";
import {
  allOf,
  anyOf,
  Container,
  FilterStore,
  Interrupt,
  InvariantError,
  ItemStore,
  minutes,
  PriorityResource,
  Resource,
  seconds,
  SimEvent,
  sleep,
  startProcess,
  timeout,
  type Process,
  type Story,
  type Wait,
} from "../../src/index.js";
import { newScene, type Scene } from "./scene.js";

/** Waits as it is told; notes what came of it. */
function waiting({ sim, note }: Scene, waits: () => Wait): Process {
  return startProcess(sim, function* () {
    try {
      yield waits();
      note("got it");
    } catch (error) {
      note(`interrupted: ${String(Interrupt.of(error).cause)}`);
    }
  });
}

function interruptAt(scene: Scene, atSeconds: number, victim: Process, cause = "fire"): void {
  startProcess(scene.sim, function* () {
    yield sleep(seconds(atSeconds));
    victim.interrupt(cause);
  });
}

describe("an interrupt reaches a process that", () => {
  const anHour = minutes(60);
  const states: Record<string, (scene: Scene) => () => Wait> = {
    sleeps: () => () => sleep(anHour),
    "waits for an event":
      ({ sim }) =>
      () =>
        new SimEvent(sim),
    "waits for a timeout":
      ({ sim }) =>
      () =>
        timeout(sim, anHour),
    "waits for a process": ({ sim }) => {
      const other = startProcess(sim, function* () {
        yield new SimEvent(sim);
      });
      return () => other;
    },
    "waits for any of several":
      ({ sim }) =>
      () =>
        anyOf(sim, [new SimEvent(sim), timeout(sim, anHour)]),
    "waits for all of several":
      ({ sim }) =>
      () =>
        allOf(sim, [timeout(sim, seconds(1)), new SimEvent(sim)]),
    "waits for a resource": ({ sim }) => {
      const desk = new Resource(sim);
      desk.request();
      return () => desk.request();
    },
    "waits for a resource by priority": ({ sim }) => {
      const desk = new PriorityResource(sim);
      desk.request();
      return () => desk.request({ priority: 3 });
    },
    "waits to take from a container":
      ({ sim }) =>
      () =>
        new Container(sim).get(1),
    "waits to add to a container":
      ({ sim }) =>
      () =>
        new Container(sim, { capacity: 1, level: 1 }).put(1),
    "waits for an item":
      ({ sim }) =>
      () =>
        new ItemStore(sim).get(),
    "waits for an item of its choice":
      ({ sim }) =>
      () =>
        new FilterStore(sim).get(() => true),
    "waits for room in a store": ({ sim }) => {
      const store = new ItemStore(sim, { capacity: 1 });
      store.put("full");
      return () => store.put("another");
    },
  };

  test.each(Object.entries(states))("%s", (_state, waits) => {
    const scene = newScene();
    const victim = waiting(scene, waits(scene));
    interruptAt(scene, 5, victim);

    scene.sim.run();

    expect(scene.log).toEqual(["5 interrupted: fire"]);
    expect(victim.isAlive).toBe(false);
    expect(scene.sim.now).toBe(seconds(5)); // Nothing of the wait is left in the queue.
  });

  test("has not begun: it begins, and finds the interrupt at its first wait", () => {
    const scene = newScene();
    waiting(scene, () => sleep(minutes(1))).interrupt("fire");

    scene.sim.run();

    expect(scene.log).toEqual(["0 interrupted: fire"]);
  });
});

describe("an interrupt cancels what the process waited for", () => {
  test("its place in the line of a resource goes to the next", () => {
    const scene = newScene();
    const desk = new Resource(scene.sim);
    const held = desk.request();
    const victim = waiting(scene, () => desk.request());
    waiting(scene, () => desk.request());
    interruptAt(scene, 1, victim);
    scene.sim.run();
    expect(desk.queuedCount).toBe(1);

    held.release();
    scene.sim.run();

    expect(scene.log).toEqual(["1 interrupted: fire", "1 got it"]);
  });

  test("the item goes to another", () => {
    const scene = newScene();
    const store = new ItemStore<string>(scene.sim);
    const victim = waiting(scene, () => store.get());
    interruptAt(scene, 1, victim);
    scene.sim.run();

    store.put("parcel");

    expect(store.count).toBe(1);
  });

  test("a large amount no longer stands in the way of a small one", () => {
    const scene = newScene();
    const tank = new Container(scene.sim, { capacity: 100, level: 10 });
    const victim = waiting(scene, () => tank.get(50));
    waiting(scene, () => tank.get(5));
    interruptAt(scene, 1, victim);

    scene.sim.run();

    expect(scene.log).toEqual(["1 interrupted: fire", "1 got it"]);
    expect(tank.level).toBe(5);
  });

  test("a request inside a condition is withdrawn as well", () => {
    const scene = newScene();
    const { sim } = scene;
    const desk = new Resource(sim);
    desk.request();
    const victim = waiting(scene, () => anyOf(sim, [allOf(sim, [desk.request()]), timeout(sim, minutes(1))]));
    interruptAt(scene, 1, victim);

    sim.run();

    expect(desk.queuedCount).toBe(0);
    expect(sim.now).toBe(seconds(1));
  });

  test("but not what others wait for as well, nor an event or a timeout, which can be waited for again", () => {
    const scene = newScene();
    const { sim, log, note } = scene;
    const desk = new Resource(sim);
    const held = desk.request();
    const shared = desk.request();
    const deadline = timeout(sim, seconds(10));
    const victim = startProcess(sim, function* () {
      try {
        yield allOf(sim, [shared, deadline]);
      } catch (error) {
        Interrupt.of(error);
        yield deadline;
        note("deadline");
      }
    });
    waiting(scene, () => shared);
    interruptAt(scene, 1, victim);
    startProcess(sim, function* () {
      yield sleep(seconds(2));
      held.release();
    });

    sim.run();

    expect(log).toEqual(["2 got it", "10 deadline"]);
  });

  test("what was cancelled cannot be waited for again", () => {
    const scene = newScene();
    const desk = new Resource(scene.sim);
    desk.request();
    const mine = desk.request();
    const victim = startProcess(scene.sim, function* () {
      try {
        yield mine;
      } catch (error) {
        Interrupt.of(error);
        yield mine;
      }
    });
    interruptAt(scene, 1, victim);

    expect(() => scene.sim.run()).toThrow("Waiting for what was cancelled would never end");
    expect([mine.isCancelled, mine.cancel()]).toEqual([true, false]);
  });
});

describe("at the same instant", () => {
  test("an interrupt comes before the end of a sleep that has not ended", () => {
    const scene = newScene();
    const victims: Process[] = [];
    startProcess(scene.sim, function* () {
      yield sleep(seconds(5));
      victims[0]?.interrupt("fire");
    });
    victims.push(waiting(scene, () => sleep(seconds(5))));

    scene.sim.run();

    expect(scene.log).toEqual(["5 interrupted: fire"]);
  });

  test("what was granted already is not lost: the interrupt comes at the next wait", () => {
    const scene = newScene();
    const { sim, log, note } = scene;
    const store = new ItemStore<string>(sim);
    const victim = startProcess(sim, function* () {
      note(yield* store.get());
      try {
        yield sleep(minutes(1));
      } catch (error) {
        note(String(Interrupt.of(error).cause));
      }
    });
    startProcess(sim, function* () {
      yield sleep(seconds(5));
      store.put("parcel");
      victim.interrupt("fire");
    });

    sim.run();

    expect(log).toEqual(["5 parcel", "5 fire"]);
  });

  test("two interrupts are two, each at a wait of its own", () => {
    const { sim, log, note } = newScene();
    const victim = startProcess(sim, function* () {
      for (let count = 0; count < 3; count += 1) {
        try {
          yield sleep(seconds(10));
          note("slept");
        } catch (error) {
          note(String(Interrupt.of(error).cause));
        }
      }
    });
    startProcess(sim, function* () {
      yield sleep(seconds(1));
      victim.interrupt("fire");
      victim.interrupt("flood");
    });

    sim.run();

    expect(log).toEqual(["1 fire", "1 flood", "11 slept"]);
  });

  test("an interrupt of a process that ends first has no effect", () => {
    const { sim, log, note } = newScene();
    const bell = new SimEvent(sim);
    const victim = startProcess(sim, function* () {
      yield bell;
      note("ends");
    });
    startProcess(sim, function* () {
      yield sleep(seconds(1));
      bell.succeed();
      victim.interrupt();
    });

    sim.run();

    expect(log).toEqual(["1 ends"]);
  });

  test("one who is woken by the same event cannot take another's wake-up away", () => {
    const { sim, log, note } = newScene();
    const bell = new SimEvent(sim);
    function* sleeper(): Story {
      yield bell;
      note("woken");
      try {
        yield sleep(seconds(1));
      } catch (error) {
        note(String(Interrupt.of(error).cause));
      }
    }
    const others: Process[] = [];
    startProcess(sim, function* () {
      yield bell;
      for (const other of others) other.interrupt("mine");
    });
    others.push(startProcess(sim, sleeper()));
    startProcess(sim, function* () {
      yield sleep(seconds(1));
      bell.succeed();
    });

    sim.run();

    expect(log).toEqual(["1 woken", "1 mine"]);
  });
});

describe("an interrupt", () => {
  test("that is not caught ends the process, and the run unless somebody waits for it", () => {
    const scene = newScene();
    const victim = startProcess(
      scene.sim,
      function* () {
        yield sleep(minutes(1));
      },
      "clerk",
    );
    interruptAt(scene, 1, victim);

    expect(() => scene.sim.run()).toThrow(/clerk was interrupted and did not catch it/);
  });

  test("runs what the story left for the end", () => {
    const scene = newScene();
    const desk = new Resource(scene.sim);
    const victim = startProcess(scene.sim, function* () {
      const request = desk.request();
      try {
        yield request;
        yield sleep(minutes(1));
      } catch (error) {
        Interrupt.of(error);
      } finally {
        request.release();
      }
    });
    interruptAt(scene, 1, victim);

    scene.sim.run();

    expect(desk.busyCount).toBe(0);
  });

  test("is refused by who has ended and by who interrupts himself", () => {
    const { sim } = newScene();
    const ended = startProcess(sim, function* () {
      yield sleep(seconds(1));
    });
    sim.run();
    expect(() => ended.interrupt()).toThrow(InvariantError);

    startProcess(sim, function* (self) {
      self.interrupt();
      yield sleep(seconds(1));
    });
    expect(() => sim.run()).toThrow("cannot interrupt itself");
  });

  test("is never taken for an error, nor an error for an interrupt", () => {
    const bug = new Error("bug");

    expect(() => Interrupt.of(bug)).toThrow(bug);
  });
});

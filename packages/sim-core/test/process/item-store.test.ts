import { describe, expect, test } from "vitest";
import {
  FilterStore,
  InvariantError,
  ItemStore,
  PriorityStore,
  seconds,
  sleep,
  startProcess,
} from "../../src/index.js";
import { newScene } from "./scene.js";

describe("a store", () => {
  test("hands out its oldest item first, and to whom waits longest", () => {
    const { sim, log, note } = newScene();
    const mailbox = new ItemStore<string>(sim);
    for (const name of ["a", "b"]) {
      startProcess(sim, function* () {
        for (;;) note(`${name} gets ${yield* mailbox.get()}`);
      });
    }
    startProcess(sim, function* () {
      yield sleep(seconds(1));
      for (const letter of ["1st", "2nd", "3rd"]) yield mailbox.put(letter);
    });

    sim.run();

    expect(log).toEqual(["1 a gets 1st", "1 a gets 3rd", "1 b gets 2nd"]);
  });

  test("that is full makes who adds wait until an item was taken", () => {
    const { sim, log, note } = newScene();
    const belt = new ItemStore<number>(sim, { capacity: 2 });
    startProcess(sim, function* () {
      for (let item = 1; item <= 4; item += 1) {
        yield belt.put(item);
        note(`put ${item}`);
      }
    });
    startProcess(sim, function* () {
      for (let taken = 0; taken < 4; taken += 1) {
        yield sleep(seconds(5));
        note(`got ${yield* belt.get()}`);
      }
    });

    sim.run();

    expect(log).toEqual([
      "0 put 1",
      "0 put 2",
      "5 got 1",
      "5 put 3",
      "10 got 2",
      "10 put 4",
      "15 got 3",
      "20 got 4",
    ]);
    expect(belt.count).toBe(0);
  });

  test("forgets who gave up waiting, to take and to add", () => {
    const { sim } = newScene();
    const belt = new ItemStore<string>(sim, { capacity: 1 });
    const gaveUp = belt.get();
    expect(gaveUp.cancel()).toBe(true);
    belt.put("a");
    const neverAdded = belt.put("b");
    expect(neverAdded.cancel()).toBe(true);
    belt.put("c");

    expect([belt.get().value, belt.get().value, gaveUp.isTriggered]).toEqual(["a", "c", false]);
    expect(belt.count).toBe(0);
  });

  test("keeps the order of many items, added and taken in turns", () => {
    const { sim } = newScene();
    const mailbox = new ItemStore<number>(sim);
    const taken: number[] = [];
    for (let item = 0; item < 500; item += 1) {
      mailbox.put(item);
      if (item % 3 > 0) taken.push(mailbox.get().value);
    }
    while (mailbox.count > 0) taken.push(mailbox.get().value);

    expect(taken).toEqual(Array.from({ length: 500 }, (_, item) => item));
  });

  test("needs room", () => {
    expect(() => new ItemStore(newScene().sim, { capacity: 0 })).toThrow(InvariantError);
  });
});

describe("a filter store", () => {
  test("hands out the oldest item that is wanted; who waits for another is in nobody's way", () => {
    const { sim, log, note } = newScene();
    const rack = new FilterStore<{ readonly size: number; readonly name: string }>(sim);
    const wants = (size: number): void => {
      startProcess(sim, function* () {
        note(`size ${size}: ${(yield* rack.get((tool) => tool.size === size)).name}`);
      });
    };
    for (const size of [8, 10, 10]) wants(size);
    startProcess(sim, function* () {
      yield sleep(seconds(1));
      rack.put({ size: 10, name: "spanner" });
      rack.put({ size: 6, name: "key" });
      rack.put({ size: 10, name: "nut" });
    });

    sim.run();

    expect(log).toEqual(["1 size 10: spanner", "1 size 10: nut"]);
    expect(rack.get().value.name).toBe("key");
    expect(rack.count).toBe(0);
  });

  test("has no item for whom wants none of them, until there is room for one that is wanted", () => {
    const { sim } = newScene();
    const rack = new FilterStore<string>(sim, { capacity: 1 });
    rack.put("blue");
    const red = rack.get((colour) => colour === "red");
    rack.put("red");
    expect(red.isTriggered).toBe(false);

    expect(rack.get((colour) => colour === "blue").value).toBe("blue");

    expect(red.value).toBe("red");
  });
});

describe("a priority store", () => {
  test("hands out the item that goes before all others, of equals the oldest", () => {
    const { sim } = newScene();
    const tickets = new PriorityStore<{ readonly severity: number; readonly title: string }>(sim, {
      before: (a, b) => a.severity - b.severity,
    });
    for (const [severity, title] of [
      [3, "typo"],
      [1, "outage"],
      [2, "slow"],
      [1, "data loss"],
    ] as const) {
      tickets.put({ severity, title });
    }

    const order = Array.from({ length: 4 }, () => tickets.get().value.title);

    expect(order).toEqual(["outage", "data loss", "slow", "typo"]);
    const waiting = tickets.get();
    expect(waiting.isTriggered).toBe(false);
    tickets.put({ severity: 9, title: "wish" });
    expect(waiting.value.title).toBe("wish");
  });
});

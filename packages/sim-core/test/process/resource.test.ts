import { describe, expect, test } from "vitest";
import {
  InvariantError,
  PriorityResource,
  Resource,
  seconds,
  sleep,
  startProcess,
  type Duration,
  type Request,
  type Story,
} from "../../src/index.js";
import { newScene, type Scene } from "./scene.js";

/** Holds what was requested for a while. */
function* visit({ note }: Scene, name: string, request: () => Request, stay: Duration): Story {
  const mine = request();
  try {
    yield mine;
    note(`${name} is served`);
    yield sleep(stay);
  } finally {
    mine.release();
  }
}

describe("a resource", () => {
  test("is held by as many as it has places, the others come in the order of their requests", () => {
    const scene = newScene();
    const desk = new Resource(scene.sim, { capacity: 2 });
    for (const name of ["a", "b", "c", "d"]) {
      startProcess(
        scene.sim,
        visit(scene, name, () => desk.request(), seconds(10)),
      );
    }
    scene.sim.runFor(seconds(5));
    expect([desk.capacity, desk.busyCount, desk.queuedCount]).toEqual([2, 2, 2]);

    scene.sim.run();

    expect(scene.log).toEqual(["0 a is served", "0 b is served", "10 c is served", "10 d is served"]);
    expect([desk.busyCount, desk.queuedCount]).toEqual([0, 0]);
  });

  test("is granted at once, without an event, while a place is free", () => {
    const { sim } = newScene();
    const desk = new Resource(sim);
    startProcess(sim, function* () {
      for (let count = 0; count < 100; count += 1) {
        const request = desk.request();
        yield request;
        request.release();
      }
    });

    sim.run();

    expect(sim.eventCount).toBe(1);
  });

  test("knows who holds and who waits", () => {
    const { sim } = newScene();
    const desk = new Resource(sim);
    const first = desk.request();
    const second = desk.request();
    expect([first.isHeld, first.hasHappened, second.isHeld, second.isTriggered]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const waiter = startProcess(sim, function* () {
      yield second;
    });
    sim.run();

    expect([first.owner, second.owner]).toEqual([undefined, waiter]);
  });

  test("a release is harmless when repeated, and gives up a place in the line", () => {
    const { sim } = newScene();
    const desk = new Resource(sim);
    const [first, second, third] = [desk.request(), desk.request(), desk.request()];

    second.release();
    expect(desk.queuedCount).toBe(1);
    first.release();
    first.release();

    expect([desk.busyCount, desk.queuedCount, third.isHeld]).toEqual([1, 0, true]);
  });

  test("the line keeps its order when those in the middle, at the head and at the end leave", () => {
    const { sim } = newScene();
    const desk = new Resource(sim);
    const held = desk.request();
    const line = Array.from({ length: 7 }, () => desk.request());
    for (const index of [3, 0, 6, 4]) line[index]?.cancel();
    expect(desk.queuedCount).toBe(3);
    const last = desk.request();

    const order: number[] = [];
    let holder: Request | undefined = held;
    while (holder !== undefined) {
      holder.release();
      holder = [...line, last].find((request) => request.isHeld);
      if (holder !== undefined) order.push([...line, last].indexOf(holder));
    }

    expect(order).toEqual([1, 2, 5, 7]);
  });

  test("needs a place", () => {
    expect(() => new Resource(newScene().sim, { capacity: 0 })).toThrow(InvariantError);
    expect(() => new Resource(newScene().sim, { capacity: 1.5 })).toThrow(InvariantError);
  });
});

describe("a resource by priority", () => {
  test("is granted to the lowest number first, of equals to the one that came first", () => {
    const scene = newScene();
    const desk = new PriorityResource(scene.sim);
    for (const [name, priority] of [
      ["first", 9],
      ["late", 5],
      ["soon", 1],
      ["soon too", 1],
      ["usual", 0],
    ] as const) {
      startProcess(
        scene.sim,
        visit(scene, name, () => desk.request({ priority }), seconds(1)),
      );
    }

    scene.sim.run();

    expect(scene.log).toEqual([
      "0 first is served", // It came when the place was free.
      "1 usual is served",
      "2 soon is served",
      "3 soon too is served",
      "4 late is served",
    ]);
  });

  test("forgets requests that were cancelled, however many", () => {
    const { sim } = newScene();
    const desk = new PriorityResource(sim);
    const held = desk.request();
    const patient = desk.request({ priority: 7 });
    for (let count = 0; count < 1_000; count += 1) desk.request({ priority: count % 10 }).cancel();
    const urgent = desk.request({ priority: 1 });
    const cancelled = desk.request({ priority: 0 });
    cancelled.cancel();
    expect(desk.queuedCount).toBe(2);

    held.release();
    expect([urgent.isHeld, patient.isHeld]).toEqual([true, false]);
    urgent.release();

    expect([patient.isHeld, desk.queuedCount]).toEqual([true, 0]);
  });
});

import { describe, expect, test } from "vitest";
import {
  Interrupt,
  Preempted,
  PreemptiveResource,
  seconds,
  sleep,
  startProcess,
  type PreemptiveRequestOptions,
} from "../../src/index.js";
import { newScene, type Scene } from "./scene.js";

interface Job extends PreemptiveRequestOptions {
  readonly name: string;
  readonly at: number;
  readonly takes: number;
}

/** Does its job in one piece or loses the machine. */
function start(
  { sim, note }: Scene,
  machine: PreemptiveResource,
  { name, at, takes, ...options }: Job,
): void {
  startProcess(
    sim,
    function* () {
      yield sleep(seconds(at));
      const request = machine.request(options);
      try {
        yield request;
        note(`${name} begins`);
        yield sleep(seconds(takes));
        note(`${name} ends`);
      } catch (error) {
        const { cause } = Interrupt.of(error);
        if (!(cause instanceof Preempted)) throw error;
        note(`${name} had it since ${cause.heldSince / 1e6}, lost it to ${cause.by.owner?.name ?? "nobody"}`);
        expect([cause.resource === machine, request.isHeld]).toEqual([true, false]);
      } finally {
        request.release();
      }
    },
    name,
  );
}

function shop(capacity: number, jobs: readonly Job[]): readonly string[] {
  const scene = newScene();
  const machine = new PreemptiveResource(scene.sim, { capacity });
  for (const job of jobs) start(scene, machine, job);
  scene.sim.run();
  expect([machine.busyCount, machine.queuedCount]).toEqual([0, 0]);
  return scene.log;
}

describe("a preemptive resource", () => {
  test("is taken from a less urgent holder, who learns since when it was held and who has it now", () => {
    expect(
      shop(1, [
        { name: "routine", at: 1, takes: 10, priority: 5 },
        { name: "repair", at: 4, takes: 2, priority: 1 },
      ]),
    ).toEqual([
      "1 routine begins",
      "4 repair begins",
      "4 routine had it since 1, lost it to repair",
      "6 repair ends",
    ]);
  });

  test("is not taken from an equally urgent one, nor by a request that does not preempt", () => {
    expect(
      shop(1, [
        { name: "routine", at: 0, takes: 10, priority: 5 },
        { name: "equal", at: 1, takes: 1, priority: 5 },
        { name: "polite", at: 2, takes: 1, priority: 1, preempt: false },
      ]),
    ).toEqual([
      "0 routine begins",
      "10 routine ends",
      "10 polite begins",
      "11 polite ends",
      "11 equal begins",
      "12 equal ends",
    ]);
  });

  test("is taken from the least urgent holder, of equals from the one that came last", () => {
    expect(
      shop(3, [
        { name: "a", at: 0, takes: 9, priority: 2 },
        { name: "b", at: 1, takes: 9, priority: 3 },
        { name: "c", at: 2, takes: 9, priority: 3 },
        { name: "x", at: 3, takes: 1, priority: 0 },
        { name: "y", at: 3, takes: 1, priority: 0 },
      ]).filter((line) => line.includes("lost")),
    ).toEqual(["3 c had it since 2, lost it to x", "3 b had it since 1, lost it to y"]);
  });

  test("is not taken past a more urgent request that waits politely", () => {
    expect(
      shop(1, [
        { name: "routine", at: 0, takes: 10, priority: 5 },
        { name: "polite", at: 1, takes: 1, priority: 0, preempt: false },
        { name: "pushy", at: 2, takes: 1, priority: 1 },
      ]),
    ).toEqual([
      "0 routine begins",
      "10 routine ends",
      "10 polite begins",
      "11 polite ends",
      "11 pushy begins",
      "12 pushy ends",
    ]);
  });

  test("a holder that nobody waits for simply loses it", () => {
    const { sim } = newScene();
    const machine = new PreemptiveResource(sim);
    const routine = machine.request({ priority: 5 });
    const repair = machine.request({ priority: 1 });

    expect([routine.isHeld, repair.isHeld, machine.busyCount]).toEqual([false, true, 1]);
    routine.release();
    expect([repair.isHeld, machine.busyCount]).toEqual([true, 1]);
    expect(sim.pendingCount).toBe(0);
  });
});

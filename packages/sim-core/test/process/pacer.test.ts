import { describe, expect, test } from "vitest";
import { Pacer, seconds, sleep, startProcess } from "../../src/index.js";
import { newScene, type Scene } from "./scene.js";

/** A host's clock that a test moves. */
class HandClock {
  ms = 1_000;
  readonly now = (): number => this.ms;
}

function ticking(): Scene {
  const scene = newScene();
  startProcess(scene.sim, function* () {
    for (let tick = 1; tick <= 3; tick += 1) {
      yield sleep(seconds(1));
      scene.note("tick");
    }
  });
  return scene;
}

/** Hosts as a host does: waits as long as it is told. */
function host(pacer: Pacer, clock: HandClock, end?: number): number[] {
  const waits: number[] = [];
  for (let wait = pacer.runDue(end); wait !== undefined; wait = pacer.runDue(end)) {
    waits.push(wait);
    clock.ms += wait;
  }
  return waits;
}

describe("a paced simulation", () => {
  test("runs what is due and says how long to wait for what follows", () => {
    const { sim, log } = ticking();
    const clock = new HandClock();

    expect(host(new Pacer(sim, { now: clock.now }), clock)).toEqual([1_000, 1_000, 1_000]);

    expect(log).toEqual(["1 tick", "2 tick", "3 tick"]);
    expect(clock.ms).toBe(4_000);
  });

  test("takes as many host seconds for a simulated one as the factor says", () => {
    const { sim } = ticking();
    const clock = new HandClock();

    expect(host(new Pacer(sim, { now: clock.now, factor: 0.25 }), clock)).toEqual([250, 250, 250]);
  });

  test("catches up when the host was busy, and waits no longer for it afterwards", () => {
    const { sim, log } = ticking();
    const clock = new HandClock();
    const pacer = new Pacer(sim, { now: clock.now });
    pacer.runDue();

    clock.ms += 2_300;

    expect(pacer.runDue()).toBeCloseTo(700, 9);
    expect(log).toEqual(["1 tick", "2 tick"]);
  });

  test("refuses to be later than it is allowed to", () => {
    const { sim } = ticking();
    const clock = new HandClock();
    const pacer = new Pacer(sim, { now: clock.now, lagMsMax: 100 });
    pacer.runDue();

    clock.ms += 1_101;

    expect(() => pacer.runDue()).toThrow("101 ms behind the host's clock");
  });

  test("stops at the end it is given", () => {
    const { sim, log } = ticking();
    const clock = new HandClock();

    expect(host(new Pacer(sim, { now: clock.now }), clock, seconds(2))).toEqual([1_000, 1_000]);
    expect(log).toEqual(["1 tick", "2 tick"]);
  });

  test("runs the same events as one that is not paced", () => {
    const paced = ticking();
    const clock = new HandClock();
    host(new Pacer(paced.sim, { now: clock.now, factor: 3 }), clock);
    const unpaced = ticking();
    unpaced.sim.run();

    expect(paced.sim.fingerprint).toBe(unpaced.sim.fingerprint);
  });

  test("needs a second to take some time", () => {
    expect(() => new Pacer(newScene().sim, { factor: 0, now: () => 0 })).toThrow(RangeError);
  });
});

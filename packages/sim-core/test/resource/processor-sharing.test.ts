import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defineEvent, InvariantError, micros, ProcessorSharing, Simulation } from "../../src/index.js";

interface Image {
  readonly sim: Simulation<Image>;
  readonly cpu: ProcessorSharing<Image>;
  readonly ends: { readonly request: string; readonly at: number }[];
}

const ended = defineEvent("test.ended", ({ sim, cpu, ends }: Image, request: string) => {
  cpu.release();
  ends.push({ request, at: sim.now });
});

const arrived = defineEvent(
  "test.came",
  ({ cpu }: Image, { request, work }: { request: string; work: number }) => {
    cpu.request(micros(work), ended, request);
  },
);

function image(processors: number): Image {
  return new Simulation<Image>({
    seed: 1,
    context: (sim) => ({ sim, cpu: new ProcessorSharing(sim, { name: "CPU", processors }), ends: [] }),
  }).context;
}

describe("processor sharing", () => {
  test("a request alone has a processor alone", () => {
    const { sim, cpu, ends } = image(1);
    cpu.request(micros(100), ended, "a");
    sim.run();

    expect(ends).toEqual([{ request: "a", at: 100 }]);
  });

  test("two requests of equal work on one processor take twice as long and end together", () => {
    const { sim, cpu, ends } = image(1);
    for (const request of ["a", "b"]) cpu.request(micros(100), ended, request);
    sim.run();

    expect(ends).toEqual([
      { request: "a", at: 200 },
      { request: "b", at: 200 },
    ]);
  });

  test("a short request overtakes a long one", () => {
    const { sim, cpu, ends } = image(1);
    cpu.request(micros(100), ended, "long");
    sim.after(micros(50), arrived, { request: "short", work: 10 });
    sim.run();

    // From 50 on both run at half speed; the short one ends at 70, when the long one has 40 left.
    expect(ends).toEqual([
      { request: "short", at: 70 },
      { request: "long", at: 110 },
    ]);
  });

  test("no request runs faster than one processor, however many are free", () => {
    const { sim, cpu, ends } = image(4);
    for (const [request, work] of Object.entries({ a: 30, b: 20, c: 10 })) {
      cpu.request(micros(work), ended, request);
    }
    sim.run();

    expect(ends.map(({ at }) => at)).toEqual([10, 20, 30]);
  });

  test("three equal requests share two processors", () => {
    const { sim, cpu, ends } = image(2);
    for (const request of ["a", "b", "c"]) cpu.request(micros(100), ended, request);
    sim.run();

    expect(ends.map(({ at }) => at)).toEqual([150, 150, 150]);
  });

  test("all work is done, no sooner than it can be and without a pause", () => {
    const arrival = fc.record({ at: fc.nat(500), work: fc.nat(100) });
    fc.assert(
      fc.property(fc.array(arrival, { minLength: 1, maxLength: 30 }), (arrivals) => {
        const { sim, cpu, ends } = image(1);
        for (const { at, work } of arrivals) sim.after(micros(at), arrived, { request: "x", work });
        sim.run();

        // One processor: it is busy exactly as long as with any other discipline that wastes no time.
        expect(ends).toHaveLength(arrivals.length);
        expect(Math.abs(sim.now - endOfWork(arrivals))).toBeLessThanOrEqual(1);
        expect(cpu.count).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test("a failure drops everything", () => {
    const { sim, cpu, ends } = image(1);
    for (const request of ["a", "b"]) cpu.request(micros(100), ended, request);
    sim.runFor(micros(30));

    expect(cpu.clear()).toBe(2);
    cpu.request(micros(10), ended, "after the restart");
    sim.run();

    expect(ends).toEqual([{ request: "after the restart", at: 40 }]);
  });

  test("a release that no end asked for is a broken invariant", () => {
    const { sim, cpu } = image(1);
    cpu.request(micros(100), ended, "a");
    sim.runFor(micros(30));

    expect(() => cpu.release()).toThrow(InvariantError);
    expect(() => image(0)).toThrow(InvariantError);
  });

  test("measures are those of a hand calculation, and start anew after a warm-up", () => {
    const { sim, cpu } = image(2);
    cpu.request(micros(10), ended, "a");
    for (const request of ["b", "c"]) cpu.request(micros(20), ended, request);
    // Three at 2/3: a ends at 15, then b and c alone have 10 left each: 25.
    sim.runFor(micros(50));

    expect(cpu.sojournTimes.mean).toBeCloseTo((15 + 25 + 25) / 3, 12);
    expect(cpu.busyProcessors.average(sim.now)).toBe((2 * 25) / 50);
    expect(cpu.requestsPresent.average(sim.now)).toBe((3 * 15 + 2 * 10) / 50);

    cpu.resetMeasures();
    sim.runFor(micros(10));
    expect([cpu.sojournTimes.count, cpu.busyProcessors.average(sim.now)]).toEqual([0, 0]);
  });
});

/** When a single processor that never pauses while there is work has done it all. */
function endOfWork(arrivals: readonly { readonly at: number; readonly work: number }[]): number {
  const inOrder = arrivals.toSorted((a, b) => a.at - b.at);
  return inOrder.reduce((free, { at, work }) => Math.max(free, at) + work, 0);
}

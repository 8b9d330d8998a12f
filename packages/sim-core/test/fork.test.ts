import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  Container,
  defineEvent,
  micros,
  millis,
  minutes,
  seconds,
  Simulation,
  startProcess,
  type Duration,
  type EventHandle,
  type Forkable,
  type RandomStream,
  type Slice,
} from "../src/index.js";

/** State of every kind: the store, a part beside it, random streams, pending and cancelled events. */
class Shop implements Forkable {
  readonly sales: Slice<{ sold: number; log: string[] }>;
  visits = 0;
  readonly arrivals: RandomStream;
  private reminder: EventHandle | undefined;

  constructor(private readonly sim: Simulation<Shop>) {
    this.sales = sim.store.slice("shop", { sold: 0, log: [] as string[] });
    this.arrivals = sim.random("shop/arrivals");
    sim.attach("shop", this);
    sim.after(seconds(1), visited, 0);
  }

  copyFrom(twin: Shop): void {
    this.visits = twin.visits;
    this.reminder = twin.reminder;
  }

  onVisit(serial: number): void {
    this.visits += 1;
    if (this.reminder !== undefined && serial % 3 === 0) this.sim.cancel(this.reminder);
    this.reminder = this.sim.after(seconds(5), reminded, serial);
    const gap = Math.round(this.arrivals.uniform() * 4e6) as Duration;
    this.sim.after(gap, visited, serial + 1);
    if (this.sim.random("shop/mood").uniform() < 0.5) {
      this.sales.change(`visit ${serial}`, (draft) => {
        draft.sold += 1;
        draft.log.push(`${serial}`);
      });
    }
  }
}

const visited = defineEvent("fork.visited", (shop: Shop, serial: number) => shop.onVisit(serial));
const reminded = defineEvent("fork.reminded", () => undefined);

function open(queue: "production" | "reference" = "production"): Simulation<Shop> {
  return new Simulation({ seed: 11, queue, context: (sim) => new Shop(sim) });
}

/** Everything that can be seen of a shop. */
function seen({ now, eventCount, pendingCount, fingerprint, store, context }: Simulation<Shop>) {
  const { visits, sales } = context;
  return { now, eventCount, pendingCount, fingerprint, visits, sales: sales.value, history: store.history };
}

describe("fork", () => {
  test.prop([fc.integer({ min: 0, max: 600_000 }), fc.constantFrom("production", "reference")])(
    "a fork that is left alone goes on exactly as its parent, whoever runs first",
    (milliseconds, queue) => {
      const straight = open(queue);
      straight.runFor(minutes(20));
      const parent = open(queue);
      parent.runFor(millis(milliseconds));
      const fork = parent.fork();

      expect(seen(fork)).toEqual(seen(parent));
      fork.runFor(minutes(20) - parent.now > 0 ? ((minutes(20) - parent.now) as Duration) : micros(0));
      parent.runUntil(straight.now);
      expect(seen(fork)).toEqual(seen(straight));
      expect(seen(parent)).toEqual(seen(straight));
    },
  );

  test("what happens in one is not seen in the other", () => {
    const parent = open();
    parent.runFor(minutes(1));
    const before = seen(parent);
    const fork = parent.fork();
    fork.after(seconds(0), visited, 1_000);
    fork.runFor(minutes(5));

    expect(seen(parent)).toEqual(before);
    expect(fork.context.visits).toBeGreaterThan(parent.context.visits);
    expect(fork.context.sales.value.log).toContain("1001");
    expect(parent.context.sales.value.log).not.toContain("1001");
  });

  test("a handle from before the fork cancels its event in either, and only there", () => {
    const ring = defineEvent("fork.ring", () => undefined);
    const parent = new Simulation({ seed: 1, context: () => undefined });
    const handle = parent.after(seconds(1), ring, 0);
    const fork = parent.fork();

    expect(fork.cancel(handle)).toBe(true);
    expect(fork.cancel(handle)).toBe(false);
    expect(fork.pendingCount).toBe(0);
    expect(parent.pendingCount).toBe(1);
    expect(parent.cancel(handle)).toBe(true);
  });

  test("a fork of a fork is a fork", () => {
    const parent = open();
    parent.runFor(minutes(2));
    const grandchild = parent.fork().fork();
    parent.runFor(minutes(2));
    grandchild.runFor(minutes(2));

    expect(seen(grandchild)).toEqual(seen(parent));
  });

  test("a fork of 100,000 pending events keeps every one in its order", () => {
    const ring = defineEvent("fork.far", () => undefined);
    const parent = new Simulation({ seed: 1, context: () => undefined });
    const stream = parent.random("times");
    const handles = Array.from({ length: 100_000 }, (_, index) =>
      parent.after(micros(stream.below(50_000)), ring, index),
    );
    for (let index = 0; index < handles.length; index += 3) parent.cancel(handles[index] as EventHandle);
    parent.runFor(millis(10));
    const fork = parent.fork();
    expect(fork.pendingCount).toBe(parent.pendingCount);
    fork.run();
    parent.run();

    expect(fork.fingerprint).toBe(parent.fingerprint);
    expect(fork.eventCount).toBe(66_666);
  });

  test("is refused inside a handler", () => {
    const forked = defineEvent("fork.inside", ({ sim }: { sim: { fork(): unknown } }) => sim.fork());
    const sim = new Simulation<{ sim: { fork(): unknown } }>({ seed: 1, context: (sim) => ({ sim }) });
    sim.after(seconds(1), forked, undefined);

    expect(() => sim.run()).toThrow(/A handler runs to completion/);
  });

  test("is refused once there are processes, and says what to write instead", () => {
    const sim = new Simulation({ seed: 1, context: () => undefined });
    sim.fork();
    startProcess(sim, function* () {
      yield seconds(1);
    });

    expect(() => sim.fork()).toThrow(/cannot copy a generator.*event kinds and handlers/);
    sim.run();
    expect(() => sim.fork(), "what processes leave behind is not copied either").toThrow(/processes/);
  });

  test("is refused once something was put into a container", () => {
    const sim = new Simulation<{ tank: Container }>({
      seed: 1,
      context: (sim) => ({ tank: new Container(sim, { capacity: 10 }) }),
    });
    sim.context.tank.put(3);

    expect(() => sim.fork()).toThrow(/processes/);
  });

  test("a part or a slice that the context function does not make again is named", () => {
    const part: Forkable = { copyFrom: () => undefined };
    const late = new Simulation({ seed: 1, context: () => undefined });
    late.attach("latecomer", part);
    expect(() => late.fork()).toThrow(/did not attach the part latecomer again/);

    const sliced = new Simulation({ seed: 1, context: () => undefined });
    sliced.store.slice("late", { count: 0 });
    expect(() => sliced.fork()).toThrow(/did not make the slice late again/);
    expect(() => late.attach("latecomer", part)).toThrow(/already has a part latecomer/);
  });
});

/** What has state beside the store becomes an independent copy of its twin: statistics, resources, slots. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences, sharedMutables } from "../../../test/support/forked.js";
import {
  Counter,
  defineEvent,
  exponential,
  FcfsServers,
  LatencyHistogram,
  micros,
  millis,
  ProcessorSharing,
  RandomStream,
  sampleDuration,
  seconds,
  Simulation,
  SlotPool,
  Tally,
  TimeWeighted,
  WaitingRing,
  type EventHandle,
  type Instant,
} from "../src/index.js";
import { RequestRing } from "../src/resource/request-ring.js";
import { ServiceList } from "../src/resource/service-list.js";

interface Copied {
  copyFrom(other: this): void;
}

const served = defineEvent("copies.served", ({ resource }: { resource: Resource }) => resource.release());
const arrived = defineEvent("copies.arrived", (queue: Queue) => queue.onArrived());

/** What a whole number does to one of a class; `at` grows from step to step. */
type Act<Kind> = (one: Kind, step: number, at: Instant) => void;

/** How to make one of a class, and what steps do to one. */
const KINDS: Readonly<Record<string, readonly [() => Copied, Act<never>]>> = {
  Counter: [() => new Counter(), (one: Counter, step) => one.add(step)],
  Tally: [() => new Tally(), (one: Tally, step) => (step === 0 ? one.reset() : one.add(step))],
  TimeWeighted: [() => new TimeWeighted(0 as Instant, 3), (one: TimeWeighted, step, at) => one.set(step, at)],
  LatencyHistogram: [() => new LatencyHistogram(), (one: LatencyHistogram, step) => one.record(step * step)],
  RequestRing: [
    () => new RequestRing(),
    (one: RequestRing, step, at) => {
      if (step % 3 === 0 && one.size > 0) one.shift();
      else one.push(at, micros(step), served, step);
    },
  ],
  ServiceList: [
    () => new ServiceList(),
    (one: ServiceList, step, at) => {
      if (step % 3 > 0) one.push(at, step as EventHandle);
      else one.clear();
    },
  ],
  RandomStream: [
    () => new RandomStream("1", "copied"),
    (one: RandomStream, step) => {
      if (step % 3 > 0) one.bits();
      else exponential(step + 1).draw(one);
    },
  ],
  SlotPool: [
    () => new SlotPool({ slotLimit: 1_024, what: "things", grow: () => undefined }),
    (one: SlotPool, step) => {
      if (step % 2 === 0 && one.isInUse(step)) one.release(step);
      else one.take();
    },
  ],
  WaitingRing: [
    () => new WaitingRing(),
    (one: WaitingRing, step) => {
      if (step % 3 === 0 && one.count > 0) one.shift();
      else one.push(step);
    },
  ],
};

describe.each(Object.keys(KINDS))("%s", (name) => {
  const [make, act] = KINDS[name] as readonly [() => Copied, Act<Copied>];
  const perform = (one: Copied, steps: readonly number[], from = 0): void =>
    steps.forEach((step, index) => act(one, step, (from + index) as Instant));
  const steps = fc.array(fc.nat(80), { maxLength: 120 });

  test("a copy holds the same, shares nothing, and goes on by itself", () => {
    fc.assert(
      fc.property(steps, steps, fc.array(fc.nat(80), { minLength: 1 }), (before, junk, after) => {
        const [original, copy, untouched] = [make(), make(), make()];
        perform(original, before);
        perform(copy, junk);
        copy.copyFrom(original);
        untouched.copyFrom(original);

        expect(differences(original, copy)).toEqual([]);
        expect(sharedMutables(original, copy)).toEqual([]);
        perform(copy, after, before.length);
        expect(differences(original, untouched)).toEqual([]);
        perform(original, after, before.length);
        expect(differences(original, copy)).toEqual([]);
      }),
    );
  });
});

test("a copy of a pool with 200,000 free slots", () => {
  const [original, copy] = [1, 2].map(
    () => new SlotPool({ slotLimit: 262_144, what: "things", grow: () => undefined }),
  ) as [SlotPool, SlotPool];
  for (let count = 0; count < 200_000; count += 1) original.take();
  for (let slot = 0; slot < 200_000; slot += 1) original.release(slot);
  copy.copyFrom(original);

  expect([copy.size, copy.take()]).toEqual([0, 199_999]);
  expect(original.size).toBe(0);
});

// ---------------------------------------------------------------------------------------------------------------------

type Resource = FcfsServers<Queue> | ProcessorSharing<Queue>;

/** M/M/1 at 80 %: services take 100 ms on average. */
class Queue {
  readonly resource: Resource;

  constructor(
    readonly sim: Simulation<Queue>,
    discipline: "first come, first served" | "processor sharing",
  ) {
    this.resource =
      discipline === "processor sharing"
        ? new ProcessorSharing(sim, { name: "queue", processors: 1 })
        : new FcfsServers(sim, { name: "queue", servers: 1, queueLimit: 20 });
  }

  onArrived(): void {
    const service = sampleDuration(exponential(millis(100)), this.sim.random("service"));
    this.resource.request(service, served, undefined);
    this.sim.after(sampleDuration(exponential(millis(125)), this.sim.random("arrivals")), arrived, undefined);
  }
}

const END = seconds(60) as number as Instant;

describe.each(["first come, first served", "processor sharing"] as const)("a queue with %s", (discipline) => {
  function queue(): Queue {
    const sim = new Simulation<Queue>({ seed: 5, context: (sim) => new Queue(sim, discipline) });
    sim.after(micros(0), arrived, undefined);
    return sim.context;
  }
  const instants = fc.integer({ min: 0, max: END });

  test("forked at any instant goes on to the same fingerprint and the same statistics", () => {
    const straight = queue();
    straight.sim.runUntil(END);
    fc.assert(
      fc.property(instants, (instant) => {
        const parent = queue();
        parent.sim.runUntil(instant as Instant);
        const fork = parent.sim.fork().context;
        expect(differences(parent, fork)).toEqual([]);
        expect(sharedMutables(parent, fork)).toEqual([]);

        fork.sim.runUntil(END);
        parent.sim.runUntil(END);
        for (const { sim, resource } of [fork, parent]) {
          expect(sim.fingerprint).toBe(straight.sim.fingerprint);
          expect(differences(straight.resource, resource)).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("forked and cleared is empty, and its parent is not", () => {
    const parent = queue();
    const { resource } = parent;
    const present = (): number =>
      resource instanceof ProcessorSharing ? resource.count : resource.busyCount + resource.queuedCount;
    while (present() < 5) parent.sim.step();
    const fork = parent.sim.fork().context;
    expect(fork.resource.clear()).toBe(5);

    expect(present()).toBe(5);
    fork.sim.runUntil(END);
    expect(present()).toBe(5);
  });

  test("two of one name in one simulation are refused, since a fork could not tell them apart", () => {
    const { sim } = queue();
    const again = (): Queue => new Queue(sim, discipline);

    expect(again).toThrow(/already has a part .*queue/);
  });
});

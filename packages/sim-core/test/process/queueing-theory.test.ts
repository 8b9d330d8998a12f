/**
 * Queues told by processes, beside the formula and beside the same queue by events.
 *
 * @source L. Kleinrock, Queueing Systems, vol. 1 (1975): M/M/1 section 3.2, M/M/m 3.5; vol. 2 (1976): head-of-the-line
 *   priorities, nonpreemptive section 3.3 and preemptive resume 3.4.
 */
import { describe, expect, test } from "vitest";
import {
  defineEvent,
  exponential,
  FcfsServers,
  Interrupt,
  micros,
  millis,
  minus,
  between,
  PreemptiveResource,
  PriorityResource,
  Resource,
  sampleDuration,
  Simulation,
  sleep,
  startProcess,
  Tally,
  type Duration,
  type Request,
  type Story,
} from "../../src/index.js";
import { replicate, type Interval } from "../support/confidence.js";
import { newScene } from "./scene.js";

const WARM_UP_COUNT = 2_000;
const MEASURED_COUNT = 20_000;
/** The mean service time of every queue here, in microseconds. */
const SERVICE_MEAN = millis(100);
const service = exponential(SERVICE_MEAN);

interface QueueOptions {
  readonly servers: number;
  readonly utilization: number;
}

/** A Poisson stream of customers, each of them a process; `serve` tells how one is served. */
function customersOf(
  seed: number,
  { servers, utilization }: QueueOptions,
  customer: (sim: Simulation<unknown>, index: number) => Story,
): Simulation<unknown> {
  const { sim } = newScene(seed);
  const gaps = exponential(SERVICE_MEAN / (servers * utilization));
  startProcess(sim, function* () {
    for (let index = 0; index <= WARM_UP_COUNT + MEASURED_COUNT; index += 1) {
      startProcess(sim, customer(sim, index));
      yield sleep(sampleDuration(gaps, sim.random("arrivals")));
    }
  });
  return sim;
}

/** Mean waiting time of a queue told by processes, in mean service times. */
function meanWait(
  options: QueueOptions,
  seed: number,
  warmUpCount = WARM_UP_COUNT,
): { mean: number; eventCount: number } {
  const waits = new Tally();
  let resource: Resource | undefined;
  const sim = customersOf(seed, options, function* (sim, index): Story {
    resource ??= new Resource(sim, { capacity: options.servers });
    const arrived = sim.now;
    const request = resource.request();
    yield request;
    if (index >= warmUpCount) waits.add(between(arrived, sim.now));
    yield sleep(sampleDuration(service, sim.random("service")));
    request.release();
  });
  sim.run();
  return { mean: waits.mean / SERVICE_MEAN, eventCount: sim.eventCount };
}

function expectWithin({ mean, halfWidth }: Interval, theory: number): void {
  expect(halfWidth / theory, "the interval is too wide to say anything").toBeLessThan(0.1);
  expect(mean).toBeGreaterThan(theory - halfWidth);
  expect(mean).toBeLessThan(theory + halfWidth);
}

/** Erlang C: the probability of having to wait for one of c servers. */
function erlangC(servers: number, utilization: number): number {
  const load = servers * utilization;
  let term = 1;
  let sum = 0;
  for (let n = 0; n < servers; n += 1) {
    sum += term;
    term *= load / (n + 1);
  }
  const allBusy = term / (1 - utilization);
  return allBusy / (sum + allBusy);
}

describe("a resource held by processes agrees with theory within 99 % confidence", () => {
  test("M/M/1: W = ρ / (1 − ρ)", () => {
    expectWithin(
      replicate((seed) => meanWait({ servers: 1, utilization: 0.7 }, seed).mean),
      0.7 / 0.3,
    );
  });

  test("M/M/3, Erlang C: W = C(c, ρ) / (c (1 − ρ))", () => {
    expectWithin(
      replicate((seed) => meanWait({ servers: 3, utilization: 0.8 }, seed).mean),
      erlangC(3, 0.8) / (3 * 0.2),
    );
  });
});

describe("two classes of customers agree with theory within 99 % confidence", () => {
  const URGENT_SHARE = 0.4;
  const options = { servers: 1, utilization: 0.7 };
  /** The part of the utilization that the urgent ones bring. */
  const urgentUtilization = URGENT_SHARE * options.utilization;

  function isUrgent(sim: Simulation<unknown>): boolean {
    return sim.random("class").uniform() < URGENT_SHARE;
  }

  /** Both classes come from the same runs. */
  function replicateClasses(
    measure: (seed: number) => readonly [Tally, Tally],
  ): readonly [Interval, Interval] {
    const usualMeans = new Map<number, number>();
    const urgent = replicate((seed) => {
      const [urgentTally, usualTally] = measure(seed);
      usualMeans.set(seed, usualTally.mean / SERVICE_MEAN);
      return urgentTally.mean / SERVICE_MEAN;
    });
    return [urgent, replicate((seed) => usualMeans.get(seed) ?? NaN)];
  }

  test("nonpreemptive: W₁ = ρ / (1 − ρ₁), W₂ = W₁ / (1 − ρ)", () => {
    const [urgent, usual] = replicateClasses((seed) => {
      const waits = [new Tally(), new Tally()] as const;
      let resource: PriorityResource | undefined;
      const sim = customersOf(seed, options, function* (sim, index): Story {
        resource ??= new PriorityResource(sim);
        const mine = isUrgent(sim);
        const arrived = sim.now;
        const request = resource.request({ priority: mine ? 0 : 1 });
        yield request;
        if (index >= WARM_UP_COUNT) waits[mine ? 0 : 1].add(between(arrived, sim.now));
        yield sleep(sampleDuration(service, sim.random("service")));
        request.release();
      });
      sim.run();
      return waits;
    });
    const urgentWait = options.utilization / (1 - urgentUtilization);

    expectWithin(urgent, urgentWait);
    expectWithin(usual, urgentWait / (1 - options.utilization));
  });

  test("preemptive, resumed: T₁ = 1 / (1 − ρ₁), T₂ = 1 / ((1 − ρ₁) (1 − ρ))", () => {
    const [urgent, usual] = replicateClasses((seed) => {
      const times = [new Tally(), new Tally()] as const;
      let resource: PreemptiveResource | undefined;
      const sim = customersOf(seed, options, function* (sim, index): Story {
        const machine = (resource ??= new PreemptiveResource(sim));
        const mine = isUrgent(sim);
        const arrived = sim.now;
        yield* untilDone(sim, () => machine.request({ priority: mine ? 0 : 1 }));
        if (index >= WARM_UP_COUNT) times[mine ? 0 : 1].add(between(arrived, sim.now));
      });
      sim.run();
      return times;
    });
    const urgentTime = 1 / (1 - urgentUtilization);

    expectWithin(urgent, urgentTime);
    expectWithin(usual, urgentTime / (1 - options.utilization));
  });

  /** Works off its service time, in as many pieces as it is preempted into. */
  function* untilDone(sim: Simulation<unknown>, ask: () => Request): Story {
    let left: Duration = sampleDuration(service, sim.random("service"));
    let done = false;
    while (!done) {
      const request = ask();
      yield request;
      const since = sim.now;
      try {
        yield sleep(left);
        done = true;
      } catch (error) {
        Interrupt.of(error);
        left = minus(left, between(since, sim.now));
      }
      request.release();
    }
  }
});

describe("the same queue by processes and by events", () => {
  interface Queue {
    readonly sim: Simulation<Queue>;
    readonly servers: FcfsServers<Queue>;
  }
  const gaps = exponential(SERVICE_MEAN / 0.7);
  const served = defineEvent("test.served", ({ servers }: Queue) => servers.release());
  const arrived = defineEvent("test.arrived", ({ sim, servers }: Queue, index: number) => {
    servers.request(sampleDuration(service, sim.random("service")), served, undefined);
    if (index < WARM_UP_COUNT + MEASURED_COUNT) {
      sim.after(sampleDuration(gaps, sim.random("arrivals")), arrived, index + 1);
    }
  });

  test("has the same mean waiting time, to the last digits: one random stream each for arrivals and service", () => {
    const sim = new Simulation<Queue>({
      seed: 5,
      context: (sim) => ({ sim, servers: new FcfsServers(sim, { name: "queue", servers: 1 }) }),
    });
    sim.after(micros(0), arrived, 0);
    sim.run();

    const { mean } = meanWait({ servers: 1, utilization: 0.7 }, 5, 0);

    expect(mean).toBeCloseTo(sim.context.servers.waitingTimes.mean / SERVICE_MEAN, 9);
  });

  test("takes four events per customer at most: start, wait, service, and the gap to the next", () => {
    const { eventCount } = meanWait({ servers: 1, utilization: 0.7 }, 5);

    expect(eventCount / (WARM_UP_COUNT + MEASURED_COUNT)).toBeLessThan(4);
  });
});

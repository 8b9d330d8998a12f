/**
 * The kernel against queueing theory: means of simulated queues with a 99 % confidence interval from independent
 * replications, beside the formula. Seeds are fixed, so a test passes always or never.
 *
 * @source L. Kleinrock, Queueing Systems, vol. 1 (1975): M/M/1 section 3.2, M/M/m 3.5, M/G/1 5.6; processor sharing:
 *   vol. 2 (1976), section 4.4.
 */
import { describe, expect, test } from "vitest";
import {
  constant,
  defineEvent,
  erlang,
  exponential,
  FcfsServers,
  lognormal,
  micros,
  millis,
  ProcessorSharing,
  sampleDuration,
  Simulation,
  type Distribution,
} from "../../src/index.js";
import { replicate, type Interval } from "../support/confidence.js";

const ARRIVALS_WARM_UP = 2_000;
const ARRIVALS_MEASURED = 20_000;
/** The mean service time of every queue here, in microseconds: rounding to whole ones does not show. */
const SERVICE_MEAN = millis(100);

type Resource = FcfsServers<Queue> | ProcessorSharing<Queue>;

interface Queue {
  readonly sim: Simulation<Queue>;
  readonly resource: Resource;
  readonly gaps: Distribution;
  readonly service: Distribution;
}

const served = defineEvent("test.served", ({ resource }: Queue) => resource.release());

/** A Poisson stream: every arrival schedules the next. */
const customerArrived = defineEvent("test.customer-arrived", (queue: Queue, left: number) => {
  const { sim, resource, gaps, service } = queue;
  if (left === ARRIVALS_MEASURED) resource.resetMeasures();
  resource.request(sampleDuration(service, sim.random("service")), served, undefined);
  if (left > 0) sim.after(sampleDuration(gaps, sim.random("arrivals")), customerArrived, left - 1);
});

interface QueueOptions {
  readonly servers?: number;
  readonly utilization: number;
  readonly service?: Distribution;
  readonly resource?: (sim: Simulation<Queue>) => Resource;
}

function run(seed: number, options: QueueOptions): Queue {
  const { servers = 1, utilization, service = exponential(SERVICE_MEAN) } = options;
  const gaps = exponential(SERVICE_MEAN / (servers * utilization));
  const makeResource = options.resource ?? ((sim) => new FcfsServers(sim, { name: "queue", servers }));
  const sim = new Simulation<Queue>({
    seed,
    context: (sim) => ({ sim, resource: makeResource(sim), gaps, service }),
  });
  sim.after(micros(0), customerArrived, ARRIVALS_WARM_UP + ARRIVALS_MEASURED);
  sim.run();
  return sim.context;
}

/** Mean waiting time, in mean service times. */
function meanWait(options: QueueOptions): Interval {
  return replicate((seed) => {
    const { resource } = run(seed, options);
    return resource instanceof FcfsServers ? resource.waitingTimes.mean / SERVICE_MEAN : NaN;
  });
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

describe("mean waits, in mean service times, agree with theory within 99 % confidence", () => {
  test("M/M/1: W = ρ / (1 − ρ)", () => {
    expectWithin(meanWait({ utilization: 0.7 }), 0.7 / 0.3);
  });

  test("M/M/c, Erlang C: W = C(c, ρ) / (c (1 − ρ))", () => {
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 12);
    expect(erlangC(2, 0.75)).toBeCloseTo((2 * 0.75 ** 2) / 1.75, 12); // 2ρ² / (1 + ρ)

    expectWithin(meanWait({ servers: 3, utilization: 0.8 }), erlangC(3, 0.8) / (3 * 0.2));
    expectWithin(meanWait({ servers: 10, utilization: 0.8 }), erlangC(10, 0.8) / (10 * 0.2));
  });

  test("M/D/1: W = ρ / (2 (1 − ρ))", () => {
    expectWithin(meanWait({ utilization: 0.7, service: constant(SERVICE_MEAN) }), 0.7 / (2 * 0.3));
  });

  test("M/G/1, Pollaczek and Khinchine: W = ρ (1 + cv²) / (2 (1 − ρ)), lognormal service", () => {
    const theory = (0.6 * (1 + 1.2 ** 2)) / (2 * 0.4);

    expectWithin(meanWait({ utilization: 0.6, service: lognormal(SERVICE_MEAN, 1.2) }), theory);
  });

  test("M/G/1 with Erlang service of three stages, cv² = 1/3", () => {
    expectWithin(
      meanWait({ utilization: 0.7, service: erlang(3, SERVICE_MEAN) }),
      (0.7 * (4 / 3)) / (2 * 0.3),
    );
  });
});

describe("processor sharing agrees with theory within 99 % confidence", () => {
  const sharing = (processors: number) => (sim: Simulation<Queue>) =>
    new ProcessorSharing(sim, { name: "CPU", processors });

  function meanSojourn(options: QueueOptions & { readonly servers: number }): Interval {
    return replicate((seed) => {
      const { resource } = run(seed, { ...options, resource: sharing(options.servers) });
      return resource instanceof ProcessorSharing ? resource.sojournTimes.mean / SERVICE_MEAN : NaN;
    });
  }

  test("M/M/1-PS: T = 1 / (1 − ρ)", () => {
    expectWithin(meanSojourn({ servers: 1, utilization: 0.7 }), 1 / 0.3);
  });

  test("M/G/1-PS does not depend on the distribution of the work: T = 1 / (1 − ρ)", () => {
    expectWithin(
      meanSojourn({ servers: 1, utilization: 0.7, service: lognormal(SERVICE_MEAN, 1.2) }),
      1 / 0.3,
    );
  });

  test("M/M/c-PS has as many requests present as M/M/c: T = 1 + C(c, ρ) / (c (1 − ρ))", () => {
    expectWithin(meanSojourn({ servers: 3, utilization: 0.8 }), 1 + erlangC(3, 0.8) / (3 * 0.2));
  });
});

test("the server of M/M/1 is busy for ρ of the time, within 99 % confidence", () => {
  const busy = replicate((seed) => {
    const { resource, sim } = run(seed, { utilization: 0.7 });
    return resource instanceof FcfsServers ? resource.busyServers.average(sim.now) : NaN;
  });

  expectWithin(busy, 0.7);
});

/** A queue and repairable systems on the kernel itself, whose answers have closed forms. */
import {
  defineEvent,
  exponential,
  FcfsServers,
  sampleDuration,
  seconds,
  Simulation,
  START,
  after,
  TimeWeighted,
  type Distribution,
} from "@sysplex/sim-core";

interface Queue {
  readonly sim: Simulation<Queue>;
  readonly resource: FcfsServers<Queue>;
  readonly gaps: Distribution;
  readonly service: Distribution;
}

const served = defineEvent("test.served", ({ resource }: Queue) => resource.release());

const arrived = defineEvent("test.arrived", (queue: Queue, _nothing: null) => {
  const { sim, resource, gaps, service } = queue;
  resource.request(sampleDuration(service, sim.random("service")), served, undefined);
  sim.after(sampleDuration(gaps, sim.random("arrivals")), arrived, null);
});

export interface QueueOptions {
  readonly seed: string;
  /** Of a service that takes one second on average. */
  readonly utilization: number;
  readonly horizonSeconds: number;
  /** Of the mean service time. */
  readonly serviceFactor?: number;
}

/**
 * How many wait in an M/M/1 queue, averaged over time. It begins in the steady state, with as many customers as the geometric
 * distribution gives, so that the expected value is ρ² / (1 − ρ) however short the run.
 */
export function mm1QueueLength({
  seed,
  utilization,
  horizonSeconds,
  serviceFactor = 1,
}: QueueOptions): number {
  const sim = new Simulation<Queue>({
    seed,
    context: (sim) => ({
      sim,
      resource: new FcfsServers(sim, { name: "queue", servers: 1 }),
      gaps: exponential(seconds(1 / utilization)),
      service: exponential(seconds(serviceFactor)),
    }),
  });
  const { resource, service, gaps } = sim.context;
  const begin = sim.random("begin");
  while (begin.uniform() < utilization * serviceFactor)
    resource.request(sampleDuration(service, sim.random("service")), served, undefined);
  resource.resetMeasures();
  sim.after(sampleDuration(gaps, sim.random("arrivals")), arrived, null);
  sim.runUntil(after(START, seconds(horizonSeconds)));
  return resource.queueLength.average(sim.now);
}

/** Units that fail and are repaired, each by a person of its own. */
class Units {
  readonly working: TimeWeighted;
  up: number;

  constructor(
    readonly sim: Simulation<Units>,
    readonly options: UnitsOptions,
  ) {
    this.up = options.units;
    this.working = new TimeWeighted(START, 1);
  }

  change(by: 1 | -1): void {
    this.up += by;
    this.working.set(this.up >= this.options.needed ? 1 : 0, this.sim.now);
  }
}

const failed = defineEvent("test.failed", (units: Units, unit: number) => {
  units.change(-1);
  const repair = exponential(seconds(units.options.repairSeconds));
  units.sim.after(sampleDuration(repair, units.sim.random(`repair ${unit}`)), repaired, unit);
});

const repaired = defineEvent("test.repaired", (units: Units, unit: number) => {
  units.change(1);
  beginLife(units, unit);
});

function beginLife(units: Units, unit: number): void {
  const life = exponential(seconds(units.options.lifeSeconds));
  units.sim.after(sampleDuration(life, units.sim.random(`life ${unit}`)), failed, unit);
}

export interface UnitsOptions {
  readonly units: number;
  /** So many have to work for the system to work. */
  readonly needed: number;
  readonly lifeSeconds: number;
  readonly repairSeconds: number;
}

/** The share of time in which enough units work. It begins in the steady state. */
export function availabilityOfUnits(seed: string, options: UnitsOptions, horizonSeconds: number): number {
  const sim = new Simulation<Units>({ seed, context: (sim) => new Units(sim, options) });
  const { lifeSeconds, repairSeconds } = options;
  for (let unit = 0; unit < options.units; unit += 1) {
    const isUp = sim.random("begin").uniform() < lifeSeconds / (lifeSeconds + repairSeconds);
    if (isUp) beginLife(sim.context, unit);
    else sim.after(seconds(0), failed, unit); // Repair has no memory: it may as well begin now.
  }
  sim.runUntil(after(START, seconds(horizonSeconds)));
  return sim.context.working.average(sim.now);
}

/** Closed form: the units are independent, each up with probability MTTF / (MTTF + MTTR). */
export function kOfNAvailability({ units, needed, lifeSeconds, repairSeconds }: UnitsOptions): number {
  const p = lifeSeconds / (lifeSeconds + repairSeconds);
  let sum = 0;
  for (let up = needed; up <= units; up += 1) {
    let term = 1;
    for (let index = 0; index < up; index += 1) term *= ((units - index) / (index + 1)) * p;
    for (let index = up; index < units; index += 1) term *= 1 - p;
    sum += term;
  }
  return sum;
}

/**
 * simjs through its public interface: an entity that sets timers, a `Facility`. It runs by a count of events, since
 * `simulate` loses the first event beyond the time it is given. Written for browsers, it exports nothing but a property of
 * the window; here it gets one to write to.
 */
import { createRequire } from "node:module";
import { checksum, choices, delays, distances, DRAW_COUNT, remainders } from "../support/draws.mjs";

const MASK = DRAW_COUNT - 1;
const { Entity, Facility, Random, Sim } = load();

function load() {
  const before = globalThis.window;
  globalThis.window = {};
  createRequire(import.meta.url)("simjs");
  const { Sim: library } = globalThis.window;
  if (before === undefined) delete globalThis.window;
  else globalThis.window = before;
  return library;
}

/** Time has no unit here; microseconds, as everywhere. `counted` tells how many events there were so far. */
function byCount(sim, counted, result = () => ({})) {
  return (operations) => {
    const before = counted();
    sim.simulate(Infinity, operations);
    return { count: counted() - before, pending: sim.queue.data.length, ...result() };
  };
}

export function hold({ pending, distribution }) {
  const table = distances(distribution);
  const first = remainders(distribution);
  let next = 0;
  class Holder extends Entity {
    start() {
      for (let number = 0; number < pending; number += 1) {
        this.setTimer(first[number & MASK]).done(this.held, this, number);
      }
    }
    held(number) {
      this.setTimer(table[next & MASK]).done(this.held, this, number);
      next += 1;
    }
  }
  const sim = new Sim();
  sim.addEntity(Holder);
  return byCount(sim, () => next);
}

export function phold({ processes, messages, lookaheadMs, meanMs }) {
  const delay = delays({ lookaheadMs, meanMs });
  const target = choices(processes);
  const received = new Float64Array(processes);
  let next = 0;
  class Network extends Entity {
    start() {
      for (let number = 0; number < processes * messages; number += 1) this.send();
    }
    send() {
      this.setTimer(delay[next & MASK]).done(this.arrived, this, target[next & MASK]);
      next += 1;
    }
    arrived(process) {
      received[process ?? 0] += 1;
      this.send();
    }
  }
  const sim = new Sim();
  sim.addEntity(Network);
  const atStart = next;
  return byCount(
    sim,
    () => next - atStart,
    () => ({ checksum: checksum(received) }),
  );
}

/** A customer is a request of the facility, whose queue statistics hold the waiting times. Each customer takes two events. */
export function mm1({ load }) {
  const random = new Random(1);
  let arrived = 0;
  class Source extends Entity {
    start() {
      this.next();
    }
    next() {
      this.setTimer(random.exponential(1e-6)).done(this.arrive, this);
    }
    arrive() {
      arrived += 1;
      this.useFacility(desk, random.exponential(1e-6 / load));
      this.next();
    }
  }
  const sim = new Sim();
  const desk = new Facility("desk", Facility.FCFS, 1);
  sim.addEntity(Source);
  return (customers) => {
    const before = arrived;
    sim.simulate(Infinity, 2 * customers);
    const { durationSeries } = desk.queueStats();
    return {
      count: arrived - before,
      customers: durationSeries.count(),
      meanWait: durationSeries.average() / 1e6,
    };
  };
}

/** A cancelled request stays in the queue until it is due. Runs by a count of events, which is not that of timers. */
export function timers({ connections, timeoutUs, usePeriodUs }) {
  const used = choices(connections);
  const requests = [];
  let armed = 0;
  let cancelled = 0;
  let fired = 0;
  let next = 0;
  class Connections extends Entity {
    start() {
      for (let connection = 0; connection < connections; connection += 1) this.arm(connection);
      this.setTimer(usePeriodUs).done(this.used, this);
    }
    arm(connection) {
      requests[connection] = this.setTimer(timeoutUs).done(this.expired, this, connection);
      armed += 1;
    }
    expired(connection) {
      fired += 1;
      this.arm(connection ?? 0);
    }
    used() {
      const connection = used[next & MASK];
      next += 1;
      requests[connection].cancel();
      cancelled += 1;
      this.arm(connection);
      this.setTimer(usePeriodUs).done(this.used, this);
    }
  }
  const sim = new Sim();
  sim.addEntity(Connections);
  return (operations) => {
    const before = armed;
    while (armed - before < operations) sim.simulate(Infinity, 1000);
    return { count: armed - before, armed, cancelled, fired, pending: sim.queue.data.length };
  };
}

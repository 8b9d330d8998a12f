/** Our kernel through its public interface, as a model uses it: named kinds, the clock, the fingerprint, `runFor`. */
import {
  defineEvent,
  exponential,
  FcfsServers,
  Resource,
  sampleDuration,
  seconds,
  Simulation,
  startProcess,
  Tally,
} from "@sysplex/sim-core";
import { checksum, choices, delays, distances, DRAW_COUNT, remainders } from "../support/draws.mjs";
import { Ring } from "../support/ring.mjs";

const MASK = DRAW_COUNT - 1;

/** Runs slices of simulated time in which about as many events as asked for fall due; says how many did. */
function inSlices(sim, eventsPerSecond, result = () => ({})) {
  return (operations) => {
    const before = sim.eventCount;
    sim.runFor(Math.round((operations / eventsPerSecond) * 1e6));
    return { count: sim.eventCount - before, pending: sim.pendingCount, ...result() };
  };
}

export function hold({ pending, distribution, queue = "production" }) {
  const table = distances(distribution);
  const first = remainders(distribution);
  let next = 0;
  const held = defineEvent("bench.held", ({ sim }, number) => {
    sim.after(table[next & MASK], held, number);
    next += 1;
  });
  const sim = new Simulation({ seed: 1, queue, context: (sim) => ({ sim }) });
  for (let number = 0; number < pending; number += 1) sim.after(first[number & MASK], held, number);
  return inSlices(sim, pending);
}

export function phold({ processes, messages, lookaheadMs, meanMs }) {
  const delay = delays({ lookaheadMs, meanMs });
  const target = choices(processes);
  const received = new Float64Array(processes);
  let next = 0;
  const send = (sim) => {
    sim.after(delay[next & MASK], arrived, target[next & MASK]);
    next += 1;
  };
  const arrived = defineEvent("bench.message-arrived", ({ sim }, process) => {
    received[process] += 1;
    send(sim);
  });
  const sim = new Simulation({ seed: 1, context: (sim) => ({ sim }) });
  for (let number = 0; number < processes * messages; number += 1) send(sim);
  const eventsPerSecond = (processes * messages * 1000) / (lookaheadMs + meanMs);
  return inSlices(sim, eventsPerSecond, () => ({ checksum: checksum(received) }));
}

/** M/M/1, by hand: an event for each arrival and one for each end of service, drawn from two named streams. */
export function mm1({ load, queue = "production" }) {
  const gap = exponential(seconds(1));
  const service = exponential(seconds(load));
  const line = new Ring();
  const waits = new Tally();
  let busy = false;
  const arrived = defineEvent("bench.customer-arrived", ({ sim, arrivals, services }) => {
    sim.after(sampleDuration(gap, arrivals), arrived, 0);
    if (busy) line.push(sim.now);
    else {
      busy = true;
      waits.add(0);
      sim.after(sampleDuration(service, services), served, 0);
    }
  });
  const served = defineEvent("bench.customer-served", ({ sim, services }) => {
    if (line.size === 0) busy = false;
    else {
      waits.add(sim.now - line.shift());
      sim.after(sampleDuration(service, services), served, 0);
    }
  });
  const sim = new Simulation({ seed: 1, queue, context: withStreams });
  sim.after(0, arrived, 0);
  return inCustomers(sim, waits);
}

/** The same with the kernel's own queueing resource, which keeps more statistics. */
export function mm1Resource({ load }) {
  const gap = exponential(seconds(1));
  const service = exponential(seconds(load));
  const arrived = defineEvent("bench.customer-arrived", ({ sim, arrivals, services }) => {
    sim.after(sampleDuration(gap, arrivals), arrived, 0);
    desk.request(sampleDuration(service, services), served, 0);
  });
  const served = defineEvent("bench.customer-served", () => desk.release());
  const sim = new Simulation({ seed: 1, context: withStreams });
  const desk = new FcfsServers(sim, { name: "desk", servers: 1 });
  sim.after(0, arrived, 0);
  return inCustomers(sim, desk.waitingTimes);
}

/** A process for each customer. */
export function mm1Processes({ load }) {
  const sim = new Simulation({ seed: 1, context: withStreams });
  const { arrivals, services } = sim.context;
  const gap = exponential(seconds(1));
  const service = exponential(seconds(load));
  const desk = new Resource(sim);
  const waits = new Tally();
  function* customer() {
    const arrival = sim.now;
    const request = desk.request();
    yield request;
    waits.add(sim.now - arrival);
    yield sampleDuration(service, services);
    request.release();
  }
  function* source() {
    for (;;) {
      startProcess(sim, customer());
      yield sampleDuration(gap, arrivals);
    }
  }
  startProcess(sim, source());
  return inCustomers(sim, waits);
}

/** Every timer is cancelled and armed again when its connection is used; one in a hundred gets to fire first. */
export function timers({ connections, timeoutUs, usePeriodUs }) {
  const used = choices(connections);
  const handles = new Float64Array(connections);
  let armed = 0;
  let cancelled = 0;
  let fired = 0;
  let next = 0;
  const arm = (sim, connection) => {
    handles[connection] = sim.after(timeoutUs, expired, connection);
    armed += 1;
  };
  const expired = defineEvent("bench.timer-expired", ({ sim }, connection) => {
    fired += 1;
    arm(sim, connection);
  });
  const connectionUsed = defineEvent("bench.connection-used", ({ sim }) => {
    const connection = used[next & MASK];
    next += 1;
    if (sim.cancel(handles[connection])) cancelled += 1;
    arm(sim, connection);
    sim.after(usePeriodUs, connectionUsed, 0);
  });
  const sim = new Simulation({ seed: 1, context: (sim) => ({ sim }) });
  for (let connection = 0; connection < connections; connection += 1) arm(sim, connection);
  sim.after(usePeriodUs, connectionUsed, 0);
  return (operations) => {
    const before = armed;
    sim.runFor(operations * usePeriodUs);
    return { count: armed - before, armed, cancelled, fired, pending: sim.pendingCount };
  };
}

function withStreams(sim) {
  return { sim, arrivals: sim.random("bench/arrivals"), services: sim.random("bench/services") };
}

/** One customer a second on average. */
function inCustomers(sim, waits) {
  return (customers) => {
    const before = waits.count;
    sim.runFor(seconds(customers));
    return { count: waits.count - before, customers: waits.count, meanWait: waits.mean / 1e6 };
  };
}

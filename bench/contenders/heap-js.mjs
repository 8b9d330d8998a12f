/**
 * What one writes first: heap-js with an object for each event and a comparator over (time, order scheduled). The hold model
 * runs on the bare heap and on a small kernel with a clock and handlers, the others on that kernel. A timer that is cancelled is marked and
 * left in the heap until it is due, since heap-js would search the whole heap to take it out.
 */
import { exponential, RandomStream, sampleDuration } from "@sysplex/sim-core";
import { Heap } from "heap-js";
import {
  checksum,
  choices,
  delays,
  distances,
  DRAW_COUNT,
  generator,
  remainders,
} from "../support/draws.mjs";
import { Ring } from "../support/ring.mjs";

const MASK = DRAW_COUNT - 1;

const byTimeAndOrder = (a, b) => a.time - b.time || a.order - b.order;

class SmallKernel {
  now = 0;
  heap = new Heap(byTimeAndOrder);
  order = 0;

  after(delay, handler, payload) {
    const event = { time: this.now + delay, order: this.order, handler, payload, cancelled: false };
    this.order += 1;
    this.heap.push(event);
    return event;
  }

  runFor(distance) {
    const until = this.now + distance;
    for (;;) {
      const next = this.heap.peek();
      if (next === undefined || next.time > until) break;
      this.heap.pop();
      this.now = next.time;
      if (!next.cancelled) next.handler(next.payload);
    }
    this.now = until;
  }
}

export function hold({ pending, distribution }) {
  const table = distances(distribution);
  const first = remainders(distribution);
  const heap = new Heap(byTimeAndOrder);
  let order = 0;
  let next = 0;
  let now = 0;
  const schedule = (time, payload) => heap.push({ time, order: order++, kind: "held", payload });
  for (let number = 0; number < pending; number += 1) schedule(first[number & MASK], number);
  return (operations) => {
    const before = next;
    now += Math.round((operations / pending) * 1e6);
    while (heap.peek().time <= now) {
      const event = heap.pop();
      schedule(event.time + table[next & MASK], event.payload);
      next += 1;
    }
    return { count: next - before, pending: heap.size() };
  };
}

/** The same on the small kernel, which calls a handler for every event. */
export function holdKernel({ pending, distribution }) {
  const table = distances(distribution);
  const first = remainders(distribution);
  const kernel = new SmallKernel();
  let next = 0;
  const held = (number) => {
    kernel.after(table[next & MASK], held, number);
    next += 1;
  };
  for (let number = 0; number < pending; number += 1) kernel.after(first[number & MASK], held, number);
  return (operations) => {
    const before = next;
    kernel.runFor(Math.round((operations / pending) * 1e6));
    return { count: next - before, pending: kernel.heap.size() };
  };
}

export function phold({ processes, messages, lookaheadMs, meanMs }) {
  const delay = delays({ lookaheadMs, meanMs });
  const target = choices(processes);
  const received = new Float64Array(processes);
  const kernel = new SmallKernel();
  let next = 0;
  let count = 0;
  const send = () => {
    kernel.after(delay[next & MASK], arrived, target[next & MASK]);
    next += 1;
  };
  const arrived = (process) => {
    received[process] += 1;
    count += 1;
    send();
  };
  for (let number = 0; number < processes * messages; number += 1) send();
  const eventsPerSecond = (processes * messages * 1000) / (lookaheadMs + meanMs);
  return (operations) => {
    const before = count;
    kernel.runFor(Math.round((operations / eventsPerSecond) * 1e6));
    return { count: count - before, pending: kernel.heap.size(), checksum: checksum(received) };
  };
}

/**
 * As one writes it for oneself: times are seconds and not rounded, the generator is a few lines and quicker than most, the
 * logarithm is the engine's.
 */
export function mm1({ load }) {
  const random = generator(1);
  const draw = (mean) => -mean * Math.log(1 - random());
  return mm1With(
    () => draw(1),
    () => draw(load),
    1,
  );
}

/** The same with our kernel's random numbers, in whole microseconds: what is left is the loop. */
export function mm1OurDraws({ load }) {
  const stream = (name) => new RandomStream("1", name);
  const arrivals = stream("bench/arrivals");
  const services = stream("bench/services");
  const gap = exponential(1e6);
  const service = exponential(load * 1e6);
  return mm1With(
    () => sampleDuration(gap, arrivals),
    () => sampleDuration(service, services),
    1e6,
  );
}

function mm1With(gap, service, second) {
  const kernel = new SmallKernel();
  const queue = new Ring();
  let busy = false;
  let count = 0;
  let sum = 0;
  const arrived = () => {
    kernel.after(gap(), arrived, undefined);
    if (busy) queue.push(kernel.now);
    else {
      busy = true;
      begin(0);
    }
  };
  const served = () => {
    if (queue.size === 0) busy = false;
    else begin(kernel.now - queue.shift());
  };
  const begin = (wait) => {
    count += 1;
    sum += wait;
    kernel.after(service(), served, undefined);
  };
  kernel.after(0, arrived, undefined);
  return (customers) => {
    const before = count;
    kernel.runFor(customers * second);
    return { count: count - before, customers: count, meanWait: sum / count / second };
  };
}

export function timers({ connections, timeoutUs, usePeriodUs }) {
  const used = choices(connections);
  const kernel = new SmallKernel();
  const timerOf = [];
  let armed = 0;
  let cancelled = 0;
  let fired = 0;
  let next = 0;
  const arm = (connection) => {
    timerOf[connection] = kernel.after(timeoutUs, expired, connection);
    armed += 1;
  };
  const expired = (connection) => {
    fired += 1;
    arm(connection);
  };
  const connectionUsed = () => {
    const connection = used[next & MASK];
    next += 1;
    timerOf[connection].cancelled = true;
    cancelled += 1;
    arm(connection);
    kernel.after(usePeriodUs, connectionUsed, undefined);
  };
  for (let connection = 0; connection < connections; connection += 1) arm(connection);
  kernel.after(usePeriodUs, connectionUsed, undefined);
  return (operations) => {
    const before = armed;
    kernel.runFor(operations * usePeriodUs);
    return { count: armed - before, armed, cancelled, fired, pending: kernel.heap.size() };
  };
}

/**
 * Timers that hardly ever fire: 10,000 connections, each with a timer that is cancelled and armed again whenever the
 * connection is used, once a millisecond one at random. A timer meets its end, and is armed again, when nobody has used its
 * connection for the timeout: with probability exp(−timeout × rate / connections) = 1 %.
 *
 * ns-3's CalendarScheduler does not take part: with its timers ten thousand times as dense as its other events it needs 300 µs
 * for each.
 *
 * What a turn leaves behind in memory is measured too, where the contender can tell.
 */
import { choices } from "./support/draws.mjs";

const CONNECTIONS = 10_000;
const PARAMETERS = {
  connections: CONNECTIONS,
  usePeriodUs: 1_000,
  timeoutUs: Math.round(1_000 * CONNECTIONS * Math.log(100)),
};

const CONTENDERS = [
  { contender: "sim-core" },
  { contender: "heap-js", label: "heap-js kernel" },
  { contender: "simjs" },
  { contender: "simpy", label: "SimPy, by callbacks" },
  { contender: "ns-3 Map" },
  { contender: "ns-3 Heap" },
  { contender: "ns-3 PriorityQueue" },
  { contender: "c++ heap" },
  { contender: "c++ ladder" },
];

export default function timers() {
  return {
    title: "Timers, 99 % cancelled",
    unit: "timer",
    bases: ["Simulation"],
    cases: [
      {
        name: "10,000 connections",
        group: "timers, 99 % cancelled",
        column: "a timer",
        parameters: PARAMETERS,
        draws: ["timers", () => [choices(CONNECTIONS)]],
        operations: 200_000,
        warmUp: 500_000,
        tellsGrowth: true,
        contenders: CONTENDERS.map((contender) => ({ model: "timers", ...contender })),
        check: ({ result: { fired, armed } }) =>
          Math.abs(fired / firedInTheory(armed) - 1) < 0.3 || `${fired} of ${armed} timers fired`,
      },
    ],
  };
}

/** Of the timers whose end is known: those armed longer ago than the timeout. */
function firedInTheory(armed) {
  return (armed - PARAMETERS.timeoutUs / PARAMETERS.usePeriodUs) / 100;
}

/**
 * PHOLD on one core: logical processes send each other messages; whoever receives one sends one on, to a process chosen at
 * random, after a lookahead of 0.1 s and an exponential time of 0.9 s in the mean. 1,024 processes, 16 messages each at the
 * start.
 *
 * @source R. M. Fujimoto, "Performance of Time Warp under synthetic workloads", Distributed Simulation, 1990; delays and
 *   messages per process as in P. D. Barnes et al., "Warp speed: executing Time Warp on 1,966,080 cores", PADS 2013, where
 *   one message in ten leaves its process; here all do.
 */
import { choices, delays } from "./support/draws.mjs";

const PARAMETERS = { processes: 1_024, messages: 16, lookaheadMs: 100, meanMs: 900 };

const CONTENDERS = [
  { contender: "sim-core" },
  { contender: "heap-js", label: "heap-js kernel" },
  { contender: "simjs" },
  { contender: "simpy", label: "SimPy, by callbacks" },
  { contender: "ns-3 Map" },
  { contender: "ns-3 Heap" },
  { contender: "ns-3 Calendar" },
  { contender: "ns-3 PriorityQueue" },
  { contender: "c++ heap" },
  { contender: "c++ ladder" },
];

export default function phold() {
  return {
    title: "PHOLD",
    unit: "event",
    bases: ["Simulation"],
    cases: [
      {
        name: "1,024 processes, 16 messages each",
        group: "PHOLD",
        column: "an event",
        parameters: PARAMETERS,
        draws: ["phold", () => [delays(PARAMETERS), choices(PARAMETERS.processes)]],
        operations: 400_000,
        warmUp: PARAMETERS.processes * PARAMETERS.messages,
        contenders: CONTENDERS.map((contender) => ({ model: "phold", ...contender })),
        check: ({ result, operationsPerTurn }) =>
          Math.abs(result.count / operationsPerTurn - 1) < 0.1 || `${result.count} events`,
      },
    ],
  };
}

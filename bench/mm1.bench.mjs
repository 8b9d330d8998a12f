/**
 * M/M/1 at a load of 0.9, with the mean waiting time. Each contender draws its own random numbers and says what its users
 * would say; a mean that is not that of theory stops the run.
 */
import { meanWait, toleranceOfMeanWait } from "./support/queueing.mjs";

const LOAD = 0.9;

const BASES = ["Simulation, by events", "Simulation, by processes"];

const CONTENDERS = [
  { contender: "sim-core", model: "mm1", label: "Simulation, by events" },
  { contender: "sim-core", model: "mm1Resource", label: "Simulation, FcfsServers" },
  { contender: "sim-core", model: "mm1Processes", label: "Simulation, by processes", share: 0.5 },
  {
    contender: "sim-core",
    model: "mm1",
    label: "Simulation by events, heap-js inside",
    parameters: { queue: "reference" },
  },
  { contender: "heap-js", model: "mm1", label: "heap-js kernel", share: 1 },
  { contender: "heap-js", model: "mm1OurDraws", label: "heap-js kernel, our draws", share: 1 },
  { contender: "simjs", model: "mm1" },
  { contender: "simscript", model: "mm1", label: "simscript, by processes", comparedWith: BASES },
  { contender: "simpy", model: "mm1", label: "SimPy, by processes", share: 0.05, comparedWith: BASES },
  ...["Map", "Heap", "Calendar", "PriorityQueue"].map((scheduler) => ({
    contender: `ns-3 ${scheduler}`,
    model: "mm1",
  })),
  { contender: "c++ heap", model: "mm1" },
  { contender: "c++ ladder", model: "mm1" },
  { contender: "desque", model: "mm1" },
];

export default function mm1() {
  return {
    title: "M/M/1",
    unit: "customer",
    bases: BASES,
    cases: [
      {
        name: `load ${LOAD}`,
        group: "M/M/1 at a load of 0.9",
        column: "a customer",
        parameters: { load: LOAD },
        operations: 300_000,
        contenders: CONTENDERS,
        check: ({ result }) =>
          Math.abs(result.meanWait - meanWait(LOAD)) < toleranceOfMeanWait(LOAD, result.customers) ||
          `a mean wait of ${result.meanWait} s, in theory ${meanWait(LOAD)} s`,
      },
    ],
  };
}

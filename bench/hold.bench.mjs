/**
 * The hold model: a fixed number of events are pending; each, when it is due, schedules another a random distance later. It
 * starts in its steady state (see `remainders`), and as many events as are pending run before anybody measures.
 *
 * @source D. W. Jones, "An empirical comparison of priority-queue and event-set implementations", CACM 29, 1986.
 */
import { distances, distributionNames, remainders } from "./support/draws.mjs";

const SIZES = [10, 1_000, 100_000, 1_000_000];
const SIZES_OF_A_FIRST_LOOK = [10, 1_000, 100_000];
const SIZES_OF_OTHERS = [1_000, 100_000];

/** Per turn. */
const OPERATIONS = { 10: 500_000, 1_000: 300_000, 100_000: 100_000, 1_000_000: 100_000 };

/**
 * How many times as many the fastest run, so that a turn takes them nearly as long as the others. With a million pending a ladder
 * is built anew every ten simulated seconds or so, which are ten million events; one sees all of its cost only over so many.
 */
const SHARE_OF_FASTEST = { 10: 1, 1_000: 1, 100_000: 2, 1_000_000: 8 };

/** Without CalendarScheduler where most are pending: it needs half a minute and more to begin. */
const ns3 = (pending) =>
  ["Map", "Heap", "PriorityQueue", ...(pending < 1_000_000 ? ["Calendar"] : [])].map((scheduler) => ({
    contender: `ns-3 ${scheduler}`,
  }));

export default function hold({ all, quick }) {
  const distributions = quick ? ["exponential"] : distributionNames;
  return {
    title: "Hold model",
    unit: "event",
    bases: ["Simulation"],
    cases: distributions.flatMap((distribution) =>
      sizes(distribution, all, quick).map((pending) => holdCase(distribution, pending)),
    ),
  };
}

function sizes(distribution, all, quick) {
  if (quick) return SIZES_OF_A_FIRST_LOOK;
  return all || distribution === "exponential" ? SIZES : SIZES_OF_OTHERS;
}

function holdCase(distribution, pending) {
  const contenders = distribution === "exponential" ? everybody(pending) : theMain(pending);
  return {
    name: `${distribution}, ${pending.toLocaleString("en")} pending`,
    group: `hold model, ${distribution}`,
    column: `${pending.toLocaleString("en")} pending`,
    parameters: { pending, distribution },
    draws: [`hold-${distribution}`, () => [distances(distribution), remainders(distribution)]],
    operations: OPERATIONS[pending],
    warmUp: pending > 10_000 ? pending : 0,
    contenders: contenders.map((contender) => ({ model: "hold", ...contender })),
    /** The rate of events is one per second and pending event. */
    check: ({ result, operationsPerTurn }) =>
      Math.abs(result.count / operationsPerTurn - 1) < 0.1 || `${result.count} events`,
  };
}

function theMain(pending) {
  const share = SHARE_OF_FASTEST[pending];
  return [
    { contender: "sim-core", share },
    { contender: "heap-js" },
    { contender: "simjs" },
    { contender: "simpy", label: "SimPy, by callbacks" },
    ...ns3(pending),
    { contender: "c++ heap" },
    { contender: "c++ ladder", share },
  ];
}

function everybody(pending) {
  return [
    ...theMain(pending),
    {
      contender: "sim-core",
      label: "Simulation, heap-js inside",
      share: 0.5,
      parameters: { queue: "reference" },
    },
    { contender: "heap-js", label: "heap-js kernel", model: "holdKernel" },
    { contender: "simpy", label: "SimPy, by processes", model: "holdProcesses" },
    ...(pending <= 1_000 ? [{ contender: "simscript" }] : []),
  ];
}

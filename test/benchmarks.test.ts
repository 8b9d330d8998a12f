/** The models of bench/ compute what they should, in every contender that is an npm package. Times are nobody's business here. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { heapJs, simCore, simjs, simscript } from "../bench/contenders/index.mjs";
import { distances, distributionNames, generator, remainders } from "../bench/support/draws.mjs";
import { allocatedBytes, allocationProfile } from "../bench/support/profilers.mjs";
import { meanWait, standardErrorOfMeanWait, toleranceOfMeanWait } from "../bench/support/queueing.mjs";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

describe("draws", () => {
  test.each(distributionNames)("%s distances have a mean of a second", (distribution) => {
    // 65,536 draws: the mean of the widest, bimodal with a standard deviation of 2.9 s, is known to 0.011 s.
    expect(Math.abs(mean(distances(distribution)) / 1e6 - 1)).toBeLessThan(0.04);
  });

  test.each([
    ["exponential", 1],
    ["uniform", 2 / 3], // E[D²] / 2 E[D] = (4/3) / 2
    ["triangular", 9 / 16], // density 2x / 1.5²: E[D²] = 1.5² / 2
  ])(
    "what remains of %s distances has the mean that renewal theory gives",
    (distribution, expectedSeconds) => {
      expect(mean(remainders(distribution)) / 1e6 / expectedSeconds).toBeCloseTo(1, 1);
    },
  );
});

describe("hold model", () => {
  const parameters = distributionNames.flatMap((distribution) =>
    [1, 10, 300].map((pending) => ({ distribution, pending })),
  );

  test.each(parameters)(
    "$distribution, $pending pending: the events that are due run, no more",
    async (setting) => {
      const OPERATIONS = 2_000;
      const due = eventsDue(setting, OPERATIONS);

      expect(due).toBeGreaterThan(OPERATIONS / 2);
      for (const hold of [
        simCore.hold,
        (given: typeof setting) => simCore.hold({ ...given, queue: "reference" }),
        heapJs.hold,
        heapJs.holdKernel,
        simscript.hold,
      ]) {
        const run = await hold(setting)(OPERATIONS);
        expect(run).toEqual({ count: due, pending: setting.pending });
      }
      expect(await simjs.hold(setting)(due)).toEqual({ count: due, pending: setting.pending });
    },
  );

  /** By looking through all of them every time. */
  function eventsDue(
    { distribution, pending }: { distribution: string; pending: number },
    operations: number,
  ): number {
    const table = distances(distribution);
    const times = [...remainders(distribution).slice(0, pending)];
    const end = Math.round((operations / pending) * 1e6);
    for (let count = 0; ; count += 1) {
      const next = times.indexOf(Math.min(...times));
      if ((times[next] as number) > end) return count;
      times[next] = (times[next] as number) + (table[count] as number);
    }
  }
});

describe("PHOLD", () => {
  const parameters = { processes: 8, messages: 4, lookaheadMs: 100, meanMs: 900 };

  test("every contender hands the same messages to the same processes", async () => {
    const ours = await simCore.phold(parameters)(2_000);

    expect(Math.abs(ours.count - 2_000)).toBeLessThan(5 * Math.sqrt(2_000));
    expect(ours.pending).toBe(32);
    expect(await heapJs.phold(parameters)(2_000)).toEqual(ours);
    expect(await simscript.phold(parameters)(2_000)).toEqual(ours);
    expect(await simjs.phold(parameters)(ours.count)).toEqual(ours);
  });
});

describe("M/M/1", () => {
  const LOAD = 0.5;

  test("the standard error of the mean wait is that of many runs", () => {
    const CUSTOMERS = 5_000;
    const random = generator(11);
    const means = Array.from({ length: 400 }, () => meanWaitByLindley(LOAD, CUSTOMERS, random));
    const centre = mean(means);
    const deviation = Math.sqrt(mean(means.map((each) => (each - centre) * (each - centre))));

    expect(meanWait(LOAD)).toBe(0.5);
    expect(centre / meanWait(LOAD)).toBeCloseTo(1, 1);
    // A deviation from 400 runs is known to 3.5 %.
    expect(Math.abs(deviation / standardErrorOfMeanWait(LOAD, CUSTOMERS) - 1)).toBeLessThan(0.15);
  });

  test.each([
    ["Simulation, by events", simCore.mm1, 100_000],
    [
      "Simulation on heap-js",
      (given: { load: number }) => simCore.mm1({ ...given, queue: "reference" }),
      100_000,
    ],
    ["Simulation, FcfsServers", simCore.mm1Resource, 100_000],
    ["Simulation, by processes", simCore.mm1Processes, 100_000],
    ["heap-js kernel", heapJs.mm1, 100_000],
    ["heap-js kernel, our draws", heapJs.mm1OurDraws, 100_000],
    ["simjs", simjs.mm1, 100_000],
    ["simscript", simscript.mm1, 20_000],
  ])("%s: customers wait as long as theory says", async (_name, mm1, operations) => {
    const { count, customers, meanWait: waited } = await mm1({ load: LOAD })(operations);
    const tolerance = toleranceOfMeanWait(LOAD, customers);

    expect(tolerance / meanWait(LOAD)).toBeLessThan(0.2);
    expect(Math.abs(waited - meanWait(LOAD))).toBeLessThan(tolerance);
    expect(Math.abs(count - operations)).toBeLessThan(5 * Math.sqrt(operations));
  });

  test("by events, by resource and by processes, our customers are the same ones", async () => {
    const byEvents = await simCore.mm1({ load: LOAD })(20_000);

    expect(await simCore.mm1Resource({ load: LOAD })(20_000)).toEqual(byEvents);
    expect(await heapJs.mm1OurDraws({ load: LOAD })(20_000)).toMatchObject({ count: byEvents.count });
  });

  /** Without any events: W' = max(0, W + S − A). */
  function meanWaitByLindley(load: number, customers: number, random: () => number): number {
    let wait = 0;
    let sum = 0;
    for (let customer = 0; customer < customers; customer += 1) {
      sum += wait;
      wait = Math.max(0, wait - load * Math.log(1 - random()) + Math.log(1 - random()));
    }
    return sum / customers;
  }
});

describe("timers", () => {
  const CONNECTIONS = 100;
  const USES_PER_TIMEOUT = Math.round(CONNECTIONS * Math.log(100)); // exp(−461 / 100) = 1 % fire
  const parameters = { connections: CONNECTIONS, usePeriodUs: 1_000, timeoutUs: 1_000 * USES_PER_TIMEOUT };

  test.each([
    ["Simulation", simCore.timers],
    ["heap-js", heapJs.timers],
    ["simjs", simjs.timers],
  ])("%s: each was cancelled, has fired or is pending, and one in a hundred fired", async (_name, timers) => {
    const { armed, cancelled, fired } = await timers(parameters)(60_000);

    expect(armed).toBe(cancelled + fired + CONNECTIONS);
    expect(Math.abs(fired - armed / 100)).toBeLessThan(5 * Math.sqrt(armed / 100));
  });

  test("a cancelled timer is pending no longer with us; on a heap it stays until it would be due", async () => {
    const ours = await simCore.timers(parameters)(60_000);
    const onHeap = await heapJs.timers(parameters)(60_000);

    expect(ours.pending).toBe(CONNECTIONS + 1); // And the next use of a connection.
    expect(onHeap.pending).toBeGreaterThan(USES_PER_TIMEOUT);
  });

  test("a million of them leave nothing behind", async () => {
    const run = simCore.timers(parameters);
    await run(200_000);
    const before = bytesInUse();

    await run(1_000_000);

    expect(bytesInUse() - before).toBeLessThan(200_000); // A fifth of a byte each: the compiler's own.
  });
});

describe("the allocation view", () => {
  const REQUESTS = 1_000;
  let kept: unknown[] = [];

  test("counts what is allocated, by the heap and by samples", async () => {
    const allocating = (): number => {
      for (let request = 0; request < REQUESTS; request += 1) kept = new Array<unknown>(100); // 100 pointers of 4 or 8 bytes
      return REQUESTS;
    };
    const pointerBytes = (await allocatedBytes(allocating, 50)).bytesPerRequest / 100;
    const sampled = await allocationProfile(() => Array.from({ length: 50 }, allocating).length * REQUESTS);

    expect(kept).toHaveLength(100);
    expect(Math.abs(pointerBytes / (pointerBytes < 6 ? 4 : 8) - 1)).toBeLessThan(0.15);
    // 42 MB in samples of 4 KiB each: known to 1 %.
    expect(Math.abs(sampled.bytes / sampled.requests / (100 * pointerBytes) - 1)).toBeLessThan(0.1);
  });

  test("counts nothing where nothing is allocated", async () => {
    const numbers = new Float64Array(16);
    const idle = (): number => {
      for (let request = 0; request < REQUESTS; request += 1)
        numbers[request & 15] = (numbers[request & 15] as number) + 1;
      return REQUESTS;
    };
    await allocatedBytes(idle, 200);

    expect(Math.abs((await allocatedBytes(idle, 200)).bytesPerRequest)).toBeLessThan(1);
  });
});

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index] as number;
  return sum / values.length;
}

function bytesInUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

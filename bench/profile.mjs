/**
 * Where the simulated day spends its time, and what it allocates.
 *
 *     pnpm bench:profile                 one simulated hour
 *     pnpm bench:profile 10 --rows 30    ten simulated minutes, the first thirty functions
 *
 * Time: the inspector's CPU profiler, 10 samples a millisecond; the share that a function has of its own, without what it calls.
 * Allocation: the inspector's sampling heap profiler, collected objects included, over a second stretch of the same run, since
 * either profiler disturbs the other. A sample is worth about its interval, so that what is allocated rarely may be missed
 * and the total is an estimate: it is compared with what the heap grew by in a third stretch without any profiler, and with
 * how often it was collected there (see `allocatedBytes`). The size of the young generation is fixed on the command line.
 */
import { parseArgs } from "node:util";
import { minutes } from "@sysplex/sim-core";
import { allocatedBytes, allocationProfile, cpuProfile } from "./support/profilers.mjs";
import { simulatedDay } from "./support/simulated-day.mjs";
import { printShares, sharesBy } from "./support/shares.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: "string", default: "20" } },
});
const length = minutes(Number(positionals[0] ?? 60));
const rows = Number(options.rows);
const SLICES = 2_000;

const { sim, requestCount } = simulatedDay();
sim.runFor(minutes(10)); // Pools grow to their size; the compiler has seen everything.

function runFor(distance) {
  const before = requestCount();
  sim.runFor(Math.round(distance));
  return requestCount() - before;
}
const run = () => runFor(length);

const time = await cpuProfile(run);
const nanos = time.nanos / time.requests;
console.log(`CPU, ${time.requests} requests, ${nanos.toFixed(0)} ns each while profiled`);
printBoth(time.costs, nanos, "ns per request");

const memory = await allocationProfile(run);
const bytes = memory.bytes / memory.requests;
console.log(`\nAllocation, ${memory.requests} requests: ${bytes.toFixed(1)} bytes each, by samples`);
printBoth(memory.costs, bytes, "bytes per request");

const check = await allocatedBytes(() => runFor(length / SLICES), SLICES);
const byCollections = (check.youngCollections * check.semiSpaceBytes) / check.requests;
console.log(`
Without a profiler, ${check.requests} requests: ${check.bytesPerRequest.toFixed(1)} bytes each, by the heap's own count,
${byCollections.toFixed(0)} by ${check.youngCollections} collections of ${check.semiSpaceBytes / 2 ** 20} MiB of young objects, ${check.collections} collections in all`);

function printBoth(costs, perRequest, unit) {
  printShares("by package", sharesBy(costs, "package"), rows, perRequest, unit);
  printShares("by function", sharesBy(costs, "function"), rows, perRequest, unit);
}

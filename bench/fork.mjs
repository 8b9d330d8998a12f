/**
 * What a fork of a running scenario costs: two systems in the middle of a failure, forked again and again.
 *
 *     pnpm bench:fork [forks]
 */
import { readFileSync } from "node:fs";
import { after, minutes, START } from "@sysplex/sim-core";
import { buildScenario, readScenario, resolveScenario } from "@sysplex/scenario";

const FORKS = Number(process.argv[2] ?? 200);
/** Forks made before, for the compiler to have seen the code. */
const WARMING_UP = 20;
const folder = new URL("../scenarios/zosmf-lpar-loss/", import.meta.url);

const readText = (path) => ({
  ok: true,
  source: { file: path, text: readFileSync(new URL(path, folder), "utf8") },
});
const { scenario } = readScenario(readText("scenario.yaml").source, { readText });
const { resolved } = resolveScenario(scenario, { readText });
const built = buildScenario(resolved, "1");
built.runUntil(after(START, minutes(6)));

for (let fork = 0; fork < WARMING_UP; fork += 1) built.fork();
const before = bytesHeld();
const forks = [];
const durations = [];
for (let fork = 0; fork < FORKS; fork += 1) {
  const start = performance.now();
  forks.push(built.fork());
  durations.push(performance.now() - start);
}
const each = (bytesHeld() - before) / forks.length;
durations.sort((a, b) => a - b);

const { pendingCount, eventCount } = built.sim;
console.log(
  `${FORKS} forks after ${eventCount.toLocaleString("en")} events, ${pendingCount.toLocaleString("en")} of them pending`,
);
console.log(
  `milliseconds a fork: median ${quantile(0.5).toFixed(2)}, 99th percentile ${quantile(0.99).toFixed(2)}`,
);
console.log(`bytes kept a fork: ${Math.round(each).toLocaleString("en")}`);

function quantile(fraction) {
  return durations[Math.ceil(fraction * durations.length) - 1];
}

function bytesHeld() {
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

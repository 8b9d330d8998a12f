/**
 * What a study costs: two worker threads against one, and what is around the simulations themselves.
 *
 *     pnpm bench:study [repeats] [replications] [scenario]
 *
 * Ratios are taken within a repeat; printed are the median of the repeats, with the smallest and the largest. Threads are started
 * and warm before the clock starts: each has run some hundred replications, since the engine goes on compiling what runs once in a
 * replication. What is around the simulations is measured by itself, in processor time: a difference of two long times would
 * drown in noise. Two threads need two free cores: elsewhere the ratio tells of the machine.
 *
 * One thread has helpers, too: the engine compiles and collects garbage on the second core. So 2 × is out of reach: told is how
 * many cores one thread keeps busy, and how much processor time two take for the same.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import {
  bundleScenario,
  conductStudy,
  planStudy,
  runReplication,
  StudyFolder,
  ThreadExecutor,
} from "@sysplex/experiment";

const REPEATS = Number(process.argv[2] ?? 5);
const REPLICATIONS = Number(process.argv[3] ?? 200);
const SCENARIO = process.argv[4] ?? "zosmf-lpar-loss";
/** Replications of each thread. */
const WARMING_UP = 400;
const version = "bench";

const folder = new URL(`../scenarios/${SCENARIO}/`, import.meta.url);
const readText = (path) => ({
  ok: true,
  source: { file: path, text: readFileSync(new URL(path, folder), "utf8") },
});
const { bundle, resolved } = bundleScenario(readText("scenario.yaml").source, { readText });
const scratch = mkdtempSync(join(tmpdir(), "sysplex-bench-"));

const one = new ThreadExecutor({ threads: 1 });
const two = new ThreadExecutor({ threads: 2 });
let studies = 0;

/** A study of its own each time, kept on disk as `sysplex sweep` keeps it. */
async function study(executor, replications = REPLICATIONS) {
  studies += 1;
  const store = new StudyFolder(join(scratch, String(studies)));
  const plan = { name: "bench", version, seed: String(studies), variants: [{ name: "pair", bundle }] };
  return conductStudy({ ...plan, replications }, { executor, store });
}

function bare(replications = REPLICATIONS) {
  studies += 1;
  return Array.from({ length: replications }, (_, index) =>
    runReplication(resolved, { seed: String(studies), replication: index + 1, version }),
  );
}

/** What a study does beside simulating, done once more: outcomes to texts, texts to disk, back again, checked and read. */
async function around(outcomes) {
  studies += 1;
  const store = new StudyFolder(join(scratch, String(studies)));
  const plan = { name: "bench", version, seed: "around", variants: [{ name: "pair", bundle }] };
  const { manifest, tasks } = planStudy({ ...plan, replications: outcomes.length });
  store.open(manifest);
  for (const { hash, spec } of tasks)
    store.write(hash, JSON.stringify({ chunk: spec, outcomes: outcomes.slice(spec.first - 1, spec.last) }));
  const { reused } = await conductStudy({ ...plan, replications: outcomes.length }, { store });
  if (reused !== tasks.length) throw new Error("a chunk was computed again");
}

/** Milliseconds on the clock, and of all threads of this process on a processor. */
async function measured(work) {
  const [from, used] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  return { clock: performance.now() - from, processor: (user + system) / 1000 };
}

try {
  await study(two, WARMING_UP * 2);
  await study(one, WARMING_UP);
  await around(bare(WARMING_UP));

  const speedups = [];
  const costs = [];
  const cores = [];
  const processors = [];
  let replication = 0;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const single = await measured(() => study(one));
    const double = await measured(() => study(two));
    speedups.push(single.clock / double.clock);
    cores.push(single.processor / single.clock);
    processors.push(double.processor / single.processor);
    let outcomes = [];
    const inside = (await measured(() => (outcomes = bare()))).processor;
    costs.push((await measured(() => around(outcomes))).processor / inside);
    replication = inside / REPLICATIONS;
  }
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `${SCENARIO}: ${REPLICATIONS} replications of ${replication.toFixed(1)} ms, ${REPEATS} repeats, ${availableParallelism()} cores, load ${load}`,
  );
  console.log(`two threads against one: ${spread(speedups, (ratio) => `${ratio.toFixed(2)} ×`)}`);
  console.log(`cores that one thread keeps busy: ${spread(cores, (count) => count.toFixed(2))}`);
  console.log(
    `processor time of two threads against one: ${spread(processors, (ratio) => `${ratio.toFixed(2)} ×`)}`,
  );
  console.log(`cost around the simulations: ${spread(costs, (share) => `${(share * 100).toFixed(1)} %`)}`);
} finally {
  await Promise.all([one.close(), two.close()]);
  rmSync(scratch, { recursive: true, force: true });
}

function spread(values, text) {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  return `${text(median)} (${text(sorted[0])} to ${text(sorted.at(-1))})`;
}

/**
 * Runs the benchmarks, bench/*.bench.mjs, on compiled code, and prints how many times as long each contender takes as
 * our kernel: the median over several repeats, with the smallest and the largest. Within a repeat every contender has a
 * process of its own, and they take turns; bench/README.md says what the words mean.
 *
 *     pnpm bench                      all of them, five repeats; kept in bench/results/latest.json
 *     pnpm bench --quick              a first look: two short repeats, fewer cases
 *     pnpm bench hold timers --repeats 9 --out here.json
 *     pnpm bench hold --all           every distribution at every size
 *     pnpm bench --without simpy
 */
import { readdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { contenderOf, versions } from "./support/contenders.mjs";
import { writeTables } from "./support/draws.mjs";
import { caseReport, printCase } from "./support/report.mjs";
import { takeTurns } from "./support/turns.mjs";

const ROUNDS = 7;
const QUICK_ROUNDS = 3;

const { values: options, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    all: { type: "boolean", default: false },
    repeats: { type: "string" },
    without: { type: "string", multiple: true, default: [] },
    out: { type: "string" },
    date: { type: "string" },
  },
});
const repeats = Number(options.repeats ?? (options.quick ? 2 : 5));
const rounds = options.quick ? QUICK_ROUNDS : ROUNDS;

const present = versions();
const header = {
  date: options.date ?? new Date().toISOString().slice(0, 10),
  node: process.version,
  processor: `${cpus()[0]?.model.trim() ?? "unknown"}, ${cpus().length} cores`,
  repeats,
  rounds,
  versions: Object.fromEntries(
    present.map(({ label, version, absent }) => [label, version ?? `not present: ${absent}`]),
  ),
};
console.log(`Node ${header.node}, ${header.processor}, ${repeats} repeats of ${rounds} turns`);
for (const [label, version] of Object.entries(header.versions)) console.log(`  ${label}: ${version}`);

const benchmarks = [];
for (const file of benchmarkFiles()) benchmarks.push(await runBenchmark(file));
keep({ ...header, benchmarks });

function benchmarkFiles() {
  const files = readdirSync(new URL(".", import.meta.url))
    .filter((name) => name.endsWith(".bench.mjs"))
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .sort();
  if (files.length === 0) throw new Error(`No benchmark is named like ${words.join(" or ")}`);
  return files;
}

async function runBenchmark(file) {
  const { default: benchmark } = await import(new URL(file, import.meta.url).href);
  const { title, unit, bases, cases } = benchmark(options);
  console.log(`\n${title}`);
  const reports = [];
  for (const each of cases) {
    const report = caseReport(each, bases, await repeat(each));
    printCase(report, unit);
    reports.push(report);
  }
  return { title, unit, cases: reports };
}

async function repeat(each) {
  const draws = each.draws && writeTables(each.draws[0], each.draws[1]());
  const entries = each.contenders
    .filter(({ contender }) => !options.without.some((word) => contender.startsWith(word)))
    .map((contender) => contenderOf(contender, each.parameters, draws))
    .filter(({ absent }) => absent === undefined);
  const operations = options.quick ? each.operations / 4 : each.operations;
  const runs = [];
  for (let count = 0; count < repeats; count += 1) {
    const run = await takeTurns(entries, { ...each, operations }, rounds);
    for (const summary of run) check(each, summary);
    runs.push(run);
  }
  return runs;
}

function check({ name, check }, summary) {
  const verdict = check(summary);
  if (verdict !== true) throw new Error(`${summary.label}, ${name}: ${verdict}`);
}

/** A run of a part replaces no kept results unless it is told to. */
function keep(results) {
  const isWhole = words.length === 0 && !options.quick && options.without.length === 0;
  const out =
    options.out ?? (isWhole ? fileURLToPath(new URL("results/latest.json", import.meta.url)) : undefined);
  if (out === undefined) return;
  writeFileSync(out, `${JSON.stringify(results, undefined, 2)}\n`);
  console.log(`\nKept in ${out}`);
}

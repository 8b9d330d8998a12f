/**
 * Runs every bench/*.bench.mjs on compiled code and prints, per case, how many times faster or slower each contender
 * is than the case's baseline: the median over several processes, with the smallest and the largest.
 *
 * The engine's inlining differs from process to process and a machine's speed from second to second. So each process
 * runs all contenders in turns over the same fixed count of operations, compares them within itself, and only ratios
 * are carried over from one process to another.
 *
 *     pnpm bench                    all, five processes
 *     pnpm bench queue --processes 9
 */
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

const ROUNDS = 9;

const [first, ...rest] = process.argv.slice(2);
if (first === "--one") {
  console.log(JSON.stringify(await measure(rest[0])));
} else {
  report(process.argv.slice(2));
}

function report(args) {
  const option = args.indexOf("--processes");
  const processes = option < 0 ? 5 : Number(args[option + 1]);
  const words = option < 0 ? args : args.toSpliced(option, 2);
  console.log(
    `Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}, ${processes} processes\n`,
  );
  for (const file of benchmarks(words)) {
    const runs = Array.from({ length: processes }, () => runInOwnProcess(file));
    print(runs);
  }
}

function benchmarks(words) {
  const files = readdirSync(new URL(".", import.meta.url))
    .filter((name) => name.endsWith(".bench.mjs"))
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .sort();
  if (files.length === 0) throw new Error(`No benchmark is named like ${words.join(" or ")}`);
  return files;
}

function runInOwnProcess(file) {
  const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), "--one", file]);
  return JSON.parse(output.toString());
}

/** One process: nanoseconds per operation of every contender of every case, medians over the rounds. */
async function measure(file) {
  const { title, unit, cases } = (await import(new URL(file, import.meta.url).href)).default;
  return {
    title,
    unit,
    cases: cases.map(({ name, operations, contenders }) => ({ name, ...inTurns(contenders, operations) })),
  };
}

function inTurns(contenders, operations) {
  const names = Object.keys(contenders);
  const run = names.map((name) => contenders[name]());
  const nanos = names.map(() => []);
  for (const each of run) each(operations);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const index = (turn + round) % names.length;
      const start = performance.now();
      run[index](operations);
      nanos[index].push(((performance.now() - start) * 1e6) / operations);
    }
  }
  return { names, nanos: nanos.map(median) };
}

/** The first contender is the baseline. */
function print(runs) {
  const [{ title, unit, cases }] = runs;
  console.log(title);
  for (const [index, { name, names }] of cases.entries()) {
    for (const [contender, contenderName] of names.entries()) {
      const nanos = runs.map((run) => run.cases[index].nanos[contender]);
      const ratios = runs.map((run) => run.cases[index].nanos[0] / run.cases[index].nanos[contender]);
      const speed = contender === 0 ? "baseline" : `${spread(ratios, 2)} times the baseline's speed`;
      console.log(
        `  ${name.padEnd(18)} ${contenderName.padEnd(34)} ${spread(nanos, 0)} ns per ${unit}, ${speed}`,
      );
    }
  }
  console.log("");
}

function spread(values, digits) {
  const text = (value) => value.toFixed(digits);
  return `${text(median(values))} (${text(Math.min(...values))}–${text(Math.max(...values))})`;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

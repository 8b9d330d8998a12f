/**
 * A simulated day of two systems at 100 requests/s: speed, and memory after the first hour against memory after the last.
 *
 *     pnpm bench:day                     24 hours, kept in bench/results/day.json
 *     pnpm bench:day 2 --out here.json
 *     pnpm bench:day --zowe              through Zowe's Gateway to z/OSMF, kept in bench/results/zowe-day.json
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { hours } from "@sysplex/sim-core";
import { simulatedDay } from "./support/simulated-day.mjs";

const WHOLE_DAY = 24;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string" }, date: { type: "string" }, zowe: { type: "boolean" } },
});
const hourCount = Number(positionals[0] ?? WHOLE_DAY);
const result = measure();
print(result);
keep(result);

function measure() {
  const { sim, requestCount } = simulatedDay(options.zowe ? "zowe" : "zosmf");
  let firstMiB = 0;
  let lastMiB = 0;
  let nanos = 0;
  for (let hour = 1; hour <= hourCount; hour += 1) {
    const start = performance.now();
    sim.runFor(hours(1));
    nanos += 1e6 * (performance.now() - start);
    lastMiB = memoryMiB();
    if (hour === 1) firstMiB = lastMiB;
  }
  return {
    hours: hourCount,
    requests: requestCount(),
    events: sim.eventCount,
    seconds: nanos / 1e9,
    requestsPerSecond: Math.round((1e9 * requestCount()) / nanos),
    nanosPerEvent: nanos / sim.eventCount,
    memoryAfterFirstHourMiB: firstMiB,
    memoryAfterLastHourMiB: lastMiB,
    largestResidentSetMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

/** What is alive: objects, and the typed arrays that lie beside the heap. */
function memoryMiB() {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}

function print(day) {
  const count = (number) => number.toLocaleString("en");
  const { memoryAfterFirstHourMiB: first, memoryAfterLastHourMiB: last } = day;
  console.log(`${day.hours} simulated hours, ${count(day.requests)} requests, ${count(day.events)} events`);
  console.log(
    `${day.seconds.toFixed(1)} s: ${count(Math.round(day.requestsPerSecond / 1000))} thousand requests a second, ${day.nanosPerEvent.toFixed(0)} ns an event`,
  );
  console.log(
    `memory after the first hour ${first.toFixed(1)} MiB, after the last ${last.toFixed(1)} MiB: ${(last / first).toFixed(3)} times`,
  );
  console.log(`largest resident set ${day.largestResidentSetMiB} MiB`);
}

/** A part of a day replaces no kept results unless it is told to. */
function keep(day) {
  const usual = fileURLToPath(
    new URL(options.zowe ? "results/zowe-day.json" : "results/day.json", import.meta.url),
  );
  const out = options.out ?? (hourCount === WHOLE_DAY ? usual : undefined);
  if (out === undefined) return;
  const date = options.date ?? new Date().toISOString().slice(0, 10);
  const processor = `${cpus()[0]?.model.trim() ?? "unknown"}, ${cpus().length} cores`;
  writeFileSync(out, `${JSON.stringify({ date, node: process.version, processor, ...day }, undefined, 2)}\n`);
  console.log(`Kept in ${out}`);
}

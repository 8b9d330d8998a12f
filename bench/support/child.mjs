/**
 * A contender in a process of its own: neither the garbage nor the engine's guesses of one contender burden another.
 *
 *     node --expose-gc --import ./bench/support/compiled.mjs bench/support/child.mjs <contender> <model> <parameters>
 *
 * What every contender's program does, in whatever language: it sets its model up and writes a line; then, for every line
 * with a number, it runs about that many operations and answers with one line of JSON: the nanoseconds all of them took,
 * how many they were exactly, and what the model found. At the end of its input it ends. This one also answers `bytes`.
 */
import { createInterface } from "node:readline";

const [contender, model, parameters] = process.argv.slice(2);
const models = await import(new URL(`../contenders/${contender}.mjs`, import.meta.url).href);
const run = await models[model](JSON.parse(parameters));

say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "bytes") say({ bytes: bytesInUse() });
  else say(await timed(Number(line)));
}

async function timed(operations) {
  const start = process.hrtime.bigint();
  const result = await run(operations);
  return { nanos: Number(process.hrtime.bigint() - start), ...result };
}

function bytesInUse() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

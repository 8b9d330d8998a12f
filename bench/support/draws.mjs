/**
 * Random numbers drawn before any clock starts, the same for every contender in every language: a benchmark of an event
 * queue that draws as it goes measures the generator too. Times are whole microseconds.
 *
 * @source The increments of the hold model with a mean of 1 s: R. Rönngren, R. Ayani, "A comparative study of parallel and
 *   sequential priority queue algorithms", ACM TOMACS 7, 1997; bimodal and triangular after W. M. McCormack, R. G. Sargent,
 *   "Analysis of future event set algorithms", CACM 24, 1981.
 */
import { Buffer } from "node:buffer";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const DRAW_COUNT = 1 << 16;

const SECOND = 1e6;

/** Of a uniform number in (0, 1] and a second one. */
const DISTRIBUTIONS = {
  exponential: (uniform) => -Math.log(uniform),
  uniform: (uniform) => 2 * uniform,
  bimodal: (uniform, second) => 0.095238 * uniform + (second < 0.1 ? 9.5238 : 0),
  triangular: (uniform) => 1.5 * Math.sqrt(uniform),
};

export const distributionNames = Object.keys(DISTRIBUTIONS);

/** 32 bits at a time, seeded; as good as a benchmark needs and three lines long. @source Mulberry32, T. Ettinger. */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Distances from one event to the next, with mean 1 s. */
export function distances(distribution) {
  const random = generator(1);
  const draw = DISTRIBUTIONS[distribution];
  return table(() => Math.round(SECOND * draw(1 - random(), random())));
}

/**
 * What remains of a distance when somebody looks in at a random instant: from these a hold model starts in its steady
 * state. The longer a distance, the likelier it is met, and it is met anywhere in it.
 */
export function remainders(distribution) {
  const random = generator(2);
  const known = distances(distribution);
  const longest = known.reduce((longest, distance) => Math.max(longest, distance), 0);
  return table(() => {
    for (;;) {
      const distance = known[Math.floor(random() * DRAW_COUNT)];
      if (random() * longest < distance) return Math.floor(random() * distance);
    }
  });
}

/** Delays of PHOLD: the lookahead, and an exponential time on top. */
export function delays({ lookaheadMs, meanMs }) {
  const random = generator(3);
  return table(() => Math.round(1000 * (lookaheadMs - meanMs * Math.log(1 - random()))));
}

/** Whole numbers below `count`, all alike. */
export function choices(count) {
  const random = generator(4);
  return table(() => Math.floor(random() * count));
}

function table(draw) {
  return Float64Array.from({ length: DRAW_COUNT }, draw);
}

/** Tells two tallies of who was chosen how often apart. */
export function checksum(counts) {
  return counts.reduce((sum, count, index) => sum + count * (index + 1), 0);
}

/** Writes tables, one behind the other, to where programs in other languages read them; 64-bit floating point. */
export function writeTables(name, tables) {
  const folder = new URL("../../.cache/bench/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const file = fileURLToPath(new URL(`${name}.f64`, folder));
  writeFileSync(file, Buffer.concat(tables.map((table) => Buffer.from(table.buffer))));
  return file;
}

/** From measurements to what is printed and kept. */
import { spreadOf, spreadText } from "./spread.mjs";

/**
 * @param runs One element for each repeat: every contender's summary, in the same order.
 * @param bases Labels of the contenders that the others are compared with.
 */
export function caseReport({ name, group, column, parameters }, bases, runs) {
  const results = runs[0].map(
    ({ label, version, comparedWith = bases.slice(0, 1), operationsPerTurn }, index) => ({
      contender: label,
      version,
      operationsPerTurn,
      nanosPerOperation: spreadOf(runs.map((run) => run[index].nanos)),
      timesAsLongAs: Object.fromEntries(comparedWith.map((base) => [base, ratios(runs, index, base)])),
      ...growth(runs, index),
      found: runs[0][index].result,
    }),
  );
  return { name, group, column, parameters, results };
}

/** Ratios are taken within a repeat. */
function ratios(runs, index, base) {
  return spreadOf(runs.map((run) => run[index].nanos / run.find(({ label }) => label === base).nanos));
}

function growth(runs, index) {
  if (runs[0][index].growthBytes === undefined) return {};
  return {
    bytesLeftPerOperation: spreadOf(runs.map((run) => run[index].growthBytes / run[index].operationCount)),
  };
}

export function printCase({ name, results }, unit) {
  console.log(`  ${name}`);
  for (const { contender, nanosPerOperation, timesAsLongAs, bytesLeftPerOperation } of results) {
    const times = Object.entries(timesAsLongAs)
      .filter(([base]) => base !== contender)
      .map(([base, ratio]) => `${spreadText(ratio)} times as long as ${base}`);
    const bytes =
      bytesLeftPerOperation === undefined ? [] : [`${spreadText(bytesLeftPerOperation)} bytes left behind`];
    const nanos = `${spreadText(nanosPerOperation)} ns per ${unit}`;
    console.log(`    ${contender.padEnd(38)} ${[nanos, ...times, ...bytes].join(", ")}`);
  }
}

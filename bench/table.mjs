/**
 * Prints kept results as the tables of bench/README.md: what our kernel takes in nanoseconds, and how many times as long
 * everybody else. Of ns-3's schedulers the one that was fastest in the case stands for all.
 *
 *     pnpm bench:table [bench/results/latest.json]
 */
import { readFileSync } from "node:fs";
import { spreadText } from "./support/spread.mjs";

const file = process.argv[2] ?? new URL("results/latest.json", import.meta.url);
const { date, node, processor, repeats, rounds, benchmarks } = JSON.parse(readFileSync(file, "utf8"));

console.log(`${date}, Node ${node}, ${processor}; ${repeats} repeats of ${rounds} turns.`);
const cases = benchmarks.flatMap((benchmark) => benchmark.cases.map(withFastestNs3));
for (const group of new Set(cases.map((each) => each.group))) {
  const members = cases.filter((each) => each.group === group);
  console.log(`\n${table(group, members)}`);
}

function withFastestNs3(each) {
  const others = each.results.filter(({ contender }) => !contender.startsWith("ns-3"));
  const schedulers = each.results
    .filter(({ contender }) => contender.startsWith("ns-3"))
    .sort((a, b) => a.nanosPerOperation.median - b.nanosPerOperation.median)
    .slice(0, 1)
    .map((best) => ({
      ...best,
      contender: "ns-3, its fastest scheduler",
      remark: /, (\w+)Scheduler/.exec(best.contender)[1],
    }));
  return { ...each, results: [...others, ...schedulers] };
}

function table(group, members) {
  const bases = basesOf(members);
  const names = [...new Set(members.flatMap(({ results }) => results.map(({ contender }) => contender)))];
  const columns = members.flatMap((each) => bases.map((base) => ({ each, base })));
  const heading = columns.map(({ each, base }) =>
    bases.length === 1 ? each.column : `${each.column}: ${base}`,
  );
  const lines = names.map((name) => [rowName(members, name), ...columns.map((column) => cell(column, name))]);
  return [[group, ...heading], [" --- ", ...columns.map(() => " --- ")], ...lines]
    .map((cells) => `| ${cells.map((each) => each.trim()).join(" | ")} |`)
    .join("\n");
}

function basesOf(members) {
  return [
    ...new Set(members.flatMap(({ results }) => results.flatMap((each) => Object.keys(each.timesAsLongAs)))),
  ];
}

/** `heap-js 2.7.1, objects and a comparator`. */
function rowName(members, name) {
  const { version } = members.flatMap(({ results }) => results).find(({ contender }) => contender === name);
  const [library] = version.split(" ");
  if (library === "sim-core") return name;
  return name.startsWith(library) ? version + name.slice(library.length) : `${name} (${version})`;
}

function cell({ each, base }, name) {
  const found = each.results.find(({ contender }) => contender === name);
  if (found === undefined) return "";
  const ratio = found.timesAsLongAs[base];
  if (ratio === undefined && name !== base) return "";
  const first = name === base ? `${spreadText(found.nanosPerOperation)} ns` : spreadText(ratio);
  const scheduler = found.remark === undefined ? "" : ` ${found.remark}`;
  const left = found.bytesLeftPerOperation;
  return first + scheduler + (left === undefined ? "" : `; ${left.median.toFixed(2)} bytes left behind`);
}

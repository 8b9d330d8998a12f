/** Who owned each dynamic VIPA, and who was its active target, as bars over the run. */
import type { RunResult, TenureResult } from "@sysplex/scenario";
import { clock, printable } from "../plain-text.js";
import { section, type StoryOptions } from "./section.js";

const BAR_WIDTH = 72;

export function barsStory(result: RunResult, { paint }: StoryOptions): string[] {
  const { simulatedSeconds, owners, activeTargets } = result;
  const subjects = [
    ...tenuresBySubject(owners).map((tenures) => ({ title: "owner of", tenures })),
    ...tenuresBySubject(activeTargets).map((tenures) => ({ title: "active target of", tenures })),
  ];
  const names = subjects.flatMap(({ tenures }) => stacksOf(tenures)).map(({ length }) => length);
  const margin = Math.max(8, ...names) + 4;
  const lines = subjects.flatMap(({ title, tenures }) => [
    `  ${title} ${printable(tenures[0]?.of ?? "")}`,
    ...stacksOf(tenures).map(
      (stack) => `    ${printable(stack).padEnd(margin - 4)}  ${bar(result, tenures, stack)}`,
    ),
  ]);
  const legend = lines.some((line) => line.includes(DEAD))
    ? [`  ${DEAD} counts as such, and does not run`]
    : [];
  return section(
    "Who owned the address and who was active, when",
    lines.length === 0 ? [] : [...lines, scale(margin, simulatedSeconds), ...legend],
    paint,
  );
}

function tenuresBySubject(tenures: readonly TenureResult[]): TenureResult[][] {
  const subjects = [...new Set(tenures.map(({ of }) => of))];
  return subjects.map((subject) => tenures.filter(({ of }) => of === subject));
}

const NOBODY = "nobody";

/** In the order of their first turn; nobody last. */
function stacksOf(tenures: readonly TenureResult[]): string[] {
  const names = [...new Set(tenures.map(({ stack }) => stack ?? NOBODY))];
  return [...names.filter((name) => name !== NOBODY), ...names.filter((name) => name === NOBODY)];
}

const RUNS = "█";
const DEAD = "░";

/** A cell is filled when the stack had its turn for some of it, so that a short one is seen. */
function bar(
  { simulatedSeconds: end, stacks }: RunResult,
  tenures: readonly TenureResult[],
  stack: string,
): string {
  const cells = Array.from({ length: BAR_WIDTH }, () => "·");
  const fill = (mark: string, from: number, until: number): void => {
    const first = cellOf(from, end);
    cells.fill(mark, first, Math.max(first, Math.ceil((until / end) * BAR_WIDTH) - 1) + 1);
  };
  const changes = stacks.filter((change) => change.stack === stack);
  tenures.forEach((tenure, index) => {
    const until = tenures[index + 1]?.at ?? end;
    if ((tenure.stack ?? NOBODY) !== stack || until <= tenure.at) return;
    fill(RUNS, tenure.at, until);
    for (const [dead, alive] of deadTimes(changes, end)) {
      const [from, to] = [Math.max(dead, tenure.at), Math.min(alive, until)];
      if (to > from) fill(DEAD, from, to);
    }
  });
  return cells.join("");
}

function deadTimes(changes: RunResult["stacks"], end: number): (readonly [number, number])[] {
  return changes.flatMap(({ at, isUp }, index) =>
    isUp ? [] : [[at, changes[index + 1]?.at ?? end] as const],
  );
}

function cellOf(at: number, end: number): number {
  return Math.min(BAR_WIDTH - 1, Math.floor((at / end) * BAR_WIDTH));
}

function scale(margin: number, end: number): string {
  const last = clock(end);
  return `${" ".repeat(margin + 2)}${clock(0).padEnd(BAR_WIDTH - last.length)}${last}`;
}

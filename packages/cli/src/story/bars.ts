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
      (stack) => `    ${printable(stack).padEnd(margin - 4)}  ${bar(tenures, stack, simulatedSeconds)}`,
    ),
  ]);
  return section(
    "Who owned the address and who was active, when",
    lines.length === 0 ? [] : [...lines, scale(margin, simulatedSeconds)],
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

/** A cell is filled when the stack had its turn for some of it, so that a short one is seen. */
function bar(tenures: readonly TenureResult[], stack: string, end: number): string {
  const cells = Array.from({ length: BAR_WIDTH }, () => "·");
  tenures.forEach((tenure, index) => {
    const until = tenures[index + 1]?.at ?? end;
    if ((tenure.stack ?? NOBODY) !== stack || until <= tenure.at) return;
    const first = cellOf(tenure.at, end);
    const last = Math.max(first, Math.ceil((until / end) * BAR_WIDTH) - 1);
    cells.fill("█", first, last + 1);
  });
  return cells.join("");
}

function cellOf(at: number, end: number): number {
  return Math.min(BAR_WIDTH - 1, Math.floor((at / end) * BAR_WIDTH));
}

function scale(margin: number, end: number): string {
  const last = clock(end);
  return `${" ".repeat(margin + 2)}${clock(0).padEnd(BAR_WIDTH - last.length)}${last}`;
}

/** From a run's records to swim lanes: stacks, owners, active targets, Zowe's components. */
import type { RunResult } from "@sysplex/scenario";
import type { Lane, Segment } from "../chart/lanes.js";
import { TONES } from "../chart/theme.js";

interface Change {
  readonly at: number;
  readonly name: string;
  readonly detail?: string;
}

/** Who owned each DVIPA and who was active, under the stacks' own lives. */
export function ownershipLanes(run: RunResult): Lane[] {
  const { stacks, owners, activeTargets, simulatedSeconds: end } = run;
  const color = systemColors(run);
  const up = byKey(stacks, ({ stack }) => stack);
  const stackLanes = [...up].map(([stack, changes]) => {
    const lane = segmentsOf(
      changes.map(({ at, isUp }) => ({ at, name: isUp ? "up" : "down" })),
      end,
      (name) => (name === "up" ? color(stack) : TONES.bad),
    );
    return { name: stack, segments: lane };
  });
  const tenures = (what: string, rows: RunResult["owners"]): Lane[] =>
    [...byKey(rows, ({ of }) => of)].map(([of, changes]) => ({
      name: `${what} ${of}`,
      segments: segmentsOf(withDeaths(changes, run), end, (name) =>
        name === "nobody" || name.endsWith("(down)") ? TONES.bad : color(name),
      ),
    }));
  return [...stackLanes, ...tenures("owner", owners), ...tenures("active", activeTargets)];
}

/** A stack that is dead may count as owner or target: that stretch is named for what it is. */
function withDeaths(changes: RunResult["owners"], { stacks }: RunResult): Change[] {
  const times = [...new Set([...changes, ...stacks].map(({ at }) => at))].toSorted((a, b) => a - b);
  return times.map((at) => {
    const stack = lastBefore(changes, at)?.stack ?? null;
    if (stack === null) return { at, name: "nobody" };
    const isUp =
      lastBefore(
        stacks.filter((change) => change.stack === stack),
        at,
      )?.isUp ?? true;
    return isUp
      ? { at, name: stack }
      : { at, name: `${stack} (down)`, detail: "It still counts, though it is dead." };
  });
}

const STATE_TONES: readonly (readonly [RegExp, string])[] = [
  [/^(?:ready|running)$/, TONES.good],
  [/^(?:listening|starting|restarting|stopping|quiesc)/, TONES.warn],
  [/^(?:down|dead|hung|hangs|outOfMemory|givenUp|crash)/, TONES.bad],
];

/** Launchers and components; those that changed during the run come first. */
export function zoweLanes({ zowe, simulatedSeconds: end }: RunResult): Lane[] {
  const lanes = [...byKey(zowe?.turns ?? [], ({ name }) => name)].map(([name, turns]) => ({
    name,
    segments: segmentsOf(
      turns.map(({ at, to, why }) => ({ at, name: to, detail: why })),
      end,
      (state) => STATE_TONES.find(([pattern]) => pattern.test(state))?.[1] ?? TONES.idle,
    ),
  }));
  const changes = ({ segments }: Lane): boolean => segments.length > 1;
  return [...lanes.filter(changes), ...lanes.filter((lane) => !changes(lane))];
}

/** Workloads in containers. */
export function podLanes({ kubernetes, simulatedSeconds: end }: RunResult): Lane[] {
  return [...byKey(kubernetes?.readyPods ?? [], ({ workload }) => workload)].map(([name, counts]) => ({
    name,
    segments: segmentsOf(
      counts.map(({ at, ready, wanted }) => ({ at, name: `${ready} of ${wanted}` })),
      end,
      (count) => {
        const [ready = 0, wanted = 0] = count.split(" of ").map(Number);
        return ready >= wanted ? TONES.good : ready > 0 ? TONES.warn : TONES.bad;
      },
    ),
  }));
}

/** Changes at one instant count as the last of them; a change to the same is none. */
function segmentsOf(changes: readonly Change[], end: number, color: (name: string) => string): Segment[] {
  const segments: Segment[] = [];
  changes.forEach(({ at, name, detail = "" }, index) => {
    const to = changes[index + 1]?.at ?? end;
    const last = segments.at(-1);
    if (to <= at) return;
    if (last?.name === name && last.to === at) segments[segments.length - 1] = { ...last, to };
    else segments.push({ from: at, to, name, detail, color: color(name) });
  });
  return segments;
}

/** Told apart from each other, and from the red of what is down. */
const SYSTEM_COLORS = ["var(--s1)", "var(--s3)", "var(--s4)", "var(--s5)", "var(--s7)", "var(--s8)"] as const;

/** One colour for all that is of one system. */
function systemColors({ stacks }: RunResult): (stack: string) => string {
  const systems = [...new Set(stacks.map(({ stack }) => systemOf(stack)))];
  return (stack) =>
    SYSTEM_COLORS[Math.max(0, systems.indexOf(systemOf(stack))) % SYSTEM_COLORS.length] as string;
}

function systemOf(stack: string): string {
  return stack.split("/")[0] ?? stack;
}

function lastBefore<Row extends { readonly at: number }>(rows: readonly Row[], at: number): Row | undefined {
  return rows.findLast((row) => row.at <= at);
}

function byKey<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

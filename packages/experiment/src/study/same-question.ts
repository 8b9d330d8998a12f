/**
 * Whether two scenarios ask the same question of two systems: the same clients, the same faults, for the same time.
 *
 * The one may run on systems of a sysplex and the other on nodes of a cluster: then the loss of a node asks what the loss of a
 * system asks, and its start what an IPL asks, if each node stands for one system from the first entry to the last.
 */
import { printScenario, type ScenarioDocument } from "@sysplex/scenario";
import { parse } from "yaml";
import { canonicalJson } from "./canonical.js";

/** What has to be the same for a difference to be that of the systems, beside the timeline. */
const QUESTION = ["duration", "warmup", "clients", "probe"] as const;

type Timeline = ScenarioDocument["timeline"];
type Entry = Timeline[number];

/** A node of the one scenario, and the system of the other whose fate it shares. */
export interface Counterparts {
  readonly node: string;
  readonly system: string;
}

/** Parts of the question in which the two differ: `clients`, `timeline`. */
export function whatElseDiffers(a: ScenarioDocument, b: ScenarioDocument): readonly string[] {
  const [one, other] = [plain(a), plain(b)];
  const parts: string[] = QUESTION.filter((key) => canonicalJson(one[key]) !== canonicalJson(other[key]));
  return pairsOf(a, b) === undefined ? [...parts, "timeline"] : parts;
}

/** Machines of different kinds that have the same fate in the two, in the order of the timeline. */
export function counterparts(a: ScenarioDocument, b: ScenarioDocument): readonly Counterparts[] {
  const pairs = pairsOf(a, b)?.flatMap((pair) => pair ?? []) ?? [];
  return pairs.filter(({ node }, index) => pairs.findIndex((pair) => pair.node === node) === index);
}

/** Entry by entry: `null` for two that say the same. `undefined`: the timelines ask different things. */
function pairsOf(a: ScenarioDocument, b: ScenarioDocument): (Counterparts | null)[] | undefined {
  const [one, other] = [plain(a).timeline, plain(b).timeline];
  if (a.timeline.length !== b.timeline.length) return undefined;
  const pairs: (Counterparts | null)[] = [];
  for (const [index, entry] of a.timeline.entries()) {
    const isSame = canonicalJson(one[index]) === canonicalJson(other[index]);
    const pair = isSame ? null : counterpartsIn(entry, b.timeline[index] as Entry);
    if (pair === undefined) return undefined;
    pairs.push(pair);
  }
  return isOneToOne(pairs.flatMap((pair) => pair ?? [])) ? pairs : undefined;
}

function counterpartsIn(a: Entry, b: Entry): Counterparts | undefined {
  const [one, other] = [fateOf(a), fateOf(b)];
  if (a.at !== b.at || one?.does !== other?.does) return undefined;
  if (one?.kind === "node" && other?.kind === "system") return { node: one.name, system: other.name };
  if (one?.kind === "system" && other?.kind === "node") return { node: other.name, system: one.name };
  return undefined;
}

interface Fate {
  readonly kind: "node" | "system";
  readonly name: string;
  readonly does: "fail" | "hang" | "start";
}

/** What happens to a machine as a whole; `undefined`: the entry is about something else. */
function fateOf(entry: Entry): Fate | undefined {
  if (entry.verb === "cluster") {
    const { does, object } = entry;
    const isFate = does === "fail" || does === "hang" || does === "start";
    return object.kind === "node" && isFate ? { kind: "node", name: object.name, does } : undefined;
  }
  if (entry.verb !== "fail" && entry.verb !== "hang" && entry.verb !== "ipl") return undefined;
  if (entry.object.kind !== "system") return undefined;
  return { kind: "system", name: entry.object.system, does: entry.verb === "ipl" ? "start" : entry.verb };
}

function isOneToOne(pairs: readonly Counterparts[]): boolean {
  return pairs.every((pair) =>
    pairs.every(({ node, system }) => (node === pair.node) === (system === pair.system)),
  );
}

function plain(document: ScenarioDocument): Readonly<Record<string, unknown>> & {
  readonly timeline: readonly unknown[];
} {
  return parse(printScenario(document)) as ReturnType<typeof plain>;
}

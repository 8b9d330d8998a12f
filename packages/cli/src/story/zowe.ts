/** What happened inside Zowe: lives of launchers and components, what the launchers wrote, and how true the registries were. */
import type { RunResult, ZoweResult } from "@sysplex/scenario";
import { clock, columns, counted, printable } from "../plain-text.js";
import { section, type StoryOptions } from "./section.js";

/** More than this is for the machine-readable result. */
const TURNS_MAX = 60;
const LINES_MAX = 40;
const STALE_MAX = 12;

/** What of SYSPRINT a person looks for after a failure. */
const TELLING =
  /^(?:ZWEL00(?:04I|05I|38E|30E|66W|52W|53W|63W)|ZWEL03\d\d[EW]|ZWE(?:AM|AG|AS|AD|CS|D|S)\w*[EW])$/;

export function zoweStory({ zowe, kubernetes }: RunResult, { paint }: StoryOptions): string[] {
  if (zowe === null) return [];
  if (kubernetes !== null && zowe.turns.length === 0)
    return section("What became of the registry", registryLines(zowe), paint).concat(
      section("Entries of Discovery behind which nothing serves", staleLines(zowe), paint),
    );
  return section("What happened in Zowe", [...turnLines(zowe), ...metricLines(zowe)], paint).concat(
    section("What the launchers wrote, as far as it tells of trouble", sysprintLines(zowe), paint),
    section("Entries of Discovery behind which nothing serves", staleLines(zowe), paint),
  );
}

/** What is up when the run begins is no news. */
function turnLines({ turns }: ZoweResult): string[] {
  const news = turns.filter(({ at }) => at > 0);
  if (news.length === 0) return ["  Nothing started or ended."];
  const rows = news
    .slice(0, TURNS_MAX)
    .map(({ at, name, to, why }) => [clock(at), printable(name), `${STATES[to] ?? to}: ${printable(why)}`]);
  const left = news.length - rows.length;
  return [...columns(rows, { indent: 2 }), ...(left === 0 ? [] : [`  … and ${left} further changes`])];
}

const STATES: Readonly<Record<string, string>> = {
  listening: "its port is open",
  outOfMemory: "out of memory",
  hung: "hangs",
};

function metricLines({ metrics }: ZoweResult): string[] {
  const { starts, givenUp, evictions, selfPreservations } = metrics;
  return [
    `  In all: ${counted(starts ?? 0, "start")} of components, ${givenUp ?? 0} given up, ${counted(evictions ?? 0, "eviction")}, ` +
      `${counted(selfPreservations ?? 0, "time")} in self-preservation.`,
  ];
}

/** Nothing of it runs on z/OS. */
function registryLines({ metrics }: ZoweResult): string[] {
  const { evictions, selfPreservations, entriesAtEnd } = metrics;
  return [
    `  ${counted(evictions ?? 0, "eviction")}, ${counted(selfPreservations ?? 0, "time")} in self-preservation; ` +
      `${counted(entriesAtEnd ?? 0, "entry", "entries")} when the run ends.`,
  ];
}

function sysprintLines({ sysprint }: ZoweResult): string[] {
  const told = sysprint.filter(({ at, id }) => at > 0 && TELLING.test(id));
  const rows = told
    .slice(0, LINES_MAX)
    .map(({ at, launcher, id, text }) => [clock(at), printable(launcher), `${id} ${printable(text)}`]);
  const left = told.length - rows.length;
  return [...columns(rows, { indent: 2 }), ...(left === 0 ? [] : [`  … and ${left} further lines`])];
}

function staleLines({ staleEntries }: ZoweResult): string[] {
  const rows = staleEntries
    .slice(0, STALE_MAX)
    .map(({ at, discovery, count }) => [
      clock(at),
      printable(discovery),
      `${counted(count, "entry", "entries")}`,
    ]);
  const left = staleEntries.length - rows.length;
  return [...columns(rows, { indent: 2 }), ...(left === 0 ? [] : [`  … and ${left} further changes`])];
}

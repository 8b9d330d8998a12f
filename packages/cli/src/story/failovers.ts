/** Each failover: how long, which phase took how much of it, and the rule or number behind every part. */
import type { Explanation, FailoverResult, PhasesResult, RunResult, ServiceResult } from "@sysplex/scenario";
import { clock, hang, printable, secondsCell, secondsText } from "../plain-text.js";
import { section, type StoryOptions } from "./section.js";

/** What each phase ends with. */
const PHASES: readonly (readonly [keyof PhasesResult, string])[] = [
  ["detect", "the sysplex knows"],
  ["decide", "it is decided what to do"],
  ["move", "address and active target have moved"],
  ["accept", "a connection is accepted"],
  ["recover", "a request succeeds"],
];

/** The same, where pods serve. */
const CLUSTER_ENDINGS: Readonly<Record<keyof PhasesResult, string>> = {
  detect: "the cluster knows",
  decide: "a pod is Ready",
  move: "the nodes lead to it",
  accept: "a connection is accepted",
  recover: "a request succeeds",
};

/** What ends the detection, by who it was. */
const NOTICED: Readonly<Record<FailoverResult["noticedBy"], string>> = {
  sysplex: "the sysplex knows",
  cluster: "the cluster knows",
  people: "people act",
  nobody: "over, and nobody had noticed",
};

const BAR_WIDTH = 40;

/** A service that flaps has hundreds; the first ones show the pattern. */
const TOLD_MAX = 12;

export function failoversStory({ services }: RunResult, { paint }: StoryOptions): string[] {
  return Object.entries(services).flatMap(([service, result]) => {
    const { failovers } = result;
    const lines = failovers
      .slice(0, TOLD_MAX)
      .flatMap((failover, index) => [...(index === 0 ? [] : [""]), ...failoverLines(failover, paint)]);
    const left = failovers.length - TOLD_MAX;
    const more = left > 0 ? ["", `  … and ${left} more; --json has them all`] : [];
    const none = hang("  ", printable(noneText(result)));
    return section(
      `Failovers of ${printable(service)}`,
      failovers.length === 0 ? none : [...lines, ...more],
      paint,
    );
  });
}

/** A service may be without failovers because it never was lost, or because it never worked. */
function noneText({ wasServed, unservedAtEnd, requests }: ServiceResult): string {
  if (!wasServed) return `None; never worked: ${unservedAtEnd ?? "no server took connections"}.`;
  if (requests.sent > 0 && requests.succeeded === 0) {
    const kinds = Object.entries(requests.byFailure).filter(([, count]) => count > 0);
    const how = kinds.map(([kind, count]) => `${count} ${kind}`).join(", ") || "none was answered";
    return `None; never worked: connections reach a server, and no request succeeds (${how}).`;
  }
  return "None: nothing that happened took the service from its target.";
}

function failoverLines(failover: FailoverResult, paint: StoryOptions["paint"]): string[] {
  const { kind, cause, causedAt, from, to, at, timeToFailoverSeconds, phases, explanation } = failover;
  const ofCluster = to === null ? "no pod serves any more" : "pods serve again";
  const where =
    from === "cluster"
      ? ofCluster
      : kind === "recovery"
        ? `${to} again`
        : `${from ?? "nobody"} → ${to ?? "nobody"}`;
  const when = causedAt === at ? "" : ` at ${clock(causedAt)}`;
  const head = `  ${kind} at ${clock(at)}, ${printable(cause)}${when}: ${printable(where)}`;
  if (phases === null || timeToFailoverSeconds === null) {
    const never = `${head}: ${paint.red("no request succeeded again")}`;
    return [never, ...explanation.flatMap((part) => partLines(part))];
  }
  const longest = Math.max(...(Object.values(phases) as number[]));
  return [
    `${head}: ${paint.bold(`${secondsText(timeToFailoverSeconds)} s`)}`,
    ...PHASES.flatMap(([phase, ending]) => [
      phaseLine(phase, phases[phase], longest, endingOf(failover, phase, ending)),
      ...explanation.filter((part) => part.phase === phase).flatMap(partLines),
    ]),
  ];
}

function endingOf({ from, noticedBy }: FailoverResult, phase: keyof PhasesResult, ending: string): string {
  if (from === "cluster" && (phase !== "detect" || noticedBy === "sysplex")) return CLUSTER_ENDINGS[phase];
  return phase === "detect" ? NOTICED[noticedBy] : ending;
}

function phaseLine(phase: string, seconds: number, longest: number, ending: string): string {
  const length = longest === 0 ? 0 : Math.ceil((seconds / longest) * BAR_WIDTH);
  const bar = "█".repeat(length).padEnd(BAR_WIDTH);
  return `    ${phase.padEnd(7)}${secondsCell(seconds)} s  ${bar}  ${ending}`;
}

/** `         45.000    s  SYSA misses … [documented: z/OS MVS …]` */
function partLines(part: Explanation): string[] {
  const length = part.seconds === null ? "to the end     " : `${secondsCell(part.seconds)} s`;
  const head = `           ${length}    `;
  const mark = standingMark(part);
  return [
    ...hang(head, printable(part.because)),
    ...(mark === "" ? [] : hang(" ".repeat(head.length), `[${printable(mark)}]`)),
  ];
}

/** An assumed number by its name, under which it is listed and can be set; a rule by its document or file. */
function standingMark({ standing, source, parameters }: Explanation): string {
  if (standing === "observed") return "";
  if (standing === "assumed") return `assumed: ${parameters.join(", ")}`;
  return source === "" ? standing : `${standing}: ${source}`;
}

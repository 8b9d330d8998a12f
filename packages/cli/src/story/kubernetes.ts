/** What happened in the cluster: its events, how many pods were Ready, and the pods when the run ends. */
import type { KubernetesResult, PodResult, RunResult } from "@sysplex/scenario";
import { clock, columns, counted, printable, secondsText } from "../plain-text.js";
import { section, type StoryOptions } from "./section.js";

/** More than this is for the machine-readable result. */
const EVENTS_MAX = 60;
const COUNTS_MAX = 30;

export function kubernetesStory({ kubernetes }: RunResult, { paint }: StoryOptions): string[] {
  if (kubernetes === null) return [];
  const isCompose = kubernetes.orchestrator === "compose";
  const where = isCompose ? "on the host with docker compose" : "in the cluster";
  const what = isCompose ? "Containers" : "Pods";
  return section(`${what} when the run begins`, podLines(kubernetes.podsAtStart), paint).concat(
    section(`What happened ${where}`, [...eventLines(kubernetes), ...metricLines(kubernetes)], paint),
    section(`${what} that were Ready, of those wanted`, countLines(kubernetes), paint),
    section(`${what} when the run ends`, podLines(kubernetes.pods), paint),
  );
}

interface Repeated {
  readonly event: KubernetesResult["events"][number];
  count: number;
  until: number;
}

/** As kubectl does it, what is said again of the same object is counted. */
function eventLines({ events }: KubernetesResult): string[] {
  if (events.length === 0) return ["  Nothing."];
  const told: Repeated[] = [];
  for (const event of events) {
    const last = told.findLast(({ event: { object } }) => object === event.object);
    const isAgain = last?.event.reason === event.reason && last.event.message === event.message;
    if (last !== undefined && isAgain) {
      last.count += 1;
      last.until = event.at;
    } else told.push({ event, count: 1, until: event.at });
  }
  const rows = told.slice(0, EVENTS_MAX).map(({ event: { at, reason, object, message }, count, until }) => {
    const more = count === 1 ? "" : ` (${count} of these until ${clock(until)})`;
    return [clock(at), reason, printable(object), `${printable(message)}${more}`];
  });
  const left = told.length - rows.length;
  return [...columns(rows, { indent: 2 }), ...(left === 0 ? [] : [`  … and ${left} further events`])];
}

function metricLines({ metrics }: KubernetesResult): string[] {
  const { restarts, newPods, notReadyTime } = metrics;
  return [
    `  In all: ${counted(restarts ?? 0, "restart")} of containers, ${counted(newPods ?? 0, "new pod")}; ` +
      `for at most ${secondsText(notReadyTime ?? 0)} s a workload had fewer Ready pods than wanted.`,
  ];
}

/** What is there when the run begins is no news. */
function countLines({ readyPods }: KubernetesResult): string[] {
  const news = readyPods.filter(({ at }) => at > 0);
  const rows = news
    .slice(0, COUNTS_MAX)
    .map(({ at, workload, ready, wanted }) => [clock(at), printable(workload), `${ready} of ${wanted}`]);
  const left = news.length - rows.length;
  return [...columns(rows, { indent: 2 }), ...(left === 0 ? [] : [`  … and ${left} further changes`])];
}

function podLines(pods: readonly PodResult[]): string[] {
  if (pods.length === 0) return ["  None."];
  const rows = pods.map(({ pod, isReady, status, restarts, address, node }) => [
    printable(pod),
    isReady ? "Ready" : "not Ready",
    status,
    counted(restarts, "restart"),
    address ?? "no address",
    node ?? "no node",
  ]);
  return columns(rows, { indent: 2 });
}

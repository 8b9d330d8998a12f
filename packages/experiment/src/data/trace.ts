/**
 * One run as a trace that Chrome (about:tracing) and Perfetto (ui.perfetto.dev) open: the timeline, who owned and served what,
 * outages, failovers with their causes, messages.
 *
 * Only the result of the run is read, and what was recorded of the kernel's events, where that was: rare kinds by their
 * instants, all others by how many there were in each stretch. Single requests are none of it.
 *
 * @source Trace Event Format, the Chromium project: complete events `X`, instants `i`, counters `C`, metadata `M`; times in
 *   microseconds.
 */
import type { RunResult, TenureResult } from "@sysplex/scenario";
import { criticalPath } from "../outage/attribute.js";
import { CAUSES } from "../outage/causes.js";
import { wholeMicros } from "../study/outcome.js";
import type { KernelTrack } from "./kernel-events.js";

export interface TraceEvent {
  readonly ph: "X" | "i" | "C" | "M";
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly s?: "g" | "t";
  readonly cat?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

export interface Trace {
  readonly displayTimeUnit: "ms";
  readonly otherData: Readonly<Record<string, string>>;
  readonly traceEvents: readonly TraceEvent[];
}

export function traceOfRun(result: RunResult, kernel: readonly KernelTrack[] = []): Trace {
  const end = wholeMicros(result.simulatedSeconds);
  const lanes = new Lanes();
  const events: TraceEvent[] = [
    ...timelineEvents(result, lanes),
    ...tenureEvents("owner of", result.owners, end, lanes),
    ...tenureEvents("active for", result.activeTargets, end, lanes),
    ...stackEvents(result, end, lanes),
    ...serviceEvents(result, end, lanes),
    ...messageEvents(result, lanes),
  ];
  const { scenario, seed, version, fingerprint } = result;
  return {
    displayTimeUnit: "ms",
    otherData: { scenario, seed, version, fingerprint },
    traceEvents: [...lanes.names(scenario), ...events, ...kernelEvents(kernel, end)],
  };
}

const PROCESS = 1;
/** The kernel's events are a process of their own, which a viewer folds away. */
const KERNEL = 2;

/** A lane for each thing that is watched, in the order in which they are first spoken of. */
class Lanes {
  private readonly numbers = new Map<string, number>();

  constructor(private readonly pid = PROCESS) {}

  of(name: string): { pid: number; tid: number } {
    const tid = this.numbers.get(name) ?? this.numbers.size + 1;
    this.numbers.set(name, tid);
    return { pid: this.pid, tid };
  }

  names(process: string): TraceEvent[] {
    const of = (name: string, tid: number, args: object): TraceEvent => ({
      ph: "M",
      name,
      pid: this.pid,
      tid,
      args: { ...args },
    });
    return [
      of("process_name", 0, { name: process }),
      ...[...this.numbers].flatMap(([name, tid]) => [
        of("thread_name", tid, { name }),
        of("thread_sort_index", tid, { sort_index: tid }),
      ]),
    ];
  }
}

function timelineEvents({ timeline }: RunResult, lanes: Lanes): TraceEvent[] {
  return timeline.map(({ at, what, refusal }) => ({
    ph: "i",
    s: "g",
    name: what,
    cat: "timeline",
    ts: wholeMicros(at),
    ...lanes.of("timeline"),
    ...(refusal === undefined ? {} : { args: { refusal } }),
  }));
}

function tenureEvents(
  lane: string,
  tenures: readonly TenureResult[],
  end: number,
  lanes: Lanes,
): TraceEvent[] {
  return tenures.flatMap(({ at, of, stack }, index) => {
    const next = tenures.slice(index + 1).find((later) => later.of === of);
    if (stack === null) return [];
    const ts = wholeMicros(at);
    const to = next === undefined ? end : wholeMicros(next.at);
    return [span(stack, "tenure", ts, to, lanes.of(`${lane} ${of}`))];
  });
}

function stackEvents({ stacks }: RunResult, end: number, lanes: Lanes): TraceEvent[] {
  return stacks.flatMap(({ at, stack, isUp }, index) => {
    const next = stacks.slice(index + 1).find((later) => later.stack === stack);
    const to = next === undefined ? end : wholeMicros(next.at);
    return isUp ? [span("up", "stack", wholeMicros(at), to, lanes.of(stack))] : [];
  });
}

function serviceEvents({ services }: RunResult, end: number, lanes: Lanes): TraceEvent[] {
  return Object.entries(services).flatMap(([name, { outages, failovers }]) => [
    ...outages.map(({ from, to }) =>
      span(
        "outage",
        "outage",
        wholeMicros(from),
        to === null ? end : wholeMicros(to),
        lanes.of(`${name} outages`),
      ),
    ),
    ...failovers.flatMap((failover) => {
      const { timeToFailoverSeconds: length, at, kind, cause } = failover;
      const to = length === null ? end : wholeMicros(at) + wholeMicros(length);
      return [
        { ...span(kind, "failover", wholeMicros(at), to, lanes.of(`${name} failovers`)), args: { cause } },
        ...criticalPath(failover, to).map((part) =>
          span(titleOf(part.cause), "cause", part.from, part.to, lanes.of(`${name} waits for`)),
        ),
      ];
    }),
  ]);
}

function messageEvents({ messages }: RunResult, lanes: Lanes): TraceEvent[] {
  return messages.map(({ at, system, id, text }) => ({
    ph: "i",
    s: "t",
    name: id,
    cat: "message",
    ts: wholeMicros(at),
    ...lanes.of(`console of ${system}`),
    args: { text },
  }));
}

function kernelEvents(tracks: readonly KernelTrack[], end: number): TraceEvent[] {
  if (tracks.length === 0) return [];
  const lanes = new Lanes(KERNEL);
  const events = tracks.flatMap((track) =>
    track.instants === null ? counterEvents(track, end) : instantEvents(track, track.instants, lanes),
  );
  return [...lanes.names("events of the kernel"), ...events];
}

function instantEvents({ kind }: KernelTrack, instants: readonly number[], lanes: Lanes): TraceEvent[] {
  return instants.map((ts) => ({ ph: "i", s: "t", name: kind, cat: "kernel", ts, ...lanes.of(kind) }));
}

/** A counter keeps its value until the next one: so only changes are told, and 0 at the end. */
function counterEvents({ kind, counts, stretchMicros }: KernelTrack, end: number): TraceEvent[] {
  const value = (ts: number, events: number): TraceEvent => {
    return { ph: "C", name: kind, cat: "kernel", ts, pid: KERNEL, tid: 0, args: { events } };
  };
  const changes = counts.flatMap((count, index) =>
    index > 0 && counts[index - 1] === count ? [] : [value(index * stretchMicros, count)],
  );
  return [...changes.filter(({ ts = 0 }) => ts < end), value(end, 0)];
}

function span(
  name: string,
  cat: string,
  from: number,
  to: number,
  lane: { readonly pid: number; readonly tid: number },
): TraceEvent {
  return { ph: "X", name, cat, ts: from, dur: Math.max(0, to - from), ...lane };
}

function titleOf(cause: string): string {
  return CAUSES.find((row) => row.cause === cause)?.title ?? cause;
}

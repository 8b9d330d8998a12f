/**
 * Each microsecond of an outage, and of a time to failover, has exactly one cause: what the critical path was waiting for at
 * that instant, as the failover's explanation tells it. Where no failover tells anything, and requests reached a server,
 * what hindered them there is the cause; of several, the one that explains what the others cannot.
 *
 * Only the result of the run is read. The causes add up to the total exactly, because lengths of time are cut, never rounded.
 */
import { HINDRANCES, type FailoverResult, type ServiceResult } from "@sysplex/scenario";
import { wholeMicros } from "../study/outcome.js";
import { CAUSES, type Cause, type CauseMicros } from "./causes.js";

/** A stretch of the critical path: from `from` up to, and not including, `to`. Microseconds since the start. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly cause: Cause;
}

/** The time to failover by cause; empty for one that did not end. */
export function attributeFailover(failover: FailoverResult): CauseMicros {
  const { timeToFailoverSeconds } = failover;
  if (timeToFailoverSeconds === null) return {};
  const end = wholeMicros(failover.at) + wholeMicros(timeToFailoverSeconds);
  return sums(criticalPath(failover, end));
}

/** The outage of a service by cause. @param end The end of the run, in microseconds. */
export function attributeOutage(service: ServiceResult, end: number): CauseMicros {
  const path = withHindrances(
    service.failovers.flatMap((failover) => criticalPath(failover, endOf(failover, end))),
    service,
    end,
  );
  const outages = service.outages.map(({ from, to }) => ({
    from: wholeMicros(from),
    to: to === null ? end : wholeMicros(to),
  }));
  const stretches = outages.flatMap((outage) => cutInto(outage, path));
  const told = outages.reduce((sum, { from, to }) => sum + (to - from), 0);
  // A result lists the first thousand outages, and tells the length of all.
  const untold = wholeMicros(service.outageSeconds) - told;
  return sums([...stretches, { from: 0, to: untold, cause: "unexplained" }]);
}

/** What a failover waited for, stretch by stretch, from its beginning to `end`. */
export function criticalPath({ at, explanation }: FailoverResult, end: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let from = wholeMicros(at);
  for (const part of explanation) {
    const to = part.seconds === null ? end : Math.min(end, from + wholeMicros(part.seconds));
    if (to > from) stretches.push({ from, to, cause: part.cause });
    from = Math.max(from, to);
  }
  return from < end ? [...stretches, { from, to: end, cause: "unexplained" }] : stretches;
}

/** The path with what hindered requests meanwhile and behind it, in the order of time; no two stretches overlap. */
function withHindrances(
  path: readonly Stretch[],
  { hindrances = [] }: ServiceResult,
  end: number,
): readonly Stretch[] {
  const lying = (cause: Cause): Stretch[] =>
    hindrances
      .filter((hindrance) => hindrance.cause === cause)
      .map(({ from, to }) => ({ from: wholeMicros(from), to: to === null ? end : wholeMicros(to), cause }));
  const told = path.filter(({ cause }) => cause !== "unexplained");
  const untold = path.filter(({ cause }) => cause === "unexplained");
  let whole: readonly Stretch[] = told;
  for (const layer of [...HINDRANCES.map(lying), untold]) {
    const over = whole;
    whole = [...over, ...layer.flatMap((stretch) => outside(stretch, over))].sort((a, b) => a.from - b.from);
  }
  return whole;
}

/** What of a stretch the others, in the order of time, leave free. */
function outside(stretch: Stretch, others: readonly Stretch[]): Stretch[] {
  const free: Stretch[] = [];
  let at = stretch.from;
  for (const { from, to } of others) {
    if (from >= stretch.to) break;
    if (from > at) free.push({ ...stretch, from: at, to: from });
    at = Math.max(at, to);
  }
  return at < stretch.to ? [...free, { ...stretch, from: at }] : free;
}

function endOf({ at, timeToFailoverSeconds }: FailoverResult, endOfRun: number): number {
  return timeToFailoverSeconds === null ? endOfRun : wholeMicros(at) + wholeMicros(timeToFailoverSeconds);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** An outage laid over the critical path. What no stretch covers lies before a failover, behind one, or by itself. */
function cutInto(outage: Span, path: readonly Stretch[]): Stretch[] {
  const touching = path.filter(({ from, to }) => from < outage.to && to > outage.from);
  if (touching.length === 0) return [{ ...outage, cause: "unexplained" }];
  const cut: Stretch[] = [];
  let at = outage.from;
  for (const { from, to, cause } of touching) {
    if (from > at) cut.push({ from: at, to: from, cause: cut.length === 0 ? "inFlight" : "probe" });
    const start = Math.max(at, from);
    const stop = Math.min(to, outage.to);
    if (stop > start) cut.push({ from: start, to: stop, cause });
    at = Math.max(at, stop);
  }
  if (at < outage.to) cut.push({ from: at, to: outage.to, cause: "probe" });
  return cut;
}

/** In the order of the causes; those that did not happen are left out. */
function sums(stretches: readonly Stretch[]): CauseMicros {
  const total = new Map<Cause, number>();
  for (const { from, to, cause } of stretches) total.set(cause, (total.get(cause) ?? 0) + to - from);
  return Object.fromEntries(
    CAUSES.flatMap(({ cause }) => {
      const micros = total.get(cause) ?? 0;
      return micros === 0 ? [] : [[cause, micros]];
    }),
  );
}

/**
 * Requests reach a server, and none succeeds: how much of that time belongs to what is behind a Gateway, to a new logon, to
 * the registry, and to a circuit breaker. What a rule or a number gives stays.
 */
import { after, between, seconds, type Instant } from "@sysplex/sim-core";
import { foremost, type Hindrance } from "../measure/hindrances.js";
import { seenReason, type Explained, type Part, type Reason } from "./explained.js";

/** @assumption A request that takes longer has met more than a busy server. */
export const LONGEST_ANSWER = seconds(5);

/** The parts of a recovery that begins at `from`, cut where a hindrance lay over them. */
export function hindered(
  { hindrances }: Pick<Explained, "hindrances">,
  from: Instant,
  parts: readonly Part[],
): Part[] {
  const cuts: Part[] = [];
  let at = from;
  for (const part of parts) {
    const fitting = hindrances.filter((hindrance) => mayTakePlaceOf(part, hindrance));
    cuts.push(...cutBy(fitting, at, part));
    at = after(at, part.length);
  }
  return cuts;
}

/** The reason of what lasts to the end of the run. */
export function hindranceReason({ cause, because }: Hindrance): Reason {
  return seenReason(cause, `as ${because}`);
}

/** A first answer that came at once has waited for nothing but a logon. */
function mayTakePlaceOf({ length, reason }: Part, { cause }: Hindrance): boolean {
  if (cause === "newLogon") return reason.standing === "observed" || reason.cause === "answer";
  return reason.standing === "observed" && length >= LONGEST_ANSWER;
}

function cutBy(hindrances: readonly Hindrance[], from: Instant, part: Part): Part[] {
  const to = after(from, part.length);
  const ends = hindrances.flatMap((one) => [one.from, one.to ?? to]).filter((at) => at > from && at < to);
  const edges = [...new Set([from, ...ends, to])].sort((a, b) => a - b);
  return edges.slice(1).map((edge, index) => {
    const start = edges[index] as Instant;
    const over = foremost(hindrances.filter((one) => one.from <= start && (one.to ?? Infinity) >= edge));
    return { length: between(start, edge), reason: over === undefined ? part.reason : hindranceReason(over) };
  });
}

/** Heartbeats as arithmetic: when the last one was and how many there were, without an event for any of them. */
import { after, between, times, type Duration, type Instant } from "@sysplex/sim-core";
import type { PastRenewals, Renewals } from "./state.js";

/** The first instant of `origin`, `origin + period`, … that is not before `earliest`. */
export function firstOnGrid(origin: Instant, period: Duration, earliest: Instant): Instant {
  if (earliest <= origin) return origin;
  return (origin + Math.ceil(between(origin, earliest) / period) * period) as Instant;
}

/** The last of `origin`, `origin + period`, … at or before `now`; `undefined` before the first. */
export function lastOnGrid(origin: Instant, period: Duration, now: Instant): Instant | undefined {
  if (now < origin) return undefined;
  return (origin + Math.floor(between(origin, now) / period) * period) as Instant;
}

/** The last renewal at or before `now`. One that is due at the very instant of a failure was made. */
export function lastRenewal({ first, period }: Renewals, now: Instant): Instant | undefined {
  return lastOnGrid(first, period, now);
}

/** Renewals from `from` on, and before `until`. */
export function renewalCount(renewals: Renewals, from: Instant, until: Instant): number {
  return Math.max(0, countBefore(renewals, until) - countBefore(renewals, from));
}

function countBefore({ first, period }: Renewals, instant: Instant): number {
  return instant <= first ? 0 : Math.ceil(between(first, instant) / period);
}

/**
 * When a client whose heartbeat hangs since `since` sends another one beside it: each counts as failed after a period, and the
 * pause before the next doubles.
 *
 *     period 30 s, bound 10   90 s, 240 s, 510 s, 840 s, … after the first
 *
 * @param bound The longest pause, in periods.
 * @source Netflix eureka-client TimedSupervisorTask.
 */
export function nextBesideHanging(
  since: Instant,
  period: Duration,
  bound: number,
  earliest: Instant,
): Instant {
  let at = since;
  for (let pause = 2; ; pause = Math.min(2 * pause, bound)) {
    at = after(at, times(period, 1 + pause));
    if (at >= earliest) return at;
  }
}

/** The counts as they stand when `minute` is the present one. */
export function rolledTo(past: PastRenewals, minute: Instant, length: Duration): PastRenewals {
  if (past.minute === minute) return past;
  const isNext = after(past.minute, length) === minute;
  return { minute, present: 0, before: isNext ? past.present : 0 };
}

/** Adds what somebody who ceases `now` has renewed in the present minute and in the one before it. */
export function withCeased(
  past: PastRenewals,
  renewals: Renewals,
  now: Instant,
  length: Duration,
): PastRenewals {
  const previous = (past.minute - length) as Instant;
  return {
    minute: past.minute,
    present: past.present + renewalCount(renewals, past.minute, (now + 1) as Instant),
    before: past.before + renewalCount(renewals, previous, past.minute),
  };
}

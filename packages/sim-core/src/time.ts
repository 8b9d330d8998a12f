/**
 * Simulated time: whole microseconds in a JavaScript number, exact for 285 years.
 *
 * An {@link Instant} is a point on the simulation's own clock, which starts at 0; a {@link Duration} is a distance.
 * Both are branded, so that a raw number, or one in place of the other, does not type-check.
 */
declare const instantBrand: unique symbol;
declare const durationBrand: unique symbol;

/** A point in simulated time, in microseconds since the simulation's start. */
export type Instant = number & { readonly [instantBrand]: true };

/** A distance in simulated time, in microseconds. */
export type Duration = number & { readonly [durationBrand]: true };

const MICROS_PER_MILLI = 1_000;
const MICROS_PER_SECOND = 1_000_000;

/** The first instant of every simulation. */
export const START = 0 as Instant;

/** No time at all. */
export const NO_TIME = 0 as Duration;

/** `count` microseconds. */
export function micros(count: number): Duration {
  return wholeMicros(count);
}

/** `count` milliseconds, rounded to a whole microsecond. */
export function millis(count: number): Duration {
  return wholeMicros(count * MICROS_PER_MILLI);
}

/** `count` seconds, rounded to a whole microsecond. */
export function seconds(count: number): Duration {
  return wholeMicros(count * MICROS_PER_SECOND);
}

/** `count` minutes, rounded to a whole microsecond. */
export function minutes(count: number): Duration {
  return wholeMicros(count * 60 * MICROS_PER_SECOND);
}

/** `count` hours, rounded to a whole microsecond. */
export function hours(count: number): Duration {
  return wholeMicros(count * 3_600 * MICROS_PER_SECOND);
}

/** The instant that lies `distance` after `instant`. */
export function after(instant: Instant, distance: Duration): Instant {
  return (instant + distance) as Instant;
}

/** The distance from `start` to `end`; negative when `end` is earlier. */
export function between(start: Instant, end: Instant): Duration {
  return (end - start) as Duration;
}

/** `a` and `b` together. */
export function plus(a: Duration, b: Duration): Duration {
  return (a + b) as Duration;
}

/** What is left of `a` without `b`; negative when `b` is longer. */
export function minus(a: Duration, b: Duration): Duration {
  return (a - b) as Duration;
}

/** `factor` times `duration`, rounded to a whole microsecond. */
export function times(duration: Duration, factor: number): Duration {
  return wholeMicros(duration * factor);
}

/** The longer of two distances. */
export function longer(a: Duration, b: Duration): Duration {
  return a >= b ? a : b;
}

/** As a number of seconds, for printing and for statistics. */
export function inSeconds(time: Instant | Duration): number {
  return time / MICROS_PER_SECOND;
}

/** As a number of milliseconds, for printing and for statistics. */
export function inMillis(time: Instant | Duration): number {
  return time / MICROS_PER_MILLI;
}

/** Rounds to the nearest whole microsecond; refuses what is not a finite number. */
function wholeMicros(count: number): Duration {
  if (!Number.isFinite(count)) throw new RangeError(`A duration must be a finite number, not ${count}`);
  return Math.round(count) as Duration;
}

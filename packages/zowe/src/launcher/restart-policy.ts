/**
 * How the launcher counts failures and how long it waits: pure rules.
 *
 * @source zowe/launcher src/main.c, handle_comp_comm: the comparison uses the constant 90, not minUptime, and after a long
 * run the count is 1, not 0.
 */
import { inSeconds, type Duration, type Instant } from "@sysplex/sim-core";

/** As `time()` sees it: the difference of two whole seconds of the clock. */
export function uptimeSeconds(spawnedAt: Instant, now: Instant): number {
  return Math.floor(inSeconds(now)) - Math.floor(inSeconds(spawnedAt));
}

/** The count after one more end of the component. */
export function failuresAfter(failCount: number, uptime: number, minUptime: Duration): number {
  return uptime > inSeconds(minUptime) ? 1 : failCount + 1;
}

/** How long to wait before the next start; `undefined`: the component is given up. */
export function restartDelay(failCount: number, intervals: readonly Duration[]): Duration | undefined {
  return intervals[failCount - 1];
}

/** When a loop that looks every `poll` sees what has happened `elapsed` after it began. */
export function nextPoll(elapsed: number, poll: Duration): Duration {
  return (Math.max(1, Math.ceil(elapsed / poll)) * poll) as Duration;
}

/**
 * How many of the threads that pass heartbeats on to a peer wait for answers which come too late.
 *
 * No event is spent on the single batches of heartbeats: the number is worked out from their rate.
 *
 *     wanted = batches a second × sendings of each × read time-out          a queue's busy servers
 *
 * Simplified: a heartbeat is alone in its batch, unless more than one comes within the longest wait for a batch; a thread that
 * is stuck delays nothing but its own batch.
 * @source zowe/api-layer issue 4777: a loop of 15 s read time-out and 1 s sleep, in all threads at once.
 */
import { inSeconds, plus, type Duration } from "@sysplex/sim-core";

export interface BatchLoad {
  readonly renewalsPerSecond: number;
  /** The longest wait for a batch. */
  readonly batchingDelay: Duration;
  /** Until the peer answers. */
  readonly batchDuration: Duration;
  readonly readTimeout: Duration;
  /** Before a batch is sent again. */
  readonly sleep: Duration;
  /** A batch is not sent again after it. */
  readonly lifetime: Duration;
  readonly threads: number;
}

/** 0 where answers come in time. */
export function stuckThreads({
  renewalsPerSecond,
  batchingDelay,
  batchDuration,
  readTimeout,
  sleep,
  lifetime,
  threads,
}: BatchLoad): number {
  if (batchDuration <= readTimeout) return 0;
  const batchesPerSecond =
    batchingDelay === 0 ? renewalsPerSecond : Math.min(renewalsPerSecond, 1 / inSeconds(batchingDelay));
  const sendings = 1 + Math.floor(lifetime / plus(readTimeout, sleep));
  const wanted = batchesPerSecond * sendings * inSeconds(readTimeout);
  return Math.min(threads, Math.ceil(wanted));
}

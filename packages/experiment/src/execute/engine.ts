/**
 * What the JavaScript engine is told where threads of ours keep every core busy.
 *
 * Its helper threads collect garbage and compile on cores that are free: here none is. Both settings change when the engine works,
 * never what is computed.
 */
import { setFlagsFromString } from "node:v8";

/** From this major version of V8 on, calls decide when a function is compiled anew; before it, bytes of byte code that were run. */
const COUNTS_CALLS_FROM = 12;

/**
 * Eight times the engine's own number, for functions that run once or twice in a replication are else compiled one after another for
 * hundreds of replications.
 *
 * @measured 200 replications of zosmf-lpar-loss-sfm from a cold start, Node 20: one thread keeps 1.11 cores busy in place of 1.20,
 * in the same time.
 */
const WARM_CALLS = 24_000;
const WARM_BYTES = 540_672;

/** For the whole process. May be told again. */
export function leaveCoresToThreads(): void {
  const major = Number.parseInt(process.versions.v8, 10);
  // A helper that waits for a core is waited for.
  setFlagsFromString("--no-parallel-scavenge");
  setFlagsFromString(
    major < COUNTS_CALLS_FROM
      ? `--interrupt-budget=${WARM_BYTES}`
      : `--invocation-count-for-turbofan=${WARM_CALLS}`,
  );
}

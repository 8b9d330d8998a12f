/** What a gateway counts. */
import type { Forkable } from "@sysplex/sim-core";
import { outcomeNames, retryCauses, type OutcomeName, type RetryCause } from "./outcomes.js";

export class GatewayCounts implements Forkable {
  received = 0;
  dropped = 0;
  cpuSeconds = 0;
  /** By outcome, by cause. */
  private readonly ended = new Float64Array(outcomeNames.length);
  private readonly retries = new Float64Array(retryCauses.length);

  noteEnd(outcome: number): void {
    this.ended[outcome] = (this.ended[outcome] as number) + 1;
  }

  noteRetry(cause: RetryCause): void {
    const row = retryCauses.indexOf(cause);
    this.retries[row] = (this.retries[row] as number) + 1;
  }

  get endedByName(): Readonly<Record<OutcomeName, number>> {
    return byName(outcomeNames, this.ended);
  }

  get retriesByCause(): Readonly<Record<RetryCause, number>> {
    return byName(retryCauses, this.retries);
  }

  copyFrom(twin: GatewayCounts): void {
    this.received = twin.received;
    this.dropped = twin.dropped;
    this.cpuSeconds = twin.cpuSeconds;
    this.ended.set(twin.ended);
    this.retries.set(twin.retries);
  }
}

function byName<Name extends string>(
  names: readonly Name[],
  counts: Float64Array,
): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, index) => [name, counts[index]])) as Record<Name, number>;
}

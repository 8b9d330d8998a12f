/**
 * The workers of one Desktop server: which of them serve, and which is busy with a request.
 *
 * Simplified: the number of workers does not follow the load.
 * @source zlux-server-framework lib/clusterManager.js.
 */
import type { Forkable } from "@sysplex/sim-core";

const WORKERS_MAX = 64;

/** No worker. */
export const NO_WORKER = -1;

export class Workers implements Forkable {
  private readonly serves = new Uint8Array(WORKERS_MAX);
  private readonly isBusy = new Uint8Array(WORKERS_MAX);
  private serving = 0;
  /** Which worker got the last websocket. */
  private turn = 0;

  /** Workers that serve. */
  get count(): number {
    return this.serving;
  }

  copyFrom(twin: Workers): void {
    this.serves.set(twin.serves);
    this.isBusy.set(twin.isBusy);
    this.serving = twin.serving;
    this.turn = twin.turn;
  }

  /** It serves from now on. @returns False: it did before. */
  begin(worker: number): boolean {
    if (this.serves[worker] === 1) return false;
    this.serves[worker] = 1;
    this.isBusy[worker] = 0;
    this.serving += 1;
    return true;
  }

  /** @returns False: it did not serve. */
  end(worker: number): boolean {
    if (this.serves[worker] === 0) return false;
    this.serves[worker] = 0;
    this.serving -= 1;
    return true;
  }

  endAll(): void {
    this.serves.fill(0);
    this.isBusy.fill(0);
    this.serving = 0;
  }

  /** The first one that is free has a request now; {@link NO_WORKER}: all are busy. */
  take(): number {
    for (let worker = 0; worker < WORKERS_MAX; worker += 1) {
      if (this.serves[worker] === 0 || this.isBusy[worker] === 1) continue;
      this.isBusy[worker] = 1;
      return worker;
    }
    return NO_WORKER;
  }

  free(worker: number): void {
    this.isBusy[worker] = 0;
  }

  /** Who gets the next websocket: one after the other. */
  next(): number {
    do this.turn = (this.turn + 1) % WORKERS_MAX;
    while (this.serves[this.turn] === 0 && this.serving > 0);
    return this.turn;
  }
}

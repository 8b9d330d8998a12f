/**
 * Outages as a probe client sees them: times at which a request sent then would fail or outlast its time-out.
 *
 * The probe asks at even distances, one attempt each. Its answers come out of order; they are put back into the order of
 * sending, and a run of failures is an outage from the first failing probe to the next one that succeeds. The resolution
 * is the probe's distance.
 */
import { between, type Duration, type Forkable, type Instant, NO_TIME, plus } from "@sysplex/sim-core";
import type { RequestObserver } from "../clients/rest-client.js";

export interface Outage {
  readonly from: Instant;
  /** Absent: it lasted to the end. */
  readonly to?: Instant;
}

/** Outages listed in a result; the sums count all of them. */
const LISTED_MAX = 1_000;

export class OutageMeter implements RequestObserver, Forkable {
  private answered = new Map<number, boolean>();
  private next = 0;
  private failingSince: Instant | undefined;
  private total = NO_TIME;
  private longest = NO_TIME;
  private readonly listed: Outage[] = [];

  constructor(
    private readonly from: Instant,
    private readonly dueOf: (serial: number) => Instant,
    /** Told of every success: how long after the probe was due, and the index of the stack that answered. */
    private readonly onSuccess: (age: Duration, stack: number) => void,
    /** Told of every failure: how long after the probe was due. */
    private readonly onFailure: (age: Duration) => void = () => undefined,
  ) {}

  copyFrom(twin: OutageMeter): void {
    this.answered = new Map(twin.answered);
    this.next = twin.next;
    this.failingSince = twin.failingSince;
    this.total = twin.total;
    this.longest = twin.longest;
    this.listed.splice(0, Infinity, ...twin.listed);
  }

  onSent(): void {
    // Known by its serial number when it is answered.
  }

  onSucceeded(age: Duration, serial: number, stack: number): void {
    this.onSuccess(age, stack);
    this.answer(serial, true);
  }

  onFailed(age: Duration, serial: number): void {
    this.onFailure(age);
    this.answer(serial, false);
  }

  onAttemptFailed(): void {
    // The probe has one attempt: its failure follows.
  }

  onAbandoned(): void {
    // The probe is not tried again.
  }

  onLoggedOn(): void {
    // A probe counts what it was answered.
  }

  onConnectionLost(): void {
    // Counted for clients only.
  }

  /** At the end of the run: an outage that still lasts ends with it. */
  finish(end: Instant): void {
    if (this.failingSince === undefined) return;
    this.close(this.failingSince, end, false);
  }

  get outage(): Duration {
    return this.total;
  }

  get longestOutage(): Duration {
    return this.longest;
  }

  /** The first thousand, in order. */
  get outages(): readonly Outage[] {
    return this.listed;
  }

  private answer(serial: number, ok: boolean): void {
    if (serial !== this.next) {
      this.answered.set(serial, ok);
      return;
    }
    for (let known: boolean | undefined = ok; known !== undefined; known = this.answered.get(this.next)) {
      if (this.answered.size > 0) this.answered.delete(this.next);
      this.inOrder(this.dueOf(this.next), known);
      this.next += 1;
    }
  }

  private inOrder(due: Instant, ok: boolean): void {
    if (due < this.from) return;
    if (!ok) this.failingSince ??= due;
    else if (this.failingSince !== undefined) this.close(this.failingSince, due, true);
  }

  private close(from: Instant, to: Instant, ended: boolean): void {
    const length = between(from, to);
    this.failingSince = undefined;
    this.total = plus(this.total, length);
    if (length > this.longest) this.longest = length;
    if (this.listed.length < LISTED_MAX) this.listed.push(ended ? { from, to } : { from });
  }
}

/**
 * What the clients of one service saw: counts, failures by kind, latency.
 *
 * Latency runs from the moment a request should have been sent to its success, retries included; so a stalled service
 * cannot hide behind requests that were never sent. What was due before the warm-up ended is not counted.
 */
import { LatencyHistogram, NO_TIME, type Duration, type Forkable, type Instant } from "@sysplex/sim-core";
import type { AttemptFailure, RequestObserver } from "../clients/rest-client.js";
import type { OutcomeSeries } from "./outcome-series.js";

export interface RequestCounts {
  readonly sent: number;
  readonly succeeded: number;
  /** Those among them that had failed and were being tried again when the run ended are `abandoned`. */
  readonly failed: number;
  readonly abandoned: number;
  /** Attempts after the first. */
  readonly retried: number;
  /** Neither succeeded nor failed when the simulation ended. */
  readonly unfinished: number;
  /** Failed attempts by kind; they add up to `failed − abandoned + retried`. */
  readonly byFailure: Readonly<Record<string, number>>;
}

/** The kinds that a result always names, with 0 where none was seen. */
const FAILURE_KINDS = ["refused", "timeout", "reset", "http503"] as const;

export class ServiceMeter implements RequestObserver, Forkable {
  readonly latency = new LatencyHistogram();
  private sent = 0;
  private succeeded = 0;
  private failed = 0;
  private abandoned = 0;
  private retried = 0;
  private failures = new Map<string, number>(FAILURE_KINDS.map((kind) => [kind, 0]));
  private connectionsLost = 0;
  private loggedOn = 0;
  private logonsAnew = 0;
  private tsoSessionsLost = 0;

  constructor(
    /** Requests due earlier are not counted. */
    private readonly from: Instant,
    private readonly clock: { readonly now: Instant },
    /** Told of every success: how long after it was due, and the index of the stack that answered. */
    private readonly onSuccess: (age: Duration, stack: number) => void,
    /** The same over time. Left out: it is not kept. */
    readonly series?: OutcomeSeries,
  ) {}

  copyFrom(twin: ServiceMeter): void {
    this.sent = twin.sent;
    this.succeeded = twin.succeeded;
    this.failed = twin.failed;
    this.abandoned = twin.abandoned;
    this.retried = twin.retried;
    this.connectionsLost = twin.connectionsLost;
    this.loggedOn = twin.loggedOn;
    this.logonsAnew = twin.logonsAnew;
    this.tsoSessionsLost = twin.tsoSessionsLost;
    this.latency.copyFrom(twin.latency);
    if (twin.series !== undefined) this.series?.copyFrom(twin.series);
    this.failures = new Map(twin.failures);
  }

  onSent(): void {
    if (!this.isMeasured(NO_TIME)) return;
    this.sent += 1;
    this.series?.onSent(this.clock.now);
  }

  onSucceeded(age: Duration, _serial: number, stack: number): void {
    this.onSuccess(age, stack);
    if (!this.isMeasured(age)) return;
    this.succeeded += 1;
    this.latency.record(age);
    this.series?.onSucceeded(this.dueBefore(age), age);
  }

  onFailed(age: Duration): void {
    if (!this.isMeasured(age)) return;
    this.failed += 1;
    this.series?.onFailed(this.dueBefore(age));
  }

  onAttemptFailed(age: Duration, why: AttemptFailure, willRetry: boolean): void {
    if (!this.isMeasured(age)) return;
    const kind = failureKind(why);
    this.failures.set(kind, (this.failures.get(kind) ?? 0) + 1);
    if (willRetry) this.retried += 1;
  }

  onAbandoned(age: Duration): void {
    if (!this.isMeasured(age)) return;
    this.failed += 1;
    this.abandoned += 1;
    this.series?.onFailed(this.dueBefore(age));
  }

  onConnectionLost(): void {
    if (this.clock.now >= this.from) this.connectionsLost += 1;
  }

  onLoggedOn(needed: boolean): void {
    if (this.clock.now < this.from) return;
    this.loggedOn += 1;
    if (needed) this.logonsAnew += 1;
  }

  /** The client had a TSO/E session, which is gone with its server or system. */
  onTsoSessionLost(): void {
    if (this.clock.now >= this.from) this.tsoSessionsLost += 1;
  }

  /** Tokens that clients got. */
  get logons(): number {
    return this.loggedOn;
  }

  /** For which somebody has to log on again: tokens refused, and sessions of TSO/E. */
  get lostSessions(): number {
    return this.logonsAnew + this.tsoSessionsLost;
  }

  get counts(): RequestCounts {
    const { sent, succeeded, failed, abandoned, retried } = this;
    const unfinished = sent - succeeded - failed;
    const byFailure = Object.fromEntries(this.failures);
    return { sent, succeeded, failed, abandoned, retried, unfinished, byFailure };
  }

  /**
   * Succeeded over sent. A request that was under way when the run ended, and had not failed yet, says nothing and is left
   * out. `undefined` when there is nothing to say.
   */
  get availability(): number | undefined {
    const ended = this.succeeded + this.failed;
    return ended === 0 ? undefined : this.succeeded / ended;
  }

  get lostConnections(): number {
    return this.connectionsLost;
  }

  /** Whether a request that was due so long ago counts. */
  private isMeasured(age: Duration): boolean {
    return this.clock.now - age >= this.from;
  }

  private dueBefore(age: Duration): Instant {
    return (this.clock.now - age) as Instant;
  }

  /** Takes in what another meter of the same service counted. */
  merge(other: ServiceMeter): void {
    this.sent += other.sent;
    this.succeeded += other.succeeded;
    this.failed += other.failed;
    this.abandoned += other.abandoned;
    this.retried += other.retried;
    this.connectionsLost += other.connectionsLost;
    this.loggedOn += other.loggedOn;
    this.logonsAnew += other.logonsAnew;
    this.tsoSessionsLost += other.tsoSessionsLost;
    this.latency.merge(other.latency);
    for (const [kind, count] of other.failures)
      this.failures.set(kind, (this.failures.get(kind) ?? 0) + count);
  }
}

function failureKind(why: AttemptFailure): string {
  if (typeof why === "number") return `http${why}`;
  return why === "connectTimeout" ? "timeout" : why;
}

/**
 * Circuit breakers as Resilience4j has them, one for each route of a gateway.
 *
 * Modelled: a window of the latest calls; closed, open, half-open; a breaker that is open for long enough half-opens at
 * the next call, and lets a fixed number of calls through before it judges.
 * A result counts in the state that the breaker is in when it comes, also of a call that began before.
 * Not modelled: slow calls (their threshold is out of reach by default).
 *
 * Data plane: asked twice for each request, so everything stands in typed arrays.
 * @source Resilience4j, CircuitBreakerStateMachine; recalled.
 */
import { grownTo, type Forkable } from "@sysplex/sim-core";
import type { GatewayParameterValues } from "./parameters.js";
import type { Clock } from "./plex.js";

const CLOSED = 0;
const OPEN = 1;
const HALF_OPEN = 2;
const stateNames = ["closed", "open", "halfOpen"] as const;

export type BreakerState = (typeof stateNames)[number];

export class CircuitBreakers implements Forkable {
  openings = 0;
  private state = new Uint8Array(0);
  /** By route: 1 for each failed call of the window. */
  private window = new Uint8Array(0);
  private place = new Int32Array(0);
  private calls = new Int32Array(0);
  private failures = new Int32Array(0);
  /** Calls that a half-open breaker may still let through. */
  private permits = new Int32Array(0);
  private openUntil = new Float64Array(0);
  private readonly windowLength: number;
  private readonly halfOpenCalls: number;
  private readonly stride: number;
  private callsMin = 0;
  private failureShare = 0;

  constructor(
    private readonly clock: Clock,
    private parameters: GatewayParameterValues,
  ) {
    this.windowLength = parameters.breakerWindow;
    this.halfOpenCalls = parameters.breakerHalfOpenCalls;
    this.stride = Math.max(this.windowLength, this.halfOpenCalls);
    this.takeParameters(parameters);
  }

  takeParameters(parameters: GatewayParameterValues): void {
    this.parameters = parameters;
    // With a minimum beyond the window it would never judge; Resilience4j takes the smaller one.
    this.callsMin = Math.min(parameters.breakerCallsMin, this.windowLength);
    this.failureShare = parameters.breakerFailureShare;
  }

  /** There are breakers for routes below `count`. */
  reserve(count: number): void {
    if (count <= this.state.length) return;
    const capacity = Math.max(count, 2 * this.state.length);
    this.state = grownTo(capacity, this.state);
    this.window = grownTo(capacity * this.stride, this.window);
    this.place = grownTo(capacity, this.place);
    this.calls = grownTo(capacity, this.calls);
    this.failures = grownTo(capacity, this.failures);
    this.permits = grownTo(capacity, this.permits);
    this.openUntil = grownTo(capacity, this.openUntil);
  }

  stateOf(route: number): BreakerState {
    return stateNames[this.state[route] ?? CLOSED] ?? "closed";
  }

  /** A call wants to go through; for each one that may, {@link record} or {@link release} must follow. */
  permit(route: number): boolean {
    if (this.state[route] === CLOSED) return true;
    if (this.state[route] === OPEN) {
      if (this.clock.now < (this.openUntil[route] as number)) return false;
      this.enter(route, HALF_OPEN);
      this.permits[route] = this.halfOpenCalls;
    }
    if (this.permits[route] === 0) return false;
    this.permits[route] = (this.permits[route] as number) - 1;
    return true;
  }

  /** The result of a call that went through. */
  record(route: number, failed: boolean): void {
    const state = this.state[route] as number;
    if (state === OPEN) return;
    const length = state === CLOSED ? this.windowLength : this.halfOpenCalls;
    this.remember(route, length, failed ? 1 : 0);
    const calls = this.calls[route] as number;
    if (calls < (state === CLOSED ? this.callsMin : this.halfOpenCalls)) return;
    const tooMany = (this.failures[route] as number) >= this.failureShare * calls;
    if (tooMany) this.open(route);
    else if (state === HALF_OPEN) this.enter(route, CLOSED);
  }

  /** The result of a call that went through counts for nothing. */
  release(route: number): void {
    if (this.state[route] === HALF_OPEN) this.permits[route] = (this.permits[route] as number) + 1;
  }

  /** Another route took its place, or another process: it is closed and knows nothing. */
  forget(route: number): void {
    this.enter(route, CLOSED);
  }

  forgetAll(): void {
    for (let route = 0; route < this.state.length; route += 1) this.enter(route, CLOSED);
  }

  /** The parameters are the fork's own: see {@link takeParameters}. */
  copyFrom(twin: CircuitBreakers): void {
    this.openings = twin.openings;
    this.state = twin.state.slice();
    this.window = twin.window.slice();
    this.place = twin.place.slice();
    this.calls = twin.calls.slice();
    this.failures = twin.failures.slice();
    this.permits = twin.permits.slice();
    this.openUntil = twin.openUntil.slice();
  }

  private remember(route: number, length: number, failure: number): void {
    const base = route * this.stride;
    const place = this.place[route] as number;
    if (this.calls[route] === length) {
      this.failures[route] = (this.failures[route] as number) - (this.window[base + place] as number);
    } else this.calls[route] = (this.calls[route] as number) + 1;
    this.window[base + place] = failure;
    this.failures[route] = (this.failures[route] as number) + failure;
    this.place[route] = place + 1 === length ? 0 : place + 1;
  }

  private open(route: number): void {
    this.enter(route, OPEN);
    this.openUntil[route] = this.clock.now + this.parameters.breakerOpenTime;
    this.openings += 1;
  }

  private enter(route: number, state: number): void {
    this.state[route] = state;
    this.place[route] = 0;
    this.calls[route] = 0;
    this.failures[route] = 0;
  }
}

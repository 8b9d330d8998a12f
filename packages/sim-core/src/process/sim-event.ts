import { Waitable } from "./waitable.js";

/**
 * Something that a model makes happen: processes wait for it, anybody triggers it, once.
 *
 * A failure is thrown in whoever waits. One that nobody waits for ends the run, unless it was defused.
 */
export class SimEvent<Value = void> extends Waitable<Value> {
  private defused = false;

  /** It happens, with this value. Who waits goes on by an event of this instant. */
  succeed(value: Value): this {
    this.trigger(value);
    return this;
  }

  /** It happens as a failure: `failure` is thrown in whoever waits. */
  fail(failure: unknown): this {
    this.triggerFailure(failure);
    return this;
  }

  /** Lets a failure that nobody waits for pass. */
  defuse(): this {
    this.defused = true;
    return this;
  }

  protected override refuseUnhandled(): void {
    if (!this.defused) super.refuseUnhandled();
  }
}

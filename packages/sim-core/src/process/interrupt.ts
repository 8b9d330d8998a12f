import type { Process } from "./process.js";

/**
 * What an interrupted process finds thrown at its `yield`.
 *
 *     try {
 *       yield sleep(hours(8));
 *     } catch (error) {
 *       const { cause } = Interrupt.of(error);
 *     }
 *
 * No Error: an interrupt is an ordinary happening of a model, and an Error's stack would cost more than all the rest.
 */
export class Interrupt {
  /** @internal Made by {@link Process.interrupt}. */
  constructor(
    /** The process that was interrupted. */
    readonly process: Process<unknown>,
    /** What the interrupter gave as the cause. */
    readonly cause: unknown,
  ) {}

  /** The interrupt that was caught. Throws on what is none, so that an error is never taken for one. */
  static of(caught: unknown): Interrupt {
    if (caught instanceof Interrupt) return caught;
    throw caught;
  }

  /** What a run that ends by it says. */
  toString(): string {
    return `${this.process.name} was interrupted and did not catch it`;
  }
}

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
    readonly process: Process<unknown>,
    readonly cause: unknown,
  ) {}

  /** The interrupt that was caught. Throws on what is none, so that an error is never taken for one. */
  static of(caught: unknown): Interrupt {
    if (caught instanceof Interrupt) return caught;
    throw caught;
  }

  toString(): string {
    return `${this.process.name} was interrupted and did not catch it`;
  }
}

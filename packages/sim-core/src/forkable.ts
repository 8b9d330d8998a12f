/**
 * A part of a model that has state beside the store: pools, compiled tables, counters, a log.
 *
 * A fork builds its context with the function that built the first one, and then has every part take over what its
 * twin holds. So a part is made while the context is built, always under the same name, and says so to
 * {@link Simulation.attach}.
 */
export interface Forkable {
  /** Takes over the twin's state. Nothing that either changes later may be shared. */
  copyFrom(twin: this): void;
}

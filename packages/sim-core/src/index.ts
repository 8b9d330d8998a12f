/**
 * The kernel's table of contents, in reading order. Its sections are those of the reference.
 *
 * @module sim-core
 */

// Time
export {
  after,
  between,
  hours,
  inMillis,
  inSeconds,
  longer,
  micros,
  millis,
  minus,
  minutes,
  NO_TIME,
  plus,
  seconds,
  START,
  times,
  type Duration,
  type Instant,
} from "./time.js";
export { formatDuration, LONGEST_DURATION, parseDuration } from "./duration-text.js";

// Events and the loop
export { defineEvent, type AnyEventKind, type EventKind } from "./event.js";
export type { EventHandle } from "./event-queue.js";
export { Simulation, SimulationError, type TracedEvent } from "./simulation.js";
export type { SimulationOptions } from "./simulation-options.js";
export { SimulationMemory } from "./memory.js";

// State
export type { Forkable } from "./forkable.js";
export { Slice, Store, type Change } from "./store.js";
export { Signal } from "./signal.js";

// Chance
export { RandomStream } from "./random.js";
export {
  constant,
  drawnDuration,
  empirical,
  erlang,
  exponential,
  lognormal,
  sampleDuration,
  standardNormal,
  triangular,
  uniform,
  weibull,
  type Distribution,
} from "./distribution.js";
export { parseDistribution } from "./distribution-text.js";

// Parameters
export {
  choiceParameter,
  defineParameters,
  distributionParameter,
  durationParameter,
  flagParameter,
  numberParameter,
  parameterValues,
  type AnyParameter,
  type AnyParameterTable,
  type Parameter,
  type ParameterReading,
  type ParameterTable,
  type ParameterValues,
  type Provenance,
  type Standing,
} from "./parameter.js";

// Queueing resources
export { FcfsServers, type FcfsOptions } from "./resource/fcfs.js";
export { ProcessorSharing, type ProcessorSharingOptions } from "./resource/processor-sharing.js";

// Pools, for what comes and goes by the million
export { grownTo, SlotPool, type SlotPoolOptions } from "./slot-pool.js";
export { WaitingRing } from "./waiting-ring.js";

// Statistics
export { Counter } from "./statistics/counter.js";
export { TimeWeighted } from "./statistics/time-weighted.js";
export { Tally } from "./statistics/tally.js";
export { LatencyHistogram, type LatencyHistogramJson } from "./statistics/histogram.js";

// Arithmetic that is the same everywhere
export { exp, log, pow } from "./math.js";
export { gamma } from "./gamma.js";
export { Fingerprint, hashText } from "./fingerprint.js";

// Invariants
export { assert, InvariantError, known } from "./assert.js";

// Processes: the dearer form, for stories of people and clients
export { Process, startProcess, type Story, type Wait } from "./process/process.js";
export { sleep, timeout, Timeout } from "./process/timeout.js";
export { Waitable } from "./process/waitable.js";
export { SimEvent } from "./process/sim-event.js";
export { allOf, anyOf, type ValuesOf } from "./process/condition.js";
export { Interrupt } from "./process/interrupt.js";
export {
  PriorityResource,
  Request,
  Resource,
  type RequestOptions,
  type ResourceOptions,
} from "./process/resource.js";
export {
  Preempted,
  PreemptiveResource,
  type PreemptiveRequestOptions,
} from "./process/preemptive-resource.js";
export { Container, Transfer, type ContainerOptions } from "./process/container.js";
export {
  FilterStore,
  ItemGet,
  ItemPut,
  ItemStore,
  PriorityStore,
  type ItemStoreOptions,
  type PriorityStoreOptions,
} from "./process/item-store.js";
export { Pacer, type PacerOptions } from "./process/pacer.js";

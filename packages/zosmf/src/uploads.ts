/**
 * Requests with a body that takes its time: a data set or file that is sent to z/OSMF.
 *
 * Modelled: the thread that works on the request takes the body in, at the client's rate, and then writes it; a request that
 * takes longer than its limit ends with 500 at the limit, as the servlet in the TSO/E address space is given up.
 * Simplified: the rate is the same all the time; the body begins to come in when a thread has the request.
 * Not modelled: what of the data set is written when the limit strikes; space in it; memory.
 *
 * A body, its rate and its limit are a number of their own behind those of the operations: requests without a body cost
 * nothing. They are known when the model is built; no run adds one.
 * @source zowe/zowe-cli#672 and #622; Zowe CLI, `--response-timeout`, which sends X-IBM-Response-Timeout.
 */
import {
  assert,
  NO_TIME,
  seconds,
  type Duration,
  type ParameterValues,
  type RandomStream,
} from "@sysplex/sim-core";
import { operations } from "./operations.js";
import type { zosmfParameters } from "./parameters.js";
import { ZOSMF_OPERATION_COUNT_MAX } from "./tokens/credentials.js";

/** What a client sends. */
export interface Upload {
  readonly bytes: number;
  /** Absent: `zosmf.uploadRate`. */
  readonly bytesPerSecond?: number;
  /** X-IBM-Response-Timeout. Absent: `zosmf.uploadTimeLimit`. */
  readonly limit?: Duration;
}

/** @source Zowe CLI, `--response-timeout`: 5 to 600 seconds. */
export const RESPONSE_TIMEOUT = { min: seconds(5), max: seconds(600) } as const;

const HTTP_SERVER_ERROR = 500;
const BYTES_PER_MB = 1_000_000;
const MICROS_PER_SECOND = 1_000_000;

/** No upload: the operation has none, or the request is without a body. */
export const NO_UPLOAD = 0;

export class Uploads {
  private readonly known: (Upload & { readonly operation: number })[] = [];

  constructor(private readonly parameters: ParameterValues<typeof zosmfParameters>) {}

  /** The number by which z/OSMF knows an operation with this body. */
  add(operation: number, upload: Upload): number {
    const { bytes, bytesPerSecond, limit } = upload;
    const before = this.known.findIndex(
      (other) =>
        other.operation === operation &&
        other.bytes === bytes &&
        other.bytesPerSecond === bytesPerSecond &&
        other.limit === limit,
    );
    const index = before >= 0 ? before : this.known.push({ operation, ...upload }) - 1;
    const number = operations.length + index;
    assert(number < ZOSMF_OPERATION_COUNT_MAX, "There are too many different uploads");
    return number;
  }

  /** Which upload a number is; {@link NO_UPLOAD}: it is an operation's own. On the request path. */
  uploadIn(number: number): number {
    return number < operations.length ? NO_UPLOAD : number - operations.length + 1;
  }

  /** @param upload Not {@link NO_UPLOAD}. */
  operationOf(upload: number): number {
    const known = this.known[upload - 1];
    assert(known !== undefined, "z/OSMF has no such operation");
    return known.operation;
  }

  /**
   * Makes room for the body in a service time that has been drawn.
   *
   * @param status Of a request that keeps to its limit.
   * @returns The status that the request ends with.
   */
  stretch(upload: number, stream: RandomStream, status: number): number {
    const { bytes, bytesPerSecond, limit } = this.known[upload - 1] as Upload;
    const { uploadRate, uploadTimeLimit } = this.parameters;
    const rate = bytesPerSecond ?? uploadRate * BYTES_PER_MB;
    const whole = (stream.drawn[0] as number) + (bytes / rate) * MICROS_PER_SECOND;
    const most = limit ?? uploadTimeLimit;
    const isCut = most !== NO_TIME && whole > most;
    stream.drawn[0] = isCut ? most : whole;
    return isCut ? HTTP_SERVER_ERROR : status;
  }
}

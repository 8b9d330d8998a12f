/** In a worker thread of a Redis worker: computes the chunk of a job. */
import { computeChunk, type ChunkTask } from "./chunk.js";

export default function compute(job: { readonly data: ChunkTask }): Promise<string> {
  // What is thrown has to arrive as a rejection: BullMQ calls processors for their promise.
  return new Promise((resolve) => resolve(computeChunk(job.data)));
}

/** In a worker thread of the pool: computes the chunks that it is handed. */
import { computeChunk, type ChunkTask } from "./chunk.js";

export default function compute(task: ChunkTask): string {
  return computeChunk(task);
}

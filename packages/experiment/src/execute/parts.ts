/**
 * Chunks in parts, so that no thread idles while another is still busy with the last chunk.
 *
 * What is kept stays the chunk: a part is computed as a chunk of its own, and the texts of all parts make that of the chunk, the
 * same byte for byte as if it had been computed in one go.
 */
import { assert } from "@sysplex/sim-core";
import { chunkHash, headOf, type ChunkSpec, type ChunkTask } from "./chunk.js";

/** Chunks for each thread that are begun whole, until so many are left: these come in parts. */
const LAST_CHUNKS = 2;

/** A part of a chunk, and the chunk that it belongs to. */
export interface Part {
  readonly task: ChunkTask;
  readonly whole: WholeChunk;
}

/** All chunks in their order, the last ones in parts. One thread has nobody to wait for. */
export function inParts(tasks: readonly ChunkTask[], threads: number): readonly Part[] {
  return tasks.flatMap((task, index) => {
    const isLast = tasks.length - index <= LAST_CHUNKS * threads;
    const parts = threads > 1 && isLast ? splitChunk(task, 2 * threads) : [task];
    const whole = new WholeChunk(task, parts);
    return parts.map((part) => ({ task: part, whole }));
  });
}

/** As many parts as asked for, of the same length but for one replication; no more than there are replications. */
export function splitChunk({ spec, bundle }: ChunkTask, most: number): readonly ChunkTask[] {
  const size = spec.last - spec.first + 1;
  const count = Math.min(size, most);
  return Array.from({ length: count }, (_, index) => {
    const first = spec.first + Math.floor((index * size) / count);
    const last = spec.first + Math.floor(((index + 1) * size) / count) - 1;
    const part: ChunkSpec = { ...spec, first, last };
    return { hash: chunkHash(part), spec: part, bundle };
  });
}

/** Gathers the parts of a chunk, in whatever order they come. */
export class WholeChunk {
  private readonly outcomes = new Map<ChunkTask, string>();

  constructor(
    readonly task: ChunkTask,
    private readonly parts: readonly ChunkTask[],
  ) {}

  /** The result of the whole once the last part is there. */
  take(part: ChunkTask, text: string): string | undefined {
    if (this.parts.length === 1) return text;
    const head = headOf(part.spec);
    assert(
      text.startsWith(head) && text.endsWith(TAIL),
      `${text.slice(0, head.length)} is no result of a part`,
    );
    this.outcomes.set(part, text.slice(head.length, -TAIL.length));
    if (this.outcomes.size < this.parts.length) return undefined;
    return `${headOf(this.task.spec)}${this.parts.map((part) => this.outcomes.get(part)).join(",")}${TAIL}`;
  }
}

/** What follows the last outcome. */
const TAIL = "]}";

/**
 * Records of events in chains of chunks from one pool: a chain grows at its end, and hands its records back in that order.
 *
 * By value, so that to move an event touches two lines of memory and looks for none; a pool, so that nothing is allocated.
 * A free chunk is used again last in, first out: it is likely to be in the processor's cache.
 */
import { grownTo } from "./slot-pool.js";

/** A record: time, payload, label. */
const CELLS = 3;

/** No chunk. */
const NONE = -1;
const CHUNK_BITS = 5;
/** Records. @measured 16 are slower with a million pending, 64 with some thousands. */
export const CHUNK_LENGTH = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK_LENGTH - 1;
const CHUNKS_AT_FIRST = 8;

/** The pool. A chain is named by the place behind its latest record: a multiple of the chunk length means no room, 0 no record. */
export class Chunks {
  /** Of all chunks. */
  records = new Float64Array(CELLS * CHUNKS_AT_FIRST * CHUNK_LENGTH);
  /** The older neighbour in a chain; of a free chunk, the next free one. */
  protected chunkNext = new Int32Array(CHUNKS_AT_FIRST);
  private chunkCount = 0;
  private freeChunk = NONE;

  /** Where a chain's next record has its place. */
  protected placeIn(chain: number): number {
    return (chain & CHUNK_MASK) === 0 ? this.newChunk(chain) : chain;
  }

  private newChunk(chain: number): number {
    let chunk = this.freeChunk;
    if (chunk === NONE) {
      if (this.chunkCount === this.chunkNext.length) this.growChunks();
      chunk = this.chunkCount;
      this.chunkCount += 1;
    } else {
      this.freeChunk = this.chunkNext[chunk] as number;
    }
    this.chunkNext[chunk] = (chain >> CHUNK_BITS) - 1;
    return chunk << CHUNK_BITS;
  }

  protected freeChunkAgain(chunk: number): void {
    this.chunkNext[chunk] = this.freeChunk;
    this.freeChunk = chunk;
  }

  protected lengthOf(chain: number): number {
    let length = lastFill(chain);
    let chunk = latestChunk(chain);
    while ((chunk = this.chunkNext[chunk] as number) !== NONE) length += CHUNK_LENGTH;
    return length;
  }

  /** Turns a chain's links round; returns the oldest chunk. All but the last are full. */
  protected oldestFirst(chain: number): number {
    let newer = NONE;
    for (let chunk = latestChunk(chain); chunk !== NONE;) {
      const older = this.chunkNext[chunk] as number;
      this.chunkNext[chunk] = newer;
      newer = chunk;
      chunk = older;
    }
    return newer;
  }

  /** Copies a chain's records into the array, from cell `to` on; returns where they end. Frees nothing. */
  protected copyChain(chain: number, all: Float64Array, to: number): number {
    return this.copyChunks(this.oldestFirst(chain), lastFill(chain), all, to);
  }

  protected copyChunks(oldest: number, fill: number, all: Float64Array, from: number): number {
    const { records } = this;
    let to = from;
    for (let chunk = oldest; chunk !== NONE; chunk = this.chunkNext[chunk] as number) {
      const isLast = this.chunkNext[chunk] === NONE;
      const start = firstCell(chunk);
      const end = start + CELLS * (isLast ? fill : CHUNK_LENGTH);
      for (let cell = start; cell < end; cell += 1) all[to++] = records[cell] as number;
    }
    return to;
  }

  protected freeAllChunks(): void {
    this.chunkCount = 0;
    this.freeChunk = NONE;
  }

  private growChunks(): void {
    const count = 2 * this.chunkNext.length;
    this.records = grownTo(CELLS * count * CHUNK_LENGTH, this.records);
    this.chunkNext = grownTo(count, this.chunkNext);
  }
}

/** The first cell of a chunk. */
export function firstCell(chunk: number): number {
  return CELLS * (chunk << CHUNK_BITS);
}

/** The chunk that a chain's latest record is in. */
export function latestChunk(chain: number): number {
  return (chain - 1) >> CHUNK_BITS;
}

/** Records in a chain's latest chunk. */
export function lastFill(chain: number): number {
  return ((chain - 1) & CHUNK_MASK) + 1;
}

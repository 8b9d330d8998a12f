/**
 * Events far away, in buckets that need no order: rungs of buckets from coarse to fine, and above them the unsorted top.
 *
 * A bucket is cut finer when its time comes, until one or two dozen events are left in it. So an event is moved once or
 * twice, however many there are.
 *
 * - A bucket's width is a power of two of a microsecond, at least one: its place is found by an exact multiplication. A
 *   bucket of one microsecond holds one instant; a large one is handed over chunk by chunk.
 * - Buckets are chains of chunks from one pool: by value, no allocation, no pointer chasing. A chunk is as long as what is
 *   handed over at a time, so that this is always one chunk.
 * - The rungs stand in three columns: to find an event's bucket touches no object.
 */
import { CHUNK_LENGTH, Chunks, firstCell, lastFill, latestChunk } from "./chunks.js";
import { grownTo } from "./slot-pool.js";

/** A record: time, payload, label. */
const CELLS = 3;
const PAYLOAD = 1;
const LABEL = 2;

/** No chunk, and no bucket. */
const NONE = -1;
/** A chain of no records. */
const EMPTY = 0;
const BUCKET_COUNT_MAX = 1_024;
/** A bucket with more events is cut into a rung of its own. @measured 16 to 32 differ little. */
const SPLIT_COUNT = 24;
/** Events in a bucket of a rung that a bucket is cut into. @measured 4 to 8: 10 % less time than 1 with 10,000 pending and more. */
const CUT_COUNT = 4;
/** With more rungs, a new one in front is not added: everything goes back to the top. */
const FRONT_RUNG_COUNT_MAX = 12;
const RUNGS_AT_A_TIME = 2;

/** A rung's bounds: four cells. The width is in µs, a power of two, so that to multiply by its inverse is exact. */
const BOUNDS = 4;
const END = 0;
const START = 1;
const WIDTH = 2;
const INVERSE = 3;

export class Ladder extends Chunks {
  /** Events in the ladder. */
  count = 0;
  /** What is to be taken over: its first cell, how many records, and when all that is left is due, or later. */
  open = 0;
  openCount = 0;
  openEnd = 0;
  private depth = 0;
  private bounds = new Float64Array(0);
  /** The buckets of every rung; those before its current one are empty for good. */
  private chains = new Int32Array(0);
  private current = new Int32Array(0);
  private bucketEnd = new Int32Array(0);
  private top = EMPTY;
  private topCount = 0;
  private topMin = Infinity;
  private topMax = -Infinity;
  /** The rest of a large bucket of one instant, its chunks oldest first. */
  private instant = NONE;
  private instantLastFill = 0;

  /** Takes in one of somebody's records. */
  insert(theirs: Float64Array, from: number): void {
    const time = theirs[from] as number;
    const at = CELLS * this.placeFor(time);
    const { records } = this;
    records[at] = time;
    records[at + PAYLOAD] = theirs[from + PAYLOAD] as number;
    records[at + LABEL] = theirs[from + LABEL] as number;
    this.count += 1;
  }

  /** Makes room for events from `start` up to `end`, where the ladder begins now. */
  beginFront(start: number, end: number): void {
    if (this.depth >= FRONT_RUNG_COUNT_MAX) this.moveAllToTop();
    if (this.depth > 0) this.addRung(start, end, BUCKET_COUNT_MAX);
  }

  /** Opens the nearest events, a chunk at most, those of one instant oldest first; false when there are none. */
  openNext(): boolean {
    for (;;) {
      if (this.instant !== NONE) return this.openInstant();
      if (this.depth === 0) {
        if (this.topCount === 0) return false;
        if (this.openTop()) return true;
      }
      const level = this.depth - 1;
      const bucket = this.nextBucket(level);
      if (bucket === NONE) this.depth = level;
      else if (this.openBucket(level, bucket)) return true;
    }
  }

  /** Puts every record into the array, those of one instant oldest first; is empty then. */
  drainInto(all: Float64Array, from: number): void {
    let to = from;
    if (this.instant !== NONE) to = this.copyChunks(this.instant, this.instantLastFill, all, to);
    for (let level = this.depth - 1; level >= 0; level -= 1) {
      for (let bucket; (bucket = this.nextBucket(level)) !== NONE;) {
        to = this.copyChain(this.chains[bucket] as number, all, to);
        this.chains[bucket] = EMPTY;
      }
    }
    if (this.top !== EMPTY) this.copyChain(this.top, all, to);
    this.clear();
  }

  /** Drops every record. */
  empty(): void {
    this.chains.fill(EMPTY);
    this.clear();
  }

  private clear(): void {
    this.count = 0;
    this.freeAllChunks();
    this.depth = 0;
    this.instant = NONE;
    this.emptyTop();
  }

  private emptyTop(): void {
    this.top = EMPTY;
    this.topCount = 0;
    this.topMin = Infinity;
    this.topMax = -Infinity;
  }

  /** Where a new record of that time has its place. */
  private placeFor(time: number): number {
    const { bounds, chains } = this;
    for (let level = this.depth - 1; level >= 0; level -= 1) {
      const rung = BOUNDS * level;
      if (time < (bounds[rung + END] as number)) {
        const distance = (time - (bounds[rung + START] as number)) * (bounds[rung + INVERSE] as number);
        const bucket = BUCKET_COUNT_MAX * level + (distance | 0);
        const place = this.placeIn(chains[bucket] as number);
        chains[bucket] = place + 1;
        return place;
      }
    }
    if (time < this.topMin) this.topMin = time;
    if (time > this.topMax) this.topMax = time;
    this.topCount += 1;
    const place = this.placeIn(this.top);
    this.top = place + 1;
    return place;
  }

  private moveAllToTop(): void {
    const all = new Float64Array(CELLS * this.count);
    this.drainInto(all, 0);
    for (let from = 0; from < all.length; from += CELLS) this.insert(all, from);
  }

  /** The next bucket that holds something. */
  private nextBucket(level: number): number {
    const { chains } = this;
    const end = this.bucketEnd[level] as number;
    let bucket = this.current[level] as number;
    while (bucket < end && chains[bucket] === EMPTY) bucket += 1;
    this.current[level] = bucket;
    return bucket < end ? bucket : NONE;
  }

  /** One chunk of a large instant. What is scheduled for the instant meanwhile comes into its bucket. */
  private openInstant(): true {
    const chunk = this.instant;
    this.instant = this.chunkNext[chunk] as number;
    const level = this.depth - 1;
    const fill = this.instant === NONE ? this.instantLastFill : CHUNK_LENGTH;
    return this.openChunk(chunk, fill, this.startOf(level, this.current[level] as number));
  }

  /** The top, when it is small; otherwise it becomes a rung, and the answer is false. */
  private openTop(): boolean {
    const { top, topCount, topMin, topMax } = this;
    this.emptyTop();
    if (topCount <= SPLIT_COUNT) return this.openChunk(latestChunk(top), topCount, topMax + 1);
    this.addRung(topMin, topMax + 1, topCount);
    this.scatter(top);
    return false;
  }

  /** A bucket; a large one is made ready to be opened in parts, and the answer is false. */
  private openBucket(level: number, bucket: number): boolean {
    const { bounds, chains } = this;
    const chain = chains[bucket] as number;
    const chunk = latestChunk(chain);
    const width = bounds[BOUNDS * level + WIDTH] as number;
    const start = this.startOf(level, bucket);
    const end = Math.min(start + width, bounds[BOUNDS * level + END] as number);
    const fill = lastFill(chain);
    const isSmall = fill <= SPLIT_COUNT && this.chunkNext[chunk] === NONE;
    chains[bucket] = EMPTY;
    if (width === 1 && !isSmall) {
      this.instant = this.oldestFirst(chain);
      this.instantLastFill = fill;
      return false;
    }
    this.current[level] = bucket + 1;
    if (isSmall) return this.openChunk(chunk, fill, end);
    this.addRung(start, end, Math.ceil(this.lengthOf(chain) / CUT_COUNT));
    this.scatter(chain);
    return false;
  }

  /** The chunk is free at once: who takes its records over does so before the next is inserted. */
  private openChunk(chunk: number, fill: number, end: number): true {
    this.open = firstCell(chunk);
    this.openCount = fill;
    this.openEnd = end;
    this.count -= fill;
    this.freeChunkAgain(chunk);
    return true;
  }

  private startOf(level: number, bucket: number): number {
    const start = this.bounds[BOUNDS * level + START] as number;
    return start + (bucket - BUCKET_COUNT_MAX * level) * (this.bounds[BOUNDS * level + WIDTH] as number);
  }

  private addRung(start: number, end: number, count: number): void {
    const level = this.depth;
    this.depth = level + 1;
    if (this.depth > this.current.length) this.growRungs();
    const bucketCount = Math.min(BUCKET_COUNT_MAX, count);
    let width = 1;
    while (width * bucketCount < end - start) width *= 2;
    const { bounds } = this;
    bounds[BOUNDS * level + END] = end;
    bounds[BOUNDS * level + START] = start;
    bounds[BOUNDS * level + WIDTH] = width;
    bounds[BOUNDS * level + INVERSE] = 1 / width;
    this.current[level] = BUCKET_COUNT_MAX * level;
    this.bucketEnd[level] = BUCKET_COUNT_MAX * level + Math.ceil((end - start) / width);
  }

  private growRungs(): void {
    const count = this.current.length + RUNGS_AT_A_TIME;
    this.bounds = grownTo(BOUNDS * count, this.bounds);
    this.chains = grownTo(BUCKET_COUNT_MAX * count, this.chains);
    this.current = grownTo(count, this.current);
    this.bucketEnd = grownTo(count, this.bucketEnd);
  }

  /** Spreads a chain over the finest rung, and frees its chunks. */
  private scatter(chain: number): void {
    const { bounds, chains } = this;
    const level = this.depth - 1;
    const start = bounds[BOUNDS * level + START] as number;
    const inverse = bounds[BOUNDS * level + INVERSE] as number;
    for (let chunk = this.oldestFirst(chain); chunk !== NONE;) {
      const next = this.chunkNext[chunk] as number;
      const first = firstCell(chunk);
      const end = first + CELLS * (next === NONE ? lastFill(chain) : CHUNK_LENGTH);
      for (let from = first; from < end; from += CELLS) {
        const time = this.records[from] as number;
        const bucket = BUCKET_COUNT_MAX * level + (((time - start) * inverse) | 0);
        const place = this.placeIn(chains[bucket] as number);
        chains[bucket] = place + 1;
        const { records } = this;
        const at = CELLS * place;
        records[at] = time;
        records[at + PAYLOAD] = records[from + PAYLOAD] as number;
        records[at + LABEL] = records[from + LABEL] as number;
      }
      this.freeChunkAgain(chunk);
      chunk = next;
    }
  }
}

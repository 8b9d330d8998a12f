/**
 * The production queue: a small binary heap for what is near, a ladder of buckets for what is far.
 *
 * Why this shape, measured: a binary heap by value in typed arrays is the fastest queue up to some hundred events, and
 * falls off as its levels leave the caches. A ladder (buckets of unsorted events, split when their time comes) costs the
 * same at any size, but has a price for each event even when few are pending. So the heap holds the events before a
 * `boundary`, and everything from it on goes into the ladder; the heap is refilled with one bucket of about thirty events
 * at a time. With few events the boundary is infinite, and there is only the heap.
 *
 * - The root of the heap is taken out lazily: a push right after a pop, which is what most handlers do, fills the hole
 *   with one sift in place of two.
 * - Ties by order scheduled are broken in the heap; buckets need no order.
 * - Times are whole, so a bucket is at least one microsecond wide and a split ends: events of one instant stay together.
 * - Buckets are chains of 16-record chunks from one pool: by value, no allocation, no pointer chasing.
 */
import { EventQueue } from "./event-slots.js";
import { grownTo } from "./slot-pool.js";

/** More than this many events in the heap, and the far ones move to the ladder. @measured 256 to 3,000 differ little. */
const HEAP_COUNT_MAX = 512;
/** How many stay. */
const HEAP_COUNT_AFTER_SPILL = 128;

export class LadderQueue extends EventQueue {
  private times = new Float64Array(1_024);
  private slots = new Int32Array(1_024);
  private count = 0;
  /** The root has been taken out, and nothing stands in its place yet. */
  private hole = false;
  /** With more events in the heap, the far ones move to the ladder; grows where that cannot be done. */
  private spillCount = HEAP_COUNT_MAX;
  /** Events before it are in the heap, the others in the ladder. */
  private boundary = Infinity;
  /** Made when it is needed first: most simulations have few events pending. */
  private ladder: Ladder | undefined;

  nextTime(): number {
    if (this.hole) this.closeHole();
    for (;;) {
      if (this.count === 0) {
        if (!this.refill()) return Infinity;
      } else {
        const slot = this.slots[0] as number;
        if (this.staleCount === 0 || this.isLive(slot)) return this.times[0] as number;
        this.closeHole();
        this.drop(slot);
      }
    }
  }

  pop(): number {
    const slot = this.slots[0] as number;
    this.hole = true;
    this.finish(slot);
    return slot;
  }

  protected insert(time: number, slot: number): void {
    if (time < this.boundary) this.insertIntoHeap(time, slot);
    else this.ladder?.insert(time, slot);
    if (this.count > this.spillCount) this.spill();
  }

  protected empty(): void {
    this.count = 0;
    this.hole = false;
    this.spillCount = HEAP_COUNT_MAX;
    this.boundary = Infinity;
    this.ladder = undefined;
  }

  protected forEachHeld(take: (time: number, slot: number) => void): void {
    if (this.hole) this.closeHole();
    for (let place = 0; place < this.count; place += 1) {
      take(this.times[place] as number, this.slots[place] as number);
    }
    this.ladder?.forEachHeld(take);
  }

  protected sift(keep: (slot: number) => boolean): void {
    if (this.hole) this.closeHole();
    const { count } = this;
    this.count = 0;
    for (let place = 0; place < count; place += 1) {
      const slot = this.slots[place] as number;
      if (keep(slot)) this.insertIntoHeap(this.times[place] as number, slot);
    }
    this.ladder?.sift(keep);
  }

  private insertIntoHeap(time: number, slot: number): void {
    if (this.hole) {
      this.hole = false;
      this.sinkFromRoot(time, slot);
      return;
    }
    if (this.count === this.times.length) this.growHeap();
    this.count += 1;
    this.riseFrom(this.count - 1, time, slot);
  }

  private riseFrom(start: number, time: number, slot: number): void {
    const { times, slots } = this;
    let place = start;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const parentTime = times[parent] as number;
      const parentSlot = slots[parent] as number;
      if (parentTime < time || (parentTime === time && this.isBefore(parentSlot, slot))) break;
      times[place] = parentTime;
      slots[place] = parentSlot;
      place = parent;
    }
    times[place] = time;
    slots[place] = slot;
  }

  private sinkFromRoot(time: number, slot: number): void {
    const { times, slots, count } = this;
    let place = 0;
    for (let child = 1; child < count; child = 2 * place + 1) {
      let childTime = times[child] as number;
      if (child + 1 < count) {
        const rightTime = times[child + 1] as number;
        if (
          rightTime < childTime ||
          (rightTime === childTime && this.isBefore(slots[child + 1] as number, slots[child] as number))
        ) {
          child += 1;
          childTime = rightTime;
        }
      }
      const childSlot = slots[child] as number;
      if (time < childTime || (time === childTime && this.isBefore(slot, childSlot))) break;
      times[place] = childTime;
      slots[place] = childSlot;
      place = child;
    }
    times[place] = time;
    slots[place] = slot;
  }

  private closeHole(): void {
    this.hole = false;
    this.count -= 1;
    if (this.count > 0) this.sinkFromRoot(this.times[this.count] as number, this.slots[this.count] as number);
  }

  /** The heap is too large: all but its nearest events move to the ladder, in front of what is there. */
  private spill(): void {
    const { count } = this;
    const sorted = this.times.slice(0, count).sort();
    const boundary = sorted[HEAP_COUNT_AFTER_SPILL] as number;
    const ladder = (this.ladder ??= new Ladder((time, slot) => this.insertIntoHeap(time, slot)));
    if (boundary === sorted[0] || !ladder.beginFront(boundary, this.boundary)) {
      this.spillCount = 2 * count; // Events of one instant: for them a heap is as good as anything.
      return;
    }
    this.spillCount = HEAP_COUNT_MAX;
    this.boundary = boundary;
    this.count = 0;
    for (let place = 0; place < count; place += 1) {
      const time = this.times[place] as number;
      if (time < boundary) this.insertIntoHeap(time, this.slots[place] as number);
      else ladder.insert(time, this.slots[place] as number);
    }
  }

  private refill(): boolean {
    if (this.ladder === undefined) return false;
    this.boundary = this.ladder.handOverNext();
    this.spillCount = Math.max(HEAP_COUNT_MAX, 2 * this.count);
    return this.count > 0;
  }

  private growHeap(): void {
    const capacity = 2 * this.times.length;
    this.times = grownTo(capacity, this.times);
    this.slots = grownTo(capacity, this.slots);
  }
}

const BUCKET_COUNT_MAX = 1_024;
/** A bucket with more events is cut into a rung of its own. */
const SPLIT_COUNT = 32;
const RUNG_COUNT_MAX = 8;
const CHUNK_LENGTH = 16;
const NONE = -1;

/** Buckets of equal width from `start` to `end`; those before `current` have been handed over. */
class Rung {
  start = 0;
  end = 0;
  width = 1;
  bucketCount = 0;
  current = 0;
  readonly heads = new Int32Array(BUCKET_COUNT_MAX).fill(NONE);
  readonly counts = new Int32Array(BUCKET_COUNT_MAX);

  bucketOf(time: number): number {
    return Math.floor((time - this.start) / this.width);
  }
}

/** Events far away, in buckets that need no order: rungs from coarse to fine, and above them the unsorted top. */
class Ladder {
  private readonly rungs: Rung[] = [];
  private depth = 0;
  private topHead = NONE;
  private topCount = 0;
  private topMin = Infinity;
  private topMax = -Infinity;
  private chunkTimes = new Float64Array(256 * CHUNK_LENGTH);
  private chunkSlots = new Int32Array(256 * CHUNK_LENGTH);
  private chunkNext = new Int32Array(256);
  private chunkFill = new Uint8Array(256);
  private chunkCount = 0;
  private freeChunk = NONE;

  constructor(private readonly handOver: (time: number, slot: number) => void) {}

  insert(time: number, slot: number): void {
    for (let level = this.depth - 1; level >= 0; level -= 1) {
      const rung = this.rungs[level] as Rung;
      if (time >= rung.end) continue;
      const bucket = rung.bucketOf(time);
      rung.counts[bucket] = (rung.counts[bucket] as number) + 1;
      rung.heads[bucket] = this.append(rung.heads[bucket] as number, time, slot);
      return;
    }
    if (time < this.topMin) this.topMin = time;
    if (time > this.topMax) this.topMax = time;
    this.topCount += 1;
    this.topHead = this.append(this.topHead, time, slot);
  }

  /**
   * Makes room for events from `start` up to `end`, where the ladder begins now. False when it is as deep as it may be;
   * then the heap grows instead.
   */
  beginFront(start: number, end: number): boolean {
    if (end === Infinity) return true; // The ladder is empty: they are its top.
    if (this.depth >= RUNG_COUNT_MAX) return false;
    this.addRung(NONE, BUCKET_COUNT_MAX, start, end);
    return true;
  }

  /** Hands the nearest events over, and returns the time before which there is none left: Infinity when all are gone. */
  handOverNext(): number {
    for (;;) {
      if (this.depth === 0) {
        if (this.topCount === 0) return Infinity;
        this.rungFromTop();
      }
      const rung = this.rungs[this.depth - 1] as Rung;
      const bucket = nextBucket(rung);
      if (bucket === NONE) {
        this.depth -= 1;
        continue;
      }
      const end = this.openBucket(rung, bucket);
      if (end !== undefined) return end;
    }
  }

  forEachHeld(take: (time: number, slot: number) => void): void {
    const heads = this.rungs.slice(0, this.depth).flatMap((rung) => [...rung.heads]);
    for (const head of [this.topHead, ...heads]) {
      for (let chunk = head; chunk !== NONE; chunk = this.chunkNext[chunk] as number) {
        const from = chunk * CHUNK_LENGTH;
        const end = from + (this.chunkFill[chunk] as number);
        for (let place = from; place < end; place += 1) {
          take(this.chunkTimes[place] as number, this.chunkSlots[place] as number);
        }
      }
    }
  }

  /** Drops the slots for which `keep` is false; what stays is put in again from the top. */
  sift(keep: (slot: number) => boolean): void {
    const heads = [this.topHead];
    for (const { heads: bucketHeads, counts } of this.rungs.slice(0, this.depth)) {
      heads.push(...bucketHeads.filter((head) => head !== NONE));
      bucketHeads.fill(NONE);
      counts.fill(0);
    }
    this.emptyTop();
    const kept: [time: number, slot: number][] = [];
    for (const head of heads) this.drain(head, (time, slot) => keep(slot) && kept.push([time, slot]));
    for (const [time, slot] of kept) this.insert(time, slot);
  }

  /** A bucket's turn: handed over, or cut into a finer rung and `undefined` returned. */
  private openBucket(rung: Rung, bucket: number): number | undefined {
    const head = rung.heads[bucket] as number;
    const count = rung.counts[bucket] as number;
    const start = rung.start + bucket * rung.width;
    const end = Math.min(start + rung.width, rung.end);
    rung.heads[bucket] = NONE;
    rung.counts[bucket] = 0;
    rung.current = bucket + 1;
    if (count > SPLIT_COUNT && rung.width > 1 && this.depth < RUNG_COUNT_MAX) {
      this.addRung(head, count, start, end);
      return undefined;
    }
    this.drain(head, this.handOver);
    return end;
  }

  private rungFromTop(): void {
    const { topHead, topCount, topMin, topMax } = this;
    this.emptyTop();
    this.addRung(topHead, topCount, topMin, topMax + 1);
  }

  private emptyTop(): void {
    this.topHead = NONE;
    this.topCount = 0;
    this.topMin = Infinity;
    this.topMax = -Infinity;
  }

  private addRung(head: number, count: number, start: number, end: number): void {
    const rung = (this.rungs[this.depth] ??= new Rung());
    const span = end - start;
    rung.width = Math.max(1, Math.ceil(span / Math.min(BUCKET_COUNT_MAX, count)));
    rung.bucketCount = Math.ceil(span / rung.width);
    rung.start = start;
    rung.end = end;
    rung.current = 0;
    this.depth += 1;
    this.drain(head, (time, slot) => this.insert(time, slot));
  }

  private append(head: number, time: number, slot: number): number {
    const isFull = head === NONE || this.chunkFill[head] === CHUNK_LENGTH;
    const chunk = isFull ? this.takeChunk(head) : head;
    const fill = this.chunkFill[chunk] as number;
    this.chunkTimes[chunk * CHUNK_LENGTH + fill] = time;
    this.chunkSlots[chunk * CHUNK_LENGTH + fill] = slot;
    this.chunkFill[chunk] = fill + 1;
    return chunk;
  }

  private takeChunk(next: number): number {
    let chunk = this.freeChunk;
    if (chunk === NONE) {
      if (this.chunkCount === this.chunkNext.length) this.growChunks();
      chunk = this.chunkCount;
      this.chunkCount += 1;
    } else {
      this.freeChunk = this.chunkNext[chunk] as number;
    }
    this.chunkNext[chunk] = next;
    this.chunkFill[chunk] = 0;
    return chunk;
  }

  /** Empties a chain of chunks. What `take` inserts may use the chunks that have been read. */
  private drain(head: number, take: (time: number, slot: number) => void): void {
    for (let chunk = head; chunk !== NONE;) {
      const next = this.chunkNext[chunk] as number;
      const from = chunk * CHUNK_LENGTH;
      const end = from + (this.chunkFill[chunk] as number);
      for (let place = from; place < end; place += 1) {
        take(this.chunkTimes[place] as number, this.chunkSlots[place] as number);
      }
      this.chunkNext[chunk] = this.freeChunk;
      this.freeChunk = chunk;
      chunk = next;
    }
  }

  private growChunks(): void {
    const count = 2 * this.chunkNext.length;
    this.chunkTimes = grownTo(count * CHUNK_LENGTH, this.chunkTimes);
    this.chunkSlots = grownTo(count * CHUNK_LENGTH, this.chunkSlots);
    this.chunkNext = grownTo(count, this.chunkNext);
    this.chunkFill = grownTo(count, this.chunkFill);
  }
}

/** The next bucket of a rung that holds something. */
function nextBucket(rung: Rung): number {
  while (rung.current < rung.bucketCount) {
    if ((rung.counts[rung.current] as number) > 0) return rung.current;
    rung.current += 1;
  }
  return NONE;
}

/**
 * The production queue: a short sorted list of what is near, a ladder of buckets for what is far.
 *
 * Why this shape, measured: up to some twenty events nothing beats a sorted array in which a new one is put from the end,
 * a binary heap included: one branch is mispredicted, not four. It grows with the length; a ladder (buckets of events in
 * no order, cut finer when their time comes) costs the same at any size. So the list holds the events before a `boundary`,
 * everything from it on goes into the ladder, and an empty list takes over the next bucket, a handful of events. With few
 * events the boundary is infinite, and there is only the list.
 *
 * - Ties run in the order scheduled without any number that tells the order: events of one instant are always in one
 *   place, and every move keeps them as they were.
 * - A bucket's width is a power of two of a microsecond, at least one: its place is found by an exact multiplication. A
 *   bucket of one microsecond holds one instant; a large one is taken over chunk by chunk.
 * - Buckets are chains of 16-record chunks from one pool: by value, no allocation, no pointer chasing.
 */
import { EventQueue, NO_EVENT } from "./event-queue.js";
import { grownTo } from "./slot-pool.js";

const NONE = -1;
/** With more events in the list, the far ones move to the ladder. @measured 24 to 48 differ little. */
const NEAR_COUNT_MAX = 32;
/** How many stay. */
const NEAR_COUNT_AFTER_SPILL = 16;

export class LadderQueue extends EventQueue {
  /** Descending: the next event is the last. */
  private times = new Float64Array(64);
  private events = new Int32Array(64);
  private count = 0;
  /** Events before it are in the list, the others in the ladder. */
  private boundary = Infinity;
  private readonly ladder = new Ladder();

  nextTime(): number {
    return this.findNext() ? (this.times[this.count - 1] as number) : Infinity;
  }

  takeUntil(last: number): number {
    if ((this.count === 0 || this.staleCount > 0) && !this.findNext()) return NO_EVENT;
    const place = this.count - 1;
    const time = this.times[place] as number;
    if (time > last) return NO_EVENT;
    const event = this.events[place] as number;
    this.count = place;
    this.time = time;
    this.finish(event);
    return event;
  }

  protected insert(event: number): void {
    const time = this.due;
    if (time >= this.boundary) {
      this.ladder.due = time;
      this.ladder.insert(event);
      return;
    }
    const { times, events } = this;
    let place = this.count;
    this.count = place + 1;
    for (let before = place - 1; before >= 0 && (times[before] as number) <= time; before -= 1) {
      times[place] = times[before] as number;
      events[place] = events[before] as number;
      place = before;
    }
    times[place] = time;
    events[place] = event;
    if (this.count > NEAR_COUNT_MAX) this.spill();
  }

  protected drainInto(times: Float64Array, events: Int32Array): void {
    for (let place = 0; place < this.count; place += 1) {
      const last = this.count - 1 - place;
      times[place] = this.times[last] as number;
      events[place] = this.events[last] as number;
    }
    this.ladder.drainInto(times, events, this.count);
    this.count = 0;
    this.boundary = Infinity;
  }

  /** Sees to it that the last of the list is the next event, and no cancelled one; false when there is none. */
  private findNext(): boolean {
    for (;;) {
      if (this.count === 0) {
        if (!this.refill()) return false;
      } else {
        const event = this.events[this.count - 1] as number;
        if (this.isLive(event)) return true;
        this.count -= 1;
        this.staleCount -= 1;
      }
    }
  }

  /** The list is too long: all but the nearest move to the ladder, in front of what is there. */
  private spill(): void {
    if (this.count === this.times.length) this.growList();
    const { times, events, count } = this;
    if ((times[0] as number) >= this.boundary) return; // Part of a large instant that was taken over: it cannot go back.
    const cut = this.placeToCut();
    const boundary = times[cut - 1] as number;
    this.ladder.beginFront(boundary, this.boundary);
    for (let place = cut - 1; place >= 0; place -= 1) {
      this.ladder.due = times[place] as number;
      this.ladder.insert(events[place] as number);
    }
    times.copyWithin(0, cut, count);
    events.copyWithin(0, cut, count);
    this.count = count - cut;
    this.boundary = boundary;
  }

  /** What stands before the place goes. Events of one instant stay together; when there is but one, all go. */
  private placeToCut(): number {
    const { times, count } = this;
    const wanted = count - NEAR_COUNT_AFTER_SPILL;
    let cut = wanted;
    while (cut > 0 && times[cut - 1] === times[cut]) cut -= 1;
    if (cut > 0) return cut;
    for (cut = wanted; cut < count && times[cut - 1] === times[cut]; cut += 1);
    return cut;
  }

  /** Takes over the next events of the ladder; false when there are none. What was cancelled is dropped. */
  private refill(): boolean {
    const { ladder } = this;
    if (!ladder.openNext()) {
      this.boundary = Infinity;
      return false;
    }
    this.boundary = ladder.openEnd;
    for (let end = ladder.open; end !== EMPTY; end = ladder.closeChunk(end)) {
      if (this.count + CHUNK_LENGTH >= this.times.length) this.growList(); // And room for one that is inserted.
      this.takeOver(ladder.chunkTimes, ladder.chunkEvents, (end - 1) & ~CHUNK_MASK, end);
    }
    return true;
  }

  /** Records from `start` to `end`, the latest first. */
  private takeOver(theirTimes: Float64Array, theirEvents: Int32Array, start: number, end: number): void {
    const { times, events } = this;
    let { count } = this;
    for (let next = end - 1; next >= start; next -= 1) {
      const event = theirEvents[next] as number;
      if (this.isLive(event)) {
        const time = theirTimes[next] as number;
        let place = count;
        for (let before = place - 1; before >= 0 && (times[before] as number) < time; before -= 1) {
          times[place] = times[before] as number;
          events[place] = events[before] as number;
          place = before;
        }
        times[place] = time;
        events[place] = event;
        count += 1;
      } else {
        this.staleCount -= 1;
      }
    }
    this.count = count;
  }

  private growList(): void {
    this.times = grownTo(2 * this.times.length, this.times);
    this.events = grownTo(2 * this.events.length, this.events);
  }
}

const BUCKET_COUNT_MAX = 1_024;
/** A bucket with more events is cut into a rung of its own. @measured 12 to 24 differ little. */
const SPLIT_COUNT = 24;
/** Rungs that splitting adds: each makes buckets 16 to 1,024 times finer, so that it never comes to so many. */
const RUNG_COUNT_MAX = 24;
/** With more rungs, a new one in front is not added: everything goes back to the top. */
const FRONT_RUNG_COUNT_MAX = 12;
const CHUNK_BITS = 4;
const CHUNK_LENGTH = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK_LENGTH - 1;
/** A chain is named by the place behind its latest record; a multiple of the chunk length means no room. */
const EMPTY = 0;

/** Buckets of equal width from `start` to `end`; those before `current` are empty for good. */
class Rung {
  start = 0;
  end = 0;
  /** In µs; a power of two, so that to multiply by its inverse is exact. */
  width = 1;
  inverse = 1;
  bucketCount = 0;
  current = 0;
  readonly chains = new Int32Array(BUCKET_COUNT_MAX);

  begin(start: number, end: number, bucketCount: number): void {
    const span = end - start;
    this.width = 1;
    while (this.width * bucketCount < span) this.width *= 2;
    this.inverse = 1 / this.width;
    this.bucketCount = Math.ceil(span / this.width);
    this.start = start;
    this.end = end;
    this.current = 0;
  }

  /** Goes on to the next bucket that holds something; false when there is none. */
  advance(): boolean {
    const { chains, bucketCount } = this;
    let bucket = this.current;
    while (bucket < bucketCount && chains[bucket] === EMPTY) bucket += 1;
    this.current = bucket;
    return bucket < bucketCount;
  }
}

/** Events far away, in buckets that need no order: rungs from coarse to fine, and above them the unsorted top. */
class Ladder {
  chunkTimes = new Float64Array(16 * CHUNK_LENGTH);
  chunkEvents = new Int32Array(16 * CHUNK_LENGTH);
  /** The time of what is inserted next: see {@link EventQueue.due}. */
  due = 0;
  /** The chain that is to be taken over, chunk by chunk. */
  open = EMPTY;
  /** All that is left in the ladder is due then or later. */
  openEnd = 0;
  /** The older neighbour in a chain; of a free chunk, the next free one. */
  private chunkNext = new Int32Array(16);
  private chunkCount = 0;
  private freeChunk = NONE;
  private readonly rungs: Rung[] = [];
  private depth = 0;
  private top = EMPTY;
  private topCount = 0;
  private topMin = Infinity;
  private topMax = -Infinity;
  /** The rest of a large bucket of one instant, its chunks oldest first. */
  private instant = NONE;
  private instantLastFill = 0;

  insert(event: number): void {
    const time = this.due;
    for (let level = this.depth - 1; level >= 0; level -= 1) {
      const rung = this.rungs[level] as Rung;
      if (time < rung.end) {
        const bucket = ((time - rung.start) * rung.inverse) | 0;
        rung.chains[bucket] = this.append(rung.chains[bucket] as number, event);
        return;
      }
    }
    if (time < this.topMin) this.topMin = time;
    if (time > this.topMax) this.topMax = time;
    this.topCount += 1;
    this.top = this.append(this.top, event);
  }

  /** Makes room for events from `start` up to `end`, where the ladder begins now. */
  beginFront(start: number, end: number): void {
    if (this.depth >= FRONT_RUNG_COUNT_MAX) this.moveAllToTop();
    if (this.depth > 0) this.addRung(start, end, BUCKET_COUNT_MAX);
  }

  /** Opens the chain of the nearest events; false when there are none. */
  openNext(): boolean {
    for (;;) {
      if (this.instant !== NONE) return this.openInstant();
      if (this.depth === 0) {
        if (this.topCount === 0) return false;
        if (this.openTop()) return true;
      }
      const rung = this.rungs[this.depth - 1] as Rung;
      if (!rung.advance()) this.depth -= 1;
      else if (this.openBucket(rung)) return true;
    }
  }

  /** The latest chunk of a chain has been taken over. Returns what is left of the chain. */
  closeChunk(chain: number): number {
    const chunk = (chain - 1) >> CHUNK_BITS;
    const older = this.chunkNext[chunk] as number;
    this.freeChunkAgain(chunk);
    return (older + 1) << CHUNK_BITS;
  }

  /** Puts everything into the arrays, from `start` on, those of one instant oldest first; is empty then. Returns the end. */
  drainInto(times: Float64Array, events: Int32Array, start: number): number {
    let count = start;
    while (this.openNext()) {
      const chain = this.open;
      for (let chunk = this.oldestFirst(chain); chunk !== NONE;) {
        const next = this.chunkNext[chunk] as number;
        const from = chunk << CHUNK_BITS;
        const end = from + (next === NONE ? lastFill(chain) : CHUNK_LENGTH);
        for (let place = from; place < end; place += 1) {
          times[count] = this.chunkTimes[place] as number;
          events[count] = this.chunkEvents[place] as number;
          count += 1;
        }
        this.freeChunkAgain(chunk);
        chunk = next;
      }
    }
    return count;
  }

  private moveAllToTop(): void {
    const times = new Float64Array(this.chunkEvents.length);
    const events = new Int32Array(this.chunkEvents.length);
    const count = this.drainInto(times, events, 0);
    for (let index = 0; index < count; index += 1) {
      this.due = times[index] as number;
      this.insert(events[index] as number);
    }
  }

  /** One chunk of a large instant. What is scheduled for the instant meanwhile comes into its bucket. */
  private openInstant(): true {
    const chunk = this.instant;
    const rung = this.rungs[this.depth - 1] as Rung;
    this.instant = this.chunkNext[chunk] as number;
    this.chunkNext[chunk] = NONE;
    this.open = (chunk << CHUNK_BITS) + (this.instant === NONE ? this.instantLastFill : CHUNK_LENGTH);
    this.openEnd = rung.start + rung.current;
    return true;
  }

  /** The top, when it is small; otherwise it becomes a rung, and the answer is false. */
  private openTop(): boolean {
    const { top, topCount, topMin, topMax } = this;
    this.top = EMPTY;
    this.topCount = 0;
    this.topMin = Infinity;
    this.topMax = -Infinity;
    if (topCount <= SPLIT_COUNT) {
      this.open = top;
      this.openEnd = topMax + 1;
      return true;
    }
    this.addRung(topMin, topMax + 1, topCount);
    this.scatter(top);
    return false;
  }

  /** The current bucket; a large one is made ready to be opened in parts, and the answer is false. */
  private openBucket(rung: Rung): boolean {
    const { current, width } = rung;
    const chain = rung.chains[current] as number;
    const start = rung.start + current * width;
    const end = Math.min(start + width, rung.end);
    rung.chains[current] = EMPTY;
    const count = this.lengthOf(chain);
    if (count > SPLIT_COUNT && width === 1) {
      this.instant = this.oldestFirst(chain);
      this.instantLastFill = lastFill(chain);
      return false;
    }
    rung.current += 1;
    if (count > SPLIT_COUNT && this.depth < RUNG_COUNT_MAX) {
      this.addRung(start, end, count);
      this.scatter(chain);
      return false;
    }
    this.open = chain;
    this.openEnd = end;
    return true;
  }

  private addRung(start: number, end: number, count: number): void {
    const rung = (this.rungs[this.depth] ??= new Rung());
    rung.begin(start, end, Math.min(BUCKET_COUNT_MAX, count));
    this.depth += 1;
  }

  /** Spreads a chain over the finest rung, and frees its chunks. */
  private scatter(chain: number): void {
    const { chains, start, inverse } = this.rungs[this.depth - 1] as Rung;
    for (let chunk = this.oldestFirst(chain); chunk !== NONE;) {
      const next = this.chunkNext[chunk] as number;
      const from = chunk << CHUNK_BITS;
      const end = from + (next === NONE ? lastFill(chain) : CHUNK_LENGTH);
      for (let place = from; place < end; place += 1) {
        this.due = this.chunkTimes[place] as number;
        const bucket = ((this.due - start) * inverse) | 0;
        chains[bucket] = this.append(chains[bucket] as number, this.chunkEvents[place] as number);
      }
      this.freeChunkAgain(chunk);
      chunk = next;
    }
  }

  private append(chain: number, event: number): number {
    const place = (chain & CHUNK_MASK) === 0 ? this.newChunk(chain) : chain;
    this.chunkTimes[place] = this.due;
    this.chunkEvents[place] = event;
    return place + 1;
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

  private freeChunkAgain(chunk: number): void {
    this.chunkNext[chunk] = this.freeChunk;
    this.freeChunk = chunk;
  }

  private lengthOf(chain: number): number {
    let length = lastFill(chain);
    for (let chunk = this.olderThan(chain); chunk !== NONE; chunk = this.chunkNext[chunk] as number) {
      length += CHUNK_LENGTH;
    }
    return length;
  }

  private olderThan(chain: number): number {
    return this.chunkNext[(chain - 1) >> CHUNK_BITS] as number;
  }

  /** Turns a chain's links round; returns the oldest chunk. All but the last are full. */
  private oldestFirst(chain: number): number {
    let newer = NONE;
    for (let chunk = (chain - 1) >> CHUNK_BITS; chunk !== NONE;) {
      const older = this.chunkNext[chunk] as number;
      this.chunkNext[chunk] = newer;
      newer = chunk;
      chunk = older;
    }
    return newer;
  }

  private growChunks(): void {
    const count = 2 * this.chunkNext.length;
    this.chunkTimes = grownTo(count * CHUNK_LENGTH, this.chunkTimes);
    this.chunkEvents = grownTo(count * CHUNK_LENGTH, this.chunkEvents);
    this.chunkNext = grownTo(count, this.chunkNext);
  }
}

/** Records in a chain's latest chunk. */
function lastFill(chain: number): number {
  return ((chain - 1) & CHUNK_MASK) + 1;
}

/**
 * The production queue: a short sorted list of what is near, and behind it a ladder of buckets for what is far.
 *
 * Why this shape, measured: up to some thirty events nothing beats a sorted array in which a new one is put from the end, a
 * binary heap included: one branch is mispredicted, not four. It grows with the length; a ladder costs the same at any
 * size. So the list holds the events before a `boundary`, everything from it on goes into the ladder, and an empty list
 * takes over the next bucket, one or two dozen events. With few events the boundary is infinite, and there is only the list.
 *
 * Ties run in the order scheduled without any number that tells the order: events of one instant are always in one place,
 * and every move keeps them as they were.
 *
 * What runs for every event is written short, so that the engine compiles the loop, its handler and the queue as one piece:
 * it stops at some 900 bytes of its byte code.
 */
import { CHUNK_LENGTH } from "./chunks.js";
import { EventQueue, NO_EVENT, type QueueMemory } from "./event-queue.js";
import { Ladder } from "./ladder.js";
import { grownTo } from "./slot-pool.js";

/** A record: time, payload, label. */
const CELLS = 3;
const PAYLOAD = 1;
const LABEL = 2;
/** With more events in the list, the far ones move to the ladder. @measured 24 to 48 differ little. */
const NEAR_COUNT_MAX = 32;
/** How many stay. */
const NEAR_COUNT_AFTER_SPILL = 16;
/** In the list, where its first record is: behind a guard, which is later than any. */
const BEGIN = CELLS;
const END_MAX = BEGIN + CELLS * NEAR_COUNT_MAX;
/** Room for what the ladder hands over at a time, and for one that is inserted. */
const FIRST_LENGTH = BEGIN + 2 * CELLS * CHUNK_LENGTH;

/** Of a queue that is over. */
const NOTHING_NEAR = new Float64Array(BEGIN);
const NOTHING_FAR = new Ladder();

/** What a queue has allocated, empty again. */
export interface LadderQueueMemory extends QueueMemory {
  readonly near: Float64Array;
  readonly ladder: Ladder;
}

export class LadderQueue extends EventQueue {
  /** Records, descending: the next event is the last. */
  private near: Float64Array;
  private end = BEGIN;
  /** Events before it are in the list, the others in the ladder. */
  private boundary = Infinity;
  private ladder: Ladder;

  constructor(memory?: LadderQueueMemory) {
    super(memory);
    this.near = memory?.near ?? new Float64Array(FIRST_LENGTH).fill(Infinity, 0, BEGIN);
    this.ladder = memory?.ladder ?? new Ladder();
  }

  get heldCount(): number {
    return (this.end - BEGIN) / CELLS + this.ladder.count;
  }

  nextTime(): number {
    return this.findNext() ? (this.near[this.end - CELLS] as number) : Infinity;
  }

  takeUntil(last: number): number {
    if ((this.end === BEGIN || this.staleCount > 0) && !this.findNext()) return NO_EVENT;
    const { near } = this;
    const at = this.end - CELLS;
    const time = near[at] as number;
    if (time > last) return NO_EVENT;
    this.end = at;
    this.time = time;
    return this.finish(near[at + LABEL] as number);
  }

  /** Where the list ends now: nothing has been pushed since. */
  protected get takenPayload(): number {
    return this.near[this.end + PAYLOAD] as number;
  }

  protected insert(event: number, kind: number, payload: number): void {
    const time = this.due;
    const { near } = this;
    let at = this.end;
    if (time < this.boundary) {
      this.end = at + CELLS;
      for (; (near[at - 3] as number) <= time; at -= CELLS) {
        near[at] = near[at - 3] as number;
        near[at + 1] = near[at - 2] as number;
        near[at + 2] = near[at - 1] as number;
      }
    }
    near[at] = time;
    near[at + PAYLOAD] = payload;
    near[at + LABEL] = this.labelOf(event, kind);
    const { end } = this;
    if (at === end || end > END_MAX) this.moveOn(at);
  }

  protected drainInto(all: Float64Array): void {
    let to = 0;
    for (let at = this.end - CELLS; at >= BEGIN; at -= CELLS) {
      for (let cell = at; cell < at + CELLS; cell += 1) all[to++] = this.near[cell] as number;
    }
    this.ladder.drainInto(all, to);
    this.end = BEGIN;
    this.boundary = Infinity;
  }

  override vacate(): LadderQueueMemory {
    const { near, ladder } = this;
    this.near = NOTHING_NEAR;
    this.ladder = NOTHING_FAR;
    this.end = BEGIN;
    ladder.empty();
    return { ...super.vacate(), near, ladder };
  }

  /** The record behind the list is for the ladder; otherwise there are too many in the list. */
  private moveOn(at: number): void {
    if (at === this.end) this.ladder.insert(this.near, at);
    else this.spill();
  }

  /** Sees to it that the last of the list is the next event, and no cancelled one; false when there is none. */
  private findNext(): boolean {
    for (;;) {
      if (this.end === BEGIN && !this.refill()) return false;
      const last = this.end - CELLS;
      if (this.staleCount === 0 || this.isLive(this.eventOf(this.near[last + LABEL] as number))) return true;
      this.end = last;
      this.staleCount -= 1;
    }
  }

  /** The list is too long: all but the nearest move to the ladder, in front of what is there. */
  private spill(): void {
    if (this.end === this.near.length) this.near = grownTo(2 * this.near.length, this.near);
    const { near, end } = this;
    if ((near[BEGIN] as number) >= this.boundary) return; // Part of a large instant that was taken over: it cannot go back.
    const cut = this.placeToCut();
    const boundary = near[cut - CELLS] as number;
    this.ladder.beginFront(boundary, this.boundary);
    for (let at = cut - CELLS; at >= BEGIN; at -= CELLS) this.ladder.insert(near, at);
    near.copyWithin(BEGIN, cut, end);
    this.end = BEGIN + end - cut;
    this.boundary = boundary;
  }

  /** What stands before the place goes. Events of one instant stay together; when there is but one, all go. */
  private placeToCut(): number {
    const { near, end } = this;
    const wanted = end - CELLS * NEAR_COUNT_AFTER_SPILL;
    let cut = wanted;
    while (cut > BEGIN && near[cut - CELLS] === near[cut]) cut -= CELLS;
    if (cut > BEGIN) return cut;
    for (cut = wanted; cut < end && near[cut - CELLS] === near[cut]; cut += CELLS);
    return cut;
  }

  /** Takes the next events of the ladder over into the list, which is empty; false when there are none. */
  private refill(): boolean {
    const { ladder, near } = this;
    if (!ladder.openNext()) {
      this.boundary = Infinity;
      return false;
    }
    this.boundary = ladder.openEnd;
    const { records, open } = ladder;
    let end = BEGIN;
    for (let from = open + CELLS * ladder.openCount - CELLS; from >= open; from -= CELLS) {
      const time = records[from] as number;
      let at = end;
      for (; (near[at - 3] as number) < time; at -= CELLS) {
        near[at] = near[at - 3] as number;
        near[at + 1] = near[at - 2] as number;
        near[at + 2] = near[at - 1] as number;
      }
      near[at] = time;
      near[at + PAYLOAD] = records[from + PAYLOAD] as number;
      near[at + LABEL] = records[from + LABEL] as number;
      end += CELLS;
    }
    this.end = end;
    return true;
  }
}

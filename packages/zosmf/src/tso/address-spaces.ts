/**
 * The TSO/E address spaces of one system that came into being through CEA: its session table, in typed arrays.
 *
 * Data plane: requests look for one and leave it again, so entries are slots that are used again, and those of a user
 * are linked, the newest first: a user has few. Nothing is decided here.
 */
import { grownTo, SlotPool, type Forkable } from "@sysplex/sim-core";
import { TSO_SESSIONS_MAX } from "./parameters.js";

/** What an address space is for. */
export const TsoUse = {
  /** Started by a client, which has a servletKey. */
  session: 1,
  /** For one command. */
  command: 2,
  /** Holds the EMCS console of a user. */
  console: 3,
  /** For the data set and file services. */
  files: 4,
} as const;

export type TsoUse = (typeof TsoUse)[keyof typeof TsoUse];

export const TsoPhase = {
  /** LOGON is in progress. */
  starting: 1,
  active: 2,
  /** Ends when the last request has left it. */
  closing: 3,
  /** Ended by its user, and kept for his next start. */
  dormant: 4,
  /** Cancelled; its place is not free yet. */
  cancelled: 5,
  /** The address space is gone, and z/OSMF has not noticed: it takes no place. */
  lost: 6,
} as const;

export type TsoPhase = (typeof TsoPhase)[keyof typeof TsoPhase];

/** No server knows it any more. */
export const ORPHAN = -1;

/** No slot. */
export const NONE = -1;

/** Entries of the table, and of consoles that z/OSMF takes for alive. */
const SLOT_LIMIT = 1 << 20;
const FIRST_USERS = 64;

export class AddressSpaces implements Forkable {
  users = new Int32Array(0);
  /** Index of the server, or {@link ORPHAN}. */
  servers = new Int32Array(0);
  uses = new Uint8Array(0);
  phases = new Uint8Array(0);
  /** Requests that work with it. */
  requests = new Int32Array(0);
  /** When it was left last. */
  leftAt = new Float64Array(0);
  /** Handle of the event that comes next; {@link NONE}: there is none. */
  timers = new Int32Array(0);
  /** The user's next older one + 1; 0: none. */
  private next = new Int32Array(0);
  /** By user: the newest one + 1; 0: none. */
  private heads = new Int32Array(FIRST_USERS);
  /** Entries that count against MAXSESSIONS. */
  private placesTaken = 0;
  private readonly pool = new SlotPool({
    slotLimit: SLOT_LIMIT,
    what: `TSO/E address spaces are on one system, where CEA keeps ${TSO_SESSIONS_MAX} at most`,
    grow: (capacity) => this.grow(capacity),
  });

  /** Address spaces in CEA's table. */
  get places(): number {
    return this.placesTaken;
  }

  get slotCount(): number {
    return this.pool.slotCount;
  }

  isInUse(slot: number): boolean {
    return this.pool.isInUse(slot);
  }

  /** The user's newest; {@link NONE}: he has none. */
  newestOf(user: number): number {
    return user < this.heads.length ? (this.heads[user] as number) - 1 : NONE;
  }

  /** The next older one of the same user. */
  olderThan(slot: number): number {
    return (this.next[slot] as number) - 1;
  }

  /** The newest of a user's in this phase that a server knows; of those for files, one that no request works with. */
  find(user: number, server: number, use: TsoUse, phase: TsoPhase): number {
    for (let slot = this.newestOf(user); slot !== NONE; slot = this.olderThan(slot)) {
      const isOne = this.uses[slot] === use && this.phases[slot] === phase && this.servers[slot] === server;
      if (isOne && (use !== TsoUse.files || this.requests[slot] === 0)) return slot;
    }
    return NONE;
  }

  countOf(user: number, phase: TsoPhase): number {
    let count = 0;
    for (let slot = this.newestOf(user); slot !== NONE; slot = this.olderThan(slot))
      if (this.phases[slot] === phase) count += 1;
    return count;
  }

  /** Entries of a user that are in CEA's table. */
  placesOf(user: number): number {
    let count = 0;
    for (let slot = this.newestOf(user); slot !== NONE; slot = this.olderThan(slot))
      if (this.phases[slot] !== TsoPhase.lost) count += 1;
    return count;
  }

  hasAlive(user: number, use: TsoUse): boolean {
    for (let slot = this.newestOf(user); slot !== NONE; slot = this.olderThan(slot))
      if (this.uses[slot] === use && isAlive(this.phases[slot] as TsoPhase)) return true;
    return false;
  }

  /** Idle ones like this one: of the same user, for the same use, known to the same server. */
  idleBeside(slot: number): number {
    let idle = 0;
    const user = this.users[slot] as number;
    for (let other = this.newestOf(user); other !== NONE; other = this.olderThan(other)) {
      const isLike = this.uses[other] === this.uses[slot] && this.servers[other] === this.servers[slot];
      if (isLike && this.phases[other] === TsoPhase.active && this.requests[other] === 0) idle += 1;
    }
    return idle;
  }

  add(user: number, server: number, use: TsoUse): number {
    const slot = this.pool.take();
    this.placesTaken += 1;
    this.users[slot] = user;
    this.servers[slot] = server;
    this.uses[slot] = use;
    this.phases[slot] = TsoPhase.starting;
    this.requests[slot] = 1;
    this.leftAt[slot] = 0;
    this.timers[slot] = NONE;
    if (user >= this.heads.length) this.growUsers(user);
    this.next[slot] = this.heads[user] as number;
    this.heads[user] = slot + 1;
    return slot;
  }

  /** The address space has gone, and z/OSMF does not know. */
  lose(slot: number): void {
    this.phases[slot] = TsoPhase.lost;
    this.placesTaken -= 1;
  }

  remove(slot: number): void {
    if (this.phases[slot] !== TsoPhase.lost) this.placesTaken -= 1;
    const user = this.users[slot] as number;
    const older = this.next[slot] as number;
    if (this.heads[user] === slot + 1) this.heads[user] = older;
    else {
      let newer = this.newestOf(user);
      while (this.next[newer] !== slot + 1) newer = this.olderThan(newer);
      this.next[newer] = older;
    }
    this.pool.release(slot);
  }

  copyFrom(twin: AddressSpaces): void {
    this.pool.copyFrom(twin.pool);
    this.users = twin.users.slice();
    this.servers = twin.servers.slice();
    this.uses = twin.uses.slice();
    this.phases = twin.phases.slice();
    this.requests = twin.requests.slice();
    this.leftAt = twin.leftAt.slice();
    this.timers = twin.timers.slice();
    this.next = twin.next.slice();
    this.heads = twin.heads.slice();
    this.placesTaken = twin.placesTaken;
  }

  private growUsers(user: number): void {
    let capacity = this.heads.length;
    while (capacity <= user) capacity *= 2;
    this.heads = grownTo(capacity, this.heads);
  }

  private grow(capacity: number): void {
    this.users = grownTo(capacity, this.users);
    this.servers = grownTo(capacity, this.servers);
    this.uses = grownTo(capacity, this.uses);
    this.phases = grownTo(capacity, this.phases);
    this.requests = grownTo(capacity, this.requests);
    this.leftAt = grownTo(capacity, this.leftAt);
    this.timers = grownTo(capacity, this.timers);
    this.next = grownTo(capacity, this.next);
  }
}

/** Whether the address space exists and does its work. */
export function isAlive(phase: TsoPhase): boolean {
  return phase === TsoPhase.starting || phase === TsoPhase.active || phase === TsoPhase.closing;
}

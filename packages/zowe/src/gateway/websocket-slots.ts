/** The websockets of one gateway. */
import { grownTo, SlotPool } from "@sysplex/sim-core";
import type { ConnectionName } from "@sysplex/tcpip";
import { HeldWebsockets, WEBSOCKETS_MAX } from "../held-websockets.js";

const NONE = -1;

/** In the order in which a websocket passes through them. */
export const WebsocketPhase = {
  /** A connection to the instance is being made. */
  Connecting: 0,
  /** The instance has the upgrade. */
  Upgrading: 1,
  Open: 2,
} as const;

/** What has reached a gateway that hangs. */
export const WebsocketNews = {
  None: 0,
  Connected: 1,
  Refused: 2,
  TimedOut: 3,
  Answered: 4,
  LimitReached: 5,
} as const;

/** Its news are {@link WebsocketNews}. */
export class WebsocketSlots extends HeldWebsockets {
  /** What the instance is asked. */
  asked = new Int32Array(0);
  phase = new Uint8Array(0);
  /** The connection to the instance. */
  upstream = new Int32Array(0);
  /** When something came over it at last, in µs. */
  usedAt = new Float64Array(0);
  /** The limit of the upgrade; −1: none. */
  timer = new Int32Array(0);
  protected readonly pool = new SlotPool({
    slotLimit: WEBSOCKETS_MAX,
    what: "websockets are in one gateway",
    grow: (capacity) => this.grow(capacity),
  });

  get openCount(): number {
    let count = 0;
    for (let slot = 0; slot < this.slotCount; slot += 1) {
      if (this.isInUse(slot) && this.phase[slot] === WebsocketPhase.Open) count += 1;
    }
    return count;
  }

  open(connection: ConnectionName, request: number, asked: number): number {
    const slot = this.hold(connection, request);
    this.asked[slot] = asked;
    this.phase[slot] = WebsocketPhase.Connecting;
    this.upstream[slot] = NONE;
    this.timer[slot] = NONE;
    return slot;
  }

  override copyFrom(twin: this): void {
    super.copyFrom(twin);
    this.asked = twin.asked.slice();
    this.phase = twin.phase.slice();
    this.upstream = twin.upstream.slice();
    this.usedAt = twin.usedAt.slice();
    this.timer = twin.timer.slice();
  }

  protected override grow(capacity: number): void {
    super.grow(capacity);
    this.asked = grownTo(capacity, this.asked);
    this.phase = grownTo(capacity, this.phase);
    this.upstream = grownTo(capacity, this.upstream);
    this.usedAt = grownTo(capacity, this.usedAt);
    this.timer = grownTo(capacity, this.timer);
  }
}

/** The requests of a Desktop client that are under way, logons among them: pooled slots in columns. */
import { grownTo, SlotPool, type Forkable } from "@sysplex/sim-core";

const REQUEST_LIMIT = 0x20_0000;

export class DesktopRequests implements Forkable {
  user = new Int32Array(0);
  kind = new Uint8Array(0);
  due = new Float64Array(0);
  serial = new Float64Array(0);
  connection = new Int32Array(0);
  timer = new Int32Array(0);
  readonly pool = new SlotPool({
    slotLimit: REQUEST_LIMIT,
    what: "requests of Desktop users are under way",
    grow: (capacity) => this.grow(capacity),
  });

  copyFrom(twin: DesktopRequests): void {
    this.pool.copyFrom(twin.pool);
    this.user = twin.user.slice();
    this.kind = twin.kind.slice();
    this.due = twin.due.slice();
    this.serial = twin.serial.slice();
    this.connection = twin.connection.slice();
    this.timer = twin.timer.slice();
  }

  private grow(capacity: number): void {
    this.user = grownTo(capacity, this.user);
    this.kind = grownTo(capacity, this.kind);
    this.due = grownTo(capacity, this.due);
    this.serial = grownTo(capacity, this.serial);
    this.connection = grownTo(capacity, this.connection);
    this.timer = grownTo(capacity, this.timer);
  }
}

/** How far each user of a Desktop client is, and when the next step is due. */
import type { Duration, EventHandle, Forkable } from "@sysplex/sim-core";
import { desktopPayload, userDue, type DesktopClientPlex } from "./desktop-events.js";

/** Users go through these in this order, and back to the first when a session is not known. */
export const UserState = { LoggedOff: 0, LoggingOn: 1, LoggedOn: 2, Opening: 3, Open: 4 } as const;

const NONE = -1;

export class DesktopUserStates implements Forkable {
  /** By user. */
  readonly state: Uint8Array;
  private readonly timer: Int32Array;

  /** @param client Its index among the plex's. */
  constructor(
    private readonly plex: DesktopClientPlex,
    private readonly client: number,
    readonly count: number,
  ) {
    this.state = new Uint8Array(count);
    this.timer = new Int32Array(count).fill(NONE);
  }

  isLoggedOn(user: number): boolean {
    return (this.state[user] as number) >= UserState.LoggedOn;
  }

  /** How many have come so far, or farther. */
  countFrom(state: number): number {
    return this.state.reduce((sum, one) => (one >= state ? sum + 1 : sum), 0);
  }

  /** The next step of a user: whatever was due before is not due any more. */
  arm(user: number, delay: Duration): void {
    const timer = this.timer[user] as number;
    if (timer >= 0) this.plex.sim.cancel(timer as EventHandle);
    this.timer[user] = this.plex.sim.after(delay, userDue, desktopPayload(user, this.client));
  }

  /** Its step is due now. */
  onDue(user: number): void {
    this.timer[user] = NONE;
  }

  copyFrom(twin: DesktopUserStates): void {
    this.state.set(twin.state);
    this.timer.set(twin.timer);
  }
}

/**
 * Names of EMCS consoles that a dead system still holds: they are unique in the sysplex until it is partitioned.
 *
 * @source z/OS MVS Planning: Operations, extended MCS consoles; zowe/zowe-cli issue 1843 for what z/OSMF answers.
 */
import { grownTo, type Forkable } from "@sysplex/sim-core";
import { NO_USER } from "@sysplex/tcpip";

const FIRST_USERS = 64;

export class ConsoleNames implements Forkable {
  /** By user: 1 while the name is held. A user has one console. */
  private held = new Uint8Array(FIRST_USERS);

  isHeld(user: number): boolean {
    return user < this.held.length && this.held[user] === 1;
  }

  hold(user: number): void {
    if (user === NO_USER) return; // Whose it is, is not known.
    if (user >= this.held.length) {
      let capacity = this.held.length;
      while (capacity <= user) capacity *= 2;
      this.held = grownTo(capacity, this.held);
    }
    this.held[user] = 1;
  }

  releaseAll(): void {
    this.held.fill(0);
  }

  copyFrom(twin: ConsoleNames): void {
    this.held = twin.held.slice();
  }
}

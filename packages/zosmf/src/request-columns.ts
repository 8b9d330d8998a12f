/** Columns of the requests in one server: what is kept of each beyond what every thread pool keeps. */
import { grownTo, type Forkable } from "@sysplex/sim-core";

export class RequestColumns implements Forkable {
  /** Its body; `NO_UPLOAD`: none that counts. */
  bodies = new Uint8Array(0);
  /** Who asks; 0: nobody. */
  users = new Int32Array(0);
  /** What it bears, and the token that this was when it came. */
  credentials = new Uint8Array(0);
  tokens = new Int32Array(0);

  copyFrom(twin: RequestColumns): void {
    this.bodies = twin.bodies.slice();
    this.users = twin.users.slice();
    this.credentials = twin.credentials.slice();
    this.tokens = twin.tokens.slice();
  }

  growTo(capacity: number): void {
    this.bodies = grownTo(capacity, this.bodies);
    this.users = grownTo(capacity, this.users);
    this.credentials = grownTo(capacity, this.credentials);
    this.tokens = grownTo(capacity, this.tokens);
  }
}

import type { ConnectionName } from "./connections.js";

/** A server program, as its stack sees it. Its name is its key in `Tcpip.applications`. */
export interface Application {
  /**
   * A request has arrived; the connection's name goes stale when the connection closes.
   *
   * @param asked Operation and user: see `request-content.ts`.
   */
  onRequest(connection: ConnectionName, request: number, asked: number): void;
  /** False: the program takes no connections off the backlog, because it hangs. */
  readonly accepting: boolean;
}

import type { ConnectionName } from "./connections.js";

/**
 * What a server program does with requests. `closed`: there is no process. `notReady`: the web server answers by itself.
 * `serving`: the application answers. `stopped`: the process does nothing; requests pile up.
 */
export type ApplicationMode = "closed" | "notReady" | "serving" | "stopped";

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

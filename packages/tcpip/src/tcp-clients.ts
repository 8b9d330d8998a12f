/** The programs that open connections, by the number that each was given when it was made. */
import { assert, type Duration, type Forkable } from "@sysplex/sim-core";
import type { ConnectionName } from "./connections.js";
import type { TcpProfile } from "./syn-schedule.js";

/** A program that opens connections. Connections are closed already when a failure is reported. */
export interface TcpClient {
  /** `purpose` is the number that the client gave to `connect`. */
  onConnected(connection: ConnectionName, purpose: number): void;
  onConnectFailed(purpose: number, why: "refused" | "timeout"): void;
  /** `stack` is −1 when the server is outside of the sysplex. */
  onResponse(connection: ConnectionName, request: number, status: number, stack: number): void;
  /** The connection was cut: by RST, or because data was never acknowledged. `request` is −1 when none was waiting. */
  onReset(request: number, why: "reset" | "timeout"): void;
}

export interface ClientEntry {
  readonly client: TcpClient;
  readonly profile: TcpProfile;
  readonly latency: Duration;
  /** The stack of its host; −1: a host outside of the sysplex. */
  readonly stack: number;
}

const CLIENTS_MADE_LATE =
  "A fork has the TCP clients that its context function adds, and these are not as many as its parent has";

export class TcpClients implements Forkable {
  private entries: ClientEntry[] = [];

  add(entry: ClientEntry): number {
    this.entries.push(entry);
    return this.entries.length - 1;
  }

  at(client: number): ClientEntry {
    return this.entries[client] as ClientEntry;
  }

  /** Programs are those of the fork, found by index. */
  copyFrom(twin: TcpClients): void {
    assert(this.entries.length === twin.entries.length, CLIENTS_MADE_LATE);
    this.entries = this.entries.map(({ client, stack }, index) => {
      const { profile, latency } = twin.at(index);
      return { client, profile, latency, stack };
    });
  }
}

/** The listeners of all stacks, by the number that each was given when it opened: the program behind it, and its backlog. */
import { assert, type Forkable } from "@sysplex/sim-core";
import type { Application } from "./application.js";
import type { TcpipPlex } from "./plex.js";
import type { SetupCounts } from "./setup-counts.js";
import type { ListenerState } from "./state.js";

/** What stays the same as long as it listens. */
interface ListenerEntry {
  readonly applicationName: string;
  readonly backlogLimit: number;
}

export class Listeners implements Forkable {
  private entries: ListenerEntry[] = [];
  /** What the names in `entries` stand for. */
  private applications: (Application | undefined)[] = [];
  private backlogs: number[] = [];

  constructor(private readonly plex: TcpipPlex) {}

  add({ application, backlog }: Pick<ListenerState, "application" | "backlog">): number {
    this.applications.push(this.plex.tcpip.applications.get(application));
    this.entries.push(Object.freeze({ applicationName: application, backlogLimit: backlog }));
    this.backlogs.push(0);
    return this.applications.length - 1;
  }

  application(listener: number): Application | undefined {
    return this.applications[listener];
  }

  /** Its program takes connections; none does behind what is no listener. */
  isAccepting(listener: number): boolean {
    return this.applications[listener]?.accepting === true;
  }

  /** Puts a connection on the listener's backlog; false when that is full, and the SYN is dropped. */
  queueForAccept(listener: number, counts: SetupCounts): boolean {
    const accepting = this.isAccepting(listener);
    if (accepting) this.backlogs[listener] = 0;
    else if ((this.backlogs[listener] as number) >= (this.entries[listener] as ListenerEntry).backlogLimit)
      return false;
    else this.backlogs[listener] = (this.backlogs[listener] as number) + 1;
    counts.established += 1;
    if (accepting) counts.accepted += 1;
    return true;
  }

  /** Server programs are those of the fork, found by name. */
  copyFrom(twin: Listeners): void {
    this.entries = [...twin.entries];
    this.applications = twin.applications.map((application, listener) =>
      application === undefined ? undefined : this.applicationOf(twin.entries[listener] as ListenerEntry),
    );
    this.backlogs = [...twin.backlogs];
  }

  private applicationOf({ applicationName }: ListenerEntry): Application {
    const application = this.plex.tcpip.applications.get(applicationName);
    assert(
      application !== undefined,
      `The context function did not register the server program ${applicationName} again`,
    );
    return application;
  }
}

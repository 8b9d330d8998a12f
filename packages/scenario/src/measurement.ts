/**
 * What is measured: the models' news become milestones of failovers, and a record of who owned and who served.
 */
import { after, seconds, START, type Instant } from "@sysplex/sim-core";
import type { ConsoleMessage } from "@sysplex/sysplex";
import type { ScenarioPlex } from "./plex.js";
import type { Service } from "./service.js";

/** Who owned an address, or was the active target of a service, from an instant on; absent: nobody. */
export interface Tenure {
  readonly at: Instant;
  readonly of: string;
  readonly stack?: string;
}

/** Systems that are up at the start need a few signals until owners and targets are known. */
const SETTLED = after(START, seconds(1));

/** Most kept; a run that flaps for days still ends. */
const KEPT_MAX = 10_000;

export class Measurement {
  readonly owners: Tenure[] = [];
  readonly activeTargets: Tenure[] = [];
  /** The first ten thousand. */
  readonly messages: ConsoleMessage[] = [];
  readonly messageCounts = new Map<string, number>();

  constructor(
    private readonly plex: ScenarioPlex,
    private readonly services: readonly Service[],
  ) {
    this.listenToSysplex();
    this.listenToTcpip();
    plex.zosmf.serverChanged.subscribe(({ server, to }) => this.review(`${server} is ${to}`));
    plex.timeline.repairBegun.subscribe(({ system, what }) => {
      for (const { failovers } of services) failovers.onRepair(plex.sim.now, system, what);
    });
  }

  /** The models have been started: what serves now is the state from which failovers are told. */
  begin(): void {
    for (const service of this.services) service.begin();
  }

  private listenToSysplex(): void {
    const { plex } = this;
    const { sysplex } = plex;
    sysplex.lparStopped.subscribe(({ system, why }) => {
      this.review(`${system} ${why}`);
      if (why === "removed") this.detected(plex.sim.now, `the sysplex removes ${system}`);
    });
    sysplex.lparResumed.subscribe(({ system }) => this.review(`${system} runs on`));
    sysplex.linkChanged.subscribe(({ a, b }) => this.review(`link ${a} ${b}`));
    sysplex.systemSuspected.subscribe(({ system, observer, at }) => {
      this.detected(at, `${observer} knows that ${system} misses its status updates`);
    });
    sysplex.systemPartitioned.subscribe(({ system, at }) =>
      this.decided(at, `${system} is out of the sysplex`),
    );
    sysplex.messageWritten.subscribe((message) => {
      if (this.messages.length < KEPT_MAX) this.messages.push(message);
      this.messageCounts.set(message.id, (this.messageCounts.get(message.id) ?? 0) + 1);
    });
  }

  private listenToTcpip(): void {
    const { tcpip } = this.plex;
    tcpip.stackStarted.subscribe(({ stack }) => this.review(`${stack} is up`));
    tcpip.stackStopped.subscribe(({ stack, why }) => this.review(`${stack} ${why}`));
    tcpip.stackMissed.subscribe(({ stack, observer, at }) => {
      this.decided(at, `${observer} learns that ${stack} has left the group`);
    });
    tcpip.dvipaMoved.subscribe(({ address, to, at }) => {
      keep(this.owners, { at, of: address, ...(to === undefined ? {} : { stack: to }) });
      this.review(`${address} moved`);
    });
    tcpip.dvipaReachable.subscribe(({ address, stack }) => this.review(`${address} reaches ${stack}`));
    tcpip.targetReported.subscribe(({ stack, ready, at }) => {
      this.review(`${stack} reports ${ready} listeners`);
      this.decided(at, `${stack} reports ${ready} ${ready === 1 ? "listener" : "listeners"}`);
    });
    tcpip.targetUnresponsive.subscribe(({ stack, at }) => this.decided(at, `${stack} has a TSR of 0`));
    tcpip.activeTargetChanged.subscribe(({ service, to, why, at }) => {
      keep(this.activeTargets, { at, of: service, ...(to === undefined ? {} : { stack: to }) });
      this.review(why);
    });
  }

  private review(reason: string): void {
    if (this.isSettling) return this.begin();
    const cause = this.plex.timeline.causeOf(reason);
    for (const service of this.services) service.review(cause);
    this.watchForAccept();
  }

  /** The stacks are still telling one another what they have: that is no failover, unless the scenario has begun. */
  private get isSettling(): boolean {
    return !this.plex.timeline.hasBegun && this.plex.sim.now < SETTLED;
  }

  private detected(at: Instant, what: string): void {
    for (const { failovers } of this.services) failovers.onDetected(at, what);
  }

  private decided(at: Instant, what: string): void {
    for (const { failovers } of this.services) failovers.onDecided(at, what);
  }

  /** Watching every accepted connection costs; so only while a failover waits for one. */
  private watchForAccept(): void {
    const { transport } = this.plex.tcpip;
    if (!this.services.some(({ failovers }) => failovers.awaitsAccept)) {
      transport.acceptWatch = undefined;
      return;
    }
    transport.acceptWatch = () => {
      for (const { failovers } of this.services)
        if (failovers.awaitsAccept) failovers.onAccepted(this.plex.sim.now);
      transport.acceptWatch = undefined;
    };
  }
}

function keep(tenures: Tenure[], tenure: Tenure): void {
  if (tenures.length < KEPT_MAX) tenures.push(tenure);
}

/**
 * XCF status monitoring of one system by the others.
 *
 * Modelled: regular status updates in the couple data set; the failure detection interval and OPNOTIFY, both counted
 * from the last update; the SFM actions; SSUMLIMIT for a system that signals without updating its status; system status
 * detection, which skips the delays when the death can be proved.
 * Simplified: status updates are computed when needed and cost nothing; all survivors see the couple data set alike.
 * Not modelled: loss of the couple data set, CFSTRHANGTIME, MEMSTALLTIME.
 * @source z/OS MVS Setting Up a Sysplex, failure detection and SFM; messages IXC402D, IXC104I.
 */
import { after, between, times, type Duration, type Instant } from "@sysplex/sim-core";
import { clockTime } from "../console.js";
import { failureDetectionInterval, operatorNotificationTime } from "../failure-detection-interval.js";
import { Lpar } from "../lpar.js";
import { askOperator, withdrawPrompts } from "../operator.js";
import { sfmPolicyFor } from "../parmlib/index.js";
import type { Plex } from "../plex.js";
import { decideOnMissingStatus } from "../sfm.js";
import type { SystemName } from "../sysplex-configuration.js";
import type { LparState } from "../sysplex-state.js";
import { Absentee } from "./absentee.js";
import { Partitioning } from "./partitioning.js";
import { isDeathProvable, isStatusDetectionUsable } from "./system-status-detection.js";

/**
 * The last status update at or before `now`.
 *
 * Updates are made every `period` from `updatesSince` on. One that is due at the very instant of a failure was made.
 */
export function lastStatusUpdate(updatesSince: Instant, now: Instant, period: Duration): Instant {
  const count = Math.floor(between(updatesSince, now) / period);
  return after(updatesSince, times(period, count));
}

/** A view of one watched system in the store: it has no state of its own. */
export class StatusMonitor {
  private readonly absentee: Absentee;
  private readonly lpar: Lpar;

  constructor(
    private readonly plex: Plex,
    private readonly system: SystemName,
  ) {
    this.absentee = new Absentee(plex, system);
    this.lpar = new Lpar(plex, system);
  }

  /** The failure detection interval of this system. */
  get interval(): Duration {
    const { configuration, parameters } = this.plex.sysplex;
    return failureDetectionInterval(configuration.couple, this.lpar.configuration.processors, parameters);
  }

  /** The system has stopped updating its status, or has gone from bad to worse. `before` is what it was. */
  onSilence(before: LparState): void {
    if (!this.lpar.isUp || this.absentee.absence?.stage === "removing") return;
    const { lastUpdate } = this;
    const wasSignalling = before.kind === "hung" && before.signalling;
    if (this.absentee.absence === undefined || wasSignalling) {
      withdrawPrompts(this.plex, ({ about, id }) => about === this.system && id !== "IXC409D");
      this.absentee.begin(lastUpdate, "status update missing");
      this.absentee.schedule("notice missing status", after(lastUpdate, this.interval));
    }
    if (this.deathIsProvable) this.awaitProof(lastUpdate);
  }

  /** The system is IPLed while its old instance still counts as a member. */
  onIpl(before: LparState): void {
    const { sysplex, sim } = this.plex;
    if (this.absentee.absence?.stage === "removing") return;
    if (!sysplex.parameters.reIplRemovesOldImage) return this.onSilence(before);
    if (this.absentee.absence === undefined) this.absentee.begin(this.lastUpdate, "image gone");
    this.absentee.schedule("notice death", sim.now);
  }

  /** Status updates arrive again: whatever was under way is forgotten, unless the removal has begun. */
  onStatusUpdated(): void {
    if (this.absentee.absence === undefined || this.absentee.absence.stage === "removing") return;
    withdrawPrompts(this.plex, ({ about, id }) => about === this.system && id !== "IXC409D");
    this.absentee.end();
  }

  /** @internal The interval has passed. */
  onStatusMissing(actor: SystemName): void {
    this.absentee.suspect(actor);
    if (this.deathIsProvable) return new Partitioning(this.plex, this.system).removeDead(actor);
    const { sfm, couple } = this.plex.sysplex.configuration;
    const policy = sfm && sfmPolicyFor(sfm, this.system);
    const opNotify = operatorNotificationTime(couple.opNotify, this.interval);
    const { step, delay } = decideOnMissingStatus(policy, this.lpar.isRunning, this.interval, opNotify);
    this.absentee.schedule(step, after(this.lastUpdate, delay));
  }

  /** @internal System status detection, or a new IPL, shows that the image is gone. */
  onDeathProved(actor: SystemName): void {
    this.absentee.suspect(actor);
    new Partitioning(this.plex, this.system).removeDead(actor);
  }

  /** @internal */
  promptOperator(actor: SystemName): void {
    this.absentee.setStage("asked");
    const id = this.lpar.isRunning ? "IXC426D" : "IXC402D";
    askOperator(this.plex, { id, console: actor, about: this.system });
  }

  /** The operator has replied INTERVAL: nothing happens until then, and the same question is asked again. */
  promptAgain(time: Duration): void {
    this.absentee.setStage("watched");
    this.absentee.schedule("prompt operator", after(this.plex.sim.now, time));
  }

  /** What IXC402D says of the system. */
  get lastOperative(): string {
    return clockTime(this.lastUpdate);
  }

  private get lastUpdate(): Instant {
    const { updatesSince } = this.lpar.record;
    const { statusUpdatePeriod } = this.plex.sysplex.parameters;
    return (
      this.absentee.absence?.lastUpdate ??
      lastStatusUpdate(updatesSince, this.plex.sim.now, statusUpdatePeriod)
    );
  }

  private get deathIsProvable(): boolean {
    return isStatusDetectionUsable(this.plex.sysplex.configuration) && isDeathProvable(this.lpar.state);
  }

  /** Status detection is at work beside the interval; whichever is first is followed. */
  private awaitProof(lastUpdate: Instant): void {
    const proof = after(this.plex.sim.now, this.plex.sysplex.parameters.statusDetectionDelay);
    const intervalEnd = after(lastUpdate, this.interval);
    const noticed = this.absentee.absence?.suspectedAt !== undefined;
    if (noticed || proof < intervalEnd) this.absentee.schedule("notice death", proof);
  }
}

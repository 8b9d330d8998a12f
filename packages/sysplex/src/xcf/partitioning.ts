/**
 * Sysplex partitioning: the removal of one system, from IXC101I to IXC105I.
 *
 * Modelled: isolation through a coupling facility, its failure and IXC102A; reset and deactivation of an image; planned
 * removal with time to clean up; members told after IXC105I only.
 * Simplified: a removal that has begun is never given up; members' clean-up on the survivors is one duration.
 * Not modelled: locks and ENQs held until the end, structures.
 * @source z/OS MVS Setting Up a Sysplex, sysplex partitioning; messages IXC101I, IXC102A, IXC105I, IXC108I, IXC109I.
 */
import { after, type Duration } from "@sysplex/sim-core";
import { continueIpls } from "../ipl.js";
import { Lpar } from "../lpar.js";
import { askOperator, withdrawPrompts } from "../operator.js";
import type { Plex } from "../plex.js";
import type { SystemName } from "../sysplex-configuration.js";
import type { LparState, RemovalReason } from "../sysplex-state.js";
import { Absentee } from "./absentee.js";
import { forgetConnections } from "./connectivity.js";
import { tellMembersFailed } from "./group.js";
import { lastStatusUpdate } from "./status-monitor.js";
import { isStatusDetectionUsable } from "./system-status-detection.js";

/** Whom IXC101I names. @assumption Recalled: XCF's own address space, or the master console for what a person wants. */
type Requester = "XCFAS" | "*MASTER*";

/** A view of one system under removal: it has no state of its own. */
export class Partitioning {
  private readonly absentee: Absentee;
  private readonly lpar: Lpar;

  constructor(
    private readonly plex: Plex,
    private readonly system: SystemName,
  ) {
    this.absentee = new Absentee(plex, system);
    this.lpar = new Lpar(plex, system);
  }

  /** The image is known to be gone: no isolation, no question. */
  removeDead(actor: SystemName): void {
    const { console, configuration } = this.plex.sysplex;
    if (isStatusDetectionUsable(configuration)) {
      console.issue(actor, "IXC104I", this.system, proofText(this.lpar.state));
    }
    this.absentee.setReason("image gone");
    this.begin(actor);
    this.finishSoon();
  }

  /** The operator has replied DOWN, after a reset of the image. */
  removeAfterReset(actor: SystemName): void {
    this.lpar.reset("removed");
    this.begin(actor, "*MASTER*");
    this.finishSoon();
  }

  /** The system goes although it may still run: no signalling, or the operator's wish. */
  giveUp(actor: SystemName, reason: RemovalReason, by: Requester = "XCFAS"): void {
    this.miss(reason);
    this.isolate(actor, by);
  }

  /** Told of its removal, the system loads a non-restartable wait state by itself. */
  giveUpByReply(actor: SystemName, reason: RemovalReason): void {
    if (this.plex.sysplex.configuration.sfm !== undefined) return this.giveUp(actor, reason, "*MASTER*");
    this.miss(reason);
    this.removeAfterReset(actor);
  }

  /** `V XCF,sys,OFFLINE`, confirmed: a running system gets time to clean up, another is waited for. */
  removeAsPlanned(): void {
    const { sysplex, sim } = this.plex;
    const actor = sysplex.actingSystem(this.system) ?? this.system;
    this.miss("operator request");
    this.begin(actor, "*MASTER*");
    if (!this.lpar.canAct) return this.fence(actor);
    this.lpar.onClosing();
    this.absentee.schedule("end clean-up", after(sim.now, sysplex.configuration.couple.cleanup));
  }

  /** @internal IXC101I, then the fence. */
  isolate(actor: SystemName, by: Requester = "XCFAS"): void {
    this.begin(actor, by);
    this.fence(actor);
  }

  /** @internal DEACTTIME or RESETTIME has passed. */
  resetImage(actor: SystemName): void {
    this.begin(actor);
    this.startReset(actor);
  }

  /** @internal */
  endIsolation(actor: SystemName): void {
    const { console } = this.plex.sysplex;
    const fenced = this.couplingFacilityIsUsable && this.imageConfirmsFence;
    console.issue(actor, "IXC109I", "FENCE", this.system, fenced ? "WAS SUCCESSFUL" : "TIMED OUT");
    if (!fenced) return this.onNotFenced(actor);
    this.lpar.reset("removed");
    this.finishSoon();
  }

  /** @internal */
  endReset(actor: SystemName): void {
    this.plex.sysplex.console.issue(actor, "IXC109I", "SYSTEM RESET", this.system, "WAS SUCCESSFUL");
    this.lpar.reset("removed");
    this.finishSoon();
  }

  /** @internal IXC102A: only the operator can say that the image is stopped. */
  promptForReset(actor: SystemName): void {
    askOperator(this.plex, { id: "IXC102A", console: actor, about: this.system });
  }

  /** @internal The members had their time: the image stops. */
  endCleanUp(actor: SystemName): void {
    if (this.lpar.state.kind === "closing") this.lpar.stopImage({ kind: "down" }, "removed");
    if (actor === this.system) this.forget({ tell: false });
    else this.finishSoon();
  }

  /** @internal IXC105I: from here on the others do without the system. */
  complete(actor: SystemName): void {
    const { sysplex, sim } = this.plex;
    const reason = this.absentee.absence?.reason ?? "status update missing";
    sysplex.console.issue(actor, "IXC105I", this.system, reason.toUpperCase());
    this.leaveSysplex();
    sysplex.systemPartitioned.emit({ system: this.system, at: sim.now });
    tellMembersFailed(this.plex, this.system);
    continueIpls(this.plex);
  }

  /**
   * What is left of a system goes without a partitioning, as nobody is there to carry it out.
   *
   * @param tell Whether packages above learn of it as of a partitioning.
   */
  forget({ tell }: { readonly tell: boolean }): void {
    if (!this.lpar.isUp) return;
    this.lpar.reset("removed");
    this.leaveSysplex();
    if (tell) this.plex.sysplex.systemPartitioned.emit({ system: this.system, at: this.plex.sim.now });
    tellMembersFailed(this.plex, this.system);
  }

  private begin(actor: SystemName, by: Requester = "XCFAS"): void {
    const { absence } = this.absentee;
    withdrawPrompts(this.plex, ({ about, other }) => about === this.system || other === this.system);
    this.absentee.clearDue();
    if (absence?.stage === "removing") return;
    this.absentee.setStage("removing");
    const reason = (absence?.reason ?? "").toUpperCase();
    this.plex.sysplex.console.issue(actor, "IXC101I", this.system, by, reason);
  }

  private fence(actor: SystemName): void {
    if (!this.couplingFacilityIsUsable) return this.onNotFenced(actor);
    this.plex.sysplex.console.issue(actor, "IXC108I", "FENCE", this.system);
    this.absentee.schedule("end isolation", this.in(this.plex.sysplex.parameters.isolationDuration));
  }

  /** Status detection can reset the image instead, if its support element answers; otherwise a person has to. */
  private onNotFenced(actor: SystemName): void {
    const { state } = this.lpar;
    const poweredOff = state.kind === "dead" && state.how === "power-loss";
    if (isStatusDetectionUsable(this.plex.sysplex.configuration) && !poweredOff) this.startReset(actor);
    else this.promptForReset(actor);
  }

  private startReset(actor: SystemName): void {
    this.plex.sysplex.console.issue(actor, "IXC108I", "SYSTEM RESET", this.system);
    this.absentee.schedule("end reset", this.in(this.plex.sysplex.parameters.imageResetDuration));
  }

  private finishSoon(): void {
    this.absentee.schedule("complete", this.in(this.plex.sysplex.parameters.partitionDuration));
  }

  /** An absence for a system that was not missed until now. */
  private miss(reason: RemovalReason): void {
    const { updatesSince } = this.lpar.record;
    const { statusUpdatePeriod } = this.plex.sysplex.parameters;
    const lastUpdate = lastStatusUpdate(updatesSince, this.plex.sim.now, statusUpdatePeriod);
    this.absentee.begin(this.absentee.absence?.lastUpdate ?? lastUpdate, reason);
  }

  private leaveSysplex(): void {
    withdrawPrompts(this.plex, ({ about, other }) => about === this.system || other === this.system);
    this.absentee.end();
    this.lpar.change(`${this.system} is out of the sysplex`, (record) => {
      record.member = false;
    });
    forgetConnections(this.plex, this.system);
  }

  private get couplingFacilityIsUsable(): boolean {
    return this.plex.sysplex.usableCouplingFacility !== undefined;
  }

  private get imageConfirmsFence(): boolean {
    const { state } = this.lpar;
    const poweredOff = state.kind === "dead" && state.how === "power-loss";
    return !poweredOff || this.plex.sysplex.parameters.fencingReachesPoweredOffImage;
  }

  private in(duration: Duration): ReturnType<typeof after> {
    return after(this.plex.sim.now, duration);
  }
}

function proofText(state: LparState): string {
  if (state.kind === "ipl") return "HAS BEEN IPLED ANEW";
  return state.kind === "dead" && state.how === "wait-state" ? "IS IN A WAIT STATE" : "HAS BEEN RESET";
}

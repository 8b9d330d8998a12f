/**
 * A system that the others miss or remove: the book-keeping of what comes next, and when.
 *
 * Every step is taken by the first running system in configuration order. If none runs when a step is due, the step
 * waits until one does. @assumption In z/OS every survivor watches, and XCF lets one of them act.
 */
import { assert, defineEvent, known, type EventKind, type Instant } from "@sysplex/sim-core";
import { Lpar } from "../lpar.js";
import type { Plex } from "../plex.js";
import type { SystemName } from "../sysplex-configuration.js";
import type { Absence, DraftOf, RemovalReason, RemovalStep } from "../sysplex-state.js";
import { Partitioning } from "./partitioning.js";
import { StatusMonitor } from "./status-monitor.js";

/** What happens at each step. `actor` takes it, on behalf of the sysplex. */
const STEPS: Readonly<Record<RemovalStep, (plex: Plex, system: SystemName, actor: SystemName) => void>> = {
  "notice missing status": (plex, system, actor) => new StatusMonitor(plex, system).onStatusMissing(actor),
  "notice death": (plex, system, actor) => new StatusMonitor(plex, system).onDeathProved(actor),
  "prompt operator": (plex, system, actor) => new StatusMonitor(plex, system).promptOperator(actor),
  isolate: (plex, system, actor) => new Partitioning(plex, system).isolate(actor),
  "reset image": (plex, system, actor) => new Partitioning(plex, system).resetImage(actor),
  "end isolation": (plex, system, actor) => new Partitioning(plex, system).endIsolation(actor),
  "end reset": (plex, system, actor) => new Partitioning(plex, system).endReset(actor),
  "prompt for reset": (plex, system, actor) => new Partitioning(plex, system).promptForReset(actor),
  "end clean-up": (plex, system, actor) => new Partitioning(plex, system).endCleanUp(actor),
  complete: (plex, system, actor) => new Partitioning(plex, system).complete(actor),
};

const stepEvents: Readonly<Record<RemovalStep, EventKind<Plex, SystemName>>> = {
  "notice missing status": defineEvent("sysplex.status-update-missed", stepTaker("notice missing status")),
  "notice death": defineEvent("sysplex.death-proved", stepTaker("notice death")),
  "prompt operator": defineEvent("sysplex.operator-prompt-due", stepTaker("prompt operator")),
  isolate: defineEvent("sysplex.isolation-due", stepTaker("isolate")),
  "reset image": defineEvent("sysplex.image-reset-due", stepTaker("reset image")),
  "end isolation": defineEvent("sysplex.isolation-ended", stepTaker("end isolation")),
  "end reset": defineEvent("sysplex.image-reset-ended", stepTaker("end reset")),
  "prompt for reset": defineEvent("sysplex.reset-prompt-due", stepTaker("prompt for reset")),
  "end clean-up": defineEvent("sysplex.clean-up-ended", stepTaker("end clean-up")),
  complete: defineEvent("sysplex.partitioning-completed", stepTaker("complete")),
};

function stepTaker(step: RemovalStep): (plex: Plex, system: SystemName) => void {
  return (plex, system) => {
    const absentee = new Absentee(plex, system);
    const actor = plex.sysplex.actingSystem(system);
    if (actor === undefined && step !== "end clean-up") return absentee.hold();
    absentee.clearDue();
    STEPS[step](plex, system, actor ?? system);
  };
}

/** Takes up the steps that waited for a system to run. */
export function resumeHeldSteps(plex: Plex): void {
  for (const { name } of plex.sysplex.lpars) new Absentee(plex, name).resumeHeldStep();
}

export class Absentee {
  constructor(
    private readonly plex: Plex,
    private readonly system: SystemName,
  ) {}

  get absence(): Absence | undefined {
    return new Lpar(this.plex, this.system).record.absence;
  }

  /** Begins an absence, in place of one that is there. */
  begin(lastUpdate: Instant, reason: RemovalReason): void {
    const suspectedAt = this.absence?.suspectedAt;
    this.end();
    new Lpar(this.plex, this.system).change(`${this.system} is missed: ${reason}`, (record) => {
      record.absence = {
        lastUpdate,
        stage: "watched",
        reason,
        ...(suspectedAt === undefined ? {} : { suspectedAt }),
      };
    });
  }

  /** Schedules a step, now if `instant` has passed, in place of the one that was due. */
  schedule(step: RemovalStep, instant: Instant): void {
    const { sim } = this.plex;
    const previous = known(this.absence, `The absence of ${this.system}`).timer;
    if (previous !== undefined) sim.cancel(previous);
    const timer = sim.at(instant > sim.now ? instant : sim.now, stepEvents[step], this.system);
    this.change(`${this.system}: ${step} is next`, (absence) => {
      absence.due = step;
      absence.timer = timer;
    });
  }

  /** Nothing is due until somebody replies. */
  clearDue(): void {
    const timer = this.absence?.timer;
    if (timer !== undefined) this.plex.sim.cancel(timer);
    this.change(`${this.system}: nothing is due`, (absence) => {
      delete absence.due;
      delete absence.timer;
    });
  }

  setStage(stage: Absence["stage"]): void {
    this.change(`${this.system} is ${stage}`, (absence) => {
      absence.stage = stage;
    });
  }

  setReason(reason: RemovalReason): void {
    this.change(`${this.system}: ${reason}`, (absence) => {
      absence.reason = reason;
    });
  }

  /** The first observer has noticed. */
  suspect(observer: SystemName): void {
    const at = this.plex.sim.now;
    if (this.absence?.suspectedAt !== undefined) return;
    this.change(`${this.system} is suspected`, (absence) => {
      absence.suspectedAt = at;
    });
    this.plex.sysplex.systemSuspected.emit({ system: this.system, observer, at });
  }

  end(): void {
    if (this.absence === undefined) return;
    this.clearDue();
    new Lpar(this.plex, this.system).change(`${this.system} is missed no more`, (record) => {
      delete record.absence;
    });
  }

  /** No system runs that could take the step. */
  hold(): void {
    this.change(`${this.system}: nobody is there to act`, (absence) => {
      delete absence.timer;
    });
  }

  resumeHeldStep(): void {
    const { absence } = this;
    if (absence?.due !== undefined && absence.timer === undefined)
      this.schedule(absence.due, this.plex.sim.now);
  }

  private change(cause: string, recipe: (absence: DraftOf<Absence>) => void): void {
    new Lpar(this.plex, this.system).change(cause, (record) => {
      assert(record.absence !== undefined, `${this.system} is not missed`);
      recipe(record.absence);
    });
  }
}

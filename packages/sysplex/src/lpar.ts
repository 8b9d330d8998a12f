/**
 * One logical partition with its z/OS image: IPL, running, hung, dead, closing, down.
 *
 * Modelled: IPL in phases; silent death; a hang with or without XCF signalling; planned removal with time to clean up.
 * Simplified: the image joins the sysplex when its IPL is complete. What others see of it is xcf/'s business.
 * Not modelled: processors coming and going, capacity, wait states that restart, stand-alone dumps.
 * @source z/OS MVS Setting Up a Sysplex, removing systems; z/OS MVS System Commands, VARY XCF.
 */
import { known } from "@sysplex/sim-core";
import { abandonIpl, startIpl } from "./ipl.js";
import { askOperator, reissuePrompts } from "./operator.js";
import type { Plex } from "./plex.js";
import type { SystemConfiguration, SystemName } from "./sysplex-configuration.js";
import type { DraftOf, HowItDied, LparState, SystemRecord } from "./sysplex-state.js";
import { resumeHeldSteps } from "./xcf/absentee.js";
import { reviewConnections } from "./xcf/connectivity.js";
import { Partitioning } from "./xcf/partitioning.js";
import { StatusMonitor } from "./xcf/status-monitor.js";

/** Why programs stop running. */
export type StopReason = "failed" | "removed" | "hung" | "ipl";

/** A view of one system in the store: it has no state of its own. */
export class Lpar {
  constructor(
    private readonly plex: Plex,
    readonly name: SystemName,
  ) {}

  get configuration(): SystemConfiguration {
    const { systems } = this.plex.sysplex.configuration;
    return known(
      systems.find(({ name }) => name === this.name),
      `System ${this.name}`,
    );
  }

  /** @internal */
  get record(): SystemRecord {
    return known(this.plex.sysplex.state.value.systems[this.name], `System ${this.name}`);
  }

  get state(): LparState {
    return this.record.lpar;
  }

  /** Programs execute. */
  get isRunning(): boolean {
    return executes(this.state);
  }

  /** In the sysplex as the others see it: joined and not yet partitioned, alive or not. */
  get isUp(): boolean {
    return this.record.member;
  }

  /** Able to watch over others and to remove them. */
  get canAct(): boolean {
    const { kind } = this.state;
    return kind === "running" || kind === "closing";
  }

  /** The image stops without a word. */
  fail(how: HowItDied): void {
    const { state } = this;
    if (state.kind === "dead" || state.kind === "down") return;
    this.stopImage({ kind: "dead", since: this.plex.sim.now, how }, "failed");
    new StatusMonitor(this.plex, this.name).onSilence(state);
  }

  /** Status updates stop; without signalling, everything does. */
  hang({ signalling }: { readonly signalling: boolean }): void {
    const { state } = this;
    if (state.kind !== "running" && !(state.kind === "hung" && state.signalling && !signalling)) return;
    this.stopImage({ kind: "hung", since: this.plex.sim.now, signalling }, "hung");
    new StatusMonitor(this.plex, this.name).onSilence(state);
  }

  /** A hung image runs on, and updates its status at once. */
  resume(): void {
    const { state } = this;
    if (state.kind !== "hung") return;
    this.onRunning(`${this.name} runs on`);
    new StatusMonitor(this.plex, this.name).onStatusUpdated();
    resumeHeldSteps(this.plex);
    if (!state.signalling) this.plex.sysplex.lparResumed.emit({ system: this.name });
    reviewConnections(this.plex);
    this.plex.sysplex.xcf.deliverHeldNews();
  }

  /** Loads the system anew, whatever the image did before. */
  ipl(): void {
    startIpl(this.plex, this.name);
  }

  /**
   * `VARY XCF,sysname,OFFLINE`: planned removal.
   *
   * @param confirmed False: IXC371D asks the operator first. A scripted removal is confirmed by its script.
   */
  remove({ confirmed = true }: { readonly confirmed?: boolean } = {}): void {
    if (!this.isUp || this.state.kind === "closing" || this.record.absence?.stage === "removing") return;
    const { sysplex } = this.plex;
    const console = sysplex.actingSystem(this.name) ?? this.name;
    if (confirmed) new Partitioning(this.plex, this.name).removeAsPlanned();
    else askOperator(this.plex, { id: "IXC371D", console, about: this.name });
  }

  /** @internal The IPL is complete, or the simulation begins with the system up. */
  onStarted(atStart: boolean): void {
    this.onRunning(`${this.name} joins the sysplex`);
    resumeHeldSteps(this.plex);
    this.plex.sysplex.lparStarted.emit({ system: this.name, atStart });
    reviewConnections(this.plex);
  }

  /** @internal Members are told that they may clean up. */
  onClosing(): void {
    this.change(`${this.name} is varied offline`, (record) => {
      record.lpar = { kind: "closing", since: this.plex.sim.now };
    });
    this.plex.sysplex.lparClosing.emit({ system: this.name });
  }

  /** @internal What executed until now does not any more, if `next` is a state in which nothing executes. */
  stopImage(next: LparState, why: StopReason): void {
    const wasRunning = this.isRunning;
    abandonIpl(this.plex, this.name);
    this.change(`${this.name}: ${why}`, (record) => {
      record.lpar = next;
    });
    if (wasRunning && !executes(next)) this.plex.sysplex.lparStopped.emit({ system: this.name, why });
    if (!this.canAct) reissuePrompts(this.plex, this.name);
    reviewConnections(this.plex);
  }

  /** @internal A reset from outside: fencing, the operator, the support element. A new IPL under way goes on. */
  reset(why: StopReason): void {
    const { kind } = this.state;
    if (kind === "ipl" || kind === "dead" || kind === "down") return;
    this.stopImage({ kind: "dead", since: this.plex.sim.now, how: "reset" }, why);
  }

  /** @internal */
  change(cause: string, recipe: (record: DraftOf<SystemRecord>) => void): void {
    this.plex.sysplex.state.change(cause, ({ systems }) => {
      recipe(known(systems[this.name], `System ${this.name}`));
    });
  }

  private onRunning(cause: string): void {
    const { now } = this.plex.sim;
    this.change(cause, (record) => {
      record.lpar = { kind: "running", since: now };
      record.member = true;
      record.updatesSince = now;
    });
  }
}

function executes(state: LparState): boolean {
  return state.kind === "running" || state.kind === "closing" || (state.kind === "hung" && state.signalling);
}

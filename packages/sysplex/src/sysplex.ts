/**
 * One Parallel Sysplex: its systems, XCF, consoles, operator and coupling facilities.
 *
 * Only what status monitoring, partitioning and their users need is modelled; see MODEL.md.
 */
import { known, Signal, type Forkable, type Instant, type Slice } from "@sysplex/sim-core";
import { Arm } from "./arm.js";
import { Console, type ConsoleMessage } from "./console.js";
import { Lpar, type StopReason } from "./lpar.js";
import { replyToPrompt, type ReplyOutcome } from "./operator.js";
import type { Plex } from "./plex.js";
import type { SysplexConfiguration, SystemName } from "./sysplex-configuration.js";
import { initialState, type PromptId, type SysplexState } from "./sysplex-state.js";
import { Xcf } from "./xcf/xcf.js";

export class Sysplex implements Forkable {
  readonly state: Slice<SysplexState>;
  /** This run's own: they may be changed while it runs, and count from then on. */
  readonly parameters: SysplexConfiguration["parameters"];
  readonly lpars: readonly Lpar[];
  readonly console: Console;
  readonly xcf: Xcf;
  /** Automatic restart management. */
  readonly arm: Arm;

  /** The IPL is complete, subsystems may start. `atStart`: part of the initial state, they are up at once. */
  readonly lparStarted = new Signal<{ readonly system: SystemName; readonly atStart: boolean }>();
  /** Programs stop running now. */
  readonly lparStopped = new Signal<{ readonly system: SystemName; readonly why: StopReason }>();
  /** A hung system runs on. */
  readonly lparResumed = new Signal<{ readonly system: SystemName }>();
  /** A planned removal begins; members may clean up. */
  readonly lparClosing = new Signal<{ readonly system: SystemName }>();
  /** The sysplex knows: the first observer has noticed that a system is missing. */
  readonly systemSuspected = new Signal<{
    readonly system: SystemName;
    readonly observer: SystemName;
    readonly at: Instant;
  }>();
  /** IXC105I: the others do without the system from here on. */
  readonly systemPartitioned = new Signal<{ readonly system: SystemName; readonly at: Instant }>();
  /** Signalling paths between two systems were cut, slowed or healed. */
  readonly linkChanged = new Signal<{ readonly a: SystemName; readonly b: SystemName }>();
  readonly messageWritten = new Signal<ConsoleMessage>();

  constructor(
    private readonly plex: Plex,
    readonly configuration: SysplexConfiguration,
  ) {
    this.parameters = { ...configuration.parameters };
    this.state = plex.sim.store.slice<SysplexState>("sysplex", initialState(configuration));
    this.lpars = configuration.systems.map(({ name }) => new Lpar(plex, name));
    this.console = new Console(plex);
    this.xcf = new Xcf(plex);
    this.arm = new Arm(plex, this);
    plex.sim.attach("sysplex", this);
  }

  /** @internal What stands beside the store: parameters, the console's log, counts of signals. */
  copyFrom(twin: Sysplex): void {
    Object.assign(this.parameters, twin.parameters);
    this.console.copyFrom(twin.console);
    this.xcf.copyFrom(twin.xcf);
  }

  /** Brings up, at once and in order, the systems that run when the simulation begins. */
  start(): void {
    for (const lpar of this.lpars) {
      if (lpar.configuration.upAtStart) lpar.onStarted(true);
    }
  }

  lpar(name: SystemName): Lpar {
    return known(
      this.lpars.find((lpar) => lpar.name === name),
      `System ${name}`,
    );
  }

  /** The system that acts for the sysplex: the first that runs, in configuration order, `besides` left out. */
  actingSystem(besides: SystemName): SystemName | undefined {
    return this.lpars.find((lpar) => lpar.name !== besides && lpar.canAct)?.name;
  }

  /**
   * Replies to the oldest outstanding WTOR, or to the oldest of one id: `DOWN`, `INTERVAL=n`, `RETRY`, `SYSNAME=sys`, `C`.
   */
  reply(text: string, messageId?: PromptId): ReplyOutcome {
    return replyToPrompt(this.plex, text, messageId);
  }

  /** Isolation goes through the first that works; `undefined`: there is none. */
  get usableCouplingFacility(): string | undefined {
    const { failedCouplingFacilities } = this.state.value;
    return this.configuration.couplingFacilities.find((name) => !failedCouplingFacilities.includes(name));
  }

  failCouplingFacility(name: string): void {
    this.state.change(`${name} fails`, (state) => {
      if (!state.failedCouplingFacilities.includes(name)) state.failedCouplingFacilities.push(name);
    });
  }

  restoreCouplingFacility(name: string): void {
    this.state.change(`${name} is restored`, (state) => {
      state.failedCouplingFacilities = state.failedCouplingFacilities.filter((failed) => failed !== name);
    });
  }
}

/**
 * Automatic restart management (ARM): registered elements are started anew where they were, or on another system.
 *
 * Modelled: REGISTER, READY, DEREGISTER; the end of an element and the loss of its system; groups, target systems, levels,
 * pacing, attempts, both time-outs; a restart elsewhere after the partitioning of the system and the clean-up of members.
 * Simplified: an element is restarted by whoever owns its model, who subscribes to {@link restarting}.
 * Not modelled: WAITPRED and ASSOCIATE, exits, FREE_CSA, JCL overrides, a change of the policy, the loss of the couple data set.
 * @source z/OS MVS Setting Up a Sysplex, automatic restart management; z/OS MVS Programming: Sysplex Services Guide, IXCARM;
 * messages IXC804I, IXC812I, IXC815I.
 */
import { defineEvent, inSeconds, plus, Signal, times, type Duration, type Slice } from "@sysplex/sim-core";
import { armLevelOf, armRulesFor, type ArmPolicy, type ArmRules } from "./parmlib/index.js";
import {
  cleanUpWait,
  CLEANUP_WAIT_MIN,
  electTargetSystem,
  reasonAgainst,
  restartCommand,
  restartsThatCount,
} from "./arm-rules.js";
import type {
  ArmElement,
  ArmRegistration,
  ArmRestart,
  ArmState,
  ElementName,
  RegistrationOutcome,
} from "./arm-state.js";
import type { Plex } from "./plex.js";
import type { Sysplex } from "./sysplex.js";
import type { SystemName } from "./sysplex-configuration.js";

const restartDue = defineEvent("sysplex.arm-restart-due", (plex: Plex, element: ElementName) =>
  plex.sysplex.arm.onRestartDue(element),
);
const restartTimedOut = defineEvent("sysplex.arm-restart-timed-out", (plex: Plex, element: ElementName) =>
  plex.sysplex.arm.onRestartTimedOut(element),
);
const readyTimedOut = defineEvent("sysplex.arm-ready-timed-out", (plex: Plex, element: ElementName) =>
  plex.sysplex.arm.onReadyTimedOut(element),
);

/** A view of ARM in the store: it has no state of its own. */
export class Arm {
  /** An element is started anew, now. */
  readonly restarting = new Signal<ArmRestart>();

  private readonly state: Slice<ArmState>;

  /** @param sysplex Given, as `plex.sysplex` is not there yet when this is built. */
  constructor(
    private readonly plex: Plex,
    private readonly sysplex: Sysplex,
  ) {
    this.state = plex.sim.store.slice<ArmState>("arm", { restarts: "enabled", elements: {} });
    sysplex.systemPartitioned.subscribe(({ system }) => this.onSystemLost(system));
    sysplex.lparStarted.subscribe(({ system, atStart }) => {
      if (!atStart) this.forgetLeftovers(system);
    });
  }

  /** The active policy; absent: ARM is not active. */
  get policy(): ArmPolicy | undefined {
    return this.sysplex.configuration.arm;
  }

  get isEnabled(): boolean {
    return this.policy !== undefined && this.state.value.restarts === "enabled";
  }

  /** In the order of their registration. */
  get elements(): readonly ArmElement[] {
    return Object.values(this.state.value.elements);
  }

  element(name: ElementName): ArmElement | undefined {
    return this.state.value.elements[name];
  }

  /** SETXCF START,POLICY,TYPE=ARM and SETXCF STOP,POLICY,TYPE=ARM. */
  setRestarts(restarts: ArmState["restarts"]): void {
    this.state.change(`restarts ${restarts}`, (state) => {
      state.restarts = restarts;
    });
  }

  /** IXCARM REQUEST=REGISTER: by a new element, or by one that was restarted. */
  register(registration: ArmRegistration): RegistrationOutcome {
    if (this.policy === undefined) return "inactive";
    const { element: name, system, ...rest } = registration;
    const known = this.element(name);
    const isRestart = known?.state === "FAILED" || known?.state === "RESTARTING";
    if (known !== undefined && !isRestart) return "refused";
    if (known === undefined) {
      const { type, job, termType, startText } = rest;
      const counts = { restartsAt: [], restartCount: 0 };
      const asked = { type, job, termType, startText, initialSystem: system };
      this.put({ name, system, state: "STARTING", ...asked, ...counts }, "registered");
      return "first";
    }
    this.cancelTimer(known);
    const timer = this.plex.sim.after(this.rulesFor(name).element.readyTimeout, readyTimedOut, name);
    this.put({ ...known, job: rest.job, system, state: "RECOVERING", timer }, "registered again");
    return "restarted";
  }

  /** IXCARM REQUEST=READY. */
  ready(name: ElementName): void {
    const element = this.element(name);
    if (element?.state !== "STARTING" && element?.state !== "RECOVERING" && element?.state !== "AVAILABLE-TO")
      return;
    this.cancelTimer(element);
    this.put({ ...withoutTimer(element), state: "AVAILABLE" }, "ready");
  }

  /** IXCARM REQUEST=DEREGISTER, and whatever ends an element for good. */
  deregister(name: ElementName): void {
    const element = this.element(name);
    if (element === undefined) return;
    this.cancelTimer(element);
    this.state.change(`${name} deregistered`, ({ elements }) => {
      delete elements[name];
    });
  }

  /** The address space has ended without DEREGISTER, and its system runs on. */
  elementEnded(name: ElementName): void {
    const element = this.element(name);
    if (element === undefined || !this.sysplex.lpar(element.system).isRunning) return;
    this.cancelTimer(element);
    if (!this.mayRestart(element, "element ended", element.system)) return;
    this.scheduleRestart(element, this.sysplex.parameters.armRestartDelay);
  }

  /** @internal */
  onRestartDue(name: ElementName): void {
    const element = this.element(name);
    if (element?.state !== "FAILED") return;
    const { isRunning, isUp } = this.sysplex.lpar(element.system);
    if (!isRunning && isUp) return; // Its system has died meanwhile: partitioning will say so.
    const why = isRunning ? "element ended" : "system lost";
    const system = isRunning ? element.system : this.targetFor(element);
    if (system === undefined) return this.giveUp(element);
    this.restart(element, system, why);
  }

  /** @internal It was started and has not registered: ARM knows it no more. */
  onRestartTimedOut(name: ElementName): void {
    const element = this.element(name);
    if (element === undefined) return;
    this.sysplex.console.issue(element.system, "IXC801I", element.job, name);
    this.deregister(name);
  }

  /** @internal It goes on, and nobody waits for it any more. */
  onReadyTimedOut(name: ElementName): void {
    const element = this.element(name);
    if (element === undefined) return;
    this.sysplex.console.issue(element.system, "IXC802I", element.job, name);
    this.put({ ...withoutTimer(element), state: "AVAILABLE-TO" }, "READY timed out");
  }

  /** What the policy says about an element. */
  rulesFor(name: ElementName): ArmRules {
    return armRulesFor(this.policy, name);
  }

  levelOf({ name, type }: ArmElement): number {
    return armLevelOf(this.policy, name, type);
  }

  /** Elements of one group follow each other by level, then in the order of their registration. */
  private onSystemLost(system: SystemName): void {
    const lost = this.elements.filter((element) => element.system === system);
    const actor = this.sysplex.actingSystem(system);
    if (actor === undefined) return this.forget(lost); // The sysplex begins anew.
    const restartable = lost.filter((element) => {
      this.cancelTimer(element);
      return this.mayRestart(element, "system lost", actor);
    });
    const places = new Map<string, number>();
    for (const element of [...restartable].sort((a, b) => this.levelOf(a) - this.levelOf(b))) {
      const rules = this.rulesFor(element.name);
      const place = places.get(rules.group.name) ?? 0;
      places.set(rules.group.name, place + 1);
      const wait = this.waitForCleanUp(element, rules, actor);
      this.scheduleRestart(element, plus(wait, times(rules.group.pacing, place)));
    }
  }

  private waitForCleanUp(element: ArmElement, { element: policy }: ArmRules, actor: SystemName): Duration {
    const { armMemberCleanUp } = this.sysplex.parameters;
    const isLong = armMemberCleanUp > CLEANUP_WAIT_MIN && policy.cleanupTimeout > CLEANUP_WAIT_MIN;
    const extra = inSeconds(policy.cleanupTimeout) - inSeconds(CLEANUP_WAIT_MIN);
    if (isLong)
      this.sysplex.console.issue(actor, "IXC815I", element.system, element.job, element.name, extra);
    return cleanUpWait(armMemberCleanUp, policy);
  }

  private mayRestart(element: ArmElement, event: ArmRestart["why"], actor: SystemName): boolean {
    const reason = this.isEnabled
      ? reasonAgainst(element, this.rulesFor(element.name).element, event, this.plex.sim.now)
      : "RESTARTS ARE NOT ENABLED.";
    if (reason === undefined) return true;
    this.sysplex.console.issue(actor, "IXC804I", element.job, element.name, reason);
    this.deregister(element.name);
    return false;
  }

  private scheduleRestart(element: ArmElement, delay: Duration): void {
    const timer = this.plex.sim.after(delay, restartDue, element.name);
    this.put({ ...element, state: "FAILED", timer }, "FAILED");
  }

  private restart(element: ArmElement, system: SystemName, why: ArmRestart["why"]): void {
    const { now } = this.plex.sim;
    const { name, job, startText } = element;
    const policy = this.rulesFor(name).element;
    const method = why === "element ended" ? policy.onElementEnd : policy.onSystemEnd;
    const timer = this.plex.sim.after(policy.restartTimeout, restartTimedOut, name);
    const restartsAt = [...restartsThatCount(element.restartsAt, now, policy.attempts), now];
    const restartCount = element.restartCount + 1;
    this.put({ ...element, system, state: "RESTARTING", restartsAt, restartCount, timer }, "RESTARTING");
    const text = METHOD_TEXTS[method.kind];
    const { console } = this.sysplex;
    console.issue(system, "IXC812I", job, name, why === "system lost" ? element.system : undefined, text);
    const command = restartCommand(method, startText);
    this.restarting.emit({ element: name, job, system, from: element.system, why, method, command });
  }

  private giveUp({ name, job, system }: ArmElement): void {
    const actor = this.sysplex.actingSystem(system);
    if (actor !== undefined) this.sysplex.console.issue(actor, "IXC806I", job, name);
    this.deregister(name);
  }

  private targetFor({ name, system }: ArmElement): SystemName | undefined {
    const running = this.sysplex.lpars.filter((lpar) => lpar.name !== system && lpar.canAct);
    return electTargetSystem(
      this.rulesFor(name).group,
      running.map((lpar) => lpar.name),
    );
  }

  /** A system is there again: what an image of before has left registered, here or where nobody saw it end, is no element. */
  private forgetLeftovers(system: SystemName): void {
    const isLeft = ({ system: where, state }: ArmElement): boolean =>
      where === system || (state !== "FAILED" && !this.sysplex.lpar(where).isUp);
    this.forget(this.elements.filter(isLeft));
  }

  private forget(elements: readonly ArmElement[]): void {
    for (const { name } of elements) this.deregister(name);
  }

  private cancelTimer({ timer }: ArmElement): void {
    if (timer !== undefined) this.plex.sim.cancel(timer);
  }

  private put(element: ArmElement, cause: string): void {
    this.state.change(`${element.name}: ${cause}`, ({ elements }) => {
      elements[element.name] = element as (typeof elements)[string];
    });
  }
}

const METHOD_TEXTS = {
  persist: "WITH PERSISTENT START TEXT.",
  startCommand: "WITH OVERRIDE START TEXT.",
  job: "WITH OVERRIDE JCL.",
} as const;

function withoutTimer({ timer: _, ...element }: ArmElement): ArmElement {
  return element;
}

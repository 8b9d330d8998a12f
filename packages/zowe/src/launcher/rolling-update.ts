/**
 * The documented update without downtime, one system after the other: a second Zowe at the new level takes the place of the
 * old one on its system, while the others serve.
 *
 * On each system people quiesce the Gateway's port, wait for what is under way, stop the old launcher, start the new one, wait
 * until every Discovery shows it, and resume the port. While both levels run, each Gateway routes to the services of both.
 * Simplified: people look at the registries at even distances, and do each step at once when they see that it may be done.
 * Not modelled: checks of the new level by its own users before the port is resumed, and the way back.
 * @source Zowe docs, upgrading without downtime (docs-site PR 3053); the gap: zowe/api-layer issue 3037.
 */
import { defineEvent, known, type Duration, type Forkable } from "@sysplex/sim-core";
import { executeTcpipCommand } from "@sysplex/tcpip";
import { portsOf } from "./component-facts.js";
import { gatewayComponents } from "../gateway-components.js";
import type { Launcher } from "./launcher.js";
import type { ZowePlex } from "../plex.js";
import { isActive, type LauncherName } from "../state.js";

export interface UpdateStep {
  readonly from: LauncherName;
  readonly to: LauncherName;
}

/** `drain`: the port is quiesced. `stop`, `start`: of the launchers. `agree`: the registries are looked at. */
type Phase = "drain" | "stop" | "start" | "agree";

const looked = defineEvent("zowe.update-looked-at", (plex: ZowePlex, _: null) => plex.zowe.updates.onLook());

export class RollingUpdate implements Forkable {
  private queue: UpdateStep[] = [];
  private phase: Phase | undefined;
  /** Systems whose turn is over, in order. */
  readonly done: string[] = [];

  constructor(private readonly plex: ZowePlex) {
    plex.sim.attach("zowe updates", this);
  }

  copyFrom(twin: RollingUpdate): void {
    this.queue = [...twin.queue];
    this.phase = twin.phase;
    this.done.splice(0, Infinity, ...twin.done);
  }

  /** Begins, or waits until the steps before it are over. */
  add(step: UpdateStep): void {
    this.queue.push(Object.freeze({ ...step }));
    if (this.queue.length === 1) this.begin();
  }

  /** Why a step cannot begin; `undefined`: it can. */
  refusal({ from, to }: UpdateStep): string | undefined {
    const { zowe } = this.plex;
    const [old, next] = [zowe.launcher(from), zowe.launcher(to)];
    if (from === to) return "the new level needs a launcher of its own";
    if (old.system !== next.system) return `${from} and ${to} are on two systems`;
    if (isActive(next.state)) return `${to} is started already`;
    return undefined;
  }

  /** @internal People look how far it is. */
  onLook(): void {
    const step = known(this.queue[0], "A step of the update");
    if (this.phase === "drain") {
      this.launcher(step.from).stop();
      this.lookAgain("stop");
    } else if (this.phase === "stop") {
      const isOver = !isActive(this.launcher(step.from).state);
      if (isOver) this.launcher(step.to).start();
      this.lookAgain(isOver ? "start" : "stop");
    } else if (this.phase === "start") {
      this.lookAgain(this.isServing(this.launcher(step.to)) ? "agree" : "start");
    } else if (this.isRegisteredEverywhere(this.launcher(step.to))) this.finish(step);
    else this.lookAgain("agree");
  }

  private begin(): void {
    const [step] = this.queue;
    if (step === undefined) return;
    this.vary(this.launcher(step.from), "QUIESCE");
    this.phase = "drain";
    this.lookAfter(this.plex.zowe.parameters.updateDrain);
  }

  private finish(step: UpdateStep): void {
    const launcher = this.launcher(step.to);
    this.vary(launcher, "RESUME");
    this.done.push(launcher.system);
    this.phase = undefined;
    this.queue = this.queue.slice(1);
    this.begin();
  }

  private lookAgain(phase: Phase): void {
    this.phase = phase;
    this.lookAfter(this.plex.zowe.parameters.updateLookPeriod);
  }

  private lookAfter(delay: Duration): void {
    this.plex.sim.after(delay, looked, null);
  }

  private vary({ system, configuration }: Launcher, operation: "QUIESCE" | "RESUME"): void {
    for (const port of gatewayPorts(configuration.instance))
      executeTcpipCommand(this.plex, system, `V TCPIP,,SYSPLEX,${operation},PORT=${port}`);
  }

  private isServing({ components }: Launcher): boolean {
    return components.every(({ state }) => state.kind === "ready");
  }

  /** Every Discovery that runs has every component of it that registers. */
  private isRegisteredEverywhere({ components }: Launcher): boolean {
    const { eureka } = this.plex.zowe;
    const registering = components.filter(({ name }) => eureka.isClient(name)).map(({ name }) => name);
    return eureka.discoveries.every(({ instances }) =>
      registering.every((name) => instances.some(({ component }) => component === name)),
    );
  }

  private launcher(name: LauncherName): Launcher {
    return this.plex.zowe.launcher(name);
  }
}

function gatewayPorts(instance: Launcher["configuration"]["instance"]): readonly number[] {
  return instance.components
    .filter(({ name, started }) => started && gatewayComponents.includes(name))
    .flatMap((component) => portsOf(instance, component).slice(0, 1));
}

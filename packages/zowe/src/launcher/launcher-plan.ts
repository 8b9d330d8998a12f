/**
 * The launcher's planned second phase: an order among components, several processes of one, and restarts of what does not
 * answer. Zowe never had it; it is here to be compared with the launcher as it is.
 *
 * Modelled: a component is spawned when those that it depends on are ready, or when patience is over; further processes of a
 * component on ports of their own, Gateways on one shared port; probes of what was ready, and a stop and start after so many
 * without an answer.
 * Simplified: probes cost nothing and always see what a client would see; a further process is one more instance in Discovery.
 * Not modelled: the launcher's care for ZIS.
 * @source Zowe's original design of high availability: implementation tasks, Zowe Launcher, phases 1 and 2.
 */
import { assert } from "@sysplex/sim-core";
import { Component } from "./component.js";
import { NO_PID } from "./component-watch.js";
import type { Launcher } from "./launcher.js";
import { zoweMessages } from "../messages.js";
import type { ZowePlex } from "../plex.js";
import type { ComponentName } from "../state.js";
import type { ZoweComponent, ZoweInstance } from "../yaml/zowe-configuration.js";

/**
 * Who has to be ready first.
 * @assumption The design names no dependencies: services register with Discovery, and the Desktop logs on through the Gateway.
 */
export const componentDependencies: Readonly<Record<string, readonly string[]>> = {
  gateway: ["discovery"],
  zaas: ["discovery"],
  "api-catalog": ["discovery"],
  "caching-service": ["discovery"],
  "jobs-api": ["discovery"],
  "files-api": ["discovery"],
  "metrics-service": ["discovery"],
  "app-server": ["gateway", "zaas", "apiml"],
};

/** Others find these by a list of addresses, so that a second process would be found by nobody. */
const SINGLE: readonly string[] = ["discovery", "apiml"];

/** One port for all their processes, by PORT SHAREPORT of the TCP/IP profile. @source The design: port sharing for the Gateway. */
const ON_ONE_PORT: readonly string[] = ["gateway"];

/** Between the ports of two processes of one component. @assumption As between the instances of Zowe's example file. */
const PORT_DISTANCE = 10_000;

/** Further processes are `gateway#2` and so on, to operators too. */
export function processesOf(
  plex: ZowePlex,
  name: ComponentName,
  instance: ZoweInstance,
  component: ZoweComponent,
  count = 1,
): readonly Component[] {
  const { port = 0 } = component;
  const most = SINGLE.includes(component.name) ? 1 : count;
  const distance = ON_ONE_PORT.includes(component.name) ? 0 : PORT_DISTANCE;
  assert(port + distance * (most - 1) <= 65_535, `${name} cannot have ${most} processes`);
  return Array.from({ length: most }, (_, place) => {
    if (place === 0) return new Component(plex, name, instance, component);
    const further = { ...component, port: port + distance * place };
    return new Component(plex, `${name}#${place + 1}`, instance, further);
  });
}

/** A view of a launcher's waiting components in the store: it has no state of its own. */
export class LauncherPlan {
  constructor(
    private readonly plex: ZowePlex,
    private readonly launcher: Launcher,
    private readonly phase: "1" | "2",
  ) {}

  get isPlanned(): boolean {
    return this.phase === "2";
  }

  /** The preparation has succeeded: what depends on nothing is spawned, the others wait. */
  begin(): void {
    this.setWaiting(this.launcher.components.map(({ name }) => name));
    this.spawnFree();
    if (this.waiting.length === 0) return;
    this.launcher.steps.schedule("patienceOver", this.plex.zowe.parameters.dependencyPatience);
  }

  /** A component is ready: others may have waited for it. */
  onReady(): void {
    const { state, terminating } = this.launcher.record;
    if (state.kind === "running" && !terminating && this.waiting.length > 0) this.spawnFree();
  }

  /** Whoever spawns it, it waits no more. */
  onSpawned({ name }: Component): void {
    if (!this.waiting.includes(name)) return;
    this.setWaiting(this.waiting.filter((waiting) => waiting !== name));
  }

  /** @internal */
  onPatienceOver(): void {
    const { launcher } = this;
    launcher.steps.done("patienceOver");
    if (launcher.record.terminating) return;
    for (const component of this.waitingComponents) {
      const missing = this.missingOf(component).join(",");
      launcher.write("", `component ${component.id} waits no longer for ${missing}`);
      launcher.spawn(component);
    }
    this.afterSpawns();
  }

  private spawnFree(): void {
    const free = this.waitingComponents.filter((component) => this.missingOf(component).length === 0);
    for (const component of free) this.launcher.spawn(component);
    this.afterSpawns();
  }

  private afterSpawns(): void {
    const { launcher } = this;
    if (this.waiting.length > 0) return;
    launcher.steps.cancel("patienceOver");
    launcher.write("ZWEL0007I", zoweMessages.ZWEL0007I());
  }

  /** What it depends on, is started by this launcher, and has no process that is ready. */
  private missingOf({ id }: Component): readonly string[] {
    const needed = Object.hasOwn(componentDependencies, id) ? (componentDependencies[id] ?? []) : [];
    return needed.filter((one) => {
      const processes = this.launcher.components.filter((component) => component.id === one);
      return processes.length > 0 && !processes.some(isReady);
    });
  }

  private get waitingComponents(): readonly Component[] {
    return this.launcher.components.filter(({ name }) => this.waiting.includes(name));
  }

  private get waiting(): readonly ComponentName[] {
    return this.launcher.record.waiting ?? [];
  }

  private setWaiting(waiting: readonly ComponentName[]): void {
    this.launcher.change("components wait", (record) => ({ ...record, waiting }));
  }
}

function isReady({ state, watch }: Component): boolean {
  return state.kind === "ready" && watch.pid !== NO_PID;
}

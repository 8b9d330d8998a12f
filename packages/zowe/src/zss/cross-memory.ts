/**
 * The cross-memory servers: ZWESISTC, one on each system, for all ZSS of all Zowe instances there.
 *
 * Modelled: start, stop, failure; the ENQ that refuses a second server of the same name; the end with the system.
 * Simplified: it is up as soon as it is started, and ZSS uses a new one at once; a system has one name only.
 * @source zowe/zss, messages of ZIS; zss issue 782; zowe-common-c issue 320.
 */
import type { Slice } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { Component } from "../launcher/component.js";
import { zoweMessages } from "../messages.js";
import type { ZowePlex } from "../plex.js";

export const CROSS_MEMORY_JOB = "ZWESISTC";
const DEFAULT_NAME = "ZWESIS_STD";

/** ENQ of the name is held by somebody. @source zss issue 782. */
const ENQ_FAILURE = 21;

/** There is no global area of a server. @source zowe-common-c issue 320. */
const NO_SERVER_CODE = 47;
const NO_SERVER_TEXT = "ZVT is NULL";

export interface CrossMemoryState {
  readonly servers: Readonly<Record<SystemName, CrossMemoryRecord>>;
}

export interface CrossMemoryRecord {
  readonly kind: "up" | "down";
  /** The ENQ of its name is held: by itself, or left behind by one that failed. */
  readonly enq: "free" | "held" | "stale";
}

const DOWN: CrossMemoryRecord = { kind: "down", enq: "free" };
const UP: CrossMemoryRecord = { kind: "up", enq: "held" };

export class CrossMemory {
  readonly state: Slice<CrossMemoryState>;

  constructor(
    private readonly plex: ZowePlex,
    /** Those that run ZSS. */
    systems: readonly SystemName[],
  ) {
    const servers = Object.fromEntries(systems.map((system) => [system, DOWN]));
    this.state = plex.sim.store.slice<CrossMemoryState>("zowe.cross-memory", { servers });
    const { sysplex } = plex;
    sysplex.lparStarted.subscribe(({ system, atStart }) => this.onSystemStarted(system, atStart));
    sysplex.lparStopped.subscribe(({ system }) => this.onSystemStopped(system));
  }

  isUp(system: SystemName): boolean {
    return this.state.value.servers[system]?.kind === "up";
  }

  /** S ZWESISTC. @returns Whether there is a server of it now. */
  start(system: SystemName): boolean {
    const { console } = this.plex.sysplex;
    const record = this.state.value.servers[system];
    if (record === undefined || !this.plex.sysplex.lpar(system).isRunning) return false;
    console.write(system, "ZWES0105I", zoweMessages.ZWES0105I());
    if (record.enq !== "free") {
      console.write(system, "ZWES0106E", zoweMessages.ZWES0106E(ENQ_FAILURE));
      return false;
    }
    this.set(system, UP, "started");
    console.write(system, "ZWES0109I", zoweMessages.ZWES0109I());
    return true;
  }

  /** P ZWESISTC: every ZSS of the system goes on without it. */
  stop(system: SystemName): void {
    if (this.isUp(system)) this.set(system, DOWN, "stopped");
  }

  /** An abend. */
  fail(system: SystemName): void {
    if (!this.isUp(system)) return;
    const { crossMemoryServerLeavesEnq } = this.plex.zowe.parameters;
    this.set(system, { kind: "down", enq: crossMemoryServerLeavesEnq ? "stale" : "free" }, "failed");
  }

  /** @internal What ZSS says of it when it has started. */
  statusText({ system, configuration }: Component): string {
    const name = nameIn(configuration.configs);
    return this.isUp(system)
      ? zoweMessages.ZWES1014I("Ok", name, 0, "Ok")
      : zoweMessages.ZWES1014I("Failure", name, NO_SERVER_CODE, NO_SERVER_TEXT);
  }

  private onSystemStarted(system: SystemName, atStart: boolean): void {
    if (this.state.value.servers[system] === undefined) return;
    if (atStart) this.set(system, UP, "there at the start");
    else if (this.plex.zowe.parameters.crossMemoryServerStartsAtIpl) this.start(system);
  }

  /** A hang is none: the ENQ goes with the system. */
  private onSystemStopped(system: SystemName): void {
    if (this.state.value.servers[system] === undefined) return;
    if (this.plex.sysplex.lpar(system).state.kind !== "hung") this.set(system, DOWN, "its system ended");
  }

  private set(system: SystemName, record: CrossMemoryRecord, cause: string): void {
    this.state.change(`${system}/${CROSS_MEMORY_JOB}: ${cause}`, ({ servers }) => {
      servers[system] = record;
    });
  }
}

function nameIn(configs: unknown): string {
  const name = (configs as { readonly crossMemoryServerName?: unknown } | null)?.crossMemoryServerName;
  return typeof name === "string" ? name : DEFAULT_NAME;
}

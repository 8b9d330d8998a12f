/**
 * A component whose launcher was cancelled: nobody watches it, it goes on serving, and it holds its ports.
 *
 * @source zowe/launcher README, clean-up on cancel is future work; zowe/api-layer issue 4272.
 */
import { defineEvent } from "@sysplex/sim-core";
import type { Component } from "./component.js";
import { closePorts } from "./component-port.js";
import type { ZowePlex } from "../plex.js";
import { servesSomebody, type AliveState, type ComponentName, type OrphanRecord } from "../state.js";
import { startTimer } from "@sysplex/zosmf";

const endDue = defineEvent("zowe.orphan-ends", (plex: ZowePlex, component: ComponentName) =>
  plex.zowe.component(component).orphan.onEndDue(),
);

/** A view of an orphan in the store: it has no state of its own. */
export class Orphan {
  constructor(
    private readonly plex: ZowePlex,
    private readonly component: Component,
  ) {}

  get exists(): boolean {
    return this.record !== undefined;
  }

  /** @internal The component's process becomes an orphan. */
  begin(state: AliveState, pid: number): void {
    const { sim, zowe } = this.plex;
    const { orphanLifetime } = zowe.parameters;
    const end =
      orphanLifetime > 0 ? { end: startTimer(sim, orphanLifetime, endDue, this.component.name) } : {};
    this.component.become("its launcher was cancelled", (record) => ({
      ...record,
      orphan: { since: sim.now, pid, state, port: record.port, ...end },
      state: { kind: "down" },
      port: "closed",
    }));
  }

  /** @internal */
  end(why: string): void {
    const { record } = this;
    if (record === undefined) return;
    if (record.end?.kind === "running") this.plex.sim.cancel(record.end.handle);
    if (record.port === "open") closePorts(this.plex, this.component);
    this.component.become(why, ({ orphan: _, ...rest }) => rest);
    if (servesSomebody(record.state)) this.plex.zowe.componentLost.emit(this.component.news);
  }

  /** @internal Somebody kills it; if its LPAR hangs just then, when that runs on. */
  onEndDue(): void {
    const { record } = this;
    if (record?.state.kind !== "hung" || record.state.cause === "component") this.end("killed");
  }

  /** @internal */
  hang(cause: "component" | "lpar"): void {
    const { record } = this;
    if (record === undefined || record.state.kind === "hung") return;
    const { now: since } = this.plex.sim;
    this.enter(record, { kind: "hung", since, cause, resumesAs: record.state }, `${cause} hung`);
  }

  /** @internal */
  resume(cause: "component" | "lpar"): void {
    const { record } = this;
    if (record?.state.kind !== "hung" || record.state.cause !== cause) return;
    const { now: since } = this.plex.sim;
    if (record.end?.kind === "running" && record.end.due <= since) return this.end("killed");
    this.enter(record, { ...record.state.resumesAs, since }, "resumed");
  }

  /** @internal */
  onStackLost(): void {
    const { record } = this;
    if (record?.port !== "open") return;
    this.component.change("its TCP/IP stack ended", (rest) => ({
      ...rest,
      orphan: { ...record, port: "closed" },
    }));
  }

  /** @internal */
  onSystemLost(): void {
    const { record } = this;
    if (record === undefined) return;
    if (record.port === "open") this.onStackLost(); // No listener is closed one by one.
    this.end("system lost");
  }

  private enter(record: OrphanRecord, state: AliveState, why: string): void {
    this.component.become(why, (rest) => ({ ...rest, orphan: { ...record, state } }));
  }

  private get record(): OrphanRecord | undefined {
    return this.component.record.orphan;
  }
}

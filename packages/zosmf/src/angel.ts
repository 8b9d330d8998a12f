/**
 * The angel: the address space through which Liberty servers of one z/OS image reach authorised services.
 *
 * Modelled: one angel of a name per image; a server needs it while it starts; it outlives servers.
 * Simplified: a server that is up does not notice the loss of its angel (no document says what happens); its next start
 * fails until there is an angel again.
 * Not modelled: SAF profiles (BBG.ANGEL.<name>) that keep a server from connecting; the unnamed default angel.
 * @source Open Liberty and WebSphere Liberty documentation, the angel process on z/OS.
 */
import { defineEvent, known, type EventKind } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { zosmfMessages, type ZosmfMessageId } from "./messages.js";
import type { ZosmfPlex } from "./plex.js";
import type { AngelName, AngelRecord, AngelState, AngelStep } from "./state.js";
import { cancelTimers, resumeTimers, startTimer, suspendTimers } from "./timers.js";

const steps: Readonly<Record<AngelStep, EventKind<ZosmfPlex, AngelName>>> = {
  ready: defineEvent("zosmf.angel-ready", (plex: ZosmfPlex, name: AngelName) =>
    plex.zosmf.angel(name).onReady(),
  ),
};

/** A view of one angel in the store: it has no state of its own. */
export class Angel {
  constructor(
    private readonly plex: ZosmfPlex,
    readonly name: AngelName,
  ) {}

  get system(): SystemName {
    return this.name.split("/")[0] ?? "";
  }

  /** ANGEL_PROC, which is the job's name. */
  get job(): string {
    return this.name.split("/")[1] ?? "";
  }

  get state(): AngelState {
    return this.record.state;
  }

  /** START of the angel. Without effect while it exists. */
  start(): void {
    if (this.state.kind !== "down" || !this.plex.sysplex.lpar(this.system).isRunning) return;
    this.write("$HASP100", zosmfMessages.$HASP100(this.job));
    this.write("$HASP373", zosmfMessages.$HASP373(this.job));
    const { sim, zosmf } = this.plex;
    const ready = startTimer(sim, zosmf.parameters.angelStartDuration, steps.ready, this.name);
    this.change("START", { state: { kind: "starting", since: sim.now }, timers: { ready } });
  }

  /** P of the angel. Servers that are up go on. */
  stop(): void {
    this.end("P");
  }

  /** The address space ends by itself or by CANCEL. */
  crash(): void {
    this.end("crash");
  }

  /** @internal Part of what is there when the simulation starts. */
  bringUp(): void {
    if (this.state.kind === "up") return;
    this.change("there at the start", { state: { kind: "up", since: this.plex.sim.now }, timers: {} });
  }

  /** @internal Its system is gone, and no program of it says goodbye. */
  onSystemLost(): void {
    cancelTimers(this.plex.sim, this.record.timers);
    this.change("system lost", { state: { kind: "down" }, timers: {} });
  }

  /** @internal Its system executes nothing. */
  onSystemHung(): void {
    const { state, timers } = this.record;
    this.change("system hung", { state, timers: suspendTimers(this.plex.sim, timers) });
  }

  /** @internal */
  onSystemResumed(): void {
    const { state, timers } = this.record;
    this.change("system resumed", { state, timers: resumeTimers(this.plex.sim, timers, steps, this.name) });
  }

  /** @internal */
  onReady(): void {
    this.write("CWWKB0069I", zosmfMessages.CWWKB0069I(this.job));
    this.change("CWWKB0069I", { state: { kind: "up", since: this.plex.sim.now }, timers: {} });
    for (const server of this.servers) server.onAngelReady();
  }

  private end(cause: string): void {
    if (this.state.kind === "down" || !this.plex.sysplex.lpar(this.system).isRunning) return;
    cancelTimers(this.plex.sim, this.record.timers);
    this.write("$HASP395", zosmfMessages.$HASP395(this.job));
    this.change(cause, { state: { kind: "down" }, timers: {} });
    for (const server of this.servers) server.onAngelEnded();
  }

  private get servers() {
    return this.plex.zosmf.servers.filter((server) => server.angel.name === this.name);
  }

  private get record(): AngelRecord {
    return known(this.plex.zosmf.state.value.angels[this.name], `Angel ${this.name}`);
  }

  private change(cause: string, record: AngelRecord): void {
    this.plex.zosmf.state.change(`${this.name}: ${cause}`, (draft) => {
      draft.angels[this.name] = record;
    });
  }

  private write(id: ZosmfMessageId, text: string): void {
    this.plex.sysplex.console.write(this.system, id, text);
  }
}

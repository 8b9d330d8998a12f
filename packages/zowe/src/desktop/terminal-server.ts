/**
 * The Telnet server of one system, TN3270: what the Desktop's terminals are connected to.
 *
 * Modelled: it listens while its stack is up and nobody has stopped it; its end resets its connections; a hang of its
 * system holds its answers up.
 * Simplified: it answers each message after a drawn time, whatever was typed; there is no limit of connections.
 * Not modelled: the applications behind it, LU names, logons to TSO/E.
 */
import { defineEvent, grownTo, SlotPool, type Forkable, type RandomStream } from "@sysplex/sim-core";
import type { Application, ConnectionName, Stack } from "@sysplex/tcpip";
import type { SystemName } from "@sysplex/sysplex";
import { stackOf } from "../launcher/component-port.js";
import type { ZowePlex } from "../plex.js";

/**
 * Its job, unless the profile has its port for another one.
 * @source z/OS Communications Server: the procedure is named TN3270 in the samples.
 */
export const TERMINAL_SERVER_JOB = "TN3270";

const BACKLOG = 1_000;
const HTTP_OK = 200;
const MESSAGES_MAX = 0x20_0000;

/** An event's payload is slot × this + index of the server, which stays below 2³¹. */
const SERVER_BITS = 10;
const SERVER_MASK = (1 << SERVER_BITS) - 1;

const answerDue = defineEvent("zowe.terminal-answer-due", ({ zowe }: ZowePlex, payload: number) =>
  zowe.desktop.terminalServers[payload & SERVER_MASK]?.onAnswerDue(payload >> SERVER_BITS),
);
const listenDue = defineEvent("zowe.terminal-server-listens", ({ zowe }: ZowePlex, index: number) =>
  zowe.desktop.terminalServers[index]?.onListenDue(),
);

export class TerminalServer implements Application, Forkable {
  /** Messages that have come. */
  messageCount = 0;
  private connections = new Int32Array(0);
  private requests = new Int32Array(0);
  /** 1: its answer is held up by a hang. */
  private held = new Uint8Array(0);
  private readonly pool = new SlotPool({
    slotLimit: MESSAGES_MAX,
    what: "messages are in one Telnet server",
    grow: (capacity) => {
      this.connections = grownTo(capacity, this.connections);
      this.requests = grownTo(capacity, this.requests);
      this.held = grownTo(capacity, this.held);
    },
  });
  private readonly stream: RandomStream;

  constructor(
    private readonly plex: ZowePlex,
    private readonly index: number,
    readonly system: SystemName,
    readonly port: number,
  ) {
    this.stream = plex.sim.random(`zowe/${this.name}/answer`);
  }

  /** `SYSA/TN3270` */
  get name(): string {
    return `${this.system}/${TERMINAL_SERVER_JOB}`;
  }

  get accepting(): boolean {
    return this.plex.sysplex.lpar(this.system).isRunning;
  }

  get isListening(): boolean {
    return this.kind === "up";
  }

  onRequest(connection: ConnectionName, request: number): void {
    const slot = this.pool.take();
    this.messageCount += 1;
    this.connections[slot] = connection;
    this.requests[slot] = request;
    this.held[slot] = 0;
    this.plex.zowe.parameters.terminalServerDelay.draw(this.stream);
    this.plex.sim.afterDrawn(this.stream, answerDue, (slot << SERVER_BITS) | this.index);
  }

  /** STOP TN3270: its connections are reset, and it does not come back with the stack. */
  stop(): void {
    const stack = stackOf(this.plex, this.system);
    this.become("stopped", "stopped");
    if (stack !== undefined) stack.closeListener(this.jobOn(stack), this.port);
  }

  start(): void {
    if (this.kind !== "stopped") return;
    this.become("down", "started");
    this.onListenDue();
  }

  copyFrom(twin: TerminalServer): void {
    this.messageCount = twin.messageCount;
    this.pool.copyFrom(twin.pool);
    this.connections = twin.connections.slice();
    this.requests = twin.requests.slice();
    this.held = twin.held.slice();
  }

  /** @internal */
  onStackStarted(atStart: boolean): void {
    const { terminalServerStart } = this.plex.zowe.parameters;
    if (atStart || terminalServerStart === 0) this.onListenDue();
    else this.plex.sim.after(terminalServerStart, listenDue, this.index);
  }

  /** @internal */
  onStackStopped(): void {
    if (this.isListening) this.become("down", "its stack ended");
  }

  /** @internal */
  onSystemResumed(): void {
    for (let slot = 0; slot < this.pool.slotCount; slot += 1) {
      if (this.pool.isInUse(slot) && this.held[slot] === 1) this.answer(slot);
    }
  }

  /** @internal */
  onAnswerDue(slot: number): void {
    if (this.accepting || !this.isListening) this.answer(slot);
    else this.held[slot] = 1;
  }

  /** @internal */
  onListenDue(): void {
    const stack = stackOf(this.plex, this.system);
    if (stack === undefined || this.kind !== "down") return;
    const { port, name: application } = this;
    const listener = {
      job: this.jobOn(stack),
      port,
      address: "any",
      backlog: BACKLOG,
      application,
    } as const;
    if (stack.listen(listener) === "ok") this.become("up", `listens on port ${port}`);
  }

  /** The port is reserved for the Telnet server, whatever it is called. */
  private jobOn({ state }: Stack): string {
    const { ports } = state.profile;
    const own = ports.find(
      ({ first, last, protocol }) => protocol === "TCP" && first <= this.port && last >= this.port,
    );
    return own === undefined || ["*", "RESERVED"].includes(own.job) ? TERMINAL_SERVER_JOB : own.job;
  }

  private get kind(): "up" | "down" | "stopped" {
    return this.plex.zowe.desktop.state.value.terminals[this.system]?.kind ?? "down";
  }

  private become(kind: "up" | "down" | "stopped", cause: string): void {
    this.plex.zowe.desktop.change(`${this.name}: ${cause}`, ({ terminals }) => {
      terminals[this.system] = { kind };
    });
  }

  /** Of a connection that has gone, nobody hears. */
  private answer(slot: number): void {
    const connection = this.connections[slot] as number;
    const request = this.requests[slot] as number;
    this.pool.release(slot);
    this.plex.tcpip.respond(connection, request, HTTP_OK);
  }
}

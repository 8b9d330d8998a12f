/**
 * What the requests of one server need of TSO/E: each begins with an address space, or fails, and leaves it in the end.
 *
 * Modelled: sessions of clients (start, use, end), commands in a fresh address space, consoles, and the address spaces of
 * the data set and file services, which are used again by the same user. A start takes its time, within the request.
 * Simplified: the request that starts a session takes the time of its service group, without a limit; a session is the
 * user's newest, whatever key the path names. A user that is not known (0) has no limit of his own, nor a console name.
 *
 * Data plane: one column beside those of the request threads.
 * @source z/OSMF Programming Guide: TSO/E address space services, z/OS console services, data set and file REST interface.
 */
import {
  drawnDuration,
  grownTo,
  NO_TIME,
  type Duration,
  type Forkable,
  type RandomStream,
} from "@sysplex/sim-core";
import { operations } from "../operations.js";
import type { ZosmfPlex } from "../plex.js";
import type { TsoAddressSpaceManager } from "./address-space-manager.js";
import { NONE, TsoUse } from "./address-spaces.js";
import type { TsoNeed } from "./needs.js";
import type { TsoParameters } from "./parameters.js";
import { TsoRefusal } from "./refusals.js";

/** z/OSMF answers each of {@link tsoRefusals} with this status. */
const HTTP_SERVER_ERROR = 500;
const GRANTED = 0;
const FIRST_CAPACITY = 64;

const needs: readonly (TsoNeed | undefined)[] = operations.map(({ tso }) => tso);

export class TsoRequests implements Forkable {
  /** Of the request that {@link begin} was called for last: what it takes beside its service time. */
  extraTime: Duration = NO_TIME;
  /** By the request's slot: its address space + 1; 0: none. */
  private spaces = new Int32Array(FIRST_CAPACITY);
  private readonly stream: RandomStream;

  constructor(
    private readonly plex: ZosmfPlex,
    private readonly manager: TsoAddressSpaceManager,
    /** Index of the server. */
    private readonly server: number,
    /** Of this run: each is read when it is needed. */
    private readonly parameters: TsoParameters,
    /** Of the server. */
    name: string,
  ) {
    this.stream = plex.sim.random(`zosmf/${name}/tso`);
  }

  /** @returns HTTP status of a request that fails, after {@link extraTime}; 0: it goes on. */
  begin(slot: number, operation: number, user: number): number {
    this.extraTime = NO_TIME;
    if (slot >= this.spaces.length) this.grow(slot);
    this.spaces[slot] = 0;
    switch (needs[operation]) {
      case undefined:
        return GRANTED;
      case "starts a session":
        return this.granted(slot, this.manager.start(user, this.server, TsoUse.session));
      case "runs a command":
        return this.granted(slot, this.manager.start(user, this.server, TsoUse.command));
      case "receives":
        return this.receive(slot, user);
      case "uses a session":
      case "ends a session":
        return this.useSession(slot, user);
      case "uses a console":
        return this.useConsole(slot, user);
      case "asks a console":
        return this.askConsole(slot, user);
      case "works on files":
        return this.parameters.tsoFilesNeedAddressSpace ? this.useOrStart(slot, user, TsoUse.files) : GRANTED;
    }
  }

  /** A request has been answered; `isGood`: as it should. */
  complete(slot: number, operation: number, isGood: boolean): void {
    const space = slot < this.spaces.length ? (this.spaces[slot] as number) - 1 : NONE;
    if (space === NONE) return;
    this.spaces[slot] = 0;
    const { manager } = this;
    manager.started(space);
    const need = needs[operation];
    if (!isGood) manager.abandon(space);
    else if (need === "ends a session" || need === "runs a command") manager.close(space);
    else manager.leave(space);
  }

  /** The server has ended, and its requests with it. */
  clear(): void {
    this.spaces.fill(0);
  }

  copyFrom(twin: TsoRequests): void {
    this.extraTime = twin.extraTime;
    this.spaces = twin.spaces.slice();
  }

  private receive(slot: number, user: number): number {
    const status = this.useSession(slot, user);
    const { tsoEmptyReceives, tsoReceiveWait } = this.parameters;
    if (status === GRANTED && tsoEmptyReceives > 0 && this.stream.uniform() < tsoEmptyReceives)
      this.extraTime = tsoReceiveWait;
    return status;
  }

  private useSession(slot: number, user: number): number {
    const space = this.manager.use(user, this.server, TsoUse.session);
    return this.granted(slot, space === NONE ? this.manager.refuse(TsoRefusal.sessionUnknown) : space);
  }

  /** The name of a console is that of its user, and unique in the sysplex. */
  private useConsole(slot: number, user: number): number {
    const { manager, server, plex } = this;
    if (manager.meetsLostConsole(user, server))
      return this.granted(slot, manager.refuse(TsoRefusal.consoleLost));
    const space = manager.use(user, server, TsoUse.console);
    if (space !== NONE) return this.granted(slot, space);
    const starting = manager.join(user, server, TsoUse.console);
    if (starting !== NONE) return this.awaitLogon(slot, starting);
    return plex.zosmf.hasTsoConsole(user)
      ? this.granted(slot, manager.refuse(TsoRefusal.consoleInUse))
      : this.startFor(slot, user, TsoUse.console);
  }

  private askConsole(slot: number, user: number): number {
    const { manager, server } = this;
    manager.meetsLostConsole(user, server);
    const space = manager.use(user, server, TsoUse.console);
    return this.granted(slot, space === NONE ? manager.refuse(TsoRefusal.consoleLost) : space);
  }

  private useOrStart(slot: number, user: number, use: TsoUse): number {
    const space = this.manager.use(user, this.server, use);
    return space === NONE ? this.startFor(slot, user, use) : this.granted(slot, space);
  }

  /** Within a request that wants something else: it waits for LOGON, but not for ever. */
  private startFor(slot: number, user: number, use: TsoUse): number {
    return this.awaitLogon(slot, this.manager.start(user, this.server, use));
  }

  private awaitLogon(slot: number, space: number): number {
    const status = this.granted(slot, space);
    if (status !== GRANTED) return status;
    const { tsoStartServiceTime, tsoLogonTimeout: patience } = this.parameters;
    tsoStartServiceTime.draw(this.stream);
    const logon = drawnDuration(this.stream);
    this.extraTime = logon > patience ? patience : logon;
    if (logon <= patience) return GRANTED;
    this.manager.refuse(TsoRefusal.logonTimeout);
    return HTTP_SERVER_ERROR;
  }

  private granted(slot: number, space: number): number {
    if (space >= 0) {
      this.spaces[slot] = space + 1;
      return GRANTED;
    }
    this.extraTime = this.parameters.tsoRefusalTime;
    return HTTP_SERVER_ERROR;
  }

  private grow(slot: number): void {
    let capacity = this.spaces.length;
    while (capacity <= slot) capacity *= 2;
    this.spaces = grownTo(capacity, this.spaces);
  }
}

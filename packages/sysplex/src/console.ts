/**
 * The operator console, one log for the whole sysplex.
 *
 * Simplified: routing codes, roll-off and automation are not modelled; every message stays.
 * The log only ever grows, and its state at an earlier instant is a prefix of it: so it is kept beside the store.
 */
import { inSeconds, type Instant } from "@sysplex/sim-core";
import { consoleMessages, type MessageArguments, type MessageId } from "./messages.js";
import type { Plex } from "./plex.js";
import type { SystemName } from "./sysplex-configuration.js";

export interface ConsoleMessage {
  readonly at: Instant;
  /** The system that wrote it. */
  readonly system: SystemName;
  /** `IXC101I` */
  readonly id: string;
  /** Without the id. */
  readonly text: string;
  /** The reply identifier of a WTOR, by which IEE600I names it. */
  readonly replyId?: number;
}

export class Console {
  private log: ConsoleMessage[] = [];

  constructor(private readonly plex: Plex) {}

  /** Every message so far, oldest first. */
  get messages(): readonly ConsoleMessage[] {
    return this.log;
  }

  write(system: SystemName, id: string, text: string): void {
    this.append({ at: this.plex.sim.now, system, id, text });
  }

  /** @internal A fork has a log of its own from here on. */
  copyFrom(twin: Console): void {
    this.log = [...twin.log];
  }

  /** Writes a message of this package's own table. */
  issue<Id extends MessageId>(system: SystemName, id: Id, ...args: MessageArguments<Id>): void {
    this.write(system, id, textOf(id, args));
  }

  /** Writes a WTOR of this package's own table: its reply identifier stands before it. */
  ask<Id extends MessageId>(
    system: SystemName,
    replyId: number,
    id: Id,
    ...args: MessageArguments<Id>
  ): void {
    this.append({ at: this.plex.sim.now, system, id, text: textOf(id, args), replyId });
  }

  private append(message: ConsoleMessage): void {
    this.log.push(Object.freeze(message));
    this.plex.sysplex.messageWritten.emit(message);
  }
}

function textOf<Id extends MessageId>(id: Id, args: MessageArguments<Id>): string {
  return (consoleMessages[id].text as (...args: MessageArguments<Id>) => string)(...args);
}

/** `01`, as the console shows a reply identifier. */
export function replyIdText(replyId: number): string {
  return String(replyId).padStart(2, "0");
}

/** The time of day on a simulated clock that started at midnight: `00:05:00.25`. */
export function clockTime(instant: Instant): string {
  const hundredths = Math.floor(inSeconds(instant) * 100);
  const two = (count: number): string => String(count % 100).padStart(2, "0");
  const wholeSeconds = Math.floor(hundredths / 100);
  const wholeMinutes = Math.floor(wholeSeconds / 60);
  const hours = String(Math.floor(wholeMinutes / 60)).padStart(2, "0");
  return `${hours}:${two(wholeMinutes % 60)}:${two(wholeSeconds % 60)}.${two(hundredths)}`;
}

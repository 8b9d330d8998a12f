/**
 * What a system tells people of its TSO/E address spaces: the first of many messages of a kind, not each.
 *
 * Requests fail by the thousand when they fail; a message for each would hide all others, and cost memory for ever.
 */
import { hours, type Forkable } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { zosmfMessages } from "../messages.js";
import type { ZosmfPlex } from "../plex.js";
import { TsoRefusal, tsoRefusals } from "./refusals.js";

/** @assumption After so long without one of its kind, the next is news again. */
const QUIET = hours(1);

/** Before the run began. */
const LONG_AGO = -(QUIET as number);

/** Place of S222 among the kinds, which are those of the refusals. */
const CANCEL = TsoRefusal.none;

/** Of one client, which learns it when it uses the session. */
export interface TsoSessionLost {
  readonly system: SystemName;
  readonly user: number;
}

export interface TsoRefused {
  readonly system: SystemName;
  readonly why: TsoRefusal;
  /** In words, with the codes of the answer. */
  readonly what: string;
}

export class TsoNews implements Forkable {
  /** By kind: when the latest of it was. */
  private readonly latest = new Float64Array(tsoRefusals.length).fill(LONG_AGO);

  constructor(
    private readonly plex: ZosmfPlex,
    private readonly system: SystemName,
  ) {}

  copyFrom(twin: TsoNews): void {
    this.latest.set(twin.latest);
  }

  /** A user has lost his session: each is an answer to one client, and no news of the system. */
  tellRefusal(why: TsoRefusal): void {
    if (why === TsoRefusal.sessionUnknown || !this.isNews(why)) return;
    const { system, plex } = this;
    plex.zosmf.tsoRefused.emit({ system, why, ...codesOf(why) });
  }

  tellCancel(): void {
    if (this.isNews(CANCEL)) this.plex.sysplex.console.write(this.system, "IEF450I", zosmfMessages.IEF450I());
  }

  tellQueues(percentage: number, limit: number): void {
    this.plex.sysplex.console.write(
      this.system,
      "BPXI039I",
      zosmfMessages.BPXI039I("IPCMSGNIDS", percentage, limit),
    );
  }

  private isNews(kind: number): boolean {
    const { now } = this.plex.sim;
    const before = this.latest[kind] as number;
    this.latest[kind] = now;
    return now - before >= QUIET;
  }
}

function codesOf(why: TsoRefusal): { readonly what: string } {
  const { returnCode, reasonCode, text } = tsoRefusals[why] ?? { returnCode: 0, reasonCode: 0, text: "" };
  return { what: `z/OSMF answers HTTP 500, rc ${returnCode}, reason ${reasonCode}: ${text}` };
}

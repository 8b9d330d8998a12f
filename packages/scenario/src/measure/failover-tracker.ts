/**
 * Failovers and switchbacks of one service, with the phases of each.
 *
 * A failover begins when what serves new connections is lost: the owner of the DVIPA or the active target. It ends with
 * the first success of a request that was sent after the loss and answered by the target that serves now; an old
 * connection to another target proves nothing. Between the two, the news that the models give are milestones: the loss
 * is known (detect), it is decided upon (decide), the address is reachable and a living target active (move), a
 * connection is accepted (accept), a request succeeds (recover). Whatever is not seen on its own coincides with the next
 * milestone, so that the phases always add up to the whole.
 *
 * When the same target serves again, a hung system that runs on or one that was started anew, the failover turns out to
 * have been a recovery: nothing took over, and it is measured alike.
 */
import { between, type Duration, type Forkable, type Instant } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { StackName } from "@sysplex/tcpip";

export type FailoverKind = "failover" | "recovery" | "switchback" | "switch";

/** Who took notice first: the models, somebody who started it anew, or nobody before what hung ran on. */
export type NoticedBy = "sysplex" | "cluster" | "people" | "nobody";

/** Ends the milestone of what hung and goes on. */
export const RUNS_ON = "runs on by itself";

export interface Failover {
  readonly kind: FailoverKind;
  /** The timeline entry, or the model's reason. */
  readonly cause: string;
  readonly from?: StackName;
  readonly to?: StackName;
  readonly at: Instant;
  /** When the cause happened: a system that hangs and signals serves until it is fenced. */
  readonly causedAt: Instant;
  readonly noticedBy: NoticedBy;
  /** The last decision before a move has been seen. */
  readonly isDecided: boolean;
  /** The address was reachable and a living target active, and that was not undone. */
  readonly hasMoved: boolean;
  /** What took the service away again before a request had succeeded. */
  readonly cutShortBy?: string;
  /** Absent: no request succeeded until the end. */
  readonly completed?: { readonly timeToFailover: Duration; readonly phases: Phases };
  /** What was seen, in order: for people who ask why. */
  readonly milestones: readonly Milestone[];
}

export interface Phases {
  readonly detect: Duration;
  readonly decide: Duration;
  readonly move: Duration;
  readonly accept: Duration;
  readonly recover: Duration;
}

export interface Milestone {
  readonly at: Instant;
  readonly what: string;
}

interface Open {
  readonly kind: FailoverKind;
  readonly cause: string;
  readonly from?: StackName;
  readonly at: Instant;
  readonly causedAt: Instant;
  readonly milestones: Milestone[];
  noticedBy?: NoticedBy;
  /** The same stacks own the address and serve as before the loss. */
  isAsBefore?: boolean;
  detected?: Instant;
  decided?: Instant;
  moved?: Instant;
  /** What serves new connections since then. */
  target?: StackName;
  accepted?: Instant;
}

/** Most recorded; a run that flaps for days still ends. */
const RECORDED_MAX = 10_000;

export class FailoverTracker implements Forkable {
  private readonly ended: Failover[] = [];
  private open: Open | undefined;

  copyFrom({ ended, open }: FailoverTracker): void {
    this.ended.splice(0, Infinity, ...ended);
    this.open = open && { ...open, milestones: [...open.milestones] };
  }

  get isOpen(): boolean {
    return this.open !== undefined;
  }

  /** The service is lost, and has not been overcome. */
  get isLost(): boolean {
    return this.open?.kind === "failover";
  }

  /** The failover under way has moved to a living target, and waits for its first accepted connection. */
  get awaitsAccept(): boolean {
    return this.open?.moved !== undefined && this.open.accepted === undefined;
  }

  /** What serves new connections is lost, or changes. A second loss before the first has been overcome belongs to it. */
  begin(
    kind: Exclude<FailoverKind, "recovery">,
    cause: string,
    from: StackName | undefined,
    at: Instant,
    causedAt = at,
  ): void {
    if (this.open !== undefined && (this.open.kind === "failover" || kind !== "failover")) return;
    if (this.open !== undefined) this.giveUp(cause);
    this.open = { kind, cause, ...(from === undefined ? {} : { from }), at, causedAt, milestones: [] };
  }

  onDetected(at: Instant, what: string, by: NoticedBy = "sysplex"): void {
    if (this.open === undefined) return;
    this.open.detected ??= at;
    this.open.noticedBy ??= by;
    this.open.milestones.push({ at, what });
  }

  /** A step on the way that decides nothing by itself. */
  onSeen(at: Instant, what: string): void {
    this.open?.milestones.push({ at, what });
  }

  /** The last decision before the move counts. */
  onDecided(at: Instant, what: string): void {
    if (this.open === undefined) return;
    this.open.detected ??= at;
    this.open.noticedBy ??= "sysplex";
    if (this.open.moved === undefined) this.open.decided = at;
    this.open.milestones.push({ at, what });
  }

  /** Somebody starts what was lost on `system` anew, and so decides not to wait for anything else. */
  onRepair(at: Instant, system: SystemName, what: string): void {
    if (this.open?.from?.startsWith(`${system}/`) !== true) return;
    this.open.noticedBy ??= "people";
    this.onDecided(at, what);
  }

  /** What hung goes on. That is no news to anybody who had not noticed. */
  onRunsOn(at: Instant, who: string): void {
    if (this.open === undefined) return;
    this.open.noticedBy ??= "nobody";
    this.open.milestones.push({ at, what: `${who} ${RUNS_ON}` });
  }

  /** The address is reachable and `target`, which lives, is active. Another target before a success is another move. */
  onMoved(at: Instant, target: StackName, what: string, isAsBefore = false): void {
    if (this.open === undefined) return;
    this.open.isAsBefore = isAsBefore;
    if (this.open.target === target) return;
    this.onMoveUndone();
    this.open.moved = at;
    this.open.target = target;
    this.open.milestones.push({ at, what });
  }

  /** That was undone before a request succeeded: another loss. */
  onMoveUndone(): void {
    if (this.open === undefined) return;
    delete this.open.moved;
    delete this.open.target;
    delete this.open.accepted;
  }

  onAccepted(at: Instant): void {
    if (this.open !== undefined) this.open.accepted ??= at;
  }

  /** A request that was due at `due` has succeeded at `at`, served by `by`. */
  onSuccess(due: Instant, at: Instant, by: StackName | undefined): void {
    const { open } = this;
    if (open?.moved === undefined || due < open.at || by !== open.target) return;
    this.open = undefined;
    this.record({ ...described(open, by), completed: completion(open, at) });
  }

  /** At the end of the run. */
  finish(): void {
    if (this.open !== undefined) this.giveUp();
  }

  get failovers(): readonly Failover[] {
    return this.ended;
  }

  private giveUp(cutShortBy?: string): void {
    if (this.open !== undefined) {
      const failover = described(this.open, undefined);
      this.record(cutShortBy === undefined ? failover : { ...failover, cutShortBy });
    }
    this.open = undefined;
  }

  private record(failover: Failover): void {
    if (this.ended.length < RECORDED_MAX) this.ended.push(failover);
  }
}

function described(open: Open, to: StackName | undefined): Omit<Failover, "completed"> {
  const { kind, cause, from, at, causedAt, milestones, noticedBy = "sysplex", isAsBefore = false } = open;
  const isRecovery = kind === "failover" && to !== undefined && (to === from || isAsBefore);
  return {
    kind: isRecovery ? "recovery" : kind,
    cause,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    at,
    causedAt,
    noticedBy,
    isDecided: open.decided !== undefined,
    hasMoved: open.moved !== undefined,
    milestones,
  };
}

/** The milestones put in order: one that was not seen, or was seen too late, coincides with its successor. */
function completion(
  { at, detected, decided, moved, accepted }: Open,
  recovered: Instant,
): Required<Failover>["completed"] {
  const acceptedAt = earlier(accepted ?? recovered, recovered);
  const movedAt = earlier(moved ?? acceptedAt, acceptedAt);
  const decidedAt = earlier(decided ?? movedAt, movedAt);
  const detectedAt = earlier(detected ?? decidedAt, decidedAt);
  return {
    timeToFailover: between(at, recovered),
    phases: {
      detect: between(at, detectedAt),
      decide: between(detectedAt, decidedAt),
      move: between(decidedAt, movedAt),
      accept: between(movedAt, acceptedAt),
      recover: between(acceptedAt, recovered),
    },
  };
}

function earlier(a: Instant, b: Instant): Instant {
  return a <= b ? a : b;
}

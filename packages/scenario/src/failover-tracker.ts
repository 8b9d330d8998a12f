/**
 * Failovers and switchbacks of one service, with the phases of each.
 *
 * A failover begins when what serves new connections is lost: the owner of the DVIPA or the active target. It ends with
 * the first success of a request that was sent after the loss and answered by the target that serves now; an old
 * connection to another target proves nothing. Between the two, the news that the models give are milestones: the loss is known (detect), it is decided upon (decide), the address is reachable and a living target
 * active (move), a connection is accepted (accept), a request succeeds (recover). Whatever is not seen on its own
 * coincides with the next milestone, so that the phases always add up to the whole.
 */
import { between, type Duration, type Instant } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { StackName } from "@sysplex/tcpip";

export type FailoverKind = "failover" | "switchback" | "switch";

export interface Failover {
  readonly kind: FailoverKind;
  /** The timeline entry, or the model's reason. */
  readonly cause: string;
  readonly from?: StackName;
  readonly to?: StackName;
  readonly at: Instant;
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
  readonly milestones: Milestone[];
  detected?: Instant;
  decided?: Instant;
  moved?: Instant;
  /** What serves new connections since then. */
  target?: StackName;
  accepted?: Instant;
}

/** Most recorded; a run that flaps for days still ends. */
const RECORDED_MAX = 10_000;

export class FailoverTracker {
  private readonly ended: Failover[] = [];
  private open: Open | undefined;

  get isOpen(): boolean {
    return this.open !== undefined;
  }

  /** The failover under way has moved to a living target, and waits for its first accepted connection. */
  get awaitsAccept(): boolean {
    return this.open?.moved !== undefined && this.open.accepted === undefined;
  }

  /** What serves new connections is lost, or changes. A second loss before the first has been overcome belongs to it. */
  begin(kind: FailoverKind, cause: string, from: StackName | undefined, at: Instant): void {
    if (this.open !== undefined && (this.open.kind === "failover" || kind !== "failover")) return;
    if (this.open !== undefined) this.giveUp();
    this.open = { kind, cause, ...(from === undefined ? {} : { from }), at, milestones: [] };
  }

  onDetected(at: Instant, what: string): void {
    if (this.open === undefined) return;
    this.open.detected ??= at;
    this.open.milestones.push({ at, what });
  }

  /** The last decision before the move counts. */
  onDecided(at: Instant, what: string): void {
    if (this.open === undefined) return;
    this.open.detected ??= at;
    if (this.open.moved === undefined) this.open.decided = at;
    this.open.milestones.push({ at, what });
  }

  /** Somebody starts what was lost on `system` anew, and so decides not to wait for anything else. */
  onRepair(at: Instant, system: SystemName, what: string): void {
    if (this.open?.from?.startsWith(`${system}/`) === true) this.onDecided(at, what);
  }

  /** The address is reachable and `target`, which lives, is active. Another target before a success is another move. */
  onMoved(at: Instant, target: StackName, what: string): void {
    if (this.open === undefined || this.open.target === target) return;
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

  private giveUp(): void {
    if (this.open !== undefined) this.record(described(this.open, undefined));
    this.open = undefined;
  }

  private record(failover: Failover): void {
    if (this.ended.length < RECORDED_MAX) this.ended.push(failover);
  }
}

function described(
  { kind, cause, from, at, milestones }: Open,
  to: StackName | undefined,
): Omit<Failover, "completed"> {
  return {
    kind,
    cause,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    at,
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

/**
 * Sysplex Distributor for one distributed DVIPA and port, DISTMETHOD HOTSTANDBY.
 *
 * Modelled: one preferred and several ranked backup targets; AUTOSWITCHBACK; HEALTHSWITCH by the target server
 * responsiveness; readiness by listener; QUIESCE; targets without a route.
 * Simplified: of the health indicators only TSR is weighed; the abnormal-transaction rate and the server's own health
 * indicator need a server that reports them, which z/OSMF does not.
 * Not modelled: other distribution methods, timed affinity, SYSPLEXPORTS, targets that are not z/OS.
 * @source z/OS Communications Server: IP Configuration Guide, hot standby distribution method.
 */
import { defineEvent, known, type EventHandle } from "@sysplex/sim-core";
import { draftOf, type Draft } from "./draft.js";
import { distributorFor } from "./distribution-table.js";
import { stackMessages } from "./messages.js";
import type { TcpipPlex } from "./plex.js";
import type { IpAddress } from "./profile/stack-profile.js";
import { responsiveness } from "./responsiveness.js";
import type { DistributorState, DvipaState, StackName, TargetState } from "./state.js";

/** What a target tells the owner of a DVIPA about one port. */
export interface TargetReport {
  readonly address: IpAddress;
  readonly port: number;
  readonly stack: StackName;
  readonly ready: number;
  readonly quiesced: boolean;
  readonly boundToAddress: boolean;
}

const targetReported = defineEvent("tcpip.target-reported", (plex: TcpipPlex, report: TargetReport) =>
  new Distributor(plex, report.address, String(report.port)).onTargetReported(report),
);

interface Evaluation {
  readonly address: IpAddress;
  readonly port: string;
  readonly owner: StackName;
}

const responsivenessDue = defineEvent("tcpip.responsiveness-due", (plex: TcpipPlex, due: Evaluation) =>
  new Distributor(plex, due.address, due.port).onResponsivenessDue(due),
);

/** A view of one distributed service in the store: it has no state of its own. */
export class Distributor {
  constructor(
    private readonly plex: TcpipPlex,
    readonly address: IpAddress,
    readonly port: string,
  ) {}

  get state(): DistributorState | undefined {
    return this.dvipa?.distributors[this.port];
  }

  /** The stack that new connections go to; `undefined` while no target is available. */
  get activeStack(): StackName | undefined {
    return this.state?.active;
  }

  /** A target's listeners or quiesced state changed: it tells the owner, over XCF unless it is the owner. */
  static report(plex: TcpipPlex, report: TargetReport): void {
    const owner = plex.tcpip.state.value.dvipas[report.address]?.owner;
    if (owner === undefined) return;
    if (owner === report.stack) return new Distributor(plex, report.address, String(report.port)).onTargetReported(report);
    const { sysplex, tcpip } = plex;
    const from = tcpip.stack(report.stack).state.system;
    sysplex.xcf.send(plex, from, tcpip.stack(owner).state.system, targetReported, report, tcpip.parameters.reportBytes);
  }

  /** @internal The owner has built it: first choice of a target, first evaluation in a period's time. */
  onBuilt(): void {
    this.elect("the distributor starts");
    const owner = known(this.dvipa?.owner, `owner of ${this.address}`);
    for (const { stack } of this.state?.targets ?? []) this.plex.tcpip.takeSetupCounts(this.address, this.port, stack);
    this.scheduleEvaluation(owner);
  }

  /** @internal */
  onTargetReported({ stack, ready, quiesced, port, boundToAddress }: TargetReport): void {
    if (this.state === undefined && !this.create(port, boundToAddress)) return;
    this.changeTarget(stack, `${stack} reports ${ready} listeners on ${port}`, (target) => {
      if (ready > target.ready || (target.quiesced && !quiesced)) forgetHealth(target);
      target.ready = ready;
      target.quiesced = quiesced;
    });
    this.plex.tcpip.targetReported.emit({ service: `${this.address}:${port}`, stack, ready, at: this.plex.sim.now });
    this.elect(targetNews(stack, ready, quiesced));
  }

  /** @internal The target's stack has left the group. */
  onTargetGone(stack: StackName): void {
    if (this.state?.targets.some((target) => target.stack === stack) !== true) return;
    this.changeTarget(stack, `${stack} left the group`, (target) => {
      target.ready = 0;
      target.reachable = false;
      forgetHealth(target);
    });
    this.elect(`${stack} left the group`);
  }

  /** @internal Signalling paths changed, or a stack joined: which targets have a route? */
  onRoutesChanged(): void {
    const owner = this.dvipa?.owner;
    if (owner === undefined || this.state === undefined) return;
    for (const { stack, reachable } of this.state.targets) {
      const hasRoute = this.plex.tcpip.hasRoute(owner, stack);
      if (hasRoute === reachable) continue;
      this.changeTarget(stack, hasRoute ? `a route to ${stack}` : `no route to ${stack}`, (target) => {
        target.reachable = hasRoute;
      });
      this.elect(hasRoute ? `a route to ${stack}` : `no route to ${stack}`);
    }
  }

  /** @internal Once a period: how well did set-ups go at each target? */
  onResponsivenessDue({ owner }: Evaluation): void {
    if (this.dvipa?.owner !== owner || this.state === undefined || !this.plex.tcpip.stack(owner).isUp) return;
    for (const { stack } of this.state.targets) this.evaluate(stack, owner);
    this.scheduleEvaluation(owner);
  }

  private evaluate(stack: StackName, owner: StackName): void {
    const counts = this.plex.tcpip.takeSetupCounts(this.address, this.port, stack);
    if (counts.forwarded > 0 && counts.forwarded < this.plex.tcpip.parameters.tsrAttempts) return;
    const target = known(this.state, this.address).targets.find((target) => target.stack === stack);
    const rates = responsiveness(counts);
    if (target === undefined || target.tsr === rates.tsr) return;
    const port = Number(this.port);
    if (rates.tsr === 0) {
      this.plex.tcpip.stack(owner).write("EZD1182I", stackMessages.EZD1182I(this.address, port, stack, rates));
      this.plex.tcpip.targetUnresponsive.emit({ service: `${this.address}:${port}`, stack, at: this.plex.sim.now });
    } else if (target.tsr === 0) {
      this.plex.tcpip.stack(owner).write("EZD1183I", stackMessages.EZD1183I(this.address, port, stack));
    }
    const losesRole = rates.tsr === 0 && this.state?.healthSwitch === true && this.activeStack === stack;
    this.changeTarget(stack, `${stack} has TSR ${rates.tsr}`, (draft) => {
      draft.tsr = rates.tsr;
      if (losesRole && this.plex.tcpip.parameters.healthSwitchIsFinal) draft.barred = true;
    });
    this.elect(`${stack} has TSR ${rates.tsr}`);
  }

  private scheduleEvaluation(owner: StackName): EventHandle {
    const due = { address: this.address, port: this.port, owner };
    return this.plex.sim.after(this.plex.tcpip.parameters.tsrPeriod, responsivenessDue, due);
  }

  /** A listener on a port that no distributor knew yet: dynamic port assignment, or deep in a long range. */
  private create(port: number, boundToAddress: boolean): boolean {
    const built = this.dvipa === undefined ? undefined : distributorFor(this.plex, this.dvipa, port, boundToAddress);
    if (built === undefined) return false;
    this.plex.tcpip.change(`${built.service} is distributed`, (state) => {
      const dvipa = known(state.dvipas[this.address], this.address);
      dvipa.distributors[this.port] = draftOf(built);
    });
    this.scheduleEvaluation(known(this.dvipa?.owner, `owner of ${this.address}`));
    return true;
  }

  private elect(why: string): void {
    const state = this.state;
    if (state === undefined) return;
    const elected = electTarget(state)?.stack;
    if (elected === state.active) return;
    this.changeState(why, (distributor) => {
      if (elected === undefined) delete distributor.active;
      else distributor.active = elected;
    });
    const { service, active: from } = state;
    this.plex.tcpip.activeTargetChanged.emit({
      service,
      ...(from === undefined ? {} : { from }),
      ...(elected === undefined ? {} : { to: elected }),
      why,
      at: this.plex.sim.now,
    });
  }

  private get dvipa(): DvipaState | undefined {
    return this.plex.tcpip.state.value.dvipas[this.address];
  }

  private changeTarget(stack: StackName, cause: string, recipe: (target: Draft<TargetState>) => void): void {
    this.changeState(cause, (distributor) => {
      const target = distributor.targets.find((target) => target.stack === stack);
      if (target !== undefined) recipe(target);
    });
  }

  private changeState(cause: string, recipe: (distributor: Draft<DistributorState>) => void): void {
    this.plex.tcpip.change(cause, (state) => {
      recipe(known(known(state.dvipas[this.address], this.address).distributors[this.port], this.port));
    });
  }
}

/**
 * The target that new connections go to.
 *
 * AUTOSWITCHBACK gives the role back to the preferred target whenever that is available; NOAUTOSWITCHBACK leaves it
 * where it is until that target becomes unavailable. Backups follow by rank, the highest first.
 * @source IP Configuration Guide, hot standby distribution method.
 * @assumption A better backup that returns does not displace a working one; of equal ranks the first in DESTIP is used.
 */
export function electTarget(distributor: DistributorState): TargetState | undefined {
  const available = distributor.targets.filter((target) => isAvailable(target, distributor.healthSwitch));
  const preferred = available.find(({ role }) => role === "preferred");
  const current = available.find(({ stack }) => stack === distributor.active);
  if (preferred !== undefined && distributor.autoSwitchBack) return preferred;
  return current ?? preferred ?? highestRanked(available);
}

/**
 * A target may have new connections: it listens, is not quiesced, has a route, and is healthy under HEALTHSWITCH.
 *
 * @source IP Configuration Guide, hot standby: such a list exists; its items are recalled.
 */
function isAvailable({ ready, quiesced, reachable, tsr, barred }: TargetState, healthSwitch: boolean): boolean {
  return ready > 0 && !quiesced && reachable && !(healthSwitch && (barred || tsr === 0));
}

/** A server that starts anew, or that RESUME gives back, is taken as healthy until a period says otherwise. */
function forgetHealth(target: Draft<TargetState>): void {
  target.barred = false;
  target.tsr = 100;
}

function highestRanked(targets: readonly TargetState[]): TargetState | undefined {
  return targets.reduce<TargetState | undefined>(
    (best, target) => (best === undefined || target.rank > best.rank ? target : best),
    undefined,
  );
}

function targetNews(stack: StackName, ready: number, quiesced: boolean): string {
  if (quiesced) return `${stack} is quiesced`;
  return ready > 0 ? `${stack} listens` : `${stack} stopped listening`;
}

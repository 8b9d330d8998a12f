/**
 * Sysplex Distributor for one distributed DVIPA and port: which targets may have new connections.
 *
 * Modelled: with HOTSTANDBY one preferred and several ranked backup targets, AUTOSWITCHBACK, HEALTHSWITCH by the target
 * server responsiveness; with BASEWLM, SERVERWLM, ROUNDROBIN and WEIGHTEDACTIVE the targets that connections are spread
 * over (how, is `connection-routing-table.ts`); readiness by listener, reported over XCF; QUIESCE; targets without a route.
 * Simplified: of the health indicators only TSR is weighed; the abnormal-transaction rate and the server's own health
 * indicator need a server that reports them, which z/OSMF does not.
 * Not modelled: TARGCONTROLLED, OPTLOCAL, SYSPLEXPORTS, timed affinity with HOTSTANDBY, targets that are not z/OS.
 * @source z/OS Communications Server: IP Configuration Guide, Sysplex Distributor, distribution methods.
 */
import { defineEvent, known } from "@sysplex/sim-core";
import { isReachableServer } from "./connection-routing-table.js";
import { distributorFor, type DistributionTable } from "./distribution-table.js";
import { draftOf, type Draft } from "./draft.js";
import { stackMessages } from "./messages.js";
import type { TcpipPlex } from "./plex.js";
import type { IpAddress } from "./profile/stack-profile.js";
import { responsiveness, type Responsiveness } from "./responsiveness.js";
import type { DistributorState, DvipaState, StackName, TargetState } from "./state.js";

/** What a target tells the owner of a DVIPA about one port. */
export interface TargetReport {
  readonly address: IpAddress;
  readonly port: number;
  readonly stack: StackName;
  readonly ready: number;
  readonly quiesced: boolean;
  /** What WLM recommends its servers on the port by. */
  readonly serverWeight: number;
  readonly boundToAddress: boolean;
}

interface AddressedReport extends TargetReport {
  readonly owner: StackName;
}

const targetReported = defineEvent(
  "tcpip.target-reported",
  (plex: TcpipPlex, { owner, ...report }: AddressedReport) => {
    if (plex.tcpip.dvipa(report.address).owner !== owner || !plex.tcpip.stack(owner).isUp) return;
    new Distributor(plex, report.address, String(report.port)).onTargetReported(report);
  },
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

  /** HOTSTANDBY: the stack that new connections go to; `undefined` while no target is available. */
  get activeStack(): StackName | undefined {
    return this.state?.active;
  }

  /** The stacks that new connections go to, in the order of DESTIP: with HOTSTANDBY at most one. */
  get availableStacks(): readonly StackName[] {
    const { method, active, available = [] } = this.state ?? {};
    if (method !== "HOTSTANDBY") return available;
    return active === undefined ? [] : [active];
  }

  /** Puts the distributors of an address in place of those that were there. */
  static install(plex: TcpipPlex, address: IpAddress, { source, distributors }: DistributionTable): void {
    for (const { service } of Object.values(plex.tcpip.dvipa(address).state.distributors)) {
      plex.tcpip.evaluations.end(service);
    }
    plex.tcpip.change(`${address} is distributed by ${source ?? "nobody"}`, ({ dvipas }) => {
      const dvipa = known(dvipas[address], address);
      dvipa.distributors = draftOf(distributors);
      if (source === undefined) delete dvipa.distributedBy;
      else dvipa.distributedBy = source;
    });
    for (const port of Object.keys(distributors)) new Distributor(plex, address, port).onBuilt();
  }

  /** A target's listeners or quiesced state changed: it tells the owner, over XCF unless it is the owner. */
  static report(plex: TcpipPlex, report: TargetReport): void {
    const { owner } = plex.tcpip.dvipa(report.address);
    if (owner === undefined) return;
    if (owner === report.stack)
      return new Distributor(plex, report.address, String(report.port)).onTargetReported(report);
    const { sysplex, tcpip } = plex;
    const [from, to] = [tcpip.stack(report.stack).system, tcpip.stack(owner).system];
    sysplex.xcf.send(plex, from, to, targetReported, { ...report, owner }, tcpip.parameters.reportBytes);
  }

  /** @internal */
  onTargetReported({ stack, ready, quiesced, port, boundToAddress, serverWeight }: TargetReport): void {
    if (this.state === undefined && !this.create(port, boundToAddress)) return;
    const before = this.target(stack);
    if (before === undefined) return;
    if (before.serverWeight !== undefined && ready > 0) this.noteServerWeight(before, serverWeight);
    if (before.ready === ready && before.quiesced === quiesced) return;
    this.changeTarget(stack, `${stack} reports ${ready} listeners on ${port}`, (target) => {
      if (ready > target.ready || (target.quiesced && !quiesced)) forgetHealth(target);
      target.ready = ready;
      target.quiesced = quiesced;
    });
    this.plex.tcpip.targetReported.emit({
      service: `${this.address}:${port}`,
      stack,
      ready,
      at: this.plex.sim.now,
    });
    this.elect(targetNews(stack, ready, quiesced));
  }

  private noteServerWeight(before: TargetState, serverWeight: number): void {
    if (before.serverWeight === serverWeight) return;
    this.changeTarget(before.stack, `WLM weight ${serverWeight} at ${before.stack}`, (target) => {
      target.serverWeight = serverWeight;
    });
  }

  /** @internal The target's stack has left the group. */
  onTargetGone(stack: StackName): void {
    if (this.target(stack) === undefined) return;
    this.changeTarget(stack, `${stack} left the group`, (target) => {
      target.ready = 0;
      target.reachable = false;
      forgetHealth(target);
    });
    this.elect(`${stack} left the group`);
  }

  /** @internal Signalling paths changed, or a stack joined: which targets have a route? A dead target tells nothing. */
  onRoutesChanged(): void {
    const { tcpip } = this.plex;
    const owner = this.dvipa?.owner;
    if (owner === undefined || !tcpip.stack(owner).isUp) return;
    for (const { stack, reachable } of this.state?.targets ?? []) {
      const hasRoute = tcpip.hasRoute(owner, stack);
      if (hasRoute === reachable || !tcpip.stack(stack).isUp) continue;
      this.changeTarget(stack, hasRoute ? `a route to ${stack}` : `no route to ${stack}`, (target) => {
        target.reachable = hasRoute;
      });
      this.elect(hasRoute ? `a route to ${stack}` : `no route to ${stack}`);
    }
  }

  /** @internal Since the last evaluation somebody tried to connect, or a target is to get another chance. */
  get hasNews(): boolean {
    const { tcpip } = this.plex;
    const givesAnotherChance = this.givesAnotherChance;
    return (this.state?.targets ?? []).some(
      ({ stack, tsr }) =>
        (givesAnotherChance && tsr !== 100) || tcpip.hasSetups(this.address, this.port, stack),
    );
  }

  /** @internal Once a period: how well did set-ups go at each target? A hung owner does not look. */
  onResponsivenessDue(): void {
    const owner = known(this.dvipa?.owner, `owner of ${this.address}`);
    this.plex.tcpip.evaluations.scheduleNext(this, !this.hasNews);
    if (!this.plex.tcpip.stack(owner).isUp) return;
    for (const { stack } of this.state?.targets ?? []) this.evaluate(stack, owner);
    this.plex.tcpip.transport.onEvaluated(this.address, Number(this.port));
  }

  /** First choice of a target, first evaluation in a period's time. */
  private onBuilt(): void {
    this.elect("the distributor starts");
    for (const { stack } of this.state?.targets ?? [])
      this.plex.tcpip.takeSetupCounts(this.address, this.port, stack);
    this.plex.tcpip.evaluations.scheduleNext(this, false);
  }

  /**
   * A period without new connections says nothing: the TSR stays. So a target that lost its role by health stays out,
   * unless `tcpip.healthSwitchIsFinal` is false, and it gets another chance a period later. Other methods than HOTSTANDBY
   * send a connection to it now and then, and that one counts.
   */
  private evaluate(stack: StackName, owner: StackName): void {
    const { tsrAttempts } = this.plex.tcpip.parameters;
    const counts = this.plex.tcpip.takeSetupCounts(this.address, this.port, stack);
    const rates = responsiveness(counts);
    const { tsr: before, reachable = false } = this.target(stack) ?? {};
    const isTrial = before === 0 && !this.isHotStandby;
    const isTelling =
      counts.forwarded >= (isTrial ? 1 : tsrAttempts) || (counts.forwarded === 0 && this.givesAnotherChance);
    if (!isTelling || !reachable || before === undefined || before === rates.tsr) return;
    this.changeTarget(stack, `${stack} has TSR ${rates.tsr}`, (target) => {
      target.tsr = rates.tsr;
    });
    this.announce(stack, owner, before, rates);
    this.elect(`${stack} has TSR ${rates.tsr}`);
  }

  private announce(stack: StackName, owner: StackName, before: number, rates: Responsiveness): void {
    const { tcpip, sim } = this.plex;
    const port = Number(this.port);
    if (rates.tsr === 0) {
      tcpip.stack(owner).write("EZD1182I", stackMessages.EZD1182I(this.address, port, stack, rates));
      tcpip.targetUnresponsive.emit({ service: `${this.address}:${port}`, stack, at: sim.now });
    } else if (before === 0) {
      tcpip.stack(owner).write("EZD1183I", stackMessages.EZD1183I(this.address, port, stack));
    }
  }

  /** A listener on a port that no distributor knew yet: dynamic port assignment, or deep in a long range. */
  private create(port: number, boundToAddress: boolean): boolean {
    const built =
      this.dvipa === undefined ? undefined : distributorFor(this.plex, this.dvipa, port, boundToAddress);
    if (built === undefined) return false;
    this.plex.tcpip.change(`${built.service} is distributed`, (state) => {
      known(state.dvipas[this.address], this.address).distributors[this.port] = draftOf(built);
    });
    this.onBuilt();
    return true;
  }

  private elect(why: string): void {
    const state = this.state;
    if (state === undefined) return;
    if (state.method !== "HOTSTANDBY") return this.noteAvailable(state, why);
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

  /** Other methods than HOTSTANDBY: who gets new connections now? */
  private noteAvailable({ service, targets, available: before = [] }: DistributorState, why: string): void {
    const available = targets.filter(isReachableServer).map(({ stack }) => stack);
    if (available.join() === before.join()) return;
    this.changeState(why, (distributor) => {
      distributor.available = available;
    });
    this.plex.tcpip.availableTargetsChanged.emit({ service, targets: available, why, at: this.plex.sim.now });
  }

  private get isHotStandby(): boolean {
    return this.state?.method === "HOTSTANDBY";
  }

  private get givesAnotherChance(): boolean {
    return this.isHotStandby && !this.plex.tcpip.parameters.healthSwitchIsFinal;
  }

  private get dvipa(): DvipaState | undefined {
    return this.plex.tcpip.state.value.dvipas[this.address];
  }

  private target(stack: StackName): TargetState | undefined {
    return this.state?.targets.find((target) => target.stack === stack);
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
 * The target that new connections go to by HOTSTANDBY.
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
function isAvailable(target: TargetState, healthSwitch: boolean): boolean {
  return isReachableServer(target) && !(healthSwitch && target.tsr === 0);
}

/** A server that starts anew, or that RESUME gives back, is taken as healthy until a period says otherwise. */
function forgetHealth(target: Draft<TargetState>): void {
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

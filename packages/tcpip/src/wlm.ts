/**
 * What workload management (WLM) recommends: a weight for each system, and one for each server address space.
 *
 * Modelled: weights as they are given, 0 to 64; stacks that poll for them every SYSPLEXWLMPOLL; the average over several
 * servers that share a port.
 * Simplified: the weights are an input, WLM's own reckoning from capacity, importance and goals is not modelled. A stack
 * polls at whole multiples of its interval. What it hears of its servers it reports to distributors; the weight of its
 * system, which WLM knows on all of them, they have at once.
 * @source z/OS MVS Programming: Workload Management Services, "WLM Sysplex Workload Distribution"; IP Configuration
 * Reference, GLOBALCONFIG SYSPLEXWLMPOLL; IP Configuration Guide, WEIGHTEDACTIVE (average of shared ports).
 */
import { assert, defineEvent, START, type Instant } from "@sysplex/sim-core";
import type { Draft } from "./draft.js";
import type { TcpipPlex } from "./plex.js";
import type { IpAddress } from "./profile/stack-profile.js";
import type { StackName, StackWlm } from "./state.js";

const wlmPolled = defineEvent("tcpip.wlm-polled", (plex: TcpipPlex, stack: StackName) =>
  new Wlm(plex, stack).onPolled(),
);

/** The range of a weight. @source OMEGAMON for Mainframe Networks, attribute help: WLM weight, 0 to 64. */
const WEIGHT_MAX = 64;

/** A view of what WLM says on the system of one stack: it has no state of its own. */
export class Wlm {
  constructor(
    private readonly plex: TcpipPlex,
    private readonly stack: StackName,
  ) {}

  /** Of the system, as the stack last heard. */
  get systemWeight(): number {
    return this.state?.polled.system ?? this.plex.tcpip.parameters.wlmSystemWeight;
  }

  /** Of one server on the system, as the stack last heard. */
  serverWeight(job: string): number {
    return this.state?.polled.servers[job] ?? this.plex.tcpip.parameters.wlmServerWeight;
  }

  /** WLM recommends the system by another weight, 0 to 64; its stack hears of it at its next poll. */
  setSystemWeight(weight: number): void {
    assertWeight(weight);
    this.change(`WLM gives the system of ${this.stack} a weight of ${weight}`, (wlm) => {
      wlm.present.system = weight;
    });
  }

  /** The same for one server. */
  setServerWeight(job: string, weight: number): void {
    assertWeight(weight);
    this.change(`WLM gives ${job} at ${this.stack} a weight of ${weight}`, (wlm) => {
      wlm.present.servers[job] = weight;
    });
  }

  /** @internal */
  onPolled(): void {
    this.changeState(`${this.stack} polls WLM`, (wlm) => {
      delete wlm.poll;
      wlm.polled = { ...wlm.present, servers: { ...wlm.present.servers } };
    });
    this.plex.tcpip.stack(this.stack).reportAll();
  }

  private change(cause: string, recipe: (wlm: Draft<StackWlm>) => void): void {
    const { sim } = this.plex;
    this.changeState(cause, recipe);
    if (sim.now === START) return this.onPolled(); // Part of the initial state.
    if (this.state?.poll !== undefined) return;
    const poll = sim.at(this.nextPoll, wlmPolled, this.stack);
    this.changeState(`${this.stack} will poll WLM`, (wlm) => {
      wlm.poll = poll;
    });
  }

  private get nextPoll(): Instant {
    const period = this.plex.tcpip.stack(this.stack).state.profile.globalConfig.sysplexWlmPoll;
    return ((Math.floor(this.plex.sim.now / period) + 1) * period) as Instant;
  }

  private get state(): StackWlm | undefined {
    return this.plex.tcpip.stack(this.stack).state.wlm;
  }

  private changeState(cause: string, recipe: (wlm: Draft<StackWlm>) => void): void {
    this.plex.tcpip.change(cause, ({ stacks }) => {
      const stack = stacks[this.stack];
      assert(stack !== undefined, this.stack);
      recipe((stack.wlm ??= { present: { servers: {} }, polled: { servers: {} } }));
    });
  }
}

/** What a stack tells of its servers on a port: the average of their weights. */
export function serverWeight(plex: TcpipPlex, stack: StackName, address: IpAddress, port: number): number {
  const wlm = plex.tcpip.wlm(stack);
  const servers = plex.tcpip.stack(stack).readyListeners(address, port);
  if (servers.length === 0) return 0;
  return servers.reduce((sum, { job }) => sum + wlm.serverWeight(job), 0) / servers.length;
}

function assertWeight(weight: number): void {
  assert(weight >= 0 && weight <= WEIGHT_MAX, `A WLM weight is 0 to ${WEIGHT_MAX}, not ${weight}`);
}

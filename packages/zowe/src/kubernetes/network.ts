/**
 * Addresses of pods and services, as clients and pods find them.
 *
 * Modelled: a service's address chooses one of its endpoints at random for each connection, as kube-proxy does, and refuses
 * when it has none; endpoints follow readiness with a delay, so for a while they lead to pods that are gone; the address of
 * a pod on a lost node answers nothing; that of a pod that is gone answers nothing or refuses.
 * Simplified: the load balancer, ingress or router in front never fails and chooses the node itself.
 * @source kubernetes.io, Service; Virtual IPs and Service Proxies.
 *
 * Data plane: compiled into tables of numbers when the control plane changes.
 */
import { known, type Forkable, type RandomStream } from "@sysplex/sim-core";
import {
  OUTSIDE_REFUSED,
  OUTSIDE_SILENCE,
  type Application,
  type IpAddress,
  type OutsideEnd,
  type OutsideNetwork,
} from "@sysplex/tcpip";
import { nodeWithAddress } from "./addresses.js";
import type { KubernetesCluster } from "./cluster.js";
import type { ServiceConfiguration } from "./configuration.js";
import type { Pod } from "./pod.js";
import type { PodRecord } from "./state.js";

/** Of all pods: 10.244.0.0/16, cut into one /24 for each node. @assumption As kubeadm with flannel has it. */
export const POD_PREFIX = "10.244.";

/** A process's number is process × this + slot of its program. */
const SLOT_BITS = 10;
const SLOT_COUNT_MAX = 1 << SLOT_BITS;

interface Frontend {
  readonly service: string;
  readonly port: number;
  readonly targetPort: number;
  readonly address: IpAddress;
}

export class PodNetwork implements OutsideNetwork, Forkable {
  private isCompiled = false;
  private readonly frontends: readonly Frontend[];
  private readonly streams: readonly RandomStream[];
  /** By frontend: where each endpoint leads, a process, silence or refusal. */
  private choices: Float64Array[] = [];
  /** By address of a pod: its port, and where connections to that end. */
  private hosts = new Map<IpAddress, { readonly port: number; readonly end: OutsideEnd }>();
  /** Ends that segments reach, by slot; −1: none. */
  private reachable = new Float64Array(0);

  constructor(private readonly cluster: KubernetesCluster) {
    this.frontends = cluster.configuration.services.flatMap(frontendsOf);
    this.streams = this.frontends.map(({ service, port }) =>
      cluster.sim.random(`kubernetes/${service}/${port}/kube-proxy`),
    );
  }

  owns(address: IpAddress): boolean {
    return address.startsWith(POD_PREFIX) || this.frontends.some((frontend) => frontend.address === address);
  }

  endFor(address: IpAddress, port: number): OutsideEnd {
    const index = this.frontends.findIndex((known) => known.address === address && known.port === port);
    if (index >= 0) return this.chosen(index);
    if (!address.startsWith(POD_PREFIX)) return OUTSIDE_REFUSED;
    return this.endAt(address, port);
  }

  application(end: OutsideEnd): Application | undefined {
    return this.isCurrent(end) ? this.cluster.programs.in(slotOf(end)) : undefined;
  }

  isReachable(end: OutsideEnd): boolean {
    return this.isCurrent(end);
  }

  /** Some of the new connections to an address end at a program that takes them: what a monitor would call available. */
  isServed(address: IpAddress, port: number): boolean {
    this.compile();
    const index = this.frontends.findIndex((known) => known.address === address && known.port === port);
    const ends = index < 0 ? [this.endAt(address, port)] : [...(this.choices[index] ?? [])];
    return ends.some((end) => end >= 0 && this.application(end)?.accepting === true);
  }

  /** @internal Pods, nodes or endpoints have changed. */
  invalidate(): void {
    this.isCompiled = false;
  }

  copyFrom(twin: PodNetwork): void {
    this.isCompiled = twin.isCompiled;
    this.hosts = new Map(twin.hosts);
    this.choices = twin.choices.map((choice) => choice.slice());
    this.reachable = twin.reachable.slice();
  }

  /** @internal The end that a pod's process is. */
  endOf({ process, slot }: Pick<PodRecord, "process" | "slot">): OutsideEnd {
    return process * SLOT_COUNT_MAX + slot;
  }

  private chosen(index: number): OutsideEnd {
    this.compile();
    const choice = this.choices[index] as Float64Array;
    if (choice.length === 0) return OUTSIDE_REFUSED;
    const stream = this.streams[index] as RandomStream;
    return choice[choice.length === 1 ? 0 : stream.below(choice.length)] as OutsideEnd;
  }

  private isCurrent(end: OutsideEnd): boolean {
    this.compile();
    return this.reachable[slotOf(end)] === end;
  }

  private endAt(address: IpAddress, port: number): OutsideEnd {
    this.compile();
    const host = this.hosts.get(address);
    if (host === undefined) return this.deadAddress(address);
    return host.end >= 0 && host.port !== port ? OUTSIDE_REFUSED : host.end;
  }

  /** The address of a pod that is gone: its node, if that lives, drops the packet or rejects it. */
  private deadAddress(address: IpAddress): OutsideEnd {
    const node = nodeWithAddress(this.cluster, address);
    const refuses = node?.record.life === "up" && this.cluster.parameters.deadPodAddress === "refused";
    return refuses ? OUTSIDE_REFUSED : OUTSIDE_SILENCE;
  }

  private compile(): void {
    if (this.isCompiled) return;
    this.isCompiled = true;
    this.hosts = new Map();
    this.reachable = new Float64Array(this.cluster.programs.count).fill(-1);
    for (const pod of this.cluster.pods) this.compilePod(pod);
    this.choices = this.frontends.map(({ service, targetPort }) => {
      const { endpoints } = known(this.cluster.state.services[service], `Service ${service}`);
      return Float64Array.from(endpoints, ({ ip }) => this.endAt(ip, targetPort));
    });
  }

  private compilePod(pod: Pod): void {
    const { ip, process, slot } = pod.record;
    if (ip === undefined) return;
    const listens = pod.isListening ? this.endOf(pod.record) : OUTSIDE_REFUSED;
    this.hosts.set(
      ip,
      Object.freeze({ port: pod.workload.port, end: pod.isReachable ? listens : OUTSIDE_SILENCE }),
    );
    if (pod.isReachable && process >= 0) this.reachable[slot] = this.endOf(pod.record);
  }
}

function slotOf(end: OutsideEnd): number {
  return end % SLOT_COUNT_MAX;
}

function frontendsOf(service: ServiceConfiguration): readonly Frontend[] {
  const { name, ports, externalAddress, externalPorts = ports } = service;
  if (externalAddress === undefined) return [];
  return externalPorts.map(({ port, targetPort }) => ({
    service: name,
    port,
    targetPort,
    address: externalAddress,
  }));
}

/** `10-244-1-5.zowe.pod.cluster.local`: the name under which a pod registers; the DNS answers it with the address in it. */
export function podHost(ip: IpAddress, namespace: string, domain: string): string {
  return `${ip.replaceAll(".", "-")}.${namespace}.pod.${domain}`;
}

/** The address in the name of a pod; `undefined`: it is no such name. */
export function addressInPodHost(host: string): IpAddress | undefined {
  const [, dashed] = /^(\d+-\d+-\d+-\d+)\.[^.]+\.pod\./.exec(host) ?? [];
  return dashed?.replaceAll("-", ".");
}

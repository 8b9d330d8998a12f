/** The programs of a cluster: one for each slot, which stands for the process of whichever pod has the slot. */
import type { Forkable } from "@sysplex/sim-core";
import type { ApplicationMode } from "@sysplex/tcpip";
import type { ComponentApplication } from "../applications.js";
import { Gateway, type GatewayOperations } from "../gateway/index.js";
import type { ZowePlex } from "../plex.js";
import type { KubernetesCluster } from "./cluster.js";
import type { WorkloadName } from "./configuration.js";
import { slotsOf } from "./initial.js";
import { cpuSecondsOf, programFor } from "./program.js";
import type { PodName } from "./state.js";

export interface ProgramsOptions {
  readonly operations: GatewayOperations;
  /** Index of the first program, behind those of the components. */
  readonly firstIndex: number;
}

export class PodPrograms implements Forkable {
  private readonly bySlot: readonly ComponentApplication[];
  /** Workload of each slot. */
  private readonly slots: readonly WorkloadName[];

  constructor(
    plex: ZowePlex,
    private readonly cluster: KubernetesCluster,
    { operations, firstIndex }: ProgramsOptions,
  ) {
    this.slots = slotsOf(cluster.configuration);
    this.bySlot = this.slots.map((name, slot) => {
      const workload = cluster.workload(name);
      return programFor(plex, cluster, { workload, slot, index: firstIndex + slot, operations });
    });
  }

  get count(): number {
    return this.slots.length;
  }

  /** On the request path: no check. */
  in(slot: number): ComponentApplication | undefined {
    return this.bySlot[slot];
  }

  of(pod: PodName): ComponentApplication | undefined {
    const record = this.cluster.state.pods[pod];
    return record === undefined ? undefined : this.bySlot[record.slot];
  }

  cpuSecondsOf(pod: PodName): number {
    const program = this.of(pod);
    return program === undefined ? 0 : cpuSecondsOf(program, this.cluster);
  }

  /** A slot of a workload that no pod has; −1: there is none. */
  freeSlot(workload: WorkloadName): number {
    const taken = new Set(this.cluster.pods.map(({ record }) => record.slot));
    return this.slots.findIndex((name, slot) => name === workload && !taken.has(slot));
  }

  setMode(slot: number, mode: ApplicationMode): void {
    this.bySlot[slot]?.setMode(mode);
  }

  onRegistryChanged(): void {
    for (const program of this.bySlot) if (program instanceof Gateway) program.onRegistryChanged();
  }

  takeParameters(): void {
    for (const program of this.bySlot) program.takeParameters(this.cluster.parameters);
  }

  copyFrom(twin: PodPrograms): void {
    this.bySlot.forEach((program, slot) => {
      program.copyFrom(twin.bySlot[slot] as ComponentApplication);
    });
  }
}

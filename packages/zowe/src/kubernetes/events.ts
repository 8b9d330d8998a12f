/** What `kubectl get events` shows. The log only ever grows, so it is kept beside the store. */
import { Signal, type Forkable, type Instant } from "@sysplex/sim-core";

export interface ClusterEvent {
  readonly at: Instant;
  readonly type: "Normal" | "Warning";
  readonly reason: EventReason;
  /** `pod/gateway-0`. */
  readonly object: string;
  readonly message: string;
}

/** @source The reasons that kubelet, scheduler and controllers write: kubernetes/kubernetes, pkg/kubelet/events and others. */
export const eventTypes = {
  Scheduled: "Normal",
  FailedScheduling: "Warning",
  Started: "Normal",
  Unhealthy: "Warning",
  Killing: "Normal",
  BackOff: "Warning",
  SuccessfulCreate: "Normal",
  SuccessfulDelete: "Normal",
  ScalingReplicaSet: "Normal",
  SuccessfulRescale: "Normal",
  NodeReady: "Normal",
  NodeNotReady: "Warning",
  NodeNotSchedulable: "Normal",
  NodeSchedulable: "Normal",
  RemovingNode: "Normal",
  TaintManagerEviction: "Normal",
  OOMKilling: "Warning",
  EvictionRefused: "Warning",
} as const;

export type EventReason = keyof typeof eventTypes;

export class ClusterEvents implements Forkable {
  readonly written = new Signal<ClusterEvent>();
  private log: ClusterEvent[] = [];

  /** Oldest first. */
  get all(): readonly ClusterEvent[] {
    return this.log;
  }

  write(at: Instant, reason: EventReason, object: string, message: string): void {
    const event = Object.freeze({ at, type: eventTypes[reason], reason, object, message });
    this.log.push(event);
    this.written.emit(event);
  }

  copyFrom(twin: ClusterEvents): void {
    this.log = [...twin.log];
  }
}

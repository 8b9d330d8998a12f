/** The entries of a registry: instances, and what a Discovery knows of each. */
import type { Instant } from "@sysplex/sim-core";
import type { RegistryEntry, ServiceInstance } from "./state.js";

/** What Discovery hands out of an entry. */
export function instanceOf(entry: ServiceInstance): ServiceInstance {
  const { instanceId, serviceId, host, port, component, isStatic } = entry;
  return { instanceId, serviceId, host, port, ...(component === undefined ? {} : { component }), isStatic };
}

export function isSameInstance(a: ServiceInstance, b: ServiceInstance): boolean {
  return a.instanceId === b.instanceId && a.component === b.component && a.isStatic === b.isStatic;
}

/** A new lease. */
export function newEntry(instance: ServiceInstance, now: Instant): RegistryEntry {
  return { ...instance, registeredAt: now, status: "UP", lease: { grantedAt: now, renewals: [] } };
}

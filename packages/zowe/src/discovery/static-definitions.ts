/**
 * Static definitions: services that do not register themselves, read from the files of the workspace by each Discovery.
 *
 * A Discovery loads the files of every instance that shares its workspace, and renews their leases itself: whatever becomes of
 * the service, its entry stays.
 * @source zowe/api-layer StaticServicesRegistrationService; issue 3011; zowe-install-packaging issue 3328.
 */
import type { EurekaPlex, StaticDefinition } from "./eureka-plex.js";
import type { DiscoveryName, ServiceInstance } from "./state.js";

export function staticInstancesOf(plex: EurekaPlex, discovery: DiscoveryName): readonly ServiceInstance[] {
  const { eureka } = plex.zowe;
  const { workspace } = eureka.clientConfiguration(discovery);
  const instances = eureka.configuration.statics
    .filter((definition) => definition.workspace === workspace)
    .map(staticInstance);
  // The z/OSMF that all instances name is one entry.
  return [...new Map(instances.map((instance) => [instance.instanceId, instance])).values()];
}

export function staticInstance({ serviceId, host, port, component }: StaticDefinition): ServiceInstance {
  return {
    instanceId: `STATIC-${host}:${serviceId}:${port}`,
    serviceId,
    host,
    port,
    ...(component === undefined ? {} : { component }),
    isStatic: true,
  };
}

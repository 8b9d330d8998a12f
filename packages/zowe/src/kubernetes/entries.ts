/** Where clients outside enter a cluster, and which of its workloads are behind. */
import type { IpAddress } from "@sysplex/tcpip";
import { gatewayComponents } from "../gateway-components.js";
import { selects, type ClusterConfiguration, type WorkloadName } from "./configuration.js";

/** An address and a port that lead to pods. */
export interface OpenPort {
  readonly address: IpAddress;
  readonly port: number;
  /** Those whose pods may be endpoints. */
  readonly workloads: readonly WorkloadName[];
  /** A Gateway of Zowe answers there. */
  readonly isGateway: boolean;
}

/** In the order of the services. */
export function openPorts({ services, workloads }: ClusterConfiguration): readonly OpenPort[] {
  return services.flatMap(({ selector, ports, externalAddress, externalPorts = ports }) => {
    if (externalAddress === undefined) return [];
    const chosen = workloads.filter(({ labels }) => selects(selector, labels));
    return externalPorts.map(({ port, targetPort }) => {
      const behind = chosen.filter((workload) => workload.port === targetPort);
      return {
        address: externalAddress,
        port,
        workloads: behind.map(({ name }) => name),
        isGateway: behind.some(({ component }) => gatewayComponents.includes(component)),
      };
    });
  });
}

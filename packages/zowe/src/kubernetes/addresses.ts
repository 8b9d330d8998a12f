/** Addresses of pods: each node has a /24 of its own, and gives its addresses in turn. */
import { known } from "@sysplex/sim-core";
import type { IpAddress } from "@sysplex/tcpip";
import type { KubernetesCluster } from "./cluster.js";
import type { NodeName } from "./configuration.js";
import { POD_PREFIX } from "./network.js";
import type { ClusterNode } from "./node.js";

/** Of a node's /24: .2 to .254. */
const FIRST_ADDRESS = 2;
const ADDRESS_COUNT = 253;

/** One that no pod has. An address that was given back is not given again at once. @source CNI plug-in host-local. */
export function nextAddress(cluster: KubernetesCluster, node: NodeName): IpAddress {
  const prefix = prefixOf(cluster, node);
  const taken = new Set(cluster.pods.map(({ record }) => record.ip));
  for (;;) {
    const { addressCount } = cluster.node(node).record;
    cluster.change(`${node} gives an address`, ({ nodes }) => {
      known(nodes[node], node).addressCount += 1;
    });
    const address = `${prefix}${FIRST_ADDRESS + (addressCount % ADDRESS_COUNT)}`;
    if (!taken.has(address)) return address;
  }
}

/** The node that an address belongs to, whether a pod has it or not. */
export function nodeWithAddress(cluster: KubernetesCluster, address: IpAddress): ClusterNode | undefined {
  return cluster.nodes.find(({ name }) => address.startsWith(prefixOf(cluster, name)));
}

function prefixOf({ configuration }: KubernetesCluster, node: NodeName): string {
  return `${POD_PREFIX}${configuration.nodes.findIndex(({ name }) => name === node)}.`;
}

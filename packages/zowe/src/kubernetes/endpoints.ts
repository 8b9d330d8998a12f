/**
 * Endpoints of services: pods that are Ready and not being deleted, known to every node a while later.
 *
 * @source kubernetes.io, EndpointSlices; Virtual IPs and Service Proxies.
 */
import { defineEvent, known } from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import type { KubernetesCluster } from "./cluster.js";
import { selects } from "./configuration.js";
import type { Endpoint } from "./state.js";

const endpointsProgrammed = defineEvent(
  "zowe.kubernetes-endpoints-programmed",
  ({ zowe }: ZowePlex, service: string) =>
    programEndpoints(known(zowe.kubernetes, "Kubernetes cluster"), service),
);

/** What the nodes have may differ from what there is: they will be told. */
export function reviewEndpoints(cluster: KubernetesCluster, service: string): void {
  const { endpoints, timer } = known(cluster.state.services[service], service);
  const wanted = wantedEndpoints(cluster, service);
  const isSame =
    wanted.length === endpoints.length && wanted.every(({ ip }, place) => ip === endpoints[place]?.ip);
  if (isSame || timer !== undefined) return;
  const handle = cluster.sim.after(cluster.parameters.endpointDelay, endpointsProgrammed, service);
  cluster.change(`${service} will have other endpoints`, ({ services }) => {
    known(services[service], service).timer = handle;
  });
}

/** As kube-proxy has them from now on. */
export function programEndpoints(cluster: KubernetesCluster, service: string): void {
  const endpoints = wantedEndpoints(cluster, service);
  cluster.change(`${service} has ${endpoints.length} endpoints`, ({ services }) => {
    const record = known(services[service], service);
    record.endpoints = [...endpoints];
    delete record.timer;
  });
  cluster.onEndpointsProgrammed();
}

function wantedEndpoints(cluster: KubernetesCluster, service: string): readonly Endpoint[] {
  const { selector } = known(
    cluster.configuration.services.find(({ name }) => name === service),
    `Service ${service}`,
  );
  const pods = cluster.pods.filter(
    (pod) => pod.record.isReady && pod.isActive && selects(selector, pod.workload.labels),
  );
  return pods.flatMap(({ name, record: { ip } }) => (ip === undefined ? [] : [{ pod: name, ip }]));
}

/** What zowe.yaml and the network say together. */
import { diagnose, type Diagnostic } from "@sysplex/sysplex";
import { gatewayComponents, openPorts, portsOf, type OpenPort, type ZoweInstance } from "@sysplex/zowe";
import type { Request } from "../file/index.js";
import { findingRows } from "./finding-rows.js";
import { listed, type Whole } from "./whole.js";
import { zosmfAddressFindings } from "./zowe-zosmf-findings.js";

export function zoweFindings(whole: Whole): Diagnostic[] {
  return [...hostFindings(whole), ...zosmfAddressFindings(whole), ...sameHostnameFindings(whole)];
}

/** The ports of every component that a launcher starts. */
export function portsOfZowe(whole: Whole): readonly number[] {
  return instancesOf(whole).flatMap((instance) =>
    instance.components.filter(({ started }) => started).flatMap((component) => portsOf(instance, component)),
  );
}

/** Where a Gateway listens. */
export function gatewayPortsOf(whole: Whole): readonly number[] {
  return instancesOf(whole).flatMap((instance) =>
    instance.components
      .filter(({ name, started }) => started && gatewayComponents.includes(name))
      .flatMap((component) => portsOf(instance, component)),
  );
}

/** Where clients enter the cluster of the scenario; empty: it has none. */
export function clusterPortsOf({ zowe: { kubernetes } }: Whole): readonly OpenPort[] {
  return kubernetes === undefined ? [] : openPorts(kubernetes);
}

/** By its form alone: whether the service is registered is another question. */
export function isGatewayOperation({ path }: Request): boolean {
  return /^\/(?:gateway\/api\/v\d+\/auth|[a-z0-9-]+\/(?:api|ui|ws)\/v\d+)(?=[/?]|$)/i.test(path);
}

function hostFindings(whole: Whole): Diagnostic[] {
  const { hosts } = whole.zowe;
  const names = new Map<string, string>();
  for (const { id, hostname, zosmf } of instancesOf(whole)) {
    names.set(hostname, `the host name of the HA instance ${id}`);
    if (zosmf !== undefined) names.set(zosmf.host, "zOSMF.host of zowe.yaml");
  }
  const ofCluster = whole.zowe.kubernetes?.zosmf;
  if (ofCluster !== undefined) names.set(ofCluster.host, "z/OSMF of the containers");
  return [...names]
    .filter(([host]) => !Object.hasOwn(hosts, host.toLowerCase()) && !isAddress(host))
    .map(([host, what]) => diagnose(findingRows, "ZOWE_HOST_UNKNOWN", whole.zoweRange, host, what));
}

/** @source zowe-install-packaging#3870: the instance id of Eureka is hostname:serviceId:port. */
function sameHostnameFindings(whole: Whole): Diagnostic[] {
  const byHost = new Map<string, string[]>();
  for (const { system, configuration } of whole.zowe.starts) {
    const { hostname, id, components } = configuration.instance;
    const gateway = components.find(({ name, started }) => started && gatewayComponents.includes(name));
    if (gateway === undefined) continue; // A second instance beside another one, without a Gateway of its own.
    const { port } = gateway;
    const key = `${hostname}:${port}`;
    byHost.set(key, [...(byHost.get(key) ?? []), `${id} of ${system}`]);
  }
  return [...byHost]
    .filter(([, instances]) => instances.length > 1)
    .map(([key, instances]) =>
      diagnose(
        findingRows,
        "ZOWE_SAME_HOSTNAME",
        whole.zoweRange,
        key.split(":")[0] ?? key,
        listed(instances),
      ),
    );
}

function instancesOf({ zowe }: Whole): readonly ZoweInstance[] {
  return zowe.starts.map(({ configuration }) => configuration.instance);
}

function isAddress(host: string): boolean {
  return /^[\d.]+$|:/.test(host);
}

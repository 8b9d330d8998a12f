/**
 * Pods as Eureka clients and as Discovery services: names, addresses, and what becomes of a call.
 *
 * A pod of the API Mediation Layer registers under the name that has its address in it; a new pod is a new instance, and
 * what an old one has left behind stays until it is evicted. Pods of Discovery have stable names.
 * @source zowe-install-packaging containers/kubernetes; zowe/api-layer issue 1768.
 */
import type { SystemName } from "@sysplex/sysplex";
import type { IpAddress } from "@sysplex/tcpip";
import type {
  Address,
  CallOutcome,
  ComponentLife,
  EurekaClientConfiguration,
  OutsideClients,
  StaticDefinition,
} from "../discovery/index.js";
import type { KubernetesCluster } from "./cluster.js";
import type { WorkloadConfiguration } from "./configuration.js";
import { addressInPodHost, podHost } from "./network.js";
import type { Pod } from "./pod.js";
import type { PodName } from "./state.js";

/** Service ids by component; what is not here does not register. @source application.yml of each in zowe/api-layer. */
const SERVICE_IDS: Readonly<Record<string, string>> = {
  discovery: "discovery",
  gateway: "gateway",
  zaas: "zaas",
  "api-catalog": "apicatalog",
  "caching-service": "cachingservice",
  "app-server": "zlux",
};

const REFUSED: CallOutcome = { kind: "refused" };
const BLACK_HOLE: CallOutcome = { kind: "silent", connected: false };

export class PodClients implements OutsideClients {
  /** The volume that pods share: zowe-workspace. */
  readonly workspace = "kubernetes";

  constructor(private readonly cluster: KubernetesCluster) {}

  configurationOf(name: PodName): EurekaClientConfiguration | undefined {
    const record = this.cluster.state.pods[name];
    if (record?.ip === undefined) return undefined;
    const workload = this.cluster.workload(record.workload);
    const { component, port } = workload;
    const serviceId = Object.hasOwn(SERVICE_IDS, component) ? SERVICE_IDS[component] : undefined;
    if (serviceId === undefined) return undefined;
    return {
      name,
      system: name,
      serviceId,
      host: this.hostOf(name, record.ip, workload),
      port,
      discoveryList: this.discoveryList,
      workspace: this.workspace,
      ...(component === "discovery" ? { discoveryPort: port } : {}),
    };
  }

  outcomeOf(from: SystemName, address: Address): CallOutcome | undefined {
    const caller = this.cluster.pod(from);
    const isCaller = caller.exists;
    if (!isCaller && !this.isOurs(address.host)) return undefined;
    if (isCaller && !caller.isReachable) return BLACK_HOLE;
    const pod = this.podBehind(address);
    if (pod === undefined) return this.isDeadAddress(address) ? BLACK_HOLE : REFUSED;
    if (!pod.isReachable) return BLACK_HOLE;
    if (!pod.isListening || pod.workload.port !== address.port) return REFUSED;
    const { record, name } = pod;
    if (this.cluster.eureka.state.registries[name] === undefined) return REFUSED; // An error, until it is ready.
    return record.isHung ? { kind: "silent", connected: true } : { kind: "answered", by: name };
  }

  /** What the DNS answers for a name; `undefined`: it is none of the cluster, or of a pod that is not there. */
  addressOf(host: string): IpAddress | undefined {
    if (!this.isOurs(host)) return undefined;
    return addressInPodHost(host) ?? this.podBehind({ host, port: 0 })?.record.ip;
  }

  /** How a pod is, as others find it; `undefined`: it is no pod that exists. */
  lifeOf(name: PodName): ComponentLife | undefined {
    const record = this.cluster.state.pods[name];
    if (record === undefined) return this.isPodName(name) ? "gone" : undefined;
    if (record.isHung) return "silent";
    return record.container.kind === "serving" ? "serving" : "gone";
  }

  /** The file that the preparation writes for each Discovery; ZSS is not in it. */
  get statics(): readonly StaticDefinition[] {
    const { zosmf } = this.cluster.configuration;
    return zosmf === undefined ? [] : [{ serviceId: "ibmzosmf", ...zosmf, workspace: this.workspace }];
  }

  /** One entry for each replica of the manifest; scaling later does not change it. */
  private get discoveryList(): readonly Address[] {
    const { workloads } = this.cluster.configuration;
    return workloads
      .filter(({ component }) => component === "discovery")
      .flatMap((workload) =>
        Array.from({ length: workload.replicas }, (_, ordinal) => ({
          host: this.stableHost(
            workload.kind === "Container" ? workload.name : `${workload.name}-${ordinal}`,
            workload,
          ),
          port: workload.port,
        })),
      );
  }

  private isOurs(host: string): boolean {
    return host.endsWith(`.${this.cluster.configuration.clusterDomain}`);
  }

  private hostOf(name: PodName, ip: string, workload: WorkloadConfiguration): string {
    const { namespace, clusterDomain } = this.cluster.configuration;
    return workload.kind === "Deployment"
      ? podHost(ip, namespace, clusterDomain)
      : this.stableHost(name, workload);
  }

  private stableHost(name: PodName, { serviceName = "discovery-service" }: WorkloadConfiguration): string {
    const { namespace, clusterDomain } = this.cluster.configuration;
    return `${name}.${serviceName}.${namespace}.svc.${clusterDomain}`;
  }

  private podBehind({ host }: Address): Pod | undefined {
    const ip = addressInPodHost(host);
    if (ip !== undefined) return this.cluster.pods.find(({ record }) => record.ip === ip);
    const pod = this.cluster.pod(host.slice(0, host.indexOf(".")));
    return pod.exists ? pod : undefined;
  }

  private isDeadAddress({ host }: Address): boolean {
    return addressInPodHost(host) !== undefined && this.cluster.parameters.deadPodAddress === "silent";
  }

  /** A pod of that name may have been there. */
  private isPodName(name: string): boolean {
    if (name.includes("/")) return false; // A component on z/OS.
    return this.cluster.configuration.workloads.some(
      (workload) => name === workload.name || name.startsWith(`${workload.name}-`),
    );
  }
}

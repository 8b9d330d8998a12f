/** The registry as one client has it: fetched at its last poll, kept while no Discovery answers. */
import type { EurekaPlex } from "./eureka-plex.js";
import type { ClientName, FetchedVersion, ServiceInstance } from "./state.js";

/** A view of a client's copy: it has no state of its own. */
export class RegistryView {
  constructor(
    private readonly plex: EurekaPlex,
    readonly client: ClientName,
  ) {}

  /** In the order of their registration. A client that does not run has none. */
  get instances(): readonly ServiceInstance[] {
    return this.plex.zowe.eureka.state.clients[this.client]?.instances ?? [];
  }

  instancesOf(serviceId: string): readonly ServiceInstance[] {
    return this.instances.filter((instance) => instance.serviceId === serviceId);
  }

  /** Where it comes from; `undefined`: it has not been fetched yet. */
  get fetched(): FetchedVersion | undefined {
    return this.plex.zowe.eureka.state.clients[this.client]?.fetched;
  }
}

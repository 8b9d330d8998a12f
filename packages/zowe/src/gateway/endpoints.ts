/** Host and port of service instances, numbered as gateways come across them: the same numbers for every gateway. */
import type { Forkable } from "@sysplex/sim-core";
import { parseIpAddress, type IpAddress } from "@sysplex/tcpip";

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** Absent: the host name is not known. */
  readonly address?: IpAddress;
}

export class Endpoints implements Forkable {
  private endpoints: Endpoint[] = [];

  constructor(private readonly hosts: Readonly<Record<string, IpAddress>>) {}

  get count(): number {
    return this.endpoints.length;
  }

  at(index: number): Endpoint {
    return this.endpoints[index] as Endpoint;
  }

  indexOf(host: string, port: number): number {
    const name = host.toLowerCase();
    const known = this.endpoints.findIndex((endpoint) => endpoint.host === name && endpoint.port === port);
    if (known >= 0) return known;
    const address = this.hosts[name] ?? parseIpAddress(name);
    this.endpoints.push(Object.freeze({ host: name, port, ...(address === undefined ? {} : { address }) }));
    return this.endpoints.length - 1;
  }

  copyFrom(twin: Endpoints): void {
    this.endpoints = [...twin.endpoints];
  }
}

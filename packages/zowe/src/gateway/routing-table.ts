/**
 * The routing table of one gateway: by service, the endpoints of its instances, compiled from the registry when that
 * changes. Instances of all systems are equal; the local one is not preferred.
 *
 * @source zowe/api-layer: Spring's RoundRobinLoadBalancer, whose position begins anywhere below 1000.
 */
import { grownTo, type Forkable, type RandomStream } from "@sysplex/sim-core";
import type { GatewayOperations } from "./operations.js";
import type { GatewayDirectory } from "./plex.js";

const POSITION_MASK = 0x3fff_ffff;
const FIRST_POSITIONS = 1_000;
const NOBODY = -1;

export class RoutingTable implements Forkable {
  private compiled = false;
  private serviceCount = 0;
  /** By service, where its endpoints begin; one more, where the last ones end. */
  private first = new Int32Array(1);
  private endpoints = new Int32Array(0);
  /** By service: where round robin stands. */
  private position = new Int32Array(0);
  private positionCount = 0;
  /** By service: the endpoint that was the first of the list when there was one at last; −1: there never was. */
  private leader = new Int32Array(0);
  private sticky = new Uint8Array(0);
  /** By endpoint: time-out of its own in µs, −1: none. */
  private timeouts = new Float64Array(0);

  constructor(
    private readonly stream: RandomStream,
    private readonly operations: GatewayOperations,
    private readonly directory: GatewayDirectory,
    /** The first instance of a service is another one now; so is the route that requests take. */
    private readonly onFirstChanged: (service: number) => void,
  ) {}

  /** The registry has changed. */
  invalidate(): void {
    this.compiled = false;
  }

  /** Makes the table true; costs nothing when it is. */
  refresh(): void {
    if (!this.compiled || this.serviceCount !== this.operations.serviceIds.length) this.compile();
  }

  /** Instances of a service. */
  instanceCount(service: number): number {
    return (this.first[service + 1] as number) - (this.first[service] as number);
  }

  isSticky(service: number): boolean {
    return this.sticky[service] === 1;
  }

  /** Time-out in µs that the endpoint's metadata asks for, −1: none. */
  timeoutOf(endpoint: number): number {
    return this.timeouts[endpoint] as number;
  }

  /** The endpoint whose turn it is; −1: there is none. */
  next(service: number): number {
    const count = this.instanceCount(service);
    if (count === 0) return NOBODY;
    const position = ((this.position[service] as number) + 1) & POSITION_MASK;
    this.position[service] = position;
    return this.endpoints[(this.first[service] as number) + (position % count)] as number;
  }

  /** The first endpoint of the list; −1: there is none. */
  firstOf(service: number): number {
    return this.instanceCount(service) === 0
      ? NOBODY
      : (this.endpoints[this.first[service] as number] as number);
  }

  has(service: number, endpoint: number): boolean {
    const end = this.first[service + 1] as number;
    for (let place = this.first[service] as number; place < end; place += 1) {
      if (this.endpoints[place] === endpoint) return true;
    }
    return false;
  }

  copyFrom(twin: RoutingTable): void {
    this.compiled = twin.compiled;
    this.serviceCount = twin.serviceCount;
    this.first = twin.first.slice();
    this.endpoints = twin.endpoints.slice();
    this.position = twin.position.slice();
    this.positionCount = twin.positionCount;
    this.leader = twin.leader.slice();
    this.sticky = twin.sticky.slice();
    this.timeouts = twin.timeouts.slice();
  }

  private compile(): void {
    const { serviceIds } = this.operations;
    const lists = serviceIds.map((id) => this.directory.instancesOf(id));
    const found = lists.map((list) =>
      list.map(({ host, port }) => this.operations.endpoints.indexOf(host, port)),
    );
    this.compiled = true;
    this.serviceCount = serviceIds.length;
    this.endpoints = Int32Array.from(found.flat());
    this.first = new Int32Array(serviceIds.length + 1);
    found.forEach(
      (list, service) => (this.first[service + 1] = (this.first[service] as number) + list.length),
    );
    this.sticky = Uint8Array.from(lists, ([instance]) => (instance?.sticky === true ? 1 : 0));
    this.timeouts = new Float64Array(this.operations.endpoints.count).fill(NOBODY);
    lists.flat().forEach(({ timeout }, place) => {
      this.timeouts[this.endpoints[place] as number] = timeout ?? NOBODY;
    });
    this.begin(serviceIds.length);
    serviceIds.forEach((_, service) => this.noteFirst(service));
  }

  private noteFirst(service: number): void {
    const first = this.firstOf(service);
    if (first < 0 || first === this.leader[service]) return;
    this.leader[service] = first;
    this.onFirstChanged(service);
  }

  /** Services that this gateway has not met before. */
  private begin(serviceCount: number): void {
    if (serviceCount > this.position.length) {
      this.position = grownTo(2 * serviceCount, this.position);
      this.leader = grownTo(2 * serviceCount, this.leader);
    }
    for (; this.positionCount < serviceCount; this.positionCount += 1) {
      this.position[this.positionCount] = this.stream.below(FIRST_POSITIONS);
      this.leader[this.positionCount] = NOBODY;
    }
  }
}

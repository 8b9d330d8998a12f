/**
 * Which ports of a DVIPA have been distributed at some time, so that a new VIPADISTRIBUTE need not look at all the others.
 * A profile with a VIPADISTRIBUTE for each port would take quadratic time without it.
 */
import type { DistributionDefinition, IpAddress, PortRange } from "../stack-profile.js";

const PORT_NUMBERS = 65_536;
/** Stands for a VIPADISTRIBUTE without PORT. */
const DYNAMIC: readonly PortRange[] = [{ first: 0, last: 0 }];

export class DistributedPorts {
  private readonly marks = new Map<IpAddress, Uint8Array>();

  constructor(distributions: readonly DistributionDefinition[]) {
    for (const distribution of distributions) this.add(distribution);
  }

  add({ address, ports }: DistributionDefinition): void {
    const marks = this.marks.get(address) ?? new Uint8Array(PORT_NUMBERS);
    this.marks.set(address, marks);
    for (const { first } of ports.length === 0 ? DYNAMIC : ports) marks[first] = 1;
  }

  /** Whether an entry may lie in the ports; false is certain. */
  meets(address: IpAddress, ports: readonly PortRange[]): boolean {
    const marks = this.marks.get(address);
    if (marks === undefined) return false;
    return (ports.length === 0 ? DYNAMIC : ports).some(({ first, last }) => {
      const next = marks.indexOf(1, first);
      return next >= 0 && next <= last;
    });
  }
}

/**
 * When each distributor looks at how connections were set up at its targets: a period after it was built, and so on.
 *
 * After a period that had nothing to tell it rests: no event is pending. The next set-up wakes it, and it looks at the
 * next of the instants at which it would have looked anyway. So quiet time costs nothing, and the outcome is the same.
 */
import { defineEvent, type Duration, type EventHandle, type Instant } from "@sysplex/sim-core";
import type { TcpipPlex } from "./plex.js";
import type { IpAddress } from "./profile/stack-profile.js";
import type { ServiceName } from "./state.js";

/** A distributed address and port. */
export interface DistributedService {
  readonly address: IpAddress;
  readonly port: string;
}

interface Evaluation {
  readonly service: DistributedService;
  /** The next one; of a distributor that rests one of its instants, maybe past. */
  readonly due: Instant;
  /** From each instant after that to the next. */
  readonly period: Duration;
  /** Absent: the distributor rests. */
  readonly handle?: EventHandle;
}

const responsivenessDue = defineEvent(
  "tcpip.responsiveness-due",
  ({ tcpip }: TcpipPlex, { address, port }: DistributedService) =>
    tcpip.distributor(address, Number(port)).onResponsivenessDue(),
);

export class Evaluations {
  private readonly byService = new Map<ServiceName, Evaluation>();

  constructor(private readonly plex: TcpipPlex) {}

  /** A period from now; a distributor that rests only notes the instant. */
  scheduleNext({ address, port }: DistributedService, rests: boolean): void {
    const service = Object.freeze({ address, port });
    const period = this.plex.tcpip.parameters.tsrPeriod;
    const due = (this.plex.sim.now + period) as Instant;
    this.byService.set(nameOf(service), { service, due, period });
    if (!rests) this.arm(nameOf(service), due);
  }

  /** The distributor is there no more. */
  end(name: ServiceName): void {
    const handle = this.byService.get(name)?.handle;
    if (handle !== undefined) this.plex.sim.cancel(handle);
    this.byService.delete(name);
  }

  /** There is something to look at again. What happens on an instant of the distributor counts for the next one. */
  wake(service: DistributedService): void {
    const evaluation = this.byService.get(nameOf(service));
    if (evaluation === undefined || evaluation.handle !== undefined) return;
    this.arm(nameOf(service), instantFrom(evaluation, (this.plex.sim.now + 1) as Instant));
  }

  /** The instant that comes next stays; those after it follow in the new period. */
  onParametersChanged(): void {
    const { tcpip, sim } = this.plex;
    for (const [name, evaluation] of this.byService) {
      if (evaluation.handle !== undefined) continue;
      const { service } = evaluation;
      const due = instantFrom(evaluation, sim.now);
      this.byService.set(name, { service, due, period: tcpip.parameters.tsrPeriod });
      if (tcpip.distributor(service.address, Number(service.port)).hasNews) this.arm(name, due);
    }
  }

  copyFrom(twin: Evaluations): void {
    this.byService.clear();
    for (const [name, evaluation] of twin.byService) this.byService.set(name, { ...evaluation });
  }

  private arm(name: ServiceName, due: Instant): void {
    const evaluation = this.byService.get(name) as Evaluation;
    const handle = this.plex.sim.at(due, responsivenessDue, evaluation.service);
    this.byService.set(name, { ...evaluation, due, handle });
  }
}

/** The first of a distributor's instants that is not before `earliest`. */
function instantFrom({ due, period }: Evaluation, earliest: Instant): Instant {
  return due >= earliest ? due : ((due + Math.ceil((earliest - due) / period) * period) as Instant);
}

function nameOf({ address, port }: DistributedService): ServiceName {
  return `${address}:${port}`;
}

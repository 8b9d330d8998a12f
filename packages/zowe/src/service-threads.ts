/**
 * A component without a model of its own: every request costs a time drawn from one distribution and is answered 200.
 *
 * How requests get a thread, and what the end and the hang of the process do to them, is in `ThreadPool`.
 */
import {
  defineEvent,
  NO_TIME,
  type Distribution,
  type Duration,
  type ParameterValues,
  type RandomStream,
} from "@sysplex/sim-core";
import { ThreadPool } from "@sysplex/tcpip";
import type { ApplicationOptions, ComponentApplication } from "./applications.js";
import type { zoweParameters } from "./parameters.js";
import type { ZowePlex } from "./plex.js";
import { componentIn, componentIndex, slotIn } from "./slot-events.js";

const HTTP_OK = 200;

const requestCompleted = defineEvent("zowe.request-completed", (plex: ZowePlex, payload: number) =>
  (plex.zowe.application(componentIn(payload)) as ServiceThreads).onCompleted(slotIn(payload)),
);

/** Of a component of a launcher, or of a pod. */
export type ServiceOptions = Pick<ApplicationOptions, "index" | "parameters"> & {
  readonly component: { readonly name: string };
};

export class ServiceThreads extends ThreadPool<ZowePlex> implements ComponentApplication {
  /** How long a request that is being begun waits for others, beyond its service time. */
  protected extraWait: Duration = NO_TIME;

  private readonly stream: RandomStream;
  // The parameters, compiled for the request path.
  private notReadyStatus = 0;
  private serviceTime!: Distribution;

  constructor(plex: ZowePlex, { component, index, parameters }: ServiceOptions) {
    super(plex, { index: componentIndex(index), completed: requestCompleted, what: "component" });
    this.stream = plex.sim.random(`zowe/${component.name}/service`);
    this.takeParameters(parameters);
  }

  override copyFrom(twin: ServiceThreads): void {
    super.copyFrom(twin);
    this.extraWait = twin.extraWait;
  }

  takeParameters({ threads, notReadyStatus, serviceTime }: ParameterValues<typeof zoweParameters>): void {
    this.threadCount = threads;
    this.notReadyStatus = Number(notReadyStatus);
    this.serviceTime = serviceTime;
    if (this.accepting) this.beginWaiting();
  }

  onRequest(connection: number, request: number, operation = 0): void {
    if (this.mode === "closed") return;
    this.enter(this.take(connection, request, operation));
  }

  /** The status of a request whose service begins. A model that knows more says more, and sets {@link extraWait}. */
  protected perform(_operation: number): number {
    return HTTP_OK;
  }

  protected serve(slot: number): void {
    const ready = this.mode === "serving";
    this.extraWait = NO_TIME;
    this.statuses[slot] = ready ? this.perform(this.operations[slot] as number) : this.notReadyStatus;
    if (!ready) return this.schedule(slot, NO_TIME);
    const { stream } = this;
    this.serviceTime.draw(stream);
    if (this.slowness !== 1) stream.drawn[0] = (stream.drawn[0] as number) * this.slowness;
    if (this.extraWait > 0) stream.drawn[0] = (stream.drawn[0] as number) + this.extraWait;
    this.scheduleDrawn(slot, stream);
  }
}

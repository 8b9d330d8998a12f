/** Which routes are those of websockets. */
import type { Forkable } from "@sysplex/sim-core";
import { operationIn } from "@sysplex/tcpip";
import type { GatewayOperations } from "./operations.js";

export class WebsocketRoutes implements Forkable {
  /** By route: 1 when it is one of websockets. The routes only grow. */
  private isWebsocket = new Uint8Array(0);

  constructor(private readonly operations: GatewayOperations) {}

  /** @param request Operation and user, not negative. */
  lead(request: number): boolean {
    const { operations } = this;
    if (this.isWebsocket.length < operations.routeCount) this.compile();
    return this.isWebsocket[operations.operation(operationIn(request)).route] === 1;
  }

  copyFrom(twin: WebsocketRoutes): void {
    this.isWebsocket = twin.isWebsocket.slice();
  }

  private compile(): void {
    const { operations } = this;
    this.isWebsocket = Uint8Array.from({ length: operations.routeCount }, (_, route) =>
      /^\/[^/]+\/ws\//.test(operations.route(route).prefix) ? 1 : 0,
    );
  }
}

/**
 * What one client from outside meets at each stack: asked for every connection, so it is a table.
 *
 * It is compiled when it is asked for the first time after a change of any certificate.
 */
import type { Forkable } from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import { ZOSMF } from "./certificates.js";
import type { HandshakeProblem } from "./handshake.js";

export class ClientHandshakes implements Forkable {
  private version = -1;
  /** By index of the stack; `undefined`: nothing stands in the way. */
  private problems: (HandshakeProblem | undefined)[] = [];

  /**
   * @param hostName As the client knows the service.
   * @param port Of a component of Zowe, or of z/OSMF as some zowe.yaml has it. Anything else is no concern of certificates.
   */
  constructor(
    private readonly plex: ZowePlex,
    private readonly hostName: string,
    private readonly port: number,
  ) {}

  /** @param stack The index of the stack that has accepted the connection. */
  problemAt(stack: number): HandshakeProblem | undefined {
    if (this.version !== this.plex.zowe.certificates.version) this.compile();
    return this.problems[stack];
  }

  copyFrom(twin: ClientHandshakes): void {
    this.version = twin.version;
    this.problems = [...twin.problems];
  }

  private compile(): void {
    const { tcpip, zowe } = this.plex;
    this.version = zowe.certificates.version;
    this.problems = tcpip.stacks.map(({ system }) => this.problemOn(system));
  }

  private problemOn(system: string): HandshakeProblem | undefined {
    const { zowe } = this.plex;
    const there = zowe.components.find((one) => one.system === system && one.ports.includes(this.port));
    const isZosmf = zowe.launchers.some(
      ({ configuration }) => configuration.instance.zosmf?.port === this.port,
    );
    const to = there?.name ?? (isZosmf ? ZOSMF : undefined);
    return to === undefined ? undefined : zowe.certificates.clientHandshake(to, this.hostName);
  }
}

import { NO_TIME } from "@sysplex/sim-core";
import {
  tcpProfiles,
  type ConnectionName,
  type IpAddress,
  type TcpClient,
  type TcpipPlex,
} from "@sysplex/tcpip";

/** A client that opens a connection for each request, with no latency of its own, and keeps what it is answered. */
export class AskingClient implements TcpClient {
  /** HTTP statuses, or how a request failed. */
  answers: (number | string)[] = [];
  /** When each answer came, in µs. */
  answeredAt: number[] = [];
  private readonly id: number;
  private readonly destination: number;

  constructor(
    private readonly asking: TcpipPlex,
    address: IpAddress,
    port: number,
  ) {
    const { transport } = asking.tcpip;
    this.id = transport.addClient(this, tcpProfiles.linux, NO_TIME);
    this.destination = transport.routes.destination(address, port);
  }

  /** The latest one. */
  get answer(): number | string | undefined {
    return this.answers.at(-1);
  }

  /** When each answer came, in seconds. */
  get times(): number[] {
    return this.answeredAt.map((at) => at / 1_000_000);
  }

  /** @param operation As who listens there knows it. */
  ask(operation: number): void {
    this.asking.tcpip.transport.connect(this.id, this.destination, operation);
  }

  onConnected(connection: ConnectionName, operation: number): void {
    this.asking.tcpip.transport.send(connection, 1, operation, NO_TIME);
  }

  onConnectFailed(_operation: number, why: "refused" | "timeout"): void {
    this.note(why);
  }

  onResponse(connection: ConnectionName, _request: number, status: number): void {
    this.asking.tcpip.transport.close(connection);
    this.note(status);
  }

  onReset(_request: number, why: "reset" | "timeout"): void {
    this.note(why);
  }

  copyFrom(twin: AskingClient): void {
    this.answers = [...twin.answers];
    this.answeredAt = [...twin.answeredAt];
  }

  private note(answer: number | string): void {
    this.answers.push(answer);
    this.answeredAt.push(this.asking.sim.now);
  }
}

/**
 * The API Catalog of one instance.
 *
 * Modelled: pages for everybody; the list of services and their documents for whose token a Gateway confirms; the Gateway
 * that the Catalog keeps to, though it may have gone: ZWEAS103E.
 * Simplified: the documents themselves are always at hand.
 * @source zowe/api-layer security-service-client-spring; issue 1768.
 */
import type { Distribution } from "@sysplex/sim-core";
import type { ApplicationOptions } from "../applications.js";
import { destinationOf, ServiceProgram } from "../desktop/index.js";
import { operationIn, requestBy, userIn, type ApplicationMode } from "@sysplex/tcpip";
import { zoweMessages } from "../messages.js";
import type { ZowePlex } from "../plex.js";

const HTTP_OK = 200;
const HTTP_REDIRECTION = 300;
const HTTP_UNAUTHORIZED = 401;
const HTTP_INTERNAL_SERVER_ERROR = 500;
/** @source zowe/api-layer AuthExceptionHandler: GatewayNotAvailableException; recalled. */
const HTTP_SERVICE_UNAVAILABLE = 503;

const NOBODY = 0;
const CONFIRMATION = 1;
const UNKNOWN_OPERATION = -1;
const PAGE = 0;
const PROTECTED = 1;

/** @param path Behind the prefix of the route. */
export function catalogOperationOf(method: string, path: string): number | undefined {
  if (method !== "GET") return path.startsWith("/auth") ? PAGE : undefined;
  return /^\/(containers|apidoc|services|static-api)/.test(path) ? PROTECTED : PAGE;
}

/** A Gateway as the registry names it. */
interface GatewayAddress {
  readonly host: string;
  readonly port: number;
}

export class ApiCatalog extends ServiceProgram {
  /** Requests that no Gateway could confirm. */
  unconfirmedCount = 0;
  private found: GatewayAddress | undefined;
  private hasComplained = false;
  private readonly queryOperation: number;

  constructor(plex: ZowePlex, options: ApplicationOptions) {
    super(plex, options);
    this.queryOperation =
      options.operations.operationOf("GET", "/gateway/api/v1/auth/query", NOBODY, "jwt") ?? UNKNOWN_OPERATION;
  }

  override copyFrom(twin: ApiCatalog): void {
    super.copyFrom(twin);
    this.unconfirmedCount = twin.unconfirmedCount;
    this.found = twin.found;
    this.hasComplained = twin.hasComplained;
  }

  protected get threadCount(): number {
    return this.parameters.threads;
  }

  protected timeOf(operation: number): Distribution {
    const { serviceTime, catalogServiceTime } = this.parameters;
    return operationIn(operation) === PROTECTED ? catalogServiceTime : serviceTime;
  }

  protected override onModeChanged(_before: ApplicationMode): void {
    if (this.mode !== "closed") return;
    this.found = undefined;
    this.hasComplained = false;
  }

  protected conclude(slot: number): void {
    const asked = this.columns.operation[slot] as number;
    const user = userIn(asked);
    if (operationIn(asked) !== PROTECTED) return this.answer(slot, HTTP_OK);
    if (user === NOBODY) return this.answer(slot, HTTP_UNAUTHORIZED);
    const gateway = this.findGateway();
    const destination = gateway === undefined ? -1 : destinationOf(this.plex, gateway.host, gateway.port);
    if (destination < 0) return this.complain(slot);
    const query = this.queryOperation;
    this.ask(slot, destination, requestBy(query, user), CONFIRMATION);
  }

  protected onAnswered(slot: number, _purpose: number, status: number): void {
    if (status === 0 || status >= HTTP_INTERNAL_SERVER_ERROR) return this.complain(slot);
    this.hasComplained = false;
    // A Gateway of version 2 has no such operation here, and is there all the same.
    const isConfirmed = status < HTTP_REDIRECTION || this.queryOperation === UNKNOWN_OPERATION;
    this.answer(slot, isConfirmed ? HTTP_OK : HTTP_UNAUTHORIZED);
  }

  private findGateway(): GatewayAddress | undefined {
    if (this.found !== undefined && this.parameters.catalogKeepsGateway) return this.found;
    const [first] = this.plex.zowe.eureka.registryView(this.component.name).instancesOf("gateway");
    this.found = first === undefined ? undefined : { host: first.host, port: first.port };
    return this.found;
  }

  private complain(slot: number): void {
    this.unconfirmedCount += 1;
    if (!this.hasComplained) {
      const { host = "unknown", port = 0 } = this.found ?? {};
      this.component.launcher.write("ZWEAS103E", zoweMessages.ZWEAS103E(`https://${host}:${port}`));
    }
    this.hasComplained = true;
    this.answer(slot, HTTP_SERVICE_UNAVAILABLE);
  }
}

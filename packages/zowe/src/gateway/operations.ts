/**
 * What clients may ask of a gateway: operations, the routes that they take, the services and endpoints behind.
 *
 * A client says method and path once, while it is built; from then on a request carries one number: operation and user.
 * The tables only grow and are the same for every gateway of a plex.
 */
import { assert, type Forkable } from "@sysplex/sim-core";
import {
  checkUser,
  NO_USER,
  OPERATION_COUNT_MAX,
  operationIn,
  requestBy,
  type IpAddress,
} from "@sysplex/tcpip";
import { bearing, Bears } from "@sysplex/zosmf";
import { authenticationSchemes, ticketOf, type AuthenticationScheme } from "../zaas/schemes.js";
import { zaasOperations, zaasTarget, type Credentials } from "../zaas/operations.js";
import { Endpoints } from "./endpoints.js";

export type GatewayVersion = 2 | 3;

/** The service's own number for an operation; `undefined`: it has no such operation. */
export type TargetOperations = (method: string, path: string) => number | undefined;

export interface GatewayRoute {
  /** `/ibmzosmf/api/v1`. */
  readonly prefix: string;
  readonly serviceId: string;
  /** Index among the services. */
  readonly service: number;
  /** ZAAS is called by the gateway itself, by rules of its own. */
  readonly kind: "routed" | "zaas";
}

export interface GatewayOperation {
  /** `GET /ibmzosmf/api/v1/restjobs/jobs`: the first path that was asked for. */
  readonly name: string;
  readonly route: number;
  readonly method: string;
  readonly isGet: boolean;
  /** The number by which the target knows it. */
  readonly target: number;
  /** What the request bears; absent: nobody looks, it is as good as authenticated. */
  readonly credentials?: Credentials;
  /** What ZAAS is asked for before the request is forwarded; −1: nothing. */
  readonly ticket: number;
  /** Index of ZAAS among the services; −1: it is not asked. */
  readonly ticketService: number;
}

export interface GatewayOperationsOptions {
  readonly version: GatewayVersion;
  /** Host names in lower case. */
  readonly hosts: Readonly<Record<string, IpAddress>>;
  /** By service id; of other services an operation's number is that of its method. */
  readonly targets: Readonly<Record<string, TargetOperations>>;
  /** By service id, in place of what Zowe's own services have; of others `bypass`. */
  readonly schemes?: Readonly<Record<string, AuthenticationScheme>>;
  /** Nobody here issues tokens: ZAAS in a pod is a plain server. So z/OSMF lets in whoever says that he has one. */
  readonly takesTokensForGood?: boolean;
}

/** What services without operations of their own tell apart. */
export const httpMethods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"] as const;

/** z/OSMF's service id, by version. @source zosmf-static-definition.yaml of version 3; version 2 knew both. */
const zosmfIds: Readonly<Record<GatewayVersion, readonly string[]>> = {
  3: ["ibmzosmf"],
  2: ["zosmf", "ibmzosmf"],
};

/** What z/OSMF sees of a client's credentials. */
const atZosmf: Readonly<Record<Credentials, number>> = {
  none: Bears.none,
  basic: Bears.password,
  jwt: Bears.zoweToken,
  pat: Bears.ticketToken,
};

const AUTH = "/gateway/api/v1/auth";
const ZAAS = "zaas";
const NONE = -1;

/** Not routed, whoever asks. @source zowe/api-layer application.yml, apiml.routing.ignoredServices. */
const ignoredServices: readonly string[] = ["discovery", "zaas", "gateway"];

interface Destination {
  readonly prefix: string;
  readonly serviceId: string;
  readonly kind: GatewayRoute["kind"];
  readonly target: number;
}

export class GatewayOperations implements Forkable {
  readonly endpoints: Endpoints;
  private operations: GatewayOperation[] = [];
  private routes: GatewayRoute[] = [];
  private services: string[] = [];

  constructor(private readonly options: GatewayOperationsOptions) {
    this.endpoints = new Endpoints(options.hosts);
  }

  get version(): GatewayVersion {
    return this.options.version;
  }

  get routeCount(): number {
    return this.routes.length;
  }

  /** Ids by index. */
  get serviceIds(): readonly string[] {
    return this.services;
  }

  /** @internal On the request path: no check. */
  operation(index: number): GatewayOperation {
    return this.operations[index] as GatewayOperation;
  }

  /** @internal On the request path: no check. */
  route(index: number): GatewayRoute {
    return this.routes[index] as GatewayRoute;
  }

  /**
   * What a request carries that asks for this; `undefined`: 404, no route or no such operation.
   *
   * @param user A number for the user whose token the request bears, from 1 on.
   * @param credentials What the request bears. Left out: authentication is not looked at, and no ticket is asked for.
   */
  operationOf(method: string, path: string, user = NO_USER, credentials?: Credentials): number | undefined {
    checkUser(user);
    const verb = method.toUpperCase();
    const plain = path.split("?", 1)[0] ?? "";
    const destination = this.destinationOf(verb, plain);
    return destination === undefined
      ? undefined
      : requestBy(this.intern(verb, plain, destination, credentials), user);
  }

  /** What a request needs of a gateway: its route, the service there, and ZAAS where that has to be asked. */
  needsOf(request: number): { readonly prefix: string; readonly serviceIds: readonly string[] } | undefined {
    const operation = this.operations[operationIn(request)];
    if (operation === undefined) return undefined;
    const { prefix, serviceId } = this.route(operation.route);
    return { prefix, serviceIds: operation.ticketService < 0 ? [serviceId] : [serviceId, ZAAS] };
  }

  copyFrom(twin: GatewayOperations): void {
    this.endpoints.copyFrom(twin.endpoints);
    this.operations = [...twin.operations];
    this.routes = [...twin.routes];
    this.services = [...twin.services];
  }

  private destinationOf(method: string, path: string): Destination | undefined {
    if (path.startsWith(`${AUTH}/`)) return this.authentication(method, path.slice(AUTH.length));
    const [, id = "", kind = "", level = ""] = path.split("/");
    const serviceId = id.toLowerCase();
    if (!/^(api|ui|ws)$/.test(kind) || !/^v\d+$/.test(level) || ignoredServices.includes(serviceId))
      return undefined;
    const prefix = `/${serviceId}/${kind}/${level}`;
    const target = this.targetOf(serviceId, method, path.slice(prefix.length));
    return target === undefined ? undefined : { prefix, serviceId, kind: "routed", target };
  }

  private authentication(method: string, path: string): Destination | undefined {
    const target = zaasOperations.findIndex((row) => row.method === method && row.path === path);
    return target < 0 ? undefined : { prefix: AUTH, serviceId: ZAAS, kind: "zaas", target };
  }

  private targetOf(serviceId: string, method: string, path: string): number | undefined {
    const own = this.options.targets[serviceId];
    if (own !== undefined) {
      const isZosmf = zosmfIds[this.options.version].includes(serviceId);
      return own(method, path) ?? (isZosmf ? own(method, `/zosmf${path}`) : undefined);
    }
    const index = httpMethods.findIndex((known) => known === method);
    return index < 0 ? undefined : index;
  }

  private intern(
    method: string,
    path: string,
    destination: Destination,
    credentials: Credentials | undefined,
  ): number {
    const { prefix, serviceId, kind } = destination;
    const route = this.routeIndex(prefix, serviceId, kind);
    const target = this.targetWith(destination, credentials);
    const known = this.operations.findIndex(
      (operation) =>
        operation.route === route &&
        operation.method === method &&
        operation.target === target &&
        operation.credentials === credentials,
    );
    if (known >= 0) return known;
    assert(this.operations.length < OPERATION_COUNT_MAX, `At most ${OPERATION_COUNT_MAX} operations`);
    const isGet = method === "GET";
    const ticket = kind === "zaas" ? NONE : this.ticketFor(serviceId, credentials);
    const ticketService = ticket < 0 ? NONE : this.serviceIndex(ZAAS);
    const bears = credentials === undefined ? {} : { credentials };
    this.operations.push(
      Object.freeze({
        name: `${method} ${path}`,
        route,
        method,
        isGet,
        target,
        ...bears,
        ticket,
        ticketService,
      }),
    );
    return this.operations.length - 1;
  }

  /** z/OSMF is told what the request bears once ZAAS has been asked, as ZAAS is. */
  private targetWith(destination: Destination, credentials: Credentials | undefined): number {
    const { kind, serviceId, target } = destination;
    if (kind === "zaas") return zaasTarget(target, credentials);
    return zosmfIds[2].includes(serviceId) ? bearing(target, this.borneToZosmf(credentials)) : target;
  }

  private borneToZosmf(credentials: Credentials | undefined): number {
    const isToken = credentials === "jwt" || credentials === "pat";
    if (credentials === undefined || (isToken && this.options.takesTokensForGood === true))
      return Bears.password;
    return atZosmf[credentials];
  }

  private ticketFor(serviceId: string, credentials: Credentials | undefined): number {
    if (credentials === undefined) return NONE;
    const scheme = this.options.schemes?.[serviceId] ?? authenticationSchemes[serviceId] ?? "bypass";
    const ticket = ticketOf(scheme);
    return ticket === undefined ? NONE : zaasTarget(ticket, credentials);
  }

  private routeIndex(prefix: string, serviceId: string, kind: GatewayRoute["kind"]): number {
    const known = this.routes.findIndex((route) => route.prefix === prefix);
    if (known >= 0) return known;
    const service = this.serviceIndex(serviceId);
    this.routes.push(Object.freeze({ prefix, serviceId, service, kind }));
    return this.routes.length - 1;
  }

  private serviceIndex(serviceId: string): number {
    const place = this.services.indexOf(serviceId);
    if (place >= 0) return place;
    this.services.push(serviceId);
    return this.services.length - 1;
  }
}

/** What every request at a ZAAS needs: who asks for what with which token, whom to ask, and how it ends. */
import { assert, type Instant } from "@sysplex/sim-core";
import { requestBy, userIn } from "@sysplex/tcpip";
import { bearing } from "@sysplex/zosmf";
import type { CacheAccess } from "./cache-access.js";
import { NO_ANSWER, type Calls } from "./calls.js";
import { Bears, credentialsIn, ZaasOperation, zaasOperationIn } from "./operations.js";
import type { ZaasParameterValues } from "./parameters.js";
import type { ZaasCounts } from "./report.js";
import type { ZaasSettings } from "./settings.js";
import type { TokenMemory } from "./token-memory.js";
import type { Tokens } from "./tokens.js";
import type { Works } from "./works.js";

export const Http = {
  ok: 200,
  created: 201,
  noContent: 204,
  badRequest: 400,
  unauthorized: 401,
  notFound: 404,
  serverError: 500,
  serviceUnavailable: 503,
} as const;

/** Whom a ZAAS asks, as destinations of the transport and numbers of operations. Negative: there is none. */
export interface Surroundings {
  readonly now: Instant;
  /** Its place among the components. */
  readonly index: number;
  readonly name: string;
  /** The z/OSMF that its copy of the registry has. */
  zosmf(): number;
  readonly zosmfLogOn: number;
  readonly zosmfLogOut: number;
  /** ZAAS instances in its copy of the registry, itself among them. */
  instanceCount(): number;
  /** The address of one of them, {@link ITSELF} for this one. */
  instance(place: number): number;
  /** What is sent to another ZAAS. */
  invalidation(user: number): number;
  /** The Gateway's external address, and what it is asked for. */
  gateway(): number;
  readonly readLists: number;
  readonly appendList: number;
  cacheAccess(): CacheAccess | undefined;
}

export interface DeskParts {
  readonly works: Works;
  readonly calls: Calls;
  readonly tokens: Tokens;
  readonly memory: TokenMemory;
  readonly counts: ZaasCounts;
  readonly settings: ZaasSettings;
  readonly around: Surroundings;
  readonly finish: (slot: number, status: number) => void;
}

export class Desk {
  parameters!: ZaasParameterValues;

  constructor(readonly parts: DeskParts) {}

  /** @param bears Credentials, of those that z/OSMF tells apart. */
  askZosmf(slot: number, call: number, operation: number, bears: number): void {
    const { calls, counts, around } = this.parts;
    assert(operation >= 0, "z/OSMF has an authentication service");
    counts.zosmfCalls += 1;
    calls.begin(slot, call, around.zosmf(), requestBy(bearing(operation, bears), this.userOf(slot)));
  }

  hasZosmfToken(slot: number): boolean {
    return this.parts.tokens.isOfZosmf(this.userOf(slot)) || this.parts.settings.provider === "zosmf";
  }

  isForService(slot: number): boolean {
    const operation = this.operationOf(slot);
    return operation >= ZaasOperation.zosmfToken && operation <= ZaasOperation.safIdt;
  }

  finish(slot: number, status: number): void {
    this.count(slot, status);
    this.parts.finish(slot, status);
  }

  private count(slot: number, status: number): void {
    const { counts } = this.parts;
    const operation = this.operationOf(slot);
    const isGood = isOk(status);
    const bears = this.credentialsOf(slot);
    if (operation === ZaasOperation.login) counts[isGood ? "logons" : "logonsFailed"] += 1;
    else if (operation === ZaasOperation.logout) counts[isGood ? "logouts" : "logoutsFailed"] += 1;
    else if (isGood && this.isForService(slot)) counts.tickets += 1;
    else if (status === Http.unauthorized && (bears === Bears.jwt || bears === Bears.pat))
      counts.tokensRefused += 1;
  }

  operationOf(slot: number): number {
    return zaasOperationIn(this.parts.works.asked[slot] as number);
  }

  credentialsOf(slot: number): number {
    return credentialsIn(this.parts.works.asked[slot] as number);
  }

  userOf(slot: number): number {
    return userIn(this.parts.works.asked[slot] as number);
  }

  /** The JWT that its user had when the request came: 0, none. */
  tokenOf(slot: number): number {
    return this.parts.works.token[slot] as number;
  }
}

/** What {@link Surroundings.instance} gives for the ZAAS itself; another negative number is a host that nobody knows. */
export const ITSELF = -2;

export function isOk(status: number): boolean {
  return status >= Http.ok && status < 300;
}

/** @source AbstractZosmfService.handleExceptionOnCall and AuthExceptionHandler: no access 503, refused 401, else 500. */
export function statusOfFailure(status: number): number {
  if (status === NO_ANSWER) return Http.serviceUnavailable;
  return status === Http.unauthorized ? Http.unauthorized : Http.serverError;
}

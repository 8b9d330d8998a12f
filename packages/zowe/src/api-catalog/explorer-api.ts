/**
 * jobs-api and files-api of version 2: thin services that ask z/OSMF, through the Gateway.
 *
 * Simplified: each request is one of z/OSMF's, of the same kind: a list is a list, and the rest is a change. A thread is free
 * while z/OSMF works.
 * @source zowe/jobs and zowe/data-sets, start.sh and their connectors to z/OSMF; recalled.
 */
import type { Distribution } from "@sysplex/sim-core";
import { operationIn, requestBy, userIn } from "@sysplex/tcpip";
import type { ApplicationOptions } from "../applications.js";
import { ServiceProgram } from "../desktop/index.js";
import { httpMethods } from "../gateway/index.js";
import type { ZowePlex } from "../plex.js";

const HTTP_OK = 200;
/** z/OSMF did not answer. @assumption */
const HTTP_BAD_GATEWAY = 502;
const ZOSMF = 1;
const UNKNOWN_OPERATION = -1;

/** By component: what it asks z/OSMF for, to read and to change. */
const asks: Readonly<Record<string, { readonly get: string; readonly put: string }>> = {
  "jobs-api": { get: "/restjobs/jobs", put: "/restjobs/jobs" },
  "files-api": { get: "/restfiles/ds", put: "/restfiles/ds/HLQ.DATA" },
};

export const explorerApis: readonly string[] = Object.keys(asks);

export class ExplorerApi extends ServiceProgram {
  private readonly read: number;
  private readonly change: number;

  constructor(plex: ZowePlex, options: ApplicationOptions) {
    super(plex, options);
    const { operations, component } = options;
    const { get, put } = asks[component.id] ?? { get: "/", put: "/" };
    const of = (method: string, path: string): number =>
      operations.operationOf(method, `/ibmzosmf/api/v1${path}`) ?? UNKNOWN_OPERATION;
    this.read = of("GET", get);
    this.change = of("PUT", put);
  }

  protected get threadCount(): number {
    return this.parameters.threads;
  }

  protected timeOf(): Distribution {
    return this.parameters.explorerServiceTime;
  }

  protected conclude(slot: number): void {
    const asked = this.columns.operation[slot] as number;
    const operation = httpMethods[operationIn(asked)] === "GET" ? this.read : this.change;
    if (operation < 0) return this.answer(slot, HTTP_OK);
    if (this.gateway < 0) this.answer(slot, HTTP_BAD_GATEWAY);
    else this.ask(slot, this.gateway, requestBy(operation, userIn(asked)), ZOSMF);
  }

  protected onAnswered(slot: number, _purpose: number, status: number): void {
    this.answer(slot, status === 0 ? HTTP_BAD_GATEWAY : status);
  }
}

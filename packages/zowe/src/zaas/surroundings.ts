/** Whom a ZAAS asks: addresses out of its copy of the registry and its configuration, operations by their numbers. */
import { requestBy } from "@sysplex/tcpip";
import { operationOf as zosmfOperationOf } from "@sysplex/zosmf";
import type { GatewayPlex } from "../gateway/plex.js";
import { ITSELF, type Surroundings } from "./desk.js";
import { INVALID_TOKENS } from "./cache-access.js";
import { ZaasOperation } from "./operations.js";
import { serviceIdOf, type ZaasOptions } from "./zaas-options.js";

const NONE = -1;
/** Static definitions of z/OSMF have the first one here, whatever the version. */
const ZOSMF_IDS = ["ibmzosmf", "zosmf"];
const INVALIDATE = "/gateway/api/v1/auth/invalidate";
const AUTHENTICATE = "/zosmf/services/authenticate";
/** @source zowe/api-layer zaas-service, CachingServiceClient. */
const LISTS = "/cachingservice/api/v1/cache-list";

export function surroundingsOf(plex: GatewayPlex, options: ZaasOptions): Surroundings {
  const { operations, settings, instancesOf, name } = options;
  const destination = (host: string, port: number): number => {
    if (options.permits?.(host, port) === false) return NONE; // The handshake fails.
    const { address } = operations.endpoints.at(operations.endpoints.indexOf(host, port));
    return address === undefined ? NONE : plex.tcpip.transport.routes.destination(address, port);
  };
  const destinationOf = (instance: { readonly host: string; readonly port: number } | undefined): number =>
    instance === undefined ? NONE : destination(instance.host, instance.port);
  const cache = (method: string, path: string): number =>
    settings.personalAccessTokens ? (operations.operationOf(method, path) ?? NONE) : NONE;
  const zaasId = serviceIdOf(options);
  return {
    get now() {
      return plex.sim.now;
    },
    index: options.index,
    name,
    zosmf: () => {
      const id = [settings.zosmfServiceId, ...ZOSMF_IDS].find((known) => instancesOf(known).length > 0);
      return id === undefined ? NONE : destinationOf(instancesOf(id)[0]);
    },
    zosmfLogOn: zosmfOperationOf("POST", AUTHENTICATE) ?? NONE,
    zosmfLogOut: zosmfOperationOf("DELETE", AUTHENTICATE) ?? NONE,
    instanceCount: () => instancesOf(zaasId).length,
    instance: (place) => {
      const instance = instancesOf(zaasId)[place];
      return instance?.component === name ? ITSELF : destinationOf(instance);
    },
    invalidation: (user) =>
      options.within === undefined
        ? requestBy(ZaasOperation.invalidate, user)
        : (operations.operationOf("DELETE", INVALIDATE, user) ?? NONE),
    gateway: () => destinationOf(settings.gateway),
    readLists: cache("GET", LISTS),
    appendList: cache("POST", `${LISTS}/${INVALID_TOKENS}`),
    cacheAccess: options.cacheAccess,
  };
}

/** What a ZAAS is given when it is built. */
import type { SystemName } from "@sysplex/sysplex";
import type { ServiceInstance } from "../discovery/index.js";
import type { GatewayOperations } from "../gateway/operations.js";
import type { CacheAccess } from "./cache-access.js";
import type { ZaasSettings } from "./settings.js";
import type { Tokens } from "./tokens.js";
import type { Zaas } from "./zaas.js";

export interface ZaasOptions {
  /** Of its component: `SYSA/ZWE1SV/zaas`. */
  readonly name: string;
  /** Its place among the components, by which events name it. */
  readonly index: number;
  /** Whose host it runs on; absent: one outside of the sysplex. */
  readonly system?: SystemName;
  /** Of Zowe: 2 or 3. */
  readonly version: number;
  readonly settings: ZaasSettings;
  readonly operations: GatewayOperations;
  /** Those of all users, the same for every ZAAS of a plex. */
  readonly tokens: Tokens;
  /** Its copy of the registry, in its order. */
  readonly instancesOf: (serviceId: string) => readonly ServiceInstance[];
  /** Another ZAAS, by its component; `undefined`: it is none. */
  readonly zaasOf: (component: string) => Zaas | undefined;
  /** The process has said goodbye, and has had the time to close its files. */
  readonly isStoppingInOrder: () => boolean;
  readonly cacheAccess: () => CacheAccess | undefined;
  /** Certificates let it talk to whoever serves there; absent: to everybody. Asked for each call. */
  readonly permits?: (host: string, port: number) => boolean;
  /** Where it is part of a Gateway: who gets its answers. Absent: it is a component of its own. */
  readonly within?: (name: number, status: number) => void;
}

/** Under which other ZAAS find it. @source zowe/api-layer pull request 4191 for the single-process API ML. */
export function serviceIdOf({ within }: Pick<ZaasOptions, "within">): string {
  return within === undefined ? "zaas" : "gateway";
}

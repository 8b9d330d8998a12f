/**
 * What ZAAS keeps in the Caching Service, as far as data go: time and failures of the calls are those of requests through
 * the Gateway's external address, so this is asked only once such a request has been answered.
 */

export interface CacheAccess {
  /**
   * `POST cache-list/<list>`: adds to a list.
   *
   * @param caller Component that asks: `SYSA/ZWE1SV/zaas`. Its certificate says which name space is meant.
   * @returns HTTP status: 201; 400 with ZWECS136 when the storage has no lists; 507 when it is full.
   */
  append(caller: string, list: string, key: string, value: number): number;
  /** `GET cache-list`: the list; empty when nobody has added to it. A number: the HTTP status in its place. */
  list(caller: string, list: string): ReadonlyMap<string, number> | number;
}

/** The storage cannot do what is asked of it. @source zowe/api-layer caching-log-messages.yml ZWECS136. */
export const HTTP_NO_LISTS = 400;

/** Names of the lists. @source zowe/api-layer ApimlAccessTokenProvider. */
export const INVALID_TOKENS = "invalidTokens";

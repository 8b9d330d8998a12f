/** What answers a request, by its path: the name that results carry. */

/** Service ids of Zowe whose users know another name. */
const NAMES: Readonly<Record<string, string>> = {
  zlux: "desktop",
  izp: "ums",
  apicatalog: "api-catalog",
  cachingservice: "caching-service",
};

const AUTHENTICATION = /^\/gateway\/api\/v\d+\/auth(?=[/?]|$)/i;
/** `/ibmzosmf/api/v1/restjobs/jobs`: the Gateway routes by service id, kind and level. */
const ROUTED = /^\/([a-z0-9][a-z0-9-]{0,63})\/(?:api|ui|ws)\/v\d+(?=[/?]|$)/i;

/** `undefined`: nothing that is simulated answers there. */
export function productOf(path: string): string | undefined {
  if (/^\/zosmf(?=[/?]|$)/i.test(path)) return "zosmf";
  if (AUTHENTICATION.test(path)) return "login";
  const id = ROUTED.exec(path)?.[1]?.toLowerCase();
  if (id !== undefined) return Object.hasOwn(NAMES, id) ? NAMES[id] : id;
  return /^\/gateway(?=[/?]|$)/i.test(path) ? "gateway" : undefined;
}

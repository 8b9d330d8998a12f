/**
 * The REST operations of z/OSMF: what each is called, whether a standby server may serve it, and where its state lives.
 *
 * IBM supports high availability for the jobs REST interface and for reading one data set or member, nothing else. The
 * other operations are reachable on the backup; what a user then finds is said in `afterSwitch`.
 *
 * @source z/OSMF Configuration Guide, "Configuring z/OSMF for high availability", for `haSupported`; z/OSMF Programming
 * Guide for methods, paths and status codes. `afterSwitch` is inferred from where the state lives.
 */

import type { TsoNeed } from "./tso/needs.js";

/** Rows of the parameter table that say how long an operation takes and what it costs. */
export type ServiceGroup =
  | "jobs"
  | "submit"
  | "spool"
  | "dataSetRead"
  | "dataSetWrite"
  | "unixFiles"
  | "tsoStart"
  | "tso"
  | "console"
  | "workflow"
  | "info";

export interface Operation {
  readonly name: string;
  readonly service: string;
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  /** `{name}` stands for one segment, a last `{path…}` for all that is left. */
  readonly path: string;
  readonly group: ServiceGroup;
  /** HTTP status when all is well. */
  readonly status: number;
  readonly haSupported: boolean;
  /** What it works on, and where that is. */
  readonly state: "shared" | "none" | "USER_DIR" | "TSO session" | "this system";
  /**
   * `reads`: fails where that state is not. `creates`: brings it into being on the server that is asked.
   * Absent: the operation works on any server.
   */
  readonly use?: "reads" | "creates";
  /** What it does with a TSO/E address space; absent: it needs none. */
  readonly tso?: TsoNeed;
  /** What a user finds once the other server answers. */
  readonly afterSwitch: string;
}

const JOBS = "z/OS jobs REST interface";
const FILES = "z/OS data set and file REST interface";
const TSO = "TSO/E address space services";
const CONSOLES = "z/OS console services";
const WORKFLOWS = "z/OSMF workflow services";
const SPOOL_SHARED = "The same jobs, while both systems are members of one JES2 MAS.";
const CATALOGUED = "Works on catalogued data sets; a write in flight is in doubt.";
const FILE_SYSTEM = "Works in a shared file system, once its owner has moved.";
const SESSION_LOST = "IZUG1126E: the servletKey belonged to the lost server; log on to TSO again.";
const CONSOLE_LOST = "A new EMCS console on the other system; solicited messages of the old one are lost.";
const LEFT_BEHIND = "Not there: it lives in the USER_DIR of the other server.";

const jobs = { service: JOBS, state: "shared", haSupported: true, afterSwitch: SPOOL_SHARED } as const;
const modify = {
  ...jobs,
  method: "PUT",
  path: "/zosmf/restjobs/jobs/{jobname}/{jobid}",
  afterSwitch: `${SPOOL_SHARED} A modification in flight is in doubt: ask for the job's status.`,
} as const;
/** @assumption Reports show it of lists, reads, writes and creates; the other file operations are taken to do the same. */
const files = {
  service: FILES,
  state: "shared",
  haSupported: false,
  afterSwitch: CATALOGUED,
  tso: "works on files",
} as const;
const unix = { ...files, group: "unixFiles", afterSwitch: FILE_SYSTEM } as const;
const tso = {
  service: TSO,
  group: "tso",
  haSupported: false,
  state: "TSO session",
  afterSwitch: SESSION_LOST,
  tso: "uses a session",
} as const;
const consoles = {
  service: CONSOLES,
  group: "console",
  haSupported: false,
  state: "this system",
  afterSwitch: CONSOLE_LOST,
  tso: "asks a console",
} as const;
const userDir = {
  group: "workflow",
  haSupported: false,
  state: "USER_DIR",
  afterSwitch: LEFT_BEHIND,
} as const;
const workflows = { ...userDir, service: WORKFLOWS } as const;
const plain = { group: "info", haSupported: false, state: "none", status: 200 } as const;
const KEY = "/zosmf/workflow/rest/1.0/workflows/{key}";

/** A request's operation is its index here. Of several rows that match, the first one counts. */
export const operations: readonly Operation[] = [
  { ...jobs, name: "list jobs", method: "GET", path: "/zosmf/restjobs/jobs", group: "jobs", status: 200 },
  {
    ...jobs,
    name: "job status",
    method: "GET",
    path: "/zosmf/restjobs/jobs/{jobname}/{jobid}",
    group: "jobs",
    status: 200,
  },
  {
    ...jobs,
    name: "list spool files",
    method: "GET",
    path: "/zosmf/restjobs/jobs/{jobname}/{jobid}/files",
    group: "jobs",
    status: 200,
  },
  {
    ...jobs,
    name: "read spool file",
    method: "GET",
    path: "/zosmf/restjobs/jobs/{jobname}/{jobid}/files/{id}/records",
    group: "spool",
    status: 200,
  },
  {
    ...jobs,
    name: "submit job",
    method: "PUT",
    path: "/zosmf/restjobs/jobs",
    group: "submit",
    status: 201,
    afterSwitch: `${SPOOL_SHARED} A submit in flight is in doubt; the notification URL may never be called.`,
  },
  { ...modify, name: "hold, release, cancel, change class", group: "jobs", status: 202 },
  { ...modify, name: "purge job", method: "DELETE", group: "jobs", status: 202 },

  {
    ...files,
    name: "list data sets",
    method: "GET",
    path: "/zosmf/restfiles/ds",
    group: "dataSetRead",
    status: 200,
  },
  {
    ...files,
    name: "list members",
    method: "GET",
    path: "/zosmf/restfiles/ds/{name}/member",
    group: "dataSetRead",
    status: 200,
  },
  {
    ...files,
    name: "read data set or member",
    method: "GET",
    path: "/zosmf/restfiles/ds/{name}",
    group: "dataSetRead",
    status: 200,
    haSupported: true,
    afterSwitch: "The same data.",
  },
  {
    ...files,
    name: "read data set or member by volume",
    method: "GET",
    path: "/zosmf/restfiles/ds/{volume}/{name}",
    group: "dataSetRead",
    status: 200,
    haSupported: true,
    afterSwitch: "The same data.",
  },
  {
    ...files,
    name: "write data set or member",
    method: "PUT",
    path: "/zosmf/restfiles/ds/{name}",
    group: "dataSetWrite",
    status: 204,
  },
  {
    ...files,
    name: "write data set or member by volume",
    method: "PUT",
    path: "/zosmf/restfiles/ds/{volume}/{name}",
    group: "dataSetWrite",
    status: 204,
  },
  {
    ...files,
    name: "create data set",
    method: "POST",
    path: "/zosmf/restfiles/ds/{name}",
    group: "dataSetWrite",
    status: 201,
  },
  {
    ...files,
    name: "delete data set or member",
    method: "DELETE",
    path: "/zosmf/restfiles/ds/{name}",
    group: "dataSetWrite",
    status: 204,
  },
  {
    ...files,
    name: "Access Method Services",
    method: "PUT",
    path: "/zosmf/restfiles/ams",
    group: "dataSetWrite",
    status: 200,
  },
  { ...unix, name: "list z/OS UNIX files", method: "GET", path: "/zosmf/restfiles/fs", status: 200 },
  { ...unix, name: "read z/OS UNIX file", method: "GET", path: "/zosmf/restfiles/fs/{path…}", status: 200 },
  { ...unix, name: "write z/OS UNIX file", method: "PUT", path: "/zosmf/restfiles/fs/{path…}", status: 204 },
  {
    ...unix,
    name: "create z/OS UNIX file or directory",
    method: "POST",
    path: "/zosmf/restfiles/fs/{path…}",
    status: 201,
  },
  {
    ...unix,
    name: "delete z/OS UNIX file or directory",
    method: "DELETE",
    path: "/zosmf/restfiles/fs/{path…}",
    status: 204,
  },

  {
    ...tso,
    name: "start TSO/E address space",
    method: "POST",
    path: "/zosmf/tsoApp/tso",
    group: "tsoStart",
    status: 200,
    use: "creates",
    tso: "starts a session",
    afterSwitch: "A new address space on the other system.",
  },
  {
    ...tso,
    name: "ping TSO/E address space",
    method: "PUT",
    path: "/zosmf/tsoApp/tso/ping/{servletKey}",
    status: 200,
    use: "reads",
  },
  {
    ...tso,
    name: "send to TSO/E",
    method: "PUT",
    path: "/zosmf/tsoApp/tso/{servletKey}",
    status: 200,
    use: "reads",
  },
  {
    ...tso,
    name: "receive from TSO/E",
    method: "GET",
    path: "/zosmf/tsoApp/tso/{servletKey}",
    status: 200,
    use: "reads",
    tso: "receives",
  },
  {
    ...tso,
    name: "end TSO/E address space",
    method: "DELETE",
    path: "/zosmf/tsoApp/tso/{servletKey}",
    status: 200,
    use: "reads",
    tso: "ends a session",
  },
  {
    ...tso,
    name: "issue TSO/E command (stateless)",
    method: "PUT",
    path: "/zosmf/tsoApp/v1/tso",
    group: "tsoStart",
    status: 200,
    state: "none",
    tso: "runs a command",
    afterSwitch: "Works, after a fresh address space has started.",
  },

  {
    ...consoles,
    name: "issue console command",
    method: "PUT",
    path: "/zosmf/restconsoles/consoles/{console}",
    status: 200,
    tso: "uses a console",
  },
  {
    ...consoles,
    name: "collect console response",
    method: "GET",
    path: "/zosmf/restconsoles/consoles/{console}/solmsgs/{key}",
    status: 200,
  },
  {
    ...consoles,
    name: "console detection result",
    method: "GET",
    path: "/zosmf/restconsoles/consoles/{console}/detections/{key}",
    status: 200,
  },

  {
    ...workflows,
    name: "create workflow",
    method: "POST",
    path: "/zosmf/workflow/rest/1.0/workflows",
    status: 201,
    use: "creates",
  },
  {
    ...workflows,
    name: "list workflows",
    method: "GET",
    path: "/zosmf/workflow/rest/1.0/workflows",
    status: 200,
    afterSwitch: "Another list: that of the other server's USER_DIR.",
  },
  { ...workflows, name: "workflow properties", method: "GET", path: KEY, status: 200, use: "reads" },
  {
    ...workflows,
    name: "start workflow",
    method: "PUT",
    path: `${KEY}/operations/start`,
    status: 202,
    use: "reads",
  },
  {
    ...workflows,
    name: "cancel workflow",
    method: "PUT",
    path: `${KEY}/operations/cancel`,
    status: 200,
    use: "reads",
  },
  { ...workflows, name: "delete workflow", method: "DELETE", path: KEY, status: 204, use: "reads" },
  {
    ...userDir,
    service: "z/OSMF software management services",
    name: "list software instances",
    method: "GET",
    path: "/zosmf/swmgmt/swi",
    status: 200,
    afterSwitch: "Another list: that of the other server's USER_DIR.",
  },
  {
    ...userDir,
    service: "z/OSMF software management services",
    name: "software instance",
    method: "GET",
    path: "/zosmf/swmgmt/swi/{path…}",
    status: 200,
    use: "reads",
  },
  {
    ...userDir,
    service: "z/OSMF notification services",
    name: "list notifications",
    method: "GET",
    path: "/zosmf/notifications/inbox",
    status: 200,
    afterSwitch: "Another inbox: that of the other server's USER_DIR.",
  },
  {
    ...userDir,
    service: "z/OSMF notification services",
    name: "send notification",
    method: "POST",
    path: "/zosmf/notifications/new",
    status: 200,
    use: "creates",
  },

  {
    ...plain,
    service: "z/OSMF information retrieval service",
    name: "z/OSMF information",
    method: "GET",
    path: "/zosmf/info",
    afterSwitch: "The other server's version and plug-ins.",
  },
  {
    ...plain,
    service: "z/OSMF topology services",
    name: "list systems",
    method: "GET",
    path: "/zosmf/resttopology/systems",
    afterSwitch: "As defined on the other server.",
  },
  {
    ...plain,
    service: "z/OSMF authentication services",
    name: "log in",
    method: "POST",
    path: "/zosmf/services/authenticate",
    afterSwitch:
      "Works with the shared SAF database; tokens of the lost server count only if keys are shared.",
  },
  {
    ...plain,
    service: "z/OSMF authentication services",
    name: "log out",
    method: "DELETE",
    path: "/zosmf/services/authenticate",
    status: 204,
    afterSwitch: "Works for a token that the other server knows.",
  },
];

/**
 * The index in {@link operations} of what a request asks for; `undefined`: z/OSMF knows no such operation.
 *
 * @param path With or without a query.
 */
export function operationOf(method: string, path: string): number | undefined {
  const segments = segmentsOf(path.split("?", 1)[0] ?? "");
  const index = operations.findIndex(
    (operation, row) => operation.method === method.toUpperCase() && matches(patterns[row] ?? [], segments),
  );
  return index === -1 ? undefined : index;
}

const patterns = operations.map(({ path }) => segmentsOf(path));

function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  const takesRest = pattern.at(-1)?.endsWith("…}") === true;
  if (takesRest ? segments.length < pattern.length : segments.length !== pattern.length) return false;
  return pattern.every((part, place) => part.startsWith("{") || part === segments[place]);
}

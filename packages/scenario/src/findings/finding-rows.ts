/** Surprises of a whole configuration, and of what a scenario asks of it: the table behind messages and reference page. */
import { certificateFindingRows, umsFindingRows } from "@sysplex/zowe";
import { cachingFindingRows } from "./caching-rows.js";

const AS_IS = "The model does as z/OS does.";

export const findingRows = {
  TWO_VIPADEFINES: {
    severity: "warning",
    text: (address: string, systems: string) => `VIPADEFINE for ${address} is coded on ${systems}`,
    then: "The stack that starts last owns the address and distributes, whichever target is PREFERRED; a stack that restarts pulls it to itself.",
    instead: "VIPADEFINE on one system and VIPABACKUP on the others.",
  },
  NO_VIPABACKUP: {
    severity: "warning",
    text: (address: string, system: string) => `Nothing backs up ${address}: only ${system} defines it`,
    then: "When that stack or its system is lost, nobody owns the address, however many servers stand by.",
    instead: "VIPABACKUP for the address, and its VIPADISTRIBUTE, on another system.",
  },
  BACKUP_WITHOUT_DISTRIBUTE: {
    severity: "info",
    text: (address: string, system: string) =>
      `${system} backs ${address} up and has no VIPADISTRIBUTE for it`,
    then: "After a take-over it distributes by the former owner's statement (recalled, parameter tcpip.backupInheritsDistribution).",
    instead: "The same VIPADISTRIBUTE on every backup.",
  },
  TARGET_UNKNOWN: {
    severity: "warning",
    text: (address: string) => `DESTIP ${address} is the DYNAMICXCF address of no system in this scenario`,
    then: "That target never becomes ready.",
    instead: "Dynamic XCF addresses, not home addresses.",
  },
  ADDRESS_TWICE: {
    severity: "error",
    text: (address: string, what: string, first: string, second: string) =>
      `${address}, ${what} of ${second}, is an address of ${first} already`,
    then: "No two systems of a network have the same address. The scenario is not run.",
    instead:
      "An address of its own for each system; one profile for several systems takes it from a system symbol.",
  },
  PREFERRED_DIFFERS: {
    severity: "warning",
    text: (address: string, first: string, second: string) =>
      `${address}: PREFERRED is ${first}, and ${second}`,
    then: "Who is preferred changes with the stack that owns the address.",
    instead: "The same VIPADISTRIBUTE on all systems.",
  },
  PORT_NOT_SERVED: {
    severity: "warning",
    text: (address: string, port: number, systems: string, owner: string) =>
      `No VIPADISTRIBUTE on ${owner} covers port ${port} of ${address}, where z/OSMF of ${systems} listens`,
    then: "While that stack owns the address, connections to the port end on it, and are refused unless its own server listens.",
    instead: "The HTTP_SSL_PORT of IZUPRMxx as PORT of VIPADISTRIBUTE.",
  },
  SHARED_AUTOSTART_GROUP: {
    severity: "warning",
    text: (group: string, first: string, second: string) =>
      `${first} and ${second} share the autostart group ${group}`,
    then: "One server a group: the first system to IPL starts it, the other one connects to it. There is no standby.",
    instead: "An AUTOSTART_GROUP of its own for each server.",
  },
  SHARED_USER_DIR: {
    severity: "warning",
    text: (directory: string, first: string, second: string) =>
      `${first} and ${second} share the USER_DIR ${directory}`,
    then: "A running server holds an ENQ on it: the second server does not start.",
    instead: "A USER_DIR with a file system of its own for each server.",
  },
  CONNECT_IS_NO_STANDBY: {
    severity: "warning",
    text: (system: string) => `AUTOSTART(CONNECT) on ${system}`,
    then: "The system never starts a server, also not when the one of its group is lost.",
    instead: "AUTOSTART(LOCAL).",
  },
  HOSTNAME_UNRESOLVED: {
    severity: "warning",
    text: (hostname: string, system: string) => `HOSTNAME ${hostname} of ${system} is not among hosts`,
    then: "The server cannot bind: it runs without a listener.",
    instead: "The name and its address under hosts.",
  },
  HOSTNAME_NOT_DVIPA: {
    severity: "warning",
    text: (hostname: string, system: string) => `HOSTNAME ${hostname} of ${system} is no dynamic VIPA`,
    then: AS_IS,
    instead: "The DVIPA's host name, the same on all systems.",
  },
  SERVER_PORT_DIFFERS: {
    severity: "warning",
    text: (keyword: string, first: string, second: string, address: string) =>
      `${keyword} is ${first}, and ${second}, behind the same ${address}`,
    then: "Servers on different ports do not stand by for each other.",
    instead: "The same HTTP_SSL_PORT on all systems, and as PORT of VIPADISTRIBUTE.",
  },
  SERVER_SECURITY_DIFFERS: {
    severity: "warning",
    text: (keyword: string, first: string, second: string, address: string) =>
      `${keyword} is ${first}, and ${second}, behind the same ${address}`,
    then: "On z/OS a user may find another certificate, or no access, after a switch; here every request is let in.",
    instead: "The same on all servers of one DVIPA.",
  },
  DVIPA_NOT_ON_SYSTEM: {
    severity: "warning",
    text: (address: string, system: string) =>
      `HOSTNAME of ${system} is ${address}, which ${system} neither owns nor is a target of when its server starts`,
    then: "The server cannot bind: it runs without a listener, and is no standby.",
    instead:
      "The system's DYNAMICXCF address under DESTIP of the owner's VIPADISTRIBUTE, and an owner that is up.",
  },
  ONE_SERVER_ONLY: {
    severity: "info",
    text: (system: string, systems: number) => `Of ${systems} systems only ${system} has z/OSMF`,
    then: "There is no standby: when it is lost, z/OSMF is away until it is back.",
    instead: "`zosmf:` with an IZUPRMxx member on another system too.",
  },
  SYSPLEX_NAME_DIFFERS: {
    severity: "warning",
    text: (coded: string, name: string) => `COUPLExx names the sysplex ${coded}, the scenario ${name}`,
    then: "The scenario's name counts here; z/OS would take the member's, or ask for another member.",
    instead: "The same name in both: sysplex.name, or &SYSPLEX. in the member.",
  },
  INTERVAL_OVERRULED: {
    severity: "warning",
    text: (interval: number, systems: string) =>
      `INTERVAL(${interval}) is less than what z/OS derives from the excessive-spin values: ${systems}`,
    then: "The larger of the two is in effect: on those systems the derived interval counts, on all others INTERVAL.",
    instead: "Leave INTERVAL out, or enable USERINTERVAL if the shorter interval is wanted.",
  },
  USERINTERVAL_SHORT: {
    severity: "warning",
    text: (interval: number, systems: string) =>
      `USERINTERVAL makes INTERVAL(${interval}) count, though recovery from an excessive spin may take longer: ${systems}`,
    then: "INTERVAL counts on every system. On z/OS one that would recover by itself may be taken for dead.",
    instead: "Leave INTERVAL and USERINTERVAL out, as IBM recommends.",
  },
  OPNOTIFY_STRETCHED: {
    severity: "info",
    text: (opNotify: number, systems: string) =>
      `OPNOTIFY(${opNotify}) is less than the effective interval: ${systems}`,
    then: "About those systems the operator is asked at the end of the interval (assumed).",
    instead: "OPNOTIFY(+n), which follows the interval.",
  },
  OPERATOR_BOUND: {
    severity: "info",
    text: (systems: string, interval: string, reply: string) =>
      `When ${systems} dies silently, an operator decides: after ${interval}, OPNOTIFY, and ${reply} to answer`,
    then: "Its dynamic VIPAs stay dead until IXC402D is answered.",
    instead: "An SFM policy with ISOLATETIME(0), or system status detection.",
  },
  NOBODY_ANSWERS: {
    severity: "warning",
    text: (systems: string, interval: string) =>
      `When ${systems} dies silently, IXC402D asks after ${interval} and OPNOTIFY, and nobody answers`,
    then: "Its dynamic VIPAs stay dead until somebody replies, or the system is IPLed.",
    instead: "An SFM policy with ISOLATETIME(0), system status detection, or sysplex.operator.",
  },
  NOT_HA_SUPPORTED: {
    severity: "info",
    text: (operation: string, afterSwitch: string) =>
      `"${operation}" is outside what IBM supports for z/OSMF high availability. After a switch: ${afterSwitch}`,
    then: AS_IS,
  },
  TOO_MANY_REQUESTS: {
    severity: "error",
    text: (client: string, count: number, limit: number) =>
      `${client} may have ${count} requests under way at once, by its rate and patience; ${limit} can be simulated`,
    then: "The scenario is not run.",
    instead: "A lower rate, a shorter timeout, fewer attempts, or several clients.",
  },
  UNKNOWN_OPERATION: {
    severity: "warning",
    text: (request: string) => `z/OSMF has no operation ${request}`,
    then: "Every request is answered with HTTP 404.",
  },
  TOKEN_NOT_TAKEN: {
    severity: "warning",
    text: (client: string, token: string, server: string) =>
      `${client} bears ${token}, which ${server} does not know`,
    then: "Every request is answered with HTTP 401.",
    instead: "auth: jwt, which both know, or basic.",
  },
  JWT_OUTLIVES_LTPA: {
    severity: "warning",
    text: (jwt: string, ltpa: string) =>
      `Zowe's JWT is good for ${jwt}, the LTPA token of z/OSMF in it for ${ltpa}`,
    then: "In between z/OSMF answers 401 to users whom Zowe takes for logged on (zowe/api-layer#615, zowe/zlux#437).",
    instead: "A shorter tokenProperties.expirationInSeconds, or a longer SESSION_EXPIRE.",
  },
  METHOD_NOT_SIMULATED: {
    severity: "error",
    text: (method: string, address: string) =>
      `DISTMETHOD ${method} for ${address} is not simulated yet, and a client of the scenario asks for it`,
    then: "The scenario is not run.",
    instead: "DISTMETHOD HOTSTANDBY, ROUNDROBIN, WEIGHTEDACTIVE, BASEWLM or SERVERWLM.",
  },
  METHOD_LEFT_OUT: {
    severity: "warning",
    text: (method: string, address: string) => `DISTMETHOD ${method} for ${address} is not simulated yet`,
    then: "The statement is left out. No client of the scenario asks for what it distributes.",
  },
  TIER_NOT_SIMULATED: {
    severity: "error",
    text: (address: string) =>
      `TIER1 and TIER2 distribution (${address}) is not simulated yet, and a client of the scenario asks for it`,
    then: "The scenario is not run.",
    instead: "A VIPADISTRIBUTE without tiers.",
  },
  TIER_LEFT_OUT: {
    severity: "warning",
    text: (address: string) => `TIER1 and TIER2 distribution (${address}) is not simulated yet`,
    then: "The address is owned and taken over as any other; its distribution by tiers is left out. No client asks for it.",
  },
  VIPARANGE_NOT_SIMULATED: {
    severity: "info",
    text: (address: string) =>
      `VIPARANGE ${address} is read; dynamic VIPAs that come into being by bind are not modelled`,
    then: "A server that binds to an address of the range finds it absent.",
  },
  FILE_UNREADABLE: {
    severity: "error",
    text: (path: string, why: string) => `${path} ${why}`,
    then: "The scenario is not run.",
    instead: "A path relative to the scenario file, inside its folder.",
  },
  UNKNOWN_ADDRESS_SPACE: {
    severity: "error",
    text: (name: string, known: string) => `${name} is no address space of this scenario; there are ${known}`,
    then: "The scenario is not run.",
    instead:
      "System and TCPIP, SERVER_PROC or ANGEL_PROC of IZUPRMxx, a launcher of Zowe or a component that it starts: SYSA/IZUSVRA, SYSA/ZWESLSTC/gateway. Beside ZSS there is SYSA/ZWESISTC, beside an app-server SYSA/TN3270.",
  },
  UNKNOWN_NAME_SERVER: {
    severity: "error",
    text: (address: string, known: string) =>
      `${address} is a name server of no system; those of TCPIP.DATA are ${known}`,
    then: "The scenario is not run.",
    instead: "One of these, or tcpipData with a member that names it.",
  },
  UNKNOWN_REDIS: {
    severity: "error",
    text: (name: string, known: string) =>
      `${name} is the Redis of no Caching Service in this scenario; there are ${known}`,
    then: "The scenario is not run.",
    instead: "Host and port of masterNodeUri, as zowe.yaml has it: redis redis.example.com:6379.",
  },
  UNKNOWN_CLUSTER_OBJECT: {
    severity: "error",
    text: (problem: string, known: readonly string[], suggestion?: string) =>
      `${problem}; there are ${known.join(", ")}`.concat(
        suggestion === undefined ? "" : ` (did you mean ${suggestion}?)`,
      ),
    then: "The scenario is not run.",
    instead:
      "A pod by its name (pod gateway-0) or by its workload (pod gateway: its first one), a node of `nodes`, a Deployment or StatefulSet.",
  },
  ZOWE_NO_SYSTEM: {
    severity: "error",
    text: (sysnames: string, systems: string) =>
      `haInstances name the systems ${sysnames}; the scenario has ${systems}`,
    then: "No launcher would run. The scenario is not run.",
    instead: "The system's names as sysname, or `instances:` that say which HA instance runs where.",
  },
  ZOWE_INSTANCE_NOT_FOUND: {
    severity: "warning",
    text: (haInstance: string, hostname: string) =>
      `HAINST=${haInstance} finds no key under haInstances; it registers as ${hostname}`,
    then: "Nothing is overridden, and Zowe says nothing: the host name is that of the first external domain.",
    instead: "A key in lower-case letters, digits and underscores, and HAINST with the same text.",
  },
  ZOWE_HOST_UNKNOWN: {
    severity: "warning",
    text: (host: string, what: string) => `${host}, ${what}, is not among hosts`,
    then: "No Gateway reaches what registers under this name, nor does Discovery.",
    instead: "The name and its address under hosts.",
  },
  ZOWE_ZOSMF_NOT_THERE: {
    severity: "warning",
    text: (host: string, address: string, port: number, where: string) =>
      `zOSMF.host ${host} is ${address}, and no z/OSMF listens there on port ${port}: ${where}`,
    then: "Zowe does not find z/OSMF: logons fail, and what is asked of z/OSMF through a Gateway.",
    instead: "HOSTNAME and HTTP_SSL_PORT of IZUPRMxx as zOSMF.host and zOSMF.port: the name of the DVIPA.",
  },
  ZOWE_SAME_HOSTNAME: {
    severity: "warning",
    text: (hostname: string, instances: string) => `The instances ${instances} all register as ${hostname}`,
    then: "They overwrite one another in Discovery, which shows a single instance of each service.",
    instead: "A hostname of its own for each of haInstances, and HAINST on every START.",
  },
  ZOWE_PATH_NOT_ROUTED: {
    severity: "warning",
    text: (request: string) => `No route of the Gateway fits ${request}`,
    then: "The Gateway answers with HTTP 404.",
    instead: "A path such as /ibmzosmf/api/v1/restjobs/jobs: service id, api or ui, version.",
  },
  COMMAND_NOT_SIMULATED: {
    severity: "error",
    text: (command: string) => `The command is not simulated: ${command}`,
    then: "The scenario is not run.",
    instead:
      "V TCPIP,,SYSPLEX,… ; V XCF,system,OFFLINE ; P, S or C of a stack, server, angel or launcher; F of a launcher; D XCF,ARMSTATUS and SETXCF of ARM.",
  },
  CLIENT_ADDRESS_UNKNOWN: {
    severity: "warning",
    text: (address: string) =>
      `${address} is neither a dynamic VIPA, nor in HOME of any system, nor an address of a cluster`,
    then: "Nobody answers there: every connection attempt times out.",
  },
  CLIENT_PORT_UNSERVED: {
    severity: "warning",
    text: (address: string, port: number) =>
      `No z/OSMF, no component of Zowe and no service of a cluster in this scenario listens on port ${port} of ${address}`,
    then: "Connections are refused: nothing else answers requests here.",
    instead: "The HTTP_SSL_PORT of IZUPRMxx, or the port of Zowe's Gateway, in the client's URL.",
  },
  DESKTOP_NOT_AT_GATEWAY: {
    severity: "warning",
    text: (users: string, port: number) => `${users} come in at port ${port}, where no Gateway listens`,
    then: "Nothing there knows the paths of the Desktop: every request fails.",
    instead: "Address and port of the Gateway, which leads to the app-servers.",
  },
  ...certificateFindingRows,
  ...umsFindingRows,
  ...cachingFindingRows,
} as const;

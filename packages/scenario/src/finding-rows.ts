/** Surprises of a whole configuration, and of what a scenario asks of it: the table behind messages and reference page. */

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
  PORT_NOT_SERVED: {
    severity: "warning",
    text: (address: string, ports: string) =>
      `No z/OSMF server listens on a distributed port of ${address}; they use ${ports}`,
    then: "No target becomes ready: clients are refused.",
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
    then: "Its dynamic VIPAs stay dead for good.",
    instead: "An SFM policy with ISOLATETIME(0), system status detection, or sysplex.operator.",
  },
  NOT_HA_SUPPORTED: {
    severity: "info",
    text: (operation: string, afterSwitch: string) =>
      `"${operation}" is outside what IBM supports for z/OSMF high availability. After a switch: ${afterSwitch}`,
    then: AS_IS,
  },
  UNKNOWN_OPERATION: {
    severity: "warning",
    text: (request: string) => `z/OSMF has no operation ${request}`,
    then: "Every request is answered with HTTP 404.",
  },
  METHOD_NOT_SIMULATED: {
    severity: "error",
    text: (method: string, address: string) => `DISTMETHOD ${method} for ${address} is not simulated yet`,
    then: "The scenario is not run.",
    instead: "DISTMETHOD HOTSTANDBY.",
  },
  TIER_NOT_SIMULATED: {
    severity: "error",
    text: (address: string) => `TIER1 and TIER2 distribution (${address}) is not simulated yet`,
    then: "The scenario is not run.",
    instead: "A VIPADISTRIBUTE without tiers.",
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
    instead: "System and SERVER_PROC or ANGEL_PROC of IZUPRMxx, such as SYSA/IZUSVRA.",
  },
  COMMAND_NOT_SIMULATED: {
    severity: "error",
    text: (command: string) => `The command is not simulated: ${command}`,
    then: "The scenario is not run.",
    instead: "V TCPIP,,SYSPLEX,… ; V XCF,system,OFFLINE ; P, S or C of a stack, server or angel.",
  },
  CLIENT_ADDRESS_UNKNOWN: {
    severity: "warning",
    text: (address: string) => `${address} is neither a dynamic VIPA nor in HOME of any system`,
    then: "Nobody answers there: every connection attempt times out.",
  },
} as const;

import { minutes, NO_TIME, seconds } from "@sysplex/sim-core";
import type { SourceRange } from "@sysplex/sysplex";
import type { IpAddress, StackProfile } from "@sysplex/tcpip";

export interface HotStandby {
  readonly dvipa: IpAddress;
  /** Distributed ports. */
  readonly ports: readonly number[];
  /** Static address of the profile's system. */
  readonly homeAddress: IpAddress;
}

export const NOWHERE: SourceRange = {
  file: "fixture",
  start: { offset: 0, line: 1, column: 1 },
  end: { offset: 0, line: 1, column: 1 },
};

/** The DVIPA is defined by the first system, backed up by the others; the first is the preferred target of each port. */
export function hotStandbyProfile(
  system: string,
  systems: readonly string[],
  { dvipa, ports, homeAddress }: HotStandby,
): StackProfile {
  const place = systems.indexOf(system);
  const common = {
    address: dvipa,
    prefixLength: 24,
    moveable: "immediate",
    serviceManager: false,
    cpcScope: false,
  } as const;
  return {
    file: `TCPPROF.${system}`,
    ipConfig: {
      sysplexRouting: true,
      dynamicXcf: { address: dynamicXcf(system), prefixLength: 24, costMetric: 1, range: NOWHERE },
    },
    globalConfig: {
      autoRejoin: true,
      join: "atOnce",
      monitorInterface: false,
      recovery: false,
      timer: seconds(60),
      sysplexWlmPoll: seconds(60),
    },
    tcpConfig: {
      connectInitInterval: seconds(3),
      connectTimeout: seconds(75),
      maximumRetransmitTime: seconds(120),
      retransmitAttempts: 15,
      keepAliveInterval: minutes(120),
      finWait2Time: seconds(600),
      timeWaitInterval: seconds(60),
      soMaxConn: 1_024,
    },
    homeAddresses: [homeAddress],
    ports: [],
    autolog: [],
    dvipas:
      place === 0
        ? [{ kind: "define", ...common, range: NOWHERE }]
        : [{ kind: "backup", ...common, rank: 100 - place, range: NOWHERE }],
    vipaRanges: [],
    vipaRoutes: [],
    distributions: ports.map((port) => ({
      address: dvipa,
      ports: [{ first: port, last: port }],
      method: "HOTSTANDBY" as const,
      autoSwitchBack: true,
      healthSwitch: true,
      sysplexPorts: false,
      timedAffinity: NO_TIME,
      targets: systems.map((target, rank) => ({
        address: dynamicXcf(target),
        role: rank === 0 ? ("preferred" as const) : ("backup" as const),
        rank: 100 - rank,
        weight: 10,
        range: NOWHERE,
      })),
      range: NOWHERE,
    })),
  };
}

/** The static address of a system: SYSA has 10.0.0.1. */
export function homeAddress(system: string): IpAddress {
  return `10.0.0.${system.charCodeAt(3) - 64}`;
}

function dynamicXcf(system: string): IpAddress {
  return `10.2.0.${system.charCodeAt(3) - 64}`;
}

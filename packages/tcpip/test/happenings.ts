/** What may befall three systems, their servers and their clients, in any order: the ground of tests over many stories. */
import { millis, seconds, type Duration } from "@sysplex/sim-core";
import fc from "fast-check";
import { balance, distribute, DVIPA, MASKED, testPlex, type Setting, type TestPlex } from "./fixture.js";

export const SYSTEMS = ["SYSA", "SYSB", "SYSC"];

/** Something that may befall a system; some do nothing in some states. */
const HAPPENINGS: Readonly<Record<string, (plex: TestPlex, system: string, other: string) => void>> = {
  "stack fails": (plex, system) => plex.stack(system).fail(),
  "stack stops": (plex, system) => plex.stack(system).stop(),
  "stack starts": (plex, system) => plex.stack(system).start(),
  "system dies": (plex, system) => plex.lpar(system).fail("wait-state"),
  "system hangs": (plex, system) => plex.lpar(system).hang({ signalling: false }),
  "system runs on": (plex, system) => plex.lpar(system).resume(),
  "system is IPLed": (plex, system) => plex.lpar(system).ipl(),
  "system is removed": (plex, system) => plex.lpar(system).remove(),
  "server listens": (plex, system) => plex.lpar(system).isRunning && plex.listen(system),
  "server ends": (plex, system) => plex.lpar(system).isRunning && plex.closeListener(system),
  "server hangs": (plex, system) => (plex.server(system).accepting = false),
  "server goes on": (plex, system) => (plex.server(system).accepting = true),
  "another server shares the port": (plex, system) =>
    plex.lpar(system).isRunning && plex.listen(system, { job: "OTHER" }),
  "the other server ends": (plex, system) =>
    plex.lpar(system).isRunning && plex.closeListener(system, 443, "OTHER"),
  "WLM favours the system": (plex, system) => {
    plex.tcpip.wlm(`${system}/TCPIP`).setSystemWeight(64);
    plex.tcpip.wlm(`${system}/TCPIP`).setServerWeight("SERVER", 64);
  },
  "WLM warns of the server": (plex, system) => plex.tcpip.wlm(`${system}/TCPIP`).setServerWeight("SERVER", 0),
  "group is left": (plex, system) => enter(plex, system, "LEAVEGROUP"),
  "group is joined": (plex, system) => enter(plex, system, "JOINGROUP"),
  "DVIPA is deactivated": (plex, system) => enter(plex, system, `DEACTIVATE,DVIPA=${DVIPA}`),
  "DVIPA is reactivated": (plex, system) => enter(plex, system, `REACTIVATE,DVIPA=${DVIPA}`),
  "target is quiesced": (plex, system) => enter(plex, system, "QUIESCE,TARGET"),
  "target is resumed": (plex, system) => enter(plex, system, "RESUME,TARGET"),
  "link is cut": (plex, system, other) => plex.sysplex.xcf.cutLink(system, other),
  "link is slow": (plex, system, other) => plex.sysplex.xcf.slowLink(system, other, seconds(2)),
  "link heals": (plex, system, other) => plex.sysplex.xcf.healLink(system, other),
  "clients connect": (plex) => plex.clients.forEach((client) => client.connect()),
  "clients send": (plex) => {
    for (const attempt of plex.attempts)
      if (attempt.outcome === "connected" && attempt.isOpen) attempt.send();
  },
};

/** What happens more often than the rest: without connections most of it would be seen by nobody. */
const OFTEN = ["clients connect", "clients connect", "clients connect", "server hangs"];

export interface Story {
  readonly setting: string;
  readonly happenings: readonly Happening[];
}

interface Happening {
  readonly what: string;
  readonly where: number;
  readonly other: number;
  readonly wait: Duration;
}

export const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.constantFrom(...Object.keys(HAPPENINGS), ...OFTEN),
  where: fc.nat(2),
  other: fc.integer({ min: 1, max: 2 }),
  wait: fc.constantFrom<Duration[]>(
    millis(0),
    millis(0.3),
    millis(50),
    millis(700),
    seconds(20),
    seconds(70),
  ),
});

const backup = (rank: number): string => `VIPABACKUP ${rank} ${DVIPA}`;
const HOT_STANDBY: Readonly<Record<string, Setting["dynamic"]>> = {
  "one VIPADEFINE, two VIPABACKUP": {
    SYSA: [`VIPADEFINE ${MASKED}`, distribute()],
    SYSB: [backup(100)],
    SYSC: [backup(50)],
  },
  "VIPADEFINE everywhere": {
    SYSA: [`VIPADEFINE ${MASKED}`, distribute("NOAUTOSWITCHBACK")],
    SYSB: [`VIPADEFINE ${MASKED}`, distribute("NOAUTOSWITCHBACK")],
    SYSC: [`VIPADEFINE ${MASKED}`, distribute("NOAUTOSWITCHBACK")],
  },
  "WHENIDLE, and VIPABACKUP that creates": {
    SYSA: [`VIPADEFINE MOVEABLE WHENIDLE ${MASKED}`, distribute()],
    SYSB: [`VIPABACKUP 100 MOVEABLE IMMEDIATE ${MASKED}`],
    SYSC: [`VIPABACKUP 100 MOVEABLE WHENIDLE ${MASKED}`, distribute("NOHEALTHSWITCH")],
  },
};

/** SYSA and SYSB own and distribute, SYSC backs up. */
const spread = (method: string): Setting["dynamic"] => ({
  SYSA: [`VIPADEFINE ${MASKED}`, balance(method)],
  SYSB: [backup(100), balance(method)],
  SYSC: [backup(50)],
});

const BALANCED: Readonly<Record<string, Setting["dynamic"]>> = {
  ROUNDROBIN: spread("ROUNDROBIN"),
  "ROUNDROBIN TIMEDAFFINITY": spread("ROUNDROBIN TIMEDAFFINITY 30"),
  BASEWLM: spread("BASEWLM"),
  "SERVERWLM TIMEDAFFINITY": spread("SERVERWLM TIMEDAFFINITY 300"),
  WEIGHTEDACTIVE: spread("WEIGHTEDACTIVE"),
};

const SETTINGS = { ...HOT_STANDBY, ...BALANCED };

/** The settings with another method than HOTSTANDBY. */
export const LOAD_BALANCED = Object.keys(BALANCED);

/** Three of eight stories are about hot standby, five about load balancing. */
export const story: fc.Arbitrary<Story> = fc.record({
  setting: fc.constantFrom(...Object.keys(SETTINGS)),
  happenings: fc.array(happening, { maxLength: 25 }),
});

export function enter(plex: TestPlex, system: string, operation: string): void {
  if (plex.lpar(system).isRunning) plex.command(system, `V TCPIP,,SYSPLEX,${operation}`);
}

/** The three systems of a story, before anything happens. */
export function stage({ setting }: Story, parameters: Setting["parameters"] = {}): TestPlex {
  return testPlex(SYSTEMS, {
    dynamic: SETTINGS[setting] ?? {},
    statements: { all: ["PORT 443 TCP SERVER SHAREPORTWLM 443 TCP OTHER"] },
    clients: ["linux", "windows", "zos"],
    parameters,
  });
}

/** One thing happens; time does not pass. */
export function happen(plex: TestPlex, { what, where, other }: Happening): void {
  HAPPENINGS[what]?.(plex, SYSTEMS[where] as string, SYSTEMS[(where + other) % 3] as string);
}

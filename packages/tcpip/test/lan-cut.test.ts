/** The network between the hosts of two systems is cut: who still gets through. */
import { minutes, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { tcpProfiles, type TcpClient } from "../src/index.js";
import { distribute, DVIPA, MASKED, PORT, twoSystems, type Setting, type TestPlex } from "./fixture.js";

/** SYSA owns the address and serves it. */
const setting: Setting = {
  dynamic: {
    SYSA: [`VIPADEFINE MOVEABLE IMMEDIATE ${MASKED}`, distribute()],
    SYSB: [`VIPABACKUP 1 ${DVIPA}`],
  },
};

/** What a program on a system comes to that opens a connection; `undefined`: nothing yet. */
function connectFrom(plex: TestPlex, system: string | undefined) {
  const seen: { outcome?: string } = {};
  const client: TcpClient = {
    onConnected: () => (seen.outcome = "connected"),
    onConnectFailed: (_, why) => (seen.outcome = why),
    onResponse: () => undefined,
    onReset: () => undefined,
  };
  const { transport } = plex.tcpip;
  const id = transport.addClient(client, tcpProfiles.linux, seconds(0.001), system);
  transport.connect(id, transport.routes.destination(DVIPA, PORT), 0);
  return seen;
}

describe("a cut of the LAN between SYSA and SYSB", () => {
  test("keeps programs on SYSB from SYSA, and nobody else", () => {
    const plex = twoSystems(setting);
    plex.tcpip.cutLan("SYSA", "SYSB", true);
    const [own, other, outside] = ["SYSA", "SYSB", undefined].map((system) => connectFrom(plex, system));
    plex.runFor(seconds(0.5));

    expect([own?.outcome, other?.outcome, outside?.outcome]).toEqual(["connected", undefined, "connected"]);
  });

  test("is over for the first SYN that is sent again after it", () => {
    const plex = twoSystems(setting);
    plex.tcpip.cutLan("SYSB", "SYSA", true);
    const seen = connectFrom(plex, "SYSB");
    plex.runFor(seconds(6)); // SYN segments after 1 and 3 s are lost, the next one leaves after 7 s.
    plex.tcpip.cutLan("SYSA", "SYSB", false);
    plex.runFor(seconds(0.5));
    expect(seen.outcome).toBeUndefined();
    plex.runFor(seconds(1));

    expect(seen.outcome).toBe("connected");
  });

  test("ends in a time-out when it lasts", () => {
    const plex = twoSystems(setting);
    plex.tcpip.cutLan("SYSA", "SYSB", true);
    const seen = connectFrom(plex, "SYSB");
    plex.runFor(minutes(5));

    expect(seen.outcome).toBe("timeout");
  });
});

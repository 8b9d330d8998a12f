/** A server program that ends one of its connections by itself. */
import { seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { distribute, DVIPA, MASKED, twoSystems, type Setting } from "./fixture.js";

const setting: Setting = {
  dynamic: {
    SYSA: [`VIPADEFINE MOVEABLE IMMEDIATE ${MASKED}`, distribute()],
    SYSB: [`VIPABACKUP 1 ${DVIPA}`],
  },
};

describe("a connection that its server ends", () => {
  test("is no more for its client, and others are not concerned", () => {
    const plex = twoSystems(setting);
    const [one, other] = [plex.connect(), plex.connect()];
    expect([one.isOpen, other.isOpen]).toEqual([true, true]);
    plex.tcpip.transport.reset(one.connection);
    plex.runFor(seconds(0.01));

    expect([one.isOpen, other.isOpen]).toEqual([false, true]);
  });

  test("stays with its client when the stack has gone: nobody is there to say so", () => {
    const plex = twoSystems(setting);
    const one = plex.connect();
    plex.tcpip.stack(`${one.endsAt}/TCPIP`).stop();
    plex.runFor(seconds(0.01));
    plex.tcpip.transport.reset(one.connection);
    plex.runFor(seconds(1));

    expect(one.isOpen).toBe(true);
  });

  test("that has closed already is ended once", () => {
    const plex = twoSystems(setting);
    const one = plex.connect();
    one.close();
    plex.tcpip.transport.reset(one.connection);
    plex.runFor(seconds(1));

    expect(one.isOpen).toBe(false);
  });
});

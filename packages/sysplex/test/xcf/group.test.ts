import { seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { isolateAfter, sfmPolicy, threeSystems, twoSystems, type TestPlex } from "../fixture.js";

const GROUP = "EZBTCPCS";

function withMembers(plex: TestPlex): TestPlex {
  for (const { name } of plex.sysplex.lpars) plex.sysplex.xcf.join(GROUP, `${name}TCPIP`, name);
  plex.runFor(seconds(1));
  plex.memberNews.length = 0;
  return plex;
}

const told = (plex: TestPlex): readonly string[] =>
  plex.memberNews.map(({ member, change, observer }) => `${observer}: ${member} ${change}`);

describe("an XCF group", () => {
  test("tells the members on other systems of a new one, after the signalling delay", () => {
    const plex = threeSystems();
    const { xcf } = plex.sysplex;
    xcf.join(GROUP, "SYSATCPIP", "SYSA");
    xcf.join(GROUP, "SYSBTCPIP", "SYSB");
    expect(plex.memberNews).toEqual([]);
    plex.runFor(seconds(1));

    expect(told(plex)).toEqual(["SYSA: SYSBTCPIP joined"]);
    expect(plex.memberNews[0]?.at).toBe(plex.parameters.signallingDelay);
    expect(xcf.members(GROUP)).toEqual([
      { member: "SYSATCPIP", system: "SYSA" },
      { member: "SYSBTCPIP", system: "SYSB" },
    ]);
  });

  test("tells the others at once when a member leaves or its address space ends", () => {
    const plex = withMembers(threeSystems());
    plex.sysplex.xcf.leave(GROUP, "SYSATCPIP");
    plex.sysplex.xcf.failMember(GROUP, "SYSBTCPIP");
    plex.runFor(seconds(1));

    expect(told(plex)).toEqual(["SYSB: SYSATCPIP left", "SYSC: SYSATCPIP left", "SYSC: SYSBTCPIP failed"]);
  });

  test("tells nobody of a dead system's members until it is partitioned", () => {
    const plex = withMembers(threeSystems({ sfm: sfmPolicy(isolateAfter(0)) }));
    plex.lpar("SYSA").fail("wait-state");
    plex.sysplex.xcf.failMember(GROUP, "SYSATCPIP"); // Its end is part of the system's: nobody hears of it.
    plex.runFor(seconds(40));
    expect(plex.memberNews).toEqual([]);
    expect(plex.sysplex.xcf.members(GROUP)).toHaveLength(3);
    plex.runFor(seconds(600));

    expect(told(plex)).toEqual(["SYSB: SYSATCPIP failed", "SYSC: SYSATCPIP failed"]);
    expect(plex.memberNews.map(({ at }) => at / 1e6)).toEqual([
      ...plex.timesOf("IXC105I"),
      ...plex.timesOf("IXC105I"),
    ]);
    expect(plex.sysplex.xcf.members(GROUP)).toHaveLength(2);
  });

  test("catches up with a hung observer once it runs on", () => {
    const plex = withMembers(threeSystems());
    plex.lpar("SYSB").hang({ signalling: false });
    plex.sysplex.xcf.leave(GROUP, "SYSATCPIP");
    plex.runFor(seconds(20));
    expect(told(plex)).toEqual(["SYSC: SYSATCPIP left"]);
    plex.lpar("SYSB").resume();
    plex.runFor(seconds(1));

    expect(told(plex)).toEqual(["SYSC: SYSATCPIP left", "SYSB: SYSATCPIP left"]);
  });

  test("holds back news while the path is cut", () => {
    const plex = withMembers(twoSystems());
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");
    plex.sysplex.xcf.leave(GROUP, "SYSATCPIP");
    plex.runFor(seconds(20));
    expect(plex.memberNews).toEqual([]);
    plex.sysplex.xcf.healLink("SYSA", "SYSB");
    plex.runFor(seconds(1));

    expect(told(plex)).toEqual(["SYSB: SYSATCPIP left"]);
  });

  test("knows nothing of members that left a sysplex which was initialised anew", () => {
    const plex = withMembers(twoSystems());
    plex.lpar("SYSA").fail("power-loss");
    plex.lpar("SYSB").fail("power-loss");
    plex.lpar("SYSA").ipl();
    plex.runFor(seconds(600));

    expect(plex.sysplex.xcf.members(GROUP)).toEqual([]);
    expect(plex.memberNews).toEqual([]);
  });
});

/** What the stacks tell: to the console, to the group, and to the packages above. */
import { millis, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { distribute, DVIPA, MASKED, twoSystems } from "./fixture.js";

describe("the console", () => {
  test("has the messages of a profile's errors at each start of the stack, and EZZ0303I (MSG4)", () => {
    const plex = twoSystems();
    const { state } = plex.stack("SYSA");
    plex.tcpip.change("a profile with an error", ({ stacks }) => {
      const stack = stacks["SYSA/TCPIP"];
      if (stack !== undefined) stack.profileMessages = [{ id: "EZZ0827I", text: "no BACKUP" }];
    });
    plex.stack("SYSA").stop();
    plex.stack("SYSA").start();
    plex.runFor(seconds(60));

    expect(state.profileMessages).toEqual([]);
    expect(plex.messages("EZZ0827I")).toEqual(["SYSA no BACKUP"]);
    expect(plex.messages("EZZ0303I")).toHaveLength(1);
    expect(plex.messages("EZZ0316I")).toHaveLength(3); // Two at the start, one restart.
  });

  test("echoes OBEYFILE (EZZ0060I)", () => {
    const plex = twoSystems();
    plex.obey("SYSA", `VIPADELETE ${DVIPA}`);

    expect(plex.messages("EZZ0060I")).toEqual(["SYSA PROCESSING COMMAND: VARY TCPIP,,OBEYFILE,SYSA.tcpip"]);
  });

  test("has no EZD1182I for a target that is out of the group: only members are in the table (VERI)", () => {
    const plex = twoSystems({
      dynamic: { SYSA: [`VIPABACKUP ${DVIPA}`], SYSB: [`VIPADEFINE ${MASKED}`, distribute()] },
    });
    const client = plex.client();
    plex.runUntil(61); // The evaluation at 60 s is over, the next one is due at 120 s.
    plex.lpar("SYSA").fail("wait-state");
    // Partitioned at 61 + 48 + 60 + 2 s at the latest; requests are lost in each of the periods before.
    for (let second = 0; second < 30; second += 1) {
      client.connect();
      plex.runFor(seconds(1));
    }
    plex.sysplex.lpar("SYSA").ipl(); // Its new IPL proves the death: out of the group before 120 s.
    plex.runFor(seconds(60));

    expect(plex.stack("SYSA").isKnownMember).toBe(false);
    expect(plex.messages("EZD1182I")).toEqual([]);
  });
});

describe("the group", () => {
  test("a definition and a change of owner are told to every other member", () => {
    const plex = twoSystems();
    const { traffic } = plex.sysplex.xcf;
    const before = traffic.messages;
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    expect(traffic.messages).toBe(before); // Nobody is left to be told but the new owner itself.

    plex.stack("SYSA").start();
    plex.runFor(seconds(60));
    expect(traffic.messages).toBeGreaterThanOrEqual(before + 2); // SYSA's definition, and that it owns.
    expect(traffic.bytes).toBe(traffic.messages * plex.tcpip.parameters.reportBytes);
  });
});

describe("the packages above", () => {
  test("hear of LEAVEGROUP at its instant", () => {
    const plex = twoSystems();
    const heard: number[] = [];
    plex.tcpip.groupLeft.subscribe(({ at }) => heard.push(at));
    plex.runUntil(5);
    plex.command("SYSA", "V TCPIP,,SYSPLEX,LEAVEGROUP");
    plex.runFor(millis(1));

    expect(heard).toEqual([seconds(5)]);
  });

  test("hear of every port that opens and closes", () => {
    const plex = twoSystems({ servers: [] });
    const heard: string[] = [];
    plex.tcpip.listenerChanged.subscribe(({ stack, port }) => heard.push(`${stack} ${port}`));
    plex.listen("SYSB");
    plex.closeListener("SYSB");

    expect(heard).toEqual(["SYSB/TCPIP 443", "SYSB/TCPIP 443"]);
  });
});

import { seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { DVIPA, twoSystems } from "./fixture.js";

describe("operator commands", () => {
  test("P, S and C of the stack", () => {
    const plex = twoSystems();
    expect(plex.command("SYSB", "P TCPIP")).toEqual({ kind: "done" });
    expect(plex.stack("SYSB").isUp).toBe(false);
    expect(plex.command("SYSB", "s tcpip")).toEqual({ kind: "done" });
    plex.runUntilUp("SYSB");
    expect(plex.command("SYSB", "CANCEL TCPIP")).toEqual({ kind: "done" });
    expect(plex.stack("SYSB").isUp).toBe(false);
  });

  test("a command is echoed with EZZ0060I", () => {
    const plex = twoSystems();
    plex.command("SYSB", "V TCPIP,,SYSPLEX,QUIESCE,TARGET");

    expect(plex.messages("EZZ0060I")).toEqual(["SYSB PROCESSING COMMAND: V TCPIP,,SYSPLEX,QUIESCE,TARGET"]);
  });

  test("the stack may be named", () => {
    const plex = twoSystems();

    expect(plex.command("SYSA", "VARY TCPIP,TCPIP,SYSPLEX,LEAVEGROUP")).toEqual({ kind: "done" });
    expect(plex.stack("SYSA").isMember).toBe(false);
  });

  test("an IPv6 DVIPA is known in any spelling", () => {
    const define = "VIPADEFINE DVIPA6 2001:DB8::100";
    const plex = twoSystems({ dynamic: { SYSA: [define] } });

    expect(plex.command("SYSA", "V TCPIP,,SYSPLEX,DEACTIVATE,DVIPA=2001:0db8:0::100")).toEqual({
      kind: "done",
    });
    plex.runFor(seconds(1));
    expect(plex.dvipa("2001:db8::100").owner).toBeUndefined();
  });

  test.each(["D XCF,S,ALL", "S SOMETHING", "P IZUSVR1", "", "V XCF,SYSA,OFFLINE"])(
    "%j is for somebody else",
    (text) => {
      expect(twoSystems().command("SYSA", text)).toEqual({ kind: "unknown" });
    },
  );

  test.each([
    ["V TCPIP,,OBEYFILE,X.Y(Z)", /OBEYFILE is the verb obeyfile/],
    ["V TCPIP,,SYSPLEX,LEAVESYSPLEX", /LEAVESYSPLEX is no operation; LEAVEGROUP, JOINGROUP/],
    ["V TCPIP,TCPIP2,SYSPLEX,LEAVEGROUP", /SYSA has no TCP\/IP stack TCPIP2/],
    ["V TCPIP,,SYSPLEX,JOINGROUP", /is a member of EZBTCPCS already/],
    ["V TCPIP,,SYSPLEX,DEACTIVATE", /DEACTIVATE needs DVIPA=/],
    ["V TCPIP,,SYSPLEX,DEACTIVATE,DVIPA=10.1.1.1", /DEACTIVATE needs DVIPA=/],
    ["V TCPIP,,SYSPLEX,REACTIVATE,DVIPA=nonsense", /REACTIVATE needs DVIPA=/],
    ["V TCPIP,,SYSPLEX,QUIESCE", /need TARGET, PORT=number or JOBNAME=name/],
    ["V TCPIP,,SYSPLEX,QUIESCE,PORT=70000", /PORT=70000 is no port/],
    ["S TCPIP", /is started already/],
  ])("%s is refused", (text, why) => {
    const plex = twoSystems();
    const before = plex.tcpip.state.value;

    expect(plex.command("SYSA", text)).toEqual({ kind: "refused", why: expect.stringMatching(why) });
    expect(plex.tcpip.state.value).toBe(before);
  });

  test("outside the group nothing can be left or deactivated: EZZ8269I", () => {
    const plex = twoSystems();
    plex.command("SYSA", "V TCPIP,,SYSPLEX,LEAVEGROUP");

    expect(plex.command("SYSA", "V TCPIP,,SYSPLEX,LEAVEGROUP").kind).toBe("refused");
    expect(plex.command("SYSA", `V TCPIP,,SYSPLEX,DEACTIVATE,DVIPA=${DVIPA}`).kind).toBe("refused");
    expect(plex.messages("EZZ8269I")).toEqual([
      "SYSA TCPIP SYSA IS NOT A MEMBER OF A SYSPLEX GROUP",
      "SYSA TCPIP SYSA IS NOT A MEMBER OF A SYSPLEX GROUP",
    ]);
  });

  test("a stack that is down takes no command", () => {
    const plex = twoSystems();
    plex.stack("SYSA").stop();

    expect(plex.command("SYSA", "V TCPIP,,SYSPLEX,JOINGROUP")).toEqual({
      kind: "refused",
      why: "SYSA/TCPIP is not up",
    });
    expect(plex.command("SYSA", "P TCPIP")).toEqual({ kind: "refused", why: "SYSA/TCPIP is not started" });
  });
});

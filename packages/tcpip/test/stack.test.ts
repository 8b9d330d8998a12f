import { seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { DVIPA, homeAddress, MASKED, twoSystems, xcfAddress } from "./fixture.js";

const onlyDefined = { dynamic: { SYSA: [`VIPADEFINE ${MASKED}`] }, servers: [] };

describe("bind() and listen() (PORT, FOR1)", () => {
  test.each([homeAddress("SYSA"), xcfAddress("SYSA"), DVIPA])("the owner may listen on %s", (address) => {
    expect(twoSystems(onlyDefined).listen("SYSA", { address })).toBe("ok");
  });

  test("a backup that is no target does not have the DVIPA: EADDRNOTAVAIL (FOR1)", () => {
    expect(twoSystems(onlyDefined).listen("SYSB", { address: DVIPA })).toBe("EADDRNOTAVAIL");
  });

  test("a target has the DVIPA, hidden, and may listen on it (VDIS)", () => {
    const plex = twoSystems({ servers: [] });

    expect(plex.listen("SYSB", { address: DVIPA })).toBe("ok");
    expect(plex.listen("SYSB", { address: "10.7.7.7", port: 1 })).toBe("EADDRNOTAVAIL");
  });

  test("a target has the DVIPA only while somebody owns it", () => {
    const plex = twoSystems({ servers: [] });
    plex.obey("SYSB", `VIPADELETE ${DVIPA}`);
    plex.stack("SYSA").stop();
    plex.runFor(seconds(1));

    expect(plex.listen("SYSB", { address: DVIPA })).toBe("EADDRNOTAVAIL");
  });

  test("nothing can listen on a stack that is down", () => {
    const plex = twoSystems({ servers: [] });
    plex.stack("SYSA").stop();

    expect(plex.listen("SYSA")).toBe("EADDRNOTAVAIL");
  });

  test("a second listener on the port: EADDRINUSE; on another address of it: fine", () => {
    const plex = twoSystems({ servers: [] });
    expect(plex.listen("SYSA", { address: DVIPA })).toBe("ok");

    expect(plex.listen("SYSA", { address: DVIPA, job: "OTHER" })).toBe("EADDRINUSE");
    expect(plex.listen("SYSA", { address: "any", job: "OTHER" })).toBe("EADDRINUSE");
    expect(plex.listen("SYSA", { address: homeAddress("SYSA") })).toBe("ok");
    expect(plex.connect(homeAddress("SYSA")).outcome).toBe("connected");
    expect(plex.connect().outcome).toBe("connected");
  });

  test("closing a job's listeners closes them on every address", () => {
    const plex = twoSystems({ servers: [] });
    plex.listen("SYSA", { address: DVIPA });
    plex.listen("SYSA", { address: homeAddress("SYSA") });
    plex.closeListener("SYSA");

    expect(plex.stack("SYSA").listeners).toEqual([]);
  });

  test.each([
    ["PORT 443 TCP SERVER", "ok"],
    ["PORT 443 TCP OTHER", "EACCES"],
    ["PORT 443 TCP RESERVED", "EACCES"],
    ["PORT 443 TCP *", "ok"],
    ["PORT 443 TCP OMVS", "ok"],
    ["PORT 443 UDP OTHER", "ok"],
    ["PORT 8443 TCP OTHER", "ok"],
    ["PORTRANGE 400 100 TCP OTHER", "EACCES"],
  ])("%s: a server SERVER on 443 gets %s", (statement, result) => {
    const plex = twoSystems({ servers: [], statements: { SYSA: [statement] } });

    expect(plex.listen("SYSA")).toBe(result);
  });

  test("SHAREPORT lets several jobs listen on the port, a second reservation names the other", () => {
    const statements = { SYSA: ["PORT 443 TCP SERVER SHAREPORT", "     443 TCP OTHER SHAREPORT"] };
    const plex = twoSystems({ servers: [], statements });

    expect(plex.listen("SYSA")).toBe("ok");
    expect(plex.listen("SYSA", { job: "OTHER" })).toBe("ok");
    expect(plex.distributor?.targets.find(({ stack }) => stack === "SYSA/TCPIP")?.ready).toBe(2);
  });

  test("PORT with BIND: a server that asks for any address gets that one", () => {
    const plex = twoSystems({ servers: [], statements: { SYSA: [`PORT 443 TCP SERVER BIND ${DVIPA}`] } });
    expect(plex.listen("SYSA")).toBe("ok");

    expect(plex.stack("SYSA").listeners.map(({ address }) => address)).toEqual([DVIPA]);
    expect(plex.connect(homeAddress("SYSA")).outcome).toBe("refused");
    expect(plex.connect().outcome).toBe("connected");
  });
});

describe("the life of a stack", () => {
  test("its messages, in order", () => {
    const plex = twoSystems();
    plex.stack("SYSB").stop();
    plex.runFor(seconds(1));
    const before = plex.sysplex.console.messages.length;
    plex.stack("SYSB").start();
    plex.runUntilUp("SYSB");
    const ids = plex.sysplex.console.messages.slice(before).map(({ id }) => id);

    expect(ids).toEqual(["EZZ0309I", "EZZ0316I", "EZD1176I", "EZD1214I"]);
  });

  test("the group is EZBTCPCS, or has the two digits of XCFGRPID (STEP)", () => {
    const plex = twoSystems({ statements: { SYSB: ["GLOBALCONFIG XCFGRPID 11"] } });

    expect(plex.stack("SYSA").group).toBe("EZBTCPCS");
    expect(plex.sysplex.xcf.members("EZBTCPCS")).toEqual([{ member: "SYSA    TCPIP", system: "SYSA" }]);
    expect(plex.stack("SYSB").group).toBe("EZBTCP11");
  });

  test("a stack whose start is due while its system hangs comes up when the system runs on", () => {
    const plex = twoSystems();
    plex.stack("SYSB").fail();
    plex.runFor(seconds(1));
    plex.stack("SYSB").start();
    plex.lpar("SYSB").hang({ signalling: false });
    plex.runFor(seconds(30));
    expect(plex.stack("SYSB").state.status.kind).toBe("starting");

    plex.lpar("SYSB").resume();
    expect(plex.stack("SYSB").isMember).toBe(true);
  });

  test("a hung system carries out no command of its stack: it neither stops nor abends", () => {
    const plex = twoSystems();
    plex.lpar("SYSA").hang({ signalling: false });
    plex.stack("SYSA").stop();
    plex.stack("SYSA").fail();
    plex.lpar("SYSA").resume();

    expect(plex.stack("SYSA").isMember).toBe(true);
  });

  test("a planned removal of the system stops the stack first: the take-over needs no partitioning", () => {
    const plex = twoSystems();
    plex.lpar("SYSA").remove();
    plex.runFor(seconds(1));

    expect(plex.owner).toBe("SYSB");
    expect(plex.timesOf("IXC105I")).toEqual([]);
  });

  test("every end and every start is told", () => {
    const plex = twoSystems();
    const news: string[] = [];
    plex.tcpip.stackStopped.subscribe(({ stack, why }) => news.push(`${stack} ${why}`));
    plex.tcpip.stackStarted.subscribe(({ stack }) => news.push(`${stack} started`));
    plex.tcpip.stackMissed.subscribe(({ stack, observer }) => news.push(`${observer} misses ${stack}`));
    plex.stack("SYSB").stop();
    plex.runFor(seconds(1));
    plex.stack("SYSB").start();
    plex.runFor(seconds(30));
    plex.lpar("SYSB").fail("wait-state");
    plex.runFor(seconds(200));

    expect(news).toEqual([
      "SYSB/TCPIP stopped",
      "SYSA/TCPIP misses SYSB/TCPIP",
      "SYSB/TCPIP started",
      "SYSB/TCPIP lpar",
      "SYSA/TCPIP misses SYSB/TCPIP",
    ]);
  });
});

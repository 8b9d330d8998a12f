import { millis, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import {
  distribute,
  DVIPA,
  homeAddress,
  MASKED,
  SIGNAL,
  threeSystems,
  twoSystems,
  type Setting,
} from "./fixture.js";

const define = `VIPADEFINE MOVEABLE IMMEDIATE ${MASKED}`;
const backup = (rank: number): string => `VIPABACKUP ${rank} ${DVIPA}`;
const creatingBackup = (rank: number): string => `VIPABACKUP ${rank} MOVEABLE IMMEDIATE ${MASKED}`;
/** From the news of a loss until the backup owns the address. */
const TAKEOVER = millis(100);

/** Without VIPADISTRIBUTE: the owner serves the address itself. */
function dynamic(...lines: readonly (string | undefined)[]): Setting {
  const systems = ["SYSA", "SYSB", "SYSC"];
  const blocks = systems.map((system, index) => [system, lines[index]?.split("\n") ?? []] as const);
  return { dynamic: Object.fromEntries(blocks) };
}

describe("coming into being (VDEF, VBKR)", () => {
  test("the stack with VIPADEFINE owns the DVIPA, the one with VIPABACKUP backs it up", () => {
    const plex = twoSystems(dynamic(define, backup(100)));

    expect(plex.owner).toBe("SYSA");
    expect(plex.statuses).toEqual({ SYSA: "active", SYSB: "backup" });
    expect(plex.connect().endsAt).toBe("SYSA");
  });

  test("a plain VIPABACKUP creates nothing", () => {
    const plex = twoSystems(dynamic(undefined, backup(100)));

    expect(plex.owner).toBeUndefined();
    expect(plex.statuses).toEqual({ SYSB: "backup" });
  });

  test("VIPABACKUP with MOVEABLE and a mask creates the DVIPA", () => {
    const plex = twoSystems(dynamic(undefined, creatingBackup(100)));

    expect(plex.owner).toBe("SYSB");
  });

  test("of two VIPADEFINE the later wins, and the earlier stack becomes a backup (CONF)", () => {
    const plex = twoSystems(dynamic(define, define));

    expect(plex.owner).toBe("SYSB");
    plex.runFor(seconds(5));
    expect(plex.statuses).toEqual({ SYSA: "backup", SYSB: "active" });
    plex.stack("SYSB").fail();
    plex.runFor(seconds(1));
    expect(plex.owner).toBe("SYSA");
  });

  test("of two VIPADEFINE with different TIER the earlier wins, and the later stack drops its own (CONF)", () => {
    const plex = twoSystems(dynamic(`VIPADEFINE TIER1 ${MASKED}`, `VIPADEFINE TIER2 ${MASKED}`));

    expect(plex.owner).toBe("SYSA");
    expect(plex.statuses).toEqual({ SYSA: "active" });
  });

  test("the owner restarts: with VIPADEFINE it takes the DVIPA back, with VIPABACKUP MOVEABLE it does not", () => {
    const plex = twoSystems(dynamic(creatingBackup(200), creatingBackup(100)));
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));

    plex.stack("SYSA").start();
    plex.runUntilUp("SYSA");
    plex.runFor(seconds(5));

    expect(plex.owner).toBe("SYSB");
  });

  test("EZZ8301I, EZZ8302I and EZZ8303I say who took over, took and gave (MSG4)", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    plex.stack("SYSA").start();
    plex.runUntilUp("SYSA");
    plex.runFor(seconds(1));

    expect(plex.messages("EZZ8301I")).toEqual([`SYSB VIPA ${DVIPA} TAKEN OVER FROM TCPIP ON SYSA`]);
    expect(plex.messages("EZZ8302I")).toEqual([`SYSA VIPA ${DVIPA} TAKEN FROM TCPIP ON SYSB`]);
    expect(plex.messages("EZZ8303I")).toEqual([`SYSB VIPA ${DVIPA} GIVEN TO TCPIP ON SYSA`]);
  });
});

describe("take-over (VBKR, FAIL)", () => {
  test("the backup with the highest rank takes over", () => {
    const plex = threeSystems(dynamic(define, backup(50), backup(100)));

    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));

    expect(plex.owner).toBe("SYSC");
    expect(plex.statuses).toEqual({ SYSB: "backup", SYSC: "active" });
  });

  test("the death of a stack alone is noticed at once: one signal, the take-over, and the LAN learns", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    const failedAt = plex.sim.now;

    plex.stack("SYSA").fail();
    plex.sim.runFor(millis(90));
    expect(plex.connect().outcome).toBe("pending");
    plex.runFor(seconds(1));

    const { addressLearningDelay } = plex.tcpip.parameters;
    const expected = (failedAt + SIGNAL + TAKEOVER + addressLearningDelay) / 1e6;
    expect(plex.reached.at(-1)).toEqual({ what: `${DVIPA} SYSB`, at: expected });
  });

  test("the death of an image moves nothing until IXC105I (FAIL, FDI: 45 s, OPNOTIFY, reply)", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    plex.lpar("SYSA").fail("wait-state");

    plex.runFor(seconds(100));
    expect(plex.owner).toBe("SYSA");
    plex.runFor(seconds(20));

    const [partitioned = NaN] = plex.timesOf("IXC105I");
    expect(partitioned).toBeGreaterThan(48 + 60);
    expect(plex.timesOf("EZZ8301I")).toEqual([partitioned + TAKEOVER / 1e6]);
  });

  test("nobody backs the DVIPA up: with its owner it is gone, and clients hear nothing", () => {
    const plex = twoSystems(dynamic(define));
    plex.stack("SYSA").fail();
    plex.runFor(seconds(5));

    expect(plex.owner).toBeUndefined();
    expect(plex.connect().outcome).toBe("pending");
  });

  test("a backup that has died unnoticed is waited for; once it is partitioned the next in the chain takes over", () => {
    const plex = threeSystems(dynamic(define, backup(100), backup(50)));
    plex.lpar("SYSB").fail("wait-state");
    plex.runFor(seconds(1));
    plex.stack("SYSA").fail();
    plex.runFor(seconds(30));
    expect(plex.owner).toBe("SYSA");
    expect(plex.connect().outcome).toBe("pending");

    plex.runFor(seconds(120));
    expect(plex.owner).toBe("SYSC");
  });

  test("the backup dies in the middle of its take-over: the next one takes over", () => {
    const plex = threeSystems(dynamic(define, backup(100), backup(50)));
    plex.stack("SYSA").fail();
    plex.runFor(millis(50));
    plex.stack("SYSB").fail();
    plex.runFor(seconds(1));

    expect(plex.owner).toBe("SYSC");
    expect(plex.messages("EZZ8301I")).toHaveLength(1);
  });

  test("several members go at once: the last one left takes over", () => {
    const plex = threeSystems(dynamic(define, backup(100), backup(50)));
    plex.stack("SYSB").fail();
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));

    expect(plex.owner).toBe("SYSC");
  });

  test("the first in the chain takes over when the news reaches it, whoever has heard of the loss before", () => {
    const plex = threeSystems(dynamic(define, backup(100), backup(50)));
    plex.sysplex.xcf.slowLink("SYSA", "SYSB", seconds(5));
    plex.stack("SYSA").fail();
    plex.runFor(seconds(5));
    expect(plex.owner).toBe("SYSA");
    plex.runFor(TAKEOVER);

    expect(plex.owner).toBe("SYSB");
  });

  test("the backup hangs in the middle of its take-over, and completes it when it runs on", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    plex.stack("SYSA").fail();
    plex.runFor(millis(50));
    plex.lpar("SYSB").hang({ signalling: false });
    plex.runFor(seconds(10));
    expect(plex.owner).toBe("SYSA");

    plex.lpar("SYSB").resume();
    plex.runFor(seconds(1));
    expect(plex.owner).toBe("SYSB");
  });

  test("the last stack of the group goes: a plain backup that starts afterwards owns nothing (FOR1)", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    plex.stack("SYSB").stop();
    plex.runFor(seconds(1));
    plex.stack("SYSA").stop();
    plex.runFor(seconds(1));
    expect(plex.owner).toBeUndefined();

    plex.stack("SYSB").start();
    plex.runUntilUp("SYSB");
    expect(plex.owner).toBeUndefined();
    expect(plex.statuses).toEqual({ SYSB: "backup" });
  });

  test("a stack that died unseen comes up again: it does not own what it owned, the next in the chain does", () => {
    const plex = threeSystems({
      ...dynamic(backup(200), backup(100), define),
      operator: { replyAfter: seconds(3_600) },
    });
    plex.stack("SYSC").stop();
    plex.runFor(seconds(1));
    expect(plex.owner).toBe("SYSA");
    plex.sysplex.xcf.cutLink("SYSA", "SYSB"); // SYSB is not told.
    plex.stack("SYSA").fail();
    plex.runFor(seconds(10));
    plex.stack("SYSA").start();
    plex.runUntilUp("SYSA");
    plex.runFor(seconds(1));

    expect(plex.owner).toBe("SYSB");
  });

  test("a joining backup takes over what no member may own any more", () => {
    const plex = threeSystems(dynamic(define, creatingBackup(100)));
    plex.stack("SYSB").stop();
    plex.runFor(seconds(1));
    plex.lpar("SYSC").hang({ signalling: false });
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));

    plex.stack("SYSB").start();
    plex.runUntilUp("SYSB");
    plex.runFor(seconds(1));
    expect(plex.owner).toBe("SYSB");
  });
});

describe("the owner returns, MOVEABLE IMMEDIATE (MOVE)", () => {
  test("old connections survive and are forwarded (MOVING), new ones go to the owner", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    const old = plex.connect();
    expect(old.endsAt).toBe("SYSB");

    plex.stack("SYSA").start();
    plex.runUntilUp("SYSA");
    plex.listen("SYSA");
    plex.runFor(seconds(60));

    expect(plex.owner).toBe("SYSA");
    expect(plex.statuses).toEqual({ SYSA: "active", SYSB: "moving" });
    expect(plex.stack("SYSB").hasAddress(DVIPA)).toBe(true);
    old.send();
    plex.runFor(seconds(1));
    expect(old.answers).toEqual([200]);
    expect(plex.connect().endsAt).toBe("SYSA");

    old.close();
    plex.runFor(seconds(2));
    expect(plex.statuses).toEqual({ SYSA: "active", SYSB: "backup" });
  });

  test("two former owners with connections are looked after by one event a second", () => {
    const plex = threeSystems(dynamic(define, backup(100), backup(50)));
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    plex.connect();
    plex.command("SYSB", `V TCPIP,,SYSPLEX,DEACTIVATE,DVIPA=${DVIPA}`);
    plex.runFor(seconds(1));
    plex.connect();
    plex.stack("SYSA").start();
    plex.runUntilUp("SYSA");
    plex.runFor(seconds(5));
    expect(plex.statuses).toEqual({ SYSA: "active", SYSB: "quiescing", SYSC: "moving" });

    const before = plex.sim.eventCount;
    plex.runFor(seconds(30));
    expect(plex.sim.eventCount - before).toBe(30);
  });

  test("until the LAN has learned the new owner, the old one passes new connections on", () => {
    const plex = twoSystems({
      ...dynamic(define, backup(1)),
      parameters: { addressLearningDelay: seconds(40) },
    });
    plex.stack("SYSA").fail();
    plex.runFor(seconds(60));
    plex.stack("SYSA").start();
    plex.runUntilUp("SYSA");
    plex.listen("SYSA");
    plex.runFor(seconds(5));

    expect(plex.statuses).toEqual({ SYSA: "active", SYSB: "moving" });
    expect(plex.connect().endsAt).toBe("SYSA");
  });
});

test("a former owner without connections passes new ones on while the LAN still sends them to it", () => {
  const plex = threeSystems({
    ...dynamic(define, backup(100), backup(50)),
    parameters: { addressLearningDelay: seconds(40) },
  });
  plex.connect();
  plex.command("SYSA", `V TCPIP,,SYSPLEX,DEACTIVATE,DVIPA=${DVIPA}`);
  plex.runFor(seconds(60));
  plex.obey("SYSC", `VIPADELETE ${DVIPA}`, define);
  plex.runFor(seconds(10));

  expect(plex.statuses).toEqual({ SYSA: "quiescing", SYSB: "moving", SYSC: "active" });
  expect(plex.connect().endsAt).toBe("SYSC");
  plex.runFor(seconds(40));
  expect(plex.statuses).toEqual({ SYSA: "quiescing", SYSB: "backup", SYSC: "active" });
});

describe("the owner returns, MOVEABLE WHENIDLE (MOVE)", () => {
  const patient = dynamic(`VIPADEFINE MOVEABLE WHENIDLE ${MASKED}`, backup(1));

  test("the DVIPA moves only when no connection is left; until then the old stack gets the new ones too", () => {
    const plex = twoSystems(patient);
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    const first = plex.connect();
    plex.stack("SYSA").start();
    plex.runUntilUp("SYSA");
    plex.listen("SYSA");
    plex.runFor(seconds(60));

    expect(plex.owner).toBe("SYSB");
    const second = plex.connect();
    expect(second.endsAt).toBe("SYSB");
    first.close();
    plex.runFor(seconds(60));
    expect(plex.owner).toBe("SYSB");

    second.close();
    plex.runFor(seconds(2));
    expect(plex.owner).toBe("SYSA");
    expect(plex.connect().endsAt).toBe("SYSA");
  });

  test("without connections it moves at once", () => {
    const plex = twoSystems(patient);
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    plex.stack("SYSA").start();
    plex.runUntilUp("SYSA");
    plex.runFor(seconds(1));

    expect(plex.owner).toBe("SYSA");
  });

  test("a stack that waits is deactivated: it waits no more", () => {
    const plex = twoSystems(patient);
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    const connection = plex.connect();
    plex.stack("SYSA").start();
    plex.runUntilUp("SYSA");
    plex.command("SYSA", `V TCPIP,,SYSPLEX,DEACTIVATE,DVIPA=${DVIPA}`);
    connection.close();
    plex.runFor(seconds(10));

    expect(plex.owner).toBe("SYSB");
  });
});

describe("leaving and joining the group (AUTO)", () => {
  test("LEAVEGROUP gives all DVIPAs up, JOINGROUP restores them", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    plex.command("SYSA", "V TCPIP,,SYSPLEX,LEAVEGROUP");
    plex.runFor(seconds(1));
    expect(plex.owner).toBe("SYSB");
    expect(plex.statuses).toEqual({ SYSB: "active" });

    plex.command("SYSA", "V TCPIP,,SYSPLEX,JOINGROUP");
    plex.runFor(seconds(1));
    expect(plex.owner).toBe("SYSA");
  });

  test("after LEAVEGROUP the stack does not answer for the DVIPA, although nobody else does yet", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    plex.command("SYSA", "V TCPIP,,SYSPLEX,LEAVEGROUP");

    expect(plex.connect().outcome).toBe("pending");
    expect(plex.stack("SYSA").hasAddress(DVIPA)).toBe(false);
    expect(plex.connect(homeAddress("SYSA")).outcome).toBe("connected");
  });

  test("JOINGROUP before the others took over: the owner keeps the DVIPA", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    plex.command("SYSA", "V TCPIP,,SYSPLEX,LEAVEGROUP");
    plex.runFor(millis(50));
    plex.command("SYSA", "V TCPIP,,SYSPLEX,JOINGROUP");
    plex.runFor(seconds(5));

    expect(plex.owner).toBe("SYSA");
    expect(plex.statuses).toEqual({ SYSA: "active", SYSB: "backup" });
  });

  test("the only member leaves: the DVIPA is gone until it joins again", () => {
    const plex = twoSystems({ ...dynamic(define), down: ["SYSB"] });
    plex.command("SYSA", "V TCPIP,,SYSPLEX,LEAVEGROUP");
    plex.runFor(seconds(1));
    expect(plex.owner).toBeUndefined();

    plex.command("SYSA", "V TCPIP,,SYSPLEX,JOINGROUP");
    plex.runFor(seconds(1));
    expect(plex.owner).toBe("SYSA");
  });

  test("NOJOIN: nothing takes effect until JOINGROUP (GLB)", () => {
    const plex = twoSystems({
      ...dynamic(define, backup(1)),
      statements: { SYSA: ["GLOBALCONFIG SYSPLEXMONITOR NOJOIN"] },
    });
    plex.runFor(seconds(120));
    expect(plex.owner).toBeUndefined();

    plex.command("SYSA", "V TCPIP,,SYSPLEX,JOINGROUP");
    plex.runFor(seconds(1));
    expect(plex.owner).toBe("SYSA");
  });

  test("DELAYJOIN: a returning owner takes the DVIPA back when OMPROUTE is up (AUTO)", () => {
    const plex = twoSystems({
      ...dynamic(define, backup(1)),
      statements: { SYSA: ["GLOBALCONFIG SYSPLEXMONITOR DELAYJOIN"] },
    });
    expect(plex.owner).toBe("SYSA"); // Part of the initial state.
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    plex.stack("SYSA").start();
    const { stackStartDuration, omprouteStartDuration } = plex.tcpip.parameters;

    plex.runFor(stackStartDuration);
    plex.runFor(seconds(omprouteStartDuration / 1e6 - 1));
    expect([plex.stack("SYSA").isUp, plex.owner]).toEqual([true, "SYSB"]);
    plex.runFor(seconds(2));
    expect(plex.owner).toBe("SYSA");
  });

  test("DELAYJOIN: a stack that ends while it waits does not join early the next time", () => {
    const plex = twoSystems({
      ...dynamic(define, backup(1)),
      statements: { SYSA: ["GLOBALCONFIG SYSPLEXMONITOR DELAYJOIN"] },
      parameters: { stackStartDuration: seconds(2) },
    });
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    plex.stack("SYSA").start();
    plex.runFor(seconds(5));
    plex.stack("SYSA").fail();
    plex.stack("SYSA").start();

    plex.runFor(seconds(11));
    expect(plex.stack("SYSA").isMember).toBe(false);
    plex.runFor(seconds(1));
    expect(plex.stack("SYSA").isMember).toBe(true);
  });
});

describe("DEACTIVATE and REACTIVATE", () => {
  test("the backup takes over; connections to the old stack stay until they end (QUIESCING)", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    const old = plex.connect();
    plex.command("SYSA", `V TCPIP,,SYSPLEX,DEACTIVATE,DVIPA=${DVIPA}`);
    plex.runFor(seconds(5));

    expect(plex.owner).toBe("SYSB");
    expect(plex.statuses).toEqual({ SYSA: "quiescing", SYSB: "active" });
    old.send();
    plex.runFor(seconds(1));
    expect(old.answers).toEqual([200]);
    old.close();
    plex.runFor(seconds(2));
    expect(plex.statuses).toEqual({ SYSA: "deactivated", SYSB: "active" });
  });

  test("a deactivated backup is out of the chain", () => {
    const plex = threeSystems(dynamic(define, backup(100), backup(50)));
    plex.command("SYSB", `V TCPIP,,SYSPLEX,DEACTIVATE,DVIPA=${DVIPA}`);
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));

    expect(plex.owner).toBe("SYSC");
  });

  test("the backup is deactivated in the middle of its take-over: the next one takes over", () => {
    const plex = threeSystems(dynamic(define, backup(100), backup(50)));
    plex.stack("SYSA").fail();
    plex.runFor(millis(50));
    plex.command("SYSB", `V TCPIP,,SYSPLEX,DEACTIVATE,DVIPA=${DVIPA}`);
    plex.runFor(seconds(1));

    expect(plex.owner).toBe("SYSC");
  });

  test("REACTIVATE defines the DVIPA again and takes it back", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    plex.command("SYSA", `V TCPIP,,SYSPLEX,DEACTIVATE,DVIPA=${DVIPA}`);
    plex.runFor(seconds(5));
    plex.command("SYSA", `V TCPIP,,SYSPLEX,REACTIVATE,DVIPA=${DVIPA}`);
    plex.runFor(seconds(5));

    expect(plex.owner).toBe("SYSA");
    expect(plex.statuses).toEqual({ SYSA: "active", SYSB: "backup" });
  });

  test("without a backup the DVIPA is gone until it is reactivated", () => {
    const plex = twoSystems(dynamic(define));
    plex.command("SYSA", `V TCPIP,,SYSPLEX,DEACTIVATE,DVIPA=${DVIPA}`);
    plex.runFor(seconds(1));
    expect(plex.owner).toBeUndefined();
    plex.command("SYSA", `V TCPIP,,SYSPLEX,REACTIVATE,DVIPA=${DVIPA}`);
    plex.runFor(seconds(1));
    expect(plex.owner).toBe("SYSA");
  });
});

describe("OBEYFILE", () => {
  test("VIPADELETE on the owner: the backup takes over, and the stack is out of the chain", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    plex.obey("SYSA", `VIPADELETE ${DVIPA}`);
    plex.runFor(seconds(1));

    expect(plex.owner).toBe("SYSB");
    expect(plex.statuses).toEqual({ SYSB: "active" });
  });

  test("what OBEYFILE deleted is back when the stack is started again: it reads its profile", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    plex.obey("SYSA", `VIPADELETE ${DVIPA}`);
    plex.runFor(seconds(1));
    plex.stack("SYSA").stop();
    plex.runFor(seconds(1));
    plex.stack("SYSA").start();
    plex.runUntilUp("SYSA");
    plex.runFor(seconds(1));

    expect(plex.owner).toBe("SYSA");
  });

  test("a backup that becomes a VIPADEFINE takes the DVIPA: the later definition wins", () => {
    const plex = twoSystems(dynamic(define, backup(1)));
    plex.obey("SYSB", `VIPADELETE ${DVIPA}`, define);
    plex.runFor(seconds(5));

    expect(plex.owner).toBe("SYSB");
    expect(plex.statuses).toEqual({ SYSA: "backup", SYSB: "active" });
  });

  test("an identical repeated VIPADEFINE is ignored", () => {
    const plex = twoSystems(dynamic(define, define));
    plex.obey("SYSA", define);
    plex.runFor(seconds(5));

    expect(plex.owner).toBe("SYSB");
  });

  test("a changed VIPADISTRIBUTE on the owner is in force at once", () => {
    const plex = twoSystems();
    expect(plex.active).toBe("SYSA");
    plex.obey(
      "SYSA",
      distribute().replace("10.9.0.1 PREFERRED 10.9.0.2 BACKUP 50", "10.9.0.1 BACKUP 10.9.0.2 PREFERRED"),
    );

    expect(plex.active).toBe("SYSB");
    expect(plex.connect().endsAt).toBe("SYSB");
  });

  test("another port's VIPADISTRIBUTE does not disturb who is active under NOAUTOSWITCHBACK", () => {
    const sticky = distribute("NOAUTOSWITCHBACK");
    const plex = twoSystems({ dynamic: { SYSA: [define, sticky] }, servers: ["SYSB"] });
    plex.listen("SYSA");
    expect(plex.active).toBe("SYSB");
    plex.obey("SYSA", distribute("", "PORT 8443"));

    expect(plex.active).toBe("SYSB");
    expect(plex.tcpip.distributor(DVIPA, 8443).state).toBeDefined();
  });

  test("VIPADISTRIBUTE DELETE: the owner gets all connections", () => {
    const plex = twoSystems();
    plex.closeListener("SYSA");
    expect(plex.connect().endsAt).toBe("SYSB");
    plex.obey("SYSA", `VIPADISTRIBUTE DELETE ${DVIPA} PORT 443 DESTIP 10.9.0.1 10.9.0.2 10.9.0.3`);

    expect(plex.distributor).toBeUndefined();
    expect(plex.connect().outcome).toBe("refused");
  });

  test("an OBEYFILE that says nothing about distribution leaves the inherited one in force", () => {
    const plex = twoSystems();
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    expect(plex.active).toBe("SYSB");
    plex.obey("SYSB", "VIPADEFINE 255.255.255.0 10.1.1.200");

    expect(plex.active).toBe("SYSB");
  });
});

describe("the network side (ARP, OSPF)", () => {
  test("clients reach the new owner when the LAN has learned it, not before", () => {
    const plex = twoSystems({
      ...dynamic(define, backup(1)),
      parameters: { addressLearningDelay: seconds(40) },
    });
    plex.stack("SYSA").fail();
    plex.runFor(seconds(39));

    expect(plex.owner).toBe("SYSB");
    expect(plex.connect().outcome).toBe("pending");
    plex.runFor(seconds(2));
    expect(plex.connect().endsAt).toBe("SYSB");
  });

  test("what is up at the start is reachable at once", () => {
    const plex = twoSystems(dynamic(define, backup(1)));

    expect(plex.reached).toEqual([{ what: `${DVIPA} SYSA`, at: 0 }]);
  });
});

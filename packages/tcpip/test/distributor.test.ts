import { NO_TIME, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { electTarget, type DistributorState, type TargetState } from "../src/index.js";
import {
  distribute,
  DVIPA,
  MASKED,
  PORT,
  SIGNAL,
  threeSystems,
  twoSystems,
  type Setting,
  type TestPlex,
} from "./fixture.js";

const define = `VIPADEFINE MOVEABLE IMMEDIATE ${MASKED}`;

function distributed(options: string, setting: Setting = {}): Setting {
  return { ...setting, dynamic: { SYSA: [define, distribute(options)], ...setting.dynamic } };
}

/** The server of SYSA hangs; clients keep trying for a full period of the TSR. */
function makeUnresponsive(plex: TestPlex, system: string): void {
  plex.server(system).accepting = false;
  for (let second = 0; second < 60; second += 1) {
    plex.client().connect();
    plex.runFor(seconds(1));
  }
}

describe("hot standby (HS)", () => {
  test("the PREFERRED target gets every new connection", () => {
    const plex = threeSystems();

    expect(plex.active).toBe("SYSA");
    expect([1, 2, 3, 4].map(() => plex.connect().endsAt)).toEqual(["SYSA", "SYSA", "SYSA", "SYSA"]);
  });

  test("owner and active target are two roles: the preferred target need not own the DVIPA", () => {
    const plex = twoSystems({ dynamic: { SYSA: [`VIPABACKUP 1 ${DVIPA}`], SYSB: [define, distribute()] } });

    expect(plex.owner).toBe("SYSB");
    expect(plex.connect().endsAt).toBe("SYSA");
  });

  test("the highest ranked backup is active when the preferred listener closes", () => {
    const plex = threeSystems(); // SYSB has rank 50, SYSC 100.
    plex.closeListener("SYSA");
    expect(plex.active).toBe("SYSC");
    plex.closeListener("SYSC");
    plex.runFor(seconds(1));
    expect(plex.active).toBe("SYSB");
  });

  test("a better backup that returns does not displace a working one", () => {
    const plex = threeSystems();
    plex.closeListener("SYSA");
    plex.closeListener("SYSC");
    plex.runFor(seconds(1));
    plex.listen("SYSC");
    plex.runFor(seconds(1));

    expect(plex.active).toBe("SYSB");
  });

  test("a listener's change is reported when it happens: over XCF from another system", () => {
    const plex = twoSystems({ dynamic: { SYSA: [`VIPABACKUP 1 ${DVIPA}`], SYSB: [define, distribute()] } });
    plex.closeListener("SYSA");

    expect(plex.active).toBe("SYSA");
    plex.runFor(SIGNAL);
    expect(plex.active).toBe("SYSB");
  });

  test("existing connections are never moved by a switch", () => {
    const plex = twoSystems();
    plex.closeListener("SYSA");
    const old = plex.connect();
    plex.listen("SYSA");
    plex.runFor(seconds(1));
    old.send();
    plex.runFor(seconds(1));

    expect(plex.active).toBe("SYSA");
    expect(old.answers).toEqual([200]);
    expect(old.endsAt).toBe("SYSB");
  });

  test("connections to a listener that closes are reset by its stack", () => {
    const plex = twoSystems();
    const old = plex.connect();
    plex.closeListener("SYSA");
    plex.runFor(seconds(1));

    expect(old.outcome).toBe("reset");
  });

  test("no target is available: clients get RST, not silence, as a live stack owns the address", () => {
    const plex = twoSystems();
    plex.closeListener("SYSA");
    plex.closeListener("SYSB");
    plex.runFor(seconds(1));

    expect(plex.active).toBeUndefined();
    expect(plex.connect().outcome).toBe("refused");
  });
});

describe("AUTOSWITCHBACK and NOAUTOSWITCHBACK (HS)", () => {
  test("AUTOSWITCHBACK is the default: the preferred target is active as soon as it listens", () => {
    const plex = twoSystems();
    plex.closeListener("SYSA");
    plex.listen("SYSA");

    expect(plex.switches.slice(-2)).toEqual([`${DVIPA}:443 SYSB`, `${DVIPA}:443 SYSA`]);
  });

  test("NOAUTOSWITCHBACK: the backup stays active until it becomes unavailable", () => {
    const plex = twoSystems(distributed("NOAUTOSWITCHBACK"));
    plex.closeListener("SYSA");
    plex.listen("SYSA");
    plex.runFor(seconds(1));
    expect(plex.active).toBe("SYSB");
    plex.closeListener("SYSB");
    plex.runFor(seconds(1));
    expect(plex.active).toBe("SYSA");
  });

  test("NOAUTOSWITCHBACK: at the start the first ready listener is active, preferred or not", () => {
    const plex = twoSystems(distributed("NOAUTOSWITCHBACK", { servers: [] }));
    plex.listen("SYSB");
    plex.runFor(seconds(1));
    plex.listen("SYSA");
    plex.runFor(seconds(1));

    expect(plex.active).toBe("SYSB");
  });
});

describe("HEALTHSWITCH and NOHEALTHSWITCH (HS, TSRM)", () => {
  test("a hung server has TSR 0 after a full period: EZD1182I, and the backup is active", () => {
    const plex = twoSystems();
    makeUnresponsive(plex, "SYSA");

    expect(plex.timesOf("EZD1182I")).toEqual([60]);
    expect(plex.messages("EZD1182I")[0]).toContain(
      `TARGET SERVER FOR ${DVIPA} PORT ${PORT} AT TCPIP ON SYSA`,
    );
    expect(plex.tsr).toEqual({ SYSA: 0, SYSB: 100 });
    expect(plex.active).toBe("SYSB");
  });

  test("some set-ups of a period failed: no switch", () => {
    const plex = twoSystems();
    plex.runUntil(58);
    plex.connect();
    makeUnresponsive(plex, "SYSA");

    expect(plex.tsr["SYSA"]).toBeGreaterThan(0);
    expect(plex.active).toBe("SYSA");
  });

  test("the switch is not undone automatically, even when the server is well again", () => {
    const plex = twoSystems();
    makeUnresponsive(plex, "SYSA");
    plex.server("SYSA").accepting = true;
    for (let minute = 0; minute < 10; minute += 1) {
      plex.connect();
      plex.runFor(seconds(60));
    }

    expect(plex.active).toBe("SYSB");
    expect(plex.timesOf("EZD1183I")).toEqual([]);
  });

  test("QUIESCE and RESUME of the target undo it", () => {
    const plex = twoSystems();
    makeUnresponsive(plex, "SYSA");
    plex.server("SYSA").accepting = true;
    plex.command("SYSA", "V TCPIP,,SYSPLEX,QUIESCE,TARGET");
    plex.runFor(seconds(1));
    expect(plex.active).toBe("SYSB");
    plex.command("SYSA", "V TCPIP,,SYSPLEX,RESUME,TARGET");
    plex.runFor(seconds(1));

    expect(plex.active).toBe("SYSA");
  });

  test("a restart of the server undoes it", () => {
    const plex = twoSystems();
    makeUnresponsive(plex, "SYSA");
    plex.closeListener("SYSA");
    plex.server("SYSA").accepting = true;
    plex.listen("SYSA");

    expect(plex.active).toBe("SYSA");
  });

  test("with tcpip.healthSwitchIsFinal false the target gets another chance a period later", () => {
    const plex = twoSystems({ parameters: { healthSwitchIsFinal: false } });
    makeUnresponsive(plex, "SYSA");
    expect(plex.active).toBe("SYSB");
    plex.runFor(seconds(60));

    expect(plex.active).toBe("SYSA");
  });

  test("NOHEALTHSWITCH ignores the TSR; EZD1183I tells when the server is well again", () => {
    const plex = twoSystems(distributed("NOHEALTHSWITCH"));
    makeUnresponsive(plex, "SYSA");
    expect(plex.tsr["SYSA"]).toBe(0);
    expect(plex.active).toBe("SYSA");

    plex.server("SYSA").accepting = true;
    plex.connect();
    plex.runFor(seconds(60));
    expect(plex.messages("EZD1183I")).toHaveLength(1);
  });

  test("too few attempts in a period say nothing (tcpip.tsrAttempts)", () => {
    const plex = twoSystems({ parameters: { tsrAttempts: 1_000 } });
    makeUnresponsive(plex, "SYSA");

    expect(plex.active).toBe("SYSA");
  });

  test("a DVIPA that goes away and returns within a period begins a period of its own", () => {
    const plex = twoSystems();
    plex.runUntil(30);
    plex.command("SYSA", "V TCPIP,,SYSPLEX,LEAVEGROUP");
    plex.runFor(seconds(5));
    plex.command("SYSA", "V TCPIP,,SYSPLEX,JOINGROUP");
    plex.runFor(seconds(5));
    plex.server("SYSA").accepting = false;
    plex.connect();

    plex.runUntil(94);
    expect(plex.active).toBe("SYSA");
    plex.runUntil(96);
    expect(plex.active).toBe("SYSB");
  });
});

describe("QUIESCE and RESUME", () => {
  test.each(["TARGET", "PORT=443", "JOBNAME=SERVER", "PORT=443,JOBNAME=SERVER"])(
    "QUIESCE,%s: existing connections stay, new ones go to the backup until RESUME",
    (what) => {
      const plex = twoSystems();
      const old = plex.connect();
      plex.command("SYSA", `V TCPIP,,SYSPLEX,QUIESCE,${what}`);
      expect(plex.active).toBe("SYSB");
      old.send();
      plex.runFor(seconds(1));
      expect(old.answers).toEqual([200]);

      plex.command("SYSA", `V TCPIP,,SYSPLEX,RESUME,${what}`);
      expect(plex.active).toBe("SYSA");
    },
  );

  test("another job's or another port's QUIESCE changes nothing", () => {
    const plex = twoSystems();
    plex.command("SYSA", "V TCPIP,,SYSPLEX,QUIESCE,PORT=8443");
    plex.command("SYSA", "V TCPIP,,SYSPLEX,QUIESCE,JOBNAME=OTHER");
    plex.command("SYSA", "V TCPIP,,SYSPLEX,QUIESCE,PORT=8443,JOBNAME=SERVER");

    expect(plex.active).toBe("SYSA");
  });

  test("a quiesced target is not back before RESUME, even if its server restarts", () => {
    const plex = twoSystems();
    plex.command("SYSA", "V TCPIP,,SYSPLEX,QUIESCE,TARGET");
    plex.closeListener("SYSA");
    plex.listen("SYSA");
    expect(plex.active).toBe("SYSB");
  });

  test("a restart of the stack ends what was quiesced", () => {
    const plex = twoSystems();
    plex.command("SYSB", "V TCPIP,,SYSPLEX,QUIESCE,TARGET");
    plex.stack("SYSB").stop();
    plex.runFor(seconds(1));
    plex.stack("SYSB").start();
    plex.runUntilUp("SYSB");
    plex.listen("SYSB");
    plex.closeListener("SYSA");
    plex.runFor(seconds(1));

    expect(plex.active).toBe("SYSB");
  });
});

describe("a stack or an image dies (FAIL)", () => {
  test("the target's stack dies: the distributor knows at once", () => {
    const plex = twoSystems({ dynamic: { SYSA: [`VIPABACKUP 1 ${DVIPA}`], SYSB: [define, distribute()] } });
    const old = plex.connect();
    plex.stack("SYSA").fail();
    plex.runFor(SIGNAL);
    expect(plex.active).toBe("SYSB");

    old.send();
    plex.runFor(seconds(1));
    expect(old.outcome).toBe("reset"); // By the distributor, which has no such connection any more.
  });

  test("the target's image dies: SYNs are lost, until TSR 0 makes the distributor switch", () => {
    const plex = twoSystems({
      dynamic: { SYSA: [`VIPABACKUP 1 ${DVIPA}`], SYSB: [define, distribute()] },
      operator: { replyAfter: seconds(600) },
    });
    plex.runUntil(30);
    plex.lpar("SYSA").fail("wait-state");
    const attempt = plex.client("linux-2.6").connect();
    plex.runUntil(59);
    expect([attempt.outcome, plex.active]).toEqual(["pending", "SYSA"]);

    plex.runUntil(60);
    expect(plex.timesOf("EZD1182I")).toEqual([60]);
    expect(plex.active).toBe("SYSB");
    plex.runUntil(80); // The SYN at 30 + 45 s arrives.
    expect([attempt.outcome, attempt.endsAt]).toEqual(["connected", "SYSB"]);
  });

  test("the target's image dies and nobody tries: the switch waits for IXC105I", () => {
    const plex = twoSystems({ dynamic: { SYSA: [`VIPABACKUP 1 ${DVIPA}`], SYSB: [define, distribute()] } });
    plex.lpar("SYSA").fail("wait-state");
    plex.runFor(seconds(100));
    expect(plex.active).toBe("SYSA");
    plex.runFor(seconds(20));

    expect(plex.timesOf("IXC105I")).toHaveLength(1);
    expect(plex.active).toBe("SYSB");
  });

  test("the distributor dies, the target lives: its connections survive, the routing table is rebuilt (VERI)", () => {
    const plex = threeSystems({
      dynamic: {
        SYSA: [
          define,
          distribute()
            .replace("10.9.0.1 PREFERRED", "10.9.0.3 PREFERRED")
            .replace("10.9.0.3 BACKUP 100", "10.9.0.1 BACKUP 100"),
        ],
      },
    });
    const old = plex.connect();
    expect([plex.owner, old.endsAt]).toEqual(["SYSA", "SYSC"]);
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    old.send();
    plex.runFor(seconds(1));

    expect([plex.owner, plex.active, old.answers]).toEqual(["SYSB", "SYSC", [200]]);
  });

  test("connections that ended on the dead stack are reset at the next segment after the take-over", () => {
    const plex = twoSystems();
    const old = plex.connect();
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    expect(old.outcome).toBe("connected");
    old.send();
    plex.runFor(seconds(1));

    expect(old.outcome).toBe("reset");
  });

  test("the take-over stack inherits the distribution of the former owner", () => {
    const plex = threeSystems();
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));

    expect([plex.owner, plex.active]).toEqual(["SYSB", "SYSC"]);
  });

  test("its own VIPADISTRIBUTE comes before the inherited one", () => {
    const own = `VIPADISTRIBUTE DISTMETHOD HOTSTANDBY ${DVIPA} PORT ${PORT} DESTIP 10.9.0.2 PREFERRED 10.9.0.3 BACKUP`;
    const plex = threeSystems({ dynamic: { SYSB: [`VIPABACKUP 200 ${DVIPA}`, own] } });
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));

    expect([plex.owner, plex.active]).toEqual(["SYSB", "SYSB"]);
  });

  test("without inheritance the take-over stack serves the DVIPA alone (tcpip.backupInheritsDistribution)", () => {
    const plex = threeSystems({ parameters: { backupInheritsDistribution: false } });
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));

    expect(plex.distributor).toBeUndefined();
    expect(plex.connect().endsAt).toBe("SYSB");
  });

  test("a target that is dead and not missed yet is not ready for a new distributor: it reports nothing", () => {
    const plex = threeSystems();
    plex.lpar("SYSC").fail("wait-state");
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));

    expect([plex.owner, plex.active]).toEqual(["SYSB", "SYSB"]);
  });
});

describe("a system hangs and runs on", () => {
  test("the active target resumes before it is partitioned: its connections go on", () => {
    const plex = twoSystems({ dynamic: { SYSA: [`VIPABACKUP 1 ${DVIPA}`], SYSB: [define, distribute()] } });
    const old = plex.connect();
    plex.lpar("SYSA").hang({ signalling: false });
    old.send();
    plex.runFor(seconds(10));
    expect(old.answers).toEqual([]);
    plex.lpar("SYSA").resume();
    plex.runFor(seconds(15));

    expect(old.answers).toEqual([200]);
    expect(plex.active).toBe("SYSA");
  });

  test("a hung distributor learns afterwards what it has missed", () => {
    const plex = twoSystems();
    plex.lpar("SYSA").hang({ signalling: false });
    plex.closeListener("SYSB");
    plex.runFor(seconds(10));
    plex.lpar("SYSA").resume();
    plex.runFor(seconds(1));
    plex.closeListener("SYSA");

    expect(plex.active).toBeUndefined();
  });

  test("a distributor that hung goes on evaluating its targets", () => {
    const plex = twoSystems();
    plex.runUntil(50);
    plex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(seconds(20));
    plex.lpar("SYSA").resume();
    makeUnresponsive(plex, "SYSA");

    expect(plex.timesOf("EZD1182I")).toEqual([120]);
  });

  test("paths that change while the distributor hangs make no target unreachable", () => {
    const plex = threeSystems({ dynamic: { SYSA: [`VIPABACKUP 1 ${DVIPA}`], SYSB: [define, distribute()] } });
    const switchCount = plex.switches.length;
    plex.lpar("SYSB").hang({ signalling: false });
    plex.sysplex.xcf.slowLink("SYSA", "SYSC", SIGNAL);
    plex.lpar("SYSB").resume();

    expect([plex.active, plex.switches.length]).toEqual(["SYSA", switchCount]);
    expect(plex.distributor?.targets.map(({ reachable }) => reachable)).toEqual([true, true, true]);
  });

  test("hung, partitioned, IPLed again: the stack works as before", () => {
    const plex = twoSystems();
    plex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(seconds(120));
    expect([plex.owner, plex.active]).toEqual(["SYSB", "SYSB"]);

    plex.lpar("SYSA").ipl();
    plex.runUntilUp("SYSA");
    expect(plex.listen("SYSA")).toBe("ok");
    plex.runFor(seconds(1));
    expect([plex.owner, plex.active]).toEqual(["SYSA", "SYSA"]);
    expect(plex.connect().endsAt).toBe("SYSA");
  });
});

describe("signalling paths (VROU)", () => {
  const setting: Setting = {
    dynamic: { SYSA: [`VIPABACKUP 1 ${DVIPA}`], SYSB: [define, distribute()] },
    operator: { replyAfter: seconds(3_600) },
  };

  test("the XCF link is cut: a target without a route is not available", () => {
    const plex = twoSystems(setting);
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");

    expect(plex.active).toBe("SYSB");
    plex.sysplex.xcf.healLink("SYSA", "SYSB");
    expect(plex.active).toBe("SYSA");
  });

  test("with VIPAROUTE to an address of the target it stays available, and connections reach it", () => {
    const dynamic = {
      ...setting.dynamic,
      SYSB: ["VIPAROUTE DEFINE 10.9.0.1 10.0.0.1", define, distribute()],
    };
    const plex = twoSystems({ ...setting, dynamic });
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");

    expect(plex.active).toBe("SYSA");
    expect(plex.connect().endsAt).toBe("SYSA");
  });

  test("a VIPAROUTE to an address that is not on the target is inactive", () => {
    const dynamic = {
      ...setting.dynamic,
      SYSB: ["VIPAROUTE DEFINE 10.9.0.1 10.0.0.99", define, distribute()],
    };
    const plex = twoSystems({ ...setting, dynamic });
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");

    expect(plex.active).toBe("SYSB");
  });

  test("a report to a former owner is not the new owner's business", () => {
    const plex = threeSystems();
    plex.sysplex.xcf.slowLink("SYSA", "SYSC", seconds(5));
    plex.closeListener("SYSC"); // SYSA hears it after 5 s, if it still owns the DVIPA then.
    plex.command("SYSA", "V TCPIP,,SYSPLEX,LEAVEGROUP");
    plex.runFor(seconds(1));
    plex.listen("SYSC");
    plex.runFor(seconds(1));
    expect([plex.owner, plex.active]).toEqual(["SYSB", "SYSB"]);
    plex.closeListener("SYSB");
    plex.runFor(seconds(10));

    expect(plex.active).toBe("SYSC");
  });

  test("news of a stack that is back already is no news", () => {
    const plex = twoSystems(setting);
    plex.sysplex.xcf.slowLink("SYSA", "SYSB", seconds(5));
    plex.command("SYSA", "V TCPIP,,SYSPLEX,LEAVEGROUP");
    plex.runFor(seconds(1));
    plex.command("SYSA", "V TCPIP,,SYSPLEX,JOINGROUP");
    const switchCount = plex.switches.length;
    plex.runFor(seconds(20));

    expect(plex.switches).toHaveLength(switchCount);
    expect(plex.active).toBe("SYSA");
  });

  test("what a target said while the path was cut is said again when it is healed", () => {
    const plex = twoSystems(setting);
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");
    plex.closeListener("SYSA");
    plex.sysplex.xcf.healLink("SYSA", "SYSB");
    plex.runFor(seconds(1));

    expect(plex.active).toBe("SYSB");
  });
});

describe("which ports and targets (VDIS)", () => {
  test("PORT left out: a server that binds to the DVIPA makes its port distributed", () => {
    const plex = twoSystems({ dynamic: { SYSA: [define, distribute("", "")] }, servers: [] });
    expect(plex.listen("SYSB", { address: DVIPA, port: 7_000 })).toBe("ok");
    plex.runFor(seconds(1));

    expect(plex.tcpip.distributor(DVIPA, 7_000).activeStack).toBe("SYSB/TCPIP");
    expect(plex.connect(DVIPA, 7_000).endsAt).toBe("SYSB");
  });

  test("PORT left out: a server that listens on any address makes nothing distributed", () => {
    const plex = twoSystems({ dynamic: { SYSA: [define, distribute("", "")] }, servers: [] });
    plex.listen("SYSB", { port: 7_000 });
    plex.runFor(seconds(1));

    expect(plex.tcpip.distributor(DVIPA, 7_000).state).toBeUndefined();
  });

  test("a port deep in a range is distributed when a server listens on it", () => {
    const plex = twoSystems({ dynamic: { SYSA: [define, distribute("", "PORT 7000-9000")] }, servers: [] });
    plex.listen("SYSB", { port: 8_999 });
    plex.runFor(seconds(1));

    expect(plex.connect(DVIPA, 8_999).endsAt).toBe("SYSB");
  });

  test("a port that is not distributed ends at the owner", () => {
    const plex = twoSystems();
    plex.listen("SYSA", { port: 22, job: "SSHD" });

    expect(plex.connect(DVIPA, 22).endsAt).toBe("SYSA");
  });

  test("a DESTIP address of no stack is a target that never is", () => {
    const elsewhere = distribute().replace("10.9.0.1 PREFERRED", "10.9.0.77 PREFERRED");
    const plex = twoSystems({ dynamic: { SYSA: [define, elsewhere] } });

    expect(plex.distributor?.targets.map(({ stack }) => stack)).toEqual(["SYSB/TCPIP"]);
    expect(plex.active).toBe("SYSB");
  });

  test("a stack that joins later becomes a target when its server listens", () => {
    const plex = twoSystems({ down: ["SYSB"] });
    plex.lpar("SYSB").ipl();
    plex.runUntilUp("SYSB");
    plex.closeListener("SYSA");
    expect(plex.active).toBeUndefined();
    plex.listen("SYSB");
    plex.runFor(seconds(1));

    expect(plex.active).toBe("SYSB");
  });
});

describe("electTarget", () => {
  const target = (stack: string, rest: Partial<TargetState> = {}): TargetState => ({
    stack,
    role: "backup",
    rank: 1,
    ready: 1,
    quiesced: false,
    reachable: true,
    tsr: 100,
    ...rest,
  });
  const distributor = (
    targets: readonly TargetState[],
    rest: Partial<DistributorState> = {},
  ): DistributorState => ({
    service: "10.1.1.100:443",
    address: DVIPA,
    port: PORT,
    method: "HOTSTANDBY",
    timedAffinity: NO_TIME,
    autoSwitchBack: true,
    healthSwitch: true,
    targets,
    ...rest,
  });
  const preferred = target("A", { role: "preferred" });

  test.each<[string, Partial<TargetState>]>([
    ["has no listener", { ready: 0 }],
    ["is quiesced", { quiesced: true }],
    ["has no route", { reachable: false }],
    ["has TSR 0", { tsr: 0 }],
  ])("a target that %s is passed over", (_, state) => {
    expect(electTarget(distributor([{ ...preferred, ...state }, target("B")]))?.stack).toBe("B");
  });

  test("of equal ranks the first in DESTIP is used", () => {
    expect(electTarget(distributor([target("B"), target("C")]))?.stack).toBe("B");
  });

  test("nobody is available", () => {
    expect(electTarget(distributor([target("B", { ready: 0 })]))).toBeUndefined();
  });
});

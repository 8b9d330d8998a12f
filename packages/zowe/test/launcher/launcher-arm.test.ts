/**
 * The launcher under automatic restart management.
 *
 * Facts: Zowe ships no ARM policy (zowe-install-packaging issues 1629, 1694, 1864); z/OS MVS System Commands: CANCEL restarts
 * through ARM only with ARMRESTART; components outlive a cancelled launcher (zowe/api-layer issue 4272), and only the
 * preparation looks at ports (zowe/api-layer validate.sh).
 */
import { describe, expect, test } from "vitest";
import { millis, minutes, seconds } from "@sysplex/sim-core";
import { readArmPolicy, resolveArmPolicy, type ArmPolicy } from "@sysplex/sysplex";
import { haInstanceOf, type ZoweLauncherConfiguration } from "../../src/index.js";
import { DVIPA, homeAddress, SMALL_ZOWE, ZoweFixture, type FixtureOptions } from "../fixture.js";
import { resolved } from "../yaml/fixture.js";

function policy(element = ""): ArmPolicy {
  const text = `DEFINE POLICY NAME(ARMPOL01)\n RESTART_GROUP(ZOWEGRP)\n ELEMENT(ZOWE) ${element}`;
  return resolveArmPolicy(readArmPolicy({ file: "ARMPOL01", text })).policy ?? expect.fail("no policy");
}

const ARM = { element: "ZOWE" } as const;

/** Another system's launcher with the HAINST of the first: there only when ARM starts it. */
function standby(system: string, haInstance = "lpar1", yaml = SMALL_ZOWE): ZoweLauncherConfiguration {
  const configuration = resolved(yaml, { name: system, haInstance });
  return { system, configuration, arm: ARM, upAtStart: false };
}

/** One Zowe, on SYSA; SYSB has its procedure too. */
function oneZowe(options: FixtureOptions & { readonly element?: string } = {}): ZoweFixture {
  return ZoweFixture.up({
    arm: policy(options.element),
    starts: ([first]) => [{ ...(first ?? expect.fail("no system")), arm: ARM }, standby("SYSB")],
    ...options,
  });
}

function elementOf(plex: ZoweFixture): string {
  const element = plex.plex.sysplex.arm.element("ZOWE");
  return element === undefined ? "not registered" : `${element.state} on ${element.system}`;
}

function ofArm(plex: ZoweFixture): string[] {
  return plex.plex.sysplex.console.messages
    .filter(({ id }) => /^(IXC80|IXC81|IEE122)/.test(id))
    .map(({ id }) => id);
}

describe("a launcher with ARMWRAP steps", () => {
  test("is registered and ready while it runs, and no more after P", () => {
    const plex = oneZowe();
    expect(elementOf(plex)).toBe("AVAILABLE on SYSA");

    plex.launcher().stop();
    plex.runFor(minutes(30));

    expect(elementOf(plex)).toBe("not registered");
    expect(plex.launcher().state.kind).toBe("down");
  });

  test("is not restarted after C, and components stay behind", () => {
    const plex = oneZowe();
    plex.launcher().cancel();
    plex.runFor(minutes(30));

    expect([plex.launcher().state.kind, elementOf(plex)]).toEqual(["down", "not registered"]);
    expect(plex.component("gateway").orphan.exists).toBe(true);
  });

  test("C with ARMRESTART, and an abend, start it at once; orphans hold the ports, and it fails in its preparation", () => {
    for (const end of ["cancel", "abend"] as const) {
      const plex = oneZowe();
      if (end === "cancel") plex.launcher().cancel({ armRestart: true });
      else plex.launcher().abend();
      plex.runFor(minutes(30));

      expect(ofArm(plex)).toEqual(["IXC812I"]);
      expect(plex.timesOf("ZWEL0021I")).toEqual([1]);
      expect(plex.launcher().state).toMatchObject({ kind: "failed" });
      expect(plex.lines().some(({ text }) => text.includes("Port 7554 is already in use"))).toBe(true);
      expect(elementOf(plex), "condition code 8 lets the step DEREGISTER run").toBe("not registered");
    }
  });

  test("comes back after an abend where somebody ends the orphans before the ports are looked at", () => {
    const plex = oneZowe({ parameters: { orphanLifetime: seconds(20) } });
    plex.launcher().abend();
    plex.runFor(minutes(3));

    expect(plex.state("gateway")).toBe("ready");
    expect(elementOf(plex)).toBe("AVAILABLE on SYSA");
  });

  test("with COND on the last step is tried again and again, until the attempts are used up", () => {
    const plex = oneZowe({ parameters: { armKeepsFailedStart: true } });
    plex.launcher().abend();
    plex.runFor(minutes(30));

    // RESTART_ATTEMPTS(3,300): starts at 1 s, and 1 s after each preparation of 30 s.
    expect(plex.timesOf("ZWEL0021I")).toEqual([1, 32, 63]);
    expect(ofArm(plex)).toEqual(["IXC812I", "IXC812I", "IXC812I", "IXC804I"]);
  });

  test("that nobody has put under ARM is not restarted", () => {
    const plex = ZoweFixture.up({ arm: policy() });
    plex.launcher().abend();
    plex.runFor(minutes(30));
    expect([plex.launcher().state.kind, ofArm(plex).length]).toEqual(["down", 0]);
  });
});

describe("the loss of its system", () => {
  function lost(plex: ZoweFixture, system = "SYSA"): number {
    plex.plex.sysplex.lpar(system).fail("wait-state");
    plex.runFor(minutes(6));
    return plex.plex.sysplex.console.messages.find(({ id }) => id === "IXC105I")?.at ?? NaN;
  }

  test("starts it on the other system after partitioning, member clean-up and a preparation", () => {
    const plex = oneZowe();
    const partitioned = lost(plex);

    expect(elementOf(plex)).toBe("AVAILABLE on SYSB");
    expect(plex.timesOf("ZWEL0021I", "SYSB")).toEqual([partitioned / 1e6 + 5]);
    expect(plex.timesOf("ZWEL0018I", "SYSB")).toEqual([partitioned / 1e6 + 35]);
    expect(plex.state("gateway", "SYSB")).toBe("ready");
    expect(plex.lines("SYSB").find(({ id }) => id === "ZWEL0024I")?.text).toBe("HA_INSTANCE_ID is 'lpar1'");
  });

  test("serves clients only if its host name has moved with it, as a dynamic VIPA's does", () => {
    // Its components look for Discovery at the host name of their instance, wherever they run.
    const answers = ["sysa.example.com", "dvipa.example.com"].map((hostname) => {
      const yaml = `${SMALL_ZOWE.split("haInstances:")[0] ?? ""}haInstances:
  lpar1:
    hostname: ${hostname}
    sysname: SYSA
`;
      const plex = oneZowe({
        yaml,
        hosts: { "dvipa.example.com": DVIPA, "sysa.example.com": homeAddress("SYSA") },
        starts: ([first]) => [
          { ...(first ?? expect.fail("no system")), arm: ARM },
          standby("SYSB", "lpar1", yaml),
        ],
      });
      const client = plex.client(DVIPA);
      lost(plex);
      plex.runFor(minutes(10));
      client.send();
      plex.runFor(minutes(2));
      return client.answers[0];
    });
    expect(answers).toEqual([503, 200]);
  });

  test("does nothing with TERMTYPE(ELEMTERM)", () => {
    const plex = oneZowe({ element: "TERMTYPE(ELEMTERM)" });
    lost(plex);
    expect([plex.launcher("SYSB").state.kind, ofArm(plex)]).toEqual(["down", ["IXC804I"]]);
  });

  test("starts nothing where that system has no procedure for it, and ARM gives up after RESTART_TIMEOUT", () => {
    const plex = ZoweFixture.up({
      arm: policy("RESTART_TIMEOUT(60)"),
      starts: ([first]) => [{ ...(first ?? expect.fail("no system")), arm: ARM }],
    });
    lost(plex);
    expect(ofArm(plex)).toEqual(["IXC812I", "IEE122I", "IXC801I"]);
  });

  test("fails where that system's own instance has the ports", () => {
    const plex = ZoweFixture.up({
      arm: policy(),
      starts: ([first, second]) => [
        { ...(first ?? expect.fail("no system")), arm: ARM },
        second ?? expect.fail("no second system"),
        standby("SYSB"),
      ],
    });
    lost(plex);
    const guest = plex.plex.zowe.launchers[2];

    expect(guest?.state).toMatchObject({ kind: "failed" });
    expect(plex.state("gateway", "SYSB"), "the instance of SYSB goes on").toBe("ready");
  });

  test("takes the HAINST of the policy's command", () => {
    const plex = ZoweFixture.up({
      arm: policy("\n RESTART_METHOD(SYSTERM,STC,'S ZWESLSTC,HAINST=LPAR2')"),
      starts: ([first]) => [
        { ...(first ?? expect.fail("no system")), arm: ARM },
        standby("SYSB", "lpar1"),
        standby("SYSB", "lpar2"),
      ],
    });
    lost(plex);
    const [, lpar1, lpar2] = plex.plex.zowe.launchers;
    expect([lpar1?.state.kind, lpar2?.state.kind]).toEqual(["down", "running"]);
  });

  test("the system comes back: its IPL starts Zowe once more, without ARM, while the other runs", () => {
    const plex = oneZowe();
    lost(plex);
    plex.ipl("SYSA");
    plex.runFor(minutes(10));

    expect(plex.launcher("SYSA").state.kind).toBe("running");
    expect(plex.launcher("SYSB").state.kind).toBe("running");
    expect(elementOf(plex)).toBe("AVAILABLE on SYSB");
  });
});

test("a fork in the middle of a restart goes on the same way", () => {
  for (const moment of [millis(500), seconds(20), seconds(70), seconds(130), seconds(150)]) {
    const plex = oneZowe();
    plex.plex.sysplex.lpar("SYSA").fail("wait-state");
    plex.runFor(moment);
    const fork = plex.fork();
    for (const one of [plex, fork]) one.runFor(minutes(6));
    expect(fork.sim.fingerprint).toBe(plex.sim.fingerprint);
    expect(elementOf(fork)).toBe("AVAILABLE on SYSB");
  }
});

test.each([
  ["S ZWESLSTC,HAINST=LPAR2,JOBNAME=ZWE1SV", "lpar2"],
  ["S ZWESLSTC,HAINST='Lpar2'", "lpar2"],
  ["S ZWESLSTC", undefined],
])("the HA instance of %s is %s", (command, expected) => {
  expect(haInstanceOf(command)).toBe(expected);
});

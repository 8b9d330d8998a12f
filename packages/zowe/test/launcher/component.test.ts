import { describe, expect, test } from "vitest";
import { minutes, seconds } from "@sysplex/sim-core";
import { duration, DVIPA, homeAddress, SMALL_ZOWE, ZoweFixture } from "../fixture.js";

const ZAAS = SMALL_ZOWE.replace("  zss:\n", "  zaas:\n    enabled: true\n    port: 7558\n  zss:\n");

describe("a component", () => {
  test("listens under the job name of its prefix", () => {
    const plex = ZoweFixture.up();
    const jobs = plex.plex.tcpip
      .stack("SYSA/TCPIP")
      .listeners.filter(({ application }) => application.startsWith("SYSA/ZWE1SV/"))
      .map(({ job, port }) => `${job} ${port}`);

    expect(jobs).toEqual(["ZWE1AG 7554", "ZWE1AD 7553", "ZWE1SZ 7557"]);
  });

  test("of the single-process API ML has the ports of the Gateway and of Discovery", () => {
    const yaml = SMALL_ZOWE.replace("  zss:\n", "  apiml:\n    enabled: true\n  zss:\n")
      .replace("gateway:\n    enabled: true", "gateway:\n    enabled: false")
      .replace("discovery:\n    enabled: true", "discovery:\n    enabled: false");
    const plex = ZoweFixture.up({ yaml });

    expect(plex.component("apiml").ports).toEqual([7554, 7553]);
  });
});

describe("a crash", () => {
  test("is lost at once, noticed after 3 s, and followed by a restart", () => {
    const plex = ZoweFixture.up();
    plex.runFor(seconds(100));

    plex.component("gateway").crash();
    expect(plex.news.slice(-1)).toEqual(["100 SYSA/ZWE1SV/gateway lost"]);
    plex.runFor(minutes(3));

    expect(plex.timesOf("ZWEL0004I")).toEqual([103]);
    expect(plex.timesOf("ZWEL0001I")[0]).toBeCloseTo(104.001, 6); // One second, and the event loop.
    expect(plex.timesOf("ZWEAM000I")[0]).toBeCloseTo(164.001, 6);
    expect(plex.state("gateway")).toBe("ready");
  });

  test("refuses connections, and the DVIPA sends new ones to the other system", () => {
    const plex = ZoweFixture.up();
    const [direct, through] = [plex.client(homeAddress("SYSA")), plex.client(DVIPA)];
    plex.component("gateway").crash();
    plex.runFor(seconds(1));

    for (const client of [direct, through]) client.send();
    plex.runFor(seconds(5));

    expect(direct.answers).toEqual(["refused"]);
    expect(through.answers).toEqual([200]);
  });

  test("during the start is no loss to anybody", () => {
    const plex = ZoweFixture.up();
    plex.component("zss").crash();
    plex.runFor(seconds(20));
    expect(plex.state("zss")).toBe("starting");
    const known = plex.news.length;

    plex.component("zss").crash();
    plex.runFor(seconds(1));

    expect(plex.news).toHaveLength(known);
  });
});

test("a component that is killed while it is quiet has its status 9, and is missed within three seconds", () => {
  const lags = Array.from({ length: 40 }, (_, seed) => {
    const plex = ZoweFixture.up({ seed, parameters: { silentDetectionLag: duration("uniform(0s, 3s)") } });
    plex.component("zss").kill();
    plex.runFor(seconds(3));
    expect(plex.lines()[0]?.text).toMatch(/status = 9$/);
    return plex.timesOf("ZWEL0004I")[0] ?? Number.NaN;
  });

  expect(Math.max(...lags)).toBeLessThanOrEqual(3);
  expect(Math.max(...lags)).toBeGreaterThan(2);
  expect(Math.min(...lags)).toBeLessThan(1);
});

describe("a hang", () => {
  test("is noticed by nobody: the port stays open, requests wait, and nothing is restarted", () => {
    const plex = ZoweFixture.up();
    const client = plex.client(homeAddress("SYSA"));
    plex.runFor(seconds(1)); // The Gateway has fetched a registry.

    plex.component("gateway").hang();
    client.send();
    plex.runFor(minutes(10));
    expect(client.answers).toEqual([]);
    expect(plex.component("gateway").isListening).toBe(true);
    expect(plex.ids()).toEqual([]);

    plex.component("gateway").resume();
    plex.runFor(seconds(1));
    expect(client.answers).toEqual([200]);
  });
});

describe("out of memory", () => {
  test("ends a Gateway, which is restarted (its start script asks for that)", () => {
    const plex = ZoweFixture.up();

    plex.component("gateway").outOfMemory();
    plex.runFor(minutes(3));

    expect(plex.lines()[0]?.text).toMatch(/status = 768$/); // Exit code 3.
    expect(plex.state("gateway")).toBe("ready");
  });

  test("leaves ZAAS alive and useless: nothing restarts it (zowe/api-layer issue 3518)", () => {
    const plex = ZoweFixture.up({ yaml: ZAAS });
    const client = plex.client(homeAddress("SYSA"), 7558);

    plex.component("zaas").outOfMemory();
    plex.runFor(minutes(60));
    client.send();
    plex.runFor(minutes(5));

    expect(plex.state("zaas")).toBe("outOfMemory");
    expect(plex.component("zaas").isListening).toBe(true);
    expect(client.answers).not.toContain(200);
    expect(plex.ids()).toEqual([]);
  });

  test("ends ZAAS too where the option was added", () => {
    const plex = ZoweFixture.up({ yaml: ZAAS, parameters: { zaasExitsOnOutOfMemory: true } });

    plex.component("zaas").outOfMemory();
    plex.runFor(minutes(3));

    expect(plex.timesOf("ZWEL0004I")).toEqual([3]);
  });
});

describe("cancel of the launcher", () => {
  test("leaves components that serve, hold their ports, and keep the next start from succeeding", () => {
    const plex = ZoweFixture.up();
    const client = plex.client(homeAddress("SYSA"));

    plex.launcher().cancel();
    plex.runFor(minutes(10));
    client.send();
    plex.launcher().start();
    plex.runFor(minutes(1));

    expect(client.answers).toEqual([200]);
    expect(plex.launcher().state).toMatchObject({
      kind: "failed",
      why: "Port 7554 is already in use by process ZWE1AG; Port 7553 is already in use by process ZWE1AD",
    });
    expect(plex.news.filter((news) => news.endsWith("lost"))).toEqual([]);
  });

  test("ends what is not ready yet, its port open or not", () => {
    const plex = ZoweFixture.beforeStart({ parameters: { zssStart: duration("10m") } });
    plex.launcher().start();
    plex.runFor(seconds(89.5)); // The Gateway's port is open since 89 s.
    expect([plex.state("gateway"), plex.state("zss")]).toEqual(["listening", "starting"]);

    plex.launcher().cancel();
    plex.runFor(minutes(20));

    expect([plex.state("gateway"), plex.state("zss")]).toEqual(["down", "down"]);
    expect(plex.component("gateway").isListening).toBe(false);
    expect(plex.news).toEqual([]);
  });

  test("is over for the next start when the orphans have been killed", () => {
    const plex = ZoweFixture.up();
    plex.launcher().cancel();

    for (const component of plex.launcher().components) component.kill();
    plex.launcher().start();
    plex.runFor(minutes(3));

    expect(plex.state("gateway")).toBe("ready");
    expect(plex.component("gateway").orphan.exists).toBe(false);
  });

  test("leaves orphans as long as the parameter says", () => {
    const plex = ZoweFixture.up({ parameters: { orphanLifetime: minutes(5) } });
    plex.launcher().cancel();

    plex.runFor(seconds(299));
    expect(plex.component("gateway").isListening).toBe(true);
    plex.runFor(seconds(2));

    expect(plex.component("gateway").isListening).toBe(false);
    expect(plex.news.slice(-3).map((news) => news.split(" ")[2])).toEqual(["lost", "lost", "lost"]);
  });

  test("lets an orphan's port beat a new process whose preparation did not look: it is given up", () => {
    const yaml = SMALL_ZOWE.replace(
      "zowe:\n",
      "zowe:\n  network:\n    server:\n      validatePortFree: false\n",
    );
    const plex = ZoweFixture.up({ yaml, parameters: { gatewayStart: duration("1s") } });
    plex.launcher().cancel();
    plex.component("discovery").kill();
    plex.component("zss").kill();
    const client = plex.client(homeAddress("SYSA"));

    plex.launcher().start();
    plex.runFor(minutes(20));
    client.send();
    plex.runFor(seconds(5));

    expect(plex.timesOf("ZWEL0038E")).toHaveLength(1);
    expect(plex.state("discovery")).toBe("ready");
    expect(client.answers).toEqual([200]); // The orphan still serves.
  });

  test("restarts nothing afterwards: a crash of an orphan is its end", () => {
    const plex = ZoweFixture.up();
    plex.launcher().cancel();

    plex.component("gateway").crash();
    plex.runFor(minutes(10));

    expect(plex.state("gateway")).toBe("down");
    expect(plex.ids()).toEqual([]);
  });
});

describe("the LPAR", () => {
  test("dies: everything of it is lost at once, and the other system goes on", () => {
    const plex = ZoweFixture.up();
    plex.runFor(seconds(10));

    plex.plex.sysplex.lpar("SYSA").fail("wait-state");

    expect(plex.news.slice(-3)).toEqual([
      "10 SYSA/ZWE1SV/gateway lost",
      "10 SYSA/ZWE1SV/discovery lost",
      "10 SYSA/ZWE1SV/zss lost",
    ]);
    expect(plex.launcher("SYSA").state.kind).toBe("down");
    expect(plex.state("gateway", "SYSB")).toBe("ready");
  });

  test("dies: Zowe is started by its next IPL, and by nothing elsewhere", () => {
    const plex = ZoweFixture.up();
    plex.plex.sysplex.lpar("SYSA").fail("wait-state");
    plex.runFor(minutes(10));
    expect(plex.ids("SYSB")).toEqual([]);

    plex.ipl("SYSA");
    plex.runFor(minutes(5));

    expect(plex.state("gateway", "SYSA")).toBe("ready");
  });

  test("hangs: the lag, the back-off and the start wait, by exactly its length", () => {
    const plex = ZoweFixture.up();
    const hangFor10Seconds = (): void => {
      plex.plex.sysplex.lpar("SYSA").hang({ signalling: false });
      plex.runFor(seconds(10));
      plex.plex.sysplex.lpar("SYSA").resume();
    };
    plex.component("zss").crash();

    plex.runFor(seconds(1)); // Not noticed yet: that takes 3 s.
    hangFor10Seconds();
    plex.runFor(seconds(2.5)); // It sleeps from 3 s to 4 s.
    hangFor10Seconds();
    plex.runFor(seconds(20)); // It starts until 64 s.
    hangFor10Seconds();
    plex.runFor(minutes(2));

    expect(plex.timesOf("ZWEL0004I")).toEqual([13]);
    expect(plex.timesOf("ZWES1013I")[0]).toBeCloseTo(64.001 + 30, 6);
  });

  test("hangs and is loaded anew before anybody has partitioned it: Zowe comes up with it", () => {
    const plex = ZoweFixture.up();
    plex.plex.sysplex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(seconds(1));

    plex.ipl("SYSA");
    plex.runFor(minutes(5));

    expect(plex.state("gateway", "SYSA")).toBe("ready");
    expect(plex.news.filter((news) => news.endsWith("SYSA/ZWE1SV/gateway lost"))).toHaveLength(1);
  });

  test("hangs: requests wait, and are answered when it runs on", () => {
    const plex = ZoweFixture.up();
    const client = plex.client(homeAddress("SYSA"));
    plex.plex.sysplex.lpar("SYSA").hang({ signalling: false });
    client.send();
    plex.runFor(seconds(20));
    expect([plex.state("gateway"), client.answers]).toEqual(["hung", []]);

    plex.plex.sysplex.lpar("SYSA").resume();
    plex.runFor(seconds(20));

    expect([plex.state("gateway"), client.answers]).toEqual(["ready", [200]]);
  });

  test("hangs and is partitioned: Zowe on it is gone", () => {
    const plex = ZoweFixture.up();

    plex.plex.sysplex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(minutes(5));

    expect(plex.launcher("SYSA").state.kind).toBe("down");
    expect(plex.state("gateway", "SYSA")).toBe("down");
  });
});

describe("a restart of TCP/IP", () => {
  function recycle(plex: ZoweFixture): void {
    const stack = plex.plex.tcpip.stack("SYSA/TCPIP");
    stack.stop();
    plex.runFor(seconds(30));
    stack.start();
    plex.runFor(minutes(3));
  }

  test("leaves components alive and deaf until they are restarted (zowe/api-layer issue 486)", () => {
    const plex = ZoweFixture.up();
    const client = plex.client(homeAddress("SYSA"));

    recycle(plex);
    client.send();
    plex.runFor(seconds(5));
    expect([plex.state("gateway"), client.answers]).toEqual(["ready", ["refused"]]);

    plex.component("gateway").crash();
    plex.runFor(minutes(3));
    client.send();
    plex.runFor(seconds(5));
    expect(client.answers).toEqual(["refused", 200]);
  });

  test("is recovered from where -Dibm.serversocket.recover does its work", () => {
    const plex = ZoweFixture.up({ parameters: { reopensPortAfterStackRestart: true } });
    const client = plex.client(homeAddress("SYSA"));

    recycle(plex);
    client.send();
    plex.runFor(seconds(5));

    expect(client.answers).toEqual([200]);
  });
});

test("a port that is taken when a component starts makes it end, or stay without one", () => {
  const outcomes = (["ends", "stays"] as const).map((takenPort) => {
    const plex = ZoweFixture.up({ parameters: { takenPort } });
    plex.component("zss").crash();
    plex.plex.tcpip.stack("SYSA/TCPIP").listen({
      job: "OTHER",
      port: 7557,
      address: "any",
      backlog: 10,
      application: "SYSB/ZWE1SV/zss",
    });
    plex.runFor(minutes(60));
    return [plex.state("zss"), plex.timesOf("ZWEL0038E").length, plex.component("zss").isListening];
  });

  expect(outcomes).toEqual([
    ["down", 1, false],
    ["ready", 0, false],
  ]);
});

/** What is left of the entries when members come and go. */
import { minutes, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { CachingFixture, nameOf } from "./fixture.js";

const THREE = ["SYSA", "SYSB", "SYSC"];

/** Ends a Caching Service at once, and lets its launcher start it again. */
function crash(plex: CachingFixture, system: string): void {
  plex.component(system).crash();
  plex.runFor(seconds(1));
}

describe("a restart", () => {
  test("loses all of inMemory", () => {
    const plex = CachingFixture.up({ storage: "mode: inMemory" });
    plex.fill("SYSA", 5);
    plex.fill("SYSB", 2);

    crash(plex, "SYSA");
    plex.runFor(minutes(2));

    expect([plex.entries("SYSA"), plex.entries("SYSB")]).toEqual([0, 2]);
    expect(plex.losses).toEqual(["process ended: 5"]);
  });

  test("loses nothing of Infinispan with a survivor, from which the returned member has all", () => {
    const plex = CachingFixture.up();
    plex.fill("SYSA", 5);
    expect(plex.entries("SYSB")).toBe(5);

    crash(plex, "SYSA");
    plex.fill("SYSB", 1, "later");
    plex.runFor(minutes(2));

    expect(plex.views).toEqual(["SYSA SYSB"]);
    expect([plex.entries("SYSA"), plex.entries("SYSB")]).toEqual([6, 6]);
    expect(plex.losses).toEqual([]);
  });

  test.each([
    { release: "3.1", how: "crash", left: 0 },
    { release: "3.1", how: "stop", left: 5 },
    { release: "3.5", how: "crash", left: 5 },
    { release: "3.5", how: "stop", left: 5 },
  ] as const)(
    "of the only member of $release leaves $left of 5 entries after a $how, by its file store",
    ({ release, how, left }) => {
      const plex = CachingFixture.up({ systems: ["SYSA"], release });
      plex.fill("SYSA", 5);

      if (how === "crash") crash(plex, "SYSA");
      else {
        plex.zowe.launcher("SYSA").modify("STOP(caching-service)");
        plex.runFor(seconds(30));
        plex.zowe.launcher("SYSA").modify("START(caching-service)");
      }
      plex.runFor(minutes(2));

      expect(plex.component("SYSA").state.kind).toBe("ready");
      expect(plex.entries("SYSA")).toBe(left);
      expect(plex.caching.report.lost).toBe(5 - left);
    },
  );

  test("of all loses what the file store of the first to come back does not have", () => {
    const plex = CachingFixture.up({ release: "3.5" });
    plex.fill("SYSA", 3);
    plex.zowe.launcher("SYSA").modify("STOP(caching-service)");
    plex.runFor(seconds(30));
    plex.fill("SYSB", 2, "later");
    plex.zowe.launcher("SYSB").modify("STOP(caching-service)");
    plex.runFor(seconds(30));

    for (const system of ["SYSA", "SYSB"]) {
      plex.zowe.launcher(system).modify("START(caching-service)");
      plex.runFor(minutes(2));
    }

    expect(plex.entries("SYSA")).toBe(3);
    expect(plex.losses).toEqual(["superseded by the cluster: 2"]);
  });
});

describe("a file store that two instances share", () => {
  const shared = { release: "3.1", systems: ["SYSA", "SYSB"] } as const;

  // zowe/docs-site issue 4371; a directory for each instance since zowe/api-layer pull request 3960.
  test.each([
    ["3.1", 1],
    ["3.2", 0],
  ] as const)("is what %s has in one workspace: %i finding", (release, count) => {
    const findings = CachingFixture.up({ ...shared, release }).caching.findings;

    expect(findings.filter(({ code }) => code === "sharedFileStore")).toHaveLength(count);
  });

  test.each([
    ["unusable", 0],
    ["usable", 5],
  ] as const)(
    "and that is %s leaves %i of 5 entries after an orderly stop of all",
    (sharedFileStore, left) => {
      const plex = CachingFixture.up({ ...shared, parameters: { sharedFileStore } });
      plex.fill("SYSA", 5);

      for (const system of shared.systems) plex.zowe.launcher(system).stop();
      plex.runFor(minutes(1));
      plex.zowe.launcher("SYSA").start();
      plex.runFor(minutes(5));

      expect(plex.component("SYSA").state.kind).toBe("ready");
      expect(plex.entries("SYSA")).toBe(left);
    },
  );
});

describe("a split", () => {
  const split = (parameters = {}) => {
    const plex = CachingFixture.up({ systems: THREE, parameters });
    plex.fill("SYSA", 2);
    plex.cut("SYSA", "SYSB");
    plex.cut("SYSA", "SYSC");
    plex.runFor(seconds(20));
    plex.fill("SYSA", 3, "minority");
    plex.fill("SYSB", 1, "majority");
    return plex;
  };

  test("lets each side write what the other does not see", () => {
    const plex = split();

    expect(THREE.map((system) => plex.entries(system))).toEqual([5, 3, 3]);
  });

  test.each([
    { infinispanMergeKeeps: "preferred", entries: 3, losses: ["merge: 3"] },
    { infinispanMergeKeeps: "latest", entries: 6, losses: [] },
  ] as const)("is merged to $entries entries when $infinispanMergeKeeps counts", (row) => {
    const { infinispanMergeKeeps, entries, losses } = row;
    const plex = split({ infinispanMergeKeeps });
    plex.cut("SYSA", "SYSB", false);
    plex.cut("SYSA", "SYSC", false);
    plex.runFor(minutes(1));

    expect(plex.views).toHaveLength(1);
    expect(THREE.map((system) => plex.entries(system))).toEqual([entries, entries, entries]);
    expect(plex.losses).toEqual(losses);
  });

  test("counts no entry as lost that the larger side has deleted", () => {
    const plex = split();
    plex.ask("SYSB", "delete", "a1");
    for (const other of ["SYSB", "SYSC"]) plex.cut("SYSA", other, false);
    plex.runFor(minutes(1));

    expect(plex.entries("SYSA")).toBe(2);
    expect(plex.losses).toEqual(["merge: 3"]);
  });
});

describe("while a member is silent", () => {
  test("writes wait until it is excluded, reads do not", () => {
    const plex = CachingFixture.up();
    plex.fill("SYSA", 1);
    plex.component("SYSB").hang();
    plex.runFor(seconds(1));

    const { status, wait } = plex.ask("SYSA", "create", "k");

    expect(status).toBe(201);
    // 8 to 11 s of silence and a second of verification, of which one has passed.
    expect(wait).toBeGreaterThanOrEqual(seconds(8));
    expect(wait).toBeLessThanOrEqual(seconds(11));
    expect(plex.ask("SYSA", "read", "a1").wait).toBe(0);
    plex.runFor(seconds(12));
    expect(plex.ask("SYSA", "create", "l").wait).toBe(0);
  });

  test("a list fails after 4 s, for which it waits for the lock", () => {
    const plex = CachingFixture.up();
    plex.component("SYSB").hang();
    plex.runFor(seconds(1));

    const item = { kind: "addItem", caller: { dn: "CN=a" }, key: "m", item: "i", value: 1 } as const;
    const answer = plex.caching.answer(nameOf("SYSA"), item);

    expect(answer).toEqual({ status: 500, wait: seconds(4) });
  });

  test("for a while only, it has afterwards what was written meanwhile", () => {
    const plex = CachingFixture.up();
    plex.cut("SYSA", "SYSB");
    plex.runFor(seconds(2));
    plex.fill("SYSA", 1);
    expect(plex.entries("SYSB")).toBe(0);
    plex.cut("SYSA", "SYSB", false);
    plex.runFor(seconds(1));

    expect(plex.entries("SYSB")).toBe(1);
    expect(plex.losses).toEqual([]);
  });
});

describe("a distributed cache", () => {
  const distributed = () => CachingFixture.up({ systems: THREE, release: "3.4" });

  // zowe/api-layer pull requests 4408 and 4463.
  test("of 3.4 has each entry at two of three members, each of which finds all", () => {
    const plex = distributed();
    plex.fill("SYSA", 60);

    const held = THREE.map((system) => plex.entries(system));

    expect(held.reduce((sum, count) => sum + count, 0)).toBe(120);
    expect(Math.min(...held)).toBeGreaterThan(0);
    for (const system of THREE) {
      expect(plex.status(system, "read", "a60")).toBe(200);
      expect(plex.ask(system, "list").count).toBe(60);
    }
  });

  test("keeps all when one member goes, and spreads them over the others", () => {
    const plex = distributed();
    plex.fill("SYSA", 60);

    crash(plex, "SYSC");

    expect([plex.entries("SYSA"), plex.entries("SYSB")]).toEqual([60, 60]);
    expect(plex.losses).toEqual([]);
  });

  test("loses what both its owners had when two LPARs are lost before anybody notices", () => {
    const plex = CachingFixture.up({
      systems: THREE,
      release: "3.4",
      parameters: { infinispanPassivation: "on" },
    });
    plex.fill("SYSA", 60);
    const held = plex.entries("SYSA");

    plex.failLpar("SYSB");
    plex.failLpar("SYSC");
    plex.runFor(minutes(1));

    expect(plex.entries("SYSA")).toBe(held);
    expect(plex.caching.report.lostByWhy).toEqual({ "process ended": 60 - held });
  });

  test.each(["3.3", "3.5"] as const)("is none in %s, where each member has all", (release) => {
    const plex = CachingFixture.up({ systems: THREE, release });
    plex.fill("SYSA", 60);

    expect(THREE.map((system) => plex.entries(system))).toEqual([60, 60, 60]);
  });
});

/** Who is in a cluster with whom. @source zowe/api-layer infinispan.xml; issues 4400, 4428. */
import { millis, minutes, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { duration } from "../fixture.js";
import { allHosts, CachingFixture, infinispan, nameOf } from "./fixture.js";

const THREE = ["SYSA", "SYSB", "SYSC"];

/** When views changed, in seconds after `since`. */
function changesAfter({ changes }: CachingFixture, since: number): readonly number[] {
  return changes.map(({ at }) => at / 1_000_000 - since).filter((at) => at >= 0);
}

describe("a cluster", () => {
  test("forms where initialHosts lists all members", () => {
    const plex = CachingFixture.up({ systems: THREE });

    plex.runFor(seconds(1));

    expect(plex.views).toEqual(["SYSA SYSB SYSC"]);
    expect(plex.caching.findings.map(({ code }) => code)).not.toContain("neverClustered");
  });

  // zowe/api-layer issues 4400 and 4428: the default is the own host.
  test("never forms where each knows only its own host", () => {
    const plex = CachingFixture.up({ storage: "mode: infinispan" });
    plex.fill("SYSA", 3);

    plex.runFor(minutes(60));

    expect(plex.views).toEqual(["SYSA", "SYSB"]);
    expect([plex.entries("SYSA"), plex.entries("SYSB")]).toEqual([3, 0]);
    expect(plex.caching.report.isSplit, "they were never meant to be one").toBe(false);
    expect(plex.caching.findings.map(({ code }) => code)).toContain("neverClustered");
  });

  test("forms by itself from 3.6 on, out of the list of Discovery services", () => {
    const plex = CachingFixture.up({ storage: "mode: infinispan", release: "3.6" });

    expect(plex.views).toEqual(["SYSA SYSB"]);
  });

  test("is joined by a member that lists it and is not listed", () => {
    const own = { SYSA: infinispan(allHosts(["SYSA"])) };
    const plex = CachingFixture.up({ own });

    expect(plex.views).toEqual(["SYSA SYSB"]);
    expect(plex.caching.findings.map(({ code }) => code)).toContain("oneSidedInitialHosts");
  });

  test("and one whose first member does not list the second come together by a merge only", () => {
    const plex = CachingFixture.up({ own: { SYSB: infinispan(allHosts(["SYSB"])) } });
    expect(plex.views).toEqual(["SYSA", "SYSB"]);

    plex.runFor(millis(29_999));
    expect(plex.views, "20 s until one has news of the other, 10 s until it looks at them").toHaveLength(2);
    plex.runFor(millis(1));

    expect(plex.views).toEqual(["SYSA SYSB"]);
  });

  test("is not joined under an address that is another system's", () => {
    const shared = "dvipa.example.com";
    const storage = `mode: infinispan\ninfinispan: { jgroups: { host: ${shared} }, initialHosts: "${shared}[7600]" }`;
    const plex = CachingFixture.up({ storage });

    plex.runFor(minutes(60));

    expect(plex.views).toEqual(["SYSA", "SYSB"]);
  });
});

describe("the end of a member is noticed", () => {
  test("at once when its process ends and its host lives", () => {
    const plex = CachingFixture.up();
    plex.runFor(seconds(10));

    plex.component("SYSB").kill();
    plex.runFor(millis(0));

    expect(plex.views).toEqual(["SYSA"]);
  });

  test("10 to 11 s after its last heartbeat, and a second to verify it, when its host is gone", () => {
    const seen: number[] = [];
    for (let seed = 1; seed <= 40; seed += 1) {
      const plex = CachingFixture.up({ seed, parameters: { jgroupsHeartbeat: millis(0) } });
      plex.runFor(seconds(10));
      plex.failLpar("SYSB");
      plex.runFor(minutes(1));
      expect(plex.views).toEqual(["SYSA"]);
      seen.push(...changesAfter(plex, 10));
    }

    expect(seen).toHaveLength(40);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(11);
    expect(Math.max(...seen)).toBeLessThanOrEqual(12);
    expect(Math.max(...seen) - Math.min(...seen), "by chance").toBeGreaterThan(0.5);
  });

  test("up to a heartbeat earlier, as the last one is that old", () => {
    const seen: number[] = [];
    for (let seed = 1; seed <= 40; seed += 1) {
      const plex = CachingFixture.up({ seed });
      plex.runFor(seconds(10));
      plex.component("SYSB").hang();
      plex.runFor(minutes(1));
      seen.push(...changesAfter(plex, 10));
    }

    expect(Math.min(...seen)).toBeGreaterThanOrEqual(9);
    expect(Math.min(...seen)).toBeLessThan(11);
    expect(Math.max(...seen)).toBeLessThanOrEqual(12);
  });

  test("at once when it stops in order", () => {
    const plex = CachingFixture.up();
    plex.runFor(seconds(1));

    plex.zowe.launcher("SYSB").modify("STOP(caching-service)");
    plex.runFor(millis(500));

    expect(plex.component("SYSB").state.kind).toBe("stopping");
    expect(plex.views).toEqual(["SYSA"]);
  });

  test("not at all when it is silent for less than the time-out", () => {
    const plex = CachingFixture.up();
    plex.component("SYSB").hang();
    plex.runFor(seconds(8));
    plex.component("SYSB").resume();

    plex.runFor(minutes(2));

    expect(plex.views).toEqual(["SYSA SYSB"]);
    expect(changesAfter(plex, 0.001)).toEqual([]);
  });
});

describe("a network that is cut", () => {
  test("splits the cluster, and MERGE3 puts it together once it is whole", () => {
    const plex = CachingFixture.up({ systems: THREE });
    plex.cut("SYSA", "SYSB");
    plex.cut("SYSA", "SYSC");
    plex.runFor(seconds(13));
    expect([...plex.views].sort()).toEqual(["SYSA", "SYSB SYSC"]);
    expect(plex.caching.report.isSplit).toBe(true);

    plex.cut("SYSA", "SYSB", false);
    plex.cut("SYSA", "SYSC", false);
    plex.runFor(millis(29_999));
    expect(plex.views).toHaveLength(2);
    plex.runFor(millis(1));
    plex.runFor(seconds(0));

    expect(plex.views.map((view) => view.split(" ").sort().join(" "))).toEqual(["SYSA SYSB SYSC"]);
    expect(plex.splits.map((news) => news.split(" ")[1])).toEqual(["split", "one"]);
    expect(plex.caching.report.isSplit).toBe(false);
  });

  test("between two members only changes nothing while a third hears both", () => {
    const plex = CachingFixture.up({ systems: THREE });
    plex.cut("SYSA", "SYSB");

    plex.runFor(minutes(5));

    expect(plex.views).toEqual(["SYSA SYSB SYSC"]);
  });

  test("takes 10 to 30 s and a look each 48 s to be mended, by default", () => {
    const mended: number[] = [];
    for (let seed = 1; seed <= 30; seed += 1) {
      const plex = CachingFixture.up({
        seed,
        parameters: {
          jgroupsMergeNews: duration("uniform(10s, 30s)"),
          jgroupsMergeCheck: duration("uniform(0s, 48s)"),
        },
      });
      plex.cut("SYSA", "SYSB");
      plex.runFor(minutes(1));
      plex.cut("SYSA", "SYSB", false);
      plex.runFor(minutes(2));
      mended.push(...changesAfter(plex, 60));
    }

    expect(mended).toHaveLength(30);
    expect(Math.min(...mended)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...mended)).toBeLessThanOrEqual(78);
  });
});

describe("a member that returns", () => {
  test("after its LPAR was lost joins the survivors", () => {
    const plex = CachingFixture.up({ parameters: { prepareDuration: duration("30s") } });
    plex.runFor(seconds(10));
    plex.failLpar("SYSB");
    plex.runFor(minutes(5));
    expect(plex.views).toEqual(["SYSA"]);

    plex.zowe.ipl("SYSB");
    plex.runFor(minutes(10));

    expect(plex.views).toEqual(["SYSA SYSB"]);
  });

  test("after a hang that was too long is merged, not joined", () => {
    const plex = CachingFixture.up();
    plex.component("SYSB").hang();
    plex.runFor(seconds(30));
    expect(plex.views).toEqual(["SYSA", "SYSB"]);
    expect(plex.caching.report.isSplit, "only one of them takes part").toBe(false);

    plex.component("SYSB").resume();
    plex.runFor(seconds(30));

    expect(plex.views).toEqual(["SYSA SYSB"]);
  });
});

describe("virtual threads", () => {
  const stalls = (release: `${number}.${number}`, java: "17" | "21") =>
    CachingFixture.up({
      release,
      parameters: { cachingJava: java, virtualThreadStall: duration("10m") },
    });

  // zowe/docs-site pull request 5076.
  test.each(["3.4", "3.5"] as const)("of Java 21 freeze the members of a cluster in %s", (release) => {
    const plex = stalls(release, "21");
    plex.runFor(minutes(10));
    plex.runFor(seconds(20));

    expect(plex.ask("SYSA", "read", "a1").status).toBe(500);
    expect(plex.caching.findings.map(({ code }) => code)).toContain("virtualThreads");
  });

  test.each([
    ["3.3", "21"],
    ["3.6", "21"],
    ["3.5", "17"],
  ] as const)("do not in %s with Java %s", (release, java) => {
    const plex = stalls(release, java);
    plex.runFor(minutes(30));

    expect(plex.views).toEqual(["SYSA SYSB"]);
    expect(plex.caching.findings.map(({ code }) => code)).not.toContain("virtualThreads");
  });

  test("are cured by a restart", () => {
    const plex = stalls("3.5", "21");
    plex.caching.stall(nameOf("SYSB"));
    plex.runFor(seconds(20));
    expect(plex.views).toEqual(["SYSA", "SYSB"]);

    plex.component("SYSB").crash();
    plex.runFor(minutes(2));

    expect(plex.views).toEqual(["SYSA SYSB"]);
    expect(plex.ask("SYSB", "create", "k").status).toBe(201);
  });
});

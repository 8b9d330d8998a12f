/** What a configuration tells before anything has run. */
import { minutes } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { CachingFixture, nameOf, type CachingSetting } from "./fixture.js";

const THREE = ["SYSA", "SYSB", "SYSC"];

function findings(setting: CachingSetting): readonly string[] {
  return CachingFixture.up(setting).caching.findings.map(({ code }) => code);
}

describe("findings", () => {
  test("are none where all members are listed and each has its own directory", () => {
    expect(findings({ systems: THREE, release: "3.5" })).toEqual([]);
  });

  test("are none of a single Caching Service with Infinispan", () => {
    expect(findings({ systems: ["SYSA"], storage: "mode: infinispan", release: "3.5" })).toEqual([]);
  });

  test.each([
    [{ storage: "mode: inMemory" }, ["notShared", "noTokenRevocation"]],
    [{ systems: ["SYSA"], storage: "mode: inMemory" }, ["noTokenRevocation"]],
    [{ own: { SYSB: "mode: inMemory" } }, ["notShared", "differentStorages", "noTokenRevocation"]],
    [{ storage: "mode: infinispan" }, ["neverClustered"]],
    [{ release: "3.1" }, ["sharedFileStore"]],
    [{ release: "3.4", parameters: { cachingJava: "21" } }, ["virtualThreads"]],
    [{ storage: "mode: infinispan", release: "3.4", parameters: { cachingJava: "21" } }, ["neverClustered"]],
  ] as const)("of %j are %j", (setting, codes) => {
    expect(findings({ release: "3.5", ...setting })).toEqual(codes);
  });

  // One that lists two groups puts them together, over itself.
  test("name the groups that have a store each", () => {
    const own = {
      SYSC: 'mode: infinispan\ninfinispan: { initialHosts: "sysc.example.com[7600]" }',
    };
    const two = "sysa.example.com[7600],sysb.example.com[7600]";
    const storage = `mode: infinispan\ninfinispan: { initialHosts: "${two}" }`;
    const plex = CachingFixture.up({ systems: THREE, storage, own, release: "3.5" });

    const [finding] = plex.caching.findings;
    expect(finding?.code).toBe("neverClustered");
    expect(finding?.text).toContain(`${nameOf("SYSA")} with ${nameOf("SYSB")}; ${nameOf("SYSC")}`);
    expect(plex.views).toEqual(["SYSA SYSB", "SYSC"]);
  });
});

test.each([
  ["mode: inMemory", 1],
  ["mode: infinispan", 1],
  ["mode: redis", 0],
] as const)("%s is told to be empty %i times when all Caching Services have crashed", (storage, times) => {
  const plex = CachingFixture.up({ storage, release: "3.1", parameters: { infinispanPassivation: "on" } });
  let emptied = 0;
  plex.caching.emptied.subscribe(() => (emptied += 1));
  plex.component("SYSA").crash();
  expect(emptied).toBe(0);
  plex.component("SYSB").crash();
  plex.runFor(minutes(5));

  expect(emptied).toBe(times);
});

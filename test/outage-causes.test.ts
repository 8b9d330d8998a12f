/** Where the seconds of shipped scenarios went: the causes add up to the outage, and behind a Gateway none is left over. */
import { fileURLToPath } from "node:url";
import { FileHost } from "@sysplex/cli";
import { attributeFailover, attributeOutage, bundleScenario } from "@sysplex/experiment";
import { runScenario, type RunResult } from "@sysplex/scenario";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../scenarios/", import.meta.url));

function resultOf(name: string): RunResult {
  const host = new FileHost(`${root}${name}/scenario.yaml`, root);
  const source = host.readScenario();
  if (!("file" in source)) throw new Error(source.text);
  const { resolved } = bundleScenario(source, host);
  return runScenario(resolved ?? expect.fail(`${name} cannot be run`), { version: "test" });
}

const micros = (seconds: number): number => Math.round(seconds * 1_000_000);

const sum = (causes: object): number =>
  (Object.values(causes) as number[]).reduce((total, each) => total + each, 0);

describe.each([
  "zowe-lpar-loss",
  "zowe-seven-systems",
  "zowe-single-lpar",
  "zowe-zaas-crash",
  "zowe-kubernetes-node",
  "zosmf-lpar-loss",
])("%s", (name) => {
  const result = resultOf(name);

  test("each microsecond of its outages and failovers has one cause, and none is unexplained", () => {
    for (const service of Object.values(result.services)) {
      const causes = attributeOutage(service, micros(result.simulatedSeconds));

      expect(sum(causes)).toBe(micros(service.outageSeconds));
      expect(causes).not.toHaveProperty("unexplained");
      for (const failover of service.failovers)
        if (failover.timeToFailoverSeconds !== null)
          expect(sum(attributeFailover(failover))).toBe(micros(failover.timeToFailoverSeconds));
    }
  });
});

test("zowe-lpar-loss: from the moment at which SYSB has the address, all of the outage is the registry's", () => {
  const { services, simulatedSeconds } = resultOf("zowe-lpar-loss");

  // INTERVAL 45 s, OPNOTIFY 3 s, the reply 180 s, partitioning 2 s, take-over 100 ms, ARP 1 ms.
  const moved = 300 + 45 + 3 + 180 + 2 + 0.1 + 0.001;
  for (const service of Object.values(services)) {
    const registry = service.hindrances?.filter(({ cause }) => cause === "registry");
    expect(registry).toMatchObject([{ from: moved, to: null }]); // Self-preservation: it never becomes true.
    const behind = service.outages.filter(({ from }) => from >= moved);
    const length = behind.reduce((total, { from, to }) => total + micros((to ?? simulatedSeconds) - from), 0);
    expect(length).toBeGreaterThan(0);
    // The outage that was under way when the address moved may go on into it.
    expect(attributeOutage(service, micros(simulatedSeconds)).registry).toBeGreaterThanOrEqual(length);
  }
});

test("zowe-seven-systems: nothing but the registry makes requests fail, and not for longer than it keeps the dead", () => {
  const service = resultOf("zowe-seven-systems").services["api-catalog"] ?? expect.fail("no service");
  const causes = attributeOutage(service, 1_200_000_000);
  const [registry] = service.hindrances?.filter(({ cause }) => cause === "registry") ?? [];

  expect(Object.keys(causes)).toEqual(["registry"]);
  // 180 s after the last heartbeat, which was up to 30 s before; looked for once a minute; fetched every 30 s.
  expect(registry?.from).toBe(300);
  expect(registry?.to).toBeGreaterThanOrEqual(300 + 180 - 30);
  expect(registry?.to).toBeLessThanOrEqual(300 + 180 + 60 + 30);
});

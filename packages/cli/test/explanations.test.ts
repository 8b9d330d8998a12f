/** Every failover of the shipped scenarios is explained: the parts add up to the phases, and the rules are named. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { FailoverResult, RunResult } from "@sysplex/scenario";
import { sysplexIn } from "./fixture.js";

const folder = fileURLToPath(new URL("../../../scenarios/", import.meta.url));
const scenarios = readdirSync(folder).filter((name) => existsSync(`${folder}${name}/scenario.yaml`));
const results = new Map<string, RunResult>();

async function resultOf(scenario: string): Promise<RunResult> {
  const known = results.get(scenario);
  if (known !== undefined) return known;
  const result = JSON.parse(
    (await sysplexIn(folder, ["run", `${scenario}/scenario.yaml`, "--json"])).out,
  ) as RunResult;
  results.set(scenario, result);
  return result;
}

async function failoversOf(scenario: string): Promise<readonly FailoverResult[]> {
  return Object.values((await resultOf(scenario)).services).flatMap(({ failovers }) => failovers);
}

/** The reasons of a scenario's first failover, each behind its length in seconds. */
async function reasonsOf(scenario: string): Promise<string[]> {
  const first = (await failoversOf(scenario)).find(({ kind }) => kind === "failover");
  return (first?.explanation ?? []).map(
    ({ seconds, because, standing }) => `${seconds} ${standing} ${because}`,
  );
}

const micros = (seconds: number): number => Math.round(seconds * 1_000_000);

describe("the explanation of a failover", () => {
  test.each(scenarios)("adds up to its phases, and they to the whole: %s", async (scenario) => {
    for (const { phases, timeToFailoverSeconds, explanation } of await failoversOf(scenario)) {
      const sums = explanation.reduce<Record<string, number>>(
        (sum, { phase, seconds }) => ({ ...sum, [phase]: (sum[phase] ?? 0) + micros(seconds ?? 0) }),
        {},
      );
      const expected = Object.entries(phases ?? {}).filter(
        ([phase, seconds]) => seconds > 0 || phase in sums, // What it was that took no time is told too.
      );
      if (phases !== null)
        expect(sums).toEqual(Object.fromEntries(expected.map(([phase, s]) => [phase, micros(s)])));
      if (phases === null) expect(timeToFailoverSeconds).toBeNull();
      else expect(Object.values(sums).reduce((a, b) => a + b, 0)).toBe(micros(timeToFailoverSeconds ?? NaN));
      expect(explanation.filter(({ because }) => /undefined|NaN/.test(because))).toEqual([]);
    }
  });

  // Setting Up a Sysplex: interval = (recovery actions + 1) × spin time + 5 s.
  test("names the interval's formula for dedicated processors", async () => {
    expect((await reasonsOf("zosmf-lpar-loss"))[0]).toMatch(
      /^45 documented SYSA misses.*\(3 \+ 1\) × 10s \+ 5s = 45s, dedicated/,
    );
  });

  test("names the interval's formula for shared processors", async () => {
    expect((await reasonsOf("zosmf-lpar-loss-shared-processors"))[0]).toMatch(
      /documented.*\(3 \+ 1\) × 40s \+ 5s = 165s, shared/,
    );
  });

  test("names OPNOTIFY, the operator's reply, and partitioning", async () => {
    expect((await reasonsOf("zosmf-lpar-loss")).slice(1, 4)).toEqual([
      "3 documented until IXC402D asks the operator: OPNOTIFY(+3), the default",
      "180 configured the operator replies to IXC402D after 3m",
      "2 assumed SYSA is partitioned from the sysplex (IXC105I)",
    ]);
  });

  test("says that nobody answers", async () => {
    expect((await reasonsOf("zosmf-lpar-loss-nobody-answers")).at(-1)).toBe(
      "null observed SYSA/TCPIP still counts as the owner of 10.1.1.100, and SYSA does not run; IXC402D with reply id 01 on SYSB waits for a reply, and nobody gives one",
    );
  });

  test("names isolation by SFM in place of the operator", async () => {
    expect((await reasonsOf("zosmf-lpar-loss-sfm")).join("\n")).toMatch(
      /assumed SYSA is isolated through a coupling facility/,
    );
    expect((await reasonsOf("zosmf-lpar-loss-sfm")).join("\n")).not.toContain("operator");
  });

  test("names status detection in place of the interval", async () => {
    expect((await reasonsOf("zosmf-lpar-loss-status-detection"))[0]).toMatch(
      /^3 assumed system status detection proves/,
    );
  });

  test("names the signal by which a stopped stack is missed, and the take-over", async () => {
    expect((await reasonsOf("zosmf-stack-stop")).join("\n")).toMatch(
      /one XCF signal\n0\.1 assumed SYSB\/TCPIP takes/,
    );
  });

  test("names the responsiveness by which a hung server is noticed", async () => {
    expect((await reasonsOf("zosmf-server-hang"))[0]).toMatch(/documented SYSA\/TCPIP has a TSR of 0/);
  });

  test("says that a number was set for this run", async () => {
    const argv = ["run", "zosmf-lpar-loss/scenario.yaml", "--json", "--set", "sysplex.spinTimeDedicated=20s"];

    const result = JSON.parse((await sysplexIn(folder, argv)).out) as RunResult;

    expect(result.services["zosmf"]?.failovers[0]?.explanation[0]).toMatchObject({
      seconds: 85,
      standing: "configured",
      source: "sysplex.spinTimeDedicated, sysplex.spinRecoveryActions, set for this run",
    });
  });
});

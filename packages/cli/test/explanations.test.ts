/** Every failover of the shipped scenarios is explained: the parts add up to the phases, and the rules are named. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { FailoverResult, RunResult } from "@sysplex/scenario";
import { sysplexIn } from "./fixture.js";

const folder = fileURLToPath(new URL("../../../scenarios/", import.meta.url));
const scenarios = readdirSync(folder).filter((name) => existsSync(`${folder}${name}/scenario.yaml`));
const results = new Map<string, RunResult>();

function resultOf(scenario: string): RunResult {
  const known = results.get(scenario);
  if (known !== undefined) return known;
  const result = JSON.parse(
    sysplexIn(folder, ["run", `${scenario}/scenario.yaml`, "--json"]).out,
  ) as RunResult;
  results.set(scenario, result);
  return result;
}

function failoversOf(scenario: string): readonly FailoverResult[] {
  return Object.values(resultOf(scenario).services).flatMap(({ failovers }) => failovers);
}

/** The reasons of a scenario's first failover, each behind its length in seconds. */
function reasonsOf(scenario: string): string[] {
  const first = failoversOf(scenario).find(({ kind }) => kind === "failover");
  return (first?.explanation ?? []).map(
    ({ seconds, because, standing }) => `${seconds} ${standing} ${because}`,
  );
}

const micros = (seconds: number): number => Math.round(seconds * 1_000_000);

describe("the explanation of a failover", () => {
  test.each(scenarios)("adds up to its phases, and they to the whole: %s", (scenario) => {
    for (const { phases, timeToFailoverSeconds, explanation } of failoversOf(scenario)) {
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
  test("names the interval's formula for dedicated processors", () => {
    expect(reasonsOf("zosmf-lpar-loss")[0]).toMatch(
      /^45 documented SYSA misses.*\(3 \+ 1\) × 10s \+ 5s = 45s, dedicated/,
    );
  });

  test("names the interval's formula for shared processors", () => {
    expect(reasonsOf("zosmf-lpar-loss-shared-processors")[0]).toMatch(
      /documented.*\(3 \+ 1\) × 40s \+ 5s = 165s, shared/,
    );
  });

  test("names OPNOTIFY, the operator's reply, and partitioning", () => {
    expect(reasonsOf("zosmf-lpar-loss").slice(1, 4)).toEqual([
      "3 documented until IXC402D asks the operator: OPNOTIFY(+3), the default",
      "180 configured the operator replies to IXC402D after 3m",
      "2 assumed SYSA is partitioned from the sysplex (IXC105I)",
    ]);
  });

  test("says that nobody answers", () => {
    expect(reasonsOf("zosmf-lpar-loss-nobody-answers").at(-1)).toBe(
      "null observed SYSA/TCPIP still counts as the owner of 10.1.1.100, and SYSA does not run; IXC402D with reply id 01 on SYSB waits for a reply, and nobody gives one",
    );
  });

  test("names isolation by SFM in place of the operator", () => {
    expect(reasonsOf("zosmf-lpar-loss-sfm").join("\n")).toMatch(
      /assumed SYSA is isolated through a coupling facility/,
    );
    expect(reasonsOf("zosmf-lpar-loss-sfm").join("\n")).not.toContain("operator");
  });

  test("names status detection in place of the interval", () => {
    expect(reasonsOf("zosmf-lpar-loss-status-detection")[0]).toMatch(
      /^3 assumed system status detection proves/,
    );
  });

  test("names the signal by which a stopped stack is missed, and the take-over", () => {
    expect(reasonsOf("zosmf-stack-stop").join("\n")).toMatch(
      /one XCF signal\n0\.1 assumed SYSB\/TCPIP takes/,
    );
  });

  test("names the responsiveness by which a hung server is noticed", () => {
    expect(reasonsOf("zosmf-server-hang")[0]).toMatch(/documented SYSA\/TCPIP has a TSR of 0/);
  });

  test("says that a number was set for this run", () => {
    const argv = ["run", "zosmf-lpar-loss/scenario.yaml", "--json", "--set", "sysplex.spinTimeDedicated=20s"];

    const result = JSON.parse(sysplexIn(folder, argv).out) as RunResult;

    expect(result.services["zosmf"]?.failovers[0]?.explanation[0]).toMatchObject({
      seconds: 85,
      standing: "configured",
      source: "sysplex.spinTimeDedicated, sysplex.spinRecoveryActions, set for this run",
    });
  });
});

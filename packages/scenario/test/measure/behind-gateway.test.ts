/** Requests reach a Gateway, and what is behind it keeps them from success. */
import { describe, expect, test } from "vitest";
import type { RunResult } from "../../src/index.js";
import { runOf, type Files } from "../fixture.js";
import { withTimeline, zowePair } from "../zowe/fixture.js";

const CATALOG = ["SYSA/ZWE1SV/api-catalog", "SYSB/ZWE1SV/api-catalog"] as const;

function hindrancesOf({ services }: RunResult, cause: string) {
  const all = Object.values(services).flatMap(({ hindrances }) => hindrances ?? []);
  return all.filter((hindrance) => hindrance.cause === cause);
}

/** When a component is ready again. */
function readyAt({ zowe }: RunResult, name: string): number {
  const turn = zowe?.turns.findLast((turn) => turn.name === name && turn.to === "ready");
  return turn?.at ?? expect.fail(`${name} was never ready`);
}

describe("of two API Catalogs", () => {
  const one = runOf(withTimeline(zowePair(), "{ at: 1m, fail: SYSA/ZWESLSTC/api-catalog, how: kill }"));
  const both = runOf(
    withTimeline(
      zowePair(),
      "{ at: 1m, fail: SYSA/ZWESLSTC/api-catalog, how: kill }",
      "{ at: 1m, fail: SYSB/ZWESLSTC/api-catalog, how: kill }",
    ),
  );

  test("one is killed: the registry is at fault until it is back, as nobody has taken its entry out", () => {
    const [registry] = hindrancesOf(one, "registry");

    expect(registry).toMatchObject({ from: 60, to: readyAt(one, CATALOG[0]) });
    expect(registry?.because).toContain("apicatalog at sysa.example.com:7552");
    expect(hindrancesOf(one, "serverReady")).toEqual([]);
  });

  test("both are killed: nothing serves until the first is back, and then the registry still knows the other", () => {
    const [first, second] = CATALOG.map((name) => readyAt(both, name)).sort((a, b) => a - b);

    expect(hindrancesOf(both, "serverReady")).toMatchObject([{ from: 60, to: first }]);
    expect(hindrancesOf(both, "registry")).toMatchObject([{ from: first, to: second }]);
  });

  test("none is killed: nothing hinders anybody", () => {
    expect(runOf(zowePair()).services["api-catalog"]?.hindrances).toEqual([]);
  });
});

test("an open circuit breaker hinders from the first probe that it refuses to the first that gets through", () => {
  // A call waits in vain for 2 s: when half of 4 calls have failed, nothing is let through for 20 s.
  const gateway = "gateway: { enabled: true, port: 7554";
  const files = zowePair(
    [
      [
        "parameters: {",
        "parameters: { zowe.breakerWindow: 4, zowe.breakerCallsMin: 4, zowe.breakerOpenTime: 20s,",
      ],
    ],
    [[`${gateway} }`, `${gateway}, apiml: { connection: { timeout: 2000 } } }`]],
  );
  const result = runOf(withTimeline(files, "{ at: 1m, hang: SYSA/ZWESLSTC/api-catalog }"));
  const [breaker] = hindrancesOf(result, "targetHealth");

  expect(breaker?.because).toBe("the circuit breaker of SYSA/ZWE1SV/gateway is open");
  expect(breaker?.from).toBeGreaterThan(60);
  // Probes are a second apart: it is seen up to a second late, and left up to a second late.
  expect((breaker?.to ?? 0) - (breaker?.from ?? 0)).toBeGreaterThanOrEqual(19);
});

describe("a token that is refused", () => {
  const AUTH = "https://zowe.example.com:7554/gateway/api/v1/auth";

  /** One user: what the leaver logs off at 0 and at 150 s, the worker shows in vain at 60 and at 180 s. */
  function oneUser(leaves: boolean): Files {
    const clients = [
      `clients:`,
      `  - { name: worker, request: GET ${AUTH}/query, arrivals: every 1m, auth: jwt, user: alice }`,
      ...(leaves
        ? [`  - { name: leaver, request: POST ${AUTH}/logout, arrivals: every 150s, auth: jwt, user: alice }`]
        : []),
      `  - { name: catalog,`,
    ].join("\n");
    const gateway = "gateway: { enabled: true, port: 7554";
    return zowePair(
      [
        ["clients:\n  - { name: catalog,", clients],
        ["duration: 5m", "duration: 5m\nprobe: { every: 2m }"],
      ],
      [[`${gateway} }`, `${gateway}, apiml: { security: { auth: { provider: saf } } } }`]],
    );
  }

  test("hinders its client until that has another one", () => {
    const spans = hindrancesOf(runOf(oneUser(true)), "newLogon");

    expect(spans.map(({ from }) => Math.floor(from))).toEqual([60, 180]);
    for (const { from, to } of spans) {
      expect(to).toBeGreaterThan(from);
      expect((to ?? Infinity) - from).toBeLessThan(10); // A logon, and nobody else in the way.
    }
  });

  test("is none where nobody logs off", () => {
    expect(hindrancesOf(runOf(oneUser(false)), "newLogon")).toEqual([]);
  });
});

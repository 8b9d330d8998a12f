/** Each second without service has one cause, and the causes add up. */
import { DELAY_CAUSES, type DelayCause, type FailoverResult, type ServiceResult } from "@sysplex/scenario";
import { describe, expect, test } from "vitest";
import { attributeFailover, attributeOutage, CAUSES, conductStudy } from "../../src/index.js";
import { pairVariant } from "../pair.js";

type Part = FailoverResult["explanation"][number];

function part(seconds: number | null, cause: DelayCause): Part {
  const because = `until ${cause} is over`;
  return { phase: "detect", seconds, because, cause, standing: "observed", source: "", parameters: [] };
}

/** An LPAR is lost at 300 s; the operator answers; SYSB takes over. */
const PARTS = [
  part(45, "statusInterval"),
  part(3, "operator"),
  part(180, "operator"),
  part(2, "isolation"),
  part(0.1, "ownershipMove"),
  part(0.001, "addressLearning"),
  part(0.028719, "answer"),
];

function failover(at: number, seconds: number | null, explanation: readonly Part[]): FailoverResult {
  return {
    kind: "failover",
    cause: "fail SYSA",
    from: "SYSA",
    to: "SYSB",
    at,
    causedAt: at,
    noticedBy: "sysplex",
    timeToFailoverSeconds: seconds,
    phases: null,
    milestones: [],
    explanation,
  };
}

function service(
  outages: ServiceResult["outages"],
  failovers: readonly FailoverResult[],
  end: number,
): ServiceResult {
  const outageSeconds = outages.reduce((sum, { from, to }) => sum + (to ?? end) - from, 0);
  return { outages, failovers, outageSeconds } as unknown as ServiceResult;
}

describe("a time to failover", () => {
  test("is the sum of its causes", () => {
    const causes = attributeFailover(failover(300, 230.129719, PARTS));

    expect(causes).toEqual({
      statusInterval: 45_000_000,
      operator: 183_000_000,
      isolation: 2_000_000,
      ownershipMove: 100_000,
      addressLearning: 1_000,
      answer: 28_719,
    });
  });

  test("that never ended has none, and what no part explains is told as such", () => {
    expect(attributeFailover(failover(300, null, PARTS))).toEqual({});
    expect(attributeFailover(failover(300, 1, []))).toEqual({ unexplained: 1_000_000 });
  });
});

describe("an outage", () => {
  test("ends where requests get through, though the failover goes on", () => {
    const outage = service([{ from: 300, to: 516 }], [failover(300, 230.129719, PARTS)], 1200);

    expect(attributeOutage(outage, 1_200_000_000)).toEqual({
      statusInterval: 45_000_000,
      operator: 171_000_000,
    });
  });

  test("before and behind a failover belongs to requests under way, and to the distance of probes", () => {
    const short = failover(10, 2, [part(2, "statusInterval")]);

    expect(attributeOutage(service([{ from: 9, to: 13 }], [short], 60), 60_000_000)).toEqual({
      inFlight: 1_000_000,
      statusInterval: 2_000_000,
      probe: 1_000_000,
    });
  });

  test("that never ends lasts to the end of the run", () => {
    const endless = failover(300, null, [part(45, "statusInterval"), part(null, "operator")]);

    expect(attributeOutage(service([{ from: 300, to: null }], [endless], 400), 400_000_000)).toEqual({
      statusInterval: 45_000_000,
      operator: 55_000_000,
    });
  });

  test("without a failover is unexplained, and so is what the result does not list", () => {
    const unlisted = { ...service([{ from: 1, to: 2 }], [], 60), outageSeconds: 5 };

    expect(attributeOutage(unlisted, 60_000_000)).toEqual({ unexplained: 5_000_000 });
  });
});

describe("an outage behind a Gateway", () => {
  type Hindrances = NonNullable<ServiceResult["hindrances"]>;

  function hindered(
    outages: ServiceResult["outages"],
    hindrances: readonly (readonly [Hindrances[number]["cause"], number, number | null])[],
    failovers: readonly FailoverResult[] = [],
  ): ServiceResult {
    const told = hindrances.map(([cause, from, to]) => ({ cause, because: cause, from, to }));
    return { ...service(outages, failovers, 100), hindrances: told };
  }

  const secondsOf = (result: ServiceResult): Record<string, number> =>
    Object.fromEntries(
      Object.entries(attributeOutage(result, 100_000_000)).map(([cause, micros]) => [
        cause,
        micros / 1_000_000,
      ]),
    );

  test("without a failover belongs to the registry while that is not true", () => {
    const result = hindered(
      [
        { from: 8, to: 20 }, // 2 s before it: requests that were under way.
        { from: 30, to: 42 }, // 2 s behind it: until the next probe.
        { from: 60, to: 61 },
      ],
      [["registry", 10, 40]],
    );

    expect(secondsOf(result)).toEqual({ inFlight: 2, registry: 20, probe: 2, unexplained: 1 });
  });

  test("belongs to the registry only for what nothing else explains, and to a breaker behind that", () => {
    const result = hindered(
      [{ from: 10, to: 30 }],
      [
        ["registry", 5, 20],
        ["newLogon", 12, 15],
        ["targetHealth", 8, 28],
        ["serverReady", 14, 16],
      ],
    );

    // 10–12 registry, 12–14 new logon, 14–16 nothing serves, 16–20 registry, 20–28 breaker, 28–30 until the next probe.
    expect(secondsOf(result)).toEqual({
      targetHealth: 8,
      serverReady: 2,
      registry: 6,
      newLogon: 2,
      probe: 2,
    });
  });

  test("belongs to a failover as far as that is explained", () => {
    const lost = failover(10, 12, [part(5, "statusInterval"), part(7, "unexplained")]);

    expect(secondsOf(hindered([{ from: 10, to: 22 }], [["registry", 10, 18]], [lost]))).toEqual({
      statusInterval: 5,
      registry: 3,
      unexplained: 4,
    });
  });

  test("lasts to the end of the run when a registry never becomes true", () => {
    expect(secondsOf(hindered([{ from: 50, to: null }], [["registry", 40, null]]))).toEqual({ registry: 50 });
  });
});

test("the causes of every replication add up to its outage and to its times to failover, to the microsecond", async () => {
  const plan = { name: "a", version: "test", seed: "3", variants: [pairVariant()], replications: 3 };
  const outcomes = (await conductStudy(plan)).variants[0]?.outcomes ?? [];
  const services = outcomes.flatMap((outcome) => outcome.services["zosmf"] ?? []);
  const total = (causes: object) =>
    (Object.values(causes) as number[]).reduce((sum, micros) => sum + micros, 0);

  expect(services).toHaveLength(3);
  for (const { outageByCause, outageMicros, failovers } of services) {
    expect(outageMicros).toBeGreaterThan(20_000_000);
    expect(total(outageByCause)).toBe(outageMicros);
    expect(outageByCause).not.toHaveProperty("unexplained");
    expect(failovers.map(({ byCause }) => total(byCause))).toEqual(failovers.map(({ micros }) => micros));
  }
});

test("every cause that an explanation can have has a title and a meaning", () => {
  expect(CAUSES.map(({ cause }) => cause)).toEqual(expect.arrayContaining([...DELAY_CAUSES]));
});

/** Which method a design gets, and what it makes of metrics that are made of the factors by a formula. */
import { describe, expect, test } from "vitest";
import {
  RANK_REGRESSION_FIELDS,
  rankSensitivity,
  SENSITIVITY_FIELDS,
  SENSITIVITY_METHODS,
  type ReplicationOutcome,
  type VariantOutcomes,
} from "../../src/index.js";
import { factorialDesign, latinHypercube, levelOf, type Factor, type Point } from "../../src/sweep/design.js";

function range(name: string, from: number, to: number): Factor {
  return {
    name,
    levels: [levelOf(name, from), levelOf(name, to)],
    between: (share) => levelOf(name, from + share * (to - from)),
  };
}

const WORDS: Factor = {
  name: "word",
  levels: ["red", "green", "blue"].map((text) => ({ text, settings: [] })),
};
const [A, B, C] = [range("a", 0, 10), range("b", 100, 300), range("c", 0, 1)];

const number = ({ levels }: Point, name: string): number => levels[name]?.number ?? 0;

/** Outages of so many seconds; of each replication its own. */
function outcomes(
  points: readonly Point[],
  seconds: (point: Point, replication: number) => number,
): VariantOutcomes {
  return points.map((point) => ({
    variant: point.name,
    outcomes: [0, 1, 2].map(
      (replication) =>
        ({
          services: { s: { outageMicros: 1e6 * seconds(point, replication) } },
        }) as unknown as ReplicationOutcome,
    ),
  }));
}

function ranked(
  factors: readonly Factor[],
  points: readonly Point[],
  seconds: (point: Point, n: number) => number,
) {
  const { sensitivity, rankRegression } = rankSensitivity(
    { factors, points, metrics: ["outageSeconds"] },
    outcomes(points, seconds),
    { service: "s", confidence: 0.95 },
  );
  return { rows: sensitivity["outageSeconds"] ?? [], fit: rankRegression["outageSeconds"] };
}

describe("a Latin hypercube", () => {
  const factors = [A, B, C];
  const points = latinHypercube(factors, 12, "1");

  test("gets the effects of one regression: of 100 + 3a + b/10 they are 30, 20 and 0, whatever chance mixes", () => {
    const { rows, fit } = ranked(
      factors,
      points,
      (point) => 100 + 3 * number(point, "a") + number(point, "b") / 10,
    );
    const spread = (name: string) => {
      const values = points.map((point) => number(point, name));
      return Math.max(...values) - Math.min(...values);
    };

    expect(rows.map(({ factor }) => factor).slice(0, 2)).toEqual(["a", "b"]);
    expect(rows.map(({ method }) => method)).toEqual(Array(3).fill("rank regression"));
    expect(rows.map(({ effect }) => effect.mean)).toEqual([
      expect.closeTo(3 * spread("a"), 9),
      expect.closeTo(spread("b") / 10, 9),
      expect.closeTo(0, 9),
    ]);
    expect(rows.map(({ shown }) => shown)).toEqual([true, true, false]);
    expect(fit).toMatchObject({ points: 12, explainsLittle: false });
    expect(fit?.rSquared).toBeGreaterThan(0.9);
  });

  test("is put in order by ranks, which a single huge value does not move", () => {
    // a rises by steps of one; b does so too, but for its greatest value.
    const most = Math.max(...points.map((point) => number(point, "b")));
    const seconds = (point: Point) =>
      number(point, "a") + (number(point, "b") === most ? 1_000 : number(point, "b") / 1_000);
    const { rows } = ranked(factors, points, seconds);

    expect(rows[0]?.factor).toBe("a");
    expect(Math.abs(rows[0]?.effect.mean ?? 0)).toBeLessThan(
      Math.abs(rows.find(({ factor }) => factor === "b")?.effect.mean ?? 0),
    );
  });

  test("says that ranks explain little where the metric turns", () => {
    const valley = (point: Point) => Math.abs(number(point, "a") - 5);
    const { rows, fit } = ranked(factors, points, valley);

    expect(fit?.explainsLittle).toBe(true);
    expect(fit?.adjustedRSquared).toBeLessThan(0.7);
    expect(rows.filter(({ shown }) => shown)).toEqual([]);
  });

  test("counts only points that have a value", () => {
    const { sensitivity: _rows, rankRegression } = rankSensitivity(
      { factors, points, metrics: ["timeToFailoverSeconds"] },
      points.map(({ name }, index) => ({
        variant: name,
        outcomes: [
          {
            services: {
              s: {
                outageMicros: 0,
                failovers: index < 7 ? [{ timeToFailoverMicros: index * 1e6, kind: "failover" }] : [],
              },
            },
          } as unknown as ReplicationOutcome,
        ],
      })),
      { service: "s", confidence: 0.95 },
    );

    expect(rankRegression["timeToFailoverSeconds"]?.points).toBe(7);
  });

  test("takes values without an order into the same regression", () => {
    const varied = [A, WORDS];
    const mixed = latinHypercube(varied, 15, "2");
    const seconds = (point: Point) =>
      2 * number(point, "a") + { red: 0, green: 50, blue: 90 }[point.levels["word"]?.text as "red"];
    const { rows } = ranked(varied, mixed, seconds);
    const word = rows.find(({ factor }) => factor === "word");

    expect(word?.effect.mean).toBeCloseTo(90, 9);
    expect(word).toMatchObject({ shown: true, correlation: { mean: null }, coefficient: { low: null } });
    expect(rows[0]?.factor).toBe("word");
  });
});

test("a full factorial has main effects, and no rank regression", () => {
  const { rows, fit } = ranked([A, B], factorialDesign([A, B]), (point) => 3 * number(point, "a"));

  expect(rows).toMatchObject([
    { factor: "a", method: "main effect", effect: { mean: 30 }, coefficient: { mean: null }, shown: true },
    { factor: "b", method: "main effect", effect: { mean: 0 }, shown: false },
  ]);
  expect(fit).toBeUndefined();
});

describe("factors are taken one at a time", () => {
  const line = (count: number, b: (a: number) => number): Point[] =>
    Array.from({ length: count }, (_, a) => ({
      name: `${a}`,
      levels: { a: levelOf("a", a), b: levelOf("b", b(a)) },
    }));
  const methods = (points: readonly Point[]) =>
    new Set(ranked([], points, (point) => number(point, "a")).rows.map(({ method }) => method));

  test.each([
    ["where they move together", line(8, (a) => 5 - 2 * a), "one at a time"],
    ["where points are too few", line(3, (a) => a % 2), "one at a time"],
    ["and not where a list suffices for a regression", line(8, (a) => a % 3), "rank regression"],
    [
      "where a point says nothing of one",
      [...line(8, (a) => a % 3), { name: "only a", levels: { a: levelOf("a", 9) } }],
      "one at a time",
    ],
  ])("%s", (_when, points, method) => {
    expect(methods(points)).toEqual(new Set([method]));
  });
});

test("the reference page tells every field and method that results have", () => {
  const points = latinHypercube([A, B], 8, "1");
  const { rows, fit } = ranked([A, B], points, (point) => number(point, "a"));

  expect(Object.keys(SENSITIVITY_FIELDS).sort()).toEqual(Object.keys(rows[0] ?? {}).sort());
  expect(Object.keys(RANK_REGRESSION_FIELDS).sort()).toEqual(Object.keys(fit ?? {}).sort());
  expect(Object.keys(SENSITIVITY_METHODS)).toEqual(["main effect", "rank regression", "one at a time"]);
});

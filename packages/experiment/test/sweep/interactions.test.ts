/** Interactions of two factors: metrics that are made of the factors by a formula. */
import { describe, expect, test } from "vitest";
import {
  interactionsOf,
  isFactorial,
  type ReplicationOutcome,
  type VariantOutcomes,
} from "../../src/index.js";
import { factorialDesign, latinHypercube, levelOf, type Factor, type Point } from "../../src/sweep/design.js";

function factor(name: string, ...values: readonly (string | number)[]): Factor {
  return { name, levels: values.map((value) => levelOf(name, value)) };
}

const X = factor("x", 1, 2, 4);
const Y = factor("y", 10, 30);
const Z = factor("z", "red", "green");

const number = ({ levels }: Point, name: string): number => levels[name]?.number ?? 0;

/** Outages of so many seconds, in as many replications as the formula is given noise for. */
function outcomes(
  points: readonly Point[],
  seconds: (point: Point) => number,
  noise: readonly ((point: Point) => number)[] = [() => 0, () => 0],
): VariantOutcomes {
  return points.map((point) => ({
    variant: point.name,
    outcomes: noise.map(
      (error) =>
        ({
          services: { s: { outageMicros: 1e6 * (seconds(point) + error(point)) } },
        }) as unknown as ReplicationOutcome,
    ),
  }));
}

function interactions(factors: readonly Factor[], points: readonly Point[], variants: VariantOutcomes) {
  const asked = { factors, points, metrics: ["outageSeconds"] };
  return interactionsOf(asked, variants, { service: "s", confidence: 0.95 })["outageSeconds"];
}

describe("an interaction of two factors", () => {
  const factors = [X, Y, Z];
  const points = factorialDesign(factors);

  test("is the double difference of the corners: of 3x + 5y + 2xy it is 2 Δx Δy", () => {
    const seconds = (point: Point) =>
      3 * number(point, "x") + 5 * number(point, "y") + 2 * number(point, "x") * number(point, "y");
    const [first, ...others] = interactions(factors, points, outcomes(points, seconds)) ?? [];

    expect(first?.factors).toEqual(["x", "y"]);
    expect(first?.effect.mean).toBeCloseTo(2 * 3 * 20, 9);
    for (const { effect } of others) expect(effect.mean).toBeCloseTo(0, 9);
    expect(others).toHaveLength(2);
  });

  test("of values without an order goes from the first to the last", () => {
    const seconds = (point: Point) => (point.levels["z"]?.text === "green" ? 7 * number(point, "x") : 0);
    const [first] = interactions(factors, points, outcomes(points, seconds)) ?? [];

    expect(first?.factors).toEqual(["x", "z"]);
    expect(first?.effect.mean).toBeCloseTo(7 * 3, 9);
  });

  test("has Student's interval over the replications", () => {
    // The corner of x = 4 and y = 30 is 1 or 3 higher: differences of 1 and 3, mean 2, standard error 1, t(0.975; 1) = 12.706.
    const corner = (point: Point) => (number(point, "x") === 4 && number(point, "y") === 30 ? 1 : 0);
    const noise = [corner, (point: Point) => 3 * corner(point)];
    const [first] =
      interactions(
        [X, Y],
        factorialDesign([X, Y]),
        outcomes(factorialDesign([X, Y]), () => 0, noise),
      ) ?? [];

    expect(first?.effect.mean).toBeCloseTo(2, 9);
    expect(first?.effect.low).toBeCloseTo(2 - 12.7062, 3);
    expect(first?.effect.high).toBeCloseTo(2 + 12.7062, 3);
  });

  test("is told of a full factorial only, and needs two factors that vary", () => {
    const between = (share: number) => levelOf("x", 1 + share);
    const hypercube = latinHypercube(
      [
        { ...X, between },
        { ...Y, between },
      ],
      6,
      "1",
    );

    expect(isFactorial({ factors, points })).toBe(true);
    expect(isFactorial({ factors, points: points.slice(1) })).toBe(false);
    expect(isFactorial({ factors: [X, Y], points: hypercube })).toBe(false);
    expect(
      interactions(
        [X, Y],
        hypercube,
        outcomes(hypercube, () => 1),
      ),
    ).toBeUndefined();
    expect(
      interactions(
        [X],
        factorialDesign([X]),
        outcomes(factorialDesign([X]), () => 1),
      ),
    ).toBeUndefined();
  });
});

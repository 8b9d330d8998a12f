/** Least squares and rank regression against certified values, and against models whose coefficients are known. */
import { RandomStream } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { leastSquares, rankCorrelation, rankRegression, type RegressionTerm } from "../../src/index.js";

/** @source NIST Statistical Reference Datasets, linear regression, Longley: y, then six columns that nearly tell each other. */
const LONGLEY = [
  [60323, 83.0, 234289, 2356, 1590, 107608, 1947],
  [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
  [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
  [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
  [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
  [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
  [64989, 99.0, 365385, 1870, 3547, 115094, 1953],
  [63761, 100.0, 363112, 3578, 3350, 116219, 1954],
  [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
  [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
  [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
  [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
  [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
  [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
  [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
  [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
];
const CERTIFIED = {
  coefficients: [
    15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359, -0.0511041056535807,
    1829.15146461355,
  ],
  standardErrors: [
    84.9149257747669, 0.0334910077722432, 0.488399681651699, 0.214274163161675, 0.22607320006937,
    455.478499142212,
  ],
  rSquared: 0.995479004577296,
  residualDeviation: 304.854073561965,
};

function column(index: number): number[] {
  return LONGLEY.map((row) => row[index] as number);
}

function closeTo(expected: readonly number[]): unknown[] {
  return expected.map(
    (value) => expect.closeTo(value, 8 - Math.floor(Math.log10(Math.abs(value)))) as unknown,
  );
}

describe("least squares", () => {
  test("have the certified coefficients and standard errors, to nine digits", () => {
    const fit = leastSquares([1, 2, 3, 4, 5, 6].map(column), column(0));

    expect(fit?.coefficients).toEqual(closeTo(CERTIFIED.coefficients));
    expect(fit?.standardErrors).toEqual(closeTo(CERTIFIED.standardErrors));
    expect(fit?.rSquared).toBeCloseTo(CERTIFIED.rSquared, 10);
    expect(fit?.degrees).toBe(16 - 7);
    expect(Math.sqrt((fit?.residualSquares ?? 0) / 9)).toBeCloseTo(CERTIFIED.residualDeviation, 6);
  });

  test("are refused to columns that are constant or tell each other, and to too few rows", () => {
    const [x, y] = [
      [1, 2, 3, 4, 5],
      [2, 1, 4, 3, 5],
    ];

    expect(leastSquares([x, [7, 7, 7, 7, 7]], y)).toBeUndefined();
    expect(leastSquares([x, x.map((value) => 3 - 2 * value)], y)).toBeUndefined();
    expect(leastSquares([x.slice(0, 2)], y.slice(0, 2))).toBeUndefined();
    expect(leastSquares([x], y)?.degrees).toBe(3);
  });

  test("of no column leave everything, and of a constant have nothing to explain", () => {
    expect(leastSquares([], [1, 2, 3])).toMatchObject({ coefficients: [], residualSquares: 2, rSquared: 0 });
    expect(leastSquares([[1, 2, 3, 4]], [5, 5, 5, 5])).toMatchObject({ coefficients: [0], rSquared: null });
  });
});

const ordered = (values: readonly number[]): RegressionTerm => ({ isOrdered: true, columns: [values] });

function uniforms(count: number, name: string): number[] {
  const stream = new RandomStream("1", name);
  return Array.from({ length: count }, () => stream.uniform());
}

describe("rank regression", () => {
  test("of a single factor is Spearman's rank correlation, and R² its square", () => {
    const [x, y] = [
      [3, 1, 4, 1, 5, 9, 2, 6],
      [2, 7, 1, 8, 2, 8, 1, 8],
    ];
    const regression = rankRegression([ordered(x)], y);
    const rho = rankCorrelation(x, y).mean ?? NaN;

    expect(regression?.coefficients[0]?.interval.mean).toBeCloseTo(rho, 12);
    expect(regression?.rSquared).toBeCloseTo(rho * rho, 12);
    expect(regression?.adjustedRSquared).toBeCloseTo(1 - ((1 - rho * rho) * 7) / 6, 12);
  });

  /**
   * With U and V uniform and S = U + V: E[U F(S)] = E[S F(S)] / 2 = (1/10 + 31/60) / 2 = 37/120, so that the correlation of U and F(S) is
   * (37/120 − 1/4) × 12 = 0.7; U and V are independent, so that R² is 0.7² + 0.7².
   */
  test("of the sum of two uniform factors gives 0.7 to both, and R² 0.98", () => {
    const [u, v] = [uniforms(20_000, "u"), uniforms(20_000, "v")];
    const sum = u.map((value, index) => value + (v[index] as number));
    const { coefficients, rSquared } = rankRegression([ordered(u), ordered(v)], sum) ?? {};

    expect(coefficients?.map(({ interval }) => interval.mean)).toEqual([
      expect.closeTo(0.7, 2),
      expect.closeTo(0.7, 2),
    ]);
    expect(rSquared).toBeCloseTo(0.98, 2);
  });

  test("does not give one factor what belongs to another that it is mixed with, as a correlation does", () => {
    const u = uniforms(200, "u");
    const mixed = uniforms(200, "v").map((value, index) => value + (u[index] as number));
    const y = u.map((value) => value * value * value);
    const { coefficients } = rankRegression([ordered(u), ordered(mixed)], y) ?? {};

    expect(rankCorrelation(mixed, y).low).toBeGreaterThan(0.5);
    expect(coefficients?.[0]).toMatchObject({
      interval: { mean: expect.closeTo(1, 6) as number },
      shown: true,
    });
    expect(coefficients?.[1]?.interval.mean).toBeCloseTo(0, 6);
  });

  test("shows nothing of rounding where one factor tells everything", () => {
    const [u, v] = [uniforms(14, "u"), uniforms(14, "v")];
    const halves = (values: readonly number[]) => values.map((value) => (value > 0.5 ? 1 : 0));
    const word = (values: readonly number[]): RegressionTerm => ({
      isOrdered: false,
      columns: [halves(values)],
    });
    const { coefficients } = rankRegression([word(u), word(v), ordered(uniforms(14, "w"))], halves(u)) ?? {};

    expect(coefficients?.map(({ shown }) => shown)).toEqual([true, false, false]);
    expect(coefficients?.map(({ interval }) => interval.mean)).toEqual([expect.closeTo(1, 9), 0, 0]);
    expect(coefficients?.[2]?.interval).toMatchObject({ low: 0, high: 0 });
  });

  test("explains nothing of a valley", () => {
    const u = Array.from({ length: 41 }, (_, index) => index - 20);
    const regression = rankRegression([ordered(u)], u.map(Math.abs));

    expect(regression?.rSquared).toBeCloseTo(0, 12);
    expect(regression?.coefficients[0]?.shown).toBe(false);
  });

  /** A column that does nothing is shown to do something in 1 of 20 studies: 50 ± 4 × √(1,000 × 0.05 × 0.95) of 1,000. */
  test.each([
    ["numbers", (values: readonly number[]) => ordered(values)],
    [
      "three values without an order",
      (values: readonly number[]): RegressionTerm => ({
        isOrdered: false,
        columns: [1, 2].map((one) => values.map((value) => (Math.floor(3 * value) === one ? 1 : 0))),
      }),
    ],
  ])("shows a factor of %s that does nothing as often as chance does", (_kind, inert) => {
    let shown = 0;
    for (let study = 0; study < 1_000; study += 1) {
      const [u, v, noise] = ["u", "v", "noise"].map((name) => uniforms(25, `${name} ${study}`)) as [
        number[],
        number[],
        number[],
      ];
      const y = u.map((value, index) => value + (noise[index] as number));
      if (rankRegression([ordered(u), inert(v)], y)?.coefficients[1]?.shown === true) shown += 1;
    }

    expect(Math.abs(shown - 50)).toBeLessThan(28);
  });

  test("tells the strength of values without an order as that of two numbers, without a sign", () => {
    const y = [1, 2, 3, 4, 5, 6, 8, 7];
    const values = [1, 1, 0, 1, 0, 0, 0, 1];
    const [asNumber, asWord] = [true, false].map(
      (isOrdered) => rankRegression([{ isOrdered, columns: [values] }], y)?.coefficients[0],
    );

    expect(asNumber?.interval.mean).toBeLessThan(0);
    expect(asWord?.interval.mean).toBeCloseTo(-(asNumber?.interval.mean ?? 0), 12);
    expect(asWord?.interval).toMatchObject({ low: null, high: null });
    expect(asWord?.shown).toBe(asNumber?.shown);
  });

  test("of a metric that never changes has no estimate", () => {
    expect(rankRegression([ordered([1, 2, 3, 4])], [5, 5, 5, 5])).toMatchObject({
      coefficients: [{ interval: { mean: null }, shown: false }],
      rSquared: null,
      adjustedRSquared: null,
    });
  });
});

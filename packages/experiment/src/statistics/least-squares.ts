/**
 * A straight model of several columns by least squares: how far y goes with each while the others stand still.
 *
 * The columns are centred, brought to length 1 and made orthogonal by the modified Gram-Schmidt process, y as the last of them; that
 * keeps the digits that the product of a matrix with itself would lose. Only sums, products, quotients and square roots: the same on
 * every machine.
 *
 * @source Å. Björck, Numerical Methods for Least Squares Problems, SIAM 1996, section 2.4.
 */

export interface LeastSquares {
  /** Of each column, in the unit of y for one of the column. */
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  /** What the columns explain of the squares of y about its mean, 0 to 1; null: y never changes. */
  readonly rSquared: number | null;
  /** What they leave, in the unit of y squared. */
  readonly residualSquares: number;
  /** Rows less columns less one. */
  readonly degrees: number;
}

/** A column of which the others tell all but this share of its length says nothing of its own. @assumption Far above rounding. */
const DEPENDENT = 1e-6;

/** `undefined`: a column is constant or told by the others, or there are too few rows to know the error. */
export function leastSquares(
  columns: readonly (readonly number[])[],
  y: readonly number[],
): LeastSquares | undefined {
  const degrees = y.length - columns.length - 1;
  if (degrees < 1) return undefined;
  const { columns: scaled, lengths } = ofLengthOne(columns);
  const triangular = orthogonalized(scaled);
  if (triangular === undefined) return undefined;
  const rest = centred(y);
  const total = dot(rest, rest);
  const parts = triangular.orthogonal.map((column) => takenOut(rest, column));
  const residualSquares = dot(rest, rest);
  const solved = backSubstituted(triangular.factors, parts);
  const deviation = Math.sqrt(residualSquares / degrees);
  return {
    coefficients: solved.map((value, index) => value / at(lengths, index)),
    standardErrors: errorFactors(triangular.factors).map(
      (factor, index) => (deviation * factor) / at(lengths, index),
    ),
    rSquared: total === 0 ? null : Math.max(0, 1 - residualSquares / total),
    residualSquares,
    degrees,
  };
}

function ofLengthOne(columns: readonly (readonly number[])[]) {
  const moved = columns.map(centred);
  const lengths = moved.map((column) => Math.sqrt(dot(column, column)));
  const scaled = moved.map((column, index) => {
    const length = at(lengths, index);
    return length === 0 ? column : column.map((value) => value / length);
  });
  return { columns: scaled, lengths };
}

interface Triangular {
  readonly orthogonal: readonly number[][];
  /** factors[k][j], k ≤ j: column j as so much of each orthogonal column k. */
  readonly factors: readonly number[][];
}

function orthogonalized(columns: readonly number[][]): Triangular | undefined {
  const orthogonal: number[][] = [];
  const factors = columns.map(() => new Array<number>(columns.length).fill(0));
  for (const [j, column] of columns.entries()) {
    for (const [k, earlier] of orthogonal.entries()) (factors[k] as number[])[j] = takenOut(column, earlier);
    const length = Math.sqrt(dot(column, column));
    if (!(length > DEPENDENT)) return undefined;
    (factors[j] as number[])[j] = length;
    orthogonal.push(column.map((value) => value / length));
  }
  return { orthogonal, factors };
}

/** Takes out of `values` what lies along `column`, which has length 1; tells how much that was. */
function takenOut(values: number[], column: readonly number[]): number {
  const part = dot(values, column);
  for (let index = 0; index < values.length; index += 1)
    values[index] = at(values, index) - part * at(column, index);
  return part;
}

function backSubstituted(factors: readonly number[][], right: readonly number[]): number[] {
  const solved = new Array<number>(right.length).fill(0);
  for (let row = right.length - 1; row >= 0; row -= 1) {
    const factor = factors[row] as number[];
    let value = at(right, row);
    for (let later = row + 1; later < right.length; later += 1)
      value -= at(factor, later) * at(solved, later);
    solved[row] = value / at(factor, row);
  }
  return solved;
}

/** The length of each row of the inverse of the triangle: by so much the error of y becomes that of a coefficient. */
function errorFactors(factors: readonly number[][]): number[] {
  const squares = new Array<number>(factors.length).fill(0);
  factors.forEach((_, unit) => {
    const right = factors.map((__, index) => (index === unit ? 1 : 0));
    backSubstituted(factors, right).forEach((value, row) => {
      squares[row] = at(squares, row) + value * value;
    });
  });
  return squares.map((square) => Math.sqrt(square));
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += at(a, index) * at(b, index);
  return sum;
}

function at(values: readonly number[], index: number): number {
  return values[index] as number;
}

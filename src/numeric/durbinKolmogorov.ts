/**
 * P(D < x) for the two-sided one-sample Kolmogorov–Smirnov statistic of n values, exactly: Durbin's matrix, raised to the
 * n-th power as Marsaglia, Tsang & Wang (2003) do. Relative accuracy about 1e-13. O((n x)³ log n) time.
 */
export function durbinKolmogorov(n: number, x: number): number {
  const k = Math.ceil(n * x);
  const size = 2 * k - 1;
  const power = matrixPower(durbinMatrix(k, k - n * x), size, n);
  let result = power.matrix[(k - 1) * size + k - 1] ?? 0;
  let exponent = power.exponent;
  for (let i = 1; i <= n; i++) {
    result *= i / n;
    if (result < 1e-140) {
      result *= 2 ** 512;
      exponent -= 512;
    }
  }
  return result * 2 ** exponent;
}

/** A matrix times 2 to a power, so that products neither overflow nor vanish. */
interface ScaledMatrix {
  readonly matrix: Float64Array;
  readonly exponent: number;
}

function durbinMatrix(k: number, h: number): Float64Array {
  const size = 2 * k - 1;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= Math.min(i + 1, size - 1); j++) matrix[i * size + j] = numerator(i, j, { size, h }) / factorial(i - j + 1);
  }
  return matrix;
}

/** 1 inside; less a power of h in the first column and the last row. */
function numerator(i: number, j: number, { size, h }: { size: number; h: number }): number {
  if (j === 0 && i === size - 1) return 1 - 2 * h ** size + (2 * h > 1 ? (2 * h - 1) ** size : 0);
  if (j === 0) return 1 - h ** (i + 1);
  return i === size - 1 ? 1 - h ** (size - j) : 1;
}

function factorial(n: number): number {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}

function matrixPower(base: Float64Array, size: number, power: number): ScaledMatrix {
  let result: ScaledMatrix = { matrix: identity(size), exponent: 0 };
  let square: ScaledMatrix = { matrix: base, exponent: 0 };
  for (let left = power; ;) {
    if (left % 2 === 1) result = multiply(result, square, size);
    left = Math.floor(left / 2);
    if (left === 0) return result;
    square = multiply(square, square, size);
  }
}

function identity(size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1;
  return matrix;
}

function multiply(a: ScaledMatrix, b: ScaledMatrix, size: number): ScaledMatrix {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = product.subarray(i * size, (i + 1) * size);
    for (let k = 0; k < size; k++) addMultiple(row, a.matrix[i * size + k] ?? 0, b.matrix.subarray(k * size, (k + 1) * size));
  }
  const middle = product[Math.floor(size / 2) * size + Math.floor(size / 2)] ?? 0;
  const shift = middle > 1e140 ? 512 : 0;
  const matrix = shift === 0 ? product : product.map(entry => entry * 2 ** -shift);
  return { matrix, exponent: a.exponent + b.exponent + shift };
}

function addMultiple(row: Float64Array, factor: number, other: Float64Array): void {
  for (let j = 0; j < row.length; j++) row[j] = (row[j] as number) + factor * (other[j] as number);
}

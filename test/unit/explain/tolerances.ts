/**
 * What our values of one row and output may differ from a reference's by: from a float64 reference by rounding only,
 * from XGBoost's own values by what float32 sums lose.
 */
export function tolerance(float32: boolean, values: readonly number[], margin: number): number {
  const sum = sumOfAbsolutes(values);
  return float32 ? 2e-5 * Math.max(Math.abs(margin), sum) : 1e-9 * Math.max(1, sum);
}

export function sumOfAbsolutes(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.abs(value), 0);
}

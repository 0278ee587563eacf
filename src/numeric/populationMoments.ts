/** A sample's mean and its standard deviation, divided by n. */
export interface PopulationMoments {
  readonly mean: number;
  readonly deviation: number;
}

/** Both zero for an empty sample. The mean is exact to the last digits (see `CompensatedSum`). Two passes, O(n). */
export function populationMoments(values: Float64Array): PopulationMoments {
  const count = values.length;
  if (count === 0) return { mean: 0, deviation: 0 };
  let sum = values[0] as number;
  let lost = 0;
  for (let k = 1; k < count; k++) {
    const value = values[k] as number;
    const next = sum + value;
    const added = next - sum;
    lost += sum - (next - added) + (value - added);
    sum = next;
  }
  const mean = (sum + lost) / count;
  let squares = 0;
  for (let k = 0; k < count; k++) {
    const gap = (values[k] as number) - mean;
    squares += gap * gap;
  }
  return { mean, deviation: Math.sqrt(squares / count) };
}

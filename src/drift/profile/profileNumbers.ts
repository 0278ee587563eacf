import { type NumericColumn } from '../../domain/column';
import { rankSketch } from '../../numeric/rankSketch';
import { type ValueRun, valueRuns } from '../../numeric/valueRuns';
import { takeSample } from '../sample';
import { COUNTED_NUMBERS, type NumberProfile, SKETCH_POINTS, type ValueCounts } from './dataProfile';

/** The profile of numbers, times or truth values. Takes over the column's array. O(rows) for most data. */
export function profileNumbers(column: NumericColumn): NumberProfile {
  let positive = 0;
  let negative = 0;
  let zeros = 0;
  for (const value of column.values) {
    if (value === 0) zeros++;
    else if (value === Infinity) positive++;
    else if (value === -Infinity) negative++;
  }
  const sample = takeSample(column);
  if (sample.storage !== 'numbers') throw new Error('Numbers are a sample of numbers.');
  const { sorted, mean, deviation, unique } = sample;
  return {
    storage: 'numbers',
    kind: column.kind,
    infinite: { positive, negative },
    zeros,
    mean,
    deviation,
    unique: [unique, unique],
    numbers: unique <= COUNTED_NUMBERS ? countsOf(valueRuns(sorted)) : rankSketch(sorted, SKETCH_POINTS),
  };
}

function countsOf(runs: readonly ValueRun[]): ValueCounts {
  return { values: runs.map(({ value }) => value), counts: runs.map(({ count }) => count) };
}

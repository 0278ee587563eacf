import { describe, expect, it } from 'vitest';
import { type DriftMethod } from '../../../../src/domain/driftMethod';
import { needsOfColumn } from '../../../../src/drift/outOfCore/groupNeeds';
import { StreamedGroups, StreamedPair } from '../../../../src/drift/outOfCore/streamedPair';
import { StreamedSide } from '../../../../src/drift/outOfCore/streamedSide';
import { takeNumbers } from '../../../../src/drift/sample';
import { SamplePair } from '../../../../src/drift/samplePair';
import { samplingNoise } from '../../../../src/drift/samplingNoise';
import { type NumericColumn } from '../../../../src/domain/column';
import { normal, randomNumbers } from '../../../support/randomNumbers';

/** Both sides together have more than are held with their counts. */
const SIZES = [700_000, 400_000] as const;

function columnOf(values: Float64Array): NumericColumn {
  return { name: 'x', storage: 'numbers', kind: 'double', values, missing: 0 };
}

describe('the noise of more numbers than can be held', () => {
  const random = randomNumbers(3);
  const [before, after] = SIZES.map(size => takeNumbers(columnOf(Float64Array.from({ length: size }, () => normal(random)))));
  if (before === undefined || after === undefined) throw new Error('There are two sides.');
  const sides = [before, after].map(sample => {
    const { sorted, count, mean, squares, cubes } = sample;
    const numbers = { count, mean, squares, cubes, minimum: sorted[0] ?? NaN, maximum: sorted[count - 1] ?? NaN };
    const empty = columnOf(new Float64Array());
    return new StreamedSide({ empty, missing: 0, infinite: { positive: 0, negative: 0 }, numbers }, count, []);
  }) as [StreamedSide, StreamedSide];
  const groups = new StreamedGroups(...sides, { ...needsOfColumn(undefined), ranks: true });
  const merged: { value: number; before: number; after: number }[] = [];
  for (let i = 0, j = 0; i < before.count || j < after.count;) {
    const [a, b] = [before.sorted[i] ?? Infinity, after.sorted[j] ?? Infinity];
    merged.push({ value: Math.min(a, b), before: Number(a <= b), after: Number(b <= a) });
    i += Number(a <= b);
    j += Number(b <= a);
  }
  groups.visitStretch({
    values: Float64Array.from(merged, ({ value }) => value),
    reference: Float64Array.from(merged, ({ before }) => before),
    current: Float64Array.from(merged, ({ after }) => after),
    parts: new Int16Array(merged.length).fill(-1),
    length: merged.length,
  });
  const streamed = new StreamedPair(groups, 'numeric');
  const held = new SamplePair(before, after, 'numeric');

  it.each([
    'wasserstein',
    'ed',
    'ks',
    'anderson',
    'cramer_von_mises',
    'mannw',
    't_test',
    'es',
    'jensenshannon',
    'psi',
  ] satisfies DriftMethod[])(
    'by %s is that in memory, from the values that were picked up',
    method => {
      const [there, here] = [samplingNoise(method, streamed, 1)?.noise ?? NaN, samplingNoise(method, held, 1)?.noise ?? NaN];
      expect(Math.abs(there - here)).toBeLessThanOrEqual(1e-9 * here);
    },
    60_000,
  );
});

import { describe, expect, it } from 'vitest';
import { type Column } from '../../../src/domain/column';
import { type ColumnRules } from '../../../src/drift/columnRules';
import { type ColumnTask } from '../../../src/drift/compareColumn';
import { compare, counted, numbers, series } from './columns';

const rules: ColumnRules = { profile: 'evidently-legacy', methods: {}, thresholds: {} };
const legacy = (reference: Column, current: Column, more: Partial<ColumnTask> = {}): ReturnType<typeof compare> =>
  compare(reference, current, { rules, ...more });

describe("types of Evidently's old table", () => {
  const integers = (unique: number, more: Partial<Column> = {}): Column =>
    numbers(
      series(60, k => k % unique),
      { kind: 'integer', ...more } as Partial<Column>,
    );

  it.each([
    [integers(7), 'feature', 'numeric'],
    [integers(7, { pandas: { dtype: 'uint8' } }), 'feature', 'numeric'],
    [integers(7, { pandas: { dtype: 'Int64' } }), 'feature', 'numeric'],
    [integers(2, { kind: 'boolean' } as Partial<Column>), 'feature', 'categorical'],
    [integers(2, { pandas: { dtype: 'boolean' } }), 'feature', 'categorical'],
    [counted({ a: 1, b: 1, c: 1 }), 'feature', 'categorical'],
    [integers(7, { kind: 'datetime' } as Partial<Column>), 'feature', 'datetime'],
    [integers(7, { pandas: { dtype: 'datetime64[us, UTC]' } }), 'feature', 'categorical'],
    [integers(7, { pandas: { dtype: 'timedelta64[us]' } }), 'feature', 'unknown'],
    [integers(4), 'target', 'categorical'],
    [integers(5), 'target', 'numeric'],
    [integers(5), 'prediction', 'categorical'],
    [integers(6), 'prediction', 'numeric'],
    [numbers(series(60, k => (k % 3) / 2)), 'prediction', 'numeric'],
    [numbers(series(60, k => k % 3)), 'prediction', 'categorical'],
  ] as const)('%#: a %s', (column, role, type) => {
    expect(legacy(column, column, { role }).type).toBe(type);
  });

  it('go by the reference', () => {
    expect(legacy(integers(7), counted({ a: 9, b: 9 }))).toMatchObject({
      type: 'numeric',
      reason: 'The current data holds text in this column, not numbers.',
    });
  });
});

describe('infinite values stay in a column without missing ones', () => {
  const values = (count: number, ...more: number[]): Column => numbers([...series(count, k => k), ...more]);

  it('and leave the distance without a value: "not detected", said to be no evidence', () => {
    const found = legacy(values(1990, ...series(10, () => Infinity)), values(500));
    expect(found).toMatchObject({ status: 'ok', method: 'wasserstein', score: null, drifted: false, severity: null });
    expect(found.reason).toMatch(/not a number.*"not detected"; this is no evidence against drift/);
    expect(found.defects).toHaveLength(1);
    expect(found.quality).toMatchObject({ reference: { infinite: 10 }, current: { infinite: 0 } });
    expect(JSON.stringify(found)).not.toMatch(/NaN|null,null/);
  });

  it('and make it infinite by a single one in the current data', () => {
    expect(legacy(values(1990), values(500, Infinity))).toMatchObject({
      score: null,
      drifted: true,
      severity: 'Infinity',
      reason: 'The distance is infinite.',
    });
  });

  it('and count as the largest value in a test of ranks', () => {
    const kept = legacy(values(90, Infinity), values(90));
    expect(kept).toMatchObject({ method: 'ks', status: 'ok', reason: null });
    expect(kept.score).toBe(compare(values(90, 1e300), values(90)).score);
  });

  it('but are left out beside a missing one', () => {
    const found = legacy(values(1990, Infinity, NaN), values(500));
    expect(found).toMatchObject({
      method: 'wasserstein',
      status: 'ok',
      reason: 'Infinite values are left out: 1 of the reference, 0 of the current data.',
    });
    expect(found.score).not.toBeNull();
  });
});

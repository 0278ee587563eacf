import { describe, expect, it } from 'vitest';
import { type Column } from '../../../src/domain/column';
import { type ColumnQuality } from '../../../src/domain/columnQuality';
import { compare, counted, numbers, series } from './columns';

function of(column: Column): ColumnQuality | null | undefined {
  return compare(column, numbers([1, 2])).quality?.reference;
}

describe('the quality of a side', () => {
  it.each([
    [
      numbers([0, -0, 3, NaN, Infinity, 3, 3, -1]),
      { rows: 8, missing: 1, infinite: 1, zeros: 2, unique: 3, commonest: { value: '3', count: 3 }, almostConstant: false },
    ],
    [numbers([NaN, NaN]), { rows: 2, missing: 2, infinite: 0, zeros: 0, unique: 0, commonest: null, almostConstant: false }],
    [
      numbers(series(100, k => (k < 5 ? k : 7))),
      { rows: 100, missing: 0, infinite: 0, zeros: 1, unique: 6, commonest: { value: '7', count: 95 }, almostConstant: true },
    ],
    [
      numbers(series(9, () => 7)),
      { rows: 9, missing: 0, infinite: 0, zeros: 0, unique: 1, commonest: { value: '7', count: 9 }, almostConstant: false },
    ],
    [
      numbers([1, 0, 1], { kind: 'boolean' } as Partial<Column>),
      { rows: 3, missing: 0, infinite: 0, zeros: 0, unique: 2, commonest: { value: 'True', count: 2 }, almostConstant: false },
    ],
    [
      counted({ a: 2, b: 5 }),
      { rows: 7, missing: 0, infinite: 0, zeros: 0, unique: 2, commonest: { value: 'b', count: 5 }, almostConstant: false },
    ],
  ])('%#', (column, quality) => {
    expect(of(column)).toEqual(quality);
  });

  it('keeps no more of a long text than a page shows', () => {
    expect(of(counted({ ['x'.repeat(5000)]: 2 }))?.commonest?.value).toHaveLength(100);
  });

  it('is there for columns that are not tested too', () => {
    expect(compare(numbers([1, 2]), numbers([3]), { role: 'id' }).quality).toMatchObject({ reference: { rows: 2 }, current: { rows: 1 } });
    expect(compare(numbers([1, 2]), null).quality?.current).toBeNull();
  });
});

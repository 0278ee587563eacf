import { type CategoryColumn, type Column, type NumericColumn } from '../../domain/column';
import { type Rounding, spreadSketch } from '../../numeric/spreadSketch';
import { type CategoryProfile, type ColumnProfile, isCounted, type NumberProfile, type TextProfile } from './dataProfile';

/** What the categories without names are called where both sides are compared. */
export const POOLED = '(counted together)';

/**
 * A column that the profile could be of, in another order of rows: the very values where it has all counts, so that every
 * test gives what it gives of the data; else values that stand for those not kept. O(rows).
 */
export function columnOfProfile({ name, pandas, missing, values }: ColumnProfile, rows: number): Column {
  if (values.storage === 'numbers') return numbersOf(values, { name, pandas, missing }, rows);
  const coded = values.storage === 'categories' ? categoriesOf(values, rows) : textsOf(values, rows, missing);
  return { name, storage: 'codes', ...coded, missing, pandas };
}

function numbersOf(
  { kind, infinite, numbers }: NumberProfile,
  column: Pick<NumericColumn, 'name' | 'missing'> & Pick<ColumnProfile, 'pandas'>,
  rows: number,
): NumericColumn {
  const values = new Float64Array(rows).fill(NaN);
  let filled = 0;
  const fill = (value: number, count: number): void => {
    values.fill(value, filled, filled + count);
    filled += count;
  };
  if (isCounted(numbers)) numbers.values.forEach((value, k) => fill(value, numbers.counts[k] ?? 0));
  else {
    values.set(spreadSketch(numbers, roundingOf(kind)));
    filled = numbers.count;
  }
  fill(Infinity, infinite.positive);
  fill(-Infinity, infinite.negative);
  return { ...column, storage: 'numbers', kind, values };
}

/** How the values of a kind are rounded. */
export function roundingOf(kind: NumberProfile['kind']): Rounding {
  return kind === 'integer' || kind === 'datetime' ? 'integer' : kind === 'float32' ? 'float32' : 'double';
}

type Coded = Pick<CategoryColumn, 'codes' | 'categories'>;

function categoriesOf({ names, counts, pooled }: CategoryProfile, rows: number): Coded {
  const codes = new Int32Array(rows).fill(-1);
  let filled = 0;
  const all = pooled === null ? counts : [...counts, pooled.rows];
  all.forEach((count, code) => {
    codes.fill(code, filled, filled + count);
    filled += count;
  });
  return { codes, categories: pooled === null ? names : [...names, POOLED] };
}

/** Texts that are not kept: as many, of which as many differ. */
function textsOf({ unique: [least] }: TextProfile, rows: number, missing: number): Coded {
  const codes = new Int32Array(rows).fill(-1);
  for (let row = 0; row < rows - missing; row++) codes[row] = row % Math.max(1, least);
  return { codes, categories: Array.from({ length: Math.max(1, least) }, (_, k) => String(k)) };
}

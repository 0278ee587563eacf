import { type CategoryColumn, type NumericColumn } from '../../../src/domain/column';

export function numbers(name: string, values: readonly (number | null)[], kind: NumericColumn['kind'] = 'double'): NumericColumn {
  return {
    name,
    storage: 'numbers',
    kind,
    values: Float64Array.from(values, value => value ?? NaN),
    missing: values.filter(value => value === null).length,
  };
}

export function text(name: string, values: readonly (string | null)[]): CategoryColumn {
  const categories = [...new Set(values.filter(value => value !== null))];
  const codes = Int32Array.from(values, value => (value === null ? -1 : categories.indexOf(value)));
  return { name, storage: 'codes', codes, categories, missing: values.filter(value => value === null).length };
}

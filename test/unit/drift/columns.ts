import { type Column } from '../../../src/domain/column';
import { type ColumnTask } from '../../../src/drift/compareColumn';
import { type DriftColumn } from '../../../src/drift/contract';
import { compareWithDescriptors } from '../../../src/drift/text/compareWithDescriptors';

/** A column of numbers; NaN is missing. */
export function numbers(values: Iterable<number>, more: Partial<Column> = {}): Column {
  const array = Float64Array.from(values);
  const missing = array.filter(Number.isNaN).length;
  return { name: 'x', storage: 'numbers', kind: 'double', values: array, missing, ...more } as Column;
}

/** A column of texts; null is missing. */
export function texts(values: readonly (string | null)[]): Column {
  const categories = [...new Set(values.filter(each => each !== null))];
  return {
    name: 'x',
    storage: 'codes',
    codes: Int32Array.from(values, each => (each === null ? -1 : categories.indexOf(each))),
    categories,
    missing: values.filter(each => each === null).length,
  };
}

/** So many of each: counted({ a: 3 }) is a, a, a. */
export function counted(counts: Readonly<Record<string, number>>): Column {
  return texts(Object.entries(counts).flatMap(([value, count]) => Array.from({ length: count }, () => value)));
}

export function series<Value>(count: number, make: (k: number) => Value): Value[] {
  return Array.from({ length: count }, (_, k) => make(k));
}

export function compare(reference: Column | null, current: Column | null, more: Partial<ColumnTask> = {}): DriftColumn {
  return compareWithDescriptors({ name: 'x', role: 'feature', type: null, reference, current, fileType: 'DOUBLE', ...more });
}

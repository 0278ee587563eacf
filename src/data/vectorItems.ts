import { type DuckDBVector } from '@duckdb/node-api';

/**
 * The doubles of a vector as they lie in its chunk, which they do not outlive. The array is marked private; going value by
 * value takes fifty times as long.
 */
export function doublesIn(vector: DuckDBVector): Float64Array {
  const items: unknown = Reflect.get(vector, 'items');
  if (!(items instanceof Float64Array)) throw new Error('DuckDB gave no doubles.');
  return items;
}

/** The same of small integers. */
export function smallIntegersIn(vector: DuckDBVector): Int16Array {
  const items: unknown = Reflect.get(vector, 'items');
  if (!(items instanceof Int16Array)) throw new Error('DuckDB gave no small integers.');
  return items;
}

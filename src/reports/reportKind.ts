import { type ReportKind } from './contract';

/** Keys that a report of a kind has and the other kinds have not. */
const KEYS: Readonly<Record<ReportKind, readonly string[]>> = {
  drift: ['dataset', 'columns', 'reference', 'current'],
  explain: ['model', 'features', 'baseValues', 'importance', 'rowIndex'],
  versions: ['request', 'comparison', 'trend'],
  monitor: ['monitor', 'points', 'trend'],
};

export const REPORT_KINDS: readonly ReportKind[] = ['drift', 'explain', 'versions', 'monitor'];

/** Which report a value is; 'newer' if its schema is one that is not known here; null if it is none. */
export function reportKind(value: unknown): ReportKind | 'newer' | null {
  if (typeof value !== 'object' || value === null || !('schema' in value)) return null;
  const kind = REPORT_KINDS.find(name => KEYS[name].every(key => key in value));
  if (typeof value.schema !== 'number') return null;
  if (value.schema > 1) return kind === undefined ? null : 'newer';
  return value.schema === 1 && kind !== undefined ? kind : null;
}

import { type DriftColumn } from '../../src/drift/contract';
import { columnVerdict } from '../../src/domain/driftVerdict';

export interface ColumnFilter {
  /** Part of the name, in any case. */
  readonly text: string;
  /** 'all', 'drifted', 'beyond' (drifted, and not within sampling noise), 'steady' or 'untested'. */
  readonly verdict: string;
  /** 'all' or a column type. */
  readonly type: string;
}

export function passesFilter(column: DriftColumn, filter: ColumnFilter): boolean {
  const text = filter.text.trim().toLowerCase();
  if (text !== '' && !column.name.toLowerCase().includes(text)) return false;
  if (filter.type !== 'all' && column.type !== filter.type) return false;
  if (filter.verdict === 'beyond') return verdictGroup(column) === 'drifted' && column.withinNoise !== true;
  return filter.verdict === 'all' || filter.verdict === verdictGroup(column);
}

function verdictGroup(column: DriftColumn): string {
  const verdict = columnVerdict(column);
  if (verdict === 'drifted') return 'drifted';
  return verdict === 'no drift' ? 'steady' : 'untested';
}

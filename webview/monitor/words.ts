import { type TrendColumn, type TrendPoint, type TrendReport } from '../../src/monitor/contract';
import { countOf } from '../../src/base/countOf';
import { formatShare } from '../kit/format';

/** What the newest report says, and since when it has been so, in one sentence. */
export function trendVerdict({ points }: TrendReport): string {
  const last = points.at(-1);
  if (last === undefined) return 'There is no report to show.';
  const same = points.toReversed().findIndex(({ drifted }) => drifted !== last.drifted);
  const count = same < 0 ? points.length : same;
  const what = verdictWords(last);
  if (points.length === 1) return `${what} in the only report.`;
  if (count === points.length) return `${what} in ${count === 2 ? 'both' : `all ${count}`} reports.`;
  return count === 1 ? `${what} in the last report, but not in the one before.` : `${what} in the last ${count} reports.`;
}

export function verdictWords({ drifted }: Pick<TrendPoint, 'drifted'>): string {
  if (drifted === null) return 'No verdict';
  return drifted ? 'Dataset drift' : 'No dataset drift';
}

/** "3 of 12 columns (25.0 %)". */
export function shareWords({ driftedColumns, columns, share }: TrendPoint): string {
  return `${driftedColumns} of ${countOf(columns, 'column')}${share === null ? '' : ` (${formatShare(share)})`}`;
}

/** What a cell says to those who do not see its colour. */
export function cellWords(cell: TrendColumn['cells'][number]): string {
  if (cell === null) return 'not in this report';
  if (cell.drifted === null) return 'not computed';
  return cell.drifted ? 'drifted' : 'no drift';
}

/** What the reports leave out, one sentence each. */
export function leftOut({ left }: TrendReport): readonly string[] {
  const older = left.older > 0 && `${countOf(left.older, 'older report')} not shown.`;
  const unreadable = left.unreadable > 0 && `${countOf(left.unreadable, 'report')} could not be read.`;
  return [older, unreadable].filter(text => text !== false);
}

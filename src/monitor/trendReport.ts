import { type DriftColumn, type DriftReport } from '../drift/contract';
import { type TrendColumn, type TrendPoint, type TrendReport, type TrendRequest } from './contract';

/** A report and where it is kept. */
export interface KeptReport {
  readonly path: string;
  readonly createdAt: number;
  readonly report: DriftReport;
}

/** The share that a dataset's drift begins at where no report says. */
const THRESHOLD = 0.5;

/** What the kept reports of a monitor say over time. They may come in any order. O(reports × columns). */
export function trendReport(request: TrendRequest, kept: readonly KeptReport[], left: TrendReport['left']): TrendReport {
  const reports = kept.toSorted((a, b) => madeAt(a) - madeAt(b));
  return {
    schema: 1,
    monitor: request.monitor,
    threshold: reports.at(-1)?.report.dataset.threshold ?? THRESHOLD,
    points: reports.map(pointOf),
    trend: columnsOf(reports.map(({ report }) => report)),
    left,
    request,
  };
}

function madeAt({ report, createdAt }: KeptReport): number {
  return report.made?.at ?? createdAt;
}

function pointOf(kept: KeptReport): TrendPoint {
  const { dataset, current } = kept.report;
  const { drifted, share, driftedColumns, columns, skipped } = dataset;
  return { at: madeAt(kept), path: kept.path, drifted, share, driftedColumns, columns, skipped, rows: current.rows };
}

function columnsOf(reports: readonly DriftReport[]): readonly TrendColumn[] {
  const cells = new Map<string, (TrendColumn['cells'][number] | undefined)[]>();
  reports.forEach((report, place) => {
    for (const column of report.columns) {
      if (column.status === 'not_tested') continue;
      const own = cells.get(column.name) ?? [];
      cells.set(column.name, own);
      own[place] = cellOf(column);
    }
  });
  const columns = [...cells].map(([name, own]) => ({ name, cells: reports.map((_, place) => own[place] ?? null) }));
  return columns.toSorted((a, b) => timesDrifted(b) - timesDrifted(a));
}

function cellOf({ method, score, threshold, drifted, severity }: DriftColumn): TrendColumn['cells'][number] {
  return { method, score, threshold, drifted, severity };
}

function timesDrifted({ cells }: TrendColumn): number {
  return cells.filter(cell => cell?.drifted === true).length;
}

import { type TrendReport } from '../../src/monitor/contract';
import { isDrift } from '../../src/domain/driftMethod';
import { MADE_AT } from './reportFixtures';

const WEEK = 7 * 86_400_000;

/** Twelve weeks of a monitor with a season: columns drift one after the other, and one report has no verdict. */
export function weeklyTrend(more: Partial<TrendReport> = {}): TrendReport {
  const names = ['dep_hour', 'distance', 'origin', 'carrier', 'weather', 'weekday'];
  const trend = names.map((name, k) => ({
    name,
    cells: Array.from({ length: 12 }, (_, week) => {
      if (week === 4) return k === 0 ? null : { method: null, score: null, threshold: null, drifted: null, severity: null };
      const score = 0.02 + Math.max(0, week - 3 - k) * 0.03;
      const drifted = isDrift('wasserstein', score, 0.1);
      return { method: 'wasserstein' as const, score, threshold: 0.1, drifted, severity: score / 0.1 };
    }),
  }));
  const points = Array.from({ length: 12 }, (_, week) => {
    const cells = trend.map(({ cells }) => cells[week] ?? null);
    const tested = cells.filter(cell => cell?.score !== null && cell !== null);
    const driftedColumns = tested.filter(cell => cell?.drifted === true).length;
    const share = tested.length === 0 ? null : driftedColumns / tested.length;
    return {
      at: MADE_AT + week * WEEK,
      path: `/work/.modelops/reports/${week}.json`,
      drifted: share === null ? null : share >= 0.5,
      share,
      driftedColumns,
      columns: tested.length,
      skipped: cells.length - tested.length,
      rows: 12_000 + 37 * week,
    };
  });
  const request = { folder: '/work', monitor: 'weekly' };
  return { schema: 1, monitor: 'weekly', threshold: 0.5, points, trend, left: { older: 3, unreadable: 1 }, request, ...more };
}

import { describe, expect, it } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { failure, success } from '../../../src/base/result';
import { type DriftReport } from '../../../src/drift/contract';
import { createMonitorHandlers } from '../../../src/monitor/serveMonitors';
import { type SavedReport } from '../../../src/reports/contract';
import { scoredColumn, unscoredColumn } from '../../support/reportFixtures';
import { driftReportOf } from './driftReportOf';

const request = { folder: '/work', monitor: 'weekly' };

function saved(path: string, createdAt: number, more: Partial<SavedReport> = {}): SavedReport {
  return { kind: 'drift', path, createdAt, model: null, monitor: 'weekly', ...more };
}

function handlers(files: ReadonlyMap<SavedReport, DriftReport | null>) {
  return createMonitorHandlers({
    list: () => success([...files.keys()].toSorted((a, b) => b.createdAt - a.createdAt)),
    read: ({ path }) => {
      const report = [...files].find(([file]) => file.path === path)?.[1] ?? null;
      return report === null ? failure('unreadable', 'No report.') : success({ kind: 'drift', report });
    },
  });
}

describe('the trend of a monitor', () => {
  it('is its own reports, oldest first, and the columns that drifted most often first', async () => {
    const steady = scoredColumn('distance', 'wasserstein', 0.02);
    const files = new Map([
      [saved('b', 2), driftReportOf([steady, scoredColumn('origin', 'jensenshannon', 0.3)])],
      [saved('a', 1), driftReportOf([steady, unscoredColumn('origin', 'not_computable', 'No values.')])],
      [saved('other', 3, { monitor: 'daily' }), driftReportOf([steady])],
      [saved('by hand', 4, { monitor: null }), driftReportOf([steady])],
    ]);
    const trend = await handlers(files).trend(request, unattendedJob());
    if (!trend.ok) throw new Error(trend.failure.message);
    expect(trend.value.points.map(({ at, path }) => [at, path])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
    expect(trend.value.points.map(({ share, driftedColumns, columns, skipped }) => [share, driftedColumns, columns, skipped])).toEqual([
      [0, 0, 1, 1],
      [0.5, 1, 2, 0],
    ]);
    expect(trend.value.trend.map(({ name, cells }) => [name, cells.map(cell => cell?.score ?? null)])).toEqual([
      ['origin', [null, 0.3]],
      ['distance', [0.02, 0.02]],
    ]);
    expect(trend.value.left).toEqual({ older: 0, unreadable: 0 });
  });

  it('says what it leaves out: more than sixty reports, and those that cannot be read', async () => {
    const report = driftReportOf([scoredColumn('distance', 'wasserstein', 0.02)]);
    const files = new Map(Array.from({ length: 70 }, (_, k) => [saved(`r${k}`, k), k === 69 ? null : report] as const));
    const trend = await handlers(files).trend(request, unattendedJob());
    expect(trend).toMatchObject({ ok: true, value: { left: { older: 10, unreadable: 1 } } });
    if (trend.ok) expect(trend.value.points.map(({ at }) => at)).toEqual(Array.from({ length: 59 }, (_, k) => k + 10));
  });

  it('is a failure with a next step where there is no report', async () => {
    expect(await handlers(new Map()).trend(request, unattendedJob())).toMatchObject({
      ok: false,
      failure: { reason: 'not_found', message: 'weekly has no saved report yet.' },
    });
  });
});

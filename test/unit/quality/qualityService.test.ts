import { afterAll, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { computeQuality } from '../../../src/quality/computeQuality';
import { type QualityReport, type QualityRequest } from '../../../src/quality/contract';
import { createQualityService } from '../../../src/quality/qualityService';
import { qualityRequest } from '../../support/qualityFixtures';
import { TableFolder, value } from '../data/tables';

const folder = new TableFolder();
afterAll(() => folder.remove());

const service = createQualityService({ tables: folder.reader, runTask: ({ task }) => Promise.resolve(computeQuality(task)) });
const rows = (count: number, line: (k: number) => string): string => Array.from({ length: count }, (_, k) => `${line(k)}\n`).join('');
const reference = folder.write(
  `day,late,score,hour\n${rows(40, k => `2026-01-0${1 + (k % 4)},${k % 2},${(k % 2 === 0 ? 0.2 : 0.8) + (k % 5) / 50},${k % 24}`)}`,
  'january.csv',
);
const current = folder.write(`day,score,hour\n${rows(30, k => `2026-06-0${1 + (k % 3)},${(k % 10) / 10},${k % 24}`)}`, 'june.csv');

function asked(more: Partial<QualityRequest> = {}): QualityRequest {
  return qualityRequest({ reference, current, ...more });
}

async function measure(more: Partial<QualityRequest> = {}): Promise<QualityReport> {
  return value(await service.measure(asked(more), unattendedJob()));
}

async function complaint(more: Partial<QualityRequest>): Promise<string> {
  const made = await service.measure(asked(more), unattendedJob());
  return made.ok ? 'it was measured' : made.failure.message;
}

describe('measure', () => {
  it('reads both files, and estimates where the target column is missing', async () => {
    const report = await measure({ time: 'day', windows: { kind: 'period', period: 'day' }, estimate: true });
    expect(report).toMatchObject({
      schema: 1,
      task: 'binary',
      positive: '1',
      rows: { reference: { labelled: 40, unlabelled: 0, skipped: 0 }, current: { labelled: 0, unlabelled: 30, skipped: 0 } },
      verdict: { metric: 'roc_auc', outcome: 'unknown' },
    });
    expect(report.reference.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(report.windows.map(({ side, name }) => `${side} ${name}`)).toEqual([
      'reference 2026-01-01',
      'reference 2026-01-02',
      'reference 2026-01-03',
      'reference 2026-01-04',
      'current 2026-06-01',
      'current 2026-06-02',
      'current 2026-06-03',
    ]);
    expect(report.windows.at(-1)?.estimated.accuracy).toBeGreaterThan(0);
    expect(report.features.map(({ name }) => name)).toEqual(['hour']);
    expect(report.made?.request).toEqual(asked({ time: 'day', windows: { kind: 'period', period: 'day' }, estimate: true }));
  });

  it('holds finite numbers only', async () => {
    const report = await measure({ current: reference });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report.metrics.find(({ metric }) => metric === 'accuracy')?.current.value).toBe(1);
  });

  it('says what is wrong with a request', async () => {
    expect(await complaint({ target: 'gone' })).toBe('The reference data has no column gone.');
    expect(await complaint({ probabilities: ['late'] })).toBe('The current data has no column late.');
    expect(await complaint({ probabilities: [] })).toBe('There is neither a prediction nor a probability column.');
    expect(await complaint({ features: ['gone'] })).toBe('The feature gone is not in both data sets.');
    expect(await complaint({ current: folder.write('day,score,hour\n', 'empty.csv') })).toBe(
      'The current data has column names but no rows.',
    );
    expect(await complaint({ task: 'regression' })).toBe('A regression has no probabilities.');
  });
});

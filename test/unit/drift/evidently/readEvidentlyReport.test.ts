import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type DriftColumn, type DriftReport } from '../../../../src/drift/contract';
import { readEvidentlyReport } from '../../../../src/drift/evidently/readEvidentlyReport';

const folder = path.join(import.meta.dirname, '..', '..', '..', 'golden', 'drift', 'evidently');
const golden = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));

function read(name: string): DriftReport {
  const report = readEvidentlyReport(golden(name));
  if (report === null) throw new Error(`${name} was not read.`);
  return report;
}

const row = ({ name, type, method, score, threshold, drifted }: DriftColumn) => [name, type, method, score, threshold, drifted];

describe('what Evidently 0.7 wrote', () => {
  test('the new shape has no verdicts: they follow from score, threshold and sign', () => {
    const report = read('new.json');
    expect(report.columns.map(row)).toEqual([
      ['distance', 'numeric', 'ks', 1.2912476279204757e-225, 0.05, true],
      ['hour', 'numeric', 'ks', 0.04993446229634399, 0.05, true],
      ['delay', 'numeric', 'ks', 2.4420139067400988e-23, 0.05, true],
      ['carrier', 'categorical', 'chisquare', 1.4954358838181219e-50, 0.05, true],
      ['hub', 'categorical', 'z', 0.48002233086318435, 0.05, false],
    ]);
    expect(report.dataset).toEqual({ drifted: true, share: 0.8, threshold: 0.5, columns: 5, driftedColumns: 4, skipped: 0 });
    expect(report).toMatchObject({ schema: 1, profile: 'evidently', imported: { tool: 'Evidently', version: null } });
  });

  test('with tests it has them, and they are the same', () => {
    expect(read('new_with_tests.json')).toEqual(read('new.json'));
  });

  test('a test that says otherwise is believed', () => {
    const report = structuredClone(golden('new_with_tests.json')) as { tests: { name: string; status: string }[] };
    for (const made of report.tests) if (made.name.endsWith('hour')) made.status = 'SUCCESS';
    expect(readEvidentlyReport(report)?.columns.find(({ name }) => name === 'hour')?.drifted).toBe(false);
  });

  test('every test by the name it was asked for, each row with a name of its own', () => {
    const { columns } = read('new_methods.json');
    expect(columns).toHaveLength(20);
    expect(new Set(columns.map(({ name }) => name)).size).toBe(20);
    expect(columns.map(({ name, method }) => `${name}: ${method}`).slice(0, 3)).toEqual([
      'distance: ks',
      'distance · wasserstein: wasserstein',
      'distance · anderson: anderson',
    ]);
    for (const column of columns) expect(column).toMatchObject({ status: 'ok', score: expect.any(Number), drifted: expect.any(Boolean) });
  });

  test('the old shape says the same of the same data, with small distributions', () => {
    const [old, dictionary] = [read('old.json'), read('old_dict.json')];
    expect(old.imported).toEqual({ tool: 'Evidently', version: '0.7.23' });
    expect(dictionary.columns).toEqual(old.columns);
    const byName = (report: DriftReport) => report.columns.map(row).toSorted();
    expect(byName(old)).toEqual(byName(read('new.json')));
    expect(old.dataset).toEqual(read('new.json').dataset);
    const distance = old.columns.find(({ name }) => name === 'distance')?.distribution;
    expect(distance?.kind).toBe('numeric');
    for (const side of [distance?.reference, distance?.current]) expect(side?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(old.columns.find(({ name }) => name === 'carrier')?.distribution).toMatchObject({
      categories: ['AA', 'DL', 'UA'],
      reference: [309, 181, 110],
      current: [214, 210, 276],
      added: [],
      vanished: [],
    });
  });

  test('columns without a verdict on all: half of them is drift, as Evidently’s default has it', () => {
    const report = read('old_columns.json');
    expect(report.columns.map(({ name }) => name)).toEqual(['distance', 'carrier']);
    expect(report.dataset).toMatchObject({ drifted: true, share: 1, threshold: 0.5, columns: 2 });
  });
});

describe('what is not a drift report', () => {
  test.each([null, 3, [], {}, { metrics: 'x' }, { metrics: [] }, { metrics: [null, 3] }, golden('no_drift.json')])('%j', value => {
    expect(readEvidentlyReport(value)).toBeNull();
  });
});

describe('hostile and odd values', () => {
  const metric = (config: object, value: unknown) => ({ id: '1', config: { type: 'evidently:metric_v2:ValueDrift', ...config }, value });

  test('no finite score is no verdict, and a test of the user’s own is named', () => {
    const report = readEvidentlyReport({
      metrics: [
        metric({ column: 'empty', method: 'K-S p_value', threshold: 0.05 }, null),
        metric({ column: 'own', method: 'my test' }, 0.3),
        metric({ column: '__proto__', method: 'constructor' }, 1),
        metric({ column: 'no threshold', method: 'PSI' }, 0.2),
        metric({ method: 'PSI' }, 0.2),
      ],
    });
    expect(report?.columns.map(({ name, status, reason, drifted }) => [name, status, reason, drifted])).toEqual([
      ['empty', 'not_computable', 'Evidently gave no finite score for this column.', null],
      ['own', 'not_computable', 'Evidently scored it 0.3 by “my test”, a test that is not one of its own.', null],
      ['__proto__', 'not_computable', 'Evidently scored it 1 by “constructor”, a test that is not one of its own.', null],
      ['no threshold', 'ok', null, true],
    ]);
    expect(report?.dataset).toMatchObject({ drifted: null, columns: 1, skipped: 3 });
  });
});

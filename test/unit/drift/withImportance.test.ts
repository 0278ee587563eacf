import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { failure, success } from '../../../src/base/result';
import { type DriftReport, type DriftRequest } from '../../../src/drift/contract';
import { withImportance } from '../../../src/drift/withImportance';
import { type ExplainReport } from '../../../src/explain/contract';
import { createReportHandlers } from '../../../src/reports/serveReports';
import { scoredColumn } from '../../support/reportFixtures';
import { driftReport, explainReport } from '../../support/reportValues';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'importance-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const reports = createReportHandlers({ webviewRoot: '' });

interface Explained {
  readonly model?: Partial<ExplainReport['model']>;
  readonly importance?: ExplainReport['importance'];
}

async function keep({ model, importance }: Explained): Promise<string> {
  const report = explainReport();
  const named = { ...report.model, ...model };
  const { name, version } = named;
  const saved = await reports.save(
    {
      folder,
      kind: 'explain',
      model: name === null || version === null ? null : { name, version },
      report: { ...report, model: named, importance: importance ?? report.importance },
    },
    unattendedJob(),
  );
  if (!saved.ok) throw new Error(saved.failure.message);
  return saved.value.path;
}

async function drift(model: DriftReport['model'], uri: string | null): Promise<DriftReport> {
  const made = driftReport();
  const columns = [
    scoredColumn('hour', 'ks', 0.2),
    scoredColumn('distance', 'ks', 0.2),
    scoredColumn('origin', 'ks', 0.2, { role: 'target' }),
  ];
  const report: DriftReport = { ...made, columns, ...(model === undefined ? {} : { model }) };
  const service = {
    compute: () => Promise.resolve(success(report)),
    inspect: () => Promise.resolve(failure('unavailable', 'Not asked.')),
  };
  const request: DriftRequest = {
    reference: 'r',
    current: 'c',
    model: uri,
    columns: null,
    ignore: [],
    roles: {},
    types: {},
    profile: 'evidently',
  };
  const ranked = await withImportance(service, { reports, folder }).compute(request, unattendedJob());
  return ranked.ok ? ranked.value : expect.fail(ranked.failure.message);
}

const VERSION = { name: 'm', version: '1' };

test('features have the importance of the newest SHAP report of the same version, summed over the outputs', async () => {
  await keep({ importance: [{ feature: 'hour', meanAbs: [9] }] });
  const newest = await keep({
    importance: [
      { feature: 'hour', meanAbs: [0.25, 0.5] },
      { feature: 'origin', meanAbs: [1, 1] },
    ],
  });
  await keep({ model: { version: '2' }, importance: [{ feature: 'hour', meanAbs: [5] }] });
  await keep({ model: { name: 'mm' }, importance: [{ feature: 'hour', meanAbs: [6] }] });
  const report = await drift(VERSION, 'models:/m@champion');
  expect(report.columns.map(({ name, importance }) => [name, importance])).toEqual([
    ['hour', 0.75],
    ['distance', undefined],
    ['origin', undefined],
  ]);
  expect(report.importanceFrom).toMatchObject({ report: `.modelops/reports/${path.basename(newest)}`, rows: 1, units: 'margin' });
});

test('a report that is cut off is passed over for the one before it', async () => {
  await keep({});
  writeFileSync(await keep({ importance: [] }), '{"schema":1');
  expect((await drift(VERSION, 'models:/m/1')).columns[0]?.importance).toBe(0.4);
});

test('a model without a name is known by its place, however that is written', async () => {
  const place = path.join(folder, 'models', 'late');
  await keep({ model: { name: null, version: null, uri: place } });
  expect((await drift(undefined, path.join('models', '.', 'late'))).columns[0]?.importance).toBe(0.4);
  expect((await drift(undefined, path.join(folder, 'models', 'other'))).importanceFrom).toBeUndefined();
});

test('a long name is cut in the name of the file, and whole in the report', async () => {
  const name = 'long'.repeat(60);
  await keep({ model: { name } });
  expect((await drift({ name, version: '1' }, `models:/${name}/1`)).columns[0]?.importance).toBe(0.4);
  expect((await drift({ name: `${name}er`, version: '1' }, `models:/${name}er/1`)).importanceFrom).toBeUndefined();
});

test('without a SHAP report, or without a model, the report is what it was', async () => {
  const plain = await drift(VERSION, 'models:/m/1');
  expect(Object.keys(plain)).not.toContain('importanceFrom');
  await keep({ model: { name: null, version: null, uri: 'x' } });
  expect(Object.keys(await drift(undefined, null))).not.toContain('importanceFrom');
});

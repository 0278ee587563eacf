import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { success } from '../../../src/base/result';
import { DuckTableReader } from '../../../src/data/tableReader';
import { explainRows } from '../../../src/explain/explainRows';
import { createExplainService } from '../../../src/explain/explainService';
import { parseTreeEnsemble } from '../../../src/formats/parseTreeEnsemble';
import { readModelFolder } from '../../../src/formats/readModelFolder';
import { tolerance } from './tolerances';

const FORMATS = join(import.meta.dirname, '../../golden/formats');
let folder: string;
let tables: DuckTableReader;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'explain-golden-'));
  tables = new DuckTableReader({ temporaryFolder: folder });
});
afterAll(async () => {
  await tables.close();
  rmSync(folder, { recursive: true, force: true });
});

// The same rows as codes give the reference; here they come as a person's file has them, with names and truth values.
test.each([
  ['xgb_categorical.json', 'xgb_categorical.csv', 'xgb_categorical_own'],
  ['xgb_categorical.ubj', 'xgb_categorical.csv', 'xgb_categorical_own'],
  ['lgb_categorical.txt', 'lgb_categorical.csv', 'lgb_categorical'],
])('%s finds the codes of the categories in %s', async (model, data, expected) => {
  const service = createExplainService({
    tables,
    resolveModel: uri => Promise.resolve(success({ uri, path: uri, name: null, version: null, runId: null })),
    readModelFolder,
    parseTreeEnsemble,
    runTask: work => Promise.resolve(success(explainRows(work.task, () => undefined))),
  });
  const asked = { model: join(FORMATS, model), data: join(FORMATS, data), rows: { kind: 'all' as const }, target: null, prediction: null };
  const explained = await service.explain(asked, { withValues: true, forPage: true }, unattendedJob());
  if (!explained.ok) throw new Error(explained.failure.message);
  const golden = JSON.parse(readFileSync(join(FORMATS, '../explain', `${expected}.expected.json`), 'utf8')) as {
    values: number[][][];
    margins: number[][];
    float32: boolean;
  };
  expect(explained.value.values).toHaveLength(golden.values.length);
  golden.values.forEach((features, row) => {
    const values = features.map(([value]) => value as number);
    const allowed = tolerance(golden.float32, values, golden.margins[row]?.[0] as number);
    const ours = explained.value.values?.[row] as readonly number[];
    ours.forEach((value, feature) => expect(Math.abs(value - (values[feature] as number))).toBeLessThanOrEqual(allowed));
  });
  const shown = explained.value.page?.featureValues[1];
  expect(shown?.slice(0, 4)).toEqual(model.startsWith('xgb') ? [40, 'female', 'band H', 78] : [45, 0, 'Bänd H', 78]);
});

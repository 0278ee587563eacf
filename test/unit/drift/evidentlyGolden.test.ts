import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { failure } from '../../../src/base/result';
import { type ColumnType } from '../../../src/drift/contract';
import { compareInThread } from '../../../src/drift/columnWork';
import { createDriftService } from '../../../src/drift/driftService';
import { TableFolder, value } from '../data/tables';
import { differences, type EvidentlyResult, request } from './evidently';

interface Case extends EvidentlyResult {
  readonly types: Readonly<Record<string, ColumnType>>;
  readonly reference: string;
  readonly current: string;
}
const golden = JSON.parse(readFileSync(new URL('../../golden/drift/drift_golden.json', import.meta.url), 'utf8')) as {
  cases: readonly Case[];
};
const folder = new TableFolder();
afterAll(() => folder.remove());
const service = createDriftService({
  tables: folder.reader,
  resolveModel: () => Promise.resolve(failure('not_found', 'No model.')),
  readModelFolder: () => Promise.resolve(failure('not_found', 'No model.')),
  runTask: compareInThread,
});

describe('types, methods, scores and verdicts are those of Evidently', () => {
  it.each(golden.cases.map(entry => [entry.name, entry] as const))('%s', async (name, entry) => {
    const reference = folder.write(entry.reference, `${name} reference.csv`);
    const current = folder.write(entry.current, `${name} current.csv`);
    const report = value(await service.compute(request(reference, current, { types: entry.types }), unattendedJob()));
    expect(differences(report, entry, new Set(Object.keys(entry.types)))).toEqual([]);
    for (const column of report.columns) if (column.status !== 'ok') expect(column.reason).toMatch(/^[A-Z].*[.]$/);
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { failure, success } from '../../../src/base/result';
import { modelName } from '../../../src/domain/ids';
import { historyCsv } from '../../../src/history/historyCsv';
import { createHistoryHandlers } from '../../../src/history/serveHistory';
import { eventOf, historyOf, toAlias, toStage } from '../domain/histories';

const moves = [toStage(5, 'Staging', 'Production'), toStage(4, 'Production', 'Archived')];
const history = historyOf(
  { ...eventOf('a1', Date.UTC(2026, 2, 3, 14), moves), reason: 'better, "by far"\nsays ben' },
  {
    ...eventOf('b2', Date.UTC(2026, 2, 4), [toAlias('champion', 4, null)], ['a1']),
    actor: '=HYPERLINK("x")',
    undoes: 'a1',
    action: 'rollback',
  },
);

const folder = mkdtempSync(path.join(tmpdir(), 'model-ops-history-'));
afterAll(() => rmSync(folder, { recursive: true }));
const exporter = createHistoryHandlers(name =>
  Promise.resolve(name === 'delay' ? success(history) : failure('not_found', 'No such model.')),
);

describe('the CSV', () => {
  test('has a row for each thing that moved, newest first', () => {
    expect(historyCsv(history)).toBe(
      [
        'at,actor,action,moves,version,alias,from,to,reason,undoes,id,integrity',
        `2026-03-04T00:00:00.000Z,"'=HYPERLINK(""x"")",rollback,alias champion: 4 → none,,champion,4,,,a1,b2,whole`,
        '2026-03-03T14:00:00.000Z,ana,stage,version 5: Staging → Production; version 4: Production → Archived,5,,Staging,Production,"better, ""by far""\nsays ben",,a1,whole',
        '2026-03-03T14:00:00.000Z,ana,stage,version 5: Staging → Production; version 4: Production → Archived,4,,Production,Archived,"better, ""by far""\nsays ben",,a1,whole',
        '',
      ].join('\r\n'),
    );
  });

  test('bears events that move nothing', () => {
    expect(historyCsv(historyOf(eventOf('a', 0, []))).split('\r\n')[1]).toBe('1970-01-01T00:00:00.000Z,ana,stage,,,,,,,,a,whole');
  });
});

describe('the export', () => {
  test('as JSON is the events as they are recorded', async () => {
    const file = path.join(folder, 'history.json');
    const made = await exporter.exportHistory({ name: modelName('delay'), format: 'json', file }, unattendedJob());
    expect(made).toEqual(success({ events: 2 }));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(history.map(entry => entry.event));
  });

  test('says where it could not write, and what the store could not read', async () => {
    const file = path.join(folder, 'missing', 'history.csv');
    expect(await exporter.exportHistory({ name: modelName('delay'), format: 'csv', file }, unattendedJob())).toMatchObject({
      failure: { reason: 'unavailable', message: `The history could not be written to ${file}.` },
    });
    expect(await exporter.exportHistory({ name: modelName('x'), format: 'csv', file }, unattendedJob())).toMatchObject({
      failure: { message: 'No such model.' },
    });
  });
});

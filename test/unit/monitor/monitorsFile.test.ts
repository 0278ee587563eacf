import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DriftRequest } from '../../../src/drift/contract';
import { addMonitor, readMonitors } from '../../../src/monitor/monitorsFile';
import { monitorsSchema } from '../../../src/monitor/monitorsSchema';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'monitors-'));
  file = path.join(folder, 'modelops.yaml');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function request(): DriftRequest {
  return {
    reference: path.join(folder, 'data', 'reference.parquet'),
    current: path.resolve('/elsewhere/current.csv'),
    model: 'models:/churn/3',
    columns: null,
    ignore: ['note'],
    roles: { target: 'left', id: 'customer' },
    types: {},
    profile: 'evidently',
  };
}

describe('adding a monitor', () => {
  it('makes the file, and what it says is what was asked for', async () => {
    const added = await addMonitor(file, 'weekly', request());
    expect(added).toEqual({ ok: true, value: { name: 'weekly', line: 4, request: { ...request(), monitor: 'weekly' } } });
    expect(readFileSync(file, 'utf8'))
      .toBe(`# What Model Ops watches in this folder: each monitor compares current data with reference data.

monitors:
  - name: weekly
    reference: data/reference.parquet
    current: ${path.resolve('/elsewhere/current.csv')}
    model: models:/churn/3
    ignore:
      - note
    target: left
    key: customer
`);
    const read = await readMonitors(file);
    expect(read).toMatchObject({ ok: true, value: { exists: true, problems: [], monitors: [{ name: 'weekly' }] } });
  });

  it('keeps comments and what else is there', async () => {
    writeFileSync(file, '# ours\nmonitors:\n  # the first\n  - { name: a, reference: r.csv, current: c.csv } # quick\n');
    await addMonitor(file, 'b', request());
    const text = readFileSync(file, 'utf8');
    for (const kept of ['# ours', '# the first', '# quick', 'name: a', 'name: b']) expect(text).toContain(kept);
  });

  it('says its filters in one text where that reads the same, else by their parts', async () => {
    const where: DriftRequest['where'] = {
      reference: { kind: 'expression', sql: "month = 1 AND origin = 'DEN'" },
      current: { kind: 'range', column: 'day', from: '2026-06-01', to: null },
    };
    const added = await addMonitor(file, 'weekly', { ...request(), where });
    expect(added).toMatchObject({ ok: true, value: { request: { where } } });
    expect(readFileSync(file, 'utf8')).toContain(`    where:
      reference: month = 1 AND origin = 'DEN'
      current: day=2026-06-01..
`);
    const awkward: DriftRequest['where'] = { current: { kind: 'range', column: 'a = b', from: null, to: '12' } };
    expect(await addMonitor(file, 'awkward', { ...request(), where: awkward })).toMatchObject({
      ok: true,
      value: { request: { where: awkward } },
    });
    expect(readFileSync(file, 'utf8')).toContain('      current:\n        column: a = b\n        to: "12"\n');
  });

  it('refuses a name that is taken or none, and a file that is wrong: nothing is written', async () => {
    writeFileSync(file, 'monitors: [{ name: a, reference: r.csv, current: c.csv }]\n');
    expect(await addMonitor(file, 'a', request())).toMatchObject({ ok: false, failure: { reason: 'already_exists' } });
    expect(await addMonitor(file, 'two words', request())).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
    writeFileSync(file, 'monitors: 3\n');
    expect(await addMonitor(file, 'b', request())).toMatchObject({
      ok: false,
      failure: { message: 'modelops.yaml, line 1: monitors must be array.' },
    });
    expect(readFileSync(file, 'utf8')).toBe('monitors: 3\n');
  });
});

describe('reading', () => {
  it('a folder without the file has no monitors', async () => {
    expect(await readMonitors(file)).toEqual({ ok: true, value: { file, exists: false, monitors: [], problems: [] } });
  });

  it('refuses what is no set-up', async () => {
    writeFileSync(file, `#${'x'.repeat(1_000_001)}`);
    expect(await readMonitors(file)).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
  });
});

it('the published schema is the one that is checked', async () => {
  await expect(`${JSON.stringify(monitorsSchema, null, 2)}\n`).toMatchFileSnapshot('../../../media/modelops.schema.json');
});

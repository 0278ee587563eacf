import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { parseReportFileName, reportFileName } from '../../../src/reports/reportFileName';
import { REPORT_KINDS } from '../../../src/reports/reportKind';
import { createReportHandlers } from '../../../src/reports/serveReports';
import { detectReport, driftReport, explainReport } from '../../support/reportValues';

const handlers = createReportHandlers({ webviewRoot: 'nowhere' });
const job = unattendedJob();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'reports-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

describe('file names', () => {
  test('say kind, model, version and time', () => {
    const at = Date.UTC(2026, 10, 23, 6, 15, 30, 123);
    const named = { kind: 'drift' as const, model: { name: 'flight_delay_model', version: '4' }, monitor: null, createdAt: at };
    expect(reportFileName(named)).toBe('drift-flight_delay_model-v4-20261123T061530123Z.json');
    expect(reportFileName({ ...named, monitor: 'weekly' })).toBe('drift-flight_delay_model-v4~weekly-20261123T061530123Z.json');
    expect(reportFileName({ ...named, model: null, monitor: 'weekly' })).toBe('drift~weekly-20261123T061530123Z.json');
    expect(reportFileName({ ...named, kind: 'explain', model: null })).toBe('explain-20261123T061530123Z.json');
  });

  test('give back what they were made of, whatever the model is called', () => {
    const model = fc.record({
      name: fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme' }),
      version: fc.integer({ min: 1 }).map(String),
    });
    const kind = fc.constantFrom(...REPORT_KINDS);
    const monitor = fc.option(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/));
    const createdAt = fc.integer({ min: 0, max: 4_102_444_799_999 });
    fc.assert(
      fc.property(fc.record({ kind, model: fc.option(model), monitor, createdAt }), named => {
        const name = reportFileName(named);
        expect(name).toMatch(/^[\w%.~-]+$/);
        expect(parseReportFileName(name)).toEqual(named);
      }),
    );
  });

  test('stay short, and are not confused by a name that looks like a version and a time', () => {
    const long = reportFileName({ kind: 'drift', model: { name: '模'.repeat(256), version: '12' }, monitor: null, createdAt: 0 });
    expect(Buffer.byteLength(long)).toBeLessThan(255);
    const watched = reportFileName({
      kind: 'versions',
      model: { name: '模'.repeat(256), version: '12345' },
      monitor: 'm'.repeat(64),
      createdAt: 0,
    });
    expect(Buffer.byteLength(watched)).toBeLessThan(255);
    expect(parseReportFileName(watched)?.monitor).toBe('m'.repeat(64));
    expect(parseReportFileName(long)?.model?.name).toMatch(/^模+$/);
    const odd = { name: 'x-v3-20260101T000000000Z', version: '4' };
    const named = { kind: 'drift' as const, model: odd, monitor: null, createdAt: 5 };
    expect(parseReportFileName(reportFileName(named))).toEqual(named);
  });

  test.each([
    'notes.json',
    'drift-.json',
    'drift-m-v1-20261323T061530123Z.json',
    'drift-%E0%A4%A-v1-20261123T061530123Z.json',
    'drift-m-v1-20261123T061530123Z.json.1f.tmp',
  ])('of other files say nothing: %s', name => expect(parseReportFileName(name)).toBeNull());
});

test('a saved report is listed, newest first, and read back equal', async () => {
  vi.useFakeTimers({ now: 1_000 });
  const model = { name: 'a/b "c"\n<d>', version: '4' };
  const first = await handlers.save({ folder, kind: 'drift', model, report: driftReport() }, job);
  const second = await handlers.save({ folder, kind: 'drift', model, report: driftReport() }, job);
  vi.setSystemTime(5_000);
  const third = await handlers.save({ folder, kind: 'explain', model: null, report: explainReport() }, job);
  if (!first.ok || !second.ok || !third.ok) throw new Error('not saved');
  expect([first.value.createdAt, second.value.createdAt, third.value.createdAt]).toEqual([1_000, 1_001, 5_000]);

  writeFileSync(path.join(folder, '.modelops', 'reports', 'readme.txt'), 'not a report');
  expect(await handlers.list({ folder }, job)).toEqual({ ok: true, value: [third.value, second.value, first.value] });
  expect(await handlers.read({ path: first.value.path }, job)).toEqual({ ok: true, value: { kind: 'drift', report: driftReport() } });
  expect(await handlers.read({ path: third.value.path }, job)).toEqual({ ok: true, value: { kind: 'explain', report: explainReport() } });
});

test('a report about concept drift is kept and read back', async () => {
  const saved = await handlers.save({ folder, kind: 'detect', model: null, report: detectReport() }, job);
  if (!saved.ok) throw new Error(saved.failure.message);
  expect(path.basename(saved.value.path)).toMatch(/^detect-\d{8}T\d{9}Z\.json$/);
  expect(await handlers.read({ path: saved.value.path }, job)).toEqual({ ok: true, value: { kind: 'detect', report: detectReport() } });
});

test('a non-finite number goes by its name', async () => {
  const report = { ...driftReport(), tookMs: Number.NaN };
  const saved = await handlers.save({ folder, kind: 'drift', model: null, report }, job);
  if (!saved.ok) throw new Error('not saved');
  expect(readFileSync(saved.value.path, 'utf8')).toContain('"tookMs":"NaN"');
});

test('a folder without reports has none', async () => {
  expect(await handlers.list({ folder }, job)).toEqual({ ok: true, value: [] });
});

test('nothing half-written remains where a report cannot be saved', async () => {
  writeFileSync(path.join(folder, '.modelops'), 'a file where the folder should be');
  const saved = await handlers.save({ folder, kind: 'drift', model: null, report: driftReport() }, job);
  expect(saved).toMatchObject({ ok: false, failure: { reason: 'unavailable' } });
  expect(readdirSync(folder)).toEqual(['.modelops']);
  expect(await handlers.save({ folder, kind: 'explain', model: null, report: driftReport() }, job)).toMatchObject({
    ok: false,
    failure: { reason: 'invalid' },
  });
});

test.each([
  ['truncated', JSON.stringify(driftReport()).slice(0, 40), 'unreadable', 'not complete JSON'],
  ['something else', '{"schema": 1, "rows": []}', 'unreadable', 'not a report of Model Ops'],
  ['a list', '[]', 'unreadable', 'not a report of Model Ops'],
  ['of a later schema', JSON.stringify({ ...driftReport(), schema: 2 }), 'unsupported', 'newer version'],
  ['without a schema', JSON.stringify({ ...driftReport(), schema: 'one' }), 'unreadable', 'not a report of Model Ops'],
])('a file that is %s is refused with a sentence', async (_what, text, reason, sentence) => {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, text);
  const read = await handlers.read({ path: file }, job);
  expect(read).toMatchObject({ ok: false, failure: { reason } });
  if (!read.ok) expect(read.failure.message).toContain(sentence);
});

test('a missing file and a folder in its place are refused', async () => {
  expect(await handlers.read({ path: path.join(folder, 'gone.json') }, job)).toMatchObject({ ok: false, failure: { reason: 'not_found' } });
  mkdirSync(path.join(folder, 'folder.json'));
  expect(await handlers.read({ path: path.join(folder, 'folder.json') }, job)).toMatchObject({
    ok: false,
    failure: { reason: 'unreadable' },
  });
});

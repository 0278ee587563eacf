import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { failure, type Result, success } from '../../../src/base/result';
import { type NewArtifact } from '../../../src/domain/artifact';
import { modelName, runId, type RunId, versionNumber } from '../../../src/domain/ids';
import { type ModelVersion } from '../../../src/domain/registeredModel';
import { type LoggedReport, type ReportToLog } from '../../../src/reports/contract';
import { createLogReport } from '../../../src/reports/logReport';
import { createReportHandlers } from '../../../src/reports/serveReports';
import { driftReport } from '../../support/reportValues';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'log-report-'));
  writeFileSync(path.join(folder, 'drift.js'), 'show();');
  writeFileSync(path.join(folder, 'drift.css'), 'p{}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const AT = Date.UTC(2026, 10, 26, 6, 15, 30, 123);
const report: ReportToLog = {
  kind: 'drift',
  report: driftReport(),
  title: 'Drift of weekly',
  model: { name: 'delay', version: '4' },
  monitor: 'weekly',
  at: AT,
};

interface Logged {
  readonly result: Result<LoggedReport>;
  /** By the path of the artifact. */
  readonly contents: ReadonlyMap<string, string>;
  readonly files: readonly string[];
}

async function log(
  made: ReportToLog,
  store: { run?: RunId | null; logging?: Result<void>; version?: Result<ModelVersion> } = {},
): Promise<Logged> {
  const contents = new Map<string, string>();
  const files: string[] = [];
  const version = { name: modelName('delay'), version: versionNumber('4'), runId: store.run === undefined ? runId('r1') : store.run };
  const logReport = createLogReport(createReportHandlers({ webviewRoot: folder }), {
    version: () => Promise.resolve(store.version ?? success(version as ModelVersion)),
    logArtifacts: (_, artifacts: readonly NewArtifact[]) => {
      for (const artifact of artifacts) {
        contents.set(artifact.path, readFileSync(artifact.file, 'utf8'));
        files.push(artifact.file);
      }
      return Promise.resolve(store.logging ?? success(undefined));
    },
  });
  return { result: await logReport(made, unattendedJob()), contents, files };
}

test('a report goes to the run of its version as JSON and as a page, named by monitor and time, and leaves no files here', async () => {
  const { result, contents, files } = await log(report);
  const paths = ['model-ops/drift/weekly-20261126T061530123Z.json', 'model-ops/drift/weekly-20261126T061530123Z.html'];
  expect(result).toEqual(success({ runId: 'r1', paths }));
  expect(JSON.parse(contents.get(paths[0] ?? '') ?? '')).toEqual(report.report);
  expect(contents.get(paths[1] ?? '')).toContain('<title>Drift of weekly</title>');
  expect(files.map(file => existsSync(path.dirname(file)))).toEqual([false, false]);
});

test('without a monitor it is named by the time alone', async () => {
  const { result } = await log({ ...report, monitor: null });
  expect(result).toMatchObject({ value: { paths: ['model-ops/drift/20261126T061530123Z.json', expect.any(String) as string] } });
});

test.each([
  ['it is about no version', { ...report, model: null }, {}, 'The report is about no registered version: there is no run to log it to.'],
  ['the version has no run', report, { run: null }, 'Version 4 of delay was registered without a run: there is none to log to.'],
  ['the version is gone', report, { version: failure('not_found', 'There is no version 4.') }, 'There is no version 4.'],
  [
    'the store cannot write',
    report,
    { logging: failure('unsupported', 'This server does not take files.') },
    'This server does not take files.',
  ],
])('where %s, a sentence says so', async (_, made, store, message) => {
  const { result, files } = await log(made, store);
  expect(result).toMatchObject({ ok: false, failure: { message } });
  expect(files.some(existsSync)).toBe(false);
});

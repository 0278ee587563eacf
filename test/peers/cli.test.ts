import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DriftReport } from '../../src/drift/contract';
import { type ExplainReport } from '../../src/explain/contract';
import { makeSampleCopy } from '../support/sampleCopy';
import { newestMlflow, peersPython } from '../support/peersPython';
import { StorePeer } from './storePeer';

const cli = path.resolve('dist/cli.js');
const model = 'flight_delay_model';
let folder: string;
let mlflow: StorePeer;

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('There is no dist/cli.js: run "node scripts/build.mjs".');
  folder = path.join(realpathSync(mkdtempSync(path.join(tmpdir(), 'cli-peers-'))), 'flights');
  makeSampleCopy(folder);
  mlflow = new StorePeer(newestMlflow());
});
afterAll(() => {
  mlflow.stop();
  rmSync(path.dirname(folder), { recursive: true, force: true });
});

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in the working copy, as a shell would. */
function run(...args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, MLFLOW_TRACKING_URI: '', MODELOPS_ACTOR: 'ana' };
  return new Promise(resolve => {
    execFile(process.execPath, [cli, ...args], { cwd: folder, env, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

async function json<T = unknown>(...args: readonly string[]): Promise<T> {
  const { exitCode, stdout, stderr } = await run(...args, '--json');
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  return JSON.parse(stdout) as T;
}

async function peer<T>(...args: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(peersPython(), [path.resolve('test/peers/cli_peer.py'), ...args], { maxBuffer: 1 << 28 });
  return JSON.parse(stdout) as T;
}

const facts = () => mlflow.facts(path.join(folder, 'mlflow.db'));

describe('drift and explain', () => {
  const data = ['--reference', 'data/reference.parquet', '--current', 'data/current.parquet'];

  test('every method and score is Evidently’s', async () => {
    const report = await json<DriftReport>('drift', ...data);
    const theirs = await peer<Record<string, [string, number]>>(
      'drift',
      path.join(folder, 'data/reference.parquet'),
      path.join(folder, 'data/current.parquet'),
    );
    const names = { wasserstein: 'Wasserstein distance (normed)', jensenshannon: 'Jensen-Shannon distance' };
    expect(report.columns).toHaveLength(9);
    for (const { name, method, score } of report.columns) {
      const [theirMethod, value] = theirs[name] ?? ['', Number.NaN];
      expect(names[method as keyof typeof names]).toBe(theirMethod);
      expect(Math.abs((score ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-12 + 1e-9 * Math.abs(value));
    }
    expect(report.dataset).toMatchObject({ drifted: false, columns: 9, driftedColumns: 3, skipped: 0 });
  });

  test('with a model, the target and the prediction leave the share', async () => {
    const flags = ['--model', `models:/${model}@champion`, '--target', 'late', '--prediction', 'prediction'];
    const report = await json<DriftReport>('drift', ...data, ...flags);
    expect(report.model).toEqual({ name: model, version: '4' });
    expect(report.dataset).toEqual({ drifted: false, share: 2 / 7, threshold: 0.5, columns: 7, driftedColumns: 2, skipped: 0 });
    expect(Object.fromEntries(report.columns.map(column => [column.name, column.role]))).toMatchObject({
      late: 'target',
      prediction: 'prediction',
      origin: 'feature',
    });
    expect((await run('drift', ...data, ...flags, '--fail-on-drift')).exitCode).toBe(0);
    expect((await run('drift', ...data, ...flags, '--fail-on-drift=any')).exitCode).toBe(3);
  });

  test.each([
    ['1', 'model.lgb', 1e-9],
    ['3', 'model.json', 2e-5],
    ['4', 'model.ubj', 2e-5],
    ['5', 'model.lgb', 1e-9],
    ['6', 'model.json', 2e-5],
  ])('SHAP values of version %s (%s) are the library’s own', async (version, file, tolerance) => {
    const flags = ['--data', 'data/current.parquet', '--rows', '300', '--prediction', 'prediction', '--values'];
    const report = await json<ExplainReport>('explain', '--model', `models:/${model}/${version}`, ...flags);
    const modelFolder = path.join(folder, 'artifacts/flight-delay/models', await loggedModel(version), 'artifacts');
    const theirs = await peer<number[][]>('contributions', path.join(modelFolder, file), path.join(folder, 'data/current.parquet'), '300');
    const values = report.values as readonly (readonly number[])[];
    expect(values).toHaveLength(300);
    for (const [place, row] of theirs.entries()) {
      const ours = [...(values[place] ?? []), report.baseValues[0] ?? Number.NaN];
      const scale = Math.max(
        1,
        row.reduce((sum, value) => sum + Math.abs(value), 0),
      );
      for (const [feature, value] of row.entries())
        expect(Math.abs((ours[feature] ?? Number.NaN) - value)).toBeLessThanOrEqual(tolerance * scale);
    }
    expect(report.additivityError).toBeLessThan(1e-12);
    // The recorded predictions are those of version 4.
    if (version === '4') expect(report.predictionError).toBeLessThan(1e-6);
    else expect(report.predictionError).toBeGreaterThan(1e-3);
  });

  async function loggedModel(version: string): Promise<string> {
    const versions = await json<{ version: string; source: string }[]>('versions', 'list', model);
    return versions.find(found => found.version === version)?.source.replace('models:/', '') ?? '';
  }

  test('a report is kept, and its page needs no network', async () => {
    const { exitCode, stderr } = await run('drift', ...data, '--save', '--html', 'drift.html');
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^Saved as \.modelops.reports.drift-\d{8}T\d{9}Z\.json\nWritten to drift\.html\n$/);
    const saved = JSON.parse(readFileSync(path.join(folder, /Saved as (.*)/.exec(stderr)?.[1] ?? ''), 'utf8')) as DriftReport;
    expect(saved.columns[0]?.distribution?.kind).toBe('numeric');
    expect(readFileSync(path.join(folder, 'drift.html'), 'utf8')).toContain('id="report-state"');
  });
});

describe('lists and changes, against MlflowClient', () => {
  test('lists hold what MLflow holds, in its order', async () => {
    const { experiments, runs, models, versions } = await facts();
    expect(await json('experiments', 'list')).toEqual(experiments);
    const theirRuns = runs.map(({ histories: _h, artifacts: _a, datasets: _d, logged_models: _l, ...run }) => run);
    expect(await json('runs', 'list', '--view', 'all')).toEqual(theirRuns);
    expect(await json('runs', 'list', 'delay-minutes', '2')).toEqual(
      theirRuns.filter(run => run.lifecycle_stage === 'active' && ['2', '3'].includes(run.experiment_id)),
    );
    expect(await json('runs', 'list', '--view', 'deleted')).toEqual(theirRuns.filter(run => run.lifecycle_stage === 'deleted'));
    expect(await json('versions', 'list')).toEqual(versions);
    const ours = await json<(typeof models)[number][]>('models', 'list');
    expect(
      ours.map(({ name, aliases, description, last_updated_timestamp }) => ({ name, aliases, description, last_updated_timestamp })),
    ).toEqual(
      models.map(({ name, aliases, description, last_updated_timestamp }) => ({ name, aliases, description, last_updated_timestamp })),
    );
    expect(await json('models', 'show', model)).toEqual(ours.find(found => found.name === model));
  });

  test('every change is read back by MLflow', async () => {
    const stages = async () =>
      Object.fromEntries(
        (await facts()).versions.filter(version => version.name === model).map(version => [version.version, version.current_stage]),
      );
    const promoted = await run('stage', model, '6', 'production', '--archive-existing', '--reason', 'auc 0.712');
    expect(promoted).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('`models:/flight_delay_model/Production` now loads v6\n') as string,
    });
    expect(await stages()).toMatchObject({ 4: 'Archived', 6: 'Production' });
    expect(await json('rollback', model, '--stage', 'Production')).toMatchObject({ action: 'rollback', actor: 'ana' });
    expect(await stages()).toMatchObject({ 4: 'Production', 6: 'None' });

    expect(await json('alias', 'set', model, 'shadow', '6')).toMatchObject({ action: 'alias' });
    expect(await json('alias', 'delete', model, 'challenger')).toMatchObject({ action: 'alias' });
    expect(await json('register', model, '--source', `models:/${model}/4`, '--description', 'again')).toMatchObject({
      version: '7',
      current_stage: 'None',
    });
    const after = await facts();
    expect(after.models.find(found => found.name === model)?.aliases).toEqual({ champion: '4', shadow: '6' });
    expect(after.versions.find(version => version.version === '7')).toMatchObject({
      name: model,
      description: 'again',
      source: `models:/${model}/4`,
    });

    const history = await json<{ action: string; reason: string }[]>('history', model);
    expect(history.slice(0, 4).map(event => event.action)).toEqual(['alias', 'alias', 'rollback', 'stage']);
    expect(history[3]?.reason).toBe('auc 0.712');
  });

  test('what cannot be done is exit 1 with one line and changes nothing', async () => {
    const before = await facts();
    for (const args of [
      ['stage', model, '99', 'Staging'],
      ['alias', 'set', model, 'latest', '4'],
      ['rollback', model, '--alias', 'nobody'],
      ['models', 'show', 'nothing'],
      ['explain', '--model', `models:/${model}/99`, '--data', 'data/current.parquet'],
    ]) {
      const { exitCode, stdout, stderr } = await run(...args, '--json');
      expect({ args, exitCode, stdout }).toEqual({ args, exitCode: 1, stdout: '' });
      expect(stderr).toMatch(/^modelops: [^\n]+\n$/);
    }
    expect((await run('stage', model)).exitCode).toBe(2);
    expect(await facts()).toEqual(before);
  });
});

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { success } from '../../../src/base/result';
import { type DriftRequest } from '../../../src/drift/contract';
import { createReportHandlers } from '../../../src/reports/serveReports';
import { type Ran, runFake } from '../../support/commandLine';
import { scoredColumn } from '../../support/reportFixtures';
import { driftReportOf } from '../monitor/driftReportOf';

/** What is written to files, by the exporter that the command line has. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'written-'));
  for (const name of ['drift', 'quality', 'explain']) {
    writeFileSync(path.join(folder, `${name}.js`), '');
    writeFileSync(path.join(folder, `${name}.css`), '');
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const drifted = driftReportOf([scoredColumn('distance', 'wasserstein', 0.31)]);
const steady = driftReportOf([scoredColumn('distance', 'wasserstein', 0.02)]);

function request(monitor: string): DriftRequest {
  const files = { reference: '/here/reference.csv', current: '/here/current.csv' };
  return { ...files, monitor, model: null, columns: null, ignore: [], roles: {}, types: {}, profile: 'evidently' };
}

function run(...args: readonly string[]): Promise<Ran> {
  const monitors = ['steady', 'drifted'].map((name, k) => ({ name, line: k + 2, request: request(name) }));
  return runFake(args, {
    folder,
    monitors: success({ file: path.join(folder, 'modelops.yaml'), exists: true, problems: [], monitors }),
    drift: ({ monitor }) => success(monitor === 'steady' ? steady : drifted),
    services: { reports: createReportHandlers({ webviewRoot: folder }) },
  });
}

const pair = ['drift', '--reference', 'a.csv', '--current', 'b.csv'];
const everyMonitor = ['drift', '--all', '--fail-on-drift=any'];
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');

describe('folders that are not there are made', () => {
  test('for the pages of all monitors, whose verdicts stand', async () => {
    const files = ['--junit', 'x/j.xml', '--markdown', 'y/m.md', '--html', 'r/deep/{monitor}.html'];
    const ran = await run(...everyMonitor, '--save', ...files);
    expect(ran.exitCode).toBe(3);
    expect(ran.stderr).not.toContain('modelops:');
    expect(readdirSync(path.join(folder, 'r', 'deep'))).toEqual(['drifted.html', 'steady.html']);
    expect(read('r/deep/drifted.html')).toContain('<title>Drift of drifted</title>');
    expect(read('x/j.xml')).toContain('<failure message="wasserstein 0.31, threshold 0.1"/>');
    expect(read('y/m.md')).toContain('| `distance` | drifted |');
  });

  test.each([
    [[...pair, '--fail-on-drift'], 3],
    [['quality', '--reference', 'a.csv', '--current', 'b.csv', '--target', 'y', '--prediction', 'p'], 0],
    [['explain', '--model', 'models:/m/1', '--data', 'a.csv'], 0],
  ])('for one page: %j', async (args, exitCode) => {
    const ran = await run(...args, '--html', 'no/x.html');
    expect([ran.exitCode, ran.stderr]).toEqual([exitCode, 'Written to no/x.html\n']);
    expect(read('no/x.html')).toMatch(/^<!DOCTYPE html>/);
  });
});

describe('a place that cannot be written is said before anything is computed', () => {
  test.each([
    ['--html', 'there', 'It is a folder: name a file.'],
    ['--junit', 'there', 'It is a folder: name a file.'],
    ['--markdown', 'there', 'It is a folder: name a file.'],
    ['--html', 'drift.js/x.html', 'is no folder.'],
  ])('%s %s', async (option, file, why) => {
    mkdirSync(path.join(folder, 'there'));
    const ran = await run(...pair, option, file, '--save');
    expect(ran).toMatchObject({ exitCode: 1, stdout: '', driftRequests: [] });
    expect(ran.stderr).toMatch(new RegExp(`^modelops: ${file} could not be written[.] .*${why}\n$`));
    expect(existsSync(path.join(folder, '.modelops'))).toBe(false);
  });

  test('for each monitor, whose name is in that of its page', async () => {
    mkdirSync(path.join(folder, 'drifted.html'));
    const ran = await run(...everyMonitor, '--html', '{monitor}.html');
    expect(ran).toMatchObject({ exitCode: 1, stdout: '', driftRequests: [] });
    expect(ran.stderr).toBe('modelops: drifted.html could not be written. It is a folder: name a file.\n');
  });

  test('also by quality and explain', async () => {
    mkdirSync(path.join(folder, 'there'));
    const quality = ['quality', '--reference', 'a.csv', '--current', 'b.csv', '--target', 'y', '--prediction', 'p'];
    for (const args of [quality, ['explain', '--model', 'models:/m/1', '--data', 'a.csv']]) {
      const ran = await run(...args, '--html', 'there');
      expect(ran).toMatchObject({ exitCode: 1, stdout: '', qualityRequests: [], explainRequests: [] });
    }
  });
});

/** The folder of the saved reports is made in between, so that it could not be foreseen. */
const late = ['--save', '--html', '.modelops'];

describe('what fails to be written later takes no verdict away', () => {
  const message = (file: string): string =>
    `The report could not be written to ${path.join(folder, file)}. Choose a place that you may write to.`;

  test('of two files', async () => {
    const ran = await run(...pair, ...late, '--fail-on-drift', '--junit', 'j.xml', '--markdown', 'm.md');
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toContain('Dataset drift: 1 of 1 feature drifted');
    expect(ran.stderr).toContain(`modelops: ${message('.modelops')}\n`);
    expect(read('j.xml')).toContain('name="column distance"><failure message="wasserstein 0.31, threshold 0.1"/>');
    expect(read('j.xml')).toContain('name="report kept"><error message="The report could not be written to ');
    expect(read('m.md')).toContain('| `distance` | drifted |');
    expect(read('m.md')).toContain('**Not kept.** The report could not be written to ');
    expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([]);
  });

  test('of monitors, each by its name', async () => {
    writeFileSync(path.join(folder, '.modelops'), 'no folder');
    const ran = await run(...everyMonitor, '--save', '--html', '{monitor}.html', '--json');
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toMatch(/modelops: steady: The report could not be saved in .* drifted: The report could not be saved in /);
    expect(existsSync(path.join(folder, 'drifted.html'))).toBe(true);
    const failure = expect.stringContaining('The report could not be saved in ') as string;
    expect(JSON.parse(ran.stdout)).toMatchObject([
      { monitor: 'steady', report: { dataset: { drifted: false } }, failure },
      { monitor: 'drifted', report: { dataset: { drifted: true } }, failure },
    ]);
    const { stdout } = await run(...everyMonitor, '--save');
    expect(stdout).toMatch(/Dataset drift: 1 of 1 feature drifted[^]*\nThe report could not be saved in .*\n$/);
  });

  test('of records', async () => {
    const ran = await run(...pair, '--save', '--junit', '.modelops', '--markdown', 'm.md');
    expect([ran.exitCode, ran.stdout.split(':')[0]]).toEqual([1, 'Dataset drift']);
    expect(ran.stderr).toContain('modelops: .modelops could not be written. Check that you may write there.\n');
    expect(read('m.md')).toContain('| `distance` | drifted |');
  });
});

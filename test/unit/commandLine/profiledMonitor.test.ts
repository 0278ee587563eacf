import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, type Result } from '../../../src/base/result';
import { type DriftColumn, type DriftReport } from '../../../src/drift/contract';
import { compareInThread } from '../../../src/drift/columnWork';
import { createDriftService } from '../../../src/drift/driftService';
import { driftReportFiles } from '../../../src/drift/driftReportFiles';
import { createProfileService } from '../../../src/drift/profile/profileService';
import { createMonitorHandlers } from '../../../src/monitor/serveMonitors';
import { createReportHandlers } from '../../../src/reports/serveReports';
import { type Ran, runFake } from '../../support/commandLine';
import { normal, randomNumbers } from '../../support/randomNumbers';
import { TableFolder } from '../data/tables';

/** Monitors whose reference is a saved profile, run by the command line on real files. */
const folder = new TableFolder();
afterAll(() => folder.remove());

const unknown = (): Promise<Result<never>> => Promise.resolve(failure('not_found', 'There is no such model.'));
const drift = createDriftService({ tables: folder.reader, resolveModel: unknown, readModelFolder: unknown, runTask: compareInThread });
const reports = createReportHandlers({ webviewRoot: folder.path, ...driftReportFiles });
const services = {
  drift: () => drift,
  profiles: createProfileService(folder.reader),
  monitors: createMonitorHandlers(reports),
  reports,
};

const run = (...args: readonly string[]): Promise<Ran> => runFake(args, { folder: folder.path, services });

async function report(...args: readonly string[]): Promise<DriftReport> {
  const { stdout, stderr, exitCode } = await run(...args, '--json');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout) as DriftReport;
}

/** Columns with all values counted, sketched, of categories and of times. */
function rows(count: number, seed: number, shift: number): string {
  const next = randomNumbers(seed);
  const row = (_: unknown, k: number): string => {
    const town = ['Oslo', 'Rome', 'Bergen'][Math.floor(3 * next())];
    return `${Math.floor(20 * next()) + shift},${(normal(next) + shift).toFixed(9)},${town},2026-06-${1 + (k % 28)}`.replace(
      /-(\d)$/,
      '-0$1',
    );
  };
  return `size,amount,town,day\n${Array.from({ length: count }, row).join('\n')}\n`;
}

beforeAll(async () => {
  folder.write(rows(3000, 7, 0), 'reference.csv');
  folder.write(rows(2000, 8, 2), 'current.csv');
  const made = await run('profile', '--data', 'reference.csv', '--out', 'reference.profile.json');
  expect({ exitCode: made.exitCode, stderr: made.stderr }).toEqual({ exitCode: 0, stderr: '' });
  const shared = 'current: current.csv\n    time: day';
  const profiled = `reference: reference.profile.json\n    ${shared}`;
  folder.write(
    `monitors:
  - name: data
    reference: reference.csv
    ${shared}
  - name: plain
    ${profiled}
  - name: weekly
    ${profiled}
    window: week
  - name: weekly-data
    reference: reference.csv
    ${shared}
    window: week
  - name: strict
    ${profiled}
    profile: strict
  - name: turned
    reference: current.csv
    current: reference.profile.json
    time: day
    window: week
  - name: some
    ${profiled}
    where: { reference: size = 1 }
`,
    'modelops.yaml',
  );
});

const column = ({ columns }: DriftReport, name: string): DriftColumn | undefined => columns.find(each => each.name === name);

describe('drift --monitor with a profile as its reference', () => {
  test('gives what the data gives where all values are counted, and bounds for the rest', async () => {
    const [data, profiled] = [await report('drift', '--monitor', 'data'), await report('drift', '--monitor', 'plain')];
    expect(profiled.reference).toMatchObject({ rows: 3000, profile: { version: '1.2.3' } });
    for (const name of ['size', 'town']) expect(column(profiled, name)).toEqual(column(data, name));
    const exact = column(data, 'amount')?.score ?? NaN;
    const amount = column(profiled, 'amount');
    expect(amount).toMatchObject({ status: 'ok', drifted: true, method: 'wasserstein' });
    expect(amount?.errorBound?.lowest).toBeLessThanOrEqual(exact);
    expect(amount?.errorBound?.highest).toBeGreaterThanOrEqual(exact);
    expect(profiled.dataset).toEqual(data.dataset);
  });

  test('has the windows of the data where all values are counted, and bounds for the rest', async () => {
    const [data, profiled] = [await report('drift', '--monitor', 'weekly-data'), await report('drift', '--monitor', 'weekly')];
    for (const name of ['size', 'town']) {
      expect(column(profiled, name)).toEqual(column(data, name));
      expect(column(profiled, name)?.windows).toHaveLength(4);
    }
    const [exact, amount] = [column(data, 'amount'), column(profiled, 'amount')];
    expect(amount).toMatchObject({ status: 'ok', drifted: true, firstDrifted: exact?.firstDrifted });
    expect(amount?.windows).toHaveLength(4);
    for (const [place, window] of (amount?.windows ?? []).entries()) {
      const { score, errorBound, noise, ...others } = window;
      const { score: ofData, noise: noiseOfData, ...same } = exact?.windows?.[place] ?? { score: null, noise: null };
      expect(others).toEqual(same);
      expect((noise ?? NaN) / (noiseOfData ?? NaN)).toBeCloseTo(1, 1);
      expect(errorBound?.lowest).toBeLessThanOrEqual(ofData ?? NaN);
      expect(errorBound?.highest).toBeGreaterThanOrEqual(ofData ?? NaN);
      expect(score).toBeCloseTo(ofData ?? NaN, 2);
    }
    expect(profiled.dataset).toEqual(data.dataset);
  });

  test('is cut by --window on the command line too', async () => {
    const sides = ['--reference', 'reference.profile.json', '--current', 'current.csv', '--time', 'day', '--window', 'day'];
    const ran = await run('drift', ...sides, '--json');
    expect(ran.exitCode).toBe(0);
    const amount = column(JSON.parse(ran.stdout) as DriftReport, 'amount');
    expect(amount?.windows).toHaveLength(28);
    expect(amount?.windows?.every(({ errorBound, drifted }) => errorBound !== undefined && drifted === true)).toBe(true);
    expect(amount?.firstDrifted).toBe(Date.UTC(2026, 5, 1));
    expect((await run('drift', ...sides)).stdout).toContain('First drifted window: 2026-06-01');
  });

  test('is made in a folder that is made too', async () => {
    const made = await run('profile', '--data', 'reference.csv', '--out', 'not/yet/here/p.profile.json');
    expect({ exitCode: made.exitCode, stderr: made.stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(readFileSync(join(folder.path, 'not', 'yet', 'here', 'p.profile.json'), 'utf8')).toContain('"modelops":"profile"');
  });

  test('has no verdict by the rules strict on what is sketched, and says it', async () => {
    const strict = await report('drift', '--monitor', 'strict');
    expect(column(strict, 'size')).toMatchObject({ status: 'ok', drifted: true });
    expect(column(strict, 'amount')).toMatchObject({ status: 'not_computable', drifted: null });
    expect(column(strict, 'amount')?.reason).toContain('sketch');
  });

  test.each([
    ['turned', 'The current data is a profile: it has no rows to make windows of.'],
    ['some', 'reference.profile.json is a profile: it has no rows to choose from. Make a profile of the rows you want.'],
  ])('%s: what needs rows is refused with a sentence', async (name, sentence) => {
    const ran = await run('drift', '--monitor', name, '--json');
    expect(ran).toMatchObject({ exitCode: 1, stdout: '', stderr: `modelops: ${sentence}\n` });
  });

  test('is kept under its name, and fails where there is drift', async () => {
    const ran = await run('drift', '--monitor', 'plain', '--save', '--junit', 'drift.xml', '--fail-on-drift');
    expect(ran.exitCode).toBe(3);
    expect(ran.stderr).toMatch(/Saved as .*~plain-/);
    expect(readFileSync(join(folder.path, 'drift.xml'), 'utf8')).toContain('name="column amount"><failure');
  });
});

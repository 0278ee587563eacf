import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { success } from '../../../src/base/result';
import { shortNumber } from '../../../src/commandLine/plainText';
import { runFake } from '../../support/commandLine';
import { delaysQualityReport, flightsQualityReport } from '../../support/qualityFixtures';
import { without } from '../../support/without';

const files = ['--reference', 'a.csv', '--current', '/data/b.csv'];

const folder = mkdtempSync(path.join(tmpdir(), 'quality-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('quality', () => {
  const asked = ['quality', ...files, '--target', 'y'];

  test('asks for what the flags say', async () => {
    const flags = [
      '--prediction',
      'p',
      '--proba',
      'p0,p1',
      '--positive',
      '1',
      '--time',
      't',
      '--window',
      'week',
      '--task',
      'classification',
    ];
    const more = ['--features', 'a,b', '--estimate', '--rounds', '500', '--seed', '7'];
    expect((await runFake([...asked, ...flags, ...more])).qualityRequests).toEqual([
      {
        reference: '/here/a.csv',
        current: '/data/b.csv',
        target: 'y',
        prediction: 'p',
        probabilities: ['p0', 'p1'],
        positive: '1',
        time: 't',
        windows: { kind: 'period', period: 'week' },
        task: 'classification',
        estimate: true,
        features: ['a', 'b'],
        rounds: 500,
        seed: 7,
      },
    ]);
    expect((await runFake([...asked, '--prediction', 'p'])).qualityRequests[0]).toMatchObject({
      probabilities: [],
      windows: { kind: 'chunks', count: 10 },
      task: null,
      estimate: false,
      rounds: 200,
      seed: 0,
    });
  });

  test('prints the report, and for people the verdict first', async () => {
    const { stdout } = await runFake([...asked, '--prediction', 'p', '--json']);
    expect(JSON.parse(stdout)).toEqual(without(delaysQualityReport(), 'made'));
    const text = (await runFake([...asked, '--prediction', 'p'])).stdout;
    expect(text.split('\n')[0]).toMatch(/^mae is worse in the current data: [\d.]+ \([\d.]+ to [\d.]+\) → [\d.]+ \([\d.]+ to [\d.]+\)\.$/);
    expect(text).toMatch(/\nMETRIC +REFERENCE +CURRENT +DIFFERENCE +VERDICT +NOTE\nme /);
  });

  test('says the band that the estimate is held against', async () => {
    const report = flightsQualityReport({ labelled: false });
    const band = report.bands[report.verdict.metric];
    const { stdout } = await runFake([...asked, '--prediction', 'p', '--estimate'], { quality: () => success(report) });
    expect(band).toBeDefined();
    expect(stdout).toContain(`\nband of the reference: ${shortNumber(band?.low)} to ${shortNumber(band?.high)}\n`);
  });

  test('keeps and exports it', async () => {
    const ran = await runFake([...asked, '--prediction', 'p', '--save', '--html', 'q.html'], { folder });
    expect(ran.saved).toMatchObject([{ kind: 'quality', model: null }]);
    expect(ran.exported).toMatchObject([{ kind: 'quality', title: 'Model quality on b.csv', file: path.join(folder, 'q.html') }]);
  });

  test.each([
    [['--target', 'y'], 'Give --prediction, --proba or both.'],
    [['--prediction', 'p'], '--target is missing.'],
    [['--target', 'y', '--prediction', 'p', '--window', 'day'], '--window with a period needs --time.'],
    [['--target', 'y', '--prediction', 'p', '--window', '0'], '--window: "0" is neither a number from 1 to 1000'],
    [['--target', 'y', '--prediction', 'p', '--rounds', '10001'], '--rounds is at most 10000.'],
  ])('refuses %j', async (given, complaint) => {
    const ran = await runFake(['quality', ...files, ...given]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr).toContain(complaint);
  });
});

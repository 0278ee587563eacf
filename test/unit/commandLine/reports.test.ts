import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { failure, success } from '../../../src/base/result';
import { type ColumnWindow } from '../../../src/domain/columnWindow';
import { type DriftColumn, type DriftReport } from '../../../src/drift/contract';
import { type ExplainReport } from '../../../src/explain/contract';
import { runFake } from '../../support/commandLine';
import { describedColumn } from '../../support/describedColumn';
import { driftReport, explainReport } from '../../support/reportValues';
import { togetherDrift } from '../../support/togetherDrift';
import { without } from '../../support/without';

const files = ['--reference', 'a.csv', '--current', '/data/b.csv'];

const folder = mkdtempSync(path.join(tmpdir(), 'reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function withColumns(...columns: readonly Partial<DriftColumn>[]): DriftReport {
  const [first] = driftReport().columns;
  if (!first) throw new Error('no column');
  return { ...driftReport(), columns: columns.map(column => ({ ...first, ...column })) };
}

describe('drift', () => {
  test('asks for what the flags say', async () => {
    const flags = [
      '--columns',
      'a,b',
      '--ignore',
      'c',
      '--id',
      'i',
      '--time',
      't',
      '--target',
      'y',
      '--prediction',
      'p',
      '--proba',
      'p0,p1',
      '--type',
      'a=text',
      '--profile',
      'evidently',
      '--model',
      './folder',
    ];
    const ran = await runFake(['drift', ...files, ...flags]);
    expect(ran.driftRequests).toEqual([
      {
        reference: '/here/a.csv',
        current: '/data/b.csv',
        model: './folder',
        columns: ['a', 'b'],
        ignore: ['c'],
        roles: { id: 'i', time: 't', target: 'y', prediction: 'p', probabilities: ['p0', 'p1'] },
        types: { a: 'text' },
        profile: 'evidently',
      },
    ]);
    expect(ran.opened).toEqual([]);
  });

  test('is logged to the run of the version, which must be named', async () => {
    const ran = await runFake(['drift', ...files, '--model', 'models:/delay/4', '--log-to-run']);
    expect(ran.logged).toMatchObject([{ kind: 'drift', title: 'Drift of b.csv', model: null, monitor: null, at: 0 }]);
    const unnamed = await runFake(['drift', ...files, '--log-to-run']);
    expect([unnamed.exitCode, unnamed.stderr.split('\n')[0]]).toEqual([
      2,
      'modelops: --log-to-run needs --model, whose run it is logged to.',
    ]);
  });

  test('asks for methods, thresholds and windows', async () => {
    const flags = ['--method', 'psi', '--method', 'a=b=ks', '--method=c=TVD', '--num-method', 'wasserstein', '--cat-method', 'hellinger'];
    const more = ['--text-method', 'abs_text_content_drift', '--threshold', '0.2', '--threshold', 'c=0.01', '--time', 't'];
    for (const [given, window] of [
      ['week', { period: 'week' }],
      ['12', { count: 12 }],
    ] as const) {
      const ran = await runFake(['drift', ...files, ...flags, ...more, '--window', given, '--profile', 'evidently-legacy']);
      expect(ran.driftRequests[0]).toMatchObject({
        methods: {
          all: 'psi',
          numeric: 'wasserstein',
          categorical: 'hellinger',
          text: 'abs_text_content_drift',
          columns: { 'a=b': 'ks', c: 'TVD' },
        },
        thresholds: { all: 0.2, columns: { c: 0.01 } },
        window,
        profile: 'evidently-legacy',
      });
    }
  });

  test.each([
    [['--method', 'kolmogorov'], '--method: "kolmogorov" is none of ks, wasserstein,'],
    [['--method', 'ks', '--method', 'psi'], '--method: is given twice for all columns.'],
    [['--method', '=psi'], '--method: "=psi" names no column.'],
    [['--num-method', 'chisquare'], '--num-method: "chisquare" is none of ks, wasserstein,'],
    [['--threshold', 'a=0'], '--threshold: "0" is not a number above 0.'],
    [['--threshold', 'a='], '--threshold: "" is not a number above 0.'],
    [['--time', 't', '--window', '0'], '--window: "0" is neither a whole number from 1 nor one of hour, day, week,'],
    [['--window', 'day'], '--window needs --time, the column that says when.'],
  ])('%j is wrong usage', async (flags, sentence) => {
    const ran = await runFake(['drift', ...files, ...flags]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '', driftRequests: [] });
    expect(ran.stderr).toContain(sentence);
  });

  test('opens the store only for a model that it holds', async () => {
    expect((await runFake(['drift', ...files])).driftRequests[0]).toMatchObject({
      model: null,
      columns: null,
      ignore: [],
      roles: {},
      types: {},
    });
    expect((await runFake(['drift', ...files, '--model', 'models:/m/4'])).opened).toHaveLength(1);
    expect(await runFake(['drift', ...files, '--model', 'models:/m'])).toMatchObject({ exitCode: 1, opened: [], driftRequests: [] });
  });

  test('prints the report without what only pages keep', async () => {
    const { stdout, stderr } = await runFake(['drift', ...files, '--json']);
    const value = JSON.parse(stdout) as DriftReport;
    const expected = without(driftReport(), 'made');
    expect(value).toEqual({ ...expected, columns: driftReport().columns.map(column => without(column, 'distribution')) });
    expect(stderr).toBe('');
  });

  test('shows people the worst column first', async () => {
    const report = withColumns(
      { name: 'small', severity: 0.2 },
      { name: 'unknown', severity: null, drifted: null, status: 'not_computable', score: null, reason: 'no value in current' },
      { name: 'certain', severity: 'Infinity', drifted: true },
    );
    const { stdout } = await runFake(['drift', ...files], {
      drift: () => success({ ...report, schemaChanges: [{ name: 'new', change: 'added' }] }),
    });
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('No dataset drift: 0 of 1 feature drifted (below 50 %).');
    expect(lines.slice(4, 7).map(line => line.split(' ')[0])).toEqual(['certain', 'small', 'unknown']);
    expect(stdout).toMatch(/unknown .* not computable .* no value in current\n/);
    expect(stdout).toContain('new: only in the current data');
    expect(stdout).toContain('0 % → 8.333 %');
  });

  test('prints the limit that decided, and that a drifted column lies within sampling noise', async () => {
    const noisy = { drifted: true, withinNoise: true } as const;
    const report = withColumns(
      {
        name: 'note',
        method: 'perc_text_content_drift',
        score: 0.6937,
        threshold: 0.95,
        cutoff: 0.5481,
        drifted: true,
        withinNoise: false,
      },
      { name: 'hour', method: 'ks', ...noisy },
      { name: 'distance', method: 'wasserstein', ...noisy },
      { name: 'late', role: 'target', method: 'wasserstein', ...noisy },
    );
    const dataset = { ...report.dataset, drifted: true, columns: 3, driftedColumns: 3 };
    const { stdout } = await runFake(['drift', ...files], { drift: () => success({ ...report, dataset }) });
    expect(stdout).toMatch(/^Dataset drift: 3 of 3 features drifted, 2 of them within sampling noise [(]threshold 50 %[)][.]\n/);
    expect(stdout).toMatch(/\nnote .* 0[.]6937 +0[.]5481 +drifted /);
    expect(stdout).toMatch(/\nhour .* below the threshold, within sampling noise /);
    expect(stdout).toMatch(/\ndistance .* above the threshold, within sampling noise /);
  });

  test('the JSON has finite numbers only: the severity of p = 0 is the largest', async () => {
    const report = withColumns({
      severity: 'Infinity',
      descriptors: describedColumn().descriptors?.map(each => ({ ...each, severity: 'Infinity' as const })) ?? [],
    });
    const { stdout } = await runFake(['drift', ...files, '--json'], { drift: () => success(report) });
    const [column] = (JSON.parse(stdout) as DriftReport).columns;
    expect(column?.severity).toBe(Number.MAX_VALUE);
    expect(column?.descriptors?.map(({ severity }) => severity)).toContain(Number.MAX_VALUE);
    expect(stdout).not.toContain('"Infinity"');
  });

  test('the share of missing values is that of all rows, infinite ones too; a side without the column has none', async () => {
    const infinite = { count: 0, missing: 0, unique: 0 };
    const report = withColumns(
      { name: 'a', reference: { count: 4, missing: 2, unique: 4 }, missingChange: { from: 0.2, to: 0, flagged: true }, current: infinite },
      { name: 'b', missingChange: { from: 0.5, to: null, flagged: false }, current: infinite },
    );
    const { stdout } = await runFake(['drift', ...files], { drift: () => success(report) });
    expect(stdout).toMatch(/\na .* 20 % → 0 % changed/);
    expect(stdout).toMatch(/\nb .* 50 % → –/);
  });

  test('asks for a verdict on all columns together, and says what it rests on', async () => {
    const report = { ...driftReport(), together: togetherDrift };
    expect((await runFake(['drift', ...files])).driftRequests[0]).not.toHaveProperty('together');
    const ran = await runFake(['drift', ...files, '--together'], { drift: () => success(report) });
    expect(ran.driftRequests[0]).toMatchObject({ together: true });
    expect(ran.stdout).toContain('All columns together: drift. A classifier tells the sides apart.');
    expect(ran.stdout).toContain('classifier: AUC 0.7123 (limit 0.65, by chance up to 0.5106)');
    expect(ran.stdout).toContain('told apart by: dep_hour 62 %, <b>|x|</b> 38 %');
    expect(ran.stdout).toContain('reconstruction error: 1.61 (usual: 1.5 to 1.7)');
    expect(ran.stdout).toContain('left out: id. They are not features.');
    expect(ran.stdout).toMatch(/\nSpearman +dep_hour +<b>[|]x[|]<[/]b> +0[.]81 +0[.]12 +1[.]000e-20/);
    const { stdout } = await runFake(['drift', ...files, '--together', '--json'], { drift: () => success(report) });
    expect(JSON.parse(stdout)).toMatchObject({ together: togetherDrift });
  });

  test('asks for descriptors of texts, and says how they changed', async () => {
    const report = withColumns(describedColumn());
    expect((await runFake(['drift', ...files])).driftRequests[0]).not.toHaveProperty('descriptors');
    const ran = await runFake(['drift', ...files, '--descriptors'], { drift: () => success(report) });
    expect(ran.driftRequests[0]).toMatchObject({ descriptors: true });
    expect(ran.stdout).toMatch(/\nTEXTS OF +BY +MEAN +METHOD +SCORE +THRESHOLD +VERDICT +NOTE\n/);
    expect(ran.stdout).toMatch(/\nnote +Words +\S+ → \S+ +ks +\S+ +0[.]05 +drifted\n/);
    const { stdout } = await runFake(['drift', ...files, '--descriptors', '--json'], { drift: () => success(report) });
    const [column] = (JSON.parse(stdout) as DriftReport).columns;
    expect(column?.descriptors?.map(({ name }) => name)).toContain('sentence_count');
    expect(column?.descriptors?.every(descriptor => !('picture' in descriptor))).toBe(true);
    expect(ran.stdout).not.toContain('undefined');
    expect((await runFake(['drift', ...files], { drift: () => success(driftReport()) })).stdout).not.toContain('TEXTS OF');
  });

  const windowFrom = (from: number, withinNoise: boolean | null): ColumnWindow => ({
    ...{ from, to: from + 86_400_000, count: 24, score: 0.2, drifted: true, noise: 0.3, withinNoise },
    ...{ reason: null, mean: null, standardDeviation: null },
  });

  test('says what a strict verdict rests on, and since when a column drifts', async () => {
    const effect = { name: 'K–S gap', value: 0.1234567, threshold: 0.08 };
    const report = withColumns(
      {
        name: 'a',
        strict: { adjustedP: 0.01, effect, direction: 'higher' },
        windows: [windowFrom(Date.UTC(2024, 2, 12), false)],
        reason: 'Why.',
      },
      { name: 'b', strict: { adjustedP: 0.01, effect, direction: null }, windows: [windowFrom(Date.UTC(2024, 2, 12, 5, 30), null)] },
      { name: 'c', windows: [{ ...windowFrom(0, false), drifted: false }] },
      { name: 'd', windows: [windowFrom(Date.UTC(2024, 0, 1), true), windowFrom(Date.UTC(2024, 0, 2), false)] },
      { name: 'e', windows: [windowFrom(Date.UTC(2024, 0, 1), true)] },
    );
    const { stdout } = await runFake(['drift', ...files], { drift: () => success(report) });
    expect(stdout).toMatch(/\na .* K–S gap 0[.]1235 [(]drift from 0[.]08[)], higher[.] First drifted window: 2024-03-12[.] Why[.]\n/);
    expect(stdout).toMatch(/\nb .* K–S gap 0[.]1235 [(]drift from 0[.]08[)][.] First drifted window: 2024-03-12 05:30 UTC[.]\n/);
    expect(stdout).toMatch(/\nc .*8[.]333 %\s*\n/);
    expect(stdout).toMatch(/\nd .* First drifted window: 2024-01-01, within sampling noise; the first beyond it: 2024-01-02[.]\n/);
    expect(stdout).toMatch(/\ne .* First drifted window: 2024-01-01, within sampling noise as all that drifted[.]\s*$/);
  });

  const dataset = (drifted: boolean | null): DriftReport => ({ ...driftReport(), dataset: { ...driftReport().dataset, drifted } });
  const together = (drifted: boolean | null): DriftReport => ({
    ...withColumns({ drifted: false }),
    together: { ...togetherDrift, drifted },
  });
  test.each<[string[], DriftReport, number]>([
    [[], dataset(true), 0],
    [['--fail-on-drift'], dataset(false), 0],
    [['--fail-on-drift'], dataset(true), 3],
    [['--fail-on-drift=dataset'], dataset(null), 1],
    [['--fail-on-drift'], withColumns({ drifted: true }), 0],
    [['--fail-on-drift=any'], withColumns({ drifted: false }, { drifted: true }), 3],
    [['--fail-on-drift=any'], withColumns({ drifted: false }), 0],
    [['--fail-on-drift=any'], withColumns({ drifted: false }, { status: 'not_tested', drifted: null }), 0],
    [['--fail-on-drift=any'], withColumns({ drifted: false }, { status: 'not_computable', drifted: null }), 1],
    [['--fail-on-drift=any'], withColumns({ status: 'not_tested', drifted: null }), 1],
    [['--fail-on-drift=any'], withColumns({ drifted: false }, { status: 'ok', drifted: null, reason: 'Could not tell.' }), 1],
    [['--fail-on-drift'], together(true), 0],
    [['--fail-on-drift=any'], together(true), 3],
    [['--fail-on-drift=any'], together(false), 0],
    [['--fail-on-drift=any'], together(null), 1],
  ])('%j answers with an exit code', async (flags, report, exitCode) => {
    const ran = await runFake(['drift', ...files, '--json', ...flags], { drift: () => success(report) });
    expect(ran.exitCode).toBe(exitCode);
    expect(JSON.parse(ran.stdout)).toMatchObject({ schema: 1 });
    const complaint = flags.includes('--fail-on-drift=any')
      ? 'not everything could be tested. The report names what could not, and says why.'
      : 'too many columns could not be tested. The report names them and says why.';
    expect(ran.stderr).toBe(exitCode === 1 ? `modelops: Whether there is drift cannot be said: ${complaint}\n` : '');
  });

  test('keeps the whole report where asked', async () => {
    const report = { ...driftReport(), model: { name: 'm', version: '4' } };
    const ran = await runFake(['drift', ...files, '--save', '--html', 'out.html', '--json'], { drift: () => success(report), folder });
    expect(ran.saved).toEqual([{ folder, kind: 'drift', model: { name: 'm', version: '4' }, report }]);
    expect(ran.exported).toEqual([{ kind: 'drift', report, title: 'Drift of m v4', file: path.join(folder, 'out.html') }]);
    expect(ran.stderr).toBe('Saved as .modelops/reports/x.json\nWritten to out.html\n');
    expect(JSON.parse(ran.stdout)).not.toHaveProperty('made');
  });

  test('a failure prints no value', async () => {
    const ran = await runFake(['drift', ...files, '--json', '--save'], {
      drift: () => failure('unreadable', 'a.csv has a broken line: 7.'),
    });
    expect(ran).toMatchObject({ exitCode: 1, stdout: '', stderr: 'modelops: a.csv has a broken line: 7.\n', saved: [] });
  });

  test('progress is shown where somebody watches, and taken away', async () => {
    expect((await runFake(['drift', ...files])).stderr).toBe('');
    expect((await runFake(['drift', ...files], { watched: true })).stderr).toBe('\r\x1b[Kcolumn 1 of 4 (25 %)\r\x1b[K');
  });
});

describe('explain', () => {
  const given = ['explain', '--model', 'models:/m/1', '--data', 'd.csv'];

  test.each([
    [[], { kind: 'all' }],
    [['--rows', '10'], { kind: 'first', count: 10 }],
    [['--sample', '10', '--seed', '3'], { kind: 'sample', count: 10, seed: 3 }],
  ])('%j chooses the rows', async (flags, rows) => {
    const ran = await runFake([...given, ...flags, '--target', 'y', '--prediction', 'p']);
    expect(ran.explainRequests).toEqual([
      {
        request: { model: 'models:/m/1', data: '/here/d.csv', rows, target: 'y', prediction: 'p' },
        options: { withValues: false, forPage: true },
      },
    ]);
    expect(ran.opened).toHaveLength(1);
  });

  test('prints values only when asked, and never the parts of the page', async () => {
    const { page, ...expected } = explainReport();
    if (!page) throw new Error('no page');
    const forPage: ExplainReport = { ...explainReport(), page: { ...page, valuesForPageOnly: true } };
    const plain = await runFake([...given, '--json', '--save'], { explain: () => success(forPage) });
    expect(JSON.parse(plain.stdout)).toEqual(without(expected, 'values'));
    expect(plain.saved[0]?.report).toEqual(forPage);
    const asked = await runFake([...given, '--json', '--values']);
    expect(asked.explainRequests[0]?.options).toEqual({ withValues: true, forPage: true });
    const withValues = JSON.parse(asked.stdout) as object;
    expect(withValues).toEqual(expected);
  });

  test('shows people importance, base value and how exact it is', async () => {
    const { stdout } = await runFake(given);
    expect(stdout).toContain('base value: -1.5 (margin)');
    expect(stdout).toMatch(/\nhour +0.4\norigin +0.1\n/);
    expect(stdout).toContain('additive within 1.000e-15\n');
    const checked = await runFake(given, {
      explain: () => success({ ...explainReport(), predictionError: 2e-8, differences: ['By position.'] }),
    });
    const named = await runFake(given, { explain: () => success({ ...explainReport(), unitsInWords: 'log-odds' }) });
    expect(named.stdout).toContain('base value: -1.5 (log-odds)');
    expect(checked.stdout).toContain('differs from the recorded predictions by at most 2.000e-8\nBy position.\n');
  });
});

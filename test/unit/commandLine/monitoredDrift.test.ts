import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { failure, success } from '../../../src/base/result';
import { runId } from '../../../src/domain/ids';
import { type DriftReport, type DriftRequest } from '../../../src/drift/contract';
import { type Monitors } from '../../../src/monitor/contract';
import { runFake, type Setup } from '../../support/commandLine';
import { scoredColumn, unscoredColumn } from '../../support/reportFixtures';
import { togetherDrift } from '../../support/togetherDrift';
import { driftReportOf } from '../monitor/driftReportOf';

const folder = mkdtempSync(path.join(tmpdir(), 'monitored-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function request(monitor: string): DriftRequest {
  const files = { reference: `/here/${monitor}-reference.csv`, current: `/here/${monitor}.csv` };
  return { ...files, monitor, model: null, columns: null, ignore: [], roles: {}, types: {}, profile: 'evidently' };
}

function monitors(...names: readonly string[]): Setup['monitors'] {
  const found: Monitors = {
    file: '/here/modelops.yaml',
    exists: true,
    problems: [],
    monitors: names.map((name, k) => ({ name, line: k + 2, request: request(name) })),
  };
  return success(found);
}

const steady = driftReportOf([scoredColumn('distance', 'wasserstein', 0.02), scoredColumn('origin', 'jensenshannon', 0.01)]);
const drifted = driftReportOf([
  scoredColumn('a<b>"&\u0001', 'wasserstein', 0.31),
  scoredColumn('hour', 'ks', 0.5),
  unscoredColumn('note', 'not_computable', 'Text | columns'),
]);
const open = driftReportOf([unscoredColumn('note', 'not_computable', 'Every value is missing.')]);
const reports = { steady, drifted, open } as const;

function setup(...names: readonly (keyof typeof reports | 'broken')[]): Setup {
  return {
    monitors: monitors(...names) ?? failure('invalid', ''),
    drift: ({ monitor }) =>
      monitor === 'broken'
        ? failure('not_found', 'There is no file.', { nextStep: 'Check the path.' })
        : success(reports[monitor as keyof typeof reports]),
  };
}

describe('drift --monitor', () => {
  test('computes what the file says and gives the report, kept under its name', async () => {
    const ran = await runFake(['drift', '--monitor', 'drifted', '--save', '--json', '--fail-on-drift'], setup('steady', 'drifted'));
    expect(ran.driftRequests).toEqual([request('drifted')]);
    expect(ran.saved.map(({ kind, monitor }) => [kind, monitor])).toEqual([['drift', 'drifted']]);
    expect(JSON.parse(ran.stdout)).toMatchObject({ schema: 1, dataset: { driftedColumns: 1, skipped: 1 } });
    expect(ran.exitCode).toBe(3);
  });

  test('names the monitors that there are', async () => {
    const ran = await runFake(['drift', '--monitor', 'weekly'], setup('steady', 'open'));
    expect([ran.exitCode, ran.stderr]).toEqual([1, 'modelops: There is no monitor "weekly". There are: steady, open.\n']);
  });

  test('says that there is no file, and what is wrong in it', async () => {
    expect((await runFake(['drift', '--all'])).stderr).toBe('modelops: There is no modelops.yaml here. Run this where it lies.\n');
    const problems = [{ line: 7, column: 3, message: 'monitors[0] lacks "current".' }];
    const wrong = success({ file: '/here/modelops.yaml', exists: true, monitors: [], problems });
    expect((await runFake(['drift', '--all'], { monitors: wrong })).stderr).toBe(
      'modelops: modelops.yaml, line 7: monitors[0] lacks "current".\n',
    );
    const misspelt = { line: 9, column: 3, message: 'monitors[0] has no setting "curent".' };
    const both = success({ file: '/here/modelops.yaml', exists: true, monitors: [], problems: [...problems, misspelt] });
    expect((await runFake(['drift', '--all'], { monitors: both })).stderr.split('\n')).toEqual([
      'modelops.yaml, line 7: monitors[0] lacks "current".',
      'modelops.yaml, line 9: monitors[0] has no setting "curent".',
      'modelops: modelops.yaml has 2 mistakes.',
      '',
    ]);
  });

  test.each([
    [['--monitor', 'a', '--all'], '--monitor and --all exclude each other.'],
    [['--monitor', 'a', '--reference', 'r.csv'], '--reference cannot be given with --monitor: the file says what is compared.'],
    [['--all', '--profile', 'evidently'], '--profile cannot be given with --all: the file says what is compared.'],
    [['--all', '--html', 'x.html'], '--html with --all needs {monitor} in the name of the file, for one each.'],
  ])('%j is wrong usage', async (flags, message) => {
    const ran = await runFake(['drift', ...flags], setup('steady'));
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain(message);
  });
});

test('data of a run is found in the store, and the report says where it is from', async () => {
  const reference = { kind: 'artifact', runId: runId('r1'), path: 'eval_results_table.json' } as const;
  const asked = { ...request('steady'), reference };
  const ran = await runFake(['drift', '--monitor', 'steady', '--save'], {
    monitors: success({ file: '/here/modelops.yaml', exists: true, problems: [], monitors: [{ name: 'steady', line: 2, request: asked }] }),
    drift: computed => success({ ...steady, made: { at: 7, request: computed } }),
    runData: source => success(`/copies/${source.kind === 'artifact' ? source.path : source.name}`),
  });
  expect(ran.driftRequests.map(computed => [computed.reference, computed.current])).toEqual([
    ['/copies/eval_results_table.json', '/here/steady.csv'],
  ]);
  expect((ran.saved[0]?.report as DriftReport).made?.request).toEqual(asked);
});

describe('a report is logged to the run of its version', () => {
  const version = { name: 'delay', version: '4' };
  const made = { ...steady, model: version, made: { at: 7, request: request('steady') } };
  const found = (log: boolean): Setup => ({
    monitors: success({
      file: '/here/modelops.yaml',
      exists: true,
      problems: [],
      monitors: [{ name: 'steady', line: 2, request: { ...request('steady'), model: 'models:/delay/4', ...(log ? { log: 'run' } : {}) } }],
    }),
    drift: () => success(made),
  });

  test('where the file or the flag says so, and only then', async () => {
    const byFile = await runFake(['drift', '--monitor', 'steady', '--json'], found(true));
    expect(byFile.logged).toMatchObject([
      { kind: 'drift', report: { made: { request: { log: 'run' } } }, title: 'Drift of steady', model: version, monitor: 'steady', at: 7 },
    ]);
    expect(byFile.stderr).toBe('Logged to run r1 as model-ops/drift/1.json and model-ops/drift/1.html\n');
    const byFlag = await runFake(['drift', '--all', '--log-to-run', '--json'], found(false));
    expect(byFlag.logged).toMatchObject([{ title: 'Drift of steady', model: version, monitor: 'steady', at: 7 }]);
    const neither = await runFake(['drift', '--monitor', 'steady', '--json'], found(false));
    expect(neither.logged).toEqual([]);
    expect(neither.stdout).toBe(byFile.stdout);
  });

  test('and fails with the sentence why not', async () => {
    const logging = failure('read_only', 'Nothing was changed. The file is read-only.');
    const ran = await runFake(['drift', '--monitor', 'steady'], { ...found(true), logging });
    expect([ran.exitCode, ran.stderr]).toEqual([1, 'modelops: Nothing was changed. The file is read-only.\n']);
  });
});

describe('drift --all', () => {
  test('goes on after one that fails, and says it', async () => {
    const ran = await runFake(['drift', '--all', '--json', '--html', 'out/{monitor}.html'], { ...setup('broken', 'steady'), folder });
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain('modelops: Not computed: broken.\n');
    expect(JSON.parse(ran.stdout)).toMatchObject([
      { monitor: 'broken', failure: 'There is no file. Check the path.' },
      { monitor: 'steady', report: { schema: 1 } },
    ]);
    const { stdout } = await runFake(['drift', '--all'], setup('broken', 'steady'));
    expect(stdout).toContain('broken\nThere is no file. Check the path.\n\nsteady\n');
    expect(ran.exported.map(({ file }) => file)).toEqual([path.join(folder, 'out', 'steady.html')]);
  });

  test.each([
    [['steady'], 'dataset', 0],
    [['steady', 'drifted'], 'dataset', 3],
    [['steady', 'drifted'], 'any', 3],
    [['open'], 'dataset', 1],
    [['open', 'drifted'], 'any', 3],
    [['broken', 'drifted'], 'any', 3],
    [['broken', 'open'], 'any', 1],
  ] as const)('%j under --fail-on-drift=%s exits with %d', async (names, failOn, exitCode) => {
    expect((await runFake(['drift', '--all', `--fail-on-drift=${failOn}`], setup(...names))).exitCode).toBe(exitCode);
  });

  test('one without a verdict and one that failed are both said', async () => {
    const ran = await runFake(['drift', '--all', '--fail-on-drift'], setup('open', 'broken'));
    expect(ran.stderr).toMatch(/^modelops: Whether there is drift cannot be said: .* Not computed: broken[.]\n$/);
  });
});

test('JUnit and Markdown say the verdicts, whatever columns are called', async () => {
  const junit = path.join(folder, 'deep', 'drift.xml');
  const markdown = path.join(folder, 'drift.md');
  const ran = await runFake(['drift', '--all', '--junit', junit, '--markdown', markdown], setup('steady', 'drifted', 'broken'));
  expect(ran.exitCode).toBe(1);
  expect(readFileSync(junit, 'utf8')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="modelops drift">
  <testsuite name="steady" tests="3" failures="0" errors="0" skipped="0" time="0.001">
    <testcase classname="steady" name="dataset"/>
    <testcase classname="steady" name="column distance"/>
    <testcase classname="steady" name="column origin"/>
  </testsuite>
  <testsuite name="drifted" tests="4" failures="2" errors="1" skipped="0" time="0.001">
    <testcase classname="drifted" name="dataset"><failure message="1 of 2 features drifted, 1 could not be tested"/></testcase>
    <testcase classname="drifted" name="column a&#60;b&#62;&#34;&#38;\ufffd"><failure message="wasserstein 0.31, threshold 0.1"/></testcase>
    <testcase classname="drifted" name="column hour"/>
    <testcase classname="drifted" name="column note"><error message="Text | columns"/></testcase>
  </testsuite>
  <testsuite name="broken" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="broken" name="dataset"><error message="There is no file. Check the path."/></testcase>
  </testsuite>
</testsuites>
`);
  const text = readFileSync(markdown, 'utf8');
  expect(text).toContain('### Drift: drifted');
  expect(text).toContain('| `a<b>"&\\u{1}` | drifted | `wasserstein` | 0.31 ≥ 0.1 |  |');
  expect(text).toContain('Text \\| columns');
  expect(text).not.toContain('| `distance');
  expect(text).toContain('**Not computed.** There is no file\\. Check the path\\.');
});

test('JUnit says the limit that decided, and what lies within sampling noise', async () => {
  const noisy = driftReportOf([
    scoredColumn('note', 'perc_text_content_drift', 0.6937, { threshold: 0.95, cutoff: 0.5481, drifted: true, withinNoise: false }),
    scoredColumn('distance', 'wasserstein', 0.31, { withinNoise: true }),
    scoredColumn('steady', 'wasserstein', 0.02, { withinNoise: true }),
  ]);
  const junit = path.join(folder, 'noisy.xml');
  await runFake(['drift', '--all', '--junit', junit], { ...setup('drifted'), drift: () => success(noisy) });
  const messages = [...readFileSync(junit, 'utf8').matchAll(/message="([^"]*)"/g)].map(([, message]) => message);
  expect(messages).toEqual([
    '2 of 3 features drifted, 1 of them within sampling noise, 0 could not be tested',
    'perc_text_content_drift 0.6937, threshold 0.5481',
    'wasserstein 0.31, threshold 0.1, within sampling noise',
  ]);
});

test('all columns together are a test case where they were asked for; no verdict is an error', async () => {
  const reportsOf: Readonly<Record<string, DriftReport>> = {
    apart: driftReportOf([scoredColumn('hour', 'ks', 0.5)], { together: togetherDrift }),
    alike: driftReportOf([scoredColumn('hour', 'ks', 0.5)], { together: { ...togetherDrift, drifted: false } }),
    open: driftReportOf([scoredColumn('hour', 'ks', 0.5)], { together: { ...togetherDrift, drifted: null, reason: 'Too "few".' } }),
  };
  const junit = path.join(folder, 'together.xml');
  const ran = await runFake(['drift', '--all', '--junit', junit], {
    monitors: monitors(...Object.keys(reportsOf)) ?? failure('invalid', ''),
    drift: ({ monitor }) => success(reportsOf[monitor ?? ''] ?? steady),
  });
  expect(ran.exitCode).toBe(0);
  const lines = readFileSync(junit, 'utf8').split('\n');
  expect(lines.filter(line => line.includes('together"'))).toEqual([
    `    <testcase classname="apart" name="all columns together"><failure message="${togetherDrift.reason}"/></testcase>`,
    '    <testcase classname="alike" name="all columns together"/>',
    '    <testcase classname="open" name="all columns together"><error message="Too &#34;few&#34;."/></testcase>',
  ]);
  expect(lines.filter(line => line.includes('<testsuite '))).toEqual([
    '  <testsuite name="apart" tests="3" failures="1" errors="0" skipped="0" time="0.001">',
    '  <testsuite name="alike" tests="3" failures="0" errors="0" skipped="0" time="0.001">',
    '  <testsuite name="open" tests="3" failures="0" errors="1" skipped="0" time="0.001">',
  ]);
});

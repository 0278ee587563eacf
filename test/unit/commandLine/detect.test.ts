import { expect, test } from 'vitest';
import { failure, success } from '../../../src/base/result';
import { runFake, type Setup } from '../../support/commandLine';
import { detectReport } from '../../support/reportValues';

const given = ['detect', '--detector', 'hddm_w', '--data', 'losses.csv', '--column', 'loss'];

test('asks for what the flags say', async () => {
  const ran = await runFake([...given, '--param', 'lambda_val=0.1', '--param', 'two_sided_test=true']);
  expect(ran.detectRequests).toEqual([
    {
      data: '/here/losses.csv',
      column: 'loss',
      detector: 'hddm_w',
      parameters: { lambda_val: '0.1', two_sided_test: 'true' },
      seed: null,
    },
  ]);
  const drawn = await runFake(['detect', '--detector', 'kswin', '--data', '/d/*.parquet', '--column', 'e', '--seed', '7']);
  expect(drawn.detectRequests).toMatchObject([{ data: '/d/*.parquet', detector: 'kswin', seed: 7, parameters: {} }]);
  expect(drawn.opened).toEqual([]);
});

test.each([
  ['sqlite:///s.db?table=a', { kind: 'table', database: '/here/s.db', table: 'a' }],
  ["SELECT loss FROM 'losses.csv'", { kind: 'query', sql: "SELECT loss FROM 'losses.csv'", folder: '/here' }],
  ['runs:/r1/losses.json', '/copies/losses.json'],
])('takes what drift takes as data: %s', async (data, source) => {
  const setup: Setup = { runData: asked => success(`/copies/${asked.kind === 'artifact' ? asked.path : asked.name}`) };
  const watched = await runFake(['detect', '--detector', 'adwin', '--data', data, '--column', 'loss'], setup);
  expect(watched.detectRequests.map(request => request.data)).toEqual([source]);
  const sides = ['--reference', data, '--current', data, '--target', 'y', '--prediction', 'p'];
  const measured = await runFake(['quality', ...sides], setup);
  expect(measured.qualityRequests.map(({ reference, current }) => [reference, current])).toEqual([[source, source]]);
  for (const command of ['detect', 'quality', 'drift'])
    expect((await runFake([command, '--help'])).stdout).toContain('Arrow file, a glob, sqlite:///FILE?table=NAME');
});

test('prints detections, warnings and how many were skipped, and nothing else', async () => {
  const { stdout, stderr, exitCode } = await runFake([...given, '--json']);
  expect(JSON.parse(stdout)).toEqual({ detections: [4], warnings: [3], skipped: 1 });
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
});

test('tells people each change with the means on both sides', async () => {
  const { stdout } = await runFake(given);
  expect(stdout).toBe(
    [
      '1 change detected in 5 values of loss, 1 missing or infinite skipped.',
      'hddm_w drift_confidence=0.001 warning_confidence=0.005 lambda_val=0.05 two_sided_test=false, as river 0.26.1; 1 warning; 0.003 s',
      '',
      'ROW  VALUE  WARNED FROM  MEAN BEFORE  MEAN AFTER',
      '4    1      3            0.5          0.25',
      '',
    ].join('\n'),
  );
  const counts = { values: 5, detections: 0, warnings: 0 };
  const quiet = {
    ...detectReport(),
    detector: 'kswin' as const,
    parameters: {},
    seed: 42,
    skipped: 0,
    detections: [],
    changes: [],
    counts,
  };
  const { stdout: nothing } = await runFake(given, { detect: () => success({ ...quiet, column: 'a\u001b[2Jb' }) });
  expect(nothing.split('\n')).toEqual([
    'No change detected in 5 values of a\\x1b[2Jb.',
    'kswin seed=42, as river 0.26.1; it gives no warnings; 0.003 s',
    '',
  ]);
});

test.each([
  [['detect', '--data', 'a', '--column', 'b'], '--detector is missing.'],
  [['detect', '--detector', 'ddm', '--column', 'b'], '--data is missing.'],
  [['detect', '--detector', 'ddm', '--data', 'a'], '--column is missing.'],
  [['detect', '--detector', 'cusum'], '--detector: "cusum" is none of adwin, ddm, eddm, hddm_a, hddm_w, page_hinkley, kswin.'],
  [[...given, '--seed', '1'], '--seed: hddm_w draws nothing at random; only kswin does.'],
  [[...given, '--param', 'lambda_val'], '--param: "lambda_val" is not of the form NAME=VALUE.'],
  [[...given, '--param', 'a=1', '--param', 'a=2'], '--param: "a" is given twice.'],
  [
    [...given, '--param', 'alpha=1'],
    '--param: hddm_w has no parameter "alpha": it has drift_confidence, warning_confidence, lambda_val, two_sided_test.',
  ],
  [[...given, '--param', 'lambda_val=2'], '--param: lambda_val of hddm_w is a number from 0 and up to 1, not "2".'],
])('%j is wrong usage', async (args, complaint) => {
  const ran = await runFake(args);
  expect(ran).toMatchObject({ exitCode: 2, stdout: '', detectRequests: [] });
  expect(ran.stderr.split('\n')[0]).toBe(`modelops: ${complaint}`);
});

test('a failure is one line and exit code 1', async () => {
  const ran = await runFake([...given, '--json'], { detect: () => failure('not_found', 'No column.', { nextStep: 'Give one.' }) });
  expect(ran).toMatchObject({ exitCode: 1, stdout: '', stderr: 'modelops: No column. Give one.\n' });
});

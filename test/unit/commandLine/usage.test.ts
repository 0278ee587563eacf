import { expect, test } from 'vitest';
import { failure } from '../../../src/base/result';
import { paged, runFake } from '../../support/commandLine';

const commands = [
  'experiments list',
  'runs list',
  'models list',
  'models show',
  'versions list',
  'register',
  'stage',
  'alias set',
  'alias delete',
  'rollback',
  'history',
  'drift',
  'detect',
  'explain',
  'sample',
];

test('--help lists every command', async () => {
  const ran = await runFake(['--help']);
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  for (const command of commands) expect(ran.stdout).toContain(`\n  ${command} `);
});

test.each(commands)('%s --help says how it is used, and runs nothing', async command => {
  const ran = await runFake([...command.split(' '), '--help']);
  expect(ran).toMatchObject({ exitCode: 0, stderr: '', opened: [], driftRequests: [] });
  expect(ran.stdout).toMatch(new RegExp(`^Usage: modelops ${command}`));
  expect(ran.stdout).toContain('--store URI');
  expect(ran.stdout).not.toMatch(/--background/);
});

test('a group has help too', async () => {
  const ran = await runFake(['alias', '--help']);
  expect(ran.exitCode).toBe(0);
  expect(ran.stdout).toContain('alias set');
  expect(ran.stdout).not.toContain('runs list');
});

test('--version', async () => {
  expect(await runFake(['--version'])).toMatchObject({ exitCode: 0, stdout: '1.2.3\n', stderr: '' });
});

test.each([
  [[], 'Which command?'],
  [['run'], 'There is no command "run".'],
  [['runs'], 'There is no command "runs".'],
  [['runs', 'delete', 'x'], 'There is no command "runs delete".'],
  [['models', 'show'], 'NAME is missing.'],
  [['runs', 'list', '--nope'], 'There is no option --nope.'],
  [['runs', 'list', '--filter', 'a', '--filter', 'b'], '--filter: is given twice.'],
  [['runs', 'list', '--order-by='], '--order-by needs a value: FIELD.'],
  [['models', 'show', 'm', '--filter', 'a'], 'There is no option --filter.'],
  [['models', 'list', '--view', 'all'], 'There is no option --view.'],
  [['register', 'm'], '--source is missing.'],
  [['stage', 'm', '3', 'Live'], '"Live" is none of None, Staging, Production, Archived.'],
  [['stage', 'm', 'v3', 'Staging'], '"v3" is no version number.'],
  [['stage', 'm', '3', 'None', '--archive-existing'], '--archive-existing is possible for Staging and Production only, not for None.'],
  [['alias', 'set', 'm', 'champion', '0'], '"0" is no version number.'],
  [['rollback', 'm'], 'Exactly one of --stage, --alias and --event is needed.'],
  [['rollback', 'm', '--stage', 'Production', '--alias', 'a'], 'Exactly one of --stage, --alias and --event is needed.'],
  [['rollback', 'm', '--stage', 'Live'], '"Live" is none of None, Staging, Production, Archived.'],
  [['drift', '--reference', 'a'], '--current is missing.'],
  [
    ['drift', '--reference', 'a', '--current', 'b', '--profile', 'nannyml'],
    '--profile: "nannyml" is none of evidently, evidently-legacy, strict.',
  ],
  [['explain', '--model', 'm'], '--data is missing.'],
  [
    ['explain', '--model', 'm', '--data', 'd', '--rows', '5', '--sample', '5', '--seed', '1'],
    'Only one of --rows and --sample is possible.',
  ],
  [['explain', '--model', 'm', '--data', 'd', '--sample', '5'], '--sample and --seed go together.'],
  [['explain', '--model', 'm', '--data', 'd', '--seed', '5'], '--sample and --seed go together.'],
  [
    ['explain', '--model', 'm', '--data', 'd', '--background', 'b'],
    '--background: is not available in this version: values are those of path-dependent TreeSHAP, which needs no background data.',
  ],
])('wrong usage: %j', async (args, complaint) => {
  const ran = await runFake(args);
  expect(ran).toMatchObject({ exitCode: 2, stdout: '', opened: [], driftRequests: [], explainRequests: [] });
  expect(ran.stderr.split('\n')[0]).toBe(`modelops: ${complaint}`);
  expect(ran.stderr).toMatch(/^.*\nSee modelops ([a-z ]+ )?--help[.]\n$/);
});

test.each([
  [['models', 'show'], 'models show --help'],
  [['runs', 'delete'], 'runs --help'],
  [['run'], '--help'],
])('wrong usage says where help is: %j', async (args, help) => {
  expect((await runFake(args)).stderr.split('\n')[1]).toBe(`See modelops ${help}.`);
});

test('an option with many choices has a line of its own, and moves no other', async () => {
  const lines = (await runFake(['drift', '--help'])).stdout.split('\n');
  const wide = lines.findIndex(line => line.startsWith('  --num-method '));
  expect(lines[wide]).toMatch(/\|mannw\|/);
  expect(lines[wide + 1]).toMatch(/^ {4,40}How to compare numeric columns[.]$/);
  const described = lines.filter(line => /^ {2}--\S+( \S+)? {2,}\S/.test(line));
  expect(described.length).toBeGreaterThan(20);
  expect(Math.max(...described.map(line => line.search(/ {2}(?=\S+ \S)/)))).toBeLessThan(40);
});

test('the store is the one that is named, else the environment’s, else ./mlflow.db', async () => {
  const store = { listExperiments: paged<never>([]) };
  const uri = async (args: string[], environment: Record<string, string> = {}) =>
    (await runFake(args, { store, environment })).opened[0]?.uri;
  expect(await uri(['experiments', 'list'])).toBe('sqlite:///mlflow.db');
  expect(await uri(['experiments', 'list'], { MLFLOW_TRACKING_URI: 'sqlite:///other.db' })).toBe('sqlite:///other.db');
  expect(await uri(['experiments', 'list', '--store', 'sqlite:///named.db'], { MLFLOW_TRACKING_URI: 'sqlite:///other.db' })).toBe(
    'sqlite:///named.db',
  );
  expect(await uri(['--store', 'sqlite:///first.db', '--json', 'experiments', 'list'])).toBe('sqlite:///first.db');
});

test('history names the user, or who the environment says', async () => {
  const store = { listExperiments: paged<never>([]) };
  expect((await runFake(['experiments', 'list'], { store })).opened[0]?.options).toEqual({ actor: 'ana' });
  expect((await runFake(['experiments', 'list'], { store, environment: { MODELOPS_ACTOR: 'ci' } })).opened[0]?.options).toEqual({
    actor: 'ci',
  });
});

test('sample makes the copy that the editor makes, from the working directory', async () => {
  expect(await runFake(['sample', 'flights'])).toMatchObject({
    exitCode: 0,
    stdout: 'The sample project is /here/flights; its store is sqlite:////here/flights/mlflow.db.\n',
    opened: [],
  });
  expect(JSON.parse((await runFake(['sample', '/there', '--json'])).stdout)).toEqual({
    uri: 'sqlite:////there/mlflow.db',
    folder: '/there',
  });
});

test('a failure is one line on standard error, with its next step, whatever is in it', async () => {
  const opening = failure('unreadable', 'a\nb.db is no database.', { nextStep: 'Choose another file.' });
  const ran = await runFake(['experiments', 'list', '--json'], { opening });
  expect(ran).toMatchObject({ exitCode: 1, stdout: '', stderr: 'modelops: a\\x0ab.db is no database. Choose another file.\n' });
});

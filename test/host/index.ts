import { renameSync, writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { activationTests } from './activation';
import { artifactTests } from './artifacts';
import { cancelTests } from './cancel';
import { connectionTests } from './connections';
import { engineTests } from './engine';
import { refreshTests } from './refresh';
import { reportTests } from './reports';
import { parts } from './support';
import { treeTests } from './trees';
import { versionTests } from './versions';

/** What one test came to; `error` is null where it passed. */
interface Outcome {
  readonly title: string;
  readonly milliseconds: number;
  readonly error: string | null;
}

/** Called by VS Code: this is a tiny extension that lies beside the one under test. */
export async function activate(): Promise<void> {
  await run();
}

/** Runs the tests and writes `{activationMs, tests}` to the file that MODELOPS_HOST_RESULTS names. `@vscode/test-electron` calls it too. */
export async function run(): Promise<void> {
  const file = process.env['MODELOPS_HOST_RESULTS'];
  if (file === undefined) return;
  const tests = await runTests();
  const { activationMs } = await parts();
  // Whoever waits for the file never sees half of it.
  writeFileSync(`${file}.part`, JSON.stringify({ activationMs, tests }));
  renameSync(`${file}.part`, file);
}

function runTests(): Promise<readonly Outcome[]> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: class {} as unknown as Mocha.ReporterConstructor });
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, '', mocha);
  const suites = [activationTests, treeTests, refreshTests, connectionTests, engineTests, cancelTests, reportTests, versionTests];
  for (const define of [...suites, artifactTests]) define();
  const outcomes: Outcome[] = [];
  return new Promise(resolve => {
    const runner = mocha.run(() => resolve(outcomes));
    const keep = (test: Mocha.Runnable, error: string | null): void => {
      outcomes.push({ title: test.fullTitle(), milliseconds: test.duration ?? 0, error });
    };
    runner.on(Mocha.Runner.constants.EVENT_TEST_PASS, test => keep(test, null));
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (test, error: Error) => keep(test, error.stack ?? error.message));
  });
}

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { modernNode, root } from '../../scripts/support/toolchain.mjs';
import { openSession } from './vscode';

interface HostResults {
  readonly activationMs: number;
  readonly tests: readonly { readonly title: string; readonly milliseconds: number; readonly error: string | null }[];
}

/** Runs the tests of test/host inside a real VS Code, beside the packaged extension, and reads what they wrote. */
async function runInsideVSCode(): Promise<HostResults> {
  execFileSync(modernNode(), [path.join(root, 'scripts', 'hostRunner.mjs')], { stdio: 'ignore' });
  const folder = mkdtempSync(path.join(tmpdir(), 'model-ops-host-results-'));
  const file = path.join(folder, 'results.json');
  const session = await openSession({
    extensions: [path.join(root, 'out', 'model-ops-host-tests.vsix')],
    env: { MODELOPS_HOST_RESULTS: file },
  });
  try {
    for (let waited = 0; !existsSync(file) && waited < 200_000; waited += 250) await session.page.waitForTimeout(250);
    return JSON.parse(readFileSync(file, 'utf8')) as HostResults;
  } finally {
    await session.close();
    rmSync(folder, { recursive: true });
  }
}

const results = await runInsideVSCode();

mkdirSync(path.join(root, 'test-results'), { recursive: true });
// The bench reads it: a figure is no test.
writeFileSync(path.join(root, 'test-results', 'activation.json'), JSON.stringify({ activationMs: results.activationMs }));

describe('inside VS Code', () => {
  test('tests ran', () => expect(results.tests.length).toBeGreaterThan(0));
  for (const { title, error } of results.tests) test(title, () => expect(error).toBeNull());
});

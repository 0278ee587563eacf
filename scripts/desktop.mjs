// npm run test:desktop: the extension-host tests in desktop VS Code, where @vscode/test-electron can download it.
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { modernEnvironment, modernNode, root, run, stop, underModernNode } from './support/toolchain.mjs';

underModernNode(import.meta.url);
const { downloadAndUnzipVSCode, runTests } = await import('@vscode/test-electron');

run(modernNode(), ['scripts/build.mjs'], { env: modernEnvironment() });
run(modernNode(), ['scripts/hostRunner.mjs'], { env: modernEnvironment() });
const vscodeExecutablePath = await downloadAndUnzipVSCode().catch(error => stop(`VS Code could not be downloaded: ${error.message}`));
const results = path.join(mkdtempSync(path.join(tmpdir(), 'model-ops-desktop-')), 'results.json');
await runTests({
  vscodeExecutablePath,
  extensionDevelopmentPath: root,
  extensionTestsPath: path.join(root, 'out', 'host', 'extension.js'),
  launchArgs: ['--disable-workspace-trust'],
  extensionTestsEnv: { MODELOPS_HOST_RESULTS: results },
});
if (!existsSync(results)) stop('The tests in desktop VS Code wrote no result.');
const { tests } = JSON.parse(readFileSync(results, 'utf8'));
const failed = tests.filter(test => test.error !== null);
for (const test of failed) console.error(`✗ ${test.title}: ${test.error}`);
console.log(`${tests.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 && tests.length > 0 ? 0 : 1;

// npm test: lint, types, walls, unused code, unit, architecture and contract tests, then the packaged extension in a
// real VS Code (host and e2e). Ends in one line: N passed, N failed. With names as arguments: only those steps.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './support/browser.mjs';
import { ensureCodeServer } from './support/codeServer.mjs';
import { ownTarget } from './support/native.mjs';
import { modernEnvironment, modernNode, root, underModernNode } from './support/toolchain.mjs';

underModernNode(import.meta.url);

const results = path.join(root, 'test-results');
const bin = name => path.join(root, 'node_modules', '.bin', name);
const vsix = path.join(root, 'out', `model-ops-${ownTarget()}.vsix`);

/** A step is one check, or a test runner whose report says how many tests passed. */
const steps = {
  types: () => check('types', bin('tsc'), ['-b']),
  lint: () => check('lint', bin('eslint'), ['.', '--max-warnings', '0']),
  walls: () => check('walls', bin('depcruise'), ['src', 'webview', 'test', '--config', '.dependency-cruiser.cjs']),
  format: () => check('format', bin('prettier'), ['--check', '--log-level', 'warn', '.']),
  unused: () => check('unused code', bin('knip'), []),
  package: () => check('package', modernNode(), ['scripts/package.mjs']),
  unit: () => vitest('unit', 'vitest.config.mts'),
  host: () => vitest('host', 'vitest.host.config.mts'),
  e2e: () => steadied(vitest('e2e', 'vitest.e2e.config.mts'), 'e2e', 'vitest.e2e.config.mts'),
};

const chosen = process.argv.slice(2);
const names = chosen.length > 0 ? chosen : Object.keys(steps);
mkdirSync(results, { recursive: true });
if (names.includes('host') || names.includes('e2e')) {
  process.env.MODELOPS_CHROMIUM = findBrowser();
  ensureCodeServer();
}

let passed = 0;
let failed = 0;
const unsteady = [];
const summary = [];
for (const name of names) {
  const started = Date.now();
  const counted = steps[name]();
  passed += counted.passed;
  failed += counted.failed;
  summary.push(`${name}: ${counted.passed} passed, ${counted.failed} failed (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}
if (unsteady.length > 0) summary.push(`unsteady, failed once and passed in a new VS Code: ${unsteady.join(', ')}`);
console.log(`\n${summary.join('\n')}\n\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function execute(command, args) {
  console.log(`\n▶ ${path.basename(command)} ${args.join(' ')}`);
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env: modernEnvironment({ MODELOPS_VSIX: vsix }) }).status === 0;
}

function check(name, command, args) {
  const good = execute(command, args);
  console.log(`${good ? '✓' : '✗'} ${name}`);
  return { passed: good ? 1 : 0, failed: good ? 0 : 1 };
}

function vitest(name, config, files = []) {
  const report = path.join(results, `${name}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${report}`];
  const good = execute(bin('vitest'), ['run', '--config', config, ...reporters, ...files]);
  if (!existsSync(report)) return { passed: 0, failed: 1, failedFiles: [] };
  const { numPassedTests, numTotalTests, numTotalTestSuites, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const notPassed = numTotalTests - numPassedTests;
  const failedFiles = testResults.filter(file => file.status !== 'passed').map(file => path.relative(root, file.name));
  // A suite that could not even be collected fails the run without a failed test; no test at all is a failure too.
  const anyRan = numTotalTests > 0 && numTotalTestSuites > 0;
  return { passed: numPassedTests, failed: good && anyRan ? notPassed : Math.max(1, notPassed), failedFiles };
}

/**
 * Runs the files that failed once more, each whole and in a new VS Code, as a busy machine can make a browser miss a click.
 * What fails twice has failed; what passes then is named in the summary, to be mended. More than a few are no accident.
 */
function steadied(first, name, config) {
  if (first.failedFiles.length === 0 || first.failedFiles.length > 3) return first;
  const again = vitest(`${name}-again`, config, first.failedFiles);
  unsteady.push(...first.failedFiles.filter(file => !again.failedFiles.includes(file)));
  return { ...again, passed: first.passed + first.failed - again.failed };
}

// npm run test:peers: our store, drift numbers and SHAP values against the real libraries from PyPI, in virtual
// environments that are kept between runs. A library that cannot be installed is a failure.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ownTarget } from './support/native.mjs';
import { cacheFolder, modernEnvironment, modernNode, root, run, stop, underModernNode } from './support/toolchain.mjs';

underModernNode(import.meta.url);

const windows = process.platform === 'win32';
const env = modernEnvironment({
  MODELOPS_PEERS_PYTHON: environmentFor('peers', 'requirements.txt'),
  MODELOPS_PEERS_PYTHON_MLFLOW30: environmentFor('peers-mlflow-3.0', 'requirements-mlflow-3.0.txt'),
});
run(modernNode(), ['scripts/build.mjs', '--target', ownTarget()], { env });
mkdirSync(path.join(root, 'test-results'), { recursive: true });
const report = path.join(root, 'test-results', 'peers.json');
rmSync(report, { force: true });
const vitest = path.join(root, 'node_modules', '.bin', 'vitest');
const args = [
  'run',
  '--config',
  'vitest.peers.config.mts',
  '--reporter=default',
  '--reporter=json',
  `--outputFile=${report}`,
  ...process.argv.slice(2),
];
const done = spawnSync(vitest, args, { cwd: root, stdio: 'inherit', env });
if (!existsSync(report)) stop('The peers suite did not run.');
const { numPassedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'));
const failed = Math.max(numTotalTests - numPassedTests, done.status === 0 && numTotalTests > 0 ? 0 : 1);
console.log(`\n${numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** The Python of a virtual environment that holds exactly what a requirements file asks for. */
function environmentFor(name, requirementsFile) {
  const folder = path.join(cacheFolder, name);
  const python = path.join(folder, windows ? 'Scripts\\python.exe' : 'bin/python');
  const requirements = path.join(root, 'test', 'peers', requirementsFile);
  const stamp = path.join(folder, 'requirements.installed.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  console.log(`Making the Python environment ${name} (once) …`);
  const base = process.env.PYTHON ?? (windows ? 'python' : 'python3');
  if (spawnSync(base, ['-m', 'venv', folder], { stdio: 'inherit' }).status !== 0)
    stop(`Python 3.11 with venv is needed for the peers (tried ${base}): install it, or set PYTHON.`);
  if (
    spawnSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements], { stdio: 'inherit' })
      .status !== 0
  ) {
    stop(`The peers of ${requirementsFile} could not be installed from PyPI.`);
  }
  writeFileSync(stamp, wanted);
  return python;
}

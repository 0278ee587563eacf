// npm run test:peers: our store, drift numbers and SHAP values against the real libraries from PyPI, in virtual
// environments that are kept between runs, and the packaged extension in a real VS Code against MLflow's server. A
// library that cannot be installed is a failure.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ownTarget } from './support/native.mjs';
import { cacheFolder, modernEnvironment, modernNode, root, run, stop, underModernNode } from './support/toolchain.mjs';

underModernNode(import.meta.url);

const windows = process.platform === 'win32';
const peers = path.join(root, 'test', 'peers');
const vsix = path.join(root, 'out', `model-ops-${ownTarget()}.vsix`);
const env = modernEnvironment({ MODELOPS_PEERS_PYTHON: environmentFor('peers', 'requirements.txt'), MODELOPS_VSIX: vsix });
environmentFor('peers-nannyml', 'requirements-nannyml.txt');
const mlflowPython = environmentFor('peers-mlflow', 'requirements-mlflow.txt');
for (const version of JSON.parse(readFileSync(path.join(peers, 'mlflow-versions.json'), 'utf8'))) addMlflow(version);
// Packaging builds too.
run(modernNode(), isPackaged() ? ['scripts/build.mjs', '--target', ownTarget()] : ['scripts/package.mjs'], { env });
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

/** Whether the packaged extension, which some peers meet in a real VS Code, is newer than everything that it is made of. */
function isPackaged() {
  if (!existsSync(vsix)) return false;
  const folders = ['src', 'webview', 'media', 'l10n'].map(name => path.join(root, name));
  const files = folders.flatMap(folder => readdirSync(folder, { recursive: true }).map(file => path.join(folder, file)));
  const parts = [...files, ...['package.json', 'package.nls.json'].map(name => path.join(root, name))];
  const { mtimeMs } = statSync(vsix);
  return parts.every(file => statSync(file).mtimeMs < mtimeMs);
}

/** The Python of a virtual environment that holds exactly what a requirements file asks for. */
function environmentFor(name, requirementsFile) {
  const folder = path.join(cacheFolder, name);
  const python = path.join(folder, windows ? 'Scripts\\python.exe' : 'bin/python');
  const requirements = path.join(peers, requirementsFile);
  once(folder, readFileSync(requirements, 'utf8'), () => {
    const base = process.env.PYTHON ?? (windows ? 'python' : 'python3');
    if (spawnSync(base, ['-m', 'venv', folder], { stdio: 'inherit' }).status !== 0)
      stop(`Python 3.11 with venv is needed for the peers (tried ${base}): install it, or set PYTHON.`);
    install(python, ['-r', requirements]);
  });
  return python;
}

/** One MLflow without what it needs, which every version finds in the environment that they share. */
function addMlflow(version) {
  const folder = path.join(cacheFolder, `mlflow-${version}`);
  const wanted = `mlflow==${version}`;
  once(folder, wanted, () => {
    rmSync(folder, { recursive: true, force: true });
    install(mlflowPython, ['--no-deps', '--no-compile', '--target', folder, wanted]);
  });
}

/** Makes a folder unless it was made of the same before; a stamp in it says of what. */
function once(folder, wanted, make) {
  const stamp = path.join(folder, 'requirements.installed.txt');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log(`Making the Python environment ${path.basename(folder)} (once) …`);
  make();
  writeFileSync(stamp, wanted);
}

function install(python, what) {
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...what];
  if (spawnSync(python, pip, { stdio: 'inherit' }).status !== 0) stop(`${path.basename(what.at(-1))} could not be installed from PyPI.`);
}

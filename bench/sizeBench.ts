import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { type BenchResult } from './benchResult';

const TARGETS = ['linux-x64', 'linux-arm64', 'alpine-x64', 'alpine-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];
const LARGEST_VSIX = 35;
const LARGEST_HOST_BUNDLE = 250;

/** The size of the host's bundle, and of the package of every target, each really made; this machine's own last. */
export function sizeBench(): Promise<readonly BenchResult[]> {
  const root = process.env['MODELOPS_ROOT'] ?? process.cwd();
  const own = `${process.platform}-${process.arch}`;
  const packages = [...TARGETS.filter(target => target !== own), own].map(target => packageOf(root, target));
  const host = statSync(path.join(root, 'dist', 'extension.js')).size / 1000;
  const bundle: BenchResult = {
    name: 'dist/extension.js',
    ours: host,
    peer: null,
    unit: 'kB',
    target: `less than ${LARGEST_HOST_BUNDLE} kB`,
    met: host < LARGEST_HOST_BUNDLE,
  };
  return Promise.resolve([bundle, ...packages]);
}

function packageOf(root: string, target: string): BenchResult {
  const made = spawnSync(process.execPath, [path.join(root, 'scripts', 'package.mjs'), '--target', target], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`The package for ${target} could not be made: ${made.stderr}`);
  const size = statSync(path.join(root, 'out', `model-ops-${target}.vsix`)).size / 1e6;
  return { name: `VSIX ${target}`, ours: size, peer: null, unit: 'MB', target: `less than ${LARGEST_VSIX} MB`, met: size < LARGEST_VSIX };
}

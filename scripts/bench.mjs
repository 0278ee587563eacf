// npm run bench: speed against the real libraries, measured in the same run, and the sizes of what ships.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, modernEnvironment, modernNode, root, run, underModernNode } from './support/toolchain.mjs';

underModernNode(import.meta.url);
const { build } = await import('esbuild');

mkdirSync(path.join(root, 'out'), { recursive: true });
run(modernNode(), ['scripts/package.mjs'], { env: modernEnvironment() });
await build({
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  packages: 'external',
  logLevel: 'warning',
  entryPoints: ['bench/main.ts'],
  outfile: 'out/bench.mjs',
});
const python = path.join(cacheFolder, 'peers', process.platform === 'win32' ? 'Scripts\\python.exe' : 'bin/python');
run(modernNode(), ['--expose-gc', 'out/bench.mjs', ...process.argv.slice(2)], {
  env: modernEnvironment({ MODELOPS_PEERS_PYTHON: process.env.MODELOPS_PEERS_PYTHON ?? python, MODELOPS_ROOT: root }),
});

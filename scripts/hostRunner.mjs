// Bundles and packages the tests that run inside VS Code as a tiny extension of their own: out/host/.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { root, underModernNode } from './support/toolchain.mjs';

underModernNode(import.meta.url);
const { build } = await import('esbuild');
const { createVSIX } = await import('@vscode/vsce');

const folder = path.join(root, 'out', 'host');
mkdirSync(folder, { recursive: true });
copyFileSync(path.join(root, 'test', 'host', 'runner', 'package.json'), path.join(folder, 'package.json'));
copyFileSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
await build({
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  logLevel: 'warning',
  external: ['vscode'],
  // Mocha looks for its own files at run time only where it runs from a command line.
  logOverride: { 'require-resolve-not-external': 'silent' },
  entryPoints: ['test/host/index.ts'],
  outfile: path.join(folder, 'extension.js'),
});
await createVSIX({
  cwd: folder,
  packagePath: path.join(root, 'out', 'model-ops-host-tests.vsix'),
  dependencies: false,
  allowMissingRepository: true,
});

// Bundles what ships: node scripts/build.mjs [--target linux-x64] [--minify]
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { copyDuckdb, ownTarget, platformOf } from './support/native.mjs';
import { notices } from './support/notices.mjs';
import { root, underModernNode } from './support/toolchain.mjs';

underModernNode(import.meta.url);
const { build } = await import('esbuild');

const { values } = parseArgs({
  options: { target: { type: 'string', default: ownTarget() }, minify: { type: 'boolean', default: false } },
});
const dist = path.join(root, 'dist');
const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: values.minify,
  sourcemap: false,
  logLevel: 'warning',
  metafile: true,
  legalComments: 'none',
};
const node = { ...shared, platform: 'node', format: 'cjs', target: 'node22' };

/** DuckDB chooses its library at run time among packages; ours lies in dist/native/. */
const duckdbBindings = {
  name: 'duckdb-bindings',
  setup(setup) {
    setup.onResolve({ filter: /^@duckdb\/node-bindings$/ }, () => ({ path: './native/duckdb.node', external: true }));
  },
};

/** What the host loads by `import()` is seldom needed, and does not lengthen its start: a bundle of its own each. */
function laterBundles(found) {
  return {
    name: 'later-bundles',
    setup(setup) {
      setup.onResolve({ filter: /^[.]/ }, ({ kind, path: named, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        found.add(path.resolve(resolveDir, named.replace(/[.]js$/, '.ts')));
        return { path: `./${path.basename(named)}`, external: true };
      });
    },
  };
}

async function buildHost() {
  const later = new Set();
  // VS Code lends its own module to require(), not to import().
  const host = { ...node, outdir: 'dist', external: ['vscode'], supported: { 'dynamic-import': false } };
  const result = await build({ ...host, entryPoints: ['src/extension.ts'], plugins: [laterBundles(later)] });
  await build({ ...host, entryPoints: [...later], entryNames: '[name]' });
  const forbidden = Object.keys(result.metafile.inputs).filter(file => /better-sqlite3|@duckdb|node_modules.undici/.test(file));
  if (forbidden.length > 0)
    throw new Error(`The extension host must stay free of native modules and of the HTTP client: ${forbidden.join(', ')}`);
  return result;
}

async function buildEngine() {
  const result = await build({
    ...node,
    entryPoints: { engine: 'src/engine.ts', cli: 'src/cli.ts' },
    outdir: 'dist',
    alias: { 'better-sqlite3': `better-sqlite3/${platformOf(values.target).sqlite}` },
    loader: { '.node': 'copy' },
    assetNames: 'native/[name]',
    plugins: [duckdbBindings],
  });
  copyDuckdb(values.target, path.join(dist, 'native'));
  return result;
}

async function buildWorkers() {
  const workers = readdirSync(path.join(root, 'src'), { recursive: true }).filter(file => file.endsWith('.worker.ts'));
  const entryPoints = Object.fromEntries(workers.map(file => [path.basename(file, '.ts'), path.join('src', file)]));
  return await build({ ...node, entryPoints, outdir: 'dist' });
}

async function buildPages() {
  const pages = readdirSync(path.join(root, 'webview')).filter(name => existsSync(path.join(root, 'webview', name, 'main.ts')));
  const entryPoints = Object.fromEntries(pages.map(page => [page, path.join('webview', page, 'main.ts')]));
  const browser = { ...shared, platform: 'browser', format: 'iife', target: ['chrome130'], minify: true, loader: { '.ttf': 'dataurl' } };
  const result = await build({ ...browser, entryPoints, outdir: 'dist/webview' });
  return result;
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(path.join(dist, 'webview'), { recursive: true });
const results = await Promise.all([buildHost(), buildEngine(), buildWorkers(), buildPages()]);
const inputs = results.flatMap(result => Object.keys(result.metafile.inputs));
writeFileSync(path.join(root, 'THIRD-PARTY-NOTICES'), notices(inputs));

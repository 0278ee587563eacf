// Moves the versions of the sample project through their stages with the store itself, so that the sample has a history
// with authors and reasons: node scripts/sampleHistory.mjs FOLDER, once, after scripts/sample/make_sample.py.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, stop, underModernNode } from './support/toolchain.mjs';

underModernNode(import.meta.url);
const { build } = await import('esbuild');

const MODEL = 'flight_delay_model';
const MINUTES = 'delay_minutes_model';

const stage = (model, version, to, archiveExisting = false) => ({ action: 'stage', model, version, stage: to, archiveExisting });
const alias = (name, version) => ({ action: 'alias', model: MODEL, alias: name, version });

const CHANGES = [
  ['2026-09-08T09:20:00Z', 'ana', stage(MODEL, '1', 'Production'), 'First model worth serving.'],
  ['2026-09-11T09:00:00Z', 'ana', stage(MODEL, '2', 'Production', true), 'Earlier delays help: auc 0.687 instead of 0.647.'],
  ['2026-09-15T14:00:00Z', 'ben', stage(MODEL, '3', 'Staging'), 'To see how XGBoost does beside it.'],
  ['2026-09-30T08:00:00Z', 'ana', stage(MODEL, '4', 'Production', true), 'Best point of the search: auc 0.694.'],
  ['2026-09-30T08:01:00Z', 'ana', alias('champion', '4'), ''],
  ['2026-09-30T08:05:00Z', 'ana', stage(MODEL, '3', 'Archived'), 'Version 4 replaces it.'],
  ['2026-10-07T08:00:00Z', 'ben', stage(MINUTES, '2', 'Staging'), 'Mean absolute error 16.6 minutes instead of 17.3.'],
  ['2026-10-20T08:00:00Z', 'ci', stage(MODEL, '5', 'Staging'), 'Retrained on April: January is long ago.'],
  ['2026-10-20T08:01:00Z', 'ci', alias('challenger', '5'), ''],
];

const folder = path.resolve(process.argv[2] ?? stop('Usage: node scripts/sampleHistory.mjs FOLDER'));
const bundle = path.join(root, 'out', 'sample-history.cjs');
await build({
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  packages: 'external',
  logLevel: 'warning',
  entryPoints: ['src/store/sqlite/openSqliteStore.ts'],
  outfile: bundle,
});
const { openSqliteStore } = await import(pathToFileURL(bundle).href);
for (const [time, actor, request, reason] of CHANGES) await change(time, actor, request, reason);
rmSync(bundle);

async function change(time, actor, request, reason) {
  const clock = () => Date.parse(time);
  const store = valueOf(await openSqliteStore(path.join(folder, 'mlflow.db'), { actor }, { clock }));
  valueOf(await store.applyChange(valueOf(await store.planChange(request)), reason));
  store.close();
}

function valueOf(result) {
  return result.ok ? result.value : stop(result.failure.message);
}

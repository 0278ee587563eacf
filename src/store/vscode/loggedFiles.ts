import { access } from 'node:fs/promises';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { l10n } from 'vscode';
import { datasetPlace } from '../../domain/datasetPlace';
import { dataSourceText } from '../../domain/dataSource';
import { loggedTables } from '../../domain/loggedTables';
import { type ModelVersion } from '../../domain/registeredModel';
import { type LoggedDataset } from '../../domain/run';
import { type OfferedFile } from '../../workbench/dataFiles';
import { type Engine } from '../../workbench/engineProcess';
import { storeCalls } from '../contract';

/** The data files that a version's run logged, as far as they lie on this machine. */
export async function loggedFiles(engine: Engine, { runId }: ModelVersion): Promise<readonly OfferedFile[]> {
  if (runId === null) return [];
  const datasets = await engine.ask(storeCalls.datasets, { runId });
  if (!datasets.ok) return [];
  const offered = await Promise.all(datasets.value.map(offeredFile));
  return offered.filter(file => file !== null);
}

/** The same, and the tables that the run logged, as evaluations do, wherever they lie: by their `runs:/` URIs. */
export async function loggedData(engine: Engine, version: ModelVersion): Promise<readonly OfferedFile[]> {
  const { runId } = version;
  if (runId === null) return [];
  const [files, run] = await Promise.all([loggedFiles(engine, version), engine.ask(storeCalls.getRun, { runId })]);
  if (!run.ok) return files;
  const tables = loggedTables(run.value.tags).map(path => dataSourceText({ kind: 'artifact', runId, path }));
  return [...files, ...tables.map(path => ({ path, note: l10n.t('table logged by the run') }))];
}

async function offeredFile(dataset: LoggedDataset): Promise<OfferedFile | null> {
  const file = localFile(dataset.source);
  if (file === null) return null;
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  return {
    path: file,
    note: l10n.t('logged by the run as {0}', dataset.context ?? dataset.name),
    isTraining: dataset.context === 'training',
  };
}

function localFile(source: string): string | null {
  const place = datasetPlace(source);
  if (place === null) return null;
  if (/^file:\/\/(localhost)?\//i.test(place)) return fileURLToPath(place);
  return path.isAbsolute(place) ? place : null;
}

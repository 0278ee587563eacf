import { success, type Result } from '../../base/result';
import { type RunId } from '../../domain/ids';
import { type LoggedDataset } from '../../domain/run';
import { type Fields } from './fields';
import { type MlflowApi } from './mlflowApi';
import { readRun } from './runs';

/** The datasets that a run logged, by name and digest. */
export async function listDatasets(api: MlflowApi, run: RunId): Promise<Result<readonly LoggedDataset[]>> {
  const inputs = await readRun(api, run, answer => answer.fields('run').fields('inputs').list('dataset_inputs').map(toDataset));
  if (!inputs.ok) return inputs;
  return success(inputs.value.sort((a, b) => compare(a.name, b.name) || compare(a.digest, b.digest)));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function toDataset(input: Fields): LoggedDataset {
  const dataset = input.fields('dataset');
  return {
    name: dataset.text('name'),
    digest: dataset.text('digest'),
    sourceType: dataset.text('source_type'),
    source: dataset.text('source'),
    schema: dataset.text('schema') || null,
    profile: dataset.text('profile') || null,
    context: input.pairs('tags')['mlflow.data.context'] ?? null,
  };
}

import { failure, success, type Result } from '../../base/result';
import { type Experiment, type LifecycleStage } from '../../domain/experiment';
import { experimentId, type ExperimentId } from '../../domain/ids';
import { checkExperimentName } from '../../domain/registryNames';
import { shownText } from '../../domain/shownText';
import { type ExperimentQuery, type Page } from '../contract';
import { type Fields } from './fields';
import { inOtherWords, type MlflowApi } from './mlflowApi';
import { readPage } from './pages';

/** Experiments in MLflow's order. */
export async function listExperiments(api: MlflowApi, query: ExperimentQuery): Promise<Result<Page<Experiment>>> {
  return await readPage(query, {
    largest: 1000,
    id: experiment => experiment.experimentId,
    fetch: (token, size) =>
      api.search(
        'experiments/search',
        {
          max_results: size,
          view_type: viewType(query.view),
          ...(query.filter === undefined ? {} : { filter: query.filter }),
          ...(query.orderBy === undefined ? {} : { order_by: query.orderBy }),
          ...(token === '' ? {} : { page_token: token }),
        },
        answer => ({ items: answer.list('experiments').map(toExperiment), next: answer.text('next_page_token') }),
      ),
  });
}

/** By id, else by name; `name:X` forces the name. Deleted experiments are found too. */
export async function findExperiment(api: MlflowApi, idOrName: string): Promise<Result<Experiment>> {
  const forced = idOrName.startsWith('name:');
  const name = forced ? idOrName.slice('name:'.length) : idOrName;
  const byName = async (): Promise<Result<Experiment>> =>
    inOtherWords(await experimentBy(api, 'get-by-name', { experiment_name: name }), 'not_found', () => noExperiment(name));
  if (forced || !/^[0-9]{1,19}$/.test(idOrName)) return await byName();
  const byId = await getExperiment(api, experimentId(idOrName));
  if (byId.ok) return byId;
  // A number that is too large for the server's ids is refused in other words than one that is not there.
  const named = await byName();
  return named.ok || byId.failure.reason === 'not_found' ? named : byId;
}

export async function getExperiment(api: MlflowApi, id: ExperimentId): Promise<Result<Experiment>> {
  return inOtherWords(await experimentBy(api, 'get', { experiment_id: id }), 'not_found', () => noExperiment(id));
}

/** Creates an experiment; the server says where its artifacts go. */
export async function createExperiment(api: MlflowApi, name: string): Promise<Result<Experiment>> {
  const checked = checkExperimentName(name);
  if (!checked.ok) return checked;
  const created = await api.once('POST', 'experiments/create', { name }, answer => answer.id('experiment_id'));
  if (created.ok) return await getExperiment(api, experimentId(created.value));
  if (created.failure.reason === 'uncertain') return await findExperiment(api, `name:${name}`);
  return created.failure.reason === 'already_exists' ? await nameTaken(api, name) : created;
}

/** Only active experiments can be renamed. */
export async function renameExperiment(api: MlflowApi, id: ExperimentId, name: string): Promise<Result<Experiment>> {
  const checked = checkExperimentName(name);
  if (!checked.ok) return checked;
  const found = await getExperiment(api, id);
  if (!found.ok || found.value.name === name) return found;
  if (found.value.lifecycleStage === 'deleted') {
    return failure('invalid', `The experiment '${shownText(found.value.name)}' is deleted.`, { nextStep: 'Restore it first.' });
  }
  const taken = await experimentBy(api, 'get-by-name', { experiment_name: name });
  if (taken.ok) return await nameTaken(api, name);
  const renamed = await api.put('POST', 'experiments/update', { experiment_id: id, new_name: name });
  return renamed.ok ? await getExperiment(api, id) : renamed;
}

/** Deletes or restores an experiment, with its runs. */
export async function setExperimentStage(api: MlflowApi, id: ExperimentId, stage: LifecycleStage): Promise<Result<void>> {
  const found = await getExperiment(api, id);
  if (!found.ok) return found;
  if (found.value.lifecycleStage === stage)
    return failure('invalid', `The experiment '${shownText(found.value.name)}' is ${stage} already.`, { nextStep: 'Refresh.' });
  const path = stage === 'deleted' ? 'experiments/delete' : 'experiments/restore';
  const changed = await api.once('POST', path, { experiment_id: id }, () => undefined);
  if (changed.ok || changed.failure.reason !== 'uncertain') return changed;
  const now = await getExperiment(api, id);
  return now.ok && now.value.lifecycleStage === stage ? success(undefined) : changed;
}

export function viewType(view: ExperimentQuery['view']): string {
  if (view === 'all') return 'ALL';
  return view === 'deleted' ? 'DELETED_ONLY' : 'ACTIVE_ONLY';
}

async function experimentBy(api: MlflowApi, call: string, query: Readonly<Record<string, string>>): Promise<Result<Experiment>> {
  return await api.get(`experiments/${call}`, query, answer => toExperiment(answer.fields('experiment')));
}

async function nameTaken(api: MlflowApi, name: string): Promise<Result<never>> {
  const taken = await findExperiment(api, `name:${name}`);
  if (taken.ok && taken.value.lifecycleStage === 'deleted') {
    return failure('already_exists', `A deleted experiment '${shownText(name)}' still holds its name.`, {
      nextStep: 'Choose another name, or restore it.',
    });
  }
  return failure('already_exists', `There is an experiment '${shownText(name)}' already.`, { nextStep: 'Choose another name.' });
}

function noExperiment(name: string): Result<never> {
  return failure('not_found', `There is no experiment '${shownText(name)}'.`, {
    nextStep: 'List the experiments to see their names and ids.',
  });
}

function toExperiment(fields: Fields): Experiment {
  return {
    experimentId: experimentId(fields.id('experiment_id')),
    name: fields.text('name'),
    artifactLocation: fields.text('artifact_location'),
    lifecycleStage: fields.text('lifecycle_stage') === 'deleted' ? 'deleted' : 'active',
    creationTime: fields.number('creation_time'),
    lastUpdateTime: fields.number('last_update_time'),
    tags: fields.pairs('tags'),
  };
}

import { join } from 'node:path';
import { failure, success, type Result } from '../../base/result';
import { type Experiment, type ViewType } from '../../domain/experiment';
import { experimentId } from '../../domain/ids';
import { shownText } from '../../domain/shownText';
import { textsIn } from './keyFiles';
import { foldersIn, Meta } from './metaFile';

/** Where MLflow puts deleted experiments. */
const TRASH = '.trash';

/** An experiment and the folder that holds it. */
export interface ExperimentFolder {
  readonly experiment: Experiment;
  readonly folder: string;
}

/** Every experiment of the view, newest first. */
export async function readExperiments(root: string, view: ViewType): Promise<readonly ExperimentFolder[]> {
  const places = [...(view === 'deleted' ? [] : [root]), ...(view === 'active' ? [] : [join(root, TRASH)])];
  const lists = await Promise.all(places.map(place => readPlace(place)));
  return lists.flat().sort((a, b) => newestFirst(a.experiment, b.experiment));
}

/** By id, else by name; `name:X` forces the name. Deleted experiments are found too. */
export async function findExperimentFolder(root: string, idOrName: string): Promise<Result<ExperimentFolder>> {
  const forced = idOrName.startsWith('name:');
  const name = forced ? idOrName.slice('name:'.length) : idOrName;
  const all = await readExperiments(root, 'all');
  const byId = forced ? undefined : all.find(({ experiment }) => experiment.experimentId === idOrName);
  const found = byId ?? all.find(({ experiment }) => experiment.name === name);
  if (found !== undefined) return success(found);
  return failure('not_found', `There is no experiment '${shownText(name)}'.`, {
    nextStep: 'List the experiments to see their names and ids.',
  });
}

async function readPlace(place: string): Promise<readonly ExperimentFolder[]> {
  const names = (await foldersIn(place)).filter(name => /^[0-9]+$/.test(name));
  const found = await Promise.all(names.map(name => readExperiment(join(place, name))));
  return found.filter(experiment => experiment !== null);
}

async function readExperiment(folder: string): Promise<ExperimentFolder | null> {
  const meta = await Meta.of(folder);
  const id = meta?.text('experiment_id');
  if (meta === null || id === null || id === undefined) return null;
  const experiment: Experiment = {
    experimentId: experimentId(id),
    name: meta.text('name') ?? '',
    artifactLocation: meta.text('artifact_location') ?? '',
    lifecycleStage: meta.text('lifecycle_stage') === 'deleted' ? 'deleted' : 'active',
    creationTime: meta.number('creation_time'),
    lastUpdateTime: meta.number('last_update_time'),
    tags: await textsIn(join(folder, 'tags')),
  };
  return { experiment, folder };
}

function newestFirst(a: Experiment, b: Experiment): number {
  const [left, right] = [a.creationTime ?? -Infinity, b.creationTime ?? -Infinity];
  return left === right ? Number(BigInt(a.experimentId) > BigInt(b.experimentId)) - 0.5 : right - left;
}

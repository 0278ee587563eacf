import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failure, success, type Result } from '../../base/result';
import { type ModelName, type RunId, type VersionNumber } from '../../domain/ids';
import { parseModelUri, type ModelUri } from '../../domain/modelUri';
import { shownPath, shownText } from '../../domain/shownText';
import { localPathOf, type ArtifactRoots } from '../artifactLocation';
import { type ResolvedModel } from '../contract';
import { readExperiments, type ExperimentFolder } from './experimentFiles';
import { findLoggedModel, readLoggedModels } from './loggedFiles';
import { findModel } from './modelFiles';
import { findRunFolder, readRun } from './runFiles';

/** A version may be registered from another, and so on; such chains are short. */
const LONGEST_CHAIN = 10;

interface Found {
  /** An artifact URI, a path, or another model URI. */
  readonly location: string;
  readonly name: ModelName | null;
  readonly version: VersionNumber | null;
  readonly runId: RunId | null;
}

/** The local folder of what a model URI stands for. */
export async function resolveFileModel(root: string, roots: ArtifactRoots, uri: string): Promise<Result<ResolvedModel>> {
  const experiments = await readExperiments(root, 'all');
  let found: Found = { location: uri, name: null, version: null, runId: null };
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const parsed = parseModelUri(found.location);
    if (!parsed.ok) return parsed;
    if (parsed.value.kind === 'location') return atPlace(uri, found, roots);
    const next = await nextStep(root, { experiments, roots }, parsed.value);
    if (!next.ok) return next;
    const { location, name, version, runId } = next.value;
    found = { location, name: found.name ?? name, version: found.version ?? version, runId: found.runId ?? runId };
  }
  return failure('invalid', `${shownText(uri)} leads round in a circle.`);
}

function atPlace(uri: string, { location, name, version, runId }: Found, roots: ArtifactRoots): Result<ResolvedModel> {
  const path = localPathOf(location, roots);
  if (!path.ok) return path;
  if (existsSync(path.value)) return success({ uri, path: path.value, name, version, runId });
  return failure('not_found', `The files of ${shownText(uri)} are not there: '${shownPath(path.value)}' was moved or removed.`, {
    nextStep: 'Put the folder back there, or set where artifacts lie.',
  });
}

interface Surroundings {
  readonly experiments: readonly ExperimentFolder[];
  readonly roots: ArtifactRoots;
}

async function nextStep(root: string, around: Surroundings, uri: Exclude<ModelUri, { kind: 'location' }>): Promise<Result<Found>> {
  if (uri.kind === 'run') return await runStep(around, uri);
  if (uri.kind === 'loggedModel') {
    const model = await findLoggedModel(around.experiments, uri.id);
    if (model === null) return failure('not_found', `There is no logged model '${shownText(uri.id)}'.`);
    return success({ location: model.artifactLocation, name: null, version: null, runId: model.sourceRunId });
  }
  return await registeredStep(root, uri);
}

async function registeredStep(root: string, uri: Extract<ModelUri, { name: ModelName }>): Promise<Result<Found>> {
  const content = await findModel(root, uri.name);
  if (!content.ok) return content;
  const { model, versions, locations } = content.value;
  const wanted = versions.find(version => {
    if (uri.kind === 'version') return version.version === uri.version;
    if (uri.kind === 'alias' && uri.alias.toLowerCase() !== 'latest') return model.aliases[uri.alias] === version.version;
    return uri.kind === 'stage' ? version.stage === uri.stage : true;
  });
  if (wanted === undefined) return failure('not_found', `${shownText(uri.name)} has no such version now.`);
  const location = locations.get(wanted.version) ?? wanted.source;
  return success({ location, name: uri.name, version: wanted.version, runId: wanted.runId });
}

/** A run's artifacts come before the model of that name that it logged, as in MLflow. */
async function runStep({ experiments, roots }: Surroundings, uri: Extract<ModelUri, { kind: 'run' }>): Promise<Result<Found>> {
  const folder = await findRunFolder(experiments, uri.runId);
  if (folder === null) return failure('not_found', `There is no run '${shownText(uri.runId)}'.`);
  const own = uri.path === '' ? folder.facts.artifactUri : `${folder.facts.artifactUri}/${uri.path}`;
  const local = localPathOf(own, roots);
  const place = { name: null, version: null, runId: uri.runId };
  if (local.ok && existsSync(join(local.value, 'MLmodel'))) return success({ location: own, ...place });
  const experiment = experiments.find(({ experiment: { experimentId } }) => experimentId === folder.facts.experimentId);
  const models = experiment === undefined ? [] : await readLoggedModels(experiment, await readRun(folder));
  const logged = models.findLast(model => model.name === uri.path && model.modelId !== null);
  return success({ location: logged?.artifactLocation ?? own, ...place });
}

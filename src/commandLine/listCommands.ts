import { type Result, success } from '../base/result';
import { type Experiment, type ViewType } from '../domain/experiment';
import { type ExperimentId, type ModelName, modelName } from '../domain/ids';
import { type ModelVersion, type RegisteredModel } from '../domain/registeredModel';
import { type Run } from '../domain/run';
import { type Search, type Store } from '../store/contract';
import { command, type Outcome } from './command';
import { everyPage } from './everyPage';
import { experimentJson, modelJson, runJson, versionJson } from './mlflowNames';
import { anyText, choice, count, texts } from './options';
import { counted, shortNumber, shortTime, table, visible } from './plainText';

const listOptions = {
  filter: anyText('FILTER', "Only those that match, in MLflow's words and beyond: docs/search.md."),
  'order-by': texts('FIELD', "FIELD, 'FIELD ASC' or 'FIELD DESC'; again for what decides next."),
  max: count('N', 'At most N rows; all when absent.'),
};
const viewOption = (what: string) => choice<ViewType>(['active', 'deleted', 'all'], `Which ${what}; active when absent.`);

export const experimentsList = command({
  words: 'experiments list',
  summary: 'Active experiments, newest first.',
  positionals: [],
  options: { ...listOptions, view: viewOption('experiments') },
  plan: (_, { view = 'active', ...given }) =>
    success(session =>
      session.withStore(async store => {
        const found = await everyPage(given.max, page => store.listExperiments({ ...page, ...searchOf(given), view }));
        return found.ok ? success(outcome(found.value, experimentJson, experimentTable)) : found;
      }),
    ),
});

export const runsList = command({
  words: 'runs list',
  summary: 'Runs of experiments (by id, else by name; name:X forces the name), of all active ones when none is named.',
  positionals: ['[EXPERIMENT…]'],
  options: { ...listOptions, view: viewOption('runs') },
  plan: (named, { view = 'active', ...given }) =>
    success(session =>
      session.withStore(async store => {
        const experiments = named.length === 0 ? await activeExperiments(store) : await namedExperiments(store, named);
        if (!experiments.ok) return experiments;
        const found = await everyPage(given.max, page =>
          store.listRuns({ ...page, ...searchOf(given), experiments: experiments.value, view }),
        );
        return found.ok ? success(outcome(found.value, runJson, runTable)) : found;
      }),
    ),
});

export const modelsList = command({
  words: 'models list',
  summary: 'Registered models, by name.',
  positionals: [],
  options: listOptions,
  plan: (_, given) =>
    success(session =>
      session.withStore(async store => {
        const found = await everyPage(given.max, page => store.listModels({ ...page, ...searchOf(given) }));
        return found.ok ? success(outcome(found.value, modelJson, modelTable)) : found;
      }),
    ),
});

export const modelsShow = command({
  words: 'models show',
  summary: 'One registered model.',
  positionals: ['NAME'],
  options: {},
  plan: ([name = '']) =>
    success(session =>
      session.withStore(async store => {
        const found = await store.getModel(modelName(name));
        return found.ok ? success({ json: modelJson(found.value), text: modelCard(found.value) }) : found;
      }),
    ),
});

export const versionsList = command({
  words: 'versions list',
  summary: 'Versions of one registered model, or of all.',
  positionals: ['[NAME]'],
  options: listOptions,
  plan: ([name], given) =>
    success(session =>
      session.withStore(async store => {
        // A name without versions is an empty list; a name that is not there is a failure.
        const model = name === undefined ? success(undefined) : await store.getModel(modelName(name));
        if (!model.ok) return model;
        const search = searchOf(given);
        const found =
          name === undefined || search.orderBy !== undefined
            ? await everyPage(given.max, page =>
                store.listVersions({ ...page, ...search, ...(name === undefined ? {} : { name: modelName(name) }) }),
              )
            : await versionsOf(store, modelName(name), given);
        return found.ok ? success(outcome(found.value, versionJson, versionTable)) : found;
      }),
    ),
});

/** In MLflow's default order, last changed first; the store's own is by number. */
async function versionsOf(store: Store, name: ModelName, given: GivenSearch): Promise<Result<readonly ModelVersion[]>> {
  const found = await everyPage(undefined, page => store.listVersions({ ...page, ...searchOf(given), name }));
  if (!found.ok) return found;
  const ordered = [...found.value].sort((a, b) => b.lastUpdateTime - a.lastUpdateTime || Number(b.version) - Number(a.version));
  return success(ordered.slice(0, given.max));
}

interface GivenSearch {
  readonly filter?: string;
  readonly 'order-by'?: readonly string[];
  readonly max?: number;
}

function searchOf({ filter, 'order-by': orderBy }: GivenSearch): Pick<Search, 'filter' | 'orderBy'> {
  return { ...(filter === undefined ? {} : { filter }), ...(orderBy === undefined ? {} : { orderBy }) };
}

function outcome<T>(items: readonly T[], json: (item: T) => unknown, text: (items: readonly T[]) => string): Outcome {
  return { json: items.map(json), text: text(items) };
}

async function activeExperiments(store: Store): Promise<Result<readonly ExperimentId[]>> {
  const found = await everyPage(undefined, page => store.listExperiments(page));
  return found.ok ? success(found.value.map(experiment => experiment.experimentId)) : found;
}

async function namedExperiments(store: Store, named: readonly string[]): Promise<Result<readonly ExperimentId[]>> {
  const ids: ExperimentId[] = [];
  for (const name of named) {
    const found = await store.findExperiment(name);
    if (!found.ok) return found;
    if (!ids.includes(found.value.experimentId)) ids.push(found.value.experimentId);
  }
  return success(ids);
}

function experimentTable(experiments: readonly Experiment[]): string {
  if (experiments.length === 0) return 'No experiments.';
  return table(
    ['ID', 'NAME', 'CREATED'],
    experiments.map(experiment => [experiment.experimentId, experiment.name, shortTime(experiment.creationTime)]),
  );
}

function runTable(runs: readonly Run[]): string {
  if (runs.length === 0) return 'No runs.';
  return table(
    ['RUN', 'NAME', 'STATUS', 'STARTED', 'USER', 'METRICS'],
    runs.map(run => [
      run.runId,
      run.runName,
      run.lifecycleStage === 'deleted' ? `${run.status} (deleted)` : run.status,
      shortTime(run.startTime),
      run.userId,
      metrics(run),
    ]),
  );
}

function metrics(run: Run): string {
  return Object.entries(run.metrics)
    .map(([key, value]) => `${key}=${shortNumber(value)}`)
    .join(' ');
}

function modelTable(models: readonly RegisteredModel[]): string {
  if (models.length === 0) return 'No registered models.';
  return table(
    ['NAME', 'VERSIONS', 'STAGES', 'ALIASES'],
    models.map(model => [model.name, String(model.versionCount), stages(model), aliases(model)]),
  );
}

function stages(model: RegisteredModel): string {
  return model.latestVersions
    .filter(version => version.stage === 'Production' || version.stage === 'Staging')
    .map(version => `${version.stage} v${version.version}`)
    .join(', ');
}

function aliases(model: RegisteredModel): string {
  return Object.entries(model.aliases)
    .map(([alias, version]) => `@${alias} v${version}`)
    .join(', ');
}

function modelCard(model: RegisteredModel): string {
  const facts = [
    `${visible(model.name)}: ${counted(model.versionCount, 'version')}, created ${shortTime(model.creationTime)}, changed ${shortTime(model.lastUpdateTime)}`,
    visible(model.description),
    visible(aliases(model)),
  ];
  const latest = model.latestVersions.length === 0 ? '' : `\nThe highest version of each stage:\n${versionTable(model.latestVersions)}`;
  return facts.filter(fact => fact !== '').join('\n') + latest;
}

function versionTable(versions: readonly ModelVersion[]): string {
  if (versions.length === 0) return 'No versions.';
  return table(
    ['NAME', 'VERSION', 'STAGE', 'ALIASES', 'CREATED', 'RUN', 'DESCRIPTION'],
    versions.map(version => [
      version.name,
      version.version,
      version.stage,
      version.aliases.map(alias => `@${alias}`).join(' '),
      shortTime(version.creationTime),
      version.runId?.slice(0, 8) ?? '–',
      version.description,
    ]),
  );
}

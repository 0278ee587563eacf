import { type Result } from '../../src/base/result';
import { toJsonNumber } from '../../src/base/json';
import { experimentJson, modelJson, runJson, versionJson } from '../../src/commandLine/mlflowNames';
import { type RunId } from '../../src/domain/ids';
import { type Run } from '../../src/domain/run';
import { type Page, type PageRequest, type Store } from '../../src/store/contract';

/** The value of a result that must be one. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

/** All that a store says of a database, in the shape that store_peer.py prints MLflow's answers in. */
export async function storeFacts(store: Store) {
  const experiments = await all(page => store.listExperiments({ ...page, view: 'all' }));
  const ids = experiments.map(experiment => experiment.experimentId);
  const runs = await all(page => store.listRuns({ ...page, experiments: ids, view: 'all' }));
  const models = await all(page => store.listModels(page));
  const versions = await all(page => store.listVersions(page));
  return {
    experiments: experiments.map(experimentJson),
    runs: await Promise.all(runs.map(run => runFacts(store, run))),
    models: models.map(model => ({
      ...modelJson(model),
      latest_versions: modelJson(model)
        .latest_versions.map(latest => [latest.current_stage, latest.version])
        .sort(),
    })),
    versions: versions.map(version => ({ ...versionJson(version), aliases: [...version.aliases].sort() })),
  };
}

async function runFacts(store: Store, run: Run) {
  const keys = Object.keys(run.metrics);
  const histories = await Promise.all(
    keys.map(async key => [
      key,
      valueOf(await store.metricHistory(run.runId, key)).map(point => [toJsonNumber(point.value), point.timestamp, point.step]),
    ]),
  );
  const datasets = valueOf(await store.datasets(run.runId));
  const loggedModels = valueOf(await store.loggedModels(run.runId));
  return {
    ...runJson(run),
    histories: Object.fromEntries(histories) as Record<string, unknown>,
    artifacts: await artifacts(store, run.runId, ''),
    datasets: datasets.map(({ name, digest, sourceType, source, schema, profile, context }) => ({
      name,
      digest,
      source_type: sourceType,
      source,
      schema,
      profile,
      context,
    })),
    logged_models: loggedModels.map(model => ({
      model_id: model.modelId,
      name: model.name,
      artifact_location: model.artifactLocation,
      status: model.status,
      creation_timestamp: model.creationTime,
      source_run_id: model.sourceRunId,
    })),
  };
}

async function artifacts(store: Store, run: RunId, folder: string): Promise<unknown[]> {
  const found = valueOf(await store.listArtifacts({ kind: 'run', runId: run }, folder));
  const nested = await Promise.all(
    found.map(async entry => [
      [entry.path, entry.isFolder, entry.size],
      ...(entry.isFolder ? await artifacts(store, run, entry.path) : []),
    ]),
  );
  return nested.flat();
}

/** Small pages, so that paging itself is compared too. */
async function all<T>(read: (page: PageRequest) => Promise<Result<Page<T>>>): Promise<T[]> {
  const items: T[] = [];
  for (let page: string | null | undefined; page !== null;) {
    const found: Page<T> = valueOf(await read(page === undefined ? { limit: 3 } : { limit: 3, page }));
    items.push(...found.items);
    page = found.nextPage;
  }
  return items;
}

type Facts = Awaited<ReturnType<typeof storeFacts>>;

/**
 * Facts without what is nobody's: the order of artifacts, datasets and of metric points of one time and step, which
 * MLflow leaves to the database. History events are tags of our own, which a store does not list as tags.
 */
export function comparable(facts: Facts) {
  return {
    ...facts,
    runs: facts.runs.map(run => ({
      ...run,
      artifacts: run.artifacts.map(entry => JSON.stringify(entry)).sort(),
      datasets: run.datasets.map(entry => JSON.stringify(entry)).sort(),
      histories: Object.fromEntries(
        Object.entries(run.histories).map(([key, points]) => [key, (points as unknown[]).map(point => JSON.stringify(point)).sort()]),
      ),
    })),
    models: facts.models.map(model => ({
      ...model,
      tags: Object.fromEntries(Object.entries(model.tags).filter(([key]) => !key.startsWith('modelops.'))),
    })),
  };
}

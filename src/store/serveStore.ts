import { type Handlers } from '../base/protocol';
import { failure, success, type Result } from '../base/result';
import { pruneArtifactCache } from './artifactCache';
import { type CopyDatabase, type OpenStore, type Store, type storeCalls, type StoreOptions } from './contract';
import { resolveLocalModel } from './resolveLocalModel';

/**
 * The answering side of the store's conversation: holds one connected store. A `connect` lets go of the store before it,
 * whether it succeeds or not: nothing is ever written to a store that the user has left.
 */
export function serveStore(openStore: OpenStore, copyDatabase: CopyDatabase): Handlers<typeof storeCalls> {
  const held = new HeldStore(openStore);
  const use = <T>(work: (store: Store) => Promise<Result<T>>): Promise<Result<T>> => held.use(work);
  return {
    connect: ({ uri, options }) => held.connect(uri, options),
    disconnect: () => held.disconnect(),
    tryStore: ({ uri, options }) => tryStore(openStore, uri, options),
    info: () => use(async store => success(store.info)),
    copyDatabase: ({ database, target }) => copyDatabase(database, target),
    dataVersion: () => use(store => store.dataVersion()),
    listExperiments: query => use(store => store.listExperiments(query)),
    getExperiment: ({ experiment }) => use(store => store.findExperiment(experiment)),
    createExperiment: ({ name }) => use(store => store.createExperiment(name)),
    renameExperiment: ({ experiment, name }) => use(store => store.renameExperiment(experiment, name)),
    setExperimentStage: ({ experiment, stage }) => use(store => store.setExperimentStage(experiment, stage)),
    countRuns: query => use(store => store.countRuns(query)),
    listRuns: query => use(store => store.listRuns(query)),
    getRun: ({ runId }) => use(store => store.getRun(runId)),
    renameRun: ({ runId, name }) => use(store => store.renameRun(runId, name)),
    setRunStage: ({ runs, stage }) => use(store => store.setRunStage(runs, stage)),
    runKeys: ({ experiments }) => use(store => store.runKeys(experiments)),
    metricSeries: query => use(store => store.metricSeries(query)),
    metricHistory: ({ runId, key }) => use(store => store.metricHistory(runId, key)),
    listArtifacts: ({ owner, folder }) => use(store => store.listArtifacts(owner, folder)),
    fetchArtifact: ({ owner, path }, job) => held.fetch(store => store.fetchArtifact(owner, path, job)),
    logArtifacts: ({ runId, artifacts }, job) => use(store => store.logArtifacts(runId, artifacts, job)),
    findMovedArtifacts: () => use(store => store.findMovedArtifacts()),
    listLoggedModels: query => use(store => store.listLoggedModels(query)),
    loggedModels: ({ runId }) => use(store => store.loggedModels(runId)),
    datasets: ({ runId }) => use(store => store.datasets(runId)),
    listModels: query => use(store => store.listModels(query)),
    getModel: ({ name }) => use(store => store.getModel(name)),
    createModel: ({ name, description }) => use(store => store.createModel(name, description)),
    renameModel: ({ name, newName }) => use(store => store.renameModel(name, newName)),
    deleteModel: ({ name }) => use(store => store.deleteModel(name)),
    deleteVersion: ({ name, version }) => use(store => store.deleteVersion(name, version)),
    listVersions: query => use(store => store.listVersions(query)),
    getVersion: ({ name, version }) => use(store => store.getVersion(name, version)),
    registerVersion: (request, job) => use(store => store.registerVersion(request, job)),
    setDescription: ({ name, version, description }) => use(store => store.setDescription(name, version, description)),
    changeTags: change => use(store => store.changeTags(change)),
    planChange: request => use(store => store.planChange(request)),
    applyChange: ({ plan, reason }) => use(store => store.applyChange(plan, reason)),
    history: ({ name }) => use(store => store.history(name)),
    recoverChanges: () => use(store => store.recoverChanges()),
    resolveModel: ({ uri }, job) => resolveLocalModel(uri) ?? use(store => store.resolveModel(uri, job)),
  };
}

async function tryStore(openStore: OpenStore, uri: string, options: StoreOptions): Promise<Result<Store['info']>> {
  const opened = await openStore(uri, options);
  if (!opened.ok) return opened;
  const { info } = opened.value;
  opened.value.close();
  return success(info);
}

class HeldStore {
  private store: Store | null = null;
  private options: StoreOptions | null = null;
  private connects = 0;

  constructor(private readonly openStore: OpenStore) {}

  /** The last of several connects that overlap wins. */
  async connect(...[uri, options]: Parameters<OpenStore>): Promise<Result<Store['info']>> {
    this.disconnect();
    const mine = ++this.connects;
    const opened = await this.openStore(uri, options);
    if (!opened.ok) return opened;
    if (mine !== this.connects) {
      opened.value.close();
      return failure('cancelled', 'Another connection was asked for meanwhile.');
    }
    this.store = opened.value;
    this.options = options;
    return success(opened.value.info);
  }

  disconnect(): Result<void> {
    this.connects++;
    this.store?.close();
    this.store = null;
    return success(undefined);
  }

  async use<T>(work: (store: Store) => Promise<Result<T>>): Promise<Result<T>> {
    if (this.store !== null) return await work(this.store);
    return failure('unavailable', 'No store is connected.', { nextStep: 'Connect to a database first.' });
  }

  /** A fetched copy may have made the folder of copies larger than it should be: older ones go. */
  async fetch(work: (store: Store) => Promise<Result<string>>): Promise<Result<string>> {
    const fetched = await this.use(work);
    const { cacheFolder, cacheLimit } = this.options ?? {};
    if (fetched.ok && cacheFolder !== undefined && cacheLimit !== undefined)
      await pruneArtifactCache(cacheFolder, cacheLimit, fetched.value);
    return fetched;
  }
}

import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { artifactCalls } from './artifacts/contract';
import { createArtifactHandlers } from './artifacts/serveArtifacts';
import { engineIsUp, unattendedJob } from './base/protocol';
import { answer, tell } from './base/rpc';
import { createFindRunData } from './data/findRunData';
import { DEFAULT_MEMORY_LIMIT } from './data/contract';
import { DuckTableReader } from './data/tableReader';
import { detectCalls } from './detect/contract';
import { driftCalls } from './drift/contract';
import { type DetectTask, type StreamFindings } from './detect/detectors/detectChanges';
import { createDetectService } from './detect/detectService';
import { driftReportFiles } from './drift/driftReportFiles';
import { createDriftService } from './drift/driftService';
import { driftWorkers } from './drift/driftWorkers';
import { withImportance } from './drift/withImportance';
import { createProfileService } from './drift/profile/profileService';
import { createDetectHandlers } from './detect/serveDetect';
import { qualityCalls } from './quality/contract';
import { type QualityFindings } from './quality/computeQuality';
import { createQualityService } from './quality/qualityService';
import { type QualityTaskData } from './quality/qualityTask';
import { explainCalls } from './explain/contract';
import { type ExplainAnswer, type ExplainNote, type ExplainTask } from './explain/explainRows';
import { createExplainService } from './explain/explainService';
import { type ModelFolder, type TreeEnsemble } from './formats/contract';
import { modelFileKind } from './formats/modelFileKind';
import { readModelFolder } from './formats/readModelFolder';
import { historyCalls } from './history/contract';
import { createHistoryHandlers } from './history/serveHistory';
import { parseBytes } from './platform/parseBytes';
import { monitorCalls } from './monitor/contract';
import { createMonitorHandlers } from './monitor/serveMonitors';
import { WorkerPool } from './platform/workerPool';
import { reportCalls, reportLogCalls } from './reports/contract';
import { createLogReport } from './reports/logReport';
import { createReportHandlers } from './reports/serveReports';
import { sampleCalls } from './sample/contract';
import { createSampleHandlers } from './sample/sampleProject';
import { storeCalls } from './store/contract';
import { openStore } from './store/openStore';
import { serveStore } from './store/serveStore';
import { openDatabaseFile } from './store/sqlite/openDatabaseFile';
import { copyDatabase } from './store/sqlite/copyDatabase';
import { relocateArtifacts } from './store/sqlite/relocateArtifacts';
import { versionsCalls } from './versions/contract';
import { createVersionsService } from './versions/versionsService';

/** The engine process: joins the parts, answers the extension host, and ends with it. */

const memoryLimit = process.env['MODELOPS_MEMORY_LIMIT'] ?? DEFAULT_MEMORY_LIMIT;
const temporaryFolder = process.env['MODELOPS_TEMPORARY'] ?? path.join(tmpdir(), 'modelops');

const detectWorkers = new WorkerPool<DetectTask, StreamFindings>(path.join(__dirname, 'detect.worker.js'));
const qualityWorkers = new WorkerPool<QualityTaskData, QualityFindings>(path.join(__dirname, 'quality.worker.js'));
const explainWorkers = new WorkerPool<ExplainTask, ExplainAnswer, ExplainNote>(path.join(__dirname, 'explain.worker.js'));

// One thread is enough, and a hostile model file ends that thread only.
const parsers = new WorkerPool<ModelFolder, TreeEnsemble>(path.join(__dirname, 'parseModel.worker.js'), 1);
const parseTreeEnsemble = (task: ModelFolder) => parsers.run({ task, transfer: [], signal: unattendedJob().signal });

const store = serveStore(openStore, copyDatabase);
const findRunData = createFindRunData({
  run: async (runId, job) => await store.getRun({ runId }, job),
  datasets: async (runId, job) => await store.datasets({ runId }, job),
  fetchArtifact: async (owner, file, job) => await store.fetchArtifact({ owner, path: file }, job),
});
const tables = new DuckTableReader({ temporaryFolder, memoryLimit, openDatabaseFile, findRunData });
const bytes = parseBytes(memoryLimit);
const models = {
  tables,
  readModelFolder,
  parseTreeEnsemble,
  resolveModel: async (uri: string) => await store.resolveModel({ uri }, unattendedJob()),
};
const drift = createDriftService({
  ...models,
  ...(bytes === null ? {} : { memoryLimit: bytes }),
  ...driftWorkers(__dirname),
});
const profiles = createProfileService(tables, bytes ?? undefined);
const detect = createDetectService({ tables, runTask: work => detectWorkers.run(work) });
const quality = createQualityService({ tables, runTask: work => qualityWorkers.run(work) });
const explain = createExplainService({ ...models, runTask: work => explainWorkers.run(work) });

const versions = createVersionsService({ store, readModelFolder });

const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
answer(connection, storeCalls, store);
answer(
  connection,
  historyCalls,
  createHistoryHandlers(async name => await store.history({ name }, unattendedJob())),
);
answer(
  connection,
  artifactCalls,
  createArtifactHandlers({
    source: {
      list: async (owner, folder) => await store.listArtifacts({ owner, folder }, unattendedJob()),
      fetch: async (owner, file, job) => await store.fetchArtifact({ owner, path: file }, job),
    },
    tables,
    modelFileKind,
  }),
);
const reports = createReportHandlers({ webviewRoot: path.join(__dirname, 'webview'), ...driftReportFiles });
answer(connection, driftCalls, {
  compute: ({ request, reportsFolder }, job) => withImportance(drift, { reports, folder: reportsFolder }).compute(request, job),
  inspect: (request, job) => drift.inspect(request, job),
  saveProfile: (request, job) => profiles.save(request, job),
});
answer(connection, detectCalls, createDetectHandlers(detect));
answer(connection, qualityCalls, { measure: (request, job) => quality.measure(request, job) });
answer(connection, explainCalls, { explain: ({ request, ...options }, job) => explain.explain(request, options, job) });
answer(connection, versionsCalls, {
  report: (request, job) => versions.report(request, job),
  signature: (key, job) => versions.signature(key, job),
});
answer(connection, reportCalls, reports);
answer(connection, reportLogCalls, {
  logToRun: createLogReport(reports, {
    version: async (name, version) => await store.getVersion({ name, version }, unattendedJob()),
    logArtifacts: async (runId, artifacts, job) => await store.logArtifacts({ runId, artifacts }, job),
  }),
});
answer(connection, monitorCalls, createMonitorHandlers(reports));
answer(
  connection,
  sampleCalls,
  createSampleHandlers({ sampleRoot: path.join(__dirname, '..', 'media', 'sample'), relocate: relocateArtifacts }),
);
// The host went away, perhaps without a word: nothing is left to work for.
process.on('disconnect', () => void tables.close().finally(() => process.exit()));
connection.listen();
tell(connection, engineIsUp, undefined);

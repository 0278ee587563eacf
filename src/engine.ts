import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { artifactCalls } from './artifacts/contract';
import { createArtifactHandlers } from './artifacts/serveArtifacts';
import { unattendedJob } from './base/protocol';
import { answer } from './base/rpc';
import { DuckTableReader } from './data/tableReader';
import { type ColumnTask } from './drift/compareColumn';
import { driftCalls, type DriftColumn } from './drift/contract';
import { createDriftService } from './drift/driftService';
import { explainCalls } from './explain/contract';
import { type ExplainAnswer, type ExplainNote, type ExplainTask } from './explain/explainRows';
import { createExplainService } from './explain/explainService';
import { type ModelFolder, type TreeEnsemble } from './formats/contract';
import { modelFileKind } from './formats/modelFileKind';
import { readModelFolder } from './formats/readModelFolder';
import { historyCalls } from './history/contract';
import { createHistoryHandlers } from './history/serveHistory';
import { monitorCalls } from './monitor/contract';
import { createMonitorHandlers } from './monitor/serveMonitors';
import { WorkerPool } from './platform/workerPool';
import { reportCalls } from './reports/contract';
import { createReportHandlers } from './reports/serveReports';
import { sampleCalls } from './sample/contract';
import { createSampleHandlers } from './sample/sampleProject';
import { storeCalls } from './store/contract';
import { openStore } from './store/openStore';
import { serveStore } from './store/serveStore';
import { copyDatabase } from './store/sqlite/copyDatabase';
import { relocateArtifacts } from './store/sqlite/relocateArtifacts';
import { versionsCalls } from './versions/contract';
import { createVersionsService } from './versions/versionsService';

/** The engine process: joins the parts, answers the extension host, and ends with it. */

const memoryLimit = process.env['MODELOPS_MEMORY_LIMIT'];
const temporaryFolder = process.env['MODELOPS_TEMPORARY'] ?? path.join(tmpdir(), 'modelops');
const tables = new DuckTableReader(memoryLimit === undefined ? { temporaryFolder } : { temporaryFolder, memoryLimit });
const driftWorkers = new WorkerPool<ColumnTask, DriftColumn>(path.join(__dirname, 'drift.worker.js'));
const explainWorkers = new WorkerPool<ExplainTask, ExplainAnswer, ExplainNote>(path.join(__dirname, 'explain.worker.js'));

// One thread is enough, and a hostile model file ends that thread only.
const parsers = new WorkerPool<ModelFolder, TreeEnsemble>(path.join(__dirname, 'parseModel.worker.js'), 1);
const parseTreeEnsemble = (task: ModelFolder) => parsers.run({ task, transfer: [], signal: unattendedJob().signal });

const store = serveStore(openStore, copyDatabase);
const models = {
  tables,
  readModelFolder,
  parseTreeEnsemble,
  resolveModel: async (uri: string) => await store.resolveModel({ uri }, unattendedJob()),
};
const drift = createDriftService({ ...models, runTask: work => driftWorkers.run(work) });
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
answer(connection, driftCalls, {
  compute: (request, job) => drift.compute(request, job),
  inspect: (request, job) => drift.inspect(request, job),
});
answer(connection, explainCalls, { explain: ({ request, ...options }, job) => explain.explain(request, options, job) });
answer(connection, versionsCalls, {
  report: (request, job) => versions.report(request, job),
  signature: (key, job) => versions.signature(key, job),
});
const reports = createReportHandlers({ webviewRoot: path.join(__dirname, 'webview') });
answer(connection, reportCalls, reports);
answer(connection, monitorCalls, createMonitorHandlers(reports));
answer(
  connection,
  sampleCalls,
  createSampleHandlers({ sampleRoot: path.join(__dirname, '..', 'media', 'sample'), relocate: relocateArtifacts }),
);
// The host went away, perhaps without a word: nothing is left to work for.
process.on('disconnect', () => void tables.close().finally(() => process.exit()));
connection.listen();

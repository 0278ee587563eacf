#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type Services } from './commandLine/command';
import { processTerminal } from './commandLine/processTerminal';
import { runCommandLine } from './commandLine/runCommandLine';
import { createFindRunData } from './data/findRunData';
import { type DriftService } from './drift/contract';
import { driftWorkers } from './drift/driftWorkers';
import { type DetectTask, type StreamFindings } from './detect/detectors/detectChanges';
import { type QualityFindings } from './quality/computeQuality';
import { type QualityTaskData } from './quality/qualityTask';
import { type ExplainAnswer, type ExplainNote, type ExplainTask } from './explain/explainRows';
import { DEFAULT_MEMORY_LIMIT } from './data/contract';
import { parseBytes } from './platform/parseBytes';
import { createMonitorHandlers } from './monitor/serveMonitors';
import { WorkerPool } from './platform/workerPool';
import { driftReportFiles } from './drift/driftReportFiles';
import { withImportance } from './drift/withImportance';
import { createLogReport } from './reports/logReport';
import { createReportHandlers } from './reports/serveReports';
import { createSampleHandlers } from './sample/sampleProject';
import { type RegistryStore } from './store/contract';
import { resolveLocalModel } from './store/resolveLocalModel';
import { openDatabaseFile } from './store/sqlite/openDatabaseFile';
import { openStore } from './store/openStore';
import { relocateArtifacts } from './store/sqlite/relocateArtifacts';

/** The command line: joins the engine's parts in this process, runs one command and ends. */

type ResolveModel = RegistryStore['resolveModel'];

/** The Node-API version of the native modules; an older Node.js would crash on loading them. */
const NEEDED_NODE_API = 10;

/** What reads data, loaded when a command first needs it: lists should not wait for DuckDB. */
async function loadAnalysis() {
  const [
    { DuckTableReader },
    { createDriftService },
    { createProfileService },
    { createDetectService },
    { createQualityService },
    { createExplainService },
    { readModelFolder },
    { parseTreeEnsemble },
  ] = await Promise.all([
    import('./data/tableReader.js'),
    import('./drift/driftService.js'),
    import('./drift/profile/profileService.js'),
    import('./detect/detectService.js'),
    import('./quality/qualityService.js'),
    import('./explain/explainService.js'),
    import('./formats/readModelFolder.js'),
    import('./formats/parseTreeEnsemble.js'),
  ]);
  const memoryLimit = process.env['MODELOPS_MEMORY_LIMIT'] ?? DEFAULT_MEMORY_LIMIT;
  const temporaryFolder = process.env['MODELOPS_TEMPORARY'] ?? path.join(tmpdir(), 'modelops');
  const tables = new DuckTableReader({ temporaryFolder, memoryLimit, openDatabaseFile });
  const driftWork = driftWorkers(__dirname);
  const detectWorkers = new WorkerPool<DetectTask, StreamFindings>(path.join(__dirname, 'detect.worker.js'), 1);
  const qualityWorkers = new WorkerPool<QualityTaskData, QualityFindings>(path.join(__dirname, 'quality.worker.js'));
  const explainWorkers = new WorkerPool<ExplainTask, ExplainAnswer, ExplainNote>(path.join(__dirname, 'explain.worker.js'));
  const bytes = parseBytes(memoryLimit);
  const shared = { tables, readModelFolder, parseTreeEnsemble, ...(bytes === null ? {} : { memoryLimit: bytes }) };
  const parts = (resolveModel: ResolveModel) => ({ ...shared, resolveModel });
  return {
    drift: (resolveModel: ResolveModel) => createDriftService({ ...parts(resolveModel), ...driftWork }),
    profiles: createProfileService(tables, bytes ?? undefined),
    quality: createQualityService({ tables, runTask: work => qualityWorkers.run(work) }),
    explain: (resolveModel: ResolveModel) => createExplainService({ ...parts(resolveModel), runTask: work => explainWorkers.run(work) }),
    detect: createDetectService({ tables, runTask: work => detectWorkers.run(work) }),
    close: () => tables.close(),
  };
}

function joinServices(): { readonly services: Services; readonly close: () => Promise<void> } {
  let loading: ReturnType<typeof loadAnalysis> | undefined;
  const analysis = () => (loading ??= loadAnalysis());
  const reports = createReportHandlers({ webviewRoot: path.join(__dirname, 'webview'), ...driftReportFiles });
  const services: Services = {
    version: version(),
    openStore,
    resolveLocalModel,
    drift: resolveModel => {
      const service: DriftService = {
        compute: async (request, job) => await (await analysis()).drift(resolveModel).compute(request, job),
        inspect: async (request, job) => await (await analysis()).drift(resolveModel).inspect(request, job),
      };
      return withImportance(service, { reports, folder: process.cwd() });
    },
    profiles: {
      save: async (request, job) => await (await analysis()).profiles.save(request, job),
      merge: async request => await (await analysis()).profiles.merge(request),
    },
    quality: { measure: async (request, job) => await (await analysis()).quality.measure(request, job) },
    explain: resolveModel => ({
      explain: async (request, options, job) => await (await analysis()).explain(resolveModel).explain(request, options, job),
    }),
    detect: {
      detect: async (request, job) => await (await analysis()).detect.detect(request, job),
      columns: async (data, job) => await (await analysis()).detect.columns(data, job),
    },
    findRunData: store =>
      createFindRunData({
        run: id => store.getRun(id),
        datasets: id => store.datasets(id),
        fetchArtifact: (...given) => store.fetchArtifact(...given),
      }),
    reports,
    logReport: store =>
      createLogReport(reports, { version: (...key) => store.getVersion(...key), logArtifacts: (...given) => store.logArtifacts(...given) }),
    monitors: createMonitorHandlers(reports),
    sample: createSampleHandlers({ sampleRoot: path.join(__dirname, '..', 'media', 'sample'), relocate: relocateArtifacts }),
  };
  return { services, close: async () => await (await loading)?.close() };
}

function version(): string {
  const text = readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

async function main(): Promise<number> {
  if (!(Number(process.versions['napi']) >= NEEDED_NODE_API)) {
    process.stderr.write(`modelops: This Node.js (${process.version}) is too old. Use Node.js 22.14 or later.\n`);
    return 1;
  }
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  // Whoever reads the output may stop early, as `head` does: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const { services, close } = joinServices();
  try {
    return await runCommandLine(process.argv.slice(2), processTerminal(), services, stopping.signal);
  } finally {
    await close();
  }
}

void main().then(exitCode => {
  process.exitCode = exitCode;
});

#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import * as path from 'node:path';
import { type Services, type Terminal } from './commandLine/command';
import { runCommandLine } from './commandLine/runCommandLine';
import { type ColumnTask } from './drift/compareColumn';
import { type DriftColumn } from './drift/contract';
import { type ExplainAnswer, type ExplainNote, type ExplainTask } from './explain/explainRows';
import { createMonitorHandlers } from './monitor/serveMonitors';
import { WorkerPool } from './platform/workerPool';
import { createReportHandlers } from './reports/serveReports';
import { createSampleHandlers } from './sample/sampleProject';
import { type RegistryStore } from './store/contract';
import { resolveLocalModel } from './store/resolveLocalModel';
import { openStore } from './store/openStore';
import { relocateArtifacts } from './store/sqlite/relocateArtifacts';

/** The command line: joins the engine's parts in this process, runs one command and ends. */

type ResolveModel = RegistryStore['resolveModel'];

/** The Node-API version of the native modules; an older Node.js would crash on loading them. */
const NEEDED_NODE_API = 10;

/** What reads data, loaded when a command first needs it: lists should not wait for DuckDB. */
async function loadAnalysis() {
  const [{ DuckTableReader }, { createDriftService }, { createExplainService }, { readModelFolder }, { parseTreeEnsemble }] =
    await Promise.all([
      import('./data/tableReader.js'),
      import('./drift/driftService.js'),
      import('./explain/explainService.js'),
      import('./formats/readModelFolder.js'),
      import('./formats/parseTreeEnsemble.js'),
    ]);
  const memoryLimit = process.env['MODELOPS_MEMORY_LIMIT'];
  const temporaryFolder = process.env['MODELOPS_TEMPORARY'] ?? path.join(tmpdir(), 'modelops');
  const tables = new DuckTableReader(memoryLimit === undefined ? { temporaryFolder } : { temporaryFolder, memoryLimit });
  const driftWorkers = new WorkerPool<ColumnTask, DriftColumn>(path.join(__dirname, 'drift.worker.js'));
  const explainWorkers = new WorkerPool<ExplainTask, ExplainAnswer, ExplainNote>(path.join(__dirname, 'explain.worker.js'));
  const parts = (resolveModel: ResolveModel) => ({ tables, readModelFolder, parseTreeEnsemble, resolveModel });
  return {
    drift: (resolveModel: ResolveModel) => createDriftService({ ...parts(resolveModel), runTask: work => driftWorkers.run(work) }),
    explain: (resolveModel: ResolveModel) => createExplainService({ ...parts(resolveModel), runTask: work => explainWorkers.run(work) }),
    close: () => tables.close(),
  };
}

function joinServices(): { readonly services: Services; readonly close: () => Promise<void> } {
  let loading: ReturnType<typeof loadAnalysis> | undefined;
  const analysis = () => (loading ??= loadAnalysis());
  const reports = createReportHandlers({ webviewRoot: path.join(__dirname, 'webview') });
  const services: Services = {
    version: version(),
    openStore,
    resolveLocalModel,
    drift: resolveModel => ({
      compute: async (request, job) => await (await analysis()).drift(resolveModel).compute(request, job),
      inspect: async (request, job) => await (await analysis()).drift(resolveModel).inspect(request, job),
    }),
    explain: resolveModel => ({
      explain: async (request, options, job) => await (await analysis()).explain(resolveModel).explain(request, options, job),
    }),
    reports,
    monitors: createMonitorHandlers(reports),
    sample: createSampleHandlers({ sampleRoot: path.join(__dirname, '..', 'media', 'sample'), relocate: relocateArtifacts }),
  };
  return { services, close: async () => await (await loading)?.close() };
}

function version(): string {
  const text = readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function terminal(): Terminal {
  return {
    print: text => void process.stdout.write(text),
    say: text => void process.stderr.write(text),
    watched: process.stderr.isTTY,
    environment: process.env,
    folder: process.cwd(),
    user: userName(),
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no entry.
    return process.env['USER'] ?? process.env['USERNAME'] ?? 'unknown';
  }
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
    return await runCommandLine(process.argv.slice(2), terminal(), services, stopping.signal);
  } finally {
    await close();
  }
}

void main().then(exitCode => {
  process.exitCode = exitCode;
});

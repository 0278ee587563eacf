import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { env, l10n, ProgressLocation, Uri, window, workspace } from 'vscode';
import { failure, type Result, success } from '../../base/result';
import { type RunId } from '../../domain/ids';
import { type Run } from '../../domain/run';
import { parseColumnId, type RunColumn } from '../../domain/runColumn';
import { runCsvHead, runCsvLine } from '../../domain/runCsv';
import { storeCalls } from '../../store/contract';
import { type Engine } from '../../workbench/engineProcess';
import { allowedHere } from '../../workbench/trust';
import { type RunsExport, type ShownExperiment } from '../contract';
import { toRunQuery } from './runReader';
import { type RunsNeeds } from './runsNeeds';

/** Runs that are read and written at a time: the host is never busy for long with one of them. */
const BATCH = 200;

/** Asks for a file and writes runs into it as CSV, all that the query finds or only the named ones. */
export async function exportRuns(
  needs: Pick<RunsNeeds, 'engine' | 'notices'>,
  experiments: readonly ShownExperiment[],
  { request, signal }: { readonly request: RunsExport; readonly signal: AbortSignal },
): Promise<Result<void>> {
  if (!(await allowedHere())) return success(undefined);
  const target = await askTarget(experiments);
  if (target === undefined) return success(undefined);
  const options = { location: ProgressLocation.Notification, title: l10n.t('Exporting runs'), cancellable: true };
  const written = await window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const job = {
      signal: AbortSignal.any([signal, stop.signal]),
      progress: (done: number) => progress.report({ message: runsWritten(done) }),
    };
    return await writeCsv(target.fsPath, linesOf(needs.engine, experiments, request), job);
  });
  if (!written.ok) return written;
  needs.notices.say(l10n.t('{0} to {1}.', runsWritten(written.value), target.fsPath), {
    title: l10n.t('Open'),
    run: () => env.openExternal(target),
  });
  return success(undefined);
}

async function askTarget(experiments: readonly ShownExperiment[]): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = (experiments.length === 1 ? (experiments[0]?.name ?? '') : '').replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60);
  const suggestion = folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, `${name === '' ? 'runs' : `runs-${name}`}.csv`) };
  return await window.showSaveDialog({
    title: l10n.t('Export runs as CSV'),
    saveLabel: l10n.t('Export'),
    filters: { CSV: ['csv'] },
    ...suggestion,
  });
}

interface Lines {
  readonly text: string;
  readonly runs: number;
}

async function* linesOf(engine: Engine, experiments: readonly ShownExperiment[], request: RunsExport): AsyncGenerator<Result<Lines>, void> {
  const columns = request.columns.map(parseColumnId).filter(column => column !== null);
  const names = new Map(experiments.map(experiment => [experiment.experimentId, experiment.name]));
  const text = (runs: readonly Run[], line: (run: Run, columns: readonly RunColumn[], name: string) => string): Lines => ({
    text: runs.map(run => line(run, columns, names.get(run.experimentId) ?? run.experimentId)).join(''),
    runs: runs.length,
  });
  yield success({ text: runCsvHead(columns), runs: 0 });
  const pages = request.runs === null ? everyPage(engine, experiments, request) : everyRun(engine, request.runs);
  for await (const page of pages) yield page.ok ? success(text(page.value, runCsvLine)) : page;
}

async function* everyPage(
  engine: Engine,
  experiments: readonly ShownExperiment[],
  request: RunsExport,
): AsyncGenerator<Result<readonly Run[]>, void> {
  const ids = experiments.map(experiment => experiment.experimentId);
  let page: string | null = null;
  do {
    const query = toRunQuery(ids, { ...request, parent: null, limit: BATCH, page });
    const found: Result<{ readonly items: readonly Run[]; readonly nextPage: string | null }> = await engine.ask(
      storeCalls.listRuns,
      query,
    );
    yield found.ok ? success(found.value.items) : found;
    page = found.ok ? found.value.nextPage : null;
  } while (page !== null);
}

async function* everyRun(engine: Engine, runs: readonly RunId[]): AsyncGenerator<Result<readonly Run[]>, void> {
  for (const runId of runs) {
    const found = await engine.ask(storeCalls.getRun, { runId });
    yield found.ok ? success([found.value]) : found;
  }
}

/** Writes beside the file and takes its place at the end: a failure or a cancel leaves no half of it. @returns how many runs. */
async function writeCsv(
  file: string,
  lines: AsyncGenerator<Result<Lines>, void>,
  job: { readonly signal: AbortSignal; readonly progress: (done: number) => void },
): Promise<Result<number>> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx');
    const written = await append(handle, lines, job).finally(() => handle.close());
    if (written.ok) await rename(temporary, file);
    else await rm(temporary, { force: true });
    return written;
  } catch (error) {
    await rm(temporary, { force: true });
    return failure('unreadable', l10n.t('The file could not be written: {0}', file), { detail: String(error) });
  }
}

async function append(
  handle: FileHandle,
  lines: AsyncGenerator<Result<Lines>, void>,
  job: { readonly signal: AbortSignal; readonly progress: (done: number) => void },
): Promise<Result<number>> {
  let done = 0;
  for await (const part of lines) {
    if (job.signal.aborted) return failure('cancelled', l10n.t('Cancelled.'));
    if (!part.ok) return part;
    await handle.writeFile(part.value.text, 'utf8');
    done += part.value.runs;
    job.progress(done);
  }
  return success(done);
}

function runsWritten(count: number): string {
  return count === 1 ? l10n.t('1 run written') : l10n.t('{0} runs written', count);
}

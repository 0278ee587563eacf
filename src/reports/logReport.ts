import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Handlers, type Job } from '../base/protocol';
import { failure, success, type Result } from '../base/result';
import { type NewArtifact } from '../domain/artifact';
import { modelName, type ModelName, type RunId, versionNumber, type VersionNumber } from '../domain/ids';
import { type ModelVersion } from '../domain/registeredModel';
import { shownText } from '../domain/shownText';
import { type LoggedReport, type LogReport, type reportCalls, type ReportToLog } from './contract';

/** What a store is asked. */
interface RunStore {
  readonly version: (name: ModelName, version: VersionNumber) => Promise<Result<ModelVersion>>;
  readonly logArtifacts: (run: RunId, artifacts: readonly NewArtifact[], job: Job) => Promise<Result<void>>;
}

type Reports = Pick<Handlers<typeof reportCalls>, 'exportHtml' | 'exportJson'>;

/** Logs reports to the run of the version that they are about: as JSON and as a page, below `model-ops/` of its artifacts. */
export function createLogReport(reports: Reports, store: RunStore): LogReport {
  return async (report, job) => {
    const run = await runOf(store, report.model);
    if (!run.ok) return run;
    const folder = await mkdtemp(path.join(tmpdir(), 'modelops-report-'));
    try {
      return await log({ reports, store, folder, run: run.value }, report, job);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

interface Logging {
  readonly reports: Reports;
  readonly store: RunStore;
  /** For the files until they are logged. */
  readonly folder: string;
  readonly run: RunId;
}

async function log({ reports, store, folder, run }: Logging, made: ReportToLog, job: Job): Promise<Result<LoggedReport>> {
  const { kind, report, title } = made;
  const files = { json: path.join(folder, 'report.json'), html: path.join(folder, 'report.html') };
  const json = await reports.exportJson({ report, file: files.json }, job);
  if (!json.ok) return json;
  const html = await reports.exportHtml({ kind, report, title, file: files.html }, job);
  if (!html.ok) return html;
  const name = `model-ops/${kind}/${artifactName(made)}`;
  const artifacts = [
    { file: files.json, path: `${name}.json` },
    { file: files.html, path: `${name}.html` },
  ];
  const logged = await store.logArtifacts(run, artifacts, job);
  return logged.ok ? success({ runId: run, paths: artifacts.map(artifact => artifact.path) }) : logged;
}

async function runOf(store: RunStore, model: ReportToLog['model']): Promise<Result<RunId>> {
  if (model === null)
    return failure('invalid', 'The report is about no registered version: there is no run to log it to.', {
      nextStep: 'Name the model as models:/NAME/VERSION, models:/NAME@ALIAS or models:/NAME/STAGE.',
    });
  const version = await store.version(modelName(model.name), versionNumber(model.version));
  if (!version.ok) return version;
  if (version.value.runId !== null) return success(version.value.runId);
  return failure(
    'not_found',
    `Version ${model.version} of ${shownText(model.name)} was registered without a run: there is none to log to.`,
    {
      nextStep: 'Register a version from a run, or with its run.',
    },
  );
}

/** `weekly-20261126T061530123Z`: the same report has the same name, however often it is logged. */
function artifactName({ monitor, at }: ReportToLog): string {
  const time = new Date(at).toISOString().replace(/[-:.]/g, '');
  return monitor === null ? time : `${monitor}-${time}`;
}

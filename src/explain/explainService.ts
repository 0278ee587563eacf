import { availableParallelism } from 'node:os';
import { type Job } from '../base/protocol';
import { failure, type Result, success } from '../base/result';
import { type TableReader } from '../data/contract';
import { type ModelFolder, type ParseTreeEnsemble, type ReadModelFolder, type TreeEnsemble } from '../formats/contract';
import { type RegistryStore, type ResolvedModel } from '../store/contract';
import { type ExplainReport, type ExplainRequest, type ExplainService } from './contract';
import { explainInPieces, type RunExplainTask } from './explainInPieces';
import { type ExplainedRows, explainReport, nestedValues } from './explainReport';
import { type FeatureTable, readFeatureTable } from './featureTable';
import { pageData } from './pageData';
import { checkPredictions, type PredictionCheck } from './predictionCheck';

/** What explaining is made of; the entry points hand it in. */
interface ExplainParts {
  readonly tables: TableReader;
  readonly resolveModel: RegistryStore['resolveModel'];
  readonly readModelFolder: ReadModelFolder;
  readonly parseTreeEnsemble: ParseTreeEnsemble;
  /** Runs one task: on worker threads in the engine (a `WorkerPool` over `explain.worker.js`). */
  readonly runTask: RunExplainTask;
  /** Into how many pieces the rows are cut at least; the number of processors when absent. */
  readonly threads?: number;
}

type ExplainOptions = Parameters<ExplainService['explain']>[1];

/** Explains a model on a data file: resolve and parse the model, match and read the columns, explain, report. */
export function createExplainService(parts: ExplainParts): ExplainService {
  return { explain: async (request, options, job) => await explain(parts, { request, options }, job) };
}

interface Asked {
  readonly request: ExplainRequest;
  readonly options: ExplainOptions;
}

async function explain(parts: ExplainParts, asked: Asked, job: Job): Promise<Result<ExplainReport>> {
  const started = performance.now();
  const model = await untilCancelled(loadModel(parts, asked.request.model), job.signal);
  if (!model.ok) return model;
  const rows = await readRows(parts, asked, model.value, job);
  if (!rows.ok) return rows;
  const keepRows = rowsToKeep(asked.options, rows.value);
  const { ensemble } = model.value;
  const work = { ensemble, matrix: rows.value.matrix, rows: rows.value.rowIndex.length, keepRows };
  const explained = await explainInPieces(work, parts.runTask, parts.threads ?? availableParallelism(), job);
  if (!explained.ok) return explained;
  const prediction =
    rows.value.prediction === null
      ? NOT_CHECKED
      : checkPredictions(ensemble, explained.value.margins, rows.value.prediction, rows.value.rowIndex);
  const subject = {
    model: { uri: model.value.resolved.uri, name: model.value.resolved.name, version: model.value.resolved.version },
    folder: model.value.folder,
    ensemble,
    features: rows.value.matching.features,
    rowIndex: rows.value.rowIndex,
    matching: rows.value.matching.difference,
  };
  const report = explainReport(subject, explained.value, prediction, Math.round(performance.now() - started));
  return success({ ...report, ...keptParts(asked, { ensemble, rows: rows.value, explained: explained.value }) });
}

const NOT_CHECKED: PredictionCheck = {
  error: null,
  difference: 'Predictions not checked against the model: no column of recorded predictions was given.',
};

interface LoadedModel {
  readonly resolved: ResolvedModel;
  readonly folder: ModelFolder;
  readonly ensemble: TreeEnsemble;
}

async function loadModel(parts: ExplainParts, uri: string): Promise<Result<LoadedModel>> {
  const resolved = await parts.resolveModel(uri);
  if (!resolved.ok) return resolved;
  const folder = await parts.readModelFolder(resolved.value.path);
  if (!folder.ok) return folder;
  const ensemble = await parts.parseTreeEnsemble(folder.value);
  return ensemble.ok ? success({ resolved: resolved.value, folder: folder.value, ensemble: ensemble.value }) : ensemble;
}

/** Whoever cancels does not wait for a large model file to be parsed. */
async function untilCancelled<T>(work: Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
  if (signal.aborted) return failure('cancelled', 'Cancelled.');
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<Result<T>>(resolve => (onAbort = () => resolve(failure('cancelled', 'Cancelled.'))));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function readRows(parts: ExplainParts, asked: Asked, model: LoadedModel, job: Job): Promise<Result<FeatureTable>> {
  const table = await parts.tables.open(asked.request.data, job);
  if (!table.ok) return table;
  try {
    return await readFeatureTable({
      table: table.value,
      folder: model.folder,
      ensemble: model.ensemble,
      request: asked.request,
      forPage: asked.options.forPage,
      job,
    });
  } finally {
    table.value.close();
  }
}

function rowsToKeep(options: ExplainOptions, rows: FeatureTable): number {
  if (options.withValues) return rows.rowIndex.length;
  return options.forPage ? rows.kept : 0;
}

/** The values and the page, each if it was asked for. */
function keptParts(
  asked: Asked,
  made: { ensemble: TreeEnsemble; rows: FeatureTable; explained: ExplainedRows },
): Pick<ExplainReport, 'values' | 'page'> {
  const { withValues, forPage } = asked.options;
  const { ensemble, rows, explained } = made;
  const values = withValues || forPage ? { values: nestedValues(explained.values, ensemble.featureCount, ensemble.outputs) } : {};
  if (!forPage) return values;
  const parts = {
    request: asked.request,
    trees: ensemble.treeOutput.length,
    rows: rows.kept,
    cells: rows.cells,
    targets: rows.targets,
    valuesForPageOnly: !withValues,
  };
  return { ...values, page: pageData(parts, explained, ensemble.outputs) };
}

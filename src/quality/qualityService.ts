import { type Job } from '../base/protocol';
import { failure, type Result, success } from '../base/result';
import { type Table, type TableReader } from '../data/contract';
import { type Column } from '../domain/column';
import { shownText } from '../domain/shownText';
import { type DatasetSide } from '../drift/contract';
import { type QualityReport, type QualityRequest, type QualityService } from './contract';
import { type QualityFindings } from './computeQuality';
import { type QualityColumns, type QualityTaskData } from './qualityTask';

/** Data to measure and the buffers that may move to where it is done. */
interface QualityWork {
  readonly task: QualityTaskData;
  readonly transfer: readonly ArrayBuffer[];
  readonly signal: AbortSignal;
}

export interface QualityServiceParts {
  readonly tables: TableReader;
  /** Measures, on a worker thread or here. */
  readonly runTask: (work: QualityWork) => Promise<Result<QualityFindings>>;
}

/** Features by whose values quality is told apart, at most: they are all in memory at one time. */
const MOST_FEATURES = 40;

/** Quality of a model on two tables, with labels and without. */
export function createQualityService(parts: QualityServiceParts): QualityService {
  return { measure: (request, job) => measure(parts, request, job) };
}

async function measure({ tables, runTask }: QualityServiceParts, request: QualityRequest, job: Job): Promise<Result<QualityReport>> {
  const started = Date.now();
  const wrong = checkRequest(request);
  if (!wrong.ok) return wrong;
  const reference = await tables.open(request.reference, job);
  if (!reference.ok) return reference;
  const current = await tables.open(request.current, job);
  if (!current.ok) {
    reference.value.close();
    return current;
  }
  try {
    const features = chooseFeatures(request, reference.value, current.value);
    if (!features.ok) return features;
    const { names, note } = features.value;
    const before = await readSide({ table: reference.value, side: 'reference', request, features: names }, job);
    if (!before.ok) return before;
    const after = await readSide({ table: current.value, side: 'current', request, features: names }, job);
    if (!after.ok) return after;
    job.progress({ done: 0, total: 0, what: 'measuring' });
    const task = { request, reference: before.value, current: after.value };
    const found = await runTask({ task, transfer: buffersOf(task), signal: job.signal });
    if (!found.ok) return found;
    return success({
      schema: 1,
      reference: sideOf(reference.value),
      current: sideOf(current.value),
      ...found.value,
      notes: note === null ? found.value.notes : [...found.value.notes, note],
      tookMs: Date.now() - started,
      made: { at: started, request },
    });
  } finally {
    reference.value.close();
    current.value.close();
  }
}

function checkRequest({ prediction, probabilities, task }: QualityRequest): Result<void> {
  if (prediction === null && probabilities.length === 0)
    return failure('invalid', 'There is neither a prediction nor a probability column.', { nextStep: 'Name one of them.' });
  if (prediction === null && task === 'regression')
    return failure('invalid', 'A regression has no probabilities.', { nextStep: 'Name the prediction column.' });
  return success(undefined);
}

interface Features {
  readonly names: readonly string[];
  readonly note: string | null;
}

function chooseFeatures(request: QualityRequest, reference: Table, current: Table): Result<Features> {
  const { target, prediction, probabilities, time, features } = request;
  const others = new Set(current.columns.map(({ name }) => name));
  const common = reference.columns.map(({ name }) => name).filter(name => others.has(name));
  const absent = features?.find(name => !common.includes(name));
  if (absent !== undefined)
    return failure('not_found', `The feature ${shownText(absent)} is not in both data sets.`, { nextStep: 'Name columns that both have.' });
  const used = new Set([target, prediction, time, ...probabilities]);
  const names = features ?? common.filter(name => !used.has(name));
  const note =
    names.length > MOST_FEATURES
      ? `Quality by value is of the first ${MOST_FEATURES} of ${names.length} features; name others to see them.`
      : null;
  return success({ names: names.slice(0, MOST_FEATURES), note });
}

interface Reading {
  readonly table: Table;
  readonly side: 'reference' | 'current';
  readonly request: QualityRequest;
  readonly features: readonly string[];
}

async function readSide({ table, side, request, features }: Reading, job: Job): Promise<Result<QualityColumns>> {
  if (table.rowCount === 0)
    return failure('invalid', `The ${side} data has column names but no rows.`, { nextStep: 'Give a file with rows.' });
  const known = new Set(table.columns.map(({ name }) => name));
  const { target, prediction, probabilities, time } = request;
  const needed = [side === 'reference' ? target : null, prediction, time, ...probabilities].filter(name => name !== null);
  const missing = needed.find(name => !known.has(name));
  if (missing !== undefined)
    return failure('not_found', `The ${side} data has no column ${shownText(missing)}.`, { nextStep: 'Name a column that it has.' });
  const wanted = [...new Set([...needed, ...(known.has(target) ? [target] : []), ...features])];
  const columns = await readColumns(table, wanted, job);
  if (!columns.ok) return columns;
  const column = (name: string | null): Column | null => (name === null ? null : (columns.value.get(name) ?? null));
  const all = (names: readonly string[]): Column[] => names.flatMap(name => columns.value.get(name) ?? []);
  return success({
    target: column(target),
    prediction: column(prediction),
    probabilities: all(probabilities),
    time: column(time),
    features: all(features),
  });
}

async function readColumns(table: Table, names: readonly string[], job: Job): Promise<Result<ReadonlyMap<string, Column>>> {
  const columns = new Map<string, Column>();
  for (const [done, name] of names.entries()) {
    job.progress({ done, total: names.length, what: `column ${done + 1} of ${names.length}` });
    const read = await table.readColumn(name, job);
    if (!read.ok) return read;
    columns.set(name, read.value);
  }
  return success(columns);
}

function buffersOf({ reference, current }: QualityTaskData): ArrayBuffer[] {
  const columns = [reference, current].flatMap(({ target, prediction, probabilities, time, features }) =>
    [target, prediction, time, ...probabilities, ...features].filter(column => column !== null),
  );
  const buffers = columns.map(column => (column.storage === 'numbers' ? column.values.buffer : column.codes.buffer) as ArrayBuffer);
  return [...new Set(buffers)];
}

function sideOf({ files, rowCount }: Table): DatasetSide {
  return { files: files.map(({ path, sha256 }) => ({ path, sha256 })), rows: rowCount };
}

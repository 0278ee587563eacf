import { type Job } from '../base/protocol';
import { failure, type Result, success } from '../base/result';
import { type Table, type TableReader } from '../data/contract';
import { type DetectorSetup, readDetectorSetup, RIVER_VERSION, SEEDED_DETECTOR } from '../domain/detectorParameters';
import { type DetectReport, type DetectRequest, type DetectService } from './contract';
import { type DetectTask, type StreamFindings } from './detectors/detectChanges';

/** One stream and the buffer that may move to where it is watched. */
interface DetectWork {
  readonly task: DetectTask;
  readonly transfer: readonly ArrayBuffer[];
  readonly signal: AbortSignal;
}

export interface DetectServiceParts {
  readonly tables: TableReader;
  /** Feeds a stream to its detector, on a worker thread or here. */
  readonly runTask: (work: DetectWork) => Promise<Result<StreamFindings>>;
}

/** What random draws start from where nobody says: the same data give the same report. */
const DEFAULT_SEED = 42;

/** Concept drift in a column of errors or losses, by river's detectors. */
export function createDetectService(parts: DetectServiceParts): DetectService {
  return {
    detect: (request, job) => detect(parts, request, job),
    columns: (data, job) => parts.tables.columnNames(data, job),
  };
}

async function detect(parts: DetectServiceParts, request: DetectRequest, job: Job): Promise<Result<DetectReport>> {
  const started = Date.now();
  const setup = readDetectorSetup(request.detector, request.parameters);
  if (!setup.ok) return setup;
  job.progress({ done: 0, total: 2, what: 'reading the column' });
  const table = await parts.tables.open(request.data, job);
  if (!table.ok) return table;
  try {
    const values = await readStream(table.value, request.column, job);
    if (!values.ok) return values;
    job.progress({ done: 1, total: 2, what: 'watching the stream' });
    const seed = request.seed ?? DEFAULT_SEED;
    const task = { values: values.value, setup: setup.value, seed };
    const found = await parts.runTask({ task, transfer: [values.value.buffer as ArrayBuffer], signal: job.signal });
    if (!found.ok) return found;
    return success(report(request, { table: table.value, setup: setup.value, seed, findings: found.value, started }));
  } finally {
    table.value.close();
  }
}

async function readStream(table: Table, name: string, job: Job): Promise<Result<Float64Array>> {
  const names = table.columns.map(column => column.name);
  if (!names.includes(name)) {
    const shown = names.slice(0, 20).join(', ');
    const nextStep = `Its columns are ${names.length > 20 ? `${shown} and ${names.length - 20} more` : shown}.`;
    return failure('not_found', `The data have no column "${name}".`, { nextStep });
  }
  const column = await table.readColumn(name, job);
  if (!column.ok) return column;
  if (column.value.storage === 'numbers' && column.value.kind !== 'datetime') return presentNumbers(name, column.value.values);
  const holds = column.value.storage === 'codes' ? 'text' : 'times';
  return failure('invalid', `The column "${name}" holds ${holds}, but a detector watches numbers.`, {
    nextStep: 'Give a column of losses, or of errors as 0 and 1.',
  });
}

function presentNumbers(name: string, values: Float64Array): Result<Float64Array> {
  if (values.some(value => Number.isFinite(value))) return success(values);
  const message = values.length === 0 ? 'The data have column names but no rows.' : `Every value of the column "${name}" is missing.`;
  return failure('invalid', message, { nextStep: 'Give a column with values.' });
}

interface Made {
  readonly table: Table;
  readonly setup: DetectorSetup;
  readonly seed: number;
  readonly findings: StreamFindings;
  readonly started: number;
}

function report(request: DetectRequest, { table, setup, seed, findings, started }: Made): DetectReport {
  const { detections, warnings, skipped, changes, stream } = findings;
  return {
    schema: 1,
    data: { files: table.files.map(({ path, sha256 }) => ({ path, sha256 })), rows: table.rowCount },
    column: request.column,
    detector: setup.detector,
    parameters: { ...setup.parameters },
    seed: setup.detector === SEEDED_DETECTOR ? seed : null,
    river: RIVER_VERSION,
    detections,
    warnings,
    skipped,
    counts: { values: table.rowCount - skipped, detections: detections.length, warnings: warnings.length },
    changes,
    stream,
    tookMs: Date.now() - started,
    made: { at: started, request },
  };
}

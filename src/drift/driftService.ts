import { type Job } from '../base/protocol';
import { failure, success, type Result } from '../base/result';
import { type Column } from '../domain/column';
import { shownText } from '../domain/shownText';
import { type Table, type TableReader } from '../data/contract';
import { type ReadModelFolder } from '../formats/contract';
import { type ResolvedModel } from '../store/contract';
import { rulesOf } from './columnRules';
import { compareColumn, type ColumnTask } from './compareColumn';
import {
  type DatasetSide,
  type DriftColumn,
  type DriftInspection,
  type DriftReport,
  type DriftRequest,
  type DriftService,
} from './contract';
import { datasetVerdict } from './datasetVerdict';
import { COLUMNS_IN_FLIGHT, compareLargeColumn, fitsInMemory } from './outOfCore/compareLargeColumn';
import { type PlannedColumn, planColumns } from './plannedColumns';
import { type ColumnProfile } from './profile/dataProfile';
import { namesOfSide, openSide } from './profile/openSide';
import { withProfiles } from './profile/profiledTask';
import { ProfileTable } from './profile/profileTable';
import { requestProblem } from './requestProblem';
import { changesKind, schemaChanges } from './schemaChanges';
import { strictVerdicts } from './strict/strictVerdicts';
import { epochTimes } from './windows/epochTimes';
import { type TimeWindows, timeWindows } from './windows/timeWindows';

/** One column's comparison and the buffers that may move to where it is done. */
export interface ColumnWork {
  readonly task: ColumnTask;
  readonly transfer: readonly ArrayBuffer[];
  readonly signal: AbortSignal;
}

export interface DriftServiceParts {
  readonly tables: TableReader;
  readonly resolveModel: (uri: string) => Promise<Result<ResolvedModel>>;
  readonly readModelFolder: ReadModelFolder;
  /** Compares a column, on a worker thread or, as `compareInThread` does, here. */
  readonly runTask: (work: ColumnWork) => Promise<Result<DriftColumn>>;
  /** Bytes that columns may take while they are compared: what does not fit is compared on the disk. Absent: no limit. */
  readonly memoryLimit?: number;
}

/** From so many different texts on a column may be text, which takes a classifier to compare. */
const MANY_TEXTS = 50;

/** Drift between two tables by the rules of the request's profile; column after column, a few in memory at a time. */
export function createDriftService(parts: DriftServiceParts): DriftService {
  return {
    compute: (request, job) => compute(parts, request, job),
    inspect: (request, job) => inspect(parts, request, job),
  };
}

/** Compares a column on the calling thread; a cancel waits for it. */
export function compareInThread({ task, signal }: ColumnWork): Promise<Result<DriftColumn>> {
  return Promise.resolve(signal.aborted ? failure('cancelled', 'Cancelled.') : success(compareColumn(task)));
}

interface Model {
  readonly named: DriftReport['model'];
  readonly inputs: readonly string[] | null;
}

interface Tables {
  readonly reference: Table;
  readonly current: Table;
}

async function compute(parts: DriftServiceParts, request: DriftRequest, job: Job): Promise<Result<DriftReport>> {
  const started = Date.now();
  const problem = requestProblem(request);
  if (problem !== null) return problem;
  const model = await readModel(parts, request.model);
  if (!model.ok) return model;
  const tables = await openBoth(parts.tables, request, job);
  if (!tables.ok) return tables;
  try {
    const compared = await compareTables({ parts, request, job, ...tables.value }, model.value.inputs);
    if (!compared.ok) return compared;
    const { reference, current } = tables.value;
    return success({
      schema: 1,
      ...(model.value.named === undefined ? {} : { model: model.value.named }),
      reference: side(reference),
      current: side(current),
      profile: request.profile,
      dataset: datasetVerdict(compared.value.columns),
      ...compared.value,
      tookMs: Date.now() - started,
      made: { at: started, request },
    });
  } finally {
    tables.value.reference.close();
    tables.value.current.close();
  }
}

/** Every column of two open tables, and how they differ. */
async function compareTables(
  comparing: Omit<Comparing, 'windows'>,
  inputs: readonly string[] | null,
): Promise<Result<Pick<DriftReport, 'columns' | 'schemaChanges'>>> {
  const { reference, current, request, job } = comparing;
  const names = { reference: reference.columns.map(({ name }) => name), current: current.columns.map(({ name }) => name) };
  const planned = planColumns(request, { ...names, inputs });
  if (!planned.ok) return planned;
  const empty = reference.rowCount === 0 ? 'reference' : current.rowCount === 0 ? 'current' : null;
  if (empty !== null) return failure('invalid', `The ${empty} data has column names but no rows.`, { nextStep: 'Give a file with rows.' });
  const windows = await windowsOf(current, request, job);
  if (!windows.ok) return windows;
  const compared = await compareAll({ ...comparing, windows: windows.value }, planned.value);
  if (!compared.ok) return compared;
  const { columns, changed } = compared.value;
  return success({
    columns: request.profile === 'strict' ? strictVerdicts(columns) : columns,
    schemaChanges: schemaChanges(names.reference, names.current, changed),
  });
}

/** The windows of the current data, by one reading of the time column; undefined where none are asked for. */
async function windowsOf(current: Table, { window, roles }: DriftRequest, job: Job): Promise<Result<TimeWindows | undefined>> {
  if (window === undefined || roles.time === undefined) return success(undefined);
  if (current instanceof ProfileTable) return failure('invalid', 'The current data is a profile: it has no rows to make windows of.');
  if (!current.columns.some(({ name }) => name === roles.time))
    return failure('not_found', `There is no column "${shownText(roles.time)}" in the current data to make windows of.`);
  const column = await current.readColumn(roles.time, job);
  if (!column.ok) return column;
  const times = epochTimes(column.value);
  return times.ok ? timeWindows(times.value, window) : times;
}

function side(table: Table): DatasetSide {
  const plain = { files: table.files.map(({ path, sha256 }) => ({ path, sha256 })), rows: table.rowCount };
  if (!(table instanceof ProfileTable)) return plain;
  const { madeAt, version } = table.profile;
  return { ...plain, profile: { madeAt, version } };
}

async function inspect(
  parts: DriftServiceParts,
  request: Pick<DriftRequest, 'reference' | 'current' | 'model'>,
  job: Job,
): Promise<Result<DriftInspection>> {
  const model = await readModel(parts, request.model);
  if (!model.ok) return model;
  const [reference, current] = await Promise.all([
    namesOfSide(parts.tables, request.reference, job),
    namesOfSide(parts.tables, request.current, job),
  ]);
  if (!reference.ok) return reference;
  if (!current.ok) return current;
  return success({ columns: [...new Set([...reference.value, ...current.value])], signatureInputs: model.value.inputs });
}

async function readModel({ resolveModel, readModelFolder }: DriftServiceParts, uri: string | null): Promise<Result<Model>> {
  if (uri === null) return success({ named: undefined, inputs: null });
  const resolved = await resolveModel(uri);
  if (!resolved.ok) return resolved;
  const folder = await readModelFolder(resolved.value.path);
  if (!folder.ok) return folder;
  const { name, version } = resolved.value;
  const inputs = folder.value.signature?.inputs.map(input => input.name).filter(input => input !== null) ?? [];
  return success({ named: name === null || version === null ? undefined : { name, version }, inputs: inputs.length > 0 ? inputs : null });
}

async function openBoth(tables: TableReader, request: DriftRequest, job: Job): Promise<Result<Tables>> {
  const [reference, current] = await Promise.all([
    openSide(tables, request.reference, job, request.where?.reference),
    openSide(tables, request.current, job, request.where?.current),
  ]);
  if (reference.ok && current.ok) return success({ reference: reference.value, current: current.value });
  if (reference.ok) reference.value.close();
  if (current.ok) current.value.close();
  return reference.ok ? (current as Result<never>) : reference;
}

interface Comparing extends Tables {
  readonly parts: DriftServiceParts;
  readonly request: DriftRequest;
  readonly job: Job;
  readonly windows: TimeWindows | undefined;
}

interface Compared {
  readonly columns: readonly DriftColumn[];
  readonly changed: ReadonlySet<string>;
}

/** Reads columns in order and compares each as soon as it is read; the first failure ends it. */
async function compareAll(comparing: Comparing, planned: readonly PlannedColumn[]): Promise<Result<Compared>> {
  const { job } = comparing;
  const results = new Array<DriftColumn>(planned.length);
  const changed = new Set<string>();
  const running = new Set<Promise<void>>();
  let failed: Result<never> | null = null;
  let done = 0;
  const report = (): void =>
    job.progress({ done, total: planned.length, what: `column ${Math.min(done + 1, planned.length)} of ${planned.length}` });
  report();
  for (const [place, column] of planned.entries()) {
    const begun = await begin(comparing, column);
    if (!begun.ok) failed ??= begun;
    if (failed !== null || !begun.ok) break;
    if (begun.value.isOfOtherKind) changed.add(column.name);
    const work = begun.value.comparing.then(result => {
      running.delete(work);
      if (!result.ok) failed ??= result;
      else results[place] = result.value;
      done++;
      report();
    });
    running.add(work);
    if (running.size >= COLUMNS_IN_FLIGHT) await Promise.race(running);
  }
  await Promise.all(running);
  return failed ?? success({ columns: results, changed });
}

interface Begun {
  readonly isOfOtherKind: boolean;
  readonly comparing: Promise<Result<DriftColumn>>;
}

/** Reads a column and starts to compare it. One that does not fit in memory is compared as it is read. */
async function begin(comparing: Comparing, column: PlannedColumn): Promise<Result<Begun>> {
  const large = await compareIfLarge(comparing, column);
  if (!large.ok) return large;
  if (large.value !== null)
    return success({ isOfOtherKind: large.value.isOfOtherKind, comparing: Promise.resolve(success(large.value.column)) });
  const task = await readTask(comparing, column);
  if (!task.ok) return task;
  const { reference, current } = task.value;
  const isOfOtherKind = reference !== null && current !== null && changesKind(reference, current);
  return success({ isOfOtherKind, comparing: start(comparing.parts, task.value, comparing.job) });
}

/** The comparison of a column that does not fit in memory; null of one that does, or that is not compared. */
async function compareIfLarge(
  { parts: { memoryLimit }, reference, current, request, job, windows }: Comparing,
  { name, role, inReference, inCurrent }: PlannedColumn,
) {
  // A profile is in memory as it is.
  if (reference instanceof ProfileTable || current instanceof ProfileTable) return success(null);
  if (memoryLimit === undefined || !inReference || !inCurrent || role === 'id' || role === 'time') return success(null);
  const fileType = current.columns.find(column => column.name === name)?.fileType ?? '';
  const settings = { rules: rulesOf(request, name), ...(windows === undefined ? {} : { windows }) };
  const task = { name, role, type: request.types[name] ?? null, fileType, ...settings };
  const large = { reference, current, task, job };
  const fits = await fitsInMemory(large, memoryLimit);
  if (!fits.ok) return fits;
  return fits.value ? success(null) : await compareLargeColumn(large);
}

function start(parts: DriftServiceParts, task: ColumnTask, { signal }: Job): Promise<Result<DriftColumn>> {
  const sides = [task.reference, task.current].filter(column => column !== null);
  // Codes are counted in one pass here: to move them, every category's text would have to be copied.
  if (sides.every(column => column.storage === 'codes' && column.categories.length <= MANY_TEXTS) && task.windows === undefined)
    return compareInThread({ task, transfer: [], signal });
  return parts.runTask({ task, transfer: sides.map(bufferOf), signal });
}

function bufferOf(column: Column): ArrayBuffer {
  return (column.storage === 'numbers' ? column.values.buffer : column.codes.buffer) as ArrayBuffer;
}

async function readTask(
  { reference, current, request, job, windows }: Comparing,
  { name, role, inReference, inCurrent }: PlannedColumn,
): Promise<Result<ColumnTask>> {
  const [before, after] = await Promise.all([
    inReference ? reference.readColumn(name, job) : null,
    inCurrent ? current.readColumn(name, job) : null,
  ]);
  if (before?.ok === false) return before;
  if (after?.ok === false) return after;
  const fileType = current.columns.find(column => column.name === name)?.fileType ?? '';
  const task: ColumnTask = {
    name,
    role,
    type: request.types[name] ?? null,
    reference: before?.value ?? null,
    current: after?.value ?? null,
    fileType,
    rules: rulesOf(request, name),
    ...(windows === undefined ? {} : { windows }),
  };
  return success(withProfiles(task, { reference: columnProfile(reference, name), current: columnProfile(current, name) }));
}

function columnProfile(table: Table, name: string): ColumnProfile | undefined {
  return table instanceof ProfileTable ? table.columnProfile(name) : undefined;
}

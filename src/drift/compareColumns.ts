import { type Job } from '../base/protocol';
import { failureSentence, success, type Result } from '../base/result';
import { type Table } from '../data/contract';
import { columnBuffers } from './columnBuffers';
import { rulesOf } from './columnRules';
import { compareInThread, type RunColumn } from './columnWork';
import { compareColumn, type ColumnTask } from './compareColumn';
import { type DriftColumn, type DriftRequest } from './contract';
import { compareLargeColumn, fitsInMemory } from './outOfCore/compareLargeColumn';
import { compareLargeDescriptors } from './outOfCore/compareLargeDescriptors';
import { COLUMNS_IN_FLIGHT } from './outOfCore/memoryRoom';
import { type PlannedColumn } from './plannedColumns';
import { compareLargeCurrent } from './profile/compareLargeCurrent';
import { type ColumnProfile } from './profile/dataProfile';
import { withProfiles } from './profile/profiledTask';
import { ProfileTable } from './profile/profileTable';
import { changesKind } from './schemaChanges';
import { type GatheredColumns } from './together/gatheredColumns';
import { type TableWindows } from './windows/tableWindows';

/** From so many different texts on a column may be text, which takes a classifier to compare. */
const MANY_TEXTS = 50;

/** Two open tables to compare, and with what. */
export interface Tables {
  readonly reference: Table;
  readonly current: Table;
}

export interface CompareParts {
  readonly runTask: RunColumn;
  /** Bytes that columns may take while they are compared: what does not fit is compared on the disk. Absent: no limit. */
  readonly memoryLimit?: number;
}

export interface Comparing extends Tables {
  readonly parts: CompareParts;
  readonly request: DriftRequest;
  readonly job: Job;
  readonly windows: TableWindows | undefined;
  /** Rows of the features, for the verdict on all of them together; null: not asked for. */
  readonly gathered: GatheredColumns | null;
}

/** What came of all columns, and which hold another kind of values than before. */
interface Compared {
  readonly columns: readonly DriftColumn[];
  readonly changed: ReadonlySet<string>;
}

/** Reads columns in order and compares each as soon as it is read; the first failure ends it. */
export async function compareColumns(comparing: Comparing, planned: readonly PlannedColumn[]): Promise<Result<Compared>> {
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
      else {
        results[place] = result.value;
        comparing.gathered?.settle(result.value, column, place);
      }
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
  if (!large.ok) return withoutRoom(column, large) ?? large;
  if (large.value !== null)
    return success({ isOfOtherKind: large.value.isOfOtherKind, comparing: Promise.resolve(success(large.value.column)) });
  const task = await readTask(comparing, column);
  if (!task.ok) return withoutRoom(column, task) ?? task;
  comparing.gathered?.take(task.value);
  const { reference, current } = task.value;
  const isOfOtherKind = reference !== null && current !== null && changesKind(reference, current);
  return success({ isOfOtherKind, comparing: start(comparing.parts, task.value, comparing.job) });
}

/** A column that neither memory nor the disk had room for: the others may have it. Null where something else failed. */
function withoutRoom({ name, role }: PlannedColumn, { failure }: Extract<Result<never>, { ok: false }>): Result<Begun> | null {
  if (failure.reason !== 'unavailable') return null;
  const unread = compareColumn({ name, role, type: null, reference: null, current: null, fileType: '' });
  const column = unread.status === 'not_computable' ? { ...unread, reason: failureSentence(failure) } : unread;
  return success({ isOfOtherKind: false, comparing: Promise.resolve(success(column)) });
}

/** The comparison of a column that does not fit in memory; null of one that does, or that is not compared. */
async function compareIfLarge(
  { parts: { memoryLimit, runTask }, reference, current, request, job, windows }: Comparing,
  { name, role, inReference, inCurrent }: PlannedColumn,
) {
  if (current instanceof ProfileTable) return success(null);
  if (memoryLimit === undefined || !inReference || !inCurrent) return success(null);
  const fileType = current.columns.find(column => column.name === name)?.fileType ?? '';
  const task = { name, role, type: request.types[name] ?? null, fileType, rules: rulesOf(request, name) };
  const large = { reference, current, task, job, windows };
  const fits = await fitsInMemory(large, memoryLimit);
  if (!fits.ok) return fits;
  if (fits.value) return success(null);
  if (reference instanceof ProfileTable) return await compareLargeCurrent({ ...large, reference });
  const compared = await compareLargeColumn(large);
  if (!compared.ok || request.descriptors !== true) return compared;
  const described = await compareLargeDescriptors(large, compared.value.column, { runTask, memoryLimit });
  return described.ok ? success({ ...compared.value, column: { ...compared.value.column, ...described.value } }) : described;
}

function start(parts: CompareParts, task: ColumnTask, { signal }: Job): Promise<Result<DriftColumn>> {
  const sides = [task.reference, task.current].filter(column => column !== null);
  // Codes are counted in one pass here: to move them, every category's text would have to be copied.
  const isCounted = sides.every(column => column.storage === 'codes' && column.categories.length <= MANY_TEXTS);
  if (isCounted && task.type !== 'text' && task.windows === undefined) return compareInThread({ task, transfer: [], signal });
  return parts.runTask({ task, transfer: columnBuffers(task), signal });
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
    ...(request.descriptors === true ? { descriptors: true } : {}),
  };
  return success(withProfiles(task, { reference: columnProfile(reference, name), current: columnProfile(current, name) }));
}

function columnProfile(table: Table, name: string): ColumnProfile | undefined {
  return table instanceof ProfileTable ? table.columnProfile(name) : undefined;
}

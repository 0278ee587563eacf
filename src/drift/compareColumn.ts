import { driftMethods, isDrift } from '../domain/driftMethod';
import { type Column } from '../domain/column';
import { chooseMethod } from './chooseMethod';
import { type ColumnRole, type ColumnSide, type ColumnType, type Distribution, type DriftColumn } from './contract';
import { categoricalDistribution, numericDistribution } from './distribution';
import { driftTests } from './driftTests';
import { inferColumnType } from './inferColumnType';
import { missingChange } from './missingChange';
import { notComparable } from './notComparable';
import { rowNoise } from './rowNoise';
import { type Sample, takeSample } from './sample';
import { SamplePair } from './samplePair';
import { severity } from './severity';

/** One column to compare. A side is null where the file has no such column. */
export interface ColumnTask {
  readonly name: string;
  readonly role: ColumnRole;
  /** The type that the user gave; null: as Evidently infers it from the current data. */
  readonly type: ColumnType | null;
  readonly reference: Column | null;
  readonly current: Column | null;
  /** The reader's name of the current column's type, for the reason. */
  readonly fileType: string;
}

/**
 * Compares the two sides of one column by Evidently's default rule and says what came out, or why nothing did.
 * Takes over the columns' arrays. O(n log n) at worst, O(n) for most data.
 */
export function compareColumn(task: ColumnTask): DriftColumn {
  const reference = task.reference === null ? null : takeSample(task.reference);
  const current = task.current === null ? null : takeSample(task.current);
  const type = task.type ?? typeOf(task.current ?? task.reference, current ?? reference);
  const untested = row(task, { type, reference, current });
  if (task.role === 'id' || task.role === 'time')
    return { ...untested, status: 'not_tested', reason: `Columns with the role ${task.role} are not tested.` };
  if (reference === null) return { ...untested, reason: 'The column is not in the reference data.' };
  if (current === null || task.current === null) return { ...untested, reason: 'The column is not in the current data.' };
  const reason = notComparable({ reference, current, type, given: task.type !== null, column: task.current, fileType: task.fileType });
  return reason === null ? tested(untested, reference, current) : { ...untested, reason };
}

/** The row with the test's result, or with the reason why there is none. */
function tested(untested: DriftColumn, reference: Sample, current: Sample): DriftColumn {
  const type = untested.type === 'numeric' ? 'numeric' : 'categorical';
  const pair = new SamplePair(reference, current, type);
  const method = chooseMethod(type, reference.count, distinctOf(pair));
  const outcome = driftTests.get(method)?.score(pair) ?? { reason: `The method ${method} is not known.` };
  if ('reason' in outcome) return { ...untested, reason: outcome.reason };
  const { score, inputs } = outcome;
  if (!Number.isFinite(score)) return { ...untested, reason: 'The numbers are too large to be compared.' };
  const { threshold } = driftMethods[method];
  const distribution = distributionOf(type, reference, current);
  return {
    ...untested,
    status: 'ok',
    reason: infiniteNote(reference, current),
    method,
    score,
    threshold,
    drifted: isDrift(method, score, threshold),
    severity: severity(method, score, threshold),
    inputs,
    ...rowNoise(pair, method, score),
    ...(distribution === undefined ? {} : { distribution }),
  };
}

/** Distinct values of both sides together. */
function distinctOf(pair: SamplePair): number {
  return pair.type === 'numeric' && pair.numbers() !== null ? pair.distances().distinct : pair.counts().keys.length;
}

interface Compared {
  readonly type: ColumnType;
  readonly reference: Sample | null;
  readonly current: Sample | null;
}

function row({ name, role }: ColumnTask, { type, reference, current }: Compared): DriftColumn {
  return {
    name,
    role,
    type,
    status: 'not_computable',
    reason: null,
    method: null,
    score: null,
    threshold: null,
    drifted: null,
    severity: null,
    noise: null,
    withinNoise: null,
    reference: sideOf(reference),
    current: sideOf(current),
    missingChange: missingChange(reference ?? { rows: 0, missing: 0 }, current ?? { rows: 0, missing: 0 }),
  };
}

function sideOf(sample: Sample | null): ColumnSide {
  return sample === null ? { count: 0, missing: 0, unique: 0 } : { count: sample.count, missing: sample.missing, unique: sample.unique };
}

function typeOf(column: Column | null, sample: Sample | null): ColumnType {
  return column === null || sample === null
    ? 'unknown'
    : inferColumnType(column, sample.uniqueBeforeCleaning, sample.rows - sample.missing);
}

function distributionOf(type: 'numeric' | 'categorical', reference: Sample, current: Sample): Distribution | undefined {
  if (type === 'numeric' && reference.storage === 'numbers' && current.storage === 'numbers')
    return numericDistribution(reference, current);
  return categoricalDistribution(reference, current);
}

function infiniteNote(reference: Sample, current: Sample): string | null {
  if (reference.infinite === 0 && current.infinite === 0) return null;
  return `Infinite values are left out: ${reference.infinite} of the reference, ${current.infinite} of the current data.`;
}

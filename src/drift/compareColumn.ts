import { type Column } from '../domain/column';
import { type ColumnRules, EVIDENTLY_RULES } from './columnRules';
import { type ColumnRole, type ColumnSide, type ColumnType, type Distribution, type DriftColumn } from './contract';
import { categoricalDistribution, numericDistribution } from './distribution';
import { evidentlyVerdict } from './evidentlyVerdict';
import { inferColumnType } from './inferColumnType';
import { legacyColumnType } from './legacyColumnType';
import { keepInfinities, type KeptInfinities, NO_INFINITIES } from './legacyInfinities';
import { missingChange } from './missingChange';
import { notComparable } from './notComparable';
import { type Sample, takeSample } from './sample';
import { SamplePair } from './samplePair';

/** One column to compare. A side is null where the file has no such column. */
export interface ColumnTask {
  readonly name: string;
  readonly role: ColumnRole;
  /** The type that the user gave; null: as the profile infers it. */
  readonly type: ColumnType | null;
  readonly reference: Column | null;
  readonly current: Column | null;
  /** The reader's name of the current column's type, for the reason. */
  readonly fileType: string;
  /** Absent: Evidently's defaults. */
  readonly rules?: ColumnRules;
}

/**
 * Compares the two sides of one column by its rules and says what came out, or why nothing did.
 * Takes over the columns' arrays. O(n log n) at worst, O(n) for most data.
 */
export function compareColumn(task: ColumnTask): DriftColumn {
  const compared = takeSides(task);
  const { reference, current, type } = compared;
  const untested = row(task, compared);
  if (task.role === 'id' || task.role === 'time')
    return { ...untested, status: 'not_tested', reason: `Columns with the role ${task.role} are not tested.` };
  if (reference === null) return { ...untested, reason: 'The column is not in the reference data.' };
  if (current === null || task.current === null) return { ...untested, reason: 'The column is not in the current data.' };
  const reason = notComparable({ reference, current, type, given: task.type !== null, column: task.current, fileType: task.fileType });
  if (reason !== null) return { ...untested, reason };
  return tested(untested, { ...compared, reference, current, rules: task.rules ?? EVIDENTLY_RULES });
}

/** Both sides as samples, and what they are compared as. */
interface Compared {
  readonly type: ColumnType;
  readonly reference: Sample | null;
  readonly current: Sample | null;
  readonly infinities: KeptInfinities;
}

function takeSides(task: ColumnTask): Compared {
  const legacy = task.rules?.profile === 'evidently-legacy';
  const infinities = legacy ? { reference: keepInfinities(task.reference), current: keepInfinities(task.current) } : NO_INFINITIES;
  const reference = task.reference === null ? null : takeSample(task.reference);
  const current = task.current === null ? null : takeSample(task.current);
  return { type: task.type ?? typeOf(task, reference, current), reference, current, infinities };
}

/** The old table goes by the reference's type, everything else by the current data's. */
function typeOf(task: ColumnTask, reference: Sample | null, current: Sample | null): ColumnType {
  const before = task.reference === null || reference === null ? null : { column: task.reference, sample: reference };
  const after = task.current === null || current === null ? null : { column: task.current, sample: current };
  const legacy = task.rules?.profile === 'evidently-legacy';
  const judged = legacy ? (before ?? after) : (after ?? before);
  if (judged === null) return 'unknown';
  const { column, sample } = judged;
  if (legacy) return legacyColumnType(column, sample, task.role);
  return inferColumnType(column, sample.uniqueBeforeCleaning, sample.rows - sample.missing);
}

interface Comparable extends Compared {
  readonly reference: Sample;
  readonly current: Sample;
  readonly rules: ColumnRules;
}

/** The row with the test's result, or with the reason why there is none. */
function tested(untested: DriftColumn, { reference, current, infinities, rules }: Comparable): DriftColumn {
  const type = untested.type === 'numeric' ? 'numeric' : 'categorical';
  const pair = new SamplePair(reference, current, type);
  const outcome = evidentlyVerdict(pair, { name: untested.name, rules, infinities });
  if ('reason' in outcome) return { ...untested, reason: outcome.reason };
  const { note, ...verdict } = outcome;
  const distribution = distributionOf(type, reference, current);
  return {
    ...untested,
    ...verdict,
    status: 'ok',
    reason: note ?? infiniteNote(reference, current),
    ...(distribution === undefined ? {} : { distribution }),
  };
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

function distributionOf(type: 'numeric' | 'categorical', reference: Sample, current: Sample): Distribution | undefined {
  if (type === 'numeric' && reference.storage === 'numbers' && current.storage === 'numbers')
    return numericDistribution(reference, current);
  return categoricalDistribution(reference, current);
}

function infiniteNote(reference: Sample, current: Sample): string | null {
  if (reference.infinite === 0 && current.infinite === 0) return null;
  return `Infinite values are left out: ${reference.infinite} of the reference, ${current.infinite} of the current data.`;
}

import { type Column } from '../../../../src/domain/column';
import { type DriftMethod } from '../../../../src/domain/driftMethod';
import { compareColumn, type ColumnTask } from '../../../../src/drift/compareColumn';
import { type DriftColumn } from '../../../../src/drift/contract';
import { judgePair } from '../../../../src/drift/judgePair';
import { NO_INFINITIES } from '../../../../src/drift/legacyInfinities';
import { columnOfProfile } from '../../../../src/drift/profile/columnOfProfile';
import { type ColumnProfile, type DataProfile } from '../../../../src/drift/profile/dataProfile';
import { profileColumn } from '../../../../src/drift/profile/profileColumn';
import { profiledSides } from '../../../../src/drift/profile/profiledSides';
import { withProfiles } from '../../../../src/drift/profile/profiledTask';
import { takeSample } from '../../../../src/drift/sample';
import { SamplePair } from '../../../../src/drift/samplePair';
import { type VerdictOutcome } from '../../../../src/drift/verdict';
import { type SeededRandom } from '../../../../src/numeric/seededRandom';

/** A copy, as comparing takes a column's array over. */
export function copied(column: Column): Column {
  return column.storage === 'numbers' ? { ...column, values: column.values.slice() } : { ...column, codes: column.codes.slice() };
}

function rowsOf(column: Column): number {
  return column.storage === 'numbers' ? column.values.length : column.codes.length;
}

function profiled(column: Column, hideRare = 0): ColumnProfile {
  return profileColumn(copied(column), 'DOUBLE', hideRare);
}

/** A profile of one column. */
export function profileOf(column: Column, name = 'part.csv'): DataProfile {
  return { rows: rowsOf(column), madeAt: 1, version: '0.3.0', sources: [{ name, sha256: 'f' }], columns: [profiled(column)] };
}

/** The row of a column of which a side, or both, is a profile; a side that is data is copied. */
export function compareProfiled(
  reference: Column | DataProfile,
  current: Column | DataProfile,
  more: Partial<ColumnTask> = {},
): DriftColumn {
  return compareColumn(profiledTask(reference, current, more));
}

/** What one method makes of both sides, a profile or data each; without the noise, which takes longer. */
export function judgeProfiled(reference: Column | DataProfile, current: Column | DataProfile, method: DriftMethod): VerdictOutcome {
  const given = { rules: { profile: 'evidently' as const, methods: { all: method }, thresholds: {} }, infinities: NO_INFINITIES };
  return judgePair(pairOf(profiledTask(reference, current, {})), 'x', given);
}

/** Both sides of a task of numbers. */
function pairOf(task: ColumnTask): SamplePair {
  if (task.reference === null || task.current === null) throw new Error('There are both sides.');
  const [reference, current] = [takeSample(task.reference), takeSample(task.current)];
  const pair = (): SamplePair => new SamplePair(reference, current, 'numeric');
  if (task.profiled === undefined) return pair();
  return profiledSides(task, task.profiled, { reference, current, refusal: null, inMemory: true, pair }).pair('numeric');
}

function profiledTask(reference: Column | DataProfile, current: Column | DataProfile, more: Partial<ColumnTask>): ColumnTask {
  const sides = [reference, current].map(side =>
    'columns' in side && side.columns[0] !== undefined
      ? { profile: side.columns[0], column: columnOfProfile(side.columns[0], side.rows) }
      : { profile: undefined, column: copied(side as Column) },
  );
  const [before, after] = sides;
  const task: ColumnTask = {
    name: 'x',
    role: 'feature',
    type: null,
    reference: before?.column ?? null,
    current: after?.column ?? null,
    fileType: 'DOUBLE',
    ...more,
  };
  return withProfiles(task, { reference: before?.profile, current: after?.profile });
}

/** Between 0 and 1, without 1. */
export function share(random: SeededRandom): number {
  return random.uint32() / 2 ** 32;
}

/** Numbers drawn in one of several ways: smooth, skewed, rounded so that many are tied, of two humps, of wide range, with a spike. */
export const SHAPES: Readonly<Record<string, (random: SeededRandom) => number>> = {
  uniform: share,
  skewed: random => -Math.log(1 - share(random)),
  rounded: random => Math.round(6000 * share(random) ** 2) / 4,
  humps: random => (share(random) < 0.3 ? 10 : 0) + share(random) + share(random),
  wide: random => Math.exp(20 * share(random) - 10) * (share(random) < 0.5 ? -1 : 1),
  spiked: random => (share(random) < 0.4 ? 5 : 10 * share(random)),
};

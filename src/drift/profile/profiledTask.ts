import { withoutAbsent } from '../../base/withoutAbsent';
import { type CategoryColumn, type Column } from '../../domain/column';
import { type ColumnTask } from '../compareColumn';
import { type ColumnQuality } from '../../domain/columnQuality';
import { POOLED } from './columnOfProfile';
import { type CategoryProfile, type ColumnProfile, isCounted, type NumberProfile } from './dataProfile';
import { type ProfiledSide, type ProfiledSides } from './profiledSides';

/** What the profiles of both sides have of a column; undefined of a side that is data. */
export interface ColumnProfiles {
  readonly reference: ColumnProfile | undefined;
  readonly current: ColumnProfile | undefined;
}

/**
 * A column's task where one or both sides are profiles. A profile that has every value with its count is as good as data,
 * and the task stays as it is. Changes the codes of a side whose categories the other side has no names for.
 */
export function withProfiles(task: ColumnTask, profiles: ColumnProfiles): ColumnTask {
  const { reference, current } = profiles;
  const before = pooledLike(task.reference, current?.values);
  const after = pooledLike(task.current, reference?.values);
  const sides: ProfiledSides = withoutAbsent({
    reference: sideOf(reference, task.reference),
    current: sideOf(current, task.current),
    note: poolNote(profiles),
  });
  return { ...task, reference: before, current: after, ...(Object.keys(sides).length === 0 ? {} : { profiled: sides }) };
}

function sideOf(profile: ColumnProfile | undefined, column: Column | null): ProfiledSide | undefined {
  if (profile === undefined || column === null) return undefined;
  return profiledSideOf(profile, column.storage === 'numbers' ? column.values.length : column.codes.length);
}

/** What the values of a column of so many rows do not tell, or tell wrong; undefined of a profile that is as good as data. */
export function profiledSideOf({ values, missing }: ColumnProfile, rows: number): ProfiledSide | undefined {
  const quality: ColumnQuality = { rows, missing, infinite: 0, zeros: 0, unique: 0, commonest: null, almostConstant: false };
  if (values.storage === 'numbers') return isCounted(values.numbers) ? undefined : numberSide(values, values.numbers, quality);
  if (values.storage === 'categories') return categorySide(values, quality);
  const refusal = 'The values of this column mostly differ: a profile keeps no such texts, so that there is nothing to compare.';
  return {
    unique: values.unique,
    quality: { ...quality, unique: values.unique[0] },
    refusal,
    ...withoutAbsent({ descriptors: values.descriptors }),
  };
}

function numberSide(
  { infinite, zeros, unique, mean, deviation }: NumberProfile,
  sketch: NonNullable<ProfiledSide['sketch']>,
  quality: ColumnQuality,
): ProfiledSide {
  const known = { infinite: infinite.positive + infinite.negative, zeros, unique: unique[0] };
  return { unique, moments: { mean, deviation }, sketch, quality: { ...quality, ...known } };
}

function categorySide({ names, counts, pooled }: CategoryProfile, quality: ColumnQuality): ProfiledSide | undefined {
  if (pooled === null) return undefined;
  const unique = names.length + pooled.categories;
  const place = counts.reduce((most, count, k) => (count > (counts[most] ?? 0) ? k : most), 0);
  const name = names[place];
  const commonest = name === undefined ? null : { value: name, count: counts[place] ?? 0 };
  return { unique: [unique, unique], quality: { ...quality, unique, commonest } };
}

/** The categories that the other side's profile has no name for are counted together here too. */
function pooledLike(column: Column | null, other: ColumnProfile['values'] | undefined): Column | null {
  if (column?.storage !== 'codes' || other?.storage !== 'categories' || other.pooled === null) return column;
  return pool(column, new Set([...other.names, POOLED]));
}

function pool(column: CategoryColumn, named: ReadonlySet<string>): CategoryColumn {
  const kept = column.categories.filter(name => named.has(name) && name !== POOLED);
  const places = new Map(kept.map((name, code) => [name, code]));
  const codes = column.codes.map(code => (code < 0 ? code : (places.get(column.categories[code] ?? '') ?? kept.length)));
  return { ...column, codes, categories: [...kept, POOLED] };
}

/** What the reader should know where categories have no names; undefined where all have. */
export function poolNote({ reference, current }: ColumnProfiles): string | undefined {
  const pools = [reference, current].flatMap(profile => (profile?.values.storage === 'categories' ? [profile.values.pooled] : []));
  if (pools.every(pool => pool === null)) return undefined;
  return 'The profile counts rare categories together, without their names; so were they on both sides.';
}

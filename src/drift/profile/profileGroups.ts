import { type ColumnSurvey, type NumberMoments, type ValueGroups } from '../../data/contract';
import { type Column } from '../../domain/column';
import { spreadStretches } from '../../numeric/spreadSketch';
import { compareCodePoints } from '../outOfCore/compareCodePoints';
import { roundingOf } from './columnOfProfile';
import { type CategoryProfile, type ColumnProfile, isCounted, type NumberProfile } from './dataProfile';

/** So many groups are told at a time. */
const STRETCH = 1 << 14;

/**
 * What walking over the sorted data that a profile could be of would tell: of `columnOfProfile`'s values, without holding
 * them. Of texts, none. What is counted together has no name, and is not among them. O(rows) time, the memory of one stretch.
 */
export function* profileGroups({ values }: ColumnProfile): Generator<ValueGroups, void, undefined> {
  if (values.storage === 'numbers') yield* numberGroups(values);
  if (values.storage === 'categories') yield nameGroups(values);
}

/** What surveying that data would tell; the third moment of a sketch is that of the values that stand for it. O(rows). */
export function surveyOfProfile({ name, pandas, missing, values }: ColumnProfile, rows: number): ColumnSurvey {
  const column = { name, pandas, missing };
  if (values.storage !== 'numbers') {
    const empty: Column = { ...column, storage: 'codes', codes: new Int32Array(), categories: [] };
    return {
      empty,
      missing,
      infinite: { positive: 0, negative: 0 },
      numbers: null,
      bytes: 4 * rows,
      distinct: values.storage === 'categories' ? values.names.length : rows,
    };
  }
  const empty: Column = { ...column, storage: 'numbers', kind: values.kind, values: new Float64Array() };
  return { empty, missing, infinite: values.infinite, numbers: momentsOf(values), bytes: 8 * rows, distinct: values.unique[1] };
}

function* numberGroups(profile: NumberProfile): Generator<ValueGroups, void, undefined> {
  const { numbers } = profile;
  if (isCounted(numbers)) {
    yield { storage: 'numbers', values: Float64Array.from(numbers.values), counts: Float64Array.from(numbers.counts) };
    return;
  }
  const runs = new Runs();
  for (const { between, value, times } of spreadStretches(numbers, roundingOf(profile.kind))) {
    for (const each of between) runs.add(each, 1);
    if (times > 0) runs.add(value, times);
    if (runs.length > STRETCH) yield runs.taken(1);
  }
  yield runs.taken(0);
}

function nameGroups({ names, counts }: CategoryProfile): ValueGroups {
  const order = names.map((_, place) => place).sort((a, b) => compareCodePoints(names[a] ?? '', names[b] ?? ''));
  return {
    storage: 'codes',
    values: order.map(place => names[place] ?? ''),
    counts: Float64Array.from(order, place => counts[place] ?? 0),
  };
}

function momentsOf(profile: NumberProfile): NumberMoments | null {
  const { mean, deviation } = profile;
  const found = { count: 0, minimum: NaN, maximum: NaN, cubes: 0 };
  for (const { values, counts } of numberGroups(profile)) {
    counts.forEach((times, k) => {
      const value = Number(values[k]);
      if (found.count === 0) found.minimum = value;
      found.maximum = value;
      found.count += times;
      found.cubes += times * (value - mean) ** 3;
    });
  }
  return found.count === 0 ? null : { ...found, mean, squares: deviation * deviation * found.count };
}

/** Distinct values in a row, each with its count. */
class Runs {
  private values: number[] = [];
  private counts: number[] = [];

  get length(): number {
    return this.values.length;
  }

  add(value: number, times: number): void {
    const last = this.values.length - 1;
    if (this.values[last] === value) this.counts[last] = (this.counts[last] as number) + times;
    else {
      this.values.push(value);
      this.counts.push(times);
    }
  }

  /** All but the last few, which more may be added to. */
  taken(kept: number): ValueGroups {
    const end = this.values.length - kept;
    const groups = { values: Float64Array.from(this.values.slice(0, end)), counts: Float64Array.from(this.counts.slice(0, end)) };
    this.values = this.values.slice(end);
    this.counts = this.counts.slice(end);
    return { storage: 'numbers', ...groups };
  }
}

import { type Column } from '../domain/column';
import { type QualityFeature, type QualitySegmentSide } from './contract';
import { keyReader } from './columnKeys';
import { type TakenRows } from './takeRows';

const MOST_CATEGORIES = 12;
const NUMBER_BINS = 5;
/** Numbers with at most so many distinct values are told apart by value. */
const FEW_NUMBERS = 8;

/** A feature's column and rows on one side. */
export interface FeatureSide {
  readonly column: Column;
  readonly rows: TakenRows;
  /** The metrics of the rows at these places. */
  readonly valuesAt: (places: Int32Array) => QualitySegmentSide['values'];
}

/**
 * Quality by a feature's value: each of the most frequent categories and the rest as one, or five bins of numbers that
 * hold equally many reference rows; missing values as a segment of their own. O(rows log rows).
 */
export function featureSegments(reference: FeatureSide, current: FeatureSide): QualityFeature {
  const segmentOf = chooseSegments(reference, current);
  const [before, after] = [grouped(reference, segmentOf), grouped(current, segmentOf)];
  const labels = [...new Set([...segmentOf.labels, ...before.keys(), ...after.keys()])];
  const sideOf = (side: FeatureSide, places: readonly number[] | undefined): QualitySegmentSide => ({
    rows: places?.length ?? 0,
    values: places === undefined ? {} : side.valuesAt(Int32Array.from(places)),
  });
  return {
    name: reference.column.name,
    segments: labels
      .filter(label => before.has(label) || after.has(label))
      .map(label => ({ label, reference: sideOf(reference, before.get(label)), current: sideOf(current, after.get(label)) })),
  };
}

interface Segmentation {
  readonly labels: readonly string[];
  readonly reader: (column: Column) => (fileRow: number) => string;
}

const MISSING = 'missing';

function grouped({ column, rows }: FeatureSide, { reader }: Segmentation): ReadonlyMap<string, readonly number[]> {
  const read = reader(column);
  const groups = new Map<string, number[]>();
  rows.fileRows.forEach((fileRow, place) => {
    const label = read(fileRow);
    const group = groups.get(label) ?? [];
    if (group.length === 0) groups.set(label, group);
    group.push(place);
  });
  return groups;
}

function chooseSegments(reference: FeatureSide, current: FeatureSide): Segmentation {
  const bins = numberBins(reference);
  if (bins !== null && current.column.storage === 'numbers') return bins;
  return categories([reference, current]);
}

/** Bins by the reference's quantiles; null where it has no numbers or few distinct ones. */
function numberBins({ column, rows }: FeatureSide): Segmentation | null {
  if (column.storage !== 'numbers' || column.kind === 'boolean') return null;
  const sorted = Float64Array.from(rows.fileRows, row => column.values[row] as number)
    .filter(value => Number.isFinite(value))
    .sort();
  if (new Set(sorted).size <= FEW_NUMBERS) return null;
  const cuts = Array.from({ length: NUMBER_BINS - 1 }, (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / NUMBER_BINS)] as number);
  const edges = [...new Set(cuts)];
  const name = (value: number): string =>
    column.kind === 'datetime' ? new Date(value).toISOString().slice(0, 16).replace('T', ' ') : String(Number(value.toPrecision(6)));
  const labels = [...edges.map(edge => edge), Infinity].map((edge, k) => {
    if (k === 0) return `below ${name(edge)}`;
    const low = name(edges[k - 1] ?? NaN);
    return edge === Infinity ? `${low} and above` : `${low} to below ${name(edge)}`;
  });
  const reader = (side: Column) => (row: number) => {
    const value = side.storage === 'numbers' ? (side.values[row] as number) : NaN;
    if (Number.isNaN(value)) return MISSING;
    const bin = edges.findIndex(edge => value < edge);
    return labels[bin < 0 ? edges.length : bin] ?? MISSING;
  };
  return { labels, reader };
}

const OTHERS = 'all others';

function categories(sides: readonly FeatureSide[]): Segmentation {
  const counts = new Map<string, number>();
  for (const { column, rows } of sides) {
    const read = keyReader(column);
    for (const row of rows.fileRows) {
      const key = read(row);
      if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const labels = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_CATEGORIES)
    .map(([key]) => key);
  const listed = new Set(labels);
  const reader = (column: Column) => {
    const read = keyReader(column);
    return (row: number) => {
      const key = read(row);
      return key === null ? MISSING : listed.has(key) ? key : OTHERS;
    };
  };
  return { labels, reader };
}

import { type Distribution, type DistributionPicture } from '../domain/distribution';
import { type DriftColumn, type DriftReport } from './contract';

/** More bins or categories than this do not fit a small picture. */
const MOST = { numeric: 30, categorical: 10 };

/**
 * The report for a page that cannot take it whole: the `detailed` worst columns as they are, the others without what is
 * large, each with its distribution in small. A light column is about 0.6 kB. O(columns).
 */
export function lightReport(report: DriftReport, detailed: number): DriftReport {
  const worst = new Set(
    report.columns
      .map((column, index) => ({ index, severity: column.severity === null ? -Infinity : Number(column.severity) }))
      .toSorted((a, b) => (a.severity === b.severity ? a.index - b.index : b.severity > a.severity ? 1 : -1))
      .slice(0, detailed)
      .map(({ index }) => index),
  );
  return { ...report, columns: report.columns.map((column, index) => (worst.has(index) ? column : lightColumn(column))) };
}

function lightColumn(column: DriftColumn): DriftColumn {
  const light: { -readonly [Key in keyof DriftColumn]: DriftColumn[Key] } = {
    ...column,
    light: column.distribution === undefined ? 'no distribution' : distributionPicture(column.distribution),
  };
  delete light.distribution;
  delete light.text;
  delete light.dateTime;
  delete light.inputs;
  delete light.quality;
  delete light.windows;
  delete light.descriptors;
  return light;
}

/** Both sides' shares over at most 30 bins of equal width or the 10 commonest categories. */
export function distributionPicture(distribution: Distribution): DistributionPicture {
  const { kind } = distribution;
  const [reference, current] =
    kind === 'numeric'
      ? [merged(toShares(distribution.reference)), merged(toShares(distribution.current))]
      : [
          toShares([...distribution.reference, distribution.other.reference]).slice(0, MOST.categorical),
          toShares([...distribution.current, distribution.other.current]).slice(0, MOST.categorical),
        ];
  const highest = Math.max(1e-12, ...reference, ...current);
  const heights = (shares: readonly number[]): number[] =>
    shares.map(share => (share > 0 ? Math.max(1, Math.round((share / highest) * 1000)) : 0));
  return { kind, reference: heights(reference), current: heights(current) };
}

/** Neighbours together until few enough are left. */
function merged(shares: readonly number[]): number[] {
  const each = Math.ceil(shares.length / MOST.numeric);
  return Array.from({ length: Math.ceil(shares.length / each) }, (_, bin) =>
    shares.slice(bin * each, (bin + 1) * each).reduce((sum, share) => sum + share, 0),
  );
}

function toShares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map(count => (total > 0 ? count / total : 0));
}

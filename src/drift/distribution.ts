import { sum } from '../numeric/sum';
import { quantileSorted } from 'simple-statistics';
import { doaneWidth } from '../numeric/doaneWidth';
import { countInBins, histogramEdges } from '../numeric/histogramEdges';
import { type SortedWalk } from '../numeric/sortedDistances';
import { categoryCounts } from './categoryCounts';
import { type Distribution, type NumberSummary } from '../domain/distribution';
import { pooledShape } from './pooledShape';
import { type NumberSample, type Sample } from './sample';

/** At which the summary of numbers has quantiles. */
export const QUANTILES = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];
const PERCENTILES = Array.from({ length: 101 }, (_, index) => index / 100);
export const SHOWN_CATEGORIES = 30;
/** New and vanished categories beyond this many are not listed. */
export const LISTED_CATEGORIES = 1000;

/** Counts of both sides over Doane's bins of both together, which Evidently's charts have too. Undefined beyond doubles' range. */
export function numericDistribution(reference: NumberSample, current: NumberSample, { widest }: SortedWalk): Distribution | undefined {
  const shape = pooledShape(reference, current);
  const edges = histogramEdges(shape, doaneWidth([reference, current], shape));
  if (!edges.every(Number.isFinite)) return undefined;
  return {
    kind: 'numeric',
    edges,
    reference: countInBins(reference.sorted, edges),
    current: countInBins(current.sorted, edges),
    summary: { reference: summarize(reference), current: summarize(current) },
    gap: { at: widest.at, reference: widest.a / reference.count, current: widest.b / current.count },
  };
}

/** Null where the figures are beyond doubles' range. */
function summarize({ sorted, mean, deviation }: NumberSample): NumberSummary | null {
  if (!Number.isFinite(mean) || !Number.isFinite(deviation)) return null;
  const quantiles = QUANTILES.map(share => quantileSorted(sorted, share));
  const percentiles = PERCENTILES.map(share => Number(quantileSorted(sorted, share).toPrecision(7)));
  return { mean, standardDeviation: deviation, quantiles, percentiles };
}

/** Counts of both sides for the most frequent values of both together. */
export function categoricalDistribution(reference: Sample, current: Sample): Distribution {
  const counts = categoryCounts(reference, current);
  const rows = counts.keys.map((key, k) => ({
    label: labelOf(key, reference, current),
    reference: counts.reference[k] ?? 0,
    current: counts.current[k] ?? 0,
  }));
  const added = rows.filter(row => row.reference === 0).slice(0, LISTED_CATEGORIES);
  const vanished = rows.filter(row => row.current === 0).slice(0, LISTED_CATEGORIES);
  rows.sort((a, b) => b.reference + b.current - a.reference - a.current);
  const shown = rows.slice(0, SHOWN_CATEGORIES);
  const rest = rows.slice(SHOWN_CATEGORIES);
  return {
    kind: 'categorical',
    categories: shown.map(row => row.label),
    reference: shown.map(row => row.reference),
    current: shown.map(row => row.current),
    other: { reference: sum(rest.map(row => row.reference)), current: sum(rest.map(row => row.current)) },
    added: added.map(row => row.label),
    vanished: vanished.map(row => row.label),
  };
}

/** A value as charts show it: truth values as Python writes them. */
export function labelOf(key: number | string, ...samples: readonly Sample[]): string {
  if (typeof key === 'string') return key;
  const boolean = samples.some(sample => sample.storage === 'numbers' && sample.boolean);
  if (boolean && (key === 0 || key === 1)) return key === 1 ? 'True' : 'False';
  return String(key);
}

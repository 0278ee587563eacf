import { countInBins, histogramEdges, type SampleShape } from '../numeric/histogramEdges';
import { jensenShannonDistance } from '../numeric/jensenShannonDistance';
import { sturgesWidth } from '../numeric/sturgesWidth';
import { categoryCounts } from './categoryCounts';
import { type ColumnType } from './contract';
import { type DriftTestResult } from './driftTest';
import { pooledShape } from './pooledShape';
import { type NumberSample, type Sample } from './sample';

const THRESHOLD = 0.1;
/** A numeric reference with more distinct values than this is put into bins. */
const VALUES_WITHOUT_BINS = 20;

/**
 * "How different are the shares?" Evidently's `jensenshannon`: SciPy's Jensen–Shannon distance (natural logarithm, at most
 * 0.8326) over the values, or over Sturges' bins of both sides together; drift if ≥ 0.1.
 */
export function jensenShannonTest(reference: Sample, current: Sample, type: ColumnType): DriftTestResult {
  const binned =
    type === 'numeric' && reference.unique > VALUES_WITHOUT_BINS && reference.storage === 'numbers' && current.storage === 'numbers';
  const counts = binned ? binnedCounts(reference, current) : categoryCounts(reference, current);
  const score = jensenShannonDistance(counts.reference, counts.current);
  return { method: 'jensenshannon', score, threshold: THRESHOLD, drifted: score >= THRESHOLD };
}

function binnedCounts(reference: NumberSample, current: NumberSample): { reference: number[]; current: number[] } {
  const shape: SampleShape = pooledShape(reference, current);
  const edges = histogramEdges(shape, sturgesWidth(shape));
  return { reference: countInBins(reference.sorted, edges), current: countInBins(current.sorted, edges) };
}

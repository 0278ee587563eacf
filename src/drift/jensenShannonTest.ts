import { countInBins, histogramEdges, type SampleShape } from '../numeric/histogramEdges';
import { jensenShannonDistance } from '../numeric/jensenShannonDistance';
import { sturgesWidth } from '../numeric/sturgesWidth';
import { type DriftTest } from './driftTest';
import { pooledShape } from './pooledShape';
import { type NumberSample } from './sample';
import { type SamplePair } from './samplePair';

/** A numeric reference with more distinct values than this is put into bins. */
const VALUES_WITHOUT_BINS = 20;

/**
 * "How different are the shares?" Evidently's `jensenshannon`: SciPy's Jensen–Shannon distance (natural logarithm, at most
 * 0.8326) over the values, or over Sturges' bins of both sides together.
 */
export const jensenShannonTest: DriftTest = {
  method: 'jensenshannon',
  score: pair => {
    const { counts, bins } = binnedOrCounted(pair);
    return { score: jensenShannonDistance(counts.reference, counts.current), inputs: [bins] };
  },
};

function binnedOrCounted(pair: SamplePair) {
  const numbers = pair.numbers();
  if (pair.type === 'numeric' && numbers !== null && numbers.reference.unique > VALUES_WITHOUT_BINS) {
    const counts = binnedCounts(numbers.reference, numbers.current);
    return { counts, bins: { name: "Sturges' bins", value: counts.reference.length } };
  }
  const counts = pair.counts();
  return { counts, bins: { name: 'distinct values', value: counts.keys.length } };
}

function binnedCounts(reference: NumberSample, current: NumberSample): { reference: number[]; current: number[] } {
  const shape: SampleShape = pooledShape(reference, current);
  const edges = histogramEdges(shape, sturgesWidth(shape));
  return { reference: countInBins(reference.sorted, edges), current: countInBins(current.sorted, edges) };
}

import { takeSample } from '../sample';
import { SamplePair } from '../samplePair';
import { wassersteinTest } from '../wassersteinTest';
import { type EmbeddingScore } from './embeddingScore';
import { type VectorPair, type Vectors } from './vectors';

/** From here on a dimension has drifted, inclusive: Evidently's. */
const COMPONENT_THRESHOLD = 0.1;

/**
 * "Which share of the dimensions drifted, each by itself?" Evidently's `ratio`, by the Wasserstein distance in standard
 * deviations of the reference. O(dimensions × rows log rows).
 */
export function driftedRatio(pair: VectorPair): EmbeddingScore {
  const { dimensions } = pair.reference;
  let drifted = 0;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const outcome = wassersteinTest.score(
      new SamplePair(sampleOf(pair.reference, dimension), sampleOf(pair.current, dimension), 'numeric'),
    );
    if ('reason' in outcome) return outcome;
    if (outcome.score >= COMPONENT_THRESHOLD) drifted++;
  }
  const inputs = [
    { name: 'drifted components', value: drifted },
    { name: 'component threshold', value: COMPONENT_THRESHOLD },
  ];
  return { score: drifted / dimensions, inputs };
}

function sampleOf({ values, rows, dimensions }: Vectors, dimension: number) {
  const own = Float64Array.from({ length: rows }, (_, row) => values[row * dimensions + dimension] as number);
  return takeSample({ name: '', storage: 'numbers', kind: 'double', values: own, missing: 0 });
}

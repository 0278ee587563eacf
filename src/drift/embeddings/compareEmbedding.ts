import { type EmbeddingDrift } from '../../domain/embeddingDrift';
import { domainModel } from './domainModel';
import { driftedRatio } from './driftedRatio';
import { type EmbeddingPlan } from './embeddingPlan';
import { type EmbeddingScore } from './embeddingScore';
import { kernelGap } from './kernelGap';
import { meanDistance } from './meanDistance';
import { principalComponents } from './principalComponents';
import { pairOfVectors, type VectorPair, type Vectors } from './vectors';

/** One embedding to compare: finite numbers, the reference's rows first. */
export interface EmbeddingTask {
  readonly both: Vectors;
  readonly referenceRows: number;
  readonly plan: EmbeddingPlan;
}

/** The verdict on one embedding; without a score a reason. */
export type EmbeddingVerdict = Pick<EmbeddingDrift, 'status' | 'reason' | 'score' | 'threshold' | 'drifted' | 'inputs'>;

/**
 * Compares the two sides of one embedding as Evidently 0.7's `EmbeddingsDrift` does, drift being above the threshold. The
 * cost is the method's.
 */
export function compareEmbedding({ both, referenceRows, plan }: EmbeddingTask): EmbeddingVerdict {
  const { components, threshold } = plan;
  const parts = components === null ? [] : [{ name: 'components', value: components }];
  const found = score(pairOfVectors(both, referenceRows), plan);
  if ('reason' in found)
    return { status: 'not_computable', reason: found.reason, score: null, threshold: null, drifted: null, inputs: parts };
  const limit = found.cutoff ?? threshold;
  return {
    status: 'ok',
    reason: null,
    score: found.score,
    threshold: limit,
    drifted: (found.compared ?? found.score) > limit,
    inputs: [...parts, ...found.inputs],
  };
}

function score(pair: VectorPair, plan: EmbeddingPlan): EmbeddingScore {
  if (plan.components === null) return methods[plan.method](pair, plan);
  // What rounding leaves of the mean points anywhere.
  if (plan.method === 'distance' && plan.distance === 'cosine')
    return { reason: "After a principal component analysis the reference's mean is zero, which has no direction to compare." };
  const reduced = principalComponents(pair, plan.components);
  return typeof reduced === 'string' ? { reason: reduced } : methods[plan.method](reduced, plan);
}

const methods: Readonly<Record<EmbeddingPlan['method'], (pair: VectorPair, plan: EmbeddingPlan) => EmbeddingScore>> = {
  model: domainModel,
  distance: meanDistance,
  ratio: driftedRatio,
  mmd: kernelGap,
};

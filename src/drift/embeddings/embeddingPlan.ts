import { type EmbeddingDistance, type EmbeddingMethod, type EmbeddingSetting } from '../../domain/embeddingDrift';

/** Evidently's thresholds. */
const THRESHOLDS: Readonly<Record<EmbeddingMethod, number>> = { model: 0.55, distance: 0.2, ratio: 0.2, mmd: 0.015 };

/** Below so many rows of reference Evidently compares the default method with guesses. */
const FEW_ROWS = 1000;

/** A setting with everything decided. */
export interface EmbeddingPlan {
  readonly method: EmbeddingMethod;
  readonly distance: EmbeddingDistance;
  readonly components: number | null;
  readonly bootstrap: boolean;
  readonly threshold: number;
}

/** What a setting means for a reference of so many rows. Only the method that nobody chose goes by their number, as Evidently's does. */
export function embeddingPlan({ method, distance, components, bootstrap, threshold }: EmbeddingSetting, rows: number): EmbeddingPlan {
  const chosen = method ?? 'model';
  return {
    method: chosen,
    distance: distance ?? 'euclidean',
    components: components ?? null,
    bootstrap: bootstrap ?? (method === undefined && threshold === undefined && rows < FEW_ROWS),
    threshold: threshold ?? THRESHOLDS[chosen],
  };
}

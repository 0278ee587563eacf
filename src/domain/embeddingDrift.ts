/** How embeddings are compared, by Evidently's names. */
export type EmbeddingMethod = 'model' | 'distance' | 'ratio' | 'mmd';
export type EmbeddingDistance = 'euclidean' | 'cosine' | 'cityblock' | 'chebyshev';

export const embeddingMethods: readonly EmbeddingMethod[] = ['model', 'distance', 'ratio', 'mmd'];
export const embeddingDistances: readonly EmbeddingDistance[] = ['euclidean', 'cosine', 'cityblock', 'chebyshev'];

/** One embedding to compare: which columns its numbers are in, and how. */
export interface EmbeddingSetting {
  /** Columns in the order of the numbers, `PREFIX*` for all that begin so; or one column of lists. */
  readonly columns: readonly string[];
  /** Absent: `model`. */
  readonly method?: EmbeddingMethod;
  /** Of the mean vectors, for `distance`; absent: euclidean. */
  readonly distance?: EmbeddingDistance;
  /** Compared after a principal component analysis that keeps so many; absent: as they are. */
  readonly components?: number;
  /** Whether a percentile of what no drift gives is the threshold. Absent: for `model` under 1,000 rows of reference. */
  readonly bootstrap?: boolean;
  /** Drift is above it. Absent: Evidently's. */
  readonly threshold?: number;
}

/** What came out of one embedding. */
export interface EmbeddingDrift {
  readonly name: string;
  readonly method: EmbeddingMethod;
  readonly status: 'ok' | 'not_computable';
  /** Why it was not computed, or what the reader should know; null if nothing. */
  readonly reason: string | null;
  readonly score: number | null;
  /** What the score was compared with: given, Evidently's, or what the bootstrap found. */
  readonly threshold: number | null;
  readonly drifted: boolean | null;
  /** Numbers in a vector as the files have it. */
  readonly dimensions: number;
  /** Vectors compared, and rows left out because a number of theirs is missing or infinite. */
  readonly rows: { readonly reference: number; readonly current: number };
  readonly leftOut: { readonly reference: number; readonly current: number };
  /** What went into the score, in order. */
  readonly inputs: readonly { readonly name: string; readonly value: number | string }[];
}

/** The method in a few words: "distance (cosine)". */
export function embeddingMethodWords({ method, inputs }: Pick<EmbeddingDrift, 'method' | 'inputs'>): string {
  const distance = inputs.find(({ name }) => name === 'distance')?.value;
  return distance === undefined ? method : `${method} (${distance})`;
}

/** The verdict in words, as columns have it. */
export function embeddingVerdict({ drifted }: Pick<EmbeddingDrift, 'drifted'>): string {
  return drifted === null ? 'not computable' : drifted ? 'drifted' : 'no drift';
}

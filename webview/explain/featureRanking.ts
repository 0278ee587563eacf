/** Feature numbers by descending importance; ties in the order of the features. */
export function rankFeatures(importance: readonly number[]): number[] {
  return importance.map((_, index) => index).toSorted((left, right) => (importance[right] ?? 0) - (importance[left] ?? 0));
}

export interface DisplayedFeatures {
  readonly shown: readonly number[];
  /** Those that share one last row; empty if all are shown. */
  readonly others: readonly number[];
}

/** At most `limit` rows, as shap's plots display them: where there are more features, the last row stands for all others. */
export function displayedFeatures(ranked: readonly number[], limit: number): DisplayedFeatures {
  if (ranked.length <= limit) return { shown: ranked, others: [] };
  return { shown: ranked.slice(0, limit - 1), others: ranked.slice(limit - 1) };
}

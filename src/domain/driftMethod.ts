/** Evidently's names of its tests, as every command and report has them. */
export type DriftMethod =
  | 'ks'
  | 'wasserstein'
  | 'ed'
  | 'anderson'
  | 'cramer_von_mises'
  | 'es'
  | 'mannw'
  | 't_test'
  | 'empirical_mmd'
  | 'chisquare'
  | 'z'
  | 'g_test'
  | 'fisher_exact'
  | 'TVD'
  | 'psi'
  | 'kl_div'
  | 'jensenshannon'
  | 'hellinger'
  | 'perc_text_content_drift'
  | 'abs_text_content_drift';

export interface DriftMethodFacts {
  /** A p-value drifts when it is small; a distance and a classifier's ROC AUC when they are large. */
  readonly score: 'p-value' | 'distance' | 'auc';
  /** How a score has to stand to the threshold to be drift; Evidently's signs differ by test. */
  readonly drift: '<' | '≤' | '>' | '≥';
  /** Evidently's threshold where none is given. */
  readonly threshold: number;
  /** The types of columns that Evidently accepts it for when it is asked for by name. */
  readonly types: readonly ('numeric' | 'categorical' | 'text')[];
}

/** What Evidently 0.7 says of each of its tests. */
export const driftMethods: Readonly<Record<DriftMethod, DriftMethodFacts>> = {
  ks: { score: 'p-value', drift: '≤', threshold: 0.05, types: ['numeric'] },
  wasserstein: { score: 'distance', drift: '≥', threshold: 0.1, types: ['numeric'] },
  ed: { score: 'distance', drift: '>', threshold: 0.1, types: ['numeric'] },
  anderson: { score: 'p-value', drift: '<', threshold: 0.1, types: ['numeric'] },
  cramer_von_mises: { score: 'p-value', drift: '≤', threshold: 0.1, types: ['numeric'] },
  es: { score: 'p-value', drift: '<', threshold: 0.05, types: ['numeric'] },
  mannw: { score: 'p-value', drift: '<', threshold: 0.05, types: ['numeric'] },
  t_test: { score: 'p-value', drift: '<', threshold: 0.05, types: ['numeric'] },
  empirical_mmd: { score: 'p-value', drift: '<', threshold: 0.1, types: ['numeric'] },
  chisquare: { score: 'p-value', drift: '<', threshold: 0.05, types: ['categorical'] },
  z: { score: 'p-value', drift: '<', threshold: 0.05, types: ['categorical'] },
  g_test: { score: 'p-value', drift: '<', threshold: 0.1, types: ['categorical'] },
  fisher_exact: { score: 'p-value', drift: '<', threshold: 0.1, types: ['categorical'] },
  TVD: { score: 'p-value', drift: '<', threshold: 0.1, types: ['categorical'] },
  psi: { score: 'distance', drift: '≥', threshold: 0.1, types: ['numeric', 'categorical'] },
  kl_div: { score: 'distance', drift: '≥', threshold: 0.1, types: ['numeric', 'categorical'] },
  jensenshannon: { score: 'distance', drift: '≥', threshold: 0.1, types: ['numeric', 'categorical'] },
  hellinger: { score: 'distance', drift: '≥', threshold: 0.1, types: ['numeric', 'categorical'] },
  perc_text_content_drift: { score: 'auc', drift: '>', threshold: 0.95, types: ['text'] },
  abs_text_content_drift: { score: 'auc', drift: '>', threshold: 0.55, types: ['text'] },
};

/** Whether a score is drift by the sign of its method. */
export function isDrift(method: DriftMethod, score: number, threshold: number): boolean {
  const { drift } = driftMethods[method];
  if (drift === '<') return score < threshold;
  if (drift === '≤') return score <= threshold;
  return drift === '>' ? score > threshold : score >= threshold;
}

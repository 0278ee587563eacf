import { type DriftMethod, driftMethods } from '../../domain/driftMethod';

/** The names that Evidently shows its tests by. */
const shownNames: Readonly<Record<string, DriftMethod>> = {
  'K-S p_value': 'ks',
  'Wasserstein distance (normed)': 'wasserstein',
  'Energy-distance': 'ed',
  'Anderson-Darling': 'anderson',
  'Cramer-von Mises': 'cramer_von_mises',
  'Epps-Singleton': 'es',
  'Mann-Whitney U-rank test': 'mannw',
  t_test: 't_test',
  empirical_mmd: 'empirical_mmd',
  'chi-square p_value': 'chisquare',
  'Z-test p_value': 'z',
  g_test: 'g_test',
  "Fisher's Exact test": 'fisher_exact',
  'Total-Variation-Distance': 'TVD',
  PSI: 'psi',
  'Kullback-Leibler divergence': 'kl_div',
  'Jensen-Shannon distance': 'jensenshannon',
  'Hellinger distance': 'hellinger',
  'Percentile text content drift': 'perc_text_content_drift',
  'Absolute text content drift': 'abs_text_content_drift',
};

/** The test that Evidently means by a name, shown or registered; null for a test of the user's own. */
export function methodOfName(name: string): DriftMethod | null {
  if (Object.hasOwn(shownNames, name)) return shownNames[name] ?? null;
  return isMethod(name) ? name : null;
}

function isMethod(name: string): name is DriftMethod {
  return Object.hasOwn(driftMethods, name);
}

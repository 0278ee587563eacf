import { type DriftMethod, driftMethods } from '../../src/domain/driftMethod';
import { type DriftColumn } from '../../src/drift/contract';

interface MethodWords {
  readonly name: string;
  readonly why: string;
}

const words: Readonly<Record<DriftMethod, MethodWords>> = {
  ks: {
    name: 'Kolmogorov–Smirnov',
    why: 'The reference has at most 1,000 values, and they are numbers with more than 5 distinct ones, so the two empirical distributions are compared by the two-sample Kolmogorov–Smirnov test. Its p-value is how likely a gap at least this large is if both sides come from one distribution.',
  },
  chisquare: {
    name: 'chi-square',
    why: 'The reference has at most 1,000 values, and they are more than 2 categories (or numbers with 3 to 5 distinct values), so the current counts are compared with the reference’s shares by the chi-square test of fit. A category that the reference does not have makes the p-value 0.',
  },
  z: {
    name: 'Z-test',
    why: 'The reference has at most 1,000 values with at most 2 distinct ones, so the two shares are compared by the Z-test of two proportions.',
  },
  wasserstein: {
    name: 'Wasserstein (normed)',
    why: 'The reference has more than 1,000 values, and they are numbers with more than 5 distinct ones, so the two distributions are compared by the Wasserstein distance: how far values must move on average to turn one into the other, in standard deviations of the reference.',
  },
  jensenshannon: {
    name: 'Jensen–Shannon',
    why: 'The reference has more than 1,000 values, and they are categories (or numbers with at most 5 distinct values), so the two distributions are compared by the Jensen–Shannon distance: 0 if they are the same, at most 0.8326.',
  },
  ed: {
    name: 'energy distance',
    why: 'The square root of twice the area between the squared empirical distribution functions, in the values’ own units: its size depends on their scale.',
  },
  anderson: {
    name: 'Anderson–Darling',
    why: 'The two-sample Anderson–Darling test weighs the tails more than Kolmogorov–Smirnov does. Its p-value is read from a table and lies between 0.001 and 0.25.',
  },
  cramer_von_mises: {
    name: 'Cramér–von Mises',
    why: 'The two-sample Cramér–von Mises test adds up the squared gaps between the two empirical distributions.',
  },
  es: {
    name: 'Epps–Singleton',
    why: 'The Epps–Singleton test compares the empirical characteristic functions of both sides; it needs at least 5 values on each.',
  },
  mannw: {
    name: 'Mann–Whitney',
    why: 'The one-sided Mann–Whitney test, as Evidently makes it: it finds current values that are larger than the reference’s, and no others.',
  },
  t_test: {
    name: 'Student’s t',
    why: 'Student’s two-sided t-test of the means, with equal variances assumed.',
  },
  empirical_mmd: {
    name: 'maximum mean discrepancy',
    why: 'The maximum mean discrepancy with a Gaussian kernel; its p-value is the share of 100 random splits with a larger one.',
  },
  g_test: {
    name: 'G-test',
    why: 'The likelihood-ratio test of fit of the current counts to the reference’s. Evidently’s form needs as many values on both sides.',
  },
  fisher_exact: {
    name: 'Fisher’s exact',
    why: 'Fisher’s exact test of two shares: for two values only.',
  },
  TVD: {
    name: 'total variation distance',
    why: 'The total variation distance of the shares; its p-value is the share of 1,000 random splits with one at least as large.',
  },
  psi: {
    name: 'population stability index',
    why: 'The population stability index of the shares: 0 if they are the same; 0.1 is often called a small and 0.25 a large change.',
  },
  kl_div: {
    name: 'Kullback–Leibler divergence',
    why: 'The Kullback–Leibler divergence of the current shares from the reference’s, in nats: 0 if they are the same.',
  },
  hellinger: {
    name: 'Hellinger distance',
    why: 'The Hellinger distance of the shares: 0 if they are the same, 1 if they have no value in common.',
  },
  perc_text_content_drift: {
    name: 'text classifier, percentile',
    why: 'A classifier learns to tell reference texts from current ones; its ROC AUC on texts that it has not seen is compared with the 95th percentile of random guesses.',
  },
  abs_text_content_drift: {
    name: 'text classifier',
    why: 'A classifier learns to tell reference texts from current ones: 0.5 is a guess, 1 means that every text betrays its side.',
  },
};

export function methodName(method: DriftMethod): string {
  return words[method].name;
}

/** "p-value", "distance" or "ROC AUC". */
export function scoreKind(method: DriftMethod): string {
  const { score } = driftMethods[method];
  return score === 'auc' ? 'ROC AUC' : score;
}

/** Why this test was made for this column, and what its score means. */
export function whyThisTest(method: DriftMethod): string {
  return words[method].why;
}

const OPPOSITE = { '≥': '<', '>': '≤', '≤': '>', '<': '≥' } as const;

/** How the score stands to the threshold, as the rule of this method compares them. */
export function comparisonSign({ method, drifted }: Pick<DriftColumn, 'method' | 'drifted'>): string {
  if (method === null) return '';
  const { drift } = driftMethods[method];
  return drifted === true ? drift : OPPOSITE[drift];
}

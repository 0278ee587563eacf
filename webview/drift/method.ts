import { type DriftMethod, driftMethods } from '../../src/domain/driftMethod';

interface MethodWords {
  readonly name: string;
  /** What is compared, and what the score means. */
  readonly meaning: string;
}

const words: Readonly<Record<DriftMethod, MethodWords>> = {
  ks: {
    name: 'Kolmogorov–Smirnov',
    meaning:
      'The two-sample Kolmogorov–Smirnov test compares the two empirical distributions by the largest gap between them. Its p-value is how likely a gap at least this large is if both sides come from one distribution.',
  },
  chisquare: {
    name: 'chi-square',
    meaning:
      'The chi-square test of fit compares the current counts with the reference’s shares. A category that the reference does not have makes the p-value 0.',
  },
  z: {
    name: 'Z-test',
    meaning: 'The Z-test of two proportions compares the two shares.',
  },
  wasserstein: {
    name: 'Wasserstein (normed)',
    meaning:
      'The Wasserstein distance says how far values must move on average to turn one into the other, in standard deviations of the reference.',
  },
  jensenshannon: {
    name: 'Jensen–Shannon',
    meaning: 'The Jensen–Shannon distance compares the shares of both sides: 0 if they are the same, at most 0.8326.',
  },
  ed: {
    name: 'energy distance',
    meaning:
      'The square root of twice the area between the squared empirical distribution functions, in the values’ own units: its size depends on their scale.',
  },
  anderson: {
    name: 'Anderson–Darling',
    meaning:
      'The two-sample Anderson–Darling test weighs the tails more than Kolmogorov–Smirnov does. Its p-value is read from a table and lies between 0.001 and 0.25.',
  },
  cramer_von_mises: {
    name: 'Cramér–von Mises',
    meaning: 'The two-sample Cramér–von Mises test adds up the squared gaps between the two empirical distributions.',
  },
  es: {
    name: 'Epps–Singleton',
    meaning: 'The Epps–Singleton test compares the empirical characteristic functions of both sides; it needs at least 5 values on each.',
  },
  mannw: {
    name: 'Mann–Whitney',
    meaning:
      'The one-sided Mann–Whitney test, as Evidently makes it: it finds current values that are larger than the reference’s, and no others.',
  },
  t_test: {
    name: 'Student’s t',
    meaning: 'Student’s two-sided t-test of the means, with equal variances assumed.',
  },
  empirical_mmd: {
    name: 'maximum mean discrepancy',
    meaning: 'The maximum mean discrepancy with a Gaussian kernel; its p-value is the share of 100 random splits with a larger one.',
  },
  g_test: {
    name: 'G-test',
    meaning:
      'The likelihood-ratio test of fit of the current counts to the reference’s. Evidently’s form needs as many values on both sides.',
  },
  fisher_exact: {
    name: 'Fisher’s exact',
    meaning: 'Fisher’s exact test of two shares: for two values only.',
  },
  TVD: {
    name: 'total variation distance',
    meaning: 'The total variation distance of the shares; its p-value is the share of 1,000 random splits with one at least as large.',
  },
  psi: {
    name: 'population stability index',
    meaning: 'The population stability index of the shares: 0 if they are the same; 0.1 is often called a small and 0.25 a large change.',
  },
  kl_div: {
    name: 'Kullback–Leibler divergence',
    meaning: 'The Kullback–Leibler divergence of the current shares from the reference’s, in nats: 0 if they are the same.',
  },
  hellinger: {
    name: 'Hellinger distance',
    meaning: 'The Hellinger distance of the shares: 0 if they are the same, 1 if they have no value in common.',
  },
  perc_text_content_drift: {
    name: 'text classifier, percentile',
    meaning:
      'A classifier learns to tell reference texts from current ones; its ROC AUC on texts that it has not seen is compared with the 95th percentile of random guesses.',
  },
  abs_text_content_drift: {
    name: 'text classifier',
    meaning: 'A classifier learns to tell reference texts from current ones: 0.5 is a guess, 1 means that every text betrays its side.',
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

/** What a test compares, and what its score means. */
export function methodMeaning(method: DriftMethod): string {
  return words[method].meaning;
}

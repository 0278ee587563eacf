import { type DriftColumn, type DriftMethod } from '../../src/drift/contract';

interface MethodWords {
  readonly name: string;
  /** A p-value drifts when it is small, a distance when it is large. */
  readonly score: 'p-value' | 'distance';
  /** Whether a score equal to the threshold counts as drift. */
  readonly inclusive: boolean;
  readonly why: string;
}

const words: Readonly<Record<DriftMethod, MethodWords>> = {
  ks: {
    name: 'Kolmogorov–Smirnov',
    score: 'p-value',
    inclusive: true,
    why: 'The reference has at most 1,000 values, and they are numbers with more than 5 distinct ones, so the two empirical distributions are compared by the two-sample Kolmogorov–Smirnov test. Its p-value is how likely a gap at least this large is if both sides come from one distribution.',
  },
  chisquare: {
    name: 'chi-square',
    score: 'p-value',
    inclusive: false,
    why: 'The reference has at most 1,000 values, and they are more than 2 categories (or numbers with 3 to 5 distinct values), so the current counts are compared with the reference’s shares by the chi-square test of fit. A category that the reference does not have makes the p-value 0.',
  },
  z: {
    name: 'Z-test',
    score: 'p-value',
    inclusive: false,
    why: 'The reference has at most 1,000 values with at most 2 distinct ones, so the two shares are compared by the Z-test of two proportions.',
  },
  wasserstein: {
    name: 'Wasserstein (normed)',
    score: 'distance',
    inclusive: true,
    why: 'The reference has more than 1,000 values, and they are numbers with more than 5 distinct ones, so the two distributions are compared by the Wasserstein distance: how far values must move on average to turn one into the other, in standard deviations of the reference.',
  },
  jensenshannon: {
    name: 'Jensen–Shannon',
    score: 'distance',
    inclusive: true,
    why: 'The reference has more than 1,000 values, and they are categories (or numbers with at most 5 distinct values), so the two distributions are compared by the Jensen–Shannon distance: 0 if they are the same, at most 0.8326.',
  },
};

export function methodName(method: DriftMethod): string {
  return words[method].name;
}

/** "p-value" or "distance". */
export function scoreKind(method: DriftMethod): string {
  return words[method].score;
}

/** Why Evidently's default rules chose this test for this column, and what its score means. */
export function whyThisTest(method: DriftMethod): string {
  return words[method].why;
}

/** How the score stands to the threshold, as the rule of this method compares them: "≥" or "<" for distances, "≤"/">" or "<"/"≥" for p-values. */
export function comparisonSign(column: Pick<DriftColumn, 'method' | 'drifted'>): string {
  if (column.method === null) return '';
  const { score, inclusive } = words[column.method];
  const drifts = score === 'distance' ? (inclusive ? '≥' : '>') : inclusive ? '≤' : '<';
  const opposite: Readonly<Record<string, string>> = { '≥': '<', '>': '≤', '≤': '>', '<': '≥' };
  return column.drifted ? drifts : (opposite[drifts] ?? '');
}

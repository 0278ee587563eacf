import { VALUES_WITHOUT_BINS } from './binnedCounts';
import { type DriftMethod } from '../domain/driftMethod';
import { type SamplePair } from './samplePair';

/** A property of one of Evidently's tests that a reader would not expect, and where it matters. */
interface Defect {
  readonly sentence: string;
  /** Whether it bears on this column; absent: always. */
  readonly matters?: (pair: SamplePair) => boolean;
}

const ASYMMETRIC_BINS: Defect = {
  sentence:
    'Whether numbers are put into bins depends on the reference alone (more than 20 distinct values): with the sides exchanged, the score is another one.',
  matters: pair => pair.type === 'numeric' && pair.reference.unique > VALUES_WITHOUT_BINS !== pair.current.unique > VALUES_WITHOUT_BINS,
};
const IGNORED_BINS: Defect = {
  sentence: "The number of bins is Sturges' rule over both sides, not the 30 quantiles of Evidently's documentation, which it ignores.",
  matters: isBinned,
};

/** Defects of Evidently that its profiles reproduce on purpose, by method. docs/drift.md shows an example of each. */
const DEFECTS: Partial<Readonly<Record<DriftMethod, readonly Defect[]>>> = {
  mannw: [{ sentence: 'One-sided: only larger current values count as drift, although Evidently documents a two-sided test.' }],
  chisquare: [
    {
      sentence: 'The reference has not a value that the current data has, which makes p exactly 0, however rare that value is.',
      matters: hasNewValue,
    },
    {
      sentence: "The reference's shares are taken as exact: its own sampling error does not count, so that p is too small.",
      matters: pair => !hasNewValue(pair),
    },
  ],
  z: [
    {
      sentence: 'Of more than two values, only the share of the first in order is compared: changes among the others go unseen.',
      matters: pair => pair.counts().keys.length > 2,
    },
  ],
  wasserstein: [
    {
      sentence: "The reference hardly varies, so that the distance is divided by Evidently's floor of 0.001 instead of a deviation.",
      matters: pair => pair.reference.unique === 1,
    },
  ],
  ed: [{ sentence: 'Not divided by any scale: in other units of the column, the score and the verdict are others.' }],
  anderson: [{ sentence: 'p is interpolated between tabulated values and never below 0.001 nor above 0.25.' }],
  empirical_mmd: [
    { sentence: 'Evidently permutes without a seed, so that its own score changes from run to run; here the seed is fixed.' },
  ],
  TVD: [{ sentence: 'The score is the p-value of 1,000 permutations, not the distance of the name.' }],
  psi: [IGNORED_BINS, ASYMMETRIC_BINS],
  kl_div: [IGNORED_BINS, ASYMMETRIC_BINS],
  jensenshannon: [IGNORED_BINS, ASYMMETRIC_BINS],
};

/** The defects of Evidently that this column's score has, a sentence each. */
export function evidentlyDefects(method: DriftMethod, pair: SamplePair): string[] {
  return (DEFECTS[method] ?? []).filter(({ matters }) => matters?.(pair) ?? true).map(({ sentence }) => sentence);
}

function isBinned(pair: SamplePair): boolean {
  return pair.type === 'numeric' && pair.numbers() !== null && pair.reference.unique > VALUES_WITHOUT_BINS;
}

function hasNewValue(pair: SamplePair): boolean {
  return Array.from(pair.tallies().reference).includes(0);
}

import { VALUES_WITHOUT_BINS } from '../binnedCounts';
import { type ColumnRules } from '../columnRules';
import { type DriftColumn } from '../contract';
import { needsRanks } from './needsRanks';
import { KEPT_CATEGORIES } from './streamedCategories';
import { type StreamedSide } from './streamedSide';

/** What a comparison reads of both sides' groups: nothing else need be gathered. */
export interface GroupNeeds {
  readonly distances: boolean;
  readonly ranks: boolean;
  /** The Jensen–Shannon distance value by value. */
  readonly divergence: boolean;
  readonly bins: boolean;
  /** Values that the Epps–Singleton test starts from. */
  readonly picks: boolean;
  /** Up to how many distinct values their counts are kept; null: not even how many there are. */
  readonly categories: number | null;
  /** Whether there will be a chart. */
  readonly chart: boolean;
  /** Whether the reference's own figures are known from a walk before. */
  readonly referenceKnown: boolean;
}

/** What a whole column may be asked for, whose type and method are not known before. */
export function needsOfColumn(rules: ColumnRules | undefined): GroupNeeds {
  return {
    distances: true,
    ranks: needsRanks(rules),
    divergence: true,
    bins: true,
    picks: true,
    categories: KEPT_CATEGORIES,
    chart: true,
    referenceKnown: false,
  };
}

const NOTHING: GroupNeeds = {
  distances: false,
  ranks: false,
  divergence: false,
  bins: false,
  picks: false,
  categories: null,
  chart: false,
  referenceKnown: true,
};
const COUNTS = { categories: KEPT_CATEGORIES, divergence: true };
/** So few that `strict` compares numbers as categories. */
const FEW_NUMBERS = 64;

/**
 * What a window is asked for, which is compared by the method that the whole column had. Windows are many, and each sees the
 * whole reference.
 */
export function needsOfWindow({ method, type }: DriftColumn, rules: ColumnRules, reference: StreamedSide): GroupNeeds {
  if (type !== 'numeric' || reference.survey.empty.storage !== 'numbers') return { ...NOTHING, ...COUNTS };
  if (rules.profile === 'strict') return { ...NOTHING, distances: true, ranks: true, categories: FEW_NUMBERS };
  switch (method) {
    case 'ks':
    case 'wasserstein':
      return { ...NOTHING, distances: true };
    case 'ed':
    case 'cramer_von_mises':
    case 'mannw':
      return { ...NOTHING, ranks: true };
    case 'anderson':
      return { ...NOTHING, distances: true, ranks: true };
    case 't_test':
      return NOTHING;
    case 'es':
      return { ...NOTHING, picks: true };
    case 'hellinger':
      return { ...NOTHING, categories: 0 };
    case 'jensenshannon':
    case 'psi':
    case 'kl_div':
      return reference.unique > VALUES_WITHOUT_BINS ? { ...NOTHING, bins: true, categories: 0 } : { ...NOTHING, ...COUNTS };
    default:
      return { ...needsOfColumn(rules), chart: false, referenceKnown: true };
  }
}

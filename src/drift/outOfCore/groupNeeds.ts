import { type DriftMethod } from '../../domain/driftMethod';
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
  /** Whether the sampling noise is asked for, with those of `picks` the values that it rests on. Of counts, they are enough. */
  readonly noise: boolean;
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
    noise: rules?.profile !== 'strict',
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
  noise: false,
  categories: null,
  chart: false,
  referenceKnown: true,
};
const COUNTS = { categories: KEPT_CATEGORIES, divergence: true, noise: true };
/** Distinct values that the noise of the distances is drawn at, one by one, are fewer. */
const FEW_TIES = 1024;
/** So few that `strict` compares numbers as categories. */
const FEW_NUMBERS = 64;

const BINS: ReadonlySet<DriftMethod> = new Set<DriftMethod>(['jensenshannon', 'psi', 'kl_div']);
/** Of numbers, by the method that reads nothing else. */
const BY_METHOD: ReadonlyMap<DriftMethod, Partial<GroupNeeds>> = new Map<DriftMethod, Partial<GroupNeeds>>([
  ['ks', { distances: true }],
  ['wasserstein', { distances: true }],
  ['ed', { ranks: true }],
  ['cramer_von_mises', { ranks: true }],
  ['mannw', { ranks: true }],
  ['anderson', { distances: true, ranks: true }],
  ['t_test', {}],
  ['es', { picks: true }],
  ['hellinger', { categories: 0, noise: true }],
]);

/**
 * What a window is asked for, which is compared by the method that the whole column had. Windows are many, and each sees the
 * whole reference.
 */
export function needsOfWindow({ method, type }: DriftColumn, rules: ColumnRules, reference: StreamedSide): GroupNeeds {
  if (type !== 'numeric' || reference.survey.empty.storage !== 'numbers') return { ...NOTHING, ...COUNTS };
  if (rules.profile === 'strict') return { ...NOTHING, distances: true, ranks: true, categories: FEW_NUMBERS };
  if (method !== null && BINS.has(method))
    return reference.unique > VALUES_WITHOUT_BINS ? { ...NOTHING, bins: true, categories: 0, noise: true } : { ...NOTHING, ...COUNTS };
  const needed = method === null ? undefined : BY_METHOD.get(method);
  return needed === undefined ? { ...needsOfColumn(rules), chart: false, referenceKnown: true } : { ...NOTHING, ...needed };
}

/** The same of a window whose sampling noise is asked for too. */
export function withNoise(needs: GroupNeeds): GroupNeeds {
  return { ...needs, distances: true, picks: true, noise: true, categories: Math.max(needs.categories ?? 0, FEW_TIES) };
}

import { type DriftMethod, driftMethods } from '../../../src/domain/driftMethod';
import { type DriftColumn, type DriftReport, type DriftRequest } from '../../../src/drift/contract';
import { datasetVerdict } from '../../../src/drift/datasetVerdict';

/** What Evidently says of a column; neither score nor error where it leaves the column out. */
interface EvidentlyColumn {
  readonly name: string;
  readonly type: string;
  readonly missing: readonly [number, number];
  readonly score?: number | string;
  readonly method?: string;
  readonly threshold?: number;
  readonly drifted?: boolean;
  readonly error?: string;
}

export interface EvidentlyResult {
  readonly name: string;
  /** The method that all columns were asked to have; absent: each its own, by its display name. */
  readonly method?: DriftMethod;
  readonly columns: readonly EvidentlyColumn[];
  readonly preset:
    | { readonly names: readonly string[]; readonly driftedColumns: number; readonly share: number; readonly drifted: boolean }
    | { readonly error: string }
    | null;
}

export function request(reference: string, current: string, more: Partial<DriftRequest> = {}): DriftRequest {
  return { reference, current, model: null, columns: null, ignore: [], roles: {}, types: {}, profile: 'evidently', ...more };
}

/** Evidently's display names. */
const METHODS: Readonly<Record<DriftMethod, string>> = {
  ks: 'K-S p_value',
  chisquare: 'chi-square p_value',
  z: 'Z-test p_value',
  wasserstein: 'Wasserstein distance (normed)',
  jensenshannon: 'Jensen-Shannon distance',
  ed: 'Energy-distance',
  anderson: 'Anderson-Darling',
  cramer_von_mises: 'Cramer-von Mises',
  es: 'Epps-Singleton',
  mannw: 'Mann-Whitney U-rank test',
  t_test: 't_test',
  empirical_mmd: 'empirical_mmd',
  g_test: 'g_test',
  fisher_exact: "Fisher's Exact test",
  TVD: 'Total-Variation-Distance',
  psi: 'PSI',
  kl_div: 'Kullback-Leibler divergence',
  hellinger: 'Hellinger distance',
  perc_text_content_drift: 'Percentile text content drift',
  abs_text_content_drift: 'Absolute text content drift',
};
const TYPES: Readonly<Record<string, string>> = {
  numeric: 'num',
  categorical: 'cat',
  text: 'text',
  datetime: 'datetime',
  unknown: 'unknown',
};

/**
 * Where a report differs from Evidently's result, one line each; empty if nowhere.
 *
 * @param given columns whose type the request sets: there Evidently's inferred type is not ours
 */
export function differences(report: DriftReport, expected: EvidentlyResult, given: ReadonlySet<string> = new Set()): string[] {
  const found: string[] = [];
  const say = (column: string, what: string, ours: unknown, theirs: unknown): void => {
    found.push(`${expected.name}: ${column}: ${what} is ${String(ours)}, Evidently's ${String(theirs)}`);
  };
  const columns = new Map(report.columns.map(column => [column.name, column]));
  for (const theirs of expected.columns) {
    const ours = columns.get(theirs.name);
    if (ours === undefined) say(theirs.name, 'presence', false, true);
    else
      columnDifferences(ours, theirs, { given: given.has(theirs.name), asked: expected.method }).forEach(([what, a, b]) =>
        say(theirs.name, what, a, b),
      );
  }
  if (report.columns.length !== expected.columns.length) say('all', 'number of columns', report.columns.length, expected.columns.length);
  const { preset } = expected;
  if (preset === null || 'error' in preset) return found;
  // The preset is run over the columns that it can compute, as features alone.
  const names = new Set(preset.names);
  const dataset = datasetVerdict(report.columns.filter(column => names.has(column.name)).map(column => ({ ...column, role: 'feature' })));
  if (dataset.columns !== names.size) say('dataset', 'columns', dataset.columns, names.size);
  if (dataset.driftedColumns !== preset.driftedColumns) say('dataset', 'drifted columns', dataset.driftedColumns, preset.driftedColumns);
  if (dataset.share === null || Math.abs(dataset.share - preset.share) > 1e-12) say('dataset', 'share', dataset.share, preset.share);
  if (dataset.drifted !== preset.drifted) say('dataset', 'verdict', dataset.drifted, preset.drifted);
  return found;
}

function columnDifferences(
  ours: DriftColumn,
  theirs: EvidentlyColumn,
  { given, asked }: { readonly given: boolean; readonly asked: DriftMethod | undefined },
): [string, unknown, unknown][] {
  const pairs: [string, unknown, unknown][] = [];
  const type = theirs.type === 'list' ? 'unknown' : theirs.type;
  if (!given) pairs.push(['type', TYPES[ours.type], type]);
  pairs.push(['missing', `${ours.reference.missing},${ours.current.missing}`, theirs.missing.join(',')]);
  const score = theirs.score === undefined ? NaN : Number(theirs.score);
  if (!Number.isFinite(score)) {
    // Evidently fails, or shows a number that is none: here a reason stands, and the verdict is Evidently's or none.
    pairs.push(['score', ours.score, null], ['reason', ours.reason === null, false]);
    if (ours.drifted !== null) pairs.push(['verdict', ours.drifted, theirs.drifted]);
    return pairs.filter(different);
  }
  const drifted = ['verdict', ours.drifted, theirs.drifted] as [string, unknown, unknown];
  const threshold = ours.threshold ?? NaN;
  pairs.push(
    ['status', ours.status, 'ok'],
    ['method', asked === undefined ? ours.method && METHODS[ours.method] : ours.method, asked ?? theirs.method],
    ['threshold', ours.threshold, theirs.threshold],
  );
  if (ours.method !== null && PERMUTATIONS.has(ours.method))
    return isNear(score, threshold, PERMUTATIONS.get(ours.method)) ? pairs.filter(different) : [...pairs, drifted].filter(different);
  pairs.push(drifted);
  if (ours.method === null || ours.score === null || !closeScores(ours.method, ours.score, score))
    pairs.push(['score', ours.score, theirs.score]);
  return pairs.filter(different);
}

/** Tests by random permutations, with how many: only the verdict can be compared, and only away from the threshold. */
const PERMUTATIONS: ReadonlyMap<DriftMethod, number> = new Map([
  ['TVD', 1000],
  ['empirical_mmd', 100],
]);

/** Whether a p-value of so many permutations lies within three standard errors of the threshold. */
function isNear(p: number, threshold: number, rounds = 1): boolean {
  return Math.abs(p - threshold) <= 3 * Math.sqrt((threshold * (1 - threshold)) / rounds);
}

function different([, ours, theirs]: [string, unknown, unknown]): boolean {
  return ours !== theirs;
}

/**
 * Distances within 1e-12 + 1e-9·x (1e-7 relative below 1e-6), p-values within 1e-6 relative above 1e-8, else 1e-3; z 1e-14
 * absolute below, and the Cramér–von Mises p-value, whose series Evidently stops early, 1e-6 absolute everywhere.
 */
export function closeScores(method: DriftMethod, ours: number, theirs: number): boolean {
  const gap = Math.abs(ours - theirs);
  if (driftMethods[method].score === 'distance') return gap <= 1e-12 + 1e-9 * theirs || (theirs < 1e-6 && gap <= 1e-7 * theirs);
  if (method === 'cramer_von_mises') return gap <= 1e-6;
  if (theirs > 1e-8) return gap <= 1e-6 * theirs;
  return method === 'z' ? gap <= 1e-14 : gap <= 1e-3 * theirs;
}

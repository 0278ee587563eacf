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
    else columnDifferences(ours, theirs, given.has(theirs.name)).forEach(([what, a, b]) => say(theirs.name, what, a, b));
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

function columnDifferences(ours: DriftColumn, theirs: EvidentlyColumn, given: boolean): [string, unknown, unknown][] {
  const pairs: [string, unknown, unknown][] = [];
  const type = theirs.type === 'list' ? 'unknown' : theirs.type;
  if (!given) pairs.push(['type', TYPES[ours.type], type]);
  pairs.push(['missing', `${ours.reference.missing},${ours.current.missing}`, theirs.missing.join(',')]);
  if (theirs.score === undefined) {
    pairs.push(['status', ours.status, 'not_computable']);
    return pairs.filter(different);
  }
  pairs.push(
    ['status', ours.status, 'ok'],
    ['method', ours.method && METHODS[ours.method], theirs.method],
    ['threshold', ours.threshold, theirs.threshold],
    ['verdict', ours.drifted, theirs.drifted],
  );
  if (ours.method === null || ours.score === null || !closeScores(ours.method, ours.score, Number(theirs.score)))
    pairs.push(['score', ours.score, theirs.score]);
  return pairs.filter(different);
}

function different([, ours, theirs]: [string, unknown, unknown]): boolean {
  return ours !== theirs;
}

/** Distances within 1e-12 + 1e-9·x (1e-7 relative below 1e-6), p-values within 1e-6 relative above 1e-8, else 1e-3; z 1e-14 absolute below. */
function closeScores(method: DriftMethod, ours: number, theirs: number): boolean {
  const gap = Math.abs(ours - theirs);
  if (driftMethods[method].score === 'distance') return gap <= 1e-12 + 1e-9 * theirs || (theirs < 1e-6 && gap <= 1e-7 * theirs);
  if (theirs > 1e-8) return gap <= 1e-6 * theirs;
  return method === 'z' ? gap <= 1e-14 : gap <= 1e-3 * theirs;
}

import {
  type DatasetRow,
  type Difference,
  type MetricRow,
  type SignatureComparison,
  type VersionComparison,
  type VersionSide,
  type VersionsReport,
} from '../../src/versions/contract';
import { countOf } from '../../src/base/countOf';
import { formatApart, formatSigned } from '../kit/format';
import { shortText } from '../kit/visibleText';

export function versionsHeading({ request }: VersionsReport): string {
  if (request.kind === 'trend') return `Metrics over the versions of ${request.model}`;
  const { from, to } = request;
  const target = from.name === to.name ? `v${to.version}` : `${to.name} v${to.version}`;
  return `${from.name} v${from.version} → ${target}`;
}

/** What the columns of the two sides are called: by number alone where both are of one model. */
export function sideNames({ from, to }: Pick<VersionComparison, 'from' | 'to'>): readonly [from: string, to: string] {
  const word = (side: VersionSide): string => (from.name === to.name ? `v${side.version}` : `${shortText(side.name)} v${side.version}`);
  return [word(from), word(to)];
}

/** "Same signature, same data; 3 params and 2 of 4 files differ; auc 0.8412 → 0.8427 (+0.0015)." */
export function comparisonVerdict(comparison: VersionComparison): string {
  const alike = `${signatureWords(comparison.signature)}, ${dataWords(comparison.datasets)}`;
  const parts = [alike, differingWords(comparison), metricWords(comparison.metrics)].filter(part => part !== null);
  const sentence = parts.join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

export function differenceWords(difference: Difference, [from, to]: readonly [string, string]): string {
  const words: Readonly<Record<Difference, string>> = {
    same: 'same',
    different: 'different',
    onlyFrom: `only in ${from}`,
    onlyTo: `only in ${to}`,
    unknown: 'not known',
  };
  return words[difference];
}

/** How many of some rows are not the same, among those of which it is known. */
export function countDifferent(rows: readonly { readonly difference: Difference }[]): number {
  return rows.filter(({ difference }) => difference !== 'same' && difference !== 'unknown').length;
}

function hasUnknown(rows: readonly { readonly difference: Difference }[]): boolean {
  return rows.some(({ difference }) => difference === 'unknown');
}

function signatureWords({ verdict, inputs, outputs, params }: SignatureComparison): string {
  if (verdict === 'unknown') return 'signatures not compared';
  if (verdict === 'same') return 'same signature';
  if (verdict === 'orderOnly') return 'same signature in another order';
  const columns = [...inputs, ...outputs];
  const changed = [
    { rows: columns, noun: 'column' },
    { rows: params, noun: 'param' },
  ].filter(({ rows }) => countDifferent(rows) > 0);
  const counted = changed.map(({ rows, noun }) => countOf(countDifferent(rows), noun)).join(' and ');
  return `${counted} of the signature ${plural([...columns, ...params])}`;
}

function plural(rows: readonly { readonly difference: Difference }[]): string {
  return countDifferent(rows) === 1 ? 'differs' : 'differ';
}

function dataWords(datasets: readonly DatasetRow[]): string {
  if (datasets.length === 0) return 'no data noted';
  if (hasUnknown(datasets)) return 'data not compared';
  return countDifferent(datasets) === 0 ? 'same data' : 'other data';
}

function differingWords({ params, files }: VersionComparison): string | null {
  const counted = [
    !hasUnknown(params) && params.length > 0 && { count: countDifferent(params), words: countOf(countDifferent(params), 'param') },
    !hasUnknown(files.rows) &&
      files.rows.length > 0 && {
        count: countDifferent(files.rows),
        words: `${countDifferent(files.rows)} of ${countOf(files.rows.length, 'file')}`,
      },
  ].filter(part => part !== false);
  const different = counted.filter(({ count }) => count > 0);
  if (counted.length === 0) return null;
  if (different.length === 0) return 'no param and no file differs';
  const isOne = different.length === 1 && different[0]?.count === 1;
  return `${different.map(({ words }) => words).join(' and ')} ${isOne ? 'differs' : 'differ'}`;
}

/** The first metric that both have and that changed, else the first that both have. */
function metricWords(metrics: readonly MetricRow[]): string | null {
  const both = metrics.filter(({ change }) => change !== null);
  const row = both.find(({ difference }) => difference === 'different') ?? both[0];
  if (row === undefined || row.change === null) return null;
  const [from, to] = [Number(row.from), Number(row.to)];
  if (row.change === 0) return `${shortText(row.name)} is ${formatApart(from, to)} in both`;
  return `${shortText(row.name)} ${formatApart(from, to)} → ${formatApart(to, from)} (${formatSigned(row.change)})`;
}

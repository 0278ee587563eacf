import { type DriftColumn, type DriftReport } from '../../src/drift/contract';
import { countOf, formatNumber, formatShare } from '../kit/format';
import { fileName, shortText } from '../kit/visibleText';
import { embeddingMethodWords } from '../../src/domain/embeddingDrift';
import { embeddingVerdict } from './embeddingsSection';
import { comparisonSign, methodName } from './method';
import { profileWords } from './profileWords';
import { bySeverity } from './severityOrder';
import { datasetVerdict, driftHeading, verdictWords } from './verdict';

/** More rows than this do not help a reviewer. */
const MOST_ROWS = 25;

/** The report as a short text for a pull request: the verdict, and the columns that drifted or could not be tested. */
export function driftMarkdown(report: DriftReport): string {
  const worth = bySeverity(report.columns).filter(column => column.drifted === true || column.status === 'not_computable');
  const shown = worth.slice(0, MOST_ROWS);
  const steady = report.columns.filter(column => column.drifted === false).length;
  const more = worth.length - shown.length;
  const rest = [
    more > 0 && `${countOf(more, 'more drifted or untested column')}`,
    steady > 0 && `${countOf(steady, 'column')} without drift`,
  ].filter(part => part !== false);
  return [
    `**${code(driftHeading(report))}**: ${datasetVerdict(report.dataset)}`,
    '',
    facts(report),
    ...(shown.length === 0 ? [] : ['', '| column | verdict | test | score | missing |', '|---|---|---|---|---|', ...shown.map(row)]),
    ...embeddings(report),
    ...(rest.length === 0 ? [] : ['', `And ${rest.join(', ')}.`]),
    '',
  ].join('\n');
}

function facts(report: DriftReport): string {
  if (report.imported) return `${profileWords(report)}.`;
  const side = (name: string, { files, rows }: DriftReport['reference']): string => {
    const [first] = files;
    const more = files.length > 1 ? ` and ${countOf(files.length - 1, 'more file')}` : '';
    return `${name} ${first ? code(fileName(first.path)) : ''}${more} (${countOf(rows, 'row')})`;
  };
  return `${side('reference', report.reference)}, ${side('current', report.current)}; ${profileWords(report)}.`;
}

function embeddings({ embeddings = [] }: DriftReport): readonly string[] {
  if (embeddings.length === 0) return [];
  const rows = embeddings.map(each => {
    const scored =
      each.score === null || each.threshold === null
        ? ''
        : `${formatNumber(each.score)} ${each.drifted === true ? '>' : '≤'} ${formatNumber(each.threshold)}`;
    return `| ${code(each.name)} | ${embeddingVerdict(each)} | ${embeddingMethodWords(each)} | ${scored} |`;
  });
  return ['', '| embedding | verdict | method | score |', '|---|---|---|---|', ...rows];
}

function row(column: DriftColumn): string {
  const { method, score, missingChange } = column;
  const threshold = column.cutoff ?? column.threshold;
  const test = method === null ? '' : methodName(method);
  const limit = threshold === null ? '' : ` ${comparisonSign(column)} ${formatNumber(threshold)}`;
  const missing = missingChange.flagged ? `${formatShare(missingChange.from)} → ${formatShare(missingChange.to)}` : '';
  const scored = score === null || method === null ? '' : `${formatNumber(score)}${limit}`;
  return `| ${code(column.name)} | ${verdictWords(column)} | ${test} | ${escaped(scored)} | ${escaped(missing)} |`;
}

/** Text from data: as code it is neither markup, nor a link, nor a mention. */
function code(text: string): string {
  return `\`${shortText(text).replaceAll('`', 'ʼ').replaceAll('|', '\\|')}\``;
}

function escaped(text: string): string {
  return text.replaceAll('<', '&lt;');
}
